"""From the tables to the calendar: which sittings are known, and what the pages show of them."""

from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from tests.judging import NOON, SHA, cited, fill
from tests.screens import page_of
from tracker import clock, notices, queries, verdicts
from tracker.coverage.sources import SourceSign
from tracker.models import Act, Document, DocumentVersion, Pledge, Run, Sitting, SittingDocument, Source
from tracker.queries.shapes import ANYONE, TownCalendar, Viewer
from tracker.reach import coverage_of, pledge_coverage
from tracker.settings import ROOT
from tracker.store import reading, writing
from tracker.vocabulary import CoverageState, DateOrigin, DocumentKind, RecordPart, Role, RunOutcome, TextStatus

RITA = Viewer("rita", "Rita", Role.REVIEWER)
S = CoverageState


@pytest.fixture(autouse=True)
def _filled(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-11-15T12:00:00+00:00")
    fill()


def visit(outcome: RunOutcome = RunOutcome.OK, day: date = date(2026, 11, 15), platform: str = "html_list") -> None:
    """Let the only source be a listing page, visited on a day."""
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    with writing() as session:
        session.get_one(Source, "ville/pv").platform = platform
        run: dict[str, Any] = {"town": "ville", "source": "pv", "verb": "crawl", "started_at": moment, "finished_at": moment}
        session.add(Run(id=f"run-{day}-{outcome}", outcome=outcome, **run))


def add(key: str, kind: DocumentKind, day: date | None = None, status: TextStatus | None = TextStatus.NATIVE, **more: Any) -> str:
    """Add a document with its date on the listing, and return its content's name."""
    sha, origin = key * 64, more.pop("origin", DateOrigin.LINK)
    common: dict[str, Any] = {"body_id": "ville/conseil", "source_id": "ville/pv", "publisher": "Ville", "kind": kind}
    with writing() as session:
        session.add(Document(id=f"doc-{key}", url=f"https://ville.example/{key}.pdf", listed_date=day, listed_date_origin=origin, **common))
        session.flush()
        seen = {"retrieved_at": NOON, "first_seen": NOON, "last_seen": NOON, "media_type": "application/pdf", "size": 9}
        session.add(DocumentVersion(id=f"dv-{key}", document_id=f"doc-{key}", sha256=sha, text_status=status, **seen, **more))
    return sha


def calendar() -> TownCalendar:
    """Return the calendar that anybody sees."""
    seen = queries.town_calendar("ville", ANYONE)
    assert seen
    return seen


def states() -> dict[date, dict[RecordPart, set[CoverageState]]]:
    """Return the states of each part of each known sitting."""
    sittings = [sitting for month in calendar().months for sitting in month.sittings]
    return {one.day: {part.part: set(part.tally) for part in one.parts} for one in sittings}


def test_a_sitting_is_known_from_a_record_a_list_or_a_summons_never_from_an_upload_date() -> None:
    visit()
    add("b", DocumentKind.CONVOCATION, date(2026, 9, 10))
    add("c", DocumentKind.LISTE_DELIBERATIONS, date(2026, 10, 1), TextStatus.FAILED)
    add("d", DocumentKind.PROCES_VERBAL, date(2026, 8, 3), None, origin=DateOrigin.UPLOAD)
    add("e", DocumentKind.ARRETE, date(2026, 8, 9))
    found = states()
    assert list(found) == [date(2024, 3, 12), date(2026, 9, 10), date(2026, 10, 1)]
    assert found[date(2024, 3, 12)][RecordPart.MINUTES] == {S.READABLE}
    assert found[date(2026, 9, 10)] == {
        RecordPart.MINUTES: {S.NOT_PUBLISHED}, RecordPart.LIST: {S.NOT_PUBLISHED}, RecordPart.ACTS: {S.NOT_PUBLISHED},
    }  # fmt: skip
    assert found[date(2026, 10, 1)][RecordPart.LIST] == {S.NOT_READABLE} and found[date(2026, 10, 1)][RecordPart.MINUTES] == {S.NOT_DUE}
    assert [one.url[-5:] for one in calendar().bodies[0].undated] == ["d.pdf"]


@pytest.mark.parametrize(("outcome", "state"), [(RunOutcome.BLOCKED, S.REFUSED), (RunOutcome.PARTIAL, S.NOT_COLLECTED)])
def test_the_last_run_says_whether_an_absence_means_something(outcome: RunOutcome, state: CoverageState) -> None:
    visit(day=date(2026, 11, 1))
    visit(outcome)
    add("b", DocumentKind.CONVOCATION, date(2026, 9, 10))
    assert states()[date(2026, 9, 10)][RecordPart.LIST] == {state}


def test_a_page_taken_down_is_told_and_its_copy_is_still_read() -> None:
    add("b", DocumentKind.PROCES_VERBAL, date(2026, 2, 3), gone_at=NOON)
    assert states()[date(2026, 2, 3)][RecordPart.MINUTES] == {S.GONE}
    with reading() as session:
        assert coverage_of(session, session.get_one(Pledge, "ple-halle"), date(2026, 11, 1)) == 1.0


def test_a_file_of_many_sittings_tells_of_each() -> None:
    sha = add("f", DocumentKind.LISTE_DELIBERATIONS)
    with writing() as session:
        for number, day in enumerate((date(2026, 1, 8), date(2026, 2, 12))):
            _sitting(session, f"sit-f{number}", day)
            _act(session, f"act-f{number}", sha, day, f"sit-f{number}")
        _act(session, "act-loose", sha, date(2025, 5, 5), None)
    found = states()
    assert {day for day in found if RecordPart.LIST in found[day] and found[day][RecordPart.LIST] == {S.READABLE}} == {
        date(2026, 1, 8), date(2026, 2, 12),
    }  # fmt: skip
    assert date(2025, 5, 5) not in found


def _sitting(session: Session, key: str, day: date) -> None:
    session.add(Sitting(id=key, body_id="ville/conseil", date=day, date_origin=DateOrigin.TEXT, date_certain=True))
    session.flush()


def _act(session: Session, key: str, sha: str, day: date, sitting: str | None) -> None:
    common: dict[str, Any] = {"body_id": "ville/conseil", "regime": "list", "confidence": 1, "extractor": "t@1", "run_id": "run-1"}
    common |= {"title": "Une ligne", "text": "Une ligne", "page_from": 1, "page_to": 1, "span_start": 0, "span_end": 9}
    session.add(Act(id=key, sha256=sha, date=day, sitting_id=sitting, **common))
    session.flush()


def test_an_agenda_that_can_be_read_is_not_a_record_of_its_sitting() -> None:
    sha = add("b", DocumentKind.ORDRE_DU_JOUR)
    with writing() as session:
        _sitting(session, "sit-b", date(2025, 6, 5))
        record = {"regime": "none", "confidence": 1.0, "extractor": "t@1"}
        session.add(SittingDocument(sha256=sha, body_id="ville/conseil", sitting_id="sit-b", **record))
    with reading() as session:
        assert coverage_of(session, session.get_one(Pledge, "ple-halle"), date(2026, 3, 1)) == 0.5


def test_silence_on_a_pledge_is_counted_sitting_by_sitting_and_shown_with_its_search() -> None:
    visit()
    add("b", DocumentKind.PROCES_VERBAL, date(2025, 6, 5), TextStatus.NONE)
    add("c", DocumentKind.CONVOCATION, date(2025, 9, 4))
    with reading() as session:
        found = pledge_coverage(session, session.get_one(Pledge, "ple-halle"), date(2026, 11, 1))
    assert dict(found.states) == {S.NOTHING_DECIDED: 1, S.NOT_READABLE: 1, S.NOT_PUBLISHED: 1}
    cited("ple-halle")
    with reading() as session:
        found = pledge_coverage(session, session.get_one(Pledge, "ple-halle"), date(2026, 11, 1), frozenset({"act-1"}))
    assert dict(found.states) == {S.READABLE: 1, S.NOT_READABLE: 1, S.NOT_PUBLISHED: 1}
    shown = _published_search()
    assert "3 séances connues au 15/11/2026, dont 1 lues" in shown
    assert "illisible 1" in shown and "rien de publié 1" in shown and "rien de voté 1" in shown


def _published_search() -> str:
    """Publish "no evidence found" on the bare pledge and return its page."""
    counted = {"documents_read": 1, "documents_known_missing": 1, "unreadable": 1, "hits_examined": 3}
    searched = {"bodies": ["ville/conseil"], "sources": ["pv"], "period_from": date(2020, 5, 18), "period_to": date(2026, 11, 15)}
    log = notices.log_search("rita", "ple-charte", query="charte", **searched, **counted)  # type: ignore[arg-type]
    draft = verdicts.draft("rita", "ple-charte", 1, "Recherche faite.", search_log_id=log.id, as_of=clock.today())
    verdicts.ask_review("rita", draft.id)
    for name in ("remi", "rita"):
        verdicts.declare_interests(name, [])
    verdicts.sign("remi", draft.id)
    verdicts.publish("remi", draft.id)
    return page("pledge", id="ple-charte")


def page(view: str, **params: str) -> str:
    """Run a page without a browser and return its words."""
    test = page_of(ROOT / "dashboard" / "views" / f"{view}.py")
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return unescape(" ".join([*(str(one.proto.body) for one in test.get("html")), *(area.value for area in test.text_area)]))


def test_what_a_source_should_give_is_compared_with_what_it_gives() -> None:
    assert [fact.sign for fact in calendar().facts] == [SourceSign.NEVER_VISITED]
    visit(RunOutcome.PARTIAL)
    with writing() as session:
        session.get_one(Source, "ville/pv").min_items = 2
    assert [fact.sign for fact in calendar().facts] == [SourceSign.LAST_VISIT, SourceSign.FEW_ITEMS]


def test_the_page_shows_words_in_every_cell_and_the_letter_of_the_chosen_one() -> None:
    visit()
    add("b", DocumentKind.CONVOCATION, date(2026, 9, 10))
    shown = page("coverage", town="ville")
    assert "Séance du 10/09/2026" in shown and "rien de publié" in shown and "aucune séance connue" in shown
    assert shown.count("<tr>") > 11 and 'scope="row"' in shown and "Madame, Monsieur" not in shown
    chosen = page("coverage", town="ville", cell="conseil.2026-09")
    assert "exigible en ligne au plus tard le 17/09/2026 (L.2121-25)" in chosen and 'aria-current="true"' in chosen
    assert "Je souhaite obtenir la liste des délibérations" in chosen or "Je souhaite obtenir le procès-verbal" in chosen
    assert "nothing published" in page("coverage", town="ville", lang="en")
    page("coverage", town="ville", cell="<b>x", year="<script>")


def test_a_private_town_gives_no_calendar_to_anyone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "real"))
    fill(fictional=False)
    assert queries.town_calendar("ville", ANYONE) is None and queries.town_calendar("ville", RITA) is not None
    assert SHA in str(queries.town_calendar("ville", RITA))
