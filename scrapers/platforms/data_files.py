"""Data files by address, or by the name of a data set whose publisher says where its newest file is: what SCDL, DECP and subsidies share.

    - key: deliberations
      body: council
      platform: scdl
      url: www.data.example/api/1       # or the file itself, and no `dataset`
      dataset: deliberations-de-la-ville
      query: {title: "2026"}                    # words of the resource, or {resources: all} for every yearly file

`{siren}` in an address is the body's SIREN, `{year}` each year of the town's terms. The file is kept as a document; what its rows name
(DELIB_URL) is asked after it, the newest first.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.documents.sniff import EMPTY, HTML, sniff
from scrapers.parsers.context import Context
from scrapers.parsers.records import NamedDocument, data_kind, named_documents
from scrapers.pipelines import Fetched
from scrapers.platforms.addresses import absolute, canonical
from scrapers.platforms.base import SourceSpider
from scrapers.platforms.links import Link
from scrapers.platforms.resources import Resource, ResourceError, choose, read_resources
from tracker import clock
from tracker.vocabulary import DateOrigin, DocumentKind

_MOST_YEARS = 12
_ABSENT = (404, 410)


class DataFileSpider(SourceSpider):
    """Asks for data files and for the documents that their rows name."""

    raw_kind = "scdl"
    formats: tuple[str, ...] = ("csv",)  # those that are read, the best first
    kind: DocumentKind | None = DocumentKind.LISTE_DELIBERATIONS

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the data set's description, or for the files themselves."""
        for request in self._first():
            yield request

    def _first(self) -> Iterator[Request]:
        url = str(self.source.url)
        if self.source.dataset:
            address = f"{url.rstrip('/')}/datasets/{quote(self.source.dataset, safe='')}/"
            yield self.page_request(canonical(address), self.dataset_answered, first=True)
            return
        if "{siren}" in url and not self.siren:
            message = f"{url}: the body {self.source.body} has no siren in the town's file; its 9 figures were expected"
            self.close_page("no_siren", message, url, first=True)
            return
        yield from self.files(self.addresses(url))

    @property
    def siren(self) -> str | None:
        """The SIREN of the body whose source this is."""
        return self.collector.town.body(self.source.body).siren

    def addresses(self, url: str) -> list[str]:
        """Return the addresses of the files, the newest year first."""
        url = url.replace("{siren}", self.siren or "")
        return [url.replace("{year}", str(year)) for year in self.years()] if "{year}" in url else [url]

    def years(self) -> list[int]:
        """Return the years of the town's terms up to now, the newest first."""
        today = self.collector.town.as_of or clock.now().date()
        first = min(term.start.year for term in self.collector.town.terms)
        return list(range(today.year, max(first, today.year - _MOST_YEARS + 1) - 1, -1))

    def files(self, urls: list[str]) -> Iterator[Request]:
        """Yield the requests of the files; of several years, one may be absent."""
        for url in urls:
            yield self.file(Link(canonical(url), url, kind=self.kind, raw_kind=self.raw_kind), yearly=len(urls) > 1)

    def file(self, link: Link, *, yearly: bool = False) -> Request:
        """Return the request of one data file."""
        request = self.data_request(link, self.file_answered, first=not yearly, file=link)
        request.meta["yearly"] = yearly
        return request

    def dataset_answered(self, response: Response) -> Iterator[Request]:
        """Yield the request of the newest file of the data set, or of every one when the town's file asks so."""
        try:
            chosen = choose(read_resources(self.text(response), response.url), self.formats, self.source.query)
        except ResourceError as problem:
            self.close_page("no_resource", str(problem), response.url, first=True)
            return
        for resource in chosen:
            url = absolute(response.url, resource.address)
            if url:
                yield self.file(self._link(url, response.url, resource), yearly=len(chosen) > 1)

    def _link(self, url: str, page_url: str, resource: Resource) -> Link:
        return Link(url, page_url, resource.title[:300], kind=self.kind, raw_kind=self.raw_kind)

    def file_answered(self, response: Response, file: Link) -> Iterator[Request]:
        """Yield the requests of the documents that the rows of a file name."""
        media = sniff(response.body[:20_000])
        if media in (HTML, EMPTY):
            code, found = ("html_instead_of_data", "a web page") if media == HTML else ("empty_file", "nothing")
            self.close_page(
                code, f"{file.url}: {found} came in place of the data file; {self._expected()} was expected", file.url, first=True
            )
            return
        yield from self.documents_of(self.text(response), response.url, file)

    def _expected(self) -> str:
        return " or ".join(one.upper() for one in self.formats)

    def documents_of(self, text: str, base: str, link: Link) -> Iterator[Request]:
        """Yield the requests of the documents that a data file names."""
        body = self.source.body
        context = Context(body, (link.url,), siren=self.siren, raw_kind=self.raw_kind, fields=self.source.fields, seen=clock.now().date())
        found = named_documents(text, data_kind(text, context), context)
        if found.problems and not found.rows:
            self.close_page(found.problems[0].code, found.problems[0].message, link.url, first=True)
            return
        for problem in found.problems:
            self.note(problem.code, problem.message, link.url)
        for address in found.shared:
            message = f"{link.url}: {address[:200]} stands on many of its {found.rows} rows; each act's own document was expected"
            self.note("address_repeated", message, link.url, severity="warning")
        for document in found.documents:
            url = absolute(base, document.address)
            if url is None:
                self.note("address_refused", f"{link.url}: {document.address[:200]} is not http(s)", link.url, severity="warning")
            else:
                yield from self.document_request(document_link(url, link.url, document))

    def _document_failed(self, failure: Any) -> None:
        """Take a year without file as such; the rest is a hole."""
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        if failure.request.meta.get("yearly") and status in _ABSENT:
            url = failure.request.meta["document"]["asked"]
            self.note("year_absent", f"{url}: no file of this year (the server answered {status})", url, severity="warning")
            return
        super()._document_failed(failure)


def document_link(url: str, page_url: str, document: NamedDocument) -> Link:
    """Return the link of a document that a row names: the row knows its date better than any name does."""
    origin = DateOrigin.LINK if document.day else DateOrigin.NONE
    day: date | None = document.day
    return Link(url, page_url, document.title[:300], kind=document.kind, listed_date=day, listed_date_origin=origin)
