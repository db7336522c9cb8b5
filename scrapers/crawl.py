"""Runs crawls: a subprocess for each source asked by hand, one for many sources of many towns, so that no site can hang or crash us.

The parent makes the run folders and waits; the child (`scrapers.crawling`) fetches and closes each folder. A child that dies leaves
folders that the parent closes as failed; when both die they stay without `run.json` and are ignored. The child ends by itself when its
parent is gone.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from scrapers.crawling import Batch, Job
from scrapers.discovery.sample import Sample
from scrapers.guard import ALLOW, REWRITE, Doors, origin
from scrapers.manners import is_asleep
from scrapers.runs import READ_SOURCE, RunFolder, town_lock
from scrapers.settings import crawl_seconds
from tracker import settings
from tracker.errors import InputError, LockHeldError
from tracker.items import IssueItem, RunItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import RunOutcome

log = logging.getLogger(__name__)
GRACE_SECONDS = 120
AT_ONCE = 64


def crawl_source(
    town: TownConfig, source: SourceConfig, folder: Path | None = None, base_url: str | None = None, sample: Sample | None = None
) -> RunItem:
    """Crawl one source of a town, as a person asks for it: every address, at any hour. Refuse when another run holds the town.

    `base_url` names a loopback server that answers for the source's own site (tests, demonstration); `sample` makes it a trial crawl.
    """
    folder = _checked_folder(town, source, folder)
    environment = _child_environment(source, base_url)
    Doors.from_environment(environment)
    with town_lock(town.slug):
        job = _opened(town, source, folder, by_hand=True).model_copy(update={"sample": sample})
        return _crawl([job], 1, environment, _place(job) / "log.txt")[0]


def crawl_many(pairs: Iterable[tuple[TownConfig, SourceConfig]], *, at_once: int = AT_ONCE, by_hand: bool = False) -> list[RunItem]:
    """Crawl sources of any towns in one process and return their runs, in the order given; what is not due yet is left alone.

    A host is asked politely however many of the sources are on it. A town that another run holds is put off, and so is a source that
    wants the night while it is day, unless it is crawled `by_hand`: their runs are `blocked`. At most `at_once` sources are at work.
    """
    chosen = [(town, source, _checked_folder(town, source, None)) for town, source in pairs]
    Doors.from_environment()
    with ExitStack() as locks:
        held = _held_towns(locks, [town.slug for town, _, _ in chosen])
        runs: dict[int, RunItem] = {}
        jobs: dict[int, Job] = {}
        for number, (town, source, folder) in enumerate(chosen):
            reason = _put_off(town, source, held, by_hand)
            if reason:
                runs[number] = _close_put_off(town, source, *reason)
            else:
                jobs[number] = _opened(town, source, folder, by_hand=by_hand)
        if jobs:
            done = _crawl(list(jobs.values()), at_once, dict(os.environ), _batch_log(next(iter(jobs.values()))))
            runs |= dict(zip(jobs, done, strict=True))
        return [runs[number] for number in sorted(runs)]


def crawl_town(town: TownConfig, source_key: str | None = None, folder: Path | None = None) -> list[RunItem]:
    """Crawl the sources of a town: the named one, the first `folder` source when a folder is given, else all that can be crawled."""
    return [crawl_source(town, source, folder) for source in _chosen_sources(town, source_key, folder)]


def _chosen_sources(town: TownConfig, source_key: str | None, folder: Path | None) -> list[SourceConfig]:
    if source_key:
        return [town.source(source_key)]
    folders = [source for source in town.sources if source.platform == "folder"]
    if folder and not folders:
        raise InputError(f"{town.slug}: a folder was given; expected a source of platform folder in the town's file, found none")
    if folder:
        return folders[:1]
    ready = [source for source in town.sources if source.platform != "folder" or source.path]
    if not ready:
        raise InputError(f"{town.slug}: its sources read a local folder; expected --folder PATH or a path in the town's file")
    return ready


def _checked_folder(town: TownConfig, source: SourceConfig, folder: Path | None) -> Path | None:
    place = f"{town.slug}: source {source.key}"
    if source.key == READ_SOURCE:
        raise InputError(f"{place}: this key is reserved for readings; expected another one")
    if source.platform != "folder":
        if folder:
            raise InputError(f"{place}: a folder was given, but its platform is {source.platform}")
        return None
    path = folder or (settings.data_dir() / source.path if source.path else None)
    if path is None:
        raise InputError(f"{place}: expected --folder PATH or a path in the town's file")
    if not path.is_dir():
        raise InputError(f"{place}: {path} is not a folder")
    return path.resolve()


def _held_towns(locks: ExitStack, towns: Iterable[str]) -> set[str]:
    """Take the lock of every town until the stack is left, and return those that another run holds."""
    held = set()
    for town in dict.fromkeys(towns):
        try:
            locks.enter_context(town_lock(town))
        except LockHeldError:
            held.add(town)
    return held


def _put_off(town: TownConfig, source: SourceConfig, held: set[str], by_hand: bool) -> tuple[str, str] | None:
    """Return why a source is not crawled now, as code and sentence."""
    if town.slug in held:
        return "town_busy", "another run of this town is under way"
    if source.night and not by_hand and is_asleep(town.timezone):
        return "night_only", "put off: this source is asked between 20:00 and 07:00 only"
    return None


def _close_put_off(town: TownConfig, source: SourceConfig, code: str, message: str) -> RunItem:
    with RunFolder(town.slug, source.key) as run:
        run.add(IssueItem(code=code, message=f"{town.slug}: source {source.key}: {message}", severity="warning"))
        return run.close(RunOutcome.BLOCKED, message)


def _opened(town: TownConfig, source: SourceConfig, folder: Path | None, *, by_hand: bool) -> Job:
    run = RunFolder(town.slug, source.key)
    run.release()
    return Job(town=town, source=source.key, run_id=run.id, folder=folder, by_hand=by_hand)


def _place(job: Job) -> Path:
    return settings.runs_dir() / job.town.slug / job.source / job.run_id


def _batch_log(first: Job) -> Path:
    path = settings.store_dir() / "logs" / f"crawl-{first.run_id}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _child_environment(source: SourceConfig, base_url: str | None) -> dict[str, str]:
    environment = dict(os.environ)
    if base_url and source.url:
        server = origin(base_url)
        environment |= {ALLOW: server.partition("://")[2], REWRITE: f"{origin(source.url)}={server}"}
    return environment


def _crawl(jobs: list[Job], at_once: int, environment: dict[str, str], output: Path) -> list[RunItem]:
    """Run the child and return the runs; those that it did not close are closed as failed."""
    message = _run_child(jobs, at_once, environment, output)
    runs = []
    for job in jobs:
        written = _place(job) / "run.json"
        runs.append(RunItem.model_validate_json(written.read_bytes()) if written.exists() else _close_failed(job, message))
    return runs


def _run_child(jobs: list[Job], at_once: int, environment: dict[str, str], place: Path) -> str:
    """Run the child to its end or its limit and return what to say of a run that it left open."""
    limit = crawl_seconds() * -(-len(jobs) // at_once) + GRACE_SECONDS
    with place.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "scrapers.crawling"], stdin=subprocess.PIPE, stdout=output, stderr=output, env=environment
        )
        try:
            _tell(child, jobs, at_once)
            status = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            return f"the crawl was stopped after {limit} s"
        finally:
            child.kill()
            child.wait()
            _hang_up(child)
    return f"the crawl's process ended with status {status} before its end (see {place.name})"


def _tell(child: subprocess.Popen[bytes], jobs: list[Job], at_once: int) -> None:
    """Send the jobs; the pipe is kept open, since its end tells the child that the parent is gone."""
    if child.stdin is not None:
        try:
            child.stdin.write(Batch(jobs=len(jobs), at_once=at_once).model_dump_json().encode() + b"\n")
            for job in jobs:
                child.stdin.write(job.model_dump_json().encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            log.warning("the crawl's process ended before it was told its %d job(s)", len(jobs))


def _hang_up(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        try:
            child.stdin.close()
        except BrokenPipeError:
            log.debug("the crawl's process was gone before the pipe was closed")


def _close_failed(job: Job, message: str) -> RunItem:
    with RunFolder(job.town.slug, job.source, job.run_id) as run:
        run.add(IssueItem(code="crawl_died", message=f"{job.town.slug}: source {job.source}: {message}"))
        return run.close(RunOutcome.FAILED, message)
