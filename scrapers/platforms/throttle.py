"""AutoThrottle with a floor and a pause.

Scrapy reads the Crawl-delay of robots.txt but does not apply it, and its throttle would go below it. A host that says it is busy is
paused as long as it asks, within a bound, by holding back its queue: its other requests wait there and cost nobody else a place.
"""

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.utils.asyncio import call_later
from twisted.python.failure import Failure

from scrapers.guard import Doors
from scrapers.outcomes import HostBusyError
from scrapers.platforms.gate import BUSY, DEFAULT_WAIT, asked_wait
from scrapers.settings import max_wait

MAX_CRAWL_DELAY = 30.0


class PoliteThrottle(AutoThrottle):
    """Never faster than the site asks; a server on this computer is not slowed down."""

    def __init__(self, crawler: Crawler) -> None:
        """Listen for each robots.txt that is parsed."""
        super().__init__(crawler)
        self.floors: dict[str, float] = {}
        self.own_hosts = Doors.from_environment().hosts()
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of building an extension."""
        return cls(crawler)

    def _robots_parsed(self, robotparser: Any, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if asked is None or host in self.own_hosts:
            return
        self.floors[host] = min(float(asked), MAX_CRAWL_DELAY)
        self._raise_to_floor(host)

    def _raise_to_floor(self, host: str) -> None:
        slot = self.crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self.floors[host])
            slot.jitter = 0.0  # Scrapy varies the delay by half, which would go below what the site asks

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        host = urlsplit(response.url).hostname or ""
        if response.status in BUSY:
            self._pause(slot, response, own=host in self.own_hosts)
        if host in self.own_hosts:
            return
        if response.status in BUSY:
            slot.delay = min(max(slot.delay, 1.0) * 2, self.maxdelay)
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self.floors.get(host, 0.0))

    def _pause(self, slot: Any, response: Response, *, own: bool) -> None:
        """Hold back the queue of a busy host."""
        wait = asked_wait(response)
        if wait is None:
            wait = 0.0 if own else max(DEFAULT_WAIT, 2 * slot.delay)
        if wait > max_wait():
            self._send_back(slot, urlsplit(response.url).hostname or "")
        if not 0 < wait <= max_wait():
            return
        if slot.latercall:
            slot.latercall.cancel()
        slot.latercall = call_later(wait, self.crawler.engine.downloader._latercall, slot)

    def _send_back(self, slot: Any, host: str) -> None:
        """Give up what waits for a host that wants to be left alone for long."""
        while slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(Failure(HostBusyError(f"{host} is busy and asks to come back later")))  # type: ignore[no-untyped-call]
