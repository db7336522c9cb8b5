"""Finds a council's records on any site from its home page: the best link first, each decision explained, and an end in sight.

Links are judged by their words; a document whose name says nothing is opened and its first page decides. Pages that show their documents
only to a browser are named, with the source to declare instead.
"""

import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import Request, Response

from scrapers.discovery.context import told_of
from scrapers.discovery.explanations import Explanations
from scrapers.discovery.exploring import Ground, ground_of
from scrapers.discovery.frontier import LEAST, STRONG, Frontier, Lead
from scrapers.discovery.hidden import form_sentence, hidden_in, is_declared
from scrapers.discovery.judge import Judged, judge
from scrapers.discovery.page import Page, PageLink, read_page
from scrapers.discovery.sorting import (
    FOLLOWING_WORTH,
    SURE_NOT,
    SURE_RECORD,
    Site,
    another_year,
    bare_host,
    continues,
    evidence_of,
    judged,
    names_a_file,
    to_link,
    why_not,
)
from scrapers.discovery.vendors import load_vendors
from scrapers.discovery.weighing import Weighing
from scrapers.documents.sniff import HTML, TEXT, sniff
from scrapers.pipelines import Fetched, is_soft_404
from scrapers.platforms.addresses import canonical
from scrapers.platforms.base import SourceSpider
from scrapers.settings import MAX_LISTING_BYTES
from tracker.vocabulary import Platform

_AT_ONCE = 2  # pages under way: the next choice waits for what the last answers gave
_PAGES_FIRST = 1_000_000  # priority: all that can be seen is seen before documents are fetched, so that a cut crawl names what is missing
_HOLDS = ("kept", "opened", "likely")  # decisions on links that make their page a list rather than a record
_SPOKEN_AGAINST = 0.12  # scores below: the words name another paper
_FEW = 2  # records under one heading that make their silent neighbours worth opening
_MINUTES_IN_A_PAGE = 25  # words of a page that is itself a record


def on_the_way(page: Page, lead: Lead) -> Page:
    """Return a page that knows by which words one came to it: the link's, then what the page before was about."""
    return replace(page, trail=(*page.trail, lead.link.text, lead.page_title)) if lead.depth else page


