"""The truth about scheduled runs: what was due, started, beating, finished, and how it ended.

APScheduler remembers nothing for us: a run that was missed or killed is known from this table alone.
"""

from datetime import datetime, timedelta

from sqlmodel import col, select

from tracker import clock, ids
from tracker.models import Issue, Run
from tracker.settings import VERSION
from tracker.store import reading, writing
from tracker.vocabulary import RunOutcome

STALE_AFTER = timedelta(minutes=5)
PERIODS = {
    "hourly": timedelta(hours=1), "daily": timedelta(days=1), "nightly": timedelta(days=1), "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}  # fmt: skip
OUTCOME_OF_EXIT = {0: RunOutcome.OK, 4: RunOutcome.PARTIAL}
SCHEDULED = "schedule"


def start(town: str, frequency: str, due_at: datetime) -> str:
    """Record that a scheduled run begins and return its id."""
    moment = clock.now()
    run_id = f"{moment:%Y%m%dT%H%M%SZ}-{ids.digest(town, frequency, moment.isoformat())[:8]}"
    with writing() as session:
        row = Run(id=run_id, town=town, source=frequency, verb=SCHEDULED, due_at=due_at, started_at=moment, heartbeat_at=moment)
        row.version = VERSION
        session.add(row)
    return run_id


def beat(run_id: str) -> None:
    """Say that the run is still alive."""
    with writing() as session:
        session.get_one(Run, run_id).heartbeat_at = clock.now()


def finish(run_id: str, exit_code: int, message: str = "") -> RunOutcome:
    """Record how the run ended, from the exit code of its command."""
    outcome = OUTCOME_OF_EXIT.get(exit_code, RunOutcome.FAILED)
    with writing() as session:
        row = session.get_one(Run, run_id)
        row.outcome, row.finished_at, row.message = outcome, clock.now(), message
    return outcome


def fail_stale() -> int:
    """Mark runs whose heart stopped (killed scheduler or machine) as failed and return their number."""
    limit = clock.now() - STALE_AFTER
    with writing() as session:
        rows = session.exec(select(Run).where(Run.verb == SCHEDULED, col(Run.finished_at).is_(None))).all()
        dead = [row for row in rows if clock.as_utc(row.heartbeat_at or row.started_at) < limit]
        for row in dead:
            row.outcome, row.finished_at = RunOutcome.FAILED, clock.now()
            row.message = "no sign of life: the process was killed"
    return len(dead)


def due_since(town: str, frequency: str) -> datetime | None:
    """Return since when a run of this town is due, or None when the last finished one is fresh enough."""
    with reading() as session:
        wanted = select(Run.started_at).where(Run.verb == SCHEDULED, Run.town == town, Run.source == frequency)
        wanted = wanted.where(col(Run.outcome).in_([RunOutcome.OK, RunOutcome.PARTIAL]))
        last = session.exec(wanted.order_by(col(Run.started_at).desc())).first()
    if last is None:
        return clock.now()
    due = clock.as_utc(last) + PERIODS[frequency]
    return due if due <= clock.now() else None


def note(run_id: str, town: str, code: str, message: str) -> None:
    """Write an issue of the scheduler (missed, error, still running) so that the screens show it."""
    moment = clock.now()
    with writing() as session:
        session.merge(
            Issue(
                id="iss-" + ids.digest(town, code, message),
                town=town,
                run_id=run_id,
                code=code,
                message=message,
                severity="warning",
                first_seen=moment,
                last_seen=moment,
            )
        )
