"""The scheduler: one at a time, nothing missed, nothing silent, a command that hangs is ended."""

import fcntl
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

import scheduler
from tracker import clock, ledger
from tracker.errors import LockHeldError
from tracker.models import Issue, Run
from tracker.store import reading, writing
from tracker.towns import load_town_file
from tracker.vocabulary import RunOutcome

TOWN = """
slug: essai
name: Essai
insee: "99001"
bodies: [{key: conseil, name: Conseil}]
terms: [{key: t, start: 2020-01-01, end: 2026-01-01}]
sources:
  - {key: pv, body: conseil, platform: folder, path: documents, frequency: daily}
  - {key: main, body: conseil, platform: folder, frequency: weekly}
"""


@pytest.fixture
def town(store: Path) -> Path:
    folder = Path(os.environ["CHOSE_PROMISE_DATA"]) / "towns"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "essai.yml").write_text(TOWN, encoding="utf-8")
    return folder / "essai.yml"


def test_a_source_fed_by_hand_is_not_scheduled(town: Path) -> None:
    assert [job.id for job in scheduler.jobs_of(load_town_file(town))] == ["essai:daily"]


def test_every_apscheduler_default_is_stated(town: Path) -> None:
    jobs = {job.id: job for job in scheduler.build().get_jobs()}
    job = jobs["essai:daily"]
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    assert str(job.trigger.timezone) == "Europe/Paris"


def test_a_second_scheduler_is_refused_with_the_first_ones_pid(store: Path) -> None:
    with scheduler.only_one():
        code = "import scheduler, sys\ntry:\n    scheduler.main(once=True)\nexcept Exception as e:\n    print(type(e).__name__, e)"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert out.startswith("LockHeldError") and str(os.getpid()) in out
    with pytest.raises(LockHeldError), (store / "scheduler.lock").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with scheduler.only_one():
            pass


def test_what_is_overdue_is_known_from_the_run_table(store: Path) -> None:
    assert ledger.due_since("essai", "daily") is not None
    run = ledger.start("essai", "daily", clock.now())
    ledger.finish(run, 0)
    assert ledger.due_since("essai", "daily") is None
    with writing() as session:
        session.get_one(Run, run).started_at = clock.now() - timedelta(days=3)
    due = ledger.due_since("essai", "daily")
    assert due is not None and clock.now() - due > timedelta(days=1)


def test_a_killed_run_is_marked_failed_and_is_due_again(store: Path) -> None:
    run = ledger.start("essai", "daily", clock.now())
    with writing() as session:
        session.get_one(Run, run).heartbeat_at = clock.now() - timedelta(hours=1)
    assert ledger.fail_stale() == 1
    with reading() as session:
        assert session.get_one(Run, run).outcome == RunOutcome.FAILED
    assert ledger.due_since("essai", "daily") is not None


def test_a_missed_job_leaves_an_issue(store: Path) -> None:
    class Event:
        code = scheduler.EVENT_JOB_MISSED
        job_id = "essai:daily"

    scheduler._listen(Event())
    with reading() as session:
        assert session.exec(select(Issue.code)).all() == ["job_missed"]


def test_a_run_over_its_time_limit_is_ended(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "TIME_LIMIT", 1)
    run = ledger.start("essai", "daily", clock.now())
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as child:
        assert scheduler._wait(child, run) == 5
        assert child.poll() is not None


def test_catching_up_runs_the_overdue_job_once(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "all_jobs", lambda: scheduler.jobs_of(load_town_file(town)))
    first = scheduler.main(once=True)
    assert len(first) == 1
    with reading() as session:
        row = session.exec(select(Run).where(Run.verb == "schedule")).one()
    assert row.finished_at is not None and row.outcome is not None and row.started_at is not None
