"""How we looked: the visits of a source, and what an absence means after them. Pure.

A silence is told of the town only when we looked well: the legal day had passed, and the last visit made after it, while the document
still had to be online, saw everything. Anything less is our own hole and is said so (`not_collected`), or a refused access (`refused`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.legal_calendar import Due
from tracker.vocabulary import CoverageState, DocumentKind, Platform, RecordPart, RunOutcome

State = CoverageState
PARTS_OF: dict[DocumentKind, tuple[RecordPart, ...]] = {
    DocumentKind.PROCES_VERBAL: (RecordPart.MINUTES,),
    DocumentKind.COMPTE_RENDU: (RecordPart.MINUTES, RecordPart.LIST),  # before July 2022, or by habit: towns use the word for both
    DocumentKind.LISTE_DELIBERATIONS: (RecordPart.LIST,),
    DocumentKind.DELIBERATION: (RecordPart.ACTS,),
}
NO_RECORDS = (Platform.FOLDER, Platform.DECP, Platform.SUBVENTIONS)  # files of a volunteer or money: they never show what a town publishes


class Hole(StrEnum):
    """Why something was not collected, so that a volunteer knows what to do about it."""

    NO_SOURCE = "no_source"
    NO_VISIT = "no_visit"  # none since it was due
    TOO_LATE = "too_late"  # the first visit came after the time when it had to be online
    BAD_VISIT = "bad_visit"  # the last visit was partial or failed


@dataclass(frozen=True, slots=True)
class Visits:
    """A source of one body and how our visits ended, oldest first; `kind` is None when it may give anything."""

    key: str
    platform: Platform
    kind: DocumentKind | None
    ended: tuple[tuple[date, RunOutcome], ...] = ()

    def gives(self, part: RecordPart | None) -> bool:
        """True when records of this part (of any, for None) are looked for here."""
        if self.platform in NO_RECORDS:
            return False
        parts = PARTS_OF.get(self.kind, ()) if self.kind else tuple(RecordPart)
        return bool(parts) if part is None else part in parts

    def seen(self, after: date, until: date | None = None) -> CoverageState:
        """Return what an absence here means, from the last visit made after a day and while the document had to be there."""
        ends = [outcome for day, outcome in self.ended if day > after and (until is None or day <= until)]
        if not ends:
            return State.NOT_COLLECTED
        return _OF_OUTCOME.get(ends[-1], State.NOT_COLLECTED)


_OF_OUTCOME = {RunOutcome.OK: State.NOT_PUBLISHED, RunOutcome.BLOCKED: State.REFUSED}


def absence(part: RecordPart | None, sources: Iterable[Visits], after: date, until: date | None = None) -> CoverageState:
    """Return why nothing is held: published nowhere only when every source that could give it was seen whole."""
    found = {source.seen(after, until) for source in sources if source.gives(part)}
    for state in (State.REFUSED, State.NOT_COLLECTED):
        if state in found:
            return state
    return State.NOT_PUBLISHED if found else State.NOT_COLLECTED


def hole(part: RecordPart, sources: Iterable[Visits], wanted: Due) -> Hole:
    """Return why a part that was due was not collected."""
    able = [source for source in sources if source.gives(part)]
    if not able:
        return Hole.NO_SOURCE
    days = [day for source in able for day, _ in source.ended if day > wanted.day]
    if not days:
        return Hole.NO_VISIT
    return Hole.TOO_LATE if wanted.online_until and min(days) > wanted.online_until else Hole.BAD_VISIT