class DiscoverySpider(SourceSpider):
    """Crawls one site from its home page."""

    name = Platform.DISCOVERY

    def __init__(self, collector: Any, memory: Any = None, **kwargs: Any) -> None:
        """Prepare to look at the site of this collector's source."""
        super().__init__(collector, memory, **kwargs)
        self.home = canonical(str(self.source.url))
        self.vendors = load_vendors()
        self.site = Site(frozenset({bare_host(self.home), *map(bare_host, self.source.hosts)}))
        self.frontier = Frontier(self.source.max_pages)
        self.decisions = Explanations(collector.run)
        self.weighing = Weighing(collector.archive)
        self.contents: set[bytes] = set()
        self.hiding: set[str] = set()  # what was already said to hide documents
        self.under_way = 0

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the home page."""
        home = Lead(PageLink(self.home), "", 1.0, 0)
        self.decisions.add(home.link, "", "followed", None, "the home page")
        self.frontier.asked = self.under_way = 1
        yield self._page(home, first=True)

    def _page(self, lead: Lead, *, first: bool = False) -> Request:
        failed = None if first else self._page_missing
        request = self.page_request(lead.url, self._page_came, first=first, failed=failed, lead=lead)
        return request.replace(priority=_PAGES_FIRST + int(1000 * lead.worth))

    def _page_came(self, response: Response, lead: Lead) -> Iterator[Request | Fetched]:
        """Handle one answer, then ask for the next best."""
        self.under_way -= 1
        before = self.frontier.fruit
        is_page = sniff(response.body) in (HTML, TEXT)
        yield from self._web_page(response, lead) if is_page else self._file(response, lead)
        self.frontier.gave(self.frontier.fruit > before, lead if is_page else None)
        yield from self._next()

    def _page_missing(self, code: str, message: str, response: Response | None, lead: Lead) -> Iterator[Request | Fetched]:
        """Say that a followed address could not be had: a dead link is the site's own fault, anything else is a hole."""
        self.under_way -= 1
        said = f"{lead.url}: {message} (linked from {lead.page_url})"
        if code in ("http_404", "http_410"):
            self.note("broken_link", said, lead.url, severity="warning")
        elif lead.worth < STRONG:
            self.note(code, said, lead.url, severity="warning")
        else:
            self.close_page(code, said, lead.url)
        self.frontier.gave(False, lead)
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        while self.under_way < _AT_ONCE:
            lead = self.frontier.pop(LEAST if self.under_way else 0.0)  # without words to go by, one answer is waited for
            if lead is None:
                return
            self.under_way += 1
            if lead.worth < LEAST:
                self.decisions.add(
                    lead.link, lead.page_url, "followed", None, "little was found: the other pages of the site are looked at"
                )
            yield self._page(lead)

    # Web pages

    def _web_page(self, response: Response, lead: Lead) -> Iterator[Request | Fetched]:
        text, digest = self.text(response), hashlib.sha256(response.body).digest()
        if digest in self.contents or (lead.depth and is_soft_404(response.body)) or len(response.body) > MAX_LISTING_BYTES:
            return
        self.contents.add(digest)
        url = self._where(response, lead)
        if url is None:
            return
        page = on_the_way(read_page(text, url), lead)
        before = self.frontier.records
        yield from self._links(page, lead)
        shown = self.frontier.records - before
        if not shown and not any(self.decisions.of(one.url) in _HOLDS for one in page.links if not one.in_menu):
            yield from self._page_itself(response, page, lead)
        self._say_hidden(text, page, lead, shown)

    def _where(self, response: Response, lead: Lead) -> str | None:
        """Return the address that a page came from, or None when a redirect led out of the site; the home page may move."""
        url = canonical(response.url)
        if self.site.may_follow(url):
            return url
        if lead.depth:
            self.decisions.add(lead.link, lead.page_url, "not_followed", None, f"redirect out of the site, to {url}")
            return None
        message = f"{self.home}: the site has moved to {url}; write that address in the town's file"
        self.note("site_moved", message, self.home, severity="warning")
        self.site = Site(self.site.hosts | {bare_host(url)})
        return url

    def _page_itself(self, response: Response, page: Page, lead: Lead) -> Iterator[Fetched]:
        """Keep a page that is itself a record: some towns write their minutes in it."""
        if lead.score < SURE_RECORD or page.words < _MINUTES_IN_A_PAGE:
            return
        found = judge(evidence_of(lead.link, Page(lead.page_url, headline=lead.page_title), page.text))
        if found.is_record and self.decisions.of(lead.url) != "kept":
            self.decisions.add(lead.link, lead.page_url, "kept", found, "the page is itself the document")
            self.frontier.records += 1
            yield self.fetched(response, to_link(lead.link, Page(lead.page_url), found))

    def _say_hidden(self, text: str, page: Page, lead: Lead, shown: int) -> None:
        """Say once which platform or form keeps documents out of sight, and what to declare instead."""
        town, body = self.collector.town, self.source.body
        hidden = hidden_in(text, page, shown, self.vendors)
        if hidden is not None and not is_declared(hidden, town) and hidden.family.name not in self.hiding:
            self.hiding.add(hidden.family.name)
            sentence = hidden.sentence(page.url, body, town.body(body).siren)
            self.note("javascript_only" if hidden.is_shell else "javascript_listing", sentence, page.url)
        elif hidden is None and page.form and lead.worth >= STRONG and not shown and page.form.url not in self.hiding:
            self.hiding.add(page.form.url)
            self.note("search_form", form_sentence(page.url, page.form, body), page.url)

    # Links

    def _links(self, page: Page, lead: Lead) -> Iterator[Request]:
        for href in page.refused:
            self.note("address_refused", f"{page.url}: link {href} is not http(s)", page.url, severity="warning")
        pages: list[tuple[PageLink, Judged]] = []
        silent: list[tuple[PageLink, Judged]] = []
        for link in page.links:
            if self.decisions.of(link.url) in _HOLDS:
                continue
            found = judged(link, page)
            if not (names_a_file(link.url) or self._known(link.url)):
                pages.append((link, found))
            elif _SPOKEN_AGAINST < found.score <= SURE_NOT:
                silent.append((link, found))
            else:
                yield from self._document_link(link, page, lead, found)
        for link, found in silent:
            beside = [self.decisions.of(one.url) == "kept" for one in page.links if one.heading == link.heading and names_a_file(one.url)]
            yield from self._document_link(link, page, lead, found, among_records=sum(beside) >= max(_FEW, len(beside) / 2))
        ground = ground_of(page, lead, told_of(page))
        for link, found in sorted(pages, key=lambda one: not one[1].is_record):  # what it holds tells whether its next page is worth asking
            fertile = ground.listing or any(self.decisions.of(one.url) in _HOLDS for one in page.links if not one.in_menu)
            self._page_link(link, ground, found, fertile)

    def _known(self, url: str) -> bool:
        """Say whether an address gave a document before, whatever it looks like: the ladder of visits then applies."""
        seen = self.memory.document(url)
        return seen is not None and seen.is_document

    def _document_link(self, link: PageLink, page: Page, lead: Lead, found: Judged, *, among_records: bool = False) -> Iterator[Request]:
        """Ask for a document whose name says a record, or that may be one; say why not otherwise."""
        if found.score >= SURE_RECORD:
            self.decisions.add(link, page.url, "kept", found)
            self.frontier.records += 1
            yield from self.document_request(to_link(link, page, found))
        elif (found.score <= SURE_NOT and not among_records) or not (found.is_record or self.site.may_follow(link.url)):
            self.decisions.add(link, page.url, "refused", found)
        elif not self.weighing.has_room(self.frontier.records):
            self.decisions.add(link, page.url, "left", found, "too many documents of this site were opened for nothing")
        else:
            self.decisions.add(link, page.url, "opened", found, "its name does not say: its first page is read")
            self.frontier.promises += 1
            self.weighing.announced[link.url] = Lead(link, page.url, found.score, lead.depth, told_of(page), found.score)
            yield from self.document_request(to_link(link, page, found))

    def _page_link(self, link: PageLink, ground: Ground, found: Judged, fertile: bool) -> None:
        """Put a link among the leads, or say why not."""
        page, lead = ground.page, ground.lead
        if self.decisions.of(link.url) not in (None, "not_followed", "followed") or not self.site.may_follow(link.url):
            return
        goes_on = fertile and continues(link, page.url)
        spoken = FOLLOWING_WORTH if goes_on else max(found.follow, found.score if found.is_record else 0.0, ground.inherited(link))
        depth = lead.depth + (not goes_on)
        kept = any(self.decisions.of(one.url) in _HOLDS for one in page.links if not one.in_menu)
        why = why_not(link, found, spoken, depth, another_year=kept and another_year(link, page.url))
        if why:
            if spoken >= LEAST:
                self.decisions.add(link, page.url, "not_followed", found, why)
            return
        likely = found.is_record and not goes_on
        worth = spoken if spoken >= LEAST else ground.worth(link)
        new = self.frontier.add(Lead(link, page.url, worth, depth, told_of(page), found.score if found.is_record else 0.0))
        if new and spoken >= LEAST:
            more = ("the listing goes on there",) if goes_on else ()
            self.decisions.add(link, page.url, "likely" if likely else "followed", found, *more)
            self.frontier.promises += likely

    # Files

    def _file(self, response: Response, lead: Lead) -> Iterator[Fetched]:
        """Handle a document that came where a page was asked."""
        told = judged(lead.link, Page(lead.page_url, headline=lead.page_title))
        found = self.fetched(response, to_link(lead.link, Page(lead.page_url), told))
        if lead.score >= SURE_RECORD:
            self.decisions.add(lead.link, lead.page_url, "kept", told, "its words name a record, and its bytes are a document")
            self.frontier.records += 1
            yield found
        else:
            self.weighing.add(lead, found)

    def _document_answered(self, response: Response) -> Iterator[Fetched]:
        """Keep aside a document of which only the first page can tell what it is."""
        for found in super()._document_answered(response):
            lead = self.weighing.announced.get(found.asked_url or found.url)
            if lead is None:
                yield found
            else:
                self.weighing.add(lead, found)

    def finish(self) -> None:
        """Decide on the documents whose first page was read, and write down what was left."""
        for one in self.weighing.decisions():
            self.decisions.add(one.lead.link, one.lead.page_url, "kept" if one.judged.is_record else "refused", one.judged)
            if one.judged.is_record:
                self.collector.document(one.found)
            else:
                self.collector.other(one.found)
        left = self.frontier.left()
        for lead in left:
            self.decisions.add(lead.link, lead.page_url, "left", None, "other links gave nothing for so many requests")
        if self.frontier.asked >= self.source.max_pages and left:
            self.note("page_limit", f"{self.home}: {len(left)} more page(s) look promising, max_pages {self.source.max_pages}", self.home)
