"""When things happen: one job per town and frequency, each a subprocess of `chose-promise run`, and one night job of `learn`.

Jobs live in memory and are declared again at each start; the truth is the run table (`tracker.ledger`),
because a persistent APScheduler store loses missed runs and runs jobs twice when two schedulers share it.
"""

import fcntl
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from tracker import clock, ledger
from tracker.errors import LockHeldError
from tracker.settings import store_dir
from tracker.store import migrate
from tracker.towns import TownConfig, load_town, town_files

log = logging.getLogger(__name__)
TIME_LIMIT = int(os.environ.get("CHOSE_PROMISE_RUN_SECONDS", str(4 * 3600)))
HEARTBEAT_SECONDS = 30
EXIT_EMPTY = 4
# 04:00: an hour that exists once on every day of the year in Europe, unlike 02:30.
CRON: dict[str, dict[str, Any]] = {
    "hourly": {"minute": 10},
    "daily": {"hour": 4, "minute": 0},
    "weekly": {"day_of_week": "mon", "hour": 4, "minute": 0},
    "monthly": {"day": 1, "hour": 4, "minute": 0},
}
NIGHTLY = {"hour": 2, "minute": 30}  # UTC, before the towns' own runs, which then rank with what was learned
_EVENTS = {EVENT_JOB_MISSED: "job_missed", EVENT_JOB_ERROR: "job_error", EVENT_JOB_MAX_INSTANCES: "job_still_running"}


@dataclass(frozen=True)
class Job:
    """What is run together: the sources of one town that share a frequency."""

    town: str
    frequency: str
    timezone: str

    @property
    def command(self) -> list[str]:
        """The verb and its arguments."""
        return ["run", self.town, "--frequency", self.frequency, "--confirmed"]

    @property
    def cron(self) -> dict[str, Any]:
        """When it is due."""
        return CRON[self.frequency]

    def outcome(self, code: int) -> int:
        """Return what an exit code of the command means here."""
        return code

    @property
    def id(self) -> str:
        """The job's name in logs and in the scheduler."""
        return f"{self.town}:{self.frequency}"


@dataclass(frozen=True)
class LearningJob(Job):
    """The learning of the night, from the answers of every town."""

    town: str = "*"
    frequency: str = "nightly"
    timezone: str = "UTC"

    @property
    def command(self) -> list[str]:
        """The verb."""
        return ["learn"]

    @property
    def cron(self) -> dict[str, Any]:
        """When it is due."""
        return NIGHTLY

    def outcome(self, code: int) -> int:
        """Return 0 for "too few answers yet": a young store is no fault of the night."""
        return 0 if code == EXIT_EMPTY else code


def jobs_of(town: TownConfig) -> list[Job]:
    """Return the jobs of a town; a source fed by hand or that nobody confirmed has none."""
    frequencies = {s.frequency for s in town.sources if not (s.fed_by_hand or s.awaits_confirmation)}
    return [Job(town.slug, frequency, town.timezone) for frequency in CRON if frequency in frequencies]


def all_jobs() -> list[Job]:
    """Return the jobs declared by every town's file, and the learning once there is one."""
    jobs = [job for slug in town_files() for job in jobs_of(load_town(slug))]
    return [*jobs, LearningJob()] if jobs else []


def tell_waiting() -> None:
    """Say in one line which sources are left alone: an address that nobody saw work is not asked week after week."""
    waiting = {slug: [s.key for s in load_town(slug).sources if s.awaits_confirmation] for slug in sorted(town_files())}
    if named := "; ".join(f"{slug}: {', '.join(keys)}" for slug, keys in waiting.items() if keys):
        log.warning("not scheduled, nobody confirmed them (`towns check TOWN`, then `status: confirmed` on the source): %s", named)


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the scheduler's lock, or raise `LockHeldError` naming the holder; a killed holder lets it go."""
    store_dir().mkdir(parents=True, exist_ok=True)
    with (store_dir() / "scheduler.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            raise LockHeldError(f"another scheduler runs on this store (process {handle.read().strip() or 'unknown'})") from error
        _write_pid(handle)
        yield


def _write_pid(handle: IO[str]) -> None:
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()


def run_job(job: Job, due_at: datetime) -> int:
    """Run one job as a subprocess with a time limit, beating meanwhile; return its exit code."""
    run_id = ledger.start(job.town, job.frequency, due_at)
    command = [sys.executable, "-m", "cli", *job.command]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as child:
        code = job.outcome(_wait(child, run_id))
    outcome = ledger.finish(run_id, code, "" if code in (0, 4) else f"the command ended with exit code {code}")
    log.info("scheduled run ended", extra={"job": job.id, "outcome": str(outcome), "exit_code": code})
    return code


def _wait(child: "subprocess.Popen[bytes]", run_id: str) -> int:
    for _ in range(max(1, TIME_LIMIT // HEARTBEAT_SECONDS)):
        with suppress(subprocess.TimeoutExpired):
            return child.wait(timeout=min(HEARTBEAT_SECONDS, TIME_LIMIT))
        ledger.beat(run_id)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, 9)  # the crawl below it must not outlive its time limit
    child.wait()
    return 5


def catch_up() -> list[int]:
    """Run once whatever is overdue by the run table and return the exit codes."""
    ledger.fail_stale()
    due = [(job, ledger.due_since(job.town, job.frequency)) for job in all_jobs()]
    return [run_job(job, since) for job, since in due if since is not None]


def _fire(job: Job) -> None:
    run_job(job, clock.now())


def _listen(event: Any) -> None:
    code = _EVENTS[event.code]
    town, _, frequency = str(event.job_id).partition(":")
    run_id = ledger.start(town, frequency, clock.now())
    ledger.note(run_id, town, code, f"scheduled job {event.job_id}: {code.replace('_', ' ')}")
    ledger.finish(run_id, 5, code)


def build() -> BlockingScheduler:
    """Return the scheduler with its jobs, every default stated."""
    scheduler = BlockingScheduler(timezone="UTC")
    for job in all_jobs():
        trigger = CronTrigger(timezone=job.timezone, jitter=600, **job.cron)
        scheduler.add_job(
            _fire, trigger, args=[job], id=job.id, coalesce=True, max_instances=1, misfire_grace_time=None, replace_existing=True
        )
    scheduler.add_listener(_listen, EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)
    return scheduler


def main(once: bool = False) -> list[int]:
    """Catch up what is overdue, then keep the clock unless `once`."""
    with only_one():
        migrate()
        tell_waiting()
        codes = catch_up()
        if not once:
            build().start()
    return codes
