"""A plain listing page with links to documents: Scrapy fetches, BeautifulSoup reads, the selectors are the town's own.

Whether an answer is a document is decided by its bytes, never by its name or Content-Type. With selectors of its own a town says which
links are records, so a web page behind such a link is kept (some minutes are pages). With the default selector only links that look
like documents are followed. A page that answers 200 in place of a document is kept and reported.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import scrapy
from bs4 import BeautifulSoup, Tag
from scrapy.http import Request, Response

from scrapers.documents.sniff import HTML, TEXT, sniff
from scrapers.documents.text import decode
from scrapers.outcomes import describe
from scrapers.parsers.dates import date_in_name, find_dates
from scrapers.pipelines import DOCUMENT_SUFFIXES, Collector, Fetched, suffix
from scrapers.platforms.addresses import absolute, canonical
from scrapers.settings import MAX_LISTING_BYTES
from tracker.towns import Selectors
from tracker.vocabulary import DateOrigin

_WORDS_OF_DOCUMENTS = ("download", "telecharg", "getit", "/file", "pdf")


@dataclass(frozen=True)
class Link:
    """One link of a listing, with the words around it."""

    url: str
    page_url: str
    text: str = ""
    date_text: str = ""


@dataclass(frozen=True)
class Listing:
    """What one listing page holds."""

    links: tuple[Link, ...]
    next_url: str | None
    refused: tuple[str, ...] = ()  # links that are not http(s), such as file:


def read_listing(text: str, page_url: str, selectors: Selectors) -> Listing:
    """Return the links of a listing page, in its order, each once, and the address of the next page."""
    soup = BeautifulSoup(text, "lxml")
    base = absolute(page_url, str(soup.base.get("href", ""))) if soup.base else None
    base = base or page_url
    found: dict[str, Link] = {}
    refused = []
    for row, tag in _rows(soup, selectors):
        href = str(tag.get("href") or "")
        url = absolute(base, href)
        if url:
            found.setdefault(url, Link(url, page_url, _words(tag), _date_words(row, selectors)))
        elif href.lower().strip().startswith(("file:", "ftp:", "data:")):
            refused.append(href.strip()[:200])
    return Listing(tuple(_wanted(found.values(), selectors)), _next_page(soup, base, selectors), tuple(refused))


def _rows(soup: BeautifulSoup, selectors: Selectors) -> Iterator[tuple[Tag, Tag]]:
    rows = soup.select(selectors.row) if selectors.row else [soup]
    for row in rows:
        for tag in row.select(selectors.link):
            anchor = tag if tag.name == "a" else tag.find("a", href=True)
            if isinstance(anchor, Tag):
                yield (row if selectors.row else anchor.parent or anchor), anchor


def _wanted(links: Any, selectors: Selectors) -> Iterator[Link]:
    chosen_by_town = _names_records(selectors)
    for link in links:
        lower = link.url.lower()
        if chosen_by_town or suffix(lower) in DOCUMENT_SUFFIXES or any(word in lower for word in _WORDS_OF_DOCUMENTS):
            yield link


def _names_records(selectors: Selectors) -> bool:
    """Say whether the town itself tells which links are records."""
    return selectors.row is not None or selectors.link != Selectors().link


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()) or " ".join(str(tag.get("title") or "").split())


def _date_words(row: Tag, selectors: Selectors) -> str:
    cell = row.select_one(selectors.date) if selectors.date else None
    if cell is None:
        return ""
    return str(cell.get("datetime") or "") or _words(cell)


def _next_page(soup: BeautifulSoup, base: str, selectors: Selectors) -> str | None:
    tag = soup.select_one(selectors.next) if selectors.next else None
    if tag is None:
        return None
    anchor = tag if tag.get("href") else tag.find("a", href=True)
    return absolute(base, str(anchor.get("href"))) if isinstance(anchor, Tag) else None


def listed_date(link: Link) -> tuple[date | None, DateOrigin]:
    """Return the date of a link: from the listing's date cell or the link's text, else from the address; never a two-digit year."""
    for text in (link.date_text, link.text):
        days = {found.value for found in find_dates(text) if found.value and not found.two_digits}
        day = days.pop() if len(days) == 1 else date_in_name(text)
        if day:
            return day, DateOrigin.LINK
    day = date_in_name(link.url.rsplit("/", 1)[-1])
    return (day, DateOrigin.NAME) if day else (None, DateOrigin.NONE)


class HtmlListSpider(scrapy.Spider):
    """Follows a listing through its pages and hands each document to the collector."""

    name = "html_list"

    def __init__(self, collector: Collector, **kwargs: Any) -> None:
        """Crawl the source of this collector."""
        super().__init__(**kwargs)
        self.collector, self.source = collector, collector.source
        self.known = collector.archive.latest(collector.town.slug, self.source.key)
        self.rank = 0

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the first listing page."""
        yield self._listing_request(canonical(str(self.source.url)), 1)

    def _next_rank(self) -> int:
        self.rank -= 1  # earlier requests first, so that items come in the order of the listing
        return self.rank

    def _listing_request(self, url: str, number: int) -> Request:
        return Request(
            url, callback=self.parse_listing, errback=self.listing_failed, cb_kwargs={"number": number}, priority=self._next_rank()
        )

    def parse_listing(self, response: Response, number: int) -> Iterator[Request]:
        """Yield a request for each link of a listing page, then one for the next page."""
        body = response.body
        if sniff(body) not in (HTML, TEXT) or len(body) > MAX_LISTING_BYTES:
            self._close_listing("listing_unreadable", f"{response.url}: expected a listing page, found other bytes", response.url, number)
            return
        self.collector.tally.pages += 1
        listing = read_listing(decode(body, _charset(response)), response.url, self.source.selectors)
        for href in listing.refused:
            self.collector.issue("address_refused", f"{response.url}: link {href} is not http(s)", severity="warning", url=response.url)
        for link in listing.links:
            yield self._document_request(link)
        if listing.next_url and number < self.source.max_pages:
            yield self._listing_request(listing.next_url, number + 1)
        elif listing.next_url:
            self.collector.issue("page_limit", f"{response.url}: more pages follow, max_pages {self.source.max_pages}", url=response.url)

    def listing_failed(self, failure: Any) -> None:
        """Report a listing page that could not be had; the first one decides the run."""
        code, message = describe(failure.value)
        request = failure.request
        self._close_listing(code, f"{request.url}: {message}", request.url, request.cb_kwargs["number"])

    def _close_listing(self, code: str, message: str, url: str, number: int) -> None:
        self.collector.issue(code, message, url=url)
        if number == 1:
            self.collector.tally.listing = code

    def _document_request(self, link: Link) -> Request:
        headers = {}
        seen = self.known.get(link.url)
        if seen and seen.document.etag:
            headers["If-None-Match"] = seen.document.etag
        if seen and seen.document.last_modified:
            headers["If-Modified-Since"] = seen.document.last_modified
        return Request(
            link.url, headers=headers, callback=self.parse_document, errback=self.document_failed, cb_kwargs={"link": link},
            meta={"handle_httpstatus_list": [304]}, priority=self._next_rank(),
        )  # fmt: skip

    def parse_document(self, response: Response, link: Link) -> Iterator[Fetched]:
        """Yield the document behind a link, or the kept one when the server says that nothing changed."""
        seen = self.known.get(link.url)
        body, headers = response.body, _headers(response)
        if response.status == 304 and seen is not None:
            body, headers = self.collector.archive.get(seen.document.sha256), {**seen.headers, **headers}
            self.collector.tally.unchanged += 1
        if self._is_plain_page(body, link):
            return
        day, where = listed_date(link)
        yield Fetched(
            url=link.url, body=body, page_url=link.page_url, link_text=link.text, date_text=link.date_text, listed_date=day,
            listed_date_origin=where, status=response.status, final_url=canonical(response.url), headers=headers,
        )  # fmt: skip

    def _is_plain_page(self, body: bytes, link: Link) -> bool:
        """Say whether a link followed on its looks alone gave an ordinary web page, which is no document."""
        guessed = not _names_records(self.source.selectors) and suffix(link.url) not in DOCUMENT_SUFFIXES
        return guessed and sniff(body) == HTML

    def document_failed(self, failure: Any) -> None:
        """Report a document that could not be had."""
        code, message = describe(failure.value)
        url = failure.request.cb_kwargs["link"].url
        self.collector.lost(code, f"{url}: {message}", url)


def _charset(response: Response) -> str | None:
    content_type = _headers(response).get("content-type", "")
    return content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None


def _headers(response: Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in response.headers.items() if values}
