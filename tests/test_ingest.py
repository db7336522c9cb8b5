"""Ingest: idempotent, refuses failed runs, verifies texts, merges documents, never collapses in silence."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.factories import (
    START,
    Paper,
    crawl_and_read,
    sample_paper,
    sample_programme,
    sample_town,
    stored_content,
    write_programme,
    write_run,
)  # fmt: skip
from tracker import checks, ids
from tracker.errors import InvariantError, ProgrammeError, TownConfigError
from tracker.ingest import IngestReport, ingest
from tracker.items import AmountItem, IssueItem, VoteCountItem
from tracker.models import Act, Amount, Document, DocumentVersion, Issue, Pledge, Run, Sitting, SittingDocument, VoteCount
from tracker.store import reading
from tracker.vocabulary import DocumentKind, Outcome, RunOutcome, VoteOption

pytestmark = pytest.mark.usefixtures("store")
TOWN = sample_town()


def rows(model: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(model)))


def codes() -> list[str]:
    return sorted(issue.code for issue in rows(Issue))


def fate(report: IngestReport) -> tuple[int, int, int]:
    return report.inserted, report.updated, report.removed


def test_the_second_time_everything_is_noop() -> None:
    write_programme(sample_programme())
    crawl_and_read(sample_paper())
    first = ingest(TOWN)
    before = stored_content()
    second = ingest(TOWN)
    assert first.inserted > 10
    assert fate(second) == (0, 0, 0)
    assert second.noop == first.inserted
    assert stored_content() == before
    assert checks.check() == []


def test_every_row_of_a_town_is_there() -> None:
    write_programme(sample_programme("p1", "p2", second_hand=True))
    crawl_and_read(sample_paper())
    report = ingest(TOWN)
    assert (report.runs, report.refused, report.issues, report.missing) == (2, 0, 0, 0)
    assert [(p.key, p.position, p.second_hand) for p in rows(Pledge)] == [("p1", 1, True), ("p2", 2, True)]
    acts = {act.number: act for act in rows(Act)}
    assert set(acts) == {"2026-01", "2026-02"}
    assert acts["2026-02"].unanimous is True
    assert acts["2026-01"].unanimous is None
    assert acts["2026-02"].page_from == 2
    assert acts["2026-01"].id == ids.act_id(
        transmission_id=None, siren="999999990", day="2026-03-30", number="2026-01", number_is_unique=True, sha256="x", text="x"
    )
    assert {act.sitting_id for act in acts.values()} == {ids.sitting_id("999999990", "2026-03-30")}
    assert rows(Document)[0].id == ids.document_id("val-essai/council", "pv-2026-03-30.txt")
    assert rows(DocumentVersion)[0].pages == 2


def test_a_second_sight_moves_last_seen_and_is_a_noop() -> None:
    paper = sample_paper()
    crawl_and_read(paper)
    ingest(TOWN)
    write_run("minutes", [paper.document(START + timedelta(days=9))], number=2)
    report = ingest(TOWN)
    version = rows(DocumentVersion)[0]
    assert fate(report) == (0, 0, 0)
    assert (version.first_seen, version.retrieved_at, version.last_seen) == (START, START, START + timedelta(days=9))


def test_a_new_content_is_a_new_version_of_the_same_document() -> None:
    crawl_and_read(sample_paper())
    ingest(TOWN)
    longer = Paper(pages=("2026-01 Achat corrigé du terrain.\n",)).act("2026-01", "terrain.", number="2026-01")
    write_run("minutes", [longer.document(START + timedelta(days=9))], number=2)
    ingest(TOWN)
    assert len(rows(Document)) == 1
    assert len(rows(DocumentVersion)) == 2


@pytest.mark.parametrize("outcome", [RunOutcome.FAILED, RunOutcome.BLOCKED])
def test_a_refused_run_is_recorded_and_not_ingested(outcome: RunOutcome) -> None:
    write_run("minutes", [sample_paper().document()], outcome=outcome)
    report = ingest(TOWN)
    assert (report.runs, report.refused) == (0, 1)
    assert rows(Document) == []
    assert codes() == ["run_refused"]
    assert [(run.outcome, run.ingested_at) for run in rows(Run) if run.verb == "crawl"] == [(outcome, None)]


@pytest.mark.parametrize("outcome", [RunOutcome.EMPTY, RunOutcome.PARTIAL])
def test_empty_and_partial_runs_are_ingested_with_their_issues(outcome: RunOutcome) -> None:
    write_run("minutes", [], outcome=outcome, issues=[IssueItem(code="http_404", message="pv.pdf: expected a document, found 404")])
    assert ingest(TOWN).runs == 1
    assert codes() == ["http_404"]
    write_run("minutes", [sample_paper().document()], number=2)
    ingest(TOWN)
    assert codes() == []


def test_a_folder_without_run_json_is_ignored() -> None:
    folder = write_run("minutes", [sample_paper().document()])
    (folder / "run.json").unlink()
    assert ingest(TOWN).runs == 0
    assert rows(Document) == []


def test_a_broken_line_is_an_issue_and_the_rest_is_read() -> None:
    folder = write_run("minutes", [sample_paper().document()])
    with (folder / "items.jsonl").open("a") as file:
        file.write('{"item": "document", "url": 3}\n{"item"')
    ingest(TOWN)
    assert len(rows(Document)) == 1
    assert codes() == ["item_invalid", "item_invalid"]
    assert "items.jsonl:2" in rows(Issue)[0].message + rows(Issue)[1].message


def test_an_act_whose_text_is_not_at_its_span_is_an_issue_and_not_stored() -> None:
    paper = sample_paper()
    paper.acts[0]["text"] = "Le conseil n'a jamais dit cela."
    paper.acts[1]["page_from"] = paper.acts[1]["page_to"] = 1
    crawl_and_read(paper)
    ingest(TOWN)
    assert rows(Act) == []
    assert codes() == ["act_not_in_text", "act_not_in_text"]


def test_a_document_of_another_town_or_source_is_an_issue() -> None:
    lost = sample_paper().document().model_copy(update={"source": "unknown"})
    write_run("minutes", [lost])
    ingest(TOWN)
    assert rows(Document) == []
    assert codes() == ["document_misplaced"]


def the_list(**changes: Any) -> Paper:
    content = {"outcome": "adopted", "number": "2026-01", **changes}
    paper = Paper(pages=("Liste\n2026-01 Achat d'un terrain\n",), url="liste.txt", kind=DocumentKind.LISTE_DELIBERATIONS)
    return paper.act("2026-01", "terrain", **content)


def test_minutes_win_over_the_list_which_fills_what_they_leave_unknown() -> None:
    minutes = sample_paper()
    minutes.acts[0]["outcome"] = None
    vote = VoteCountItem(option=VoteOption.FOR, value=23)
    crawl_and_read(the_list(counts=(vote,), matter_code="3.1"), minutes)
    ingest(TOWN)
    act = next(act for act in rows(Act) if act.number == "2026-01")
    assert "parcelle" in act.text
    assert (act.outcome, act.matter_code, act.sha256) == (Outcome.ADOPTED, "3.1", minutes.sha256)
    assert [(count.act_id, count.value) for count in rows(VoteCount)] == [(act.id, 23)]
    assert len(rows(Sitting)) == 1
    assert len(rows(SittingDocument)) == 2


def test_two_documents_that_disagree_are_an_issue() -> None:
    crawl_and_read(the_list(outcome="rejected", unanimous=True), sample_paper())
    ingest(TOWN)
    act = next(act for act in rows(Act) if act.number == "2026-01")
    assert (act.outcome, act.unanimous) == (Outcome.ADOPTED, None)
    assert codes() == ["outcome_conflict"]


def test_a_number_repeated_in_a_document_stays_two_acts() -> None:
    paper = sample_paper()
    paper.acts[1]["number"] = "2026-01"
    crawl_and_read(paper)
    ingest(TOWN)
    assert [(act.number, act.number_repeated) for act in rows(Act)] == [("2026-01", True), ("2026-01", True)]
    assert codes() == ["number_repeated"]


def test_amounts_stay_inside_their_act() -> None:
    paper = sample_paper()
    start = paper.text.index("120 000")
    amounts = (AmountItem(raw="120 000 euros", value=120000, span=(start, start + 13)), AmountItem(raw="9", value=9, span=(0, 1)))
    paper.acts[0]["amounts"] = amounts
    crawl_and_read(paper)
    ingest(TOWN)
    assert [amount.value for amount in rows(Amount)] == [120000]
    assert codes() == ["amount_outside_act"]


def test_acts_that_a_new_reading_no_longer_holds_are_removed() -> None:
    paper = sample_paper()
    crawl_and_read(paper)
    ingest(TOWN)
    paper.acts.pop()
    write_run("read", paper.items(), number=2)
    report = ingest(TOWN)
    assert (report.missing, report.removed) == (1, 1)
    assert [act.number for act in rows(Act)] == ["2026-01"]


def test_a_reading_that_lost_most_acts_is_refused_unless_forced() -> None:
    paper = sample_paper()
    crawl_and_read(paper)
    ingest(TOWN)
    before = stored_content()
    paper.acts.clear()
    write_run("read", paper.items(), number=2)
    with pytest.raises(InvariantError, match="2 of 2 stored acts"):
        ingest(TOWN)
    assert stored_content() == before
    assert ingest(TOWN, force=True).missing == 2
    assert rows(Act) == []


def test_a_failed_reading_does_not_hide_the_one_before() -> None:
    crawl_and_read(sample_paper())
    write_run("read", [], number=2, outcome=RunOutcome.FAILED)
    ingest(TOWN)
    assert len(rows(Act)) == 2


@pytest.mark.parametrize(
    "change", [{"organization": "inconnue"}, {"term": "t1999"}, {"pledges": [{"key": "p", "quote": "Agir.", "bodies": ["x"]}]}]
)
def test_a_programme_with_an_unknown_key_is_refused_before_anything_is_written(change: dict[str, Any]) -> None:
    path = write_programme(sample_programme())
    path.unlink()
    write_programme(sample_programme(**change))
    with pytest.raises(ProgrammeError, match="expected one of"):
        ingest(TOWN)
    assert rows(Run) == []


def test_progress_reaches_its_total(store: Path) -> None:
    told: list[tuple[int, int]] = []
    ingest(TOWN, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == list(range(1, len(told) + 1))


def test_two_towns_of_one_code_are_refused() -> None:
    ingest(TOWN)
    with pytest.raises(TownConfigError, match="insee: 99001 is already the code of val-essai"):
        ingest(sample_town(slug="jumelle"))
