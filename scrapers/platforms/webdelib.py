"""A délibération portal asked by its own search form, year after year: what its script would open is read from its text.

By GET, the number of a document being put into the portal's address for it:

    - key: portail
      body: council
      platform: webdelib
      url: https://…/actes/rechercher.php
      query: {TYPE: DELIBERATION, BODY: VILLE, YEAR: "{year}"}
      fields: {document: "/actes/consulter.php?NUM={n}"}

By POST, with dates and a limit that the portal imposes:

    - key: portail
      body: council
      platform: webdelib
      url: https://…/servlet/Search
      query: {dtdebut: "01/01/{year}", dtfin: "31/12/{year}", nbresults: "1000"}
      fields: {method: POST, limit: nbresults}

`{year}` is every year of the town's terms, newest first; `{page}` counts from `fields.first_page` (1) until nothing new comes. All
that a portal gives is an act: nothing is judged here. A year without any result is said, since no council votes nothing for a year.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import Request, Response

from scrapers.documents.sniff import BINARY, sniff
from scrapers.pipelines import Fetched, is_soft_404
from scrapers.platforms.addresses import canonical
from scrapers.platforms.base import SourceSpider
from scrapers.platforms.html_list import read_listing
from scrapers.platforms.links import Link
from scrapers.platforms.page_links import chosen_by_town
from scrapers.platforms.shells import hidden_listing
from scrapers.platforms.webdelib_read import read_results
from scrapers.settings import MAX_LISTING_BYTES
from tracker import clock
from tracker.vocabulary import DocumentKind, Platform

_YEAR, _PAGE = "{year}", "{page}"
NO_TEMPLATE = "document_template"


class WebdelibSpider(SourceSpider):
    """Asks the form of the source for each year and page, and hands on every document of the answers."""

    name = Platform.WEBDELIB.value

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the newest year; the others follow its answer, so that a portal that is down is asked once."""
        if not self.source.fields.get("first_page", "1").isdigit():
            message = f"source {self.source.key}: fields.first_page: expected a whole number, found {self.source.fields['first_page']!r}"
            self.close_page("bad_source", message, str(self.source.url), first=True)
            return
        self.found: dict[str, int] = {}
        self.taken: set[str] = set()
        self.years = self._years()
        self.asked = 0
        yield self._search(0, self._first_page())

    def _years(self) -> list[str]:
        """Return the years to ask for, newest first; one empty word when the form knows no year."""
        if not any(_YEAR in value for value in (*self.source.query.values(), str(self.source.url))):
            return [""]
        terms = self.collector.town.terms
        last = min(max(term.end for term in terms), self.collector.town.as_of or clock.today()).year
        return [str(year) for year in range(last, min(term.start for term in terms).year - 1, -1)]

    def _first_page(self) -> int:
        return int(self.source.fields.get("first_page", "1"))

    def _search(self, rank: int, page: int) -> Request:
        """Return the request of one page of one year."""
        year = self.years[rank]
        self.asked += 1
        query = {name: filled(value, year, page) for name, value in self.source.query.items()}
        url = canonical(filled(str(self.source.url), year, page))
        posted = self.source.fields.get("method", "GET").upper() == "POST"
        return self.page_request(
            url if posted else with_query(url, query), self.search_answered, method="POST" if posted else "GET",
            form=query if posted else None, failed=self.search_failed, rank=rank, page=page,
        )  # fmt: skip

    def search_answered(self, response: Response, rank: int, page: int) -> Iterator[Request]:
        """Yield the requests of an answer's documents, then of the next page or year."""
        problem = _problem(response)
        links = [] if problem else self._read(response)
        problem = problem or self._nothing_readable(links, response)
        if problem:
            yield from self.search_failed(*problem, response, rank, page)
            return
        fresh = [link for link in links if link.url not in self.taken]
        self._check_limit(links, response.url, rank)
        kind = self.source.kind or DocumentKind.DELIBERATION  # said for each, so that an error page in place of an act is not passed over
        for link in fresh:
            self.taken.add(link.url)
            yield from self.document_request(replace(link, kind=kind))
        self.found[self.years[rank]] = self.found.get(self.years[rank], 0) + len(fresh)
        yield from self._next(rank, page, bool(fresh))

    def _read(self, response: Response) -> list[Link]:
        """Return the documents of an answer: by the town's selectors when it has any, else by what a script would open."""
        text = self.text(response)
        if chosen_by_town(self.source.selectors):
            return list(read_listing(text, response.url, self.source.selectors).links)
        return read_results(text, response.url, self.source.fields.get("document", ""))

    def search_failed(self, code: str, message: str, response: Response | None, rank: int, page: int) -> Iterator[Request]:
        """Say which year could not be had; when it was the first question, nothing more is asked."""
        first = rank == 0 and page == self._first_page()
        url = response.url if response is not None else str(self.source.url)
        what = f" (year {self.years[rank]})" if self.years[rank] else ""
        self.close_page(code, f"{url}{what}: {message}", url, first=first)
        self.found.setdefault(self.years[rank], -1)  # not known: neither results nor none
        if not first and code != NO_TEMPLATE:  # every year would say the same
            yield from self._next(rank, page, False)

    def _next(self, rank: int, page: int, fresh: bool) -> Iterator[Request]:
        paged = any(_PAGE in value for value in (*self.source.query.values(), str(self.source.url)))
        following = (rank, page + 1) if paged and fresh else (rank + 1, self._first_page())
        if following[0] >= len(self.years):
            return
        if self.asked >= self.source.max_pages:
            message = f"{self.source.url}: more answers follow (year {self.years[following[0]] or '-'}), max_pages {self.source.max_pages}"
            self.note("page_limit", message, self.source.url)
            return
        yield self._search(*following)

    def _check_limit(self, links: list[Link], url: str, rank: int) -> None:
        """Say when an answer is exactly as long as the portal allows: it was very likely cut there."""
        limit = self.source.query.get(self.source.fields.get("limit", ""), "")
        if limit.isdigit() and len(links) >= int(limit):
            what = f"year {self.years[rank]}: " if self.years[rank] else ""
            self.note("result_limit", f"{url}: {what}{len(links)} results, as many as the portal gives at once: some may be missing", url)

    def _nothing_readable(self, links: list[Link], response: Response) -> tuple[str, str] | None:
        """Return code and words for an answer whose results cannot be read: hidden by a script, or named by number alone."""
        if links:
            return None
        text = self.text(response)
        if not self.source.fields.get("document") and read_results(text, response.url, "/{n}"):
            return NO_TEMPLATE, "documents are named by number only; expected fields.document, such as /path?number={n}"
        return hidden_listing(self, text, response.url)

    def finish(self) -> None:
        """Say which years gave nothing, once; that all gave nothing is the run's outcome."""
        if self.collector.tally.listing:
            return
        silent = sorted(year for year, count in self.found.items() if count == 0 and year)
        if silent and any(count > 0 for count in self.found.values()):
            message = f"{self.source.url}: no result for {', '.join(silent)}; expected acts every year"
            self.note("silent_years", message, self.source.url, severity="warning")


def filled(text: str, year: str, page: int) -> str:
    """Return a parameter with its year and page."""
    return text.replace(_YEAR, year).replace(_PAGE, str(page))


def with_query(url: str, query: dict[str, str]) -> str:
    """Return an address with the parameters of a form added to its own."""
    parts = urlsplit(url)
    own = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in query]
    return canonical(urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*own, *query.items()]), "")))


def _problem(response: Response) -> tuple[str, str] | None:
    """Return code and words when an answer is no page of results."""
    if sniff(response.body[:20_000]) == BINARY or response.body.startswith(b"%PDF") or len(response.body) > MAX_LISTING_BYTES:
        return "listing_unreadable", "expected a page of results, found other bytes"
    if not response.body.strip():
        return "listing_unreadable", "expected a page of results, found an empty answer"
    if is_soft_404(response.body):
        return "soft_404", "the page says that nothing is there, though the server answered 200"
    return None
