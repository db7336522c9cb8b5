"""A data set of an Opendatasoft portal (Explore 2.1): the whole export, else the records page by page.

    - key: deliberations
      body: council
      platform: opendatasoft
      url: data.ville.example
      dataset: deliberations-du-conseil
      query: {order_by: "delib_date desc"}      # parameters of the interface, such as where or refine

The export has no limit; the records stop at 10,000, which is said.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.platforms.addresses import canonical
from scrapers.platforms.data_files import DataFileSpider
from scrapers.platforms.links import Link
from tracker.vocabulary import Platform

_API = "/api/explore/v2.1"
_PAGE, _MOST = 100, 10_000
_NOT_HERE = (400, 404, 405, 406, 415, 500, 501, 502)  # no export there: neither a refusal nor a busy host


class OpendatasoftSpider(DataFileSpider):
    """Asks for the export, and for the records where there is none."""

    name = Platform.OPENDATASOFT.value

    def _first(self) -> Iterator[Request]:
        self.answers = 0
        if not self.source.dataset:
            url = str(self.source.url)
            self.close_page(
                "no_dataset", f"{url}: source {self.source.key} names no dataset; the name of the data set was expected", url, first=True
            )
            return
        yield self._export()

    def _address(self, end: str, **parameters: str) -> str:
        url = str(self.source.url).rstrip("/")
        root = url if "/api/" in url else url + _API
        query = urlencode({**parameters, **self.source.query})
        return canonical(f"{root}/catalog/datasets/{quote(str(self.source.dataset), safe='')}/{end}?{query}")

    def _export(self) -> Request:
        url = self._address("exports/csv", delimiter=";", timezone=self.collector.town.timezone)
        link = Link(url, str(self.source.url), kind=self.kind, raw_kind=self.raw_kind)
        request = self.file(link)
        request.meta["export"] = True
        return request.replace(errback=self._export_failed)

    def _export_failed(self, failure: Any) -> Iterator[Request]:
        """Ask for the records of a portal that gives no export; a portal that refuses or is busy is not asked otherwise."""
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        if status not in _NOT_HERE:
            self._document_failed(failure)
            return
        url = failure.request.url
        self.note(
            "export_closed", f"{url}: the server answered {status}; the records are read page by page instead", url, severity="warning"
        )
        yield self._records(0)

    def _records(self, offset: int) -> Request:
        url = self._address("records", limit=str(_PAGE), offset=str(offset), timezone=self.collector.town.timezone)
        link = Link(url, str(self.source.url), kind=self.kind, raw_kind=self.raw_kind)
        return self.data_request(link, self.records_answered, first=offset == 0, file=link, offset=offset)

    def records_answered(self, response: Response, file: Link, offset: int) -> Iterator[Request]:
        """Yield the requests of the documents of one page, then of the next page up to the interface's own limit."""
        yield from self.file_answered(response, file)
        self.answers += 1  # and not what they hold: a portal that gives one line at a time would be asked thousands of times
        total, count = totals(self.text(response))
        reached = offset + count
        if count == 0 or reached >= total:
            return
        if reached + _PAGE > _MOST or self.answers >= self.source.max_pages:
            message = (
                f"{file.url}: {reached} of {total} records are read; narrow the `where` of the source, or raise max_pages (at most {_MOST})"
            )
            self.note("page_limit", message, file.url)
            return
        yield self._records(reached)


def totals(text: str) -> tuple[int, int]:
    """Return how many records there are, and how many an answer holds."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return 0, 0
    rows = raw.get("results") if isinstance(raw, dict) else None
    total = raw.get("total_count") if isinstance(raw, dict) else None
    return (total if isinstance(total, int) else 0), (len(rows) if isinstance(rows, list) else 0)
