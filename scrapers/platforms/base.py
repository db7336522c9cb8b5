"""What every platform's spider has in common: asking politely only for what may have changed, and saying everything that went wrong.

A platform says where the listings are and what their links mean; here it is decided whether an address is asked at all, with which
conditions, and what its answer stands for. Spiders are run by `scrapers.driver`, many at once; callbacks are plain generators.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

import scrapy
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.disappearances import SOFT_404
from scrapers.documents.sniff import EMPTY, HTML, sniff
from scrapers.memory import Memory, Seen
from scrapers.outcomes import describe
from scrapers.pipelines import DOCUMENT_SUFFIXES, Collector, Fetched, is_soft_404, suffix
from scrapers.platforms.addresses import canonical
from scrapers.platforms.answers import answer_headers, answer_text, with_kept_body
from scrapers.platforms.links import Link, listed_date
from tracker.vocabulary import Platform

Outputs = Iterable[Request | Fetched] | None
Callback = Callable[..., Outputs]
_GONE = {404: "http_404", 410: "http_410"}


class SourceSpider(scrapy.Spider):
    """Base of the spiders; a subclass names its platform and yields its first requests from `start`."""

    name = "source"
    pages_are_records = False  # True: a web page behind a link is a document (some minutes are pages)
    shows_everything = True  # False: absence from the listings proves nothing, as with the last twenty entries of a feed

    def __init__(self, collector: Collector, memory: Memory | None = None, **kwargs: Any) -> None:
        """Crawl the source of this collector, with what is remembered of it."""
        super().__init__(**kwargs)
        self.collector, self.source = collector, collector.source
        self.memory = memory if memory is not None else Memory()
        collector.memory = self.memory
        self.rank = 0
        self.hosts_told = {_host(f"//{host}") for host in self.source.hosts}

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Yield the first requests of the source."""
        raise NotImplementedError(f"{type(self).__name__}: expected a method start")
        yield  # an asynchronous generator, as Scrapy wants

    def finish(self) -> None:
        """Do what is left when every answer has been handled, such as writing a report."""

    def in_order(self) -> int:
        """Return the priority of the next request: earlier ones first, so that items come in the order of the listing."""
        self.rank -= 1
        return self.rank

    def note(self, code: str, message: str, url: str | None = None, severity: Literal["warning", "error"] = "error") -> None:
        """Write an issue of this source."""
        self.collector.issue(code, message, url=url, severity=severity)

    def text(self, response: Response) -> str:
        """Return the text of an answer, decoded in the project's own order."""
        return answer_text(response)

    def headers(self, response: Response) -> dict[str, str]:
        """Return the headers of an answer by lower-case name."""
        return answer_headers(response)

    # Listings and interfaces

    def page_request(
        self, url: str, callback: Callback, *, first: bool = False, method: str = "GET", form: dict[str, str] | None = None,
        headers: dict[str, str] | None = None, failed: Callback | None = None, **cb_kwargs: Any,
    ) -> Request:  # fmt: skip
        """Return the request of a listing or of an interface's answer; unchanged, the callback gets the kept bytes.

        A failure is an issue, and decides the run when `first`; or `failed(code, message, response, **cb_kwargs)` handles it, where
        `response` is None when there was no answer.
        """
        seen = self.memory.page(url) if method == "GET" and not form else None
        sent = {**_conditions(seen if seen and self._kept(seen) else None), **(headers or {})}
        page = {"callback": callback, "failed": failed, "first": first, "kwargs": cb_kwargs, "asked": url}
        kind: Callable[..., Request] = partial(FormRequest, formdata=form) if form is not None else Request
        return kind(
            url, method=method, headers=sent, callback=self._page_answered, errback=self._page_failed, priority=self.in_order(),
            meta={"page": page, "handle_httpstatus_list": [304]},
        )  # fmt: skip

    def _page_answered(self, response: Response) -> Iterator[Request | Fetched]:
        page = response.meta["page"]
        seen = self.memory.page(page["asked"])
        if response.status == 304 and seen is not None:
            response = with_kept_body(response, self.collector.archive.get(seen.sha256), seen.headers)
        self._tell_move(page["asked"], response.url)
        method = response.request.method if response.request else "GET"
        self.collector.page(page["asked"], response.body, answer_headers(response), method=method, unchanged="unchanged" in response.flags)
        yield from page["callback"](response, **page["kwargs"]) or ()

    def _tell_move(self, asked: str, answered: str) -> None:
        """Say once that the site sends to another host: what another town publishes must not become this one's in silence."""
        there = _host(answered)
        if there == _host(asked) or there in self.hosts_told or self.source.platform == Platform.DISCOVERY:  # which says it itself
            return
        self.hosts_told.add(there)
        message = f"{asked}: the site sends to {answered}; if that is this body's own site, write that address (or add `hosts: [{there}]`)"
        self.note("site_moved", message, asked, severity="warning")

    def _page_failed(self, failure: Any) -> Iterator[Request | Fetched]:
        code, message = describe(failure.value)
        page, url = failure.request.meta["page"], failure.request.url
        if page["failed"] is not None:
            yield from page["failed"](code, message, getattr(failure.value, "response", None), **page["kwargs"]) or ()
            return
        self.close_page(code, f"{url}: {message}", url, first=page["first"])

    def close_page(self, code: str, message: str, url: str, *, first: bool = False) -> None:
        """Say that a listing could not be read; the first one decides the run."""
        self.collector.issue(code, message, url=url)
        self.collector.tally.pages_lost += 1
        if first:
            self.collector.tally.listing = code

    # Documents

    def document_request(self, link: Link, *, priority: int | None = None) -> Iterator[Request]:
        """Yield the request of the document behind a link; none when it was asked so recently that nothing is expected to have changed."""
        url = canonical(link.url)
        seen, sampling = self.memory.meet(url), self.collector.sampling
        if sampling is not None and not sampling.wants(url, link):
            return
        if seen is not None and not self.memory.is_due(seen) and self._kept(seen):
            self.collector.skipped(seen)
            return
        yield self._document(url, link, seen, self._document_answered, {}, priority)

    def data_request(self, link: Link, callback: Callback, *, first: bool = False, **cb_kwargs: Any) -> Request:
        """Return the request of a data file, which is kept as a document and handed to the callback; it is always asked."""
        url = canonical(link.url)
        more = {"callback": callback, "kwargs": cb_kwargs, "first": first}
        return self._document(url, link, self.memory.meet(url), self._data_answered, more, None)

    def unlisted_requests(self) -> Iterator[Request]:
        """Yield the requests of known documents that this crawl's listings no longer show: asked once more before they are said gone."""
        for seen in self.memory.unmet():
            link = Link(seen.url, seen.page_url or "", seen.text)
            yield self._document(seen.url, link, seen, self._document_answered, {"listed": False}, None)

    def _document(
        self, url: str, link: Link, seen: Seen | None, callback: Callback, more: dict[str, Any], priority: int | None
    ) -> Request:  # fmt: skip
        headers = _conditions(seen if seen and self._kept(seen) else None)
        if link.page_url.startswith("http") and not (link.page_url.startswith("https:") and url.startswith("http:")):
            headers["Referer"] = link.page_url
        return Request(
            url, headers=headers, callback=callback, errback=self._document_failed,
            meta={"document": {"link": link, "asked": url, **more}, "handle_httpstatus_list": [304]},
            priority=self.in_order() if priority is None else priority,
        )  # fmt: skip

    def _kept(self, seen: Seen) -> bool:
        return bool(seen.sha256) and self.collector.archive.has(seen.sha256)

    def fetched(self, response: Response, link: Link) -> Fetched:
        """Return an answer as the document of a link; for an unchanged one, the kept bytes under the headers of both answers."""
        document = response.meta.get("document", {})
        asked = document.get("asked") or canonical(link.url)
        seen = self.memory.meet(asked)
        body, headers = response.body, answer_headers(response)
        if response.status == 304 and seen is not None:
            body, headers = self.collector.archive.get(seen.sha256), {**seen.headers, **headers}
        day, where = listed_date(link)
        return Fetched(
            url=seen.url if seen else asked, body=body, page_url=link.page_url or None, link_text=link.text, date_text=link.date_text,
            listed_date=day, listed_date_origin=where, kind=link.kind, raw_kind=link.raw_kind, status=response.status,
            final_url=canonical(response.url), headers=headers, asked_url=asked, listed=document.get("listed", True), reasons=link.reasons,
        )  # fmt: skip

    def _document_answered(self, response: Response) -> Iterator[Fetched]:
        document = response.meta["document"]
        found = self.fetched(response, document["link"])
        seen = self.memory.document(document["asked"])
        media = sniff(found.body[:20_000])
        if media == EMPTY and seen is not None and seen.is_document and seen.media_type != EMPTY:
            message = f"{found.url}: nothing came in place of the document; what was kept of it stays"
            self.collector.lost("empty_document", message, found.url)
        elif media != HTML or self._takes_page(found, document["link"], seen):
            yield found

    def _takes_page(self, found: Fetched, link: Link, seen: Seen | None) -> bool:
        """Say whether a web page that came is a document; an error page in place of a known document says that this one is gone."""
        if seen is not None and seen.is_document and seen.media_type != HTML:
            if is_soft_404(found.body) or _sent_home(found):
                self.collector.gone(seen, SOFT_404)
            else:
                message = f"{found.url}: a web page is there in place of the document; what was kept of it stays"
                self.collector.lost("html_instead_of_document", message, found.url)
            return False
        if self.pages_are_records or link.kind is not None or suffix(found.url) in DOCUMENT_SUFFIXES:
            return True
        self.collector.other(found)  # an ordinary page behind a link that looked like a document: remembered, no document
        return False

    def _data_answered(self, response: Response) -> Iterator[Request | Fetched]:
        document = response.meta["document"]
        found = self.fetched(response, document["link"])
        if sniff(found.body[:20_000]) == HTML:
            self.collector.other(found)  # the callback says what was expected in its place
        else:
            yield found
        if response.status == 304:
            response = with_kept_body(response, found.body, found.headers)
        yield from document["callback"](response, **document["kwargs"]) or ()

    def _document_failed(self, failure: Any) -> None:
        """Report a document that could not be had, or that is no longer there."""
        code, message = describe(failure.value)
        document = failure.request.meta["document"]
        seen = self.memory.document(document["asked"])
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        if document.get("first"):
            self.close_page(code, f"{document['asked']}: {message}", document["asked"], first=True)
        elif status in _GONE and seen is not None and seen.is_document:
            self.collector.gone(seen, _GONE[status])
        else:
            self.collector.lost(code, f"{document['asked']}: {message}", document["asked"])


def _conditions(seen: Seen | None) -> dict[str, str]:
    """Return the headers that let a server answer 304; a date as young as its answer proves nothing, so it is not sent for pages."""
    headers = {}
    if seen and seen.etag:
        headers["If-None-Match"] = seen.etag
    if seen and seen.last_modified:
        headers["If-Modified-Since"] = seen.last_modified
    return headers


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _sent_home(found: Fetched) -> bool:
    """Say whether the server sent to its home page, which is how some say that nothing is there."""
    if not found.final_url or found.final_url == found.asked_url:
        return False
    return found.final_url.split("://", 1)[-1].rstrip("/").count("/") == 0
