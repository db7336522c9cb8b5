"""Ingest beside human rows: they are never touched, their anchors follow the quote, a killed ingest leaves nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.databases import make_database
from tests.factories import Paper, crawl_and_read, sample_paper, sample_programme, sample_town, stored_content, write_programme, write_run
from tests.people import add_people, judgement_row
from tracker import checks, ids
from tracker.ingest import ingest
from tracker.models import Act, EvidenceJudgement, Issue, JudgementAnchor, Pledge, Run, Suggestion
from tracker.store import dispose, reading, writing

TOWN = sample_town()
PLEDGE = ids.pledge_id("val-essai/ensemble-2026", "p1")
QUOTE = "Le conseil achète la parcelle"


def rows(model: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(model)))


def judged(**changes: Any) -> Paper:
    """Ingest the sample town and let vera judge its first act."""
    write_programme(sample_programme())
    paper = sample_paper()
    crawl_and_read(paper)
    ingest(TOWN)
    with writing() as session:
        add_people(session)
        act = session.exec(select(Act).where(Act.number == "2026-01")).one()
        content = {
            "pledge_id": PLEDGE,
            "act_id": act.id,
            "sha256": act.sha256,
            "quote": QUOTE,
            "body_id": act.body_id,
            "act_date": act.date,
        }
        session.add(judgement_row(**(content | changes)))
        session.add(Suggestion(id="sug-1", pledge_id=PLEDGE, act_id=act.id, rank=1, score=1, method="m@1", run_id=act.run_id))
    return paper


def read_again(paper: Paper) -> Any:
    write_run("read", paper.items(), number=2)
    return ingest(TOWN, force=True)


def test_a_judgement_follows_its_quote_when_the_act_changes_id(store: Path) -> None:
    paper = judged()
    before = rows(EvidenceJudgement)
    paper.acts[0]["number"] = "2026-01 bis"
    assert read_again(paper).stale == []
    new = next(act for act in rows(Act) if QUOTE in act.text)
    assert [(a.judgement_id, a.act_id, a.stale) for a in rows(JudgementAnchor)] == [("jud-1", new.id, False)]
    assert rows(EvidenceJudgement) == before
    assert rows(Suggestion) == []
    paper.acts[0]["number"] = "2026-01"
    write_run("read", paper.items(), number=3)
    ingest(TOWN)
    assert rows(JudgementAnchor) == []
    assert checks.check() == []


@pytest.mark.parametrize("quote", [QUOTE, "Le conseil"])
def test_a_judgement_without_one_place_becomes_stale_and_is_shown(store: Path, quote: str) -> None:
    paper = judged(quote=quote)
    before = rows(EvidenceJudgement)
    if quote == QUOTE:
        paper.acts.pop(0)
    else:
        paper.acts[0]["number"] = "2026-01 bis"  # "Le conseil" stands in both acts: no guess
    report = read_again(paper)
    assert [stale.judgement_id for stale in report.stale] == ["jud-1"]
    assert [(a.act_id, a.stale) for a in rows(JudgementAnchor)] == [(None, True)]
    assert [issue.code for issue in rows(Issue)] == ["stale_judgement"]
    assert rows(EvidenceJudgement) == before


def test_a_pledge_gone_from_its_file_stays_when_people_spoke_of_it(store: Path) -> None:
    judged()
    write_programme(sample_programme("p3"))
    report = ingest(TOWN)
    assert sorted(pledge.key for pledge in rows(Pledge)) == ["p1", "p3"]
    assert [issue.code for issue in rows(Issue)] == ["pledge_withdrawn"]
    assert report.by_table["pledge"]["removed"] == 1


CHILD = """
import sys, time
from tests.factories import sample_town
from tracker.ingest import ingest

def wait(done, total):
    if done == int(sys.argv[1]):
        print("there", flush=True)
        time.sleep(60)

ingest(sample_town(), progress=wait)
"""


@pytest.mark.parametrize("step", [3, 4, 5, 6, 7])
def test_a_killed_ingest_then_the_same_command_equals_an_undisturbed_one(store: Path, step: int) -> None:
    write_programme(sample_programme())
    crawl_and_read(sample_paper())
    empty = stored_content()
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", CHILD, str(step)]
    with subprocess.Popen(command, env=os.environ.copy(), cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        child.send_signal(signal.SIGKILL)
    assert stored_content() == empty
    assert rows(Run) == []
    ingest(TOWN)
    resumed = stored_content()
    dispose()  # the connections kept open would go on with the file under its new name
    (store / "chose-promise.db").rename(store / "resumed.db")
    make_database()
    ingest(TOWN)
    assert stored_content() == resumed


def test_an_edited_file_does_not_change_the_words_that_people_judged(store: Path) -> None:
    judged()
    before = {pledge.key: pledge.text for pledge in rows(Pledge)}
    edited = sample_programme("p1")
    edited["pledges"][0] |= {"quote": "Une promesse bien plus modeste."}
    write_programme(edited)
    ingest(TOWN)
    assert {pledge.key: pledge.text for pledge in rows(Pledge)}["p1"] == before["p1"]
    assert "pledge_changed" in [issue.code for issue in rows(Issue)]
