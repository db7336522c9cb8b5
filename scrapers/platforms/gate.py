"""What may leave at all: nothing of a source past its limits, nothing to a host that asked to be left alone; and what is tried again.

A host that answers 429, or 503 with a Retry-After, is waited for when it asks for a short while (`PoliteThrottle` pauses its queue and
the request is tried again); when it asks for longer it is left alone for the rest of the crawl: a deferral, not a puzzle.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from scrapers.outcomes import HostBusyError
from scrapers.settings import max_wait

BUSY = (429, 503)
DEFAULT_WAIT = 10.0
MOST_ROBOTS = 1000


def asked_wait(response: Response) -> float | None:
    """Return the seconds that a busy host asks to be left alone, or None when it does not say."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


class Gate:
    """Downloader middleware, the first to see a request."""

    def __init__(self, crawler: Crawler) -> None:
        """Ask the driver of this crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of building a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what is past the limits of its source."""
        driver: Any = self.crawler.spider
        if not driver.passes(request):
            raise IgnoreRequest("this source is past its limits")


class BusyHosts(RetryMiddleware):
    """Tries again what may succeed, and leaves a host alone that wants to be."""

    def __init__(self, settings: Any) -> None:
        """Begin with no host to leave alone."""
        super().__init__(settings)
        self.left_alone: set[str] = set()

    def process_request(self, request: Request) -> None:
        """Refuse a request to a host that asked to be left alone."""
        host = urlparse_cached(request).hostname or ""
        if host in self.left_alone:
            raise HostBusyError(f"{host} is busy and asks to come back later")

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Try again, unless the host asks for a long wait or has been busy all along."""
        if response.status not in BUSY:
            return super().process_response(request, response)
        wait = asked_wait(response)
        again = None if wait is not None and wait > max_wait() else super().process_response(request, response)
        if isinstance(again, Request):
            return again
        if response.status == BUSY[0] or wait is not None:
            self.left_alone.add(urlparse_cached(request).hostname or "")
        return response


class Robots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, which forgets the oldest hosts: a crawl of a thousand towns must not keep every rule it read."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of building a middleware."""
        return cls(crawler)

    async def robot_parser(self, request: Request) -> Any:
        """Return the rules of a host."""
        if len(self._parsers) > MOST_ROBOTS:
            for host in [host for host, rules in self._parsers.items() if not isinstance(rules, Deferred)][: MOST_ROBOTS // 2]:
                del self._parsers[host]
        return await super().robot_parser(request)
