"""Spiders that know no selector: the judge says which links are records, and a page worth it is opened one level deep.

A page that holds records gives them; a page that holds none may be the minutes itself, and then the answer already had is the document.
Pages opened are bounded, each address is taken once, and what could not be looked at is said.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import Request, Response

from scrapers.discovery.judge import Judged, LinkEvidence, judge
from scrapers.discovery.sorting import bare_host, names_a_file
from scrapers.discovery.traps import is_other_file, is_trap
from scrapers.documents.sniff import HTML, sniff
from scrapers.pipelines import Fetched, is_soft_404
from scrapers.platforms.base import SourceSpider
from scrapers.platforms.links import Link, listed_date
from scrapers.platforms.page_links import PageLinks, may_be_file, read_page_links
from scrapers.settings import MAX_LISTING_BYTES
from tracker.vocabulary import DateOrigin

FOLLOW = 0.5  # how much a page must be worth following, as the judge says
OPENED_PER_PAGE = 10  # pages opened for each listing page allowed: an opened page is a document in waiting
PROMISED = 0.8  # a link judged this surely promises a record: its absence is a hole
_MIN_MINUTES = 200  # characters: a page with less announces a sitting, it does not tell it


class FollowingSpider(SourceSpider):
    """Base of the platforms whose links are judged one by one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing taken."""
        super().__init__(*args, **kwargs)
        self.taken: set[str] = set()
        self.opened = 0
        self.limits_said: set[str] = set()

    def offer(self, link: Link, page_title: str = "", judged: Judged | None = None) -> Iterator[Request]:
        """Yield the request that a link deserves: of the document, of the page to open, or none."""
        if link.url in self.taken or is_other_file(link.url):
            return
        judged = judged or weigh(link, page_title)
        if names_a_file(link.url):
            if judged.is_record:
                self.taken.add(link.url)
                yield from self.document_request(informed(link, judged))
        elif self._is_worth_opening(link.url, judged):
            self.taken.add(link.url)
            yield from self._open(link, judged)

    def _is_worth_opening(self, url: str, judged: Judged) -> bool:
        """Say whether an address without a document's ending is asked: a file may lie anywhere, pages of other sites are not opened."""
        if judged.is_record and may_be_file(url):
            return True
        return (judged.is_record or judged.follow >= FOLLOW) and self._is_ours(url) and not is_trap(url)

    def _open(self, link: Link, judged: Judged, *, last: bool = False) -> Iterator[Request]:
        limit = self.source.max_pages * OPENED_PER_PAGE
        if self.opened >= limit:
            self.say_limit(f"{link.page_url}: more than {limit} pages to open; raise max_pages", link.page_url)
            return
        self.opened += 1
        yield self.page_request(link.url, self.opened_page, link=link, judged=judged, last=last)

    def opened_page(self, response: Response, link: Link, judged: Judged, last: bool) -> Iterator[Request | Fetched]:
        """Yield the document that came; of a page, the records that it links to (not of the `last`), else itself when it is the record."""
        if sniff(response.body[:20_000]) != HTML:
            if judged.is_record:
                yield self.fetched(response, informed(link, judged))
            return
        if is_soft_404(response.body) or len(response.body) > MAX_LISTING_BYTES:
            message = f"{link.url}: the page says that nothing is there, though the server answered 200"
            self.note("soft_404", message, link.url)
            return
        page = read_page_links(self.text(response), response.url)
        before = len(self.taken)
        for inner in page.links if not last else ():
            yield from self.inner(inner, page, link)
        if len(self.taken) == before and not any(inner.url in self.taken for inner in page.links if names_a_file(inner.url)):
            yield from self._page_itself(response, link, judged, page)

    def inner(self, inner: Link, page: PageLinks, outer: Link) -> Iterator[Request]:
        """Yield the request of a record that an opened page links to; its pages are not opened in turn."""
        if inner.url in self.taken or not may_be_file(inner.url) or is_other_file(inner.url):
            return
        judged = weigh(inner, page.title or outer.text)
        if judged.is_record:
            self.taken.add(inner.url)
            inner = _with_upload(inner, outer)
            named = names_a_file(inner.url)  # else its bytes will tell
            yield from self.document_request(informed(inner, judged)) if named else self._open(inner, judged, last=True)

    def _page_itself(self, response: Response, link: Link, judged: Judged, page: PageLinks) -> Iterator[Fetched]:
        """Yield the page as the record that its link promised; a promise that is not kept is said, since a record is missing."""
        found = weigh(replace(link, heading=link.heading or page.title), page.title, page.words)
        if found.is_record and len(page.words) >= _MIN_MINUTES:
            yield self.fetched(response, informed(link, found))
        elif judged.score >= PROMISED:
            message = f"{link.url}: called {link.text[:100]!r}, but the page holds no record and links to none"
            self.note("no_record_behind_link", message, link.url)

    def _is_ours(self, url: str) -> bool:
        """Say whether an address is of the source's own site."""
        own = {bare_host(str(self.source.url)), *(bare_host(f"http://{host}") for host in self.source.hosts)}
        return bare_host(url) in own

    def say_limit(self, message: str, url: str) -> None:
        """Say once for each listing that not everything was looked at."""
        if url not in self.limits_said:
            self.limits_said.add(url)
            self.note("page_limit", message, url)


def weigh(link: Link, page_title: str = "", first_page: str = "") -> Judged:
    """Ask the judge about a link."""
    text = " ".join(dict.fromkeys(part for part in (link.text, link.date_text) if part))
    return judge(LinkEvidence(url=link.url, text=text, heading=link.heading, page_title=page_title, first_page=first_page))


def informed(link: Link, judged: Judged) -> Link:
    """Return a link with the kind and the date that the judge is certain of; an upload date stays only where there is no better."""
    link = replace(link, kind=link.kind or judged.kind, reasons=judged.reasons)
    if judged.date is None or not judged.date_certain:
        return link
    _, origin = listed_date(replace(link, listed_date=None, listed_date_origin=DateOrigin.NONE))
    return replace(link, listed_date=judged.date, listed_date_origin=origin if origin != DateOrigin.NONE else DateOrigin.LINK)


def _with_upload(inner: Link, outer: Link) -> Link:
    """Return the file of an entry with the entry's own date, which is the day it was posted."""
    if inner.listed_date is not None or outer.listed_date is None:
        return inner
    return replace(inner, listed_date=outer.listed_date, listed_date_origin=outer.listed_date_origin)
