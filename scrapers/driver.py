"""The one Scrapy spider: it runs the spiders of many sources together, so that politeness to a host is kept across all of them.

A spider for each source in a crawler of its own would let two sources of one host be asked at once, and would cost more than the
documents. Here every source brings its own first requests, its own duplicates and its own limits; hosts, connections and robots.txt
are shared. A bounded number of sources is at work at once; one that has nothing left to wait for is closed and forgotten.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import scrapy
from scrapy.http import Request, Response

from scrapers.pipelines import Collector, Fetched
from scrapers.platforms.base import SourceSpider
from scrapers.settings import MAX_ADDRESS, crawl_pages, crawl_seconds

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Work:
    """One source being crawled."""

    spider: SourceSpider
    ended: Callable[[], None]  # closes its run
    ends_at: float = field(default_factory=lambda: time.monotonic() + crawl_seconds())
    most_requests: int = field(default_factory=crawl_pages)
    waiting: int = 0  # requests whose answer is not handled yet
    robots: int = 0  # requests for robots.txt made on its behalf, when it is alone
    faults: int = 0  # answers that could not be handled
    asked: set[int] = field(default_factory=set)
    revisited: bool = False

    @property
    def collector(self) -> Collector:
        """What its documents are handed to."""
        return self.spider.collector

    def passes(self) -> bool:
        """Count one more request that is about to leave; past a limit nothing of this source leaves any more."""
        tally = self.collector.tally
        if not tally.cut and tally.requests + self.robots >= self.most_requests:
            self.cut("request_limit")
        if not tally.cut and time.monotonic() > self.ends_at:
            self.cut("time_limit")
        tally.requests += not tally.cut
        return not tally.cut

    def cut(self, reason: str) -> None:
        """Stop this source before its end."""
        self.collector.tally.cut = reason
        url = self.spider.source.url
        self.collector.issue("crawl_cut", f"{url}: stopped before the end: {reason}", url=url)

    def saw_everything(self) -> bool:
        """Say whether what the listings no longer show has really left them."""
        tally = self.collector.tally
        whole = not (tally.cut or tally.listing or tally.pages_lost or self.faults or "page_limit" in tally.faults)
        whole = whole and self.spider.shows_everything and self.collector.sampling is None
        return whole and bool(tally.pages or tally.held)


class Driver(scrapy.Spider):
    """Runs the spiders of many sources in one crawl."""

    name = "driver"

    def __init__(self, works: Iterator[Work], at_once: int, **kwargs: Any) -> None:
        """Run these works, so many at once; each is taken from the iterator when its turn comes."""
        super().__init__(**kwargs)
        self.works, self.at_once = works, at_once
        self.open: set[Work] = set()
        self.ending: dict[Work, asyncio.Task[None]] = {}

    async def start(self) -> AsyncIterator[Request]:
        """Open one source after another, waiting whenever enough of them are at work."""
        self.room = asyncio.Semaphore(self.at_once)
        for work in self.works:
            await self.room.acquire()
            await self._begin(work)
            await asyncio.sleep(0)  # lets answers of the others be handled
        for _ in range(self.at_once):
            await self.room.acquire()  # the last ones have ended
        none: tuple[Request, ...] = ()
        for request in none:
            yield request  # requests are given to the engine directly; Scrapy wants a generator

    async def _begin(self, work: Work) -> None:
        self.open.add(work)
        work.waiting = 1  # held until every first request is there
        try:
            async for output in work.spider.start():
                self._take(work, output)
        except Exception:
            self._fault(work, "its first requests")
        self._left(work)

    def _take(self, work: Work, output: Request | Fetched | None) -> None:
        """Keep a document, or give a request to the engine unless this source asked it before."""
        if isinstance(output, Fetched):
            work.collector.document(output)
        elif isinstance(output, Request) and not work.collector.tally.cut and self._is_new(work, output):
            output.meta["work"] = (work, output.callback, output.errback)
            output.callback, output.errback, output.dont_filter = self.answered, self.failed, True
            work.waiting += 1
            self.crawler.engine.crawl(output)

    def _is_new(self, work: Work, request: Request) -> bool:
        if len(request.url) > MAX_ADDRESS:
            work.collector.issue("address_refused", f"{request.url[:200]}…: longer than {MAX_ADDRESS} characters", severity="warning")
            return False
        key = hash((request.method, request.url, request.body))
        if key in work.asked and not request.dont_filter:
            return False
        work.asked.add(key)
        return True

    def answered(self, response: Response, **kwargs: Any) -> None:
        """Let the spider of the source handle an answer."""
        work, callback, _ = response.meta["work"]
        self._handle(work, response.url, lambda: callback(response, **kwargs))

    def failed(self, failure: Any) -> None:
        """Let the spider of the source handle a failure; what a limit stopped is no failure."""
        work, _, errback = failure.request.meta["work"]
        stopped = work.collector.tally.cut or errback is None
        self._handle(work, failure.request.url, (lambda: None) if stopped else (lambda: errback(failure)))

    def _handle(self, work: Work, url: str, handler: Callable[[], Any]) -> None:
        try:
            for output in handler() or ():
                self._take(work, output)
        except Exception:
            self._fault(work, url)
        self._left(work)

    def _fault(self, work: Work, place: str) -> None:
        """Count an error of our own; the border of a source, so that the others go on."""
        log.exception("%s/%s: %s could not be handled", work.collector.town.slug, work.spider.source.key, place)
        work.faults += 1

    def _left(self, work: Work) -> None:
        """Note that one answer is handled; the last one ends the source, after a look at what has left its listings."""
        work.waiting -= 1
        if work.waiting or work not in self.open:
            return
        if not work.revisited and work.saw_everything():
            work.revisited, work.waiting = True, 1
            self._handle(work, "its unlisted documents", work.spider.unlisted_requests)
            return
        self._end(work)

    def _end(self, work: Work) -> None:
        self.open.discard(work)
        try:
            work.spider.finish()
        except Exception:
            self._fault(work, "its end")
        if work.faults:
            message = f"{work.spider.source.url}: {work.faults} answer(s) could not be handled (see the log)"
            work.collector.issue("crawl_error", message, url=work.spider.source.url)
        self.ending[work] = asyncio.ensure_future(self._close(work))

    async def _close(self, work: Work) -> None:
        """Close the run once its bytes are on the disk, which others do not wait for."""
        await asyncio.to_thread(work.collector.archive.settle)
        if self.ending.pop(work, None) is not None:
            work.ended()
            self.room.release()

    def passes(self, request: Request) -> bool:
        """Say whether a request may leave, and count it; one that belongs to no source, robots.txt, counts when there is only one."""
        found = request.meta.get("work")
        if found is not None:
            return bool(found[0].passes())
        if len(self.open) == 1:
            next(iter(self.open)).robots += 1
        return True

    def closed(self, reason: str) -> None:
        """Close what is still open when the whole crawl is stopped, such as for want of memory."""
        for work in list(self.open):
            if not work.collector.tally.cut:
                work.cut(reason if reason != "finished" else "an answer never came")
            self._end(work)
        for work in list(self.ending):
            self.ending.pop(work).cancel()
            work.collector.archive.settle()
            work.ended()
