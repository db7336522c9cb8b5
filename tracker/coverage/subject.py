"""Silence on a subject: only a sitting whose record is read can say that nothing was decided on it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.coverage.states import SittingRecord
from tracker.vocabulary import CoverageState, RecordPart

_WAITING = (CoverageState.NOT_DUE, CoverageState.NO_DUTY)


@dataclass(frozen=True, slots=True)
class SubjectCoverage:
    """The known sittings that could have decided on a pledge, each in one state; `undated` records cannot be read and have no date."""

    states: Counter[CoverageState]
    undated: int = 0

    @property
    def known(self) -> int:
        """Return how many sittings are counted."""
        return self.states.total() + self.undated

    @property
    def readable(self) -> int:
        """Return how many of them have a record that can be read."""
        return self.states[CoverageState.READABLE] + self.states[CoverageState.NOTHING_DECIDED]

    @property
    def share(self) -> float | None:
        """Return the coverage (method, section 8), or None when no sitting is known."""
        return round(self.readable / self.known, 4) if self.known else None


def subject_coverage(sittings: Iterable[SittingRecord], decided_on: frozenset[date], undated: int = 0) -> SubjectCoverage:
    """Return the silences on a subject, given the days of the sittings that decided something on it."""
    return SubjectCoverage(Counter(_state(sitting, sitting.day in decided_on) for sitting in sittings), undated)


def add_coverages(found: Iterable[SubjectCoverage]) -> SubjectCoverage:
    """Return the coverage over several bodies."""
    every = list(found)
    return SubjectCoverage(sum((one.states for one in every), Counter()), sum(one.undated for one in every))


def _state(sitting: SittingRecord, decided: bool) -> CoverageState:
    if sitting.readable:
        return CoverageState.READABLE if decided else CoverageState.NOTHING_DECIDED
    held = [document.state for part in sitting.parts for document in part.held]
    if held:
        return held[0]
    absences = [sitting.part(part).absence or CoverageState.NO_DUTY for part in (RecordPart.MINUTES, RecordPart.LIST)]
    return next((state for state in absences if state not in _WAITING), absences[0])
