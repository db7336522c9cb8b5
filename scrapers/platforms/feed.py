"""An RSS or Atom feed: the newest publications of a site, with their files.

    - key: actualites
      body: council
      platform: feed
      url: https://…/publications/feed/

A feed holds the last ten or twenty entries: it tells early what is new, and is declared beside a source that knows the past. Enclosed
files and files named in an entry's text are taken when the judge calls them records; an entry's page is opened one level deep.
"""

from collections.abc import AsyncIterator, Iterator

from scrapy.http import Request, Response

from scrapers.pipelines import Fetched
from scrapers.platforms.addresses import canonical
from scrapers.platforms.answers import answer_charset
from scrapers.platforms.feed_read import read_feed
from scrapers.platforms.following import FollowingSpider
from scrapers.platforms.xml_read import XmlError
from tracker.vocabulary import Platform


class FeedSpider(FollowingSpider):
    """Reads a feed, the older pages of it that it names, and what its entries lead to."""

    name = Platform.FEED.value
    shows_everything = False  # only the last entries: an older document is not gone because the feed forgot it

    async def start(self) -> AsyncIterator[Request | Fetched]:
        """Ask for the feed."""
        url = canonical(str(self.source.url))
        self.asked = {url}
        yield self.page_request(url, self.feed_answered, first=True, number=1)

    def feed_answered(self, response: Response, number: int) -> Iterator[Request]:
        """Yield the requests of an answer's files and pages, then of the older entries."""
        try:
            feed = read_feed(response.body, response.url, answer_charset(response))
        except XmlError as problem:
            self.close_page("feed_unreadable", f"{response.url}: {problem}", response.url, first=number == 1)
            return
        for link in (*feed.files, *feed.pages):
            yield from self.offer(link, link.heading)
        if feed.next_url and feed.next_url not in self.asked:
            yield from self._older(feed.next_url, response.url, number)

    def _older(self, next_url: str, url: str, number: int) -> Iterator[Request]:
        if number >= self.source.max_pages:
            self.say_limit(f"{url}: older entries follow, max_pages {self.source.max_pages}", url)
            return
        self.asked.add(next_url)
        yield self.page_request(next_url, self.feed_answered, number=number + 1)
