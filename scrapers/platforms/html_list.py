"""A plain listing page with links to documents: Scrapy fetches, BeautifulSoup reads, the selectors are the town's own.

Whether an answer is a document is decided by its bytes, never by its name or Content-Type. With selectors of its own a town says which
links are records, so a web page behind such a link is kept (some minutes are pages). With the default selector only links that look
like documents are followed. A page that answers 200 in place of a document is kept and reported.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from scrapy.http import Request, Response

from scrapers.documents.sniff import HTML, TEXT, sniff
from scrapers.memory import Memory
from scrapers.pipelines import DOCUMENT_SUFFIXES, Collector, Fetched, suffix
from scrapers.platforms.addresses import absolute, canonical
from scrapers.platforms.base import SourceSpider
from scrapers.platforms.links import Link
from scrapers.settings import MAX_LISTING_BYTES
from tracker.towns import Selectors
from tracker.vocabulary import Platform

_WORDS_OF_DOCUMENTS = ("download", "telecharg", "getit", "/file", "pdf")


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


class HtmlListSpider(SourceSpider):
    """Follows a listing through its pages and asks for each document."""

    name = Platform.HTML_LIST

    def __init__(self, collector: Collector, memory: Memory | None = None, **kwargs: Any) -> None:
        """Crawl the source of this collector; where its town tells which links are records, a page may be one."""
        super().__init__(collector, memory, **kwargs)
        self.pages_are_records = _names_records(self.source.selectors)

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the first listing page."""
        yield self.page_request(canonical(str(self.source.url)), self.parse_listing, first=True, number=1)

    def parse_listing(self, response: Response, number: int) -> Iterator[Request]:
        """Yield a request for each link of a listing page, then one for the next page."""
        body = response.body
        if sniff(body) not in (HTML, TEXT) or len(body) > MAX_LISTING_BYTES:
            message = f"{response.url}: expected a listing page, found other bytes"
            self.close_page("listing_unreadable", message, response.url, first=number == 1)
            return
        listing = read_listing(self.text(response), response.url, self.source.selectors)
        for href in listing.refused:
            self.note("address_refused", f"{response.url}: link {href} is not http(s)", response.url, severity="warning")
        for link in listing.links:
            yield from self.document_request(link)
        if listing.next_url and number < self.source.max_pages:
            yield self.page_request(listing.next_url, self.parse_listing, number=number + 1)
        elif listing.next_url:
            self.note("page_limit", f"{response.url}: more pages follow, max_pages {self.source.max_pages}", response.url)
