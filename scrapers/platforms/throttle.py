"""AutoThrottle with a floor: Scrapy reads the Crawl-delay of robots.txt but does not apply it, and its throttle would go below it."""

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response

from scrapers.guard import Doors

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

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        host = urlsplit(response.url).hostname or ""
        if host in self.own_hosts:
            return
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self.floors.get(host, 0.0))
