"""Runs a crawl: one subprocess for each, with a limit of time, so that no site can hang or crash the program that asked.

The parent makes the run folder and waits; the child fetches and closes the folder. A child that dies leaves a folder that the parent
closes as failed; when both die the folder stays without `run.json` and is ignored. The child ends by itself when its parent is gone.
"""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from pydantic import BaseModel

from scrapers.archive import Archive
from scrapers.guard import ALLOW, REWRITE, Doors, origin
from scrapers.outcomes import decide
from scrapers.pipelines import Collector
from scrapers.runs import READ_SOURCE, RunFolder, town_lock
from scrapers.settings import crawl_seconds, scrapy_settings
from tracker import settings
from tracker.errors import InputError
from tracker.items import IssueItem, RunItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import RunOutcome

log = logging.getLogger(__name__)
GRACE_SECONDS = 120


class Job(BaseModel):
    """What the parent tells the child, as one line of JSON on its standard input."""

    town: TownConfig
    source: str
    run_id: str
    folder: Path | None = None


def crawl_source(town: TownConfig, source: SourceConfig, folder: Path | None = None, base_url: str | None = None) -> RunItem:
    """Crawl one source of a town and return its run; refuse when another run holds the town.

    `base_url` names a loopback server that answers for the source's own site (tests, demonstration).
    """
    folder = _checked_folder(town, source, folder)
    environment = _child_environment(source, base_url)
    Doors.from_environment(environment)
    with town_lock(town.slug):
        run = RunFolder(town.slug, source.key)
        run.release()
        job = Job(town=town, source=source.key, run_id=run.id, folder=folder)
        message = _run_child(job, run.path, environment)
        written = run.path / "run.json"
        if written.exists():
            return RunItem.model_validate_json(written.read_bytes())
        return _close_failed(job, message)


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


def _child_environment(source: SourceConfig, base_url: str | None) -> dict[str, str]:
    environment = dict(os.environ)
    if base_url and source.url:
        server = origin(base_url)
        environment |= {ALLOW: server.partition("://")[2], REWRITE: f"{origin(source.url)}={server}"}
    return environment


def _run_child(job: Job, place: Path, environment: dict[str, str]) -> str:
    """Run the child to its end or its limit and return what to say if it left no `run.json`."""
    command = [sys.executable, "-m", "scrapers.crawl", job.town.slug, job.source, job.run_id]
    limit = crawl_seconds() + GRACE_SECONDS
    with (place / "log.txt").open("wb") as output:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output, env=environment)
        try:
            _tell(child, job)
            status = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            return f"the crawl was stopped after {limit} s"
        finally:
            child.kill()
            child.wait()
            _hang_up(child)
    return f"the crawl's process ended with status {status} before its end (see log.txt)"


def _tell(child: subprocess.Popen[bytes], job: Job) -> None:
    """Send the job; the pipe is kept open, since its end tells the child that the parent is gone."""
    if child.stdin is not None:
        try:
            child.stdin.write(job.model_dump_json().encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            log.warning("%s: the crawl's process ended before it was told its job", job.town.slug)


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


def main() -> None:
    """Be the child: take the job from standard input, crawl, close the run folder."""
    job = Job.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with RunFolder(job.town.slug, job.source, job.run_id) as run:
        try:
            outcome, message, counts = _collect(job, run)
        except Exception as error:  # the border of a run: whatever happened is said in its ledger line
            log.exception("crawl failed")
            outcome, message, counts = RunOutcome.FAILED, f"{type(error).__name__}: {error}", {}
            run.add(IssueItem(code="crawl_failed", message=f"{job.town.slug}: source {job.source}: {message}"[:1000]))
        run.close(outcome, message, **counts)


def _end_with_parent() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would hold up the end of the process
        pass
    os._exit(1)


def _collect(job: Job, run: RunFolder) -> tuple[RunOutcome, str, dict[str, int]]:
    source = job.town.source(job.source)
    collector = Collector(run, job.town, source, Archive())
    if source.platform == "folder" and job.folder is not None:
        from scrapers.platforms.folder import collect_folder

        collect_folder(collector, job.folder)
    else:
        _run_spider(collector)
    outcome, message = decide(collector.tally, source.expect.min_items)
    return outcome, message, collector.tally.counts()


def _run_spider(collector: Collector) -> None:
    """Run Scrapy in this process, once; what went wrong inside it becomes part of the run."""
    from scrapy.crawler import AsyncCrawlerProcess

    from scrapers.platforms.html_list import HtmlListSpider

    process = AsyncCrawlerProcess(scrapy_settings(Doors.from_environment(), collector.source.max_pages))
    crawler = process.create_crawler(HtmlListSpider)
    process.crawl(crawler, collector=collector)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats else {}
    reason = stats.get("finish_reason", "the crawl did not start")
    if reason != "finished":
        collector.tally.cut = str(reason)
        collector.issue("crawl_cut", f"{collector.source.url}: stopped before the end: {reason}", url=collector.source.url)
    faults = sum(value for key, value in stats.items() if key.startswith("spider_exceptions/") or key == "log_count/CRITICAL")
    if faults:
        message = f"{collector.source.url}: {faults} answer(s) could not be handled (see log.txt)"
        collector.issue("crawl_error", message, url=collector.source.url)


if __name__ == "__main__":
    main()
