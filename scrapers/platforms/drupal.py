"""A Drupal listing: `?page=0`, `?page=1` … until a page shows nothing that was not there before.

    - key: deliberations
      body: council
      platform: drupal
      url: https://…/conseil-municipal/deliberations

The source's `query` may hold the listing's filters (`field_annee: "2026"`) and, for a page with several pagers, the form of the
number (`page: "0,{n}"`). Links are judged; a page of the list is opened, and is itself the minutes when it links to none. Selectors of
the town, when it has any, say which links are records, and then nobody is asked.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import Request, Response

from scrapers.discovery.sorting import bare_host
from scrapers.documents.sniff import HTML, sniff
from scrapers.pipelines import Fetched, is_soft_404
from scrapers.platforms.addresses import canonical
from scrapers.platforms.following import FollowingSpider
from scrapers.platforms.html_list import read_listing
from scrapers.platforms.links import Link
from scrapers.platforms.page_links import chosen_by_town, read_page_links
from scrapers.platforms.shells import hidden_listing
from scrapers.settings import MAX_LISTING_BYTES
from tracker.vocabulary import Platform

_PAST_THE_END = ("http_404", "http_410", "http_400")


class DrupalSpider(FollowingSpider):
    """Asks page after page of the listing; loops, repeated pages and a listing without end are recognised."""

    name = Platform.DRUPAL.value

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the first page of the listing."""
        self.shown: set[str] = set()
        self.pages_are_records = chosen_by_town(self.source.selectors)
        yield self._listing(0)

    def _listing(self, number: int) -> Request:
        url = page_url(str(self.source.url), self.source.query, number)
        return self.page_request(url, self.listing_answered, first=number == 0, failed=self.listing_failed, number=number)

    def listing_answered(self, response: Response, number: int) -> Iterator[Request]:
        """Yield the requests of a page's links, then of the next page when this one showed something new."""
        problem = _problem(response)
        if problem:
            if number == 0 or problem[0] != "soft_404":  # past the end, some sites say "not found" with a smile
                self.close_page(problem[0], f"{response.url}: {problem[1]}", response.url, first=number == 0)
            return
        title, links = self._read(response)
        fresh = self._fresh(links)
        for link in fresh:
            yield from self._taken(link, title)
        problem = self._nothing_shown(response, links) if number == 0 else None
        if problem:
            self.close_page(*problem, response.url, first=True)
        elif fresh and number + 1 < self.source.max_pages:
            yield self._listing(number + 1)
        elif fresh:
            self.say_limit(f"{response.url}: more pages may follow, max_pages {self.source.max_pages}", response.url)

    def _nothing_shown(self, response: Response, links: list[Link]) -> tuple[str, str] | None:
        """Return code and words when the first page of the listing leads to nothing at all."""
        if self.taken or (links and self.pages_are_records):
            return None
        missing = "listing_without_links", f"{response.url}: expected a listing, found a page without any link of its own"
        return hidden_listing(self, self.text(response), response.url) or (None if links else missing)

    def listing_failed(self, code: str, message: str, response: Response | None, number: int) -> None:
        """Take an answer "not found" after the last page as the end; say everything else."""
        if number > 0 and code in _PAST_THE_END:
            return
        url = response.url if response is not None else page_url(str(self.source.url), self.source.query, number)
        self.close_page(code, f"{url}: {message}", url, first=number == 0)

    def _read(self, response: Response) -> tuple[str, list[Link]]:
        """Return title and links of a listing page, without those to the listing itself, which every pager repeats."""
        text = self.text(response)
        if self.pages_are_records:
            return "", list(read_listing(text, response.url, self.source.selectors).links)
        page = read_page_links(text, response.url)
        own = urlsplit(canonical(str(self.source.url))).path
        return page.title, [link for link in page.links if urlsplit(link.url).path != own]

    def _taken(self, link: Link, title: str) -> Iterator[Request]:
        if self.pages_are_records:
            yield from self.document_request(link)
        else:
            yield from self.offer(link, title)

    def _fresh(self, links: list[Link]) -> list[Link]:
        """Return the links of a page that no earlier page showed, and remember them."""
        keys = lasting([link.url for link in links])
        fresh = [link for link, key in zip(links, keys, strict=True) if key not in self.shown]
        self.shown.update(keys)
        return fresh


def page_url(url: str, query: dict[str, str], number: int) -> str:
    """Return the address of a page of the listing; the first is the listing's own address, as its menu links it."""
    parts = urlsplit(url)
    form = query.get("page", "{n}")
    own = parse_qsl(parts.query, keep_blank_values=True)
    fixed = [(name, value) for name, value in (*own, *query.items()) if name != "page"]
    if number > 0:
        fixed.append(("page", form.replace("{n}", str(number))))
    return canonical(urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(fixed), "")))


def lasting(urls: list[str]) -> list[str]:
    """Return each address without the parameters that most links of the page share: an identifier of the visit makes nothing new."""
    queries = [parse_qsl(urlsplit(url).query, keep_blank_values=True) for url in urls]
    counted = Counter(pair for pairs in queries for pair in set(pairs))
    visit = {pair for pair, count in counted.items() if count >= 3 and count * 2 > len([pairs for pairs in queries if pairs])}
    return [
        f"{bare_host(url)}{urlsplit(url).path}?{urlencode([pair for pair in pairs if pair not in visit])}"
        for url, pairs in zip(urls, queries, strict=True)
    ]


def _problem(response: Response) -> tuple[str, str] | None:
    """Return code and words when an answer is no listing."""
    if sniff(response.body[:20_000]) != HTML or len(response.body) > MAX_LISTING_BYTES:
        return "listing_unreadable", "expected a listing page, found other bytes"
    if is_soft_404(response.body):
        return "soft_404", "the page says that nothing is there, though the server answered 200"
    return None
