"""What one source remembers of its addresses while it is crawled, and when each is asked again.

It is loaded from the index (`scrapers.memory_index`) when the source begins and dropped when it ends, so that a crawl of many towns
holds no more than those at work. A document asked lately is left alone: 12 hours after it was first seen or changed, then 1, 7 and
30 days as long as nothing changes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

LADDER = (timedelta(hours=12), timedelta(days=1), timedelta(days=7), timedelta(days=30))
# A run that begins a little before the hour at which it began yesterday must not find that the day is not over.
SLACK = timedelta(minutes=30)
_SPELLING = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


@dataclass(slots=True)
class Seen:
    """One address as it was last met."""

    url: str  # the address that the items carry
    kind: Literal["document", "page", "other"]  # other: an ordinary page behind a link that looked like a document
    sha256: str
    status: int | None
    first_seen: datetime
    last_asked: datetime
    last_changed: datetime
    calm: int = 0  # visits in a row that found nothing changed
    etag: str | None = None
    last_modified: str | None = None
    media_type: str = ""
    gone: bool = False
    listed: bool = True  # false: its last visit was made although the listings showed it no more
    page_url: str | None = None
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_document(self) -> bool:
        """True when the address gave a document once."""
        return self.kind == "document"

    def due_at(self) -> datetime:
        """Return when this address is worth asking again."""
        return self.last_asked + LADDER[min(self.calm, len(LADDER) - 1)] - SLACK


def address_key(url: str) -> str:
    """Return what two spellings of one address share: neither the scheme nor `www.` makes another document."""
    return _SPELLING.sub("", url)


class Memory:
    """What is known of the addresses of one source, and which of them the present crawl has met."""

    def __init__(self, seen: Iterable[Seen] = (), now: datetime | None = None) -> None:
        """Remember these addresses; without `now` every one of them is asked again, as for a crawl started by hand."""
        self._documents: dict[str, Seen] = {}
        self._pages: dict[str, Seen] = {}
        self._contents: dict[str, str] = {}
        self._met: set[str] = set()
        self._now = now
        for one in seen:
            (self._pages if one.kind == "page" else self._documents)[address_key(one.url)] = one
            if one.is_document:
                self._contents.setdefault(one.sha256, one.url)

    def document(self, url: str) -> Seen | None:
        """Return what is known of the address of a document."""
        return self._documents.get(address_key(url))

    def page(self, url: str) -> Seen | None:
        """Return what is known of the address of a listing or interface."""
        return self._pages.get(address_key(url))

    def meet(self, url: str) -> Seen | None:
        """Note that the crawl met this document and return what is known of it."""
        key = address_key(url)
        self._met.add(key)
        return self._documents.get(key)

    def is_due(self, seen: Seen) -> bool:
        """Say whether an address is worth asking now; one that was asked in the future was asked by a clock that was wrong."""
        return self._now is None or self._now >= seen.due_at() or self._now < seen.last_asked - SLACK

    def unmet(self) -> Iterator[Seen]:
        """Yield the documents that no listing shows any more: at once when they just left, then as often as the ladder says."""
        for key, seen in self._documents.items():
            if key not in self._met and seen.is_document and not seen.gone and (seen.listed or self.is_due(seen)):
                self._met.add(key)
                yield seen

    def place_of(self, sha256: str, url: str) -> str | None:
        """Return another address that gave the same content before, unless this address is known already; note this one."""
        if self.document(url) is not None:
            return None
        other = self._contents.setdefault(sha256, url)
        return other if address_key(other) != address_key(url) else None
