"""A data set of a data-fair portal: its lines as CSV, from one answer to the next.

- key: deliberations
  body: council
  platform: data_fair
  url: data.ville.example
  dataset: deliberations-de-la-ville
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

from scrapy.http import Request, Response

from scrapers.platforms.addresses import absolute, canonical
from scrapers.platforms.data_files import DataFileSpider
from scrapers.platforms.links import Link
from tracker.vocabulary import Platform

_ROOT, _API = "/data-fair", "/api/v1"
_SIZE = 10_000  # the most lines that the interface gives at a time
_NEXT = re.compile(r"<([^<>]{1,4000})>\s*;[^,<>]{0,200}\brel=\"?next\b", re.IGNORECASE)


class DataFairSpider(DataFileSpider):
    """Asks for the lines, and follows the answers' own link to the next ones."""

    name = Platform.DATA_FAIR.value

    def _first(self) -> Iterator[Request]:
        self.pages: set[str] = set()
        if not self.source.dataset:
            url = str(self.source.url)
            self.close_page(
                "no_dataset", f"{url}: source {self.source.key} names no dataset; the name of the data set was expected", url, first=True
            )
            return
        yield self._lines(self._address())

    def _address(self) -> str:
        url = str(self.source.url).rstrip("/")
        root = url if url.endswith(_API) else f"{url}{'' if _ROOT in urlsplit(url).path else _ROOT}{_API}"
        query = urlencode({"format": "csv", "size": str(_SIZE), **self.source.query})
        return canonical(f"{root}/datasets/{quote(str(self.source.dataset), safe='')}/lines?{query}")

    def _lines(self, url: str) -> Request:
        self.pages.add(url)
        link = Link(url, str(self.source.url), kind=self.kind, raw_kind=self.raw_kind)
        return self.data_request(link, self.lines_answered, first=len(self.pages) == 1, file=link)

    def lines_answered(self, response: Response, file: Link) -> Iterator[Request]:
        """Yield the requests of the documents of one answer, then of the answer that follows it on the same host."""
        yield from self.file_answered(response, file)
        match = _NEXT.search(self.headers(response).get("link", ""))
        url = absolute(response.url, match[1]) if match else None
        if match and (url is None or url in self.pages):
            what = "a page already read" if url else "no address"
            self.note("page_loop", f"{file.url}: the next lines are said to be at {match[1][:200]}, which is {what}", file.url)
        if url is None or url in self.pages:
            return
        if urlsplit(url).hostname != urlsplit(file.url).hostname:
            self.note("address_refused", f"{file.url}: the next lines are said to be on another host ({url[:200]})", file.url)
        elif len(self.pages) >= self.source.max_pages:
            self.note("page_limit", f"{file.url}: more lines follow, max_pages {self.source.max_pages}", file.url)
        else:
            yield self._lines(url)
