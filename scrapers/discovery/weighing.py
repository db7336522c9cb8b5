"""Documents whose name does not say what they are, kept aside until their first page does: it is read beside the crawl, never in it."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace

from scrapers.archive import Archive
from scrapers.discovery.frontier import Lead
from scrapers.discovery.judge import Judged, judge
from scrapers.discovery.opening import FirstPages
from scrapers.discovery.page import Page
from scrapers.discovery.sorting import evidence_of
from scrapers.pipelines import Fetched
from tracker.vocabulary import DocumentKind

MOST_OPENED = 20  # documents opened for nothing before only those of a fertile site are


@dataclass(frozen=True)
class Unsure:
    """A document waiting for its first page."""

    lead: Lead
    found: Fetched
    first_page: Future[str]


@dataclass(frozen=True)
class Weighed:
    """The decision on one of them."""

    lead: Lead
    found: Fetched
    judged: Judged


class Weighing:
    """The documents waiting, and what was decided of them."""

    def __init__(self, archive: Archive) -> None:
        """Nothing waits yet."""
        self._archive, self._pages = archive, FirstPages()
        self._waiting: list[Unsure] = []
        self.announced: dict[str, Lead] = {}  # asked by address, because their name does not say

    def has_room(self, records: int) -> bool:
        """Say whether one more document may be opened: a site that gives records earns more."""
        return len(self.announced) < MOST_OPENED + records

    def add(self, lead: Lead, found: Fetched) -> None:
        """Begin to read the first page of a document."""
        sha256, _ = self._archive.put(found.body)
        self._waiting.append(Unsure(lead, found, self._pages.ask(self._archive.path(sha256))))

    def decisions(self) -> Iterator[Weighed]:
        """Yield the decision on each document, in the order they came; a scan, which shows no text, is judged by its name."""
        for one in self._waiting:
            told = judge(evidence_of(one.lead.link, Page(one.lead.page_url, headline=one.lead.page_title), one.first_page.result()))
            kind = told.kind if told.kind != DocumentKind.OTHER else one.found.kind
            yield Weighed(one.lead, replace(one.found, kind=kind, reasons=told.reasons), told)
        self._pages.close()
