"""Documents whose name does not say what they are, kept aside until their first page does: it is read beside the crawl, never in it."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace

from scrapers.archive import Archive
from scrapers.discovery.frontier import Lead
from scrapers.discovery.judge import Judged
from scrapers.discovery.opening import FirstPages
from scrapers.discovery.page import Page
from scrapers.discovery.sorting import judged
from scrapers.pipelines import Fetched
from tracker.vocabulary import DocumentKind

_AGREEING = 2  # papers under one heading that decide for a scan beside them
_UNSURE = 0.25
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
        """Yield the decision on each document, in the order they came; a scan, which shows no text, is judged by its name and its like."""
        read = [(one, one.first_page.result()) for one in self._waiting]
        told = [judged(one.lead.link, Page(one.lead.page_url, headline=one.lead.page_title), text) for one, text in read]
        like: dict[tuple[str, str], list[bool]] = {}
        for (one, text), said in zip(read, told, strict=True):
            if text.strip():
                like.setdefault(_place(one.lead), []).append(said.is_record)
        for (one, text), said in zip(read, told, strict=True):
            said = said if text.strip() else _as_its_like(said, like.get(_place(one.lead), []))
            kind = said.kind if said.kind != DocumentKind.OTHER else one.found.kind
            yield Weighed(one.lead, replace(one.found, kind=kind, reasons=said.reasons), said)
        self._pages.close()


def _place(lead: Lead) -> tuple[str, str]:
    return lead.page_url, lead.link.heading


def _as_its_like(said: Judged, like: list[bool]) -> Judged:
    """Return the judgement of a scan among papers of one heading that could be read: when they agree, it is what they are."""
    if len(like) < _AGREEING or len(set(like)) > 1 or said.is_record == like[0] or said.score < _UNSURE:
        return said
    why = f"a scan without words; the {len(like)} papers beside it that can be read are {'records' if like[0] else 'none'}"
    return replace(said, is_record=like[0], score=0.6 if like[0] else 0.4, reasons=(*said.reasons, why))
