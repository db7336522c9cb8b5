"""What screens read of linking: the best passage of an act, the dated story of a pledge, what was searched. Frozen, like `shapes`."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.vocabulary import Direction, EvidenceStep


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """The best passage of an act, cut at its matched words; names of private persons are masked."""

    page: int
    pieces: tuple[tuple[str, bool], ...]  # (text, whether it is a matched word)
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class AmountFall:
    """The same amount of two acts, smaller in the later one: computed, to be read on both pages."""

    before: float
    after: float
    since: date | None
    title: str  # of the earlier act


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated fact on a pledge, or one machine's proposal."""

    key: str
    date: date | None
    date_certain: bool
    step: EvidenceStep
    direction: Direction | None
    title: str
    quote: str
    page: int
    sha256: str
    source_url: str | None
    body: str
    preexisting: bool
    stale: bool = False
    fall: AmountFall | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened to a pledge, by date: confirmed facts, and apart from them what the machine proposes (signed-in people only)."""

    facts: tuple[TimelineEntry, ...] = ()
    proposals: tuple[TimelineEntry, ...] = ()

    def first(self, step: EvidenceStep) -> "TimelineEntry | None":
        """Return the earliest dated fact of a step that supports the pledge within its term, or None."""
        found = (one for one in self.facts if one.step == step and one.direction == Direction.SUPPORTS and not one.preexisting)
        return next((one for one in found if one.date), None)


@dataclass(frozen=True, slots=True)
class MachineSearch:
    """What the machine searched for a pledge at its last linking (method, section 7); a person may sign it as a search log."""

    words: tuple[str, ...]
    bodies: tuple[str, ...]  # ids
    body_names: tuple[str, ...]
    sources: tuple[str, ...]
    period_from: date | None
    period_to: date | None
    documents_read: int
    documents_known_missing: int
    unreadable: int
    acts: int
    hits: int
    method: str
    run_id: str
    done_at: datetime | None
    examined: int  # acts on which somebody has already answered for this pledge


@dataclass(frozen=True, slots=True)
class SearchView:
    """What was searched before saying that nothing was found."""

    period_from: date
    period_to: date
    query: str
    documents_read: int
    documents_known_missing: int
    unreadable: int
    hits_examined: int
    done_at: datetime
    next_review_at: date


@dataclass(frozen=True, slots=True)
class SignedSearch:
    """A search log that a person signed on a pledge."""

    id: str
    author: str
    body_names: tuple[str, ...]
    view: SearchView
