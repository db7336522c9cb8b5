"""Plays a spider against a made-up site without any network: each request is answered by a table, in the order of priorities.

The real machinery (Scrapy, robots.txt, redirects, the guard) is tried by the tests that serve sites; here only what a platform asks and
makes of the answers is, so that a hundred strange sites cost a second. An address that is not in the table fails the test.
"""

import asyncio
import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from scrapers.archive import Archive
from scrapers.outcomes import decide
from scrapers.pipelines import Collector, Fetched
from scrapers.platforms import spider_class
from scrapers.runs import RunFolder, read_issues, read_items
from tests.loopback import PDF
from tracker.items import DocumentItem, IssueItem
from tracker.towns import TownConfig

HOST = "http://petite-ville.invalid"


@dataclass
class Page:
    """One answer of a made-up site."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    error: BaseException | None = None  # what happens in place of an answer


Answer = Page | str | bytes | int
Site = Mapping[str, Answer] | Callable[[Request], Answer | None]


@dataclass
class Played:
    """What a crawl of a made-up site came to."""

    outcome: str
    message: str
    documents: list[DocumentItem]
    issues: list[IssueItem]
    asked: list[str]  # path and query of each request, decoded

    @property
    def urls(self) -> list[str]:
        """Paths of the documents that were kept."""
        return [unquote(item.url.removeprefix(HOST)) for item in self.documents]

    @property
    def codes(self) -> list[str]:
        """Sorted codes of the issues."""
        return sorted(issue.code for issue in self.issues)


def town(**source: Any) -> TownConfig:
    """Return a town of two terms with one source."""
    terms = [{"key": "t", "start": "2020-05-18", "end": "2026-03-15"}, {"key": "u", "start": "2026-03-22", "end": "2032-03-15"}]
    base = {"key": "actes", "body": "conseil", "url": f"{HOST}/actes"}
    return TownConfig.model_validate(
        {
            "slug": "petite-ville", "name": "Petite-Ville", "insee": "99001", "as_of": "2022-10-01", "terms": terms,
            "bodies": [{"key": "conseil", "name": "Conseil municipal"}], "sources": [{**base, **source}],
        }
    )  # fmt: skip


def play(site: Site, **source: Any) -> Played:
    """Crawl a made-up site with a source of these fields."""
    config = town(**source)
    run = RunFolder(config.slug, "actes")
    collector = Collector(run, config, config.sources[0], Archive())
    player = _Player(spider_class(config.sources[0].platform)(collector), site)
    asyncio.run(player.play())
    collector.say_gone()
    outcome, message = decide(collector.tally, collector.source.expect.min_items)
    run.close(outcome, message)
    documents = [item for item in read_items(run.path) if isinstance(item, DocumentItem)]
    return Played(outcome.value, message, documents, list(read_issues(run.path)), player.asked)


class _Player:
    def __init__(self, spider: Any, site: Site) -> None:
        self.spider, self.site = spider, site
        self.queue: list[tuple[int, int, Request]] = []
        self.seen: set[tuple[str, str, bytes]] = set()
        self.asked: list[str] = []

    async def play(self) -> None:
        async for output in self.spider.start():
            self.take(output)
        while self.queue:
            request = heapq.heappop(self.queue)[2]
            assert len(self.asked) < 5000, "the crawl does not end"
            for output in self.answer(request) or ():
                self.take(output)
        self.spider.finish()

    def take(self, output: Any) -> None:
        if isinstance(output, Fetched):
            self.spider.collector.document(output)
            return
        key = (output.method, output.url, output.body)
        if key not in self.seen or output.dont_filter:
            self.seen.add(key)
            heapq.heappush(self.queue, (-output.priority, len(self.seen) + len(self.queue), output))

    def answer(self, request: Request) -> Any:
        path = unquote(request.url.removeprefix(HOST)) or "/"
        self.asked.append(path if request.method == "GET" else f"POST {path} {unquote(request.body.decode())}")
        page = self.look_up(request, path)
        if page.error is not None:
            return self.fail(request, page.error)
        body = page.body.encode() if isinstance(page.body, str) else page.body
        kind = responsetypes.from_args(headers={}, url=request.url, body=body[:5000])
        response = kind(url=request.url, status=page.status, headers=page.headers, body=body, request=request)
        if 200 <= page.status < 300:
            return request.callback(response, **request.cb_kwargs) if request.callback else None
        return self.fail(request, HttpError(response, "not 200"))

    def fail(self, request: Request, error: BaseException) -> Any:
        failure = Failure(error)
        failure.request = request  # type: ignore[attr-defined]
        return request.errback(failure) if request.errback else None

    def look_up(self, request: Request, path: str) -> Page:
        found = self.site(request) if callable(self.site) else self.site.get(path)
        if found is None and path.split("?")[0].endswith((".pdf", ".odt", ".doc")):
            found = PDF + path.encode()
        assert found is not None, f"{request.method} {path}: nobody wrote down that this address exists"
        return found if isinstance(found, Page) else Page(status=found) if isinstance(found, int) else Page(found)


def query(request: Request) -> dict[str, str]:
    """Return the parameters of a request's address, or of its form."""
    text = request.body.decode() if request.method == "POST" else urlsplit(request.url).query
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


def html(body: str, title: str = "Conseil municipal") -> str:
    """Return a web page."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"


def links(*rows: str) -> str:
    """Return a list of links, each written `address|words`."""
    return "<ul>" + "".join('<li><a href="{}">{}</a></li>'.format(*row.split("|")) for row in rows) + "</ul>"


__all__ = ["HOST", "Page", "Played", "Response", "html", "links", "play", "query", "town"]
