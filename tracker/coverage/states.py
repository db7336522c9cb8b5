"""The record of one sitting: its minutes, its list and its acts, each held, or silent for a reason of its own. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.coverage.visits import PARTS_OF, Hole, Visits, absence, hole
from tracker.legal_calendar import Due, LegalCalendar, due
from tracker.vocabulary import CoverageState, DocumentKind, RecordPart

State = CoverageState
SILENCES = (
    State.NOTHING_DECIDED, State.NOT_PUBLISHED, State.NOT_READABLE, State.NOT_DUE, State.REFUSED, State.GONE, State.NOT_COLLECTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A document that we keep; `readable` is None while nobody has read it."""

    url: str
    sha256: str
    kind: DocumentKind
    readable: bool | None
    gone: bool = False

    @property
    def state(self) -> CoverageState:
        """Return what can be said of this document alone."""
        if self.readable is None:
            return State.NOT_COLLECTED
        if self.gone:
            return State.GONE
        return State.READABLE if self.readable else State.NOT_READABLE


@dataclass(frozen=True, slots=True)
class KnownSitting:
    """A sitting that a record, an agenda or a summons tells of, with the documents kept of it."""

    day: date
    certain: bool
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One part of a sitting's record: its documents, or the one reason why there is none."""

    part: RecordPart
    due: Due | None
    held: tuple[Held, ...]
    absence: CoverageState | None  # None when something is held
    hole: Hole | None = None  # why, when it was not collected

    @property
    def tally(self) -> Counter[CoverageState]:
        """Return how many documents are in each state, or the absence once."""
        return Counter([document.state for document in self.held] if self.absence is None else [self.absence])


@dataclass(frozen=True, slots=True)
class SittingRecord:
    """One known sitting and its three parts."""

    day: date
    certain: bool
    parts: tuple[PartRecord, ...]
    others: tuple[Held, ...] = ()  # agenda, summons: they tell of the sitting, they are not its record

    @property
    def readable(self) -> bool:
        """True when at least one record can be read, be it from our own copy only."""
        return any(document.readable for part in self.parts for document in part.held)

    @property
    def tally(self) -> Counter[CoverageState]:
        """Return the states of its parts, each counted apart."""
        return sum((part.tally for part in self.parts), Counter())

    def part(self, part: RecordPart) -> PartRecord:
        """Return one of its parts."""
        return next(one for one in self.parts if one.part == part)


def part_record(part: RecordPart, held: tuple[Held, ...], wanted: Due | None, sources: Iterable[Visits], as_of: date) -> PartRecord:
    """Return one part of a sitting's record as it stands on a day."""
    if held:
        return PartRecord(part, wanted, held, None)
    if wanted is None:
        return PartRecord(part, None, (), State.NO_DUTY)
    if as_of <= wanted.day:
        return PartRecord(part, wanted, (), State.NOT_DUE)
    visited = tuple(sources)
    found = absence(part, visited, wanted.day, wanted.online_until)
    why = hole(part, visited, wanted) if found == State.NOT_COLLECTED else None
    return PartRecord(part, wanted, (), found, why)


def sitting_records(
    calendar: LegalCalendar, sittings: Iterable[KnownSitting], sources: Iterable[Visits], as_of: date
) -> tuple[SittingRecord, ...]:
    """Return the records of the known sittings of one body, oldest first."""
    known, visited = sorted(sittings, key=lambda one: one.day), tuple(sources)
    following = [*(one.day for one in known[1:]), None][: len(known)]
    return tuple(_record(calendar, one, after, visited, as_of) for one, after in zip(known, following, strict=True))


def _record(calendar: LegalCalendar, one: KnownSitting, following: date | None, sources: tuple[Visits, ...], as_of: date) -> SittingRecord:
    parts = tuple(
        part_record(
            part,
            tuple(document for document in one.held if part in PARTS_OF.get(document.kind, ())),
            due(calendar, part, one.day, following),
            sources,
            as_of,
        )
        for part in RecordPart
    )
    others = tuple(document for document in one.held if document.kind not in PARTS_OF)
    return SittingRecord(one.day, one.certain, parts, others)
