"""The process that fetches: told its jobs by `scrapers.crawl` on its standard input, it closes the run folder of each."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from scrapers.archive import Archive
from scrapers.discovery.sample import Sample, Sampling
from scrapers.guard import Doors
from scrapers.memory_index import MemoryIndex
from scrapers.outcomes import decide
from scrapers.pipelines import Collector
from scrapers.runs import RunFolder
from scrapers.settings import scrapy_settings
from tracker import clock
from tracker.items import IssueItem
from tracker.towns import TownConfig
from tracker.vocabulary import Platform, RunOutcome

if TYPE_CHECKING:
    from scrapers.driver import Work

log = logging.getLogger(__name__)


class Batch(BaseModel):
    """The first line that the parent sends: how many jobs follow, one a line, and how many are done at once."""

    jobs: int
    at_once: int


class Job(BaseModel):
    """One source to crawl into a run folder that the parent has made."""

    town: TownConfig
    source: str
    run_id: str
    folder: Path | None = None
    sample: Sample | None = None  # a trial crawl: so many requests, so many documents
    by_hand: bool = False  # a person asks: every address is asked again, whatever the ladder of visits says


def main() -> None:
    """Be the child: take the jobs, crawl them, close each run folder."""
    batch = Batch.model_validate_json(sys.stdin.buffer.readline())
    lines = [sys.stdin.buffer.readline() for _ in range(batch.jobs)]
    threading.Thread(target=_end_with_parent, daemon=True).start()
    on_sites = []
    for line in lines:
        job = Job.model_validate_json(line)
        if job.town.source(job.source).platform == Platform.FOLDER:
            _collect_folder(job)
        else:
            on_sites.append(line)
    if on_sites:
        _run_spiders(on_sites, batch.at_once)


def _end_with_parent() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would hold up the end of the process
        pass
    os._exit(1)


def _collect_folder(job: Job) -> None:
    from scrapers.platforms.folder import collect_folder

    with RunFolder(job.town.slug, job.source, job.run_id) as run:
        collector = Collector(run, job.town, job.town.source(job.source))
        try:
            if job.folder is not None:
                collect_folder(collector, job.folder)
        except Exception as error:  # the border of a run: whatever happened is said in its ledger line
            _close_failed(run, job, error)
        else:
            collector.archive.settle()
            _close(collector)


def _close(collector: Collector) -> None:
    collector.say_gone()
    outcome, message = decide(collector.tally, collector.source.expect.min_items)
    collector.run.close(outcome, message, **collector.tally.counts())


def _close_failed(run: RunFolder, job: Job, error: Exception) -> None:
    log.exception("crawl failed")
    message = f"{type(error).__name__}: {error}"
    run.add(IssueItem(code="crawl_failed", message=f"{job.town.slug}: source {job.source}: {message}"[:1000]))
    run.close(RunOutcome.FAILED, message)


def _run_spiders(lines: list[bytes], at_once: int) -> None:
    """Run Scrapy in this process, once, for every source that is on a site."""
    from scrapy.crawler import AsyncCrawlerProcess

    from scrapers.driver import Driver

    process = AsyncCrawlerProcess(scrapy_settings(Doors.from_environment(), at_once))
    process.crawl(Driver, works=_works(lines), at_once=at_once)
    process.start()


def _works(lines: list[bytes]) -> "Iterator[Work]":
    """Yield the work of each source when its turn comes, so that only those at work are in memory."""
    from scrapers.driver import Work
    from scrapers.platforms import spider_class

    archive = Archive()
    index = MemoryIndex(archive)
    index.refresh()
    for line in lines:
        job = Job.model_validate_json(line)
        run, source = RunFolder(job.town.slug, job.source, job.run_id), job.town.source(job.source)
        try:
            memory = index.memory(job.town.slug, source.key, None if job.by_hand else clock.now())
            collector = Collector(run, job.town, source, archive)
            work = Work(spider_class(source.platform)(collector, memory), ended=partial(_close, collector))
            if job.sample is not None:
                collector.sampling, work.most_requests = Sampling(job.sample, run.path), job.sample.requests
            yield work
        except Exception as error:  # the border of a run: whatever happened is said in its ledger line
            _close_failed(run, job, error)


if __name__ == "__main__":
    main()
