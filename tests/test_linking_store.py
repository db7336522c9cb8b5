"""The verb `link` on a real database: replaceable suggestions, untouched judgements, a row in the ledger."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tracker.linking import link as linking
from tracker.linking.link import link
from tracker.models import (
    Act,
    Body,
    EvidenceJudgement,
    Jurisdiction,
    Organization,
    Pledge,
    Programme,
    Run,
    Sitting,
    Suggestion,
    Term,
    User,
)
from tracker.store import migrate, reading, writing
from tracker.towns import TownConfig
from tracker.vocabulary import DateOrigin, FulfilmentKind, Judgement, PledgeSourceKind, Role, RunOutcome, Wording

TOWN = TownConfig.model_validate(
    {
        "slug": "essai",
        "name": "Essai",
        "insee": "99001",
        "bodies": [{"key": "council", "name": "Conseil"}],
        "terms": [{"key": "2026-2032", "start": "2026-03-22", "end": "2032-03-31"}],
        "sources": [{"key": "folder", "body": "council", "platform": "folder"}],
    }
)


def _act(key: str, title: str, day: date | None, sitting: str | None = None) -> Act:
    return Act(
        id=key, body_id="essai/council", sitting_id=sitting, sha256="a" * 64, date=day, title=title, text=title, page_from=1, page_to=1,
        span_start=0, span_end=9, regime="none", confidence=1, extractor="test@1", run_id="r0",
    )  # fmt: skip


def _pledge(key: str, text: str, position: int, **more: object) -> Pledge:
    fields = {"wording": Wording.VERBATIM, "fulfilment": FulfilmentKind.OUTCOME} | more
    return Pledge(id=key, programme_id="essai/liste-2026", key=key, position=position, text=text, **fields)


def _fill(session: Session) -> None:
    session.add(Jurisdiction(slug="essai", name="Essai", insee="99001", timezone="Europe/Paris"))
    session.flush()
    session.add(Body(id="essai/council", jurisdiction="essai", key="council", name="Conseil", classification="council"))
    session.add(Term(id="essai/2026-2032", jurisdiction="essai", key="2026-2032", start=date(2026, 3, 22), end=date(2032, 3, 31)))
    session.add(Organization(id="essai/liste", jurisdiction="essai", key="liste", name="Liste", classification="candidate_list"))
    session.add(Run(id="r0", town="essai", verb="read", started_at=datetime(2026, 5, 1, tzinfo=UTC)))
    session.flush()
    session.add(Sitting(id="sit-1", body_id="essai/council", date=date(2025, 1, 10), date_origin=DateOrigin.TEXT))
    session.add(
        Programme(
            id="essai/liste-2026",
            jurisdiction="essai",
            organization_id="essai/liste",
            term_id="essai/2026-2032",
            year=2026,
            kind=PledgeSourceKind.PROGRAMME,
            title="Programme",
            source_url="https://example.org",
            publisher="Liste",
        )
    )
    session.flush()
    session.add_all([_act("act-1", "Achat de vélos", date(2025, 6, 1)), _act("act-2", "Piste cyclable du canal", date(2026, 6, 1))])
    session.add_all([_act("act-3", "Vélos en libre service", None, "sit-1"), _act("act-4", "Vélos sans date", None)])
    session.add(_pledge("ple-1", "Développer le vélo", 1))
    session.add(_pledge("ple-2", "Une piste sûre", 2, wording=Wording.OWN, second_hand=True))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    monkeypatch.delenv("CHOSE_PROMISE_DATABASE_URL", raising=False)
    migrate()
    with writing() as session:
        _fill(session)
    yield


def _rows() -> list[dict[str, object]]:
    with reading() as session:
        rows = session.exec(select(Suggestion).order_by(Suggestion.pledge_id, Suggestion.rank)).all()
        return [row.model_dump(exclude={"run_id"}) for row in rows]


@pytest.mark.usefixtures("store")
def test_link_writes_ranked_suggestions_also_for_second_hand_pledges_and_marks_older_acts() -> None:
    ticks: list[tuple[int, int]] = []
    report = link(TOWN, progress=lambda done, total: ticks.append((done, total)))
    assert (report.outcome, report.acts, report.pledges) == (RunOutcome.OK, 4, 2)
    assert ticks == [(1, 2), (2, 2)]
    rows = _rows()
    assert report.suggestions == len(rows) and {r["pledge_id"] for r in rows} == {"ple-1", "ple-2"}
    older = {r["act_id"]: r["preexisting"] for r in rows}
    assert older == {"act-1": True, "act-2": False, "act-3": True, "act-4": False}
    assert [r["rank"] for r in rows if r["pledge_id"] == "ple-1"] == [1, 2, 3, 4]
    for row in rows:
        assert sum(part["points"] for part in row["explanation"]) == pytest.approx(row["score"])
        assert {"act_word", "pledge_word", "how", "field", "points", "share"} == set(row["explanation"][0])


@pytest.mark.usefixtures("store")
def test_linking_twice_gives_the_same_rows_and_two_finished_runs() -> None:
    link(TOWN)
    first = _rows()
    link(TOWN)
    assert _rows() == first
    with reading() as session:
        runs = session.exec(select(Run).where(Run.verb == "link")).all()
    assert [(r.outcome, r.finished_at is not None, r.counts["suggestions"]) for r in runs] == [(RunOutcome.OK, True, len(first))] * 2


@pytest.mark.usefixtures("store")
def test_a_judgement_is_never_touched_and_its_pair_may_still_be_suggested() -> None:
    moment = datetime(2026, 6, 2, tzinfo=UTC)
    with writing() as session:
        session.add(User(id="ana", display_name="Ana", role=Role.VOLUNTEER, created_at=moment))
        session.flush()
        session.add(
            EvidenceJudgement(id="jud-1", pledge_id="ple-1", act_id="act-1", user_id="ana", judgement=Judgement.REJECTED, created_at=moment)
        )
    with reading() as session:
        before = session.exec(select(EvidenceJudgement)).one().model_dump()
    link(TOWN)
    with reading() as session:
        assert session.exec(select(EvidenceJudgement)).one().model_dump() == before
    assert ("ple-1", "act-1") in {(r["pledge_id"], r["act_id"]) for r in _rows()}


@pytest.mark.usefixtures("store")
def test_an_interrupted_link_keeps_the_old_suggestions_and_says_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    link(TOWN)
    before = _rows()

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(linking, "rank", interrupt)
    with pytest.raises(KeyboardInterrupt):
        link(TOWN)
    assert _rows() == before
    with reading() as session:
        assert [r.outcome for r in session.exec(select(Run).where(Run.verb == "link").order_by(Run.id))].count(RunOutcome.FAILED) == 1


@pytest.mark.usefixtures("store")
def test_pledges_without_acts_are_an_empty_run_and_no_pledge_is_not() -> None:
    with writing() as session:
        for act in session.exec(select(Act)):
            session.delete(act)
    assert link(TOWN).outcome == RunOutcome.EMPTY
    with writing() as session:
        for pledge in session.exec(select(Pledge)):
            session.delete(pledge)
    report = link(TOWN)
    assert report.outcome == RunOutcome.OK and "no pledge" in report.message
