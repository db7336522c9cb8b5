"""How the questions to WordPress' interface follow one another, and what is made of their answers at the end.

They are a chain, each asked when the one before is answered or lost, because a file is only judged when all that is said of it is
known: the library knows its title and its day of upload, the pages know its words.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from scrapy.http import Request, Response

from scrapers.outcomes import BLOCKING
from scrapers.platforms.addresses import canonical
from scrapers.platforms.following import FollowingSpider
from scrapers.platforms.links import Link
from scrapers.platforms.wordpress_read import read_rows
from scrapers.platforms.wordpress_rest import SIZE, total_pages

TRIAL = 8  # questions of a trial crawl, whose few requests must leave room for documents
CLOSED = "files that no page links to are out of sight"
ABSENT = "if this is no WordPress site, declare the page as html_list or discovery"
Step = Callable[[], Request]


class RestChain(FollowingSpider):
    """Base of the WordPress spider: the chain, its limit, and the documents at its end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing known of the site."""
        super().__init__(*args, **kwargs)
        self.steps: deque[Step] = deque()
        self.library: dict[str, Link] = {}
        self.linked: dict[str, Link] = {}
        self.titles: dict[str, str] = {}  # of the pages that link to a file, by the page's address
        self.tried: list[str] = []
        self.asked = 0
        self.listings: set[str] = set()  # pages read as a visitor reads them
        self.is_open = False
        self.refusal = ("", "")

    def _go_on(self) -> Iterator[Request]:
        """Yield the next question, or the documents when none is left."""
        trial = self.collector.sampling is not None
        if self.steps and self.asked < min(self.source.max_pages, TRIAL if trial else self.source.max_pages):
            yield self.steps.popleft()()
            return
        if self.steps and not trial:
            self.say_limit(
                f"{self.source.url}: {len(self.steps)} answers more to ask for, max_pages {self.source.max_pages}", self.tried[0]
            )
        if not self.is_open:
            self._say_closed()
        yield from self._documents()

    def _say_closed(self) -> None:
        """Say that the library cannot be read: a refusal leaves what every visitor sees, anything else is a wrong configuration."""
        refused = self.refusal[0] in BLOCKING
        self.note(
            "rest_closed", f"{self.refusal[1]}; {CLOSED if refused else ABSENT}", self.tried[0], severity="warning" if refused else "error"
        )

    def _ask(self, url: str, callback: Callable[..., Any], failed: Callable[..., Any] | None = None, **more: Any) -> Request:
        self.asked += 1
        return self.page_request(canonical(url), callback, failed=failed, **more).replace(dont_filter=True)

    def _following(self, response: Response, number: int) -> Sequence[int]:
        """Return the numbers of the answers that follow; a site that does not say how many there are is asked until one is not full."""
        pages = total_pages(self.headers(response).get("x-wp-totalpages", ""))
        if pages:
            return range(2, pages + 1) if number == 1 else ()
        return (number + 1,) if len(read_rows(self.text(response))) >= SIZE else ()

    def _documents(self) -> Iterator[Request]:
        for url, link in {**self.library, **self.linked}.items():
            kept = self.library.get(url)
            yield from self.offer(with_library(link, kept) if kept else link, self.titles.get(link.page_url, ""))


def with_library(link: Link, kept: Link) -> Link:
    """Return what a page says of a file with what the library says: its title when the page says nothing, its day of upload."""
    return replace(link, text=link.text or kept.text, listed_date=kept.listed_date, listed_date_origin=kept.listed_date_origin)
