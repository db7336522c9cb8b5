"""The sitemap of a town's site: an index leads to url sets, whose addresses the judge sorts.

    - key: publications
      body: council
      platform: sitemap
      url: https://…/sitemap.xml   # or the home page: /sitemap.xml is then asked

Files that the judge calls records are fetched; pages that are worth it are opened one level deep, the most promising and the newest
first. The day that a sitemap writes is the last change of a page, kept as an upload date and never as that of a sitting.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response

from scrapers.discovery.judge import Judged
from scrapers.discovery.sorting import names_a_file
from scrapers.pipelines import Fetched
from scrapers.platforms.addresses import canonical
from scrapers.platforms.answers import answer_charset
from scrapers.platforms.following import FollowingSpider, weigh
from scrapers.platforms.links import Link
from scrapers.platforms.sitemap_read import read_sitemap
from scrapers.platforms.xml_read import XmlError
from tracker.vocabulary import Platform

_MAX_DEPTH = 3  # an index of indexes of url sets: more is a loop or a trap


class SitemapSpider(FollowingSpider):
    """Reads the sitemap, its children within `max_pages`, and what they name."""

    name = Platform.SITEMAP.value

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the sitemap."""
        self.asked = {canonical(sitemap_url(str(self.source.url)))}
        for url in self.asked:
            yield self.page_request(url, self.sitemap_answered, first=True, depth=1)

    def sitemap_answered(self, response: Response, depth: int) -> Iterator[Request]:
        """Yield the requests of an index's sitemaps, or of what a url set names."""
        try:
            found = read_sitemap(response.body, response.url, answer_charset(response))
        except XmlError as problem:
            self.close_page("sitemap_unreadable", f"{response.url}: {problem}", response.url, first=depth == 1)
            return
        yield from self._children(found.sitemaps, response.url, depth)
        for link, judged in best_first(found.links):
            yield from self.offer(link, judged=judged)

    def _children(self, sitemaps: tuple[Link, ...], url: str, depth: int) -> Iterator[Request]:
        if sitemaps and depth >= _MAX_DEPTH:
            self.note("sitemap_depth", f"{url}: sitemaps inside one another more than {_MAX_DEPTH} deep are not read", url)
            return
        for link in sitemaps:
            if link.url in self.asked:
                continue
            if len(self.asked) >= self.source.max_pages:
                self.say_limit(f"{url}: {len(sitemaps)} sitemaps, only {self.source.max_pages} are read; raise max_pages", url)
                return
            self.asked.add(link.url)
            yield self.page_request(link.url, self.sitemap_answered, depth=depth + 1)


def best_first(links: tuple[Link, ...]) -> list[tuple[Link, Judged]]:
    """Return files in their order, then pages by what they promise and by how new they are: the limit cuts the rest."""
    pairs = [(link, weigh(link)) for link in links]
    files = [pair for pair in pairs if names_a_file(pair[0].url)]
    pages = [pair for pair in pairs if not names_a_file(pair[0].url)]
    return files + sorted(pages, key=lambda pair: (pair[1].follow, pair[0].listed_date or date.min), reverse=True)


def sitemap_url(url: str) -> str:
    """Return the address of the sitemap: the source's own, or the usual one of a site whose home page was given."""
    return urljoin(url, "/sitemap.xml") if urlsplit(url).path in ("", "/") and not urlsplit(url).query else url
