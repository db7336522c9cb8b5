"""The pages of one programme on a candidate's site: everything under one address, in the order of reading.

    - key: programme-2026
      body: council
      platform: programme
      url: …/programme/            # its pages: …/programme/logement, …/programme/logement/2, …/programme-ecoles
      query: {prefix: /projet/}    # when they stand under another address

Pages are asked one after the other: first those that a page names below itself, then what its menu says next, so that the documents
of the run stand in the order in which a visitor reads them. A page behind « suivant » is taken wherever it stands on the site. Files
that the pages link to (the booklet, leaflets) are named in the run and not taken: they often say the same again.
"""

import re
from collections.abc import AsyncIterator, Iterator
from posixpath import splitext
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from scrapy.http import Request, Response

from scrapers.discovery.sorting import names_a_file
from scrapers.discovery.traps import is_other_file, is_trap
from scrapers.documents.sniff import HTML, sniff
from scrapers.pipelines import Fetched, is_soft_404
from scrapers.platforms.addresses import absolute, canonical
from scrapers.platforms.base import SourceSpider
from scrapers.platforms.links import Link
from scrapers.settings import MAX_LISTING_BYTES
from tracker.ids import fold
from tracker.vocabulary import DocumentKind, Platform

MOST_LINKS = 3_000
_NEXT = re.compile(r"(?:(?:page|chapitre|theme|partie|axe)s?\s+)?suivante?s?|next|continuer(?: la lecture)?|lire la suite du programme")
_PROGRAMME = re.compile(r"programme|projet|proposition|engagement|mesure|priorite|chapitre|thematique")
_AROUND = re.compile(r"(?:[^\w]|[«»→>])+")


def prefix_of(url: str, given: str = "") -> str:
    """Return the path under which the pages of a programme stand: that of its first page without its ending, or the one given."""
    path = given or urlsplit(url).path
    stem = splitext(path)[0] if not given else path
    return re.sub(r"/(?:index|accueil)$", "", stem).rstrip("/")


def is_under(url: str, start: str, prefix: str) -> bool:
    """Say whether an address is a page of the programme: below the prefix, or beside it under a longer name."""
    here, there = urlsplit(url), urlsplit(start)
    if _bare(here.hostname) != _bare(there.hostname):
        return False
    path = here.path.rstrip("/")
    if not prefix:
        return bool(_PROGRAMME.search(fold(unquote(path))))
    return path == prefix or path.startswith((f"{prefix}/", f"{prefix}-", f"{prefix}_", f"{prefix}."))


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


class ProgrammeSpider(SourceSpider):
    """Takes the pages of one programme."""

    name = Platform.PROGRAMME.value
    pages_are_records = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing met."""
        super().__init__(*args, **kwargs)
        self.start_url = canonical(str(self.source.url))
        self.prefix = prefix_of(self.start_url, self.source.query.get("prefix", ""))
        self.waiting: list[Link] = []
        self.met = {_key(self.start_url)}
        self.files: dict[str, str] = {}
        self.asked = 1

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the first page."""
        yield self.page_request(self.start_url, self.page_answered, first=True, link=Link(self.start_url, "", kind=DocumentKind.PROGRAMME))

    def page_answered(self, response: Response, link: Link) -> Iterator[Request | Fetched]:
        """Yield the page as a document, then the request of the next one."""
        body = response.body
        if sniff(body[:20_000]) != HTML:
            yield self.fetched(response, link)  # the address is that of a file: it is the programme
        elif is_soft_404(body) or len(body) > MAX_LISTING_BYTES:
            self.note("soft_404", f"{link.url}: the page says that nothing is there, or is too large to be one", link.url)
        else:
            yield self.fetched(response, link)
            self._meet(BeautifulSoup(self.text(response), "lxml"), response.url)
        yield from self._next()

    def page_failed(self, code: str, message: str, _response: Response | None, link: Link) -> Iterator[Request]:
        """Say which page is missing, and go on with the next one."""
        self.close_page(code, f"{link.url}: {message}", link.url)
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        if not self.waiting:
            return
        if self.asked >= self.source.max_pages:
            left = f"{len(self.waiting)} more page(s), first {self.waiting[0].url}"
            self.note("page_limit", f"{self.start_url}: {left}; only {self.source.max_pages} are taken, raise max_pages", self.start_url)
            self.waiting.clear()
            return
        self.asked += 1
        link = self.waiting.pop(0)
        yield self.page_request(link.url, self.page_answered, failed=self.page_failed, link=link)

    def _meet(self, soup: BeautifulSoup, page_url: str) -> None:
        """Put the new pages that a page links to in front of those that wait: what stands below it is read first."""
        base = (absolute(page_url, str(soup.base.get("href", ""))) if soup.base else None) or page_url
        found: list[Link] = []
        for tag in soup.find_all(["a", "link"], href=True, limit=MOST_LINKS):
            url = absolute(base, str(tag.get("href")))
            if url is None or _key(url) in self.met:
                continue
            goes_on = is_next(tag) and _bare(urlsplit(url).hostname) == _bare(urlsplit(self.start_url).hostname)
            if names_a_file(url):
                self.files.setdefault(url, _words(tag))
            elif (
                (goes_on or (tag.name == "a" and is_under(url, self.start_url, self.prefix)))
                and not is_other_file(url)
                and not is_trap(url)
            ):
                self.met.add(_key(url))
                found.append(Link(url, page_url, _words(tag), kind=DocumentKind.PROGRAMME))
        self.waiting[:0] = found

    def finish(self) -> None:
        """Name the files that the pages link to."""
        if self.files:
            named = ", ".join(f"« {text[:40] or url.rsplit('/', 1)[-1]} » ({url})" for url, text in list(self.files.items())[:3])
            more = f" and {len(self.files) - 3} more" if len(self.files) > 3 else ""
            message = f"{self.start_url}: its pages link to files, not taken: {named}{more}; read them apart when they say more"
            self.note("files_not_taken", message, self.start_url, severity="warning")


def is_next(tag: Tag) -> bool:
    """Say whether a link leads to the next page of a text."""
    if "next" in str(tag.get("rel") or "").lower():
        return True
    said = _AROUND.sub(" ", fold(f"{_words(tag) or tag.get('title') or tag.get('aria-label') or ''}")).strip()
    return tag.name == "a" and bool(_NEXT.fullmatch(said))


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _key(url: str) -> str:
    """Return what two spellings of one page share."""
    parts = urlsplit(url)
    return f"{_bare(parts.hostname)}{parts.path.rstrip('/')}?{parts.query}"
