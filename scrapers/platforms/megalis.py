"""The publication interface of Mégalis and of the platforms built like it: the public SCDL files, or the search of the portal.

    - key: actes
      body: council          # the body's siren is the key of the interface
      platform: megalis
      url: data.megalis.example

The SCDL file of each year comes first. An `url` that holds `/mq_apis/` is the portal's search: its answers say which acts a town
published, nature by nature; they are followed from page to page until none is named, and never compared with their own count.
"""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import Request, Response

from scrapers.platforms.addresses import canonical
from scrapers.platforms.data_files import DataFileSpider
from scrapers.platforms.links import Link
from tracker.vocabulary import Platform

_FILES = "/api/v1/scdl/deliberation/{siren}/{year}"
_SEARCH = "/mq_apis/"
_LINES = "100"


class MegalisSpider(DataFileSpider):
    """Asks for the file of each year, or follows the search."""

    name = Platform.MEGALIS.value
    formats = ("csv", "json")

    def _first(self) -> Iterator[Request]:
        url = str(self.source.url).rstrip("/")
        self.pages: set[str] = set()
        if not self.siren:
            message = f"{url}: the body {self.source.body} has no siren in the town's file; its 9 figures were expected"
            self.close_page("no_siren", message, url, first=True)
        elif _SEARCH in url:
            yield self._search("")
        else:
            place = url if "{siren}" in url else url + _FILES
            yield from self.files(self.addresses(place))

    def _search(self, page: str) -> Request:
        self.pages.add(page)
        parts = urlsplit(str(self.source.url))
        asked = {"query": "", "siren": self.siren or "", "lignes": _LINES, **dict(parse_qsl(parts.query)), **self.source.query}
        url = urlunsplit(parts._replace(query=urlencode({**asked, "page_suivante": page})))
        link = Link(canonical(url), str(self.source.url), kind=self.kind, raw_kind="megalis")
        return self.data_request(link, self.search_answered, first=not page, file=link)

    def search_answered(self, response: Response, file: Link) -> Iterator[Request]:
        """Yield the requests of the acts of one answer, then of the answer that follows it."""
        yield from self.file_answered(response, file)
        page = following(self.text(response))
        if page is None:
            return
        if page in self.pages:
            self.note("page_loop", f"{file.url}: the answer names a page already read; the search ends here", file.url)
        elif len(self.pages) >= self.source.max_pages:
            self.note("page_limit", f"{file.url}: more answers follow, max_pages {self.source.max_pages}", file.url)
        else:
            yield self._search(page)


def following(text: str) -> str | None:
    """Return the mark of the answer that follows; None at the end."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return None
    page = raw.get("page_suivante") if isinstance(raw, dict) else None
    return str(page)[:2000] if page not in (None, "", 0, False) else None
