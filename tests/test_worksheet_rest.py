"""Agreement of two readings, programmes read again, the file and the tables that a commit writes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import select

from tests.sheets import PAGES, PASSAGES, REF, SHA, Leaflet, fill, write_sheet
from tests.test_worksheet_store import COMPOUND, HOUSING, PARKING, SHUTTLES, TICKET, TREES, Keep, both_finish, item, say, view
from tracker import ids
from tracker.errors import InputError, RightsError, WorkflowError
from tracker.evidence import tag_theme
from tracker.ingest.programmes import ingest_programmes
from tracker.models import Pledge
from tracker.programmes import load_programme_file
from tracker.settings import data_dir
from tracker.store import reading
from tracker.towns import load_town
from tracker.vocabulary import ReadingPass, SheetAction
from tracker.worksheets import store
from tracker.worksheets.agreement import agreements, cohen_kappa
from tracker.worksheets.commit import commit
from tracker.worksheets.files import load_worksheet
from tracker.worksheets.projection import Standing, project
from tracker.worksheets.values import Choice

FILE = ("programmes", "val-essai", "ensemble-2026.yml")


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


# Kappa, on tables whose value is in the literature or can be worked out on paper.


def table(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return [("y", "y")] * yes_yes + [("y", "n")] * yes_no + [("n", "y")] * no_yes + [("n", "n")] * no_no


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        (table(20, 5, 10, 15), 0.4),
        (table(45, 15, 25, 15), 0.1304),
        (table(25, 35, 5, 35), 0.2593),
        (table(5, 0, 0, 5), 1.0),
        (table(0, 5, 5, 0), -1.0),
        (table(25, 25, 25, 25), 0.0),
        (table(9, 1, 0, 0), 0.0),  # one reader never says no: agreement is what chance gives
        ([("a", "a"), ("b", "b"), ("c", "c"), ("a", "b")], 0.6364),
    ],
)
def test_kappa_has_its_known_values(pairs: list[tuple[str, str]], kappa: float) -> None:
    assert cohen_kappa("x", pairs).kappa == pytest.approx(kappa, abs=5e-5)


def test_kappa_has_no_value_when_chance_explains_everything() -> None:
    same = cohen_kappa("x", [("y", "y")] * 10)
    assert same.kappa is None and same.observed == 1.0 and same.compared == 10
    assert cohen_kappa("x", []).kappa is None and cohen_kappa("x", []).observed is None


def test_the_agreement_of_two_readings_is_given_for_each_kind_of_decision() -> None:
    both_finish(theme="ecology")
    sheet, rows = load_worksheet(REF), store.all_rows(REF)
    found = {one.kind: one for one in agreements(project(sheet, rows, ReadingPass.FIRST), project(sheet, rows, ReadingPass.SECOND))}
    assert (found["decision"].compared, found["decision"].alike) == (6, 5)
    assert (found["theme"].compared, found["theme"].alike) == (5, 4)
    assert found["decision"].kappa == 0.0 and found["parts"].kappa is None
    assert found["level"].observed == 1.0 and found["level"].kappa == 1.0


# The machine reads again.


def reread(*, drop: str = "", change: tuple[str, str] = ("", ""), pages: tuple[str, ...] = PAGES, sha256: str = SHA) -> None:
    """Write the proposals of another reading: one passage less, or cut otherwise."""
    passages = [
        (change[1] if words == change[0] else words, label, more) for words, label, more in PASSAGES if not drop or drop not in words
    ]
    write_sheet(Leaflet(pages=pages, passages=passages, sha256=sha256))


def test_decisions_survive_a_reading_that_cuts_otherwise() -> None:
    say(HOUSING, Keep)
    say(HOUSING, SheetAction.THEME, theme="housing")
    before = item(HOUSING)
    reread(change=(HOUSING, "300 logements sociaux d'ici 2030."))
    moved = next(one for one in view().items if "300 logements" in one.text)
    assert moved.standing == Standing.MOVED and moved.state == before.state and moved.text == HOUSING  # the words judged, not the new ones
    assert view().totals == (1, 1) and moved.origin == before.id
    say(HOUSING, SheetAction.REJECT, reason="other", seen=None)
    assert view().totals == (0, 0)


def test_a_decision_on_a_passage_that_is_no_longer_proposed_stands_by_its_quote() -> None:
    say(TREES, Keep)
    reread(drop="planterons")
    carried = item(TREES)
    assert carried.standing == Standing.CARRIED and carried.page == 2 and view().totals == (1, 1)
    say(TREES, SheetAction.THEME, theme="ecology")
    assert item(TREES).state.theme == "ecology" and item(TREES).state.kept


def test_a_decision_whose_words_are_gone_is_shown_and_not_counted() -> None:
    say(TREES, Keep)
    say(HOUSING, Keep)
    gone = (PAGES[0], PAGES[1].replace("Nous planterons des arbres place du Marché.\n", ""))
    reread(drop="planterons", pages=gone, sha256="6" * 64)  # another version of the file: every id is new
    stale = item(TREES)
    assert stale.standing == Standing.STALE and stale.state.kept and view().totals == (1, 1)
    assert item(HOUSING).standing == Standing.MOVED
    reread()
    assert item(TREES).standing == Standing.OWN and view().totals == (2, 2)


def test_a_refused_passage_does_not_hide_words_that_nobody_saw() -> None:
    say(TICKET, SheetAction.REJECT, reason="values")
    longer = "Sans augmenter le prix du ticket. Ne pas augmenter le stationnement."
    passages = [one for one in PASSAGES if not one[0].startswith("Ne pas")]
    write_sheet(
        Leaflet(passages=[(longer, "pledge", {}) if words == PASSAGES[6][0] else (words, label, more) for words, label, more in passages])
    )
    assert next(one for one in view().items if one.text == longer).state.decision is None


def test_corrected_borders_that_the_text_no_longer_holds_are_stale() -> None:
    say(HOUSING, SheetAction.CORRECT, text="Nous construirons 300 logements sociaux d'ici 2030. Le logement est un droit")
    say("Nous construirons", Keep)
    assert view().totals == (1, 1)
    reread(drop="un droit", pages=(PAGES[0].replace("Le logement est un droit pour toutes et tous.\n", ""), PAGES[1]))
    assert item("Nous construirons").standing == Standing.STALE and view().totals == (0, 0)


# Commit.


def decide_all() -> None:
    """Check the whole leaflet: five kept, one split, one merged, one refused."""
    subject = item(HOUSING)
    store.decide("vera", REF, [Choice(subject.id, SheetAction.THEME, {"theme": "housing"}), Choice(subject.id, Keep)], {})
    say(COMPOUND, SheetAction.SPLIT, parts=["Nous rénoverons l'école Curie", "ouvrirons une crèche de 40 places dans le quartier Nord."])
    say(COMPOUND, Keep, user="vito")
    say(SHUTTLES, Keep)
    say(TICKET, SheetAction.MERGE, **{"with": item(SHUTTLES).id})
    say(PARKING, SheetAction.REJECT, reason="other")
    say(TREES, Keep)


def pledges() -> dict[str, Pledge]:
    with reading() as session:
        return {row.text: row for row in session.exec(select(Pledge))}


def test_the_checked_list_is_written_to_its_file_and_to_the_database() -> None:
    decide_all()
    report = commit("vera", REF)
    programme = load_programme_file(data_dir().joinpath(*FILE))
    assert (report.written, report.parts, report.added, report.undecided) == (4, 5, 6, 0)
    assert tuple(programme.totals) == (4, 5) and programme.sha256 == SHA
    by_words = {one.text: one for one in programme.pledges}
    housing = by_words[HOUSING]
    assert housing.themes == ("housing",) and housing.bodies == ("council",) and housing.deadline == date(2030, 12, 31)
    assert (housing.deadline_raw, housing.page, housing.headings, housing.level) == ("d'ici 2030", 1, ("Se loger",), "measurable")
    assert housing.details.figures[0].raw == "300 logements" and housing.confirmed and housing.decided_by == ("Vera",)
    parent = by_words["Nous rénoverons l'école Curie et ouvrirons une crèche de 40 places dans le quartier Nord."]
    part = by_words["ouvrirons une crèche de 40 places dans le quartier Nord."]
    assert part.parent == parent.key and parent.decided_by == ("Vera", "Vito") and part.details.places == ("quartier Nord",)
    assert by_words["Nous rénoverons l'école Curie"].details.figures == ()
    assert by_words["Porter à 12 le nombre de navettes. Sans augmenter le prix du ticket."]
    trees = by_words["Nous planterons des arbres place du Marché."]
    assert trees.bodies == () and trees.outside == ("region",)
    rows = pledges()
    assert set(rows) == set(by_words) and rows[HOUSING].decided_by == ["Vera"] and rows[HOUSING].level == "measurable"
    assert rows[part.text].parent_id == ids.pledge_id(REF, parent.key) and rows[part.text].publishable


def test_pledges_of_several_documents_name_their_own_and_its_page() -> None:
    posts = [
        {"sha256": SHA, "url": "https://ensemble.example/un.pdf", "media_type": "application/pdf", "first_page": 1, "pages": 1},
        {"sha256": "6" * 64, "url": "https://ensemble.example/deux", "media_type": "text/html", "first_page": 2, "pages": 1},
    ]
    write_sheet(Leaflet(head={"parts": posts}))
    say(HOUSING, Keep)
    say(TREES, Keep)
    commit("vera", REF)
    programme = load_programme_file(data_dir().joinpath(*FILE))
    assert programme.sha256 is None  # none of the documents is the whole programme
    places = {one.text: (one.page, one.anchor) for one in programme.pledges}
    trees = "Nous planterons des arbres place du Marché."
    assert places == {HOUSING: (1, "https://ensemble.example/un.pdf"), trees: (None, "https://ensemble.example/deux")}


def test_two_items_of_a_list_are_never_one_quote() -> None:
    passages = tuple((words, label, {**more, "bullet": label == "pledge"}) for words, label, more in PASSAGES)
    write_sheet(Leaflet(passages=passages))
    say(SHUTTLES, Keep)
    say(TICKET, SheetAction.MERGE, **{"with": item(SHUTTLES).id})
    assert item(SHUTTLES).text == "Porter à 12 le nombre de navettes."
    assert item(SHUTTLES).also == (("Sans augmenter le prix du ticket.", 2),)


def test_a_commit_says_the_same_twice() -> None:
    decide_all()
    commit("vera", REF)
    before = data_dir().joinpath(*FILE).read_bytes()
    again = commit("vito", REF)
    assert (again.added, again.changed, again.removed) == (0, 0, 0) and data_dir().joinpath(*FILE).read_bytes() == before
    assert again.by_table["pledge"] == {"inserted": 0, "updated": 0, "noop": 6, "removed": 0}


def test_words_that_people_judged_are_never_overwritten() -> None:
    decide_all()
    commit("vera", REF)
    judged = pledges()[HOUSING].id
    tag_theme("vito", judged, "finance")
    say(HOUSING, SheetAction.CORRECT, text="300 logements sociaux")
    say(TREES, SheetAction.CORRECT, text="Nous planterons des arbres")
    report = commit("vera", REF)
    assert len(report.kept_words) == 1 and HOUSING in pledges() and "300 logements sociaux" not in pledges()
    assert "Nous planterons des arbres" in pledges()  # nobody had judged this one
    say("300 logements", SheetAction.REJECT, reason="past")
    say("Nous planterons", SheetAction.REJECT, reason="past")
    report = commit("vera", REF)
    assert HOUSING in pledges() and "Nous planterons des arbres" not in pledges() and report.removed == 1


def test_what_a_person_wrote_into_the_file_stays() -> None:
    path = data_dir().joinpath(*FILE)
    path.parent.mkdir(parents=True)
    hand: dict[str, Any] = {
        "town": "val-essai", "organization": "ensemble", "year": 2026, "term": "t2026", "title": "Titre d'une personne",
        "source_url": "https://ensemble.example/p", "publisher": "Ensemble",
        "pledges": [
            {"key": "marche", "summary": "Un marché, dit le programme.", "themes": ["economy"]},
            {"key": "logements", "quote": HOUSING, "summary": "300 logements"},
        ],
    }  # fmt: skip
    path.write_text("# a person's own comment\n" + yaml.safe_dump(hand, allow_unicode=True), encoding="utf-8")
    ingest_programmes(load_town("val-essai"))
    decide_all()
    report = commit("vera", REF)
    programme = load_programme_file(path)
    by_key = {one.key: one for one in programme.pledges}
    assert by_key["marche"].summary == "Un marché, dit le programme." and report.kept_by_hand == 1
    assert by_key["logements"].quote == HOUSING and by_key["logements"].summary == "300 logements" and by_key["logements"].decided_by
    assert programme.title == "Titre d'une personne" and path.read_text("utf-8").startswith("# a person's own comment\n")


def test_a_list_that_is_not_ready_is_not_written() -> None:
    with pytest.raises(InputError, match="No pledge kept"):
        commit("vera", REF)
    store.ask_blind("vera", REF)
    with pytest.raises(WorkflowError, match="not finished"):
        commit("vera", REF)
    with pytest.raises(RightsError):
        commit("nobody", REF)
    assert not data_dir().joinpath(*FILE).exists()


def test_disagreements_keep_the_list_from_being_written_until_they_are_settled() -> None:
    both_finish(theme="ecology")
    with pytest.raises(WorkflowError, match="2 disagreements"):
        commit("rita", REF)
    for words, theme in ((PARKING, None), (SHUTTLES, "ecology")):
        subject = item(words)
        store.decide("rita", REF, [Choice(subject.id, SheetAction.THEME, {"theme": theme}), Choice(subject.id, Keep)], {})
    assert commit("rita", REF).written == 6
    assert pledges()[item(SHUTTLES).text].themes == ["ecology"]
    assert pledges()[item(SHUTTLES).text].decided_by == ["Vera", "Vito", "Rita"]


def test_a_committed_pledge_keeps_its_key_when_the_programme_is_read_otherwise() -> None:
    say(HOUSING, Keep)
    commit("vera", REF)
    before = {row.id for row in pledges().values()}
    reread(change=(HOUSING, "300 logements sociaux d'ici 2030."), sha256="7" * 64)
    commit("vera", REF)
    assert {row.id for row in pledges().values()} == before and HOUSING in pledges()
