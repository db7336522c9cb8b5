"""Which address to ask next: the most promising first, and an end as soon as the site gives nothing for what it is asked.

A crawl of a town hall's site can last for ever; the council's records are mostly two or three clicks from the home page. Strong words
("procès-verbaux du conseil municipal") buy patience, and so does every record found; weak words alone are soon given up.
"""

import heapq
from dataclasses import dataclass, field
from itertools import count

from scrapers.discovery.page import PageLink

MAX_DEPTH = 3
STRONG = 0.75  # words that name the council's records: worth asking although nothing was found yet
LEAST = 0.25  # below, an address is not asked at all
_PATIENCE, _STRONG_PATIENCE = 6, 25  # answers that gave nothing before a site is given up
_A_RECORD = 0.6  # answers without any record that each record found pays for


@dataclass(frozen=True)
class Lead:
    """An address that may hold records or lead to them."""

    link: PageLink
    page_url: str  # the page where it was met
    worth: float
    depth: int
    page_title: str = ""
    score: float = 0.0  # of being a record itself

    @property
    def url(self) -> str:
        """The address."""
        return self.link.url


@dataclass
class Frontier:
    """The leads not asked yet, and what the asked ones gave."""

    max_pages: int
    asked: int = 0
    barren: int = 0  # answers that gave no new record
    records: int = 0
    promises: int = 0  # documents to open, pages whose words name a record
    _heap: list[tuple[float, int, Lead]] = field(default_factory=list)
    _rank: count = field(default_factory=count)  # type: ignore[type-arg]

    def add(self, lead: Lead) -> None:
        """Keep a lead for later."""
        heapq.heappush(self._heap, (-lead.worth, next(self._rank), lead))

    def pop(self) -> Lead | None:
        """Return the best lead, or None when none is worth a request any more."""
        if not self._heap or self.asked >= self.max_pages:
            return None
        lead = self._heap[0][2]
        patience = (_STRONG_PATIENCE if lead.worth >= STRONG else _PATIENCE) + _A_RECORD * self.records
        if self.barren >= patience:
            return None
        heapq.heappop(self._heap)
        self.asked += 1
        return lead

    def gave(self, fruit: bool) -> None:
        """Count an answer: it showed something new, a record or the promise of one, or it did not."""
        self.barren += not fruit

    @property
    def fruit(self) -> int:
        """How many records were found or promised."""
        return self.records + self.promises

    def left(self) -> list[Lead]:
        """Return the leads that were never asked, best first."""
        return [lead for _, _, lead in sorted(self._heap, key=lambda one: one[:2])]
