"""A WordPress site asked through its own interface: it lists files that no page links to.

    - key: publications
      body: council
      platform: wordpress
      url: https://…/conseil-municipal/

The library of files is read whole when it is small, else searched word by word (`query: {search: "délibération, procès-verbal"}`
replaces the words). The text of the pages gives the files their words. Where the interface refuses pages, the page at the source's
`url` is read as a listing instead; where it refuses the library too, that is said, because unlinked files are then out of sight.
"""

import re
from collections.abc import AsyncIterator, Iterator
from functools import partial
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from scrapers.discovery.page import read_page
from scrapers.discovery.sorting import bare_host, continues
from scrapers.outcomes import BLOCKING
from scrapers.pipelines import Fetched
from scrapers.platforms.addresses import canonical
from scrapers.platforms.html_list import read_listing
from scrapers.platforms.page_links import chosen_by_town, may_be_file, read_page_links
from scrapers.platforms.shells import hidden_listing
from scrapers.platforms.wordpress_chain import RestChain, Step
from scrapers.platforms.wordpress_read import RestError, advertised_api, read_media, read_pages
from scrapers.platforms.wordpress_rest import api_root, bare_root, media_url, rest_url, search_words
from tracker.vocabulary import Platform

_PAGES_WORD = "conseil"
_PAGE_NUMBER = re.compile(r"/page/\d{1,4}/?$")
_WHOLE = 10  # a library of at most this many answers (1,000 files) is read whole: fewer questions than one for each word


class WordpressSpider(RestChain):
    """Asks library, pages and, when it must, the listing; then the documents."""

    name = Platform.WORDPRESS.value

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the library at the usual place."""
        yield self._library(api_root(str(self.source.url)))

    # The library of files

    def _library(self, root: str) -> Request:
        self.tried.append(root)
        return self._ask(media_url(root), self.library_answered, self.library_failed, root=root, word="", number=1)

    def _more(self, root: str, word: str, number: int) -> Step:
        return partial(
            self._ask, media_url(root, word, number), self.library_answered, self.more_failed, root=root, word=word, number=number
        )

    def library_answered(self, response: Response, root: str, word: str, number: int) -> Iterator[Request]:
        """Keep the files of one answer and plan the answers that follow from it."""
        try:
            found = read_media(self.text(response), response.url)
        except RestError as problem:
            failed = self.more_failed if self.is_open else self.library_failed
            yield from failed("rest_unreadable", str(problem), response, root, word, number)
            return
        for link in found:
            self.library.setdefault(link.url, link)
        following = self._following(response, number)
        if not self.is_open:
            self.is_open = True
            self.steps.append(partial(self._pages, root, 1))
            if len(following) >= _WHOLE:
                following = ()
                self.steps.extend(self._more(root, each, 1) for each in search_words(self.source.query))
        self.steps.extend(self._more(root, word, later) for later in following)
        yield from self._go_on()

    def library_failed(self, code: str, message: str, response: Response | None, root: str, word: str, number: int) -> Iterator[Request]:
        """Remember why the library is closed and go to the page itself, which may name another interface."""
        self.refusal = (code, f"{root}: the list of files cannot be read: {message}")
        self.steps.appendleft(self._pages_or_listing(root, code))
        yield from self._go_on()

    def _pages_or_listing(self, root: str, code: str) -> Step:
        if not self.listings:
            return partial(self._listing, str(self.source.url), 1)
        return partial(self._pages, root, 1)

    def more_failed(self, code: str, message: str, response: Response | None, root: str, word: str, number: int) -> Iterator[Request]:
        """Say that one answer is missing, and go on; past the last one, WordPress answers 400."""
        if code != "http_400" or number == 1:
            url = media_url(root, word, number)
            self.close_page(code, f"{url}: {message}", url)
        yield from self._go_on()

    # The pages, which give files their words

    def _pages(self, root: str, number: int) -> Request:
        url = rest_url(root, "pages", search=_PAGES_WORD, page=str(number), _fields="link,title,content")
        return self._ask(url, self.pages_answered, self.pages_failed, root=root, number=number)

    def pages_answered(self, response: Response, root: str, number: int) -> Iterator[Request]:
        """Keep the words of the files that pages link to."""
        try:
            found = read_pages(self.text(response), response.url)
        except RestError as problem:
            yield from self.pages_failed("rest_unreadable", str(problem), response, root, number)
            return
        for link in found:
            self.linked.setdefault(link.url, link)
        self.steps.extend(partial(self._pages, root, later) for later in self._following(response, number))
        yield from self._go_on()

    def pages_failed(self, code: str, message: str, response: Response | None, root: str, number: int) -> Iterator[Request]:
        """Read the listing in place of pages that the interface does not give."""
        if not self.listings and (number == 1 or code != "http_400"):
            self.note("pages_closed", f"{root}: {message}; the page {self.source.url} is read instead", root, severity="warning")
            self.steps.appendleft(partial(self._listing, str(self.source.url), 1))
        yield from self._go_on()

    # The listing, as a visitor sees it

    def _listing(self, url: str, number: int) -> Request:
        self.listings.add(canonical(url))
        return self._ask(url, self.listing_answered, self.listing_failed, number=number)

    def listing_answered(self, response: Response, number: int) -> Iterator[Request]:
        """Keep the links of the page at the source's address, and ask the interface that it names."""
        text = self.text(response)
        page = read_page_links(text, response.url)
        listing = read_listing(text, response.url, self.source.selectors)
        own = list(listing.links) if chosen_by_town(self.source.selectors) else [link for link in page.links if may_be_file(link.url)]
        for link in own:
            self.linked.setdefault(link.url, link)
            self.titles.setdefault(link.page_url, page.title)
        hidden = None if own or number > 1 else hidden_listing(self, text, response.url)
        if hidden:
            self.note(*hidden, response.url)
        following = [listing.next_url] if listing.next_url else older_pages(text, response.url)
        self.steps.extendleft(partial(self._listing, url, number + 1) for url in reversed(following) if url not in self.listings)
        self.listings.update(following)
        named = advertised_api(text, response.url) if not self.is_open else None
        if named and bare_root(named) not in self.tried and bare_host(named) == bare_host(response.url):
            self.steps.append(partial(self._library, bare_root(named)))
        elif not self.is_open and number == 1 and self.refusal[0] in BLOCKING:
            self.steps.append(partial(self._pages, self.tried[0], 1))
        yield from self._go_on()

    def listing_failed(self, code: str, message: str, response: Response | None, number: int) -> Iterator[Request]:
        """Say that the page cannot be had; with the library closed too, nothing is left and the run is decided."""
        self.close_page(code, f"{self.source.url}: {message}", str(self.source.url), first=not self.is_open and number == 1)
        yield from self._go_on()


def older_pages(text: str, url: str) -> list[str]:
    """Return the pages that go on with a listing: `/page/2/` whatever its words, or a link that says so; the home page has none."""
    base = _PAGE_NUMBER.sub("", urlsplit(url).path).rstrip("/")
    if not base:
        return []
    links = [link for link in read_page(text, url).links if bare_host(link.url) == bare_host(url)]
    return [link.url for link in links if continues(link, url) or _is_page_of(base, urlsplit(link.url).path)]


def _is_page_of(base: str, path: str) -> bool:
    return _PAGE_NUMBER.search(path) is not None and _PAGE_NUMBER.sub("", path).rstrip("/") == base
