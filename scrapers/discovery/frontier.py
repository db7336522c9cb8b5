"""Which address to ask next: the most promising first, and an end as soon as the site gives nothing for what it is asked.

A crawl of a town hall's site can last for ever; the council's records are mostly two or three clicks from the home page. Strong words
("procès-verbaux du conseil municipal") buy patience, and so does every record found. While little is found the other pages of the site are
looked at too, menus included: many towns file their minutes under words that say nothing. The crawl learns as it goes: the neighbours of a
page that gave records rise, those of pages that gave nothing sink.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from scrapers.discovery.page_links import PageLink

MAX_DEPTH = 3
STRONG = 0.75  # words that name the council's records: worth asking although nothing was found yet
REFUSED = 0.05  # words that speak against an address: its neighbours do not help it
LEAST = 0.25  # below, no word speaks for an address: it is asked only while little is found
_PATIENCE, _STRONG_PATIENCE = 6, 25  # answers that gave nothing before a site is given up
_EXPLORING = 20  # the same while nothing at all is found: the cost of a site that files its records where nobody expects them
_A_RECORD = 0.6  # answers without any record that each record found pays for
_FOUND_ENOUGH = 2  # answers of exploration that each record found makes needless
_A_PROMISE = 0.25  # of a record: a document to open, which may be none
_MORE, _LESS = 0.25, 0.7  # what neighbours that gave records add, what each that gave nothing takes


@dataclass(frozen=True)
class Lead:
    """An address that may hold records or lead to them."""

    link: PageLink
    page_url: str  # the page where it was met
    worth: float
    depth: int
    page_title: str = ""  # what that page is called, its context included
    score: float = 0.0  # of being a record itself

    @property
    def url(self) -> str:
        """The address."""
        return self.link.url

    @cached_property
    def shape(self) -> str:
        """What the addresses of like pages have in common: the folder, the names of the parameters."""
        parts = urlsplit(self.url)
        folder = re.sub(r"\d+", "0", parts.path.rstrip("/").rpartition("/")[0])
        return f"{parts.hostname}{folder}?{'&'.join(sorted(name for name, _ in parse_qsl(parts.query)))}"


@dataclass
class Frontier:
    """The leads not asked yet, and what the asked ones gave."""

    max_pages: int
    asked: int = 0
    barren: int = 0  # answers that gave no new record
    records: int = 0
    promises: int = 0  # documents to open, pages whose words name a record
    _leads: dict[str, Lead] = field(default_factory=dict)  # in the order they were met
    _given: dict[str, list[int]] = field(default_factory=dict)  # by shape: pages asked, pages that gave something
    _asked: set[str] = field(default_factory=set)

    def add(self, lead: Lead) -> bool:
        """Keep a lead for later; a better reason to ask a known one replaces the first. Say whether anything changed."""
        known = self._leads.get(lead.url)
        if lead.url in self._asked or (known and known.worth >= lead.worth):
            return False
        self._leads[lead.url] = replace(lead, depth=min(lead.depth, known.depth)) if known else lead
        return True

    def pop(self, least: float = 0.0) -> Lead | None:
        """Return the best lead, or None when none of at least this worth deserves a request any more."""
        if not self._leads or self.asked >= self.max_pages:
            return None
        lead = max(self._leads.values(), key=self._now)  # the first met of equals
        if self._now(lead) < least or self.barren >= self._patience(self._tier(lead)):
            return None
        del self._leads[lead.url]
        self._asked.add(lead.url)
        self.asked += 1
        return lead

    def _patience(self, worth: float) -> float:
        """Return how many barren answers are borne before an address of this worth is not asked any more."""
        found = self.records + _A_PROMISE * self.promises
        exploring = max(0.0, _EXPLORING - _FOUND_ENOUGH * found)
        if worth <= REFUSED and found >= 1:
            return 0
        if worth < LEAST:
            return exploring
        return max(exploring, (_STRONG_PATIENCE if worth >= STRONG else _PATIENCE) + _A_RECORD * self.records)

    def _tier(self, lead: Lead) -> float:
        """Return the worth by which patience is measured: neighbours that gave records speak for an address without words."""
        return max(lead.worth, self._now(lead))

    def _now(self, lead: Lead) -> float:
        """Return the worth of a lead after what its neighbours gave."""
        asked, gave = self._given.get(lead.shape, (0, 0))
        if gave and lead.worth > REFUSED:
            return min(0.97, lead.worth + _MORE * gave / asked)
        return lead.worth * _LESS ** max(0, asked - 1)

    def gave(self, fruit: bool, lead: Lead | None = None) -> None:
        """Count an answer: it showed something new, a record or the promise of one, or it did not."""
        self.barren += not fruit
        if lead is not None:
            given = self._given.setdefault(lead.shape, [0, 0])
            given[0] += 1
            given[1] += fruit

    @property
    def fruit(self) -> int:
        """How many records were found or promised."""
        return self.records + self.promises

    def left(self) -> list[Lead]:
        """Return the leads with words of their own that were never asked, best first."""
        return sorted((lead for lead in self._leads.values() if lead.worth >= LEAST), key=lambda lead: -lead.worth)
