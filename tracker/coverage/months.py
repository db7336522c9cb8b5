"""The calendar of a town: one record for each body and month, from the first known sitting to the day of the page. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.coverage.states import Held, SittingRecord
from tracker.coverage.visits import Visits, absence
from tracker.legal_calendar import add_months, last_day_of_month, last_day_of_next_period
from tracker.vocabulary import CoverageState, RecordPart

_QUARTER, _WEEK = 3, timedelta(days=7)  # the minutes of a month stand online a week after the end of the next quarter at the latest


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """What is known of one body in one month; `empty` says why no sitting is known, and is None when one is."""

    body: str
    month: date  # its first day
    sittings: tuple[SittingRecord, ...]
    empty: CoverageState | None

    @property
    def tally(self) -> Counter[CoverageState]:
        """Return the states met in the month, each counted apart."""
        return Counter([self.empty]) if self.empty else sum((sitting.tally for sitting in self.sittings), Counter())


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """Everything known of one body: its sittings, its sources, and the records that no sitting could be found for."""

    body: str
    sittings: tuple[SittingRecord, ...]
    sources: tuple[Visits, ...]
    undated: tuple[Held, ...] = ()


def months(bodies: Iterable[BodyRecord], as_of: date) -> tuple[MonthRecord, ...]:
    """Return one record for each body and month, from the first known sitting of the town to the day, or to the last summons."""
    known = tuple(bodies)
    days = [sitting.day for body in known for sitting in body.sittings]
    if not days:
        return ()
    wanted = list(_months(min(days), max(as_of, max(days))))
    return tuple(_month(body, month, as_of) for body in known for month in wanted)


def _months(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = add_months(month, 1)


def _month(body: BodyRecord, month: date, as_of: date) -> MonthRecord:
    held = tuple(one for one in body.sittings if (one.day.year, one.day.month) == (month.year, month.month))
    return MonthRecord(body.body, month, held, None if held else _emptiness(body, month, as_of))


def _emptiness(body: BodyRecord, month: date, as_of: date) -> CoverageState:
    """Return why no sitting is known: none was announced, or we did not look, or could not."""
    if month > as_of:
        return CoverageState.NOT_DUE
    end = last_day_of_month(month)
    since = end if end < as_of else month - timedelta(days=1)
    found = absence(_witness(body.sources, end, as_of), body.sources, since)
    return CoverageState.NO_SITTING if found == CoverageState.NOT_PUBLISHED else found


def _witness(sources: tuple[Visits, ...], end: date, as_of: date) -> RecordPart | None:
    """Return which sources must have been seen: those of the minutes, which stay for ever, once they are due; before that, all of them."""
    late = last_day_of_next_period(end, _QUARTER) + _WEEK < as_of
    return RecordPart.MINUTES if late and any(source.gives(RecordPart.MINUTES) for source in sources) else None


def silent_quarters(records: Iterable[MonthRecord], length: int, as_of: date) -> tuple[tuple[str, date], ...]:
    """Return the (body, first day) of finished quarters that were looked at whole and where no sitting is known."""
    periods: dict[tuple[str, date], list[MonthRecord]] = {}
    for record in records:
        first = record.month.replace(month=(record.month.month - 1) // length * length + 1)
        periods.setdefault((record.body, first), []).append(record)
    return tuple(
        key
        for key, found in periods.items()
        if len(found) == length
        and all(one.empty == CoverageState.NO_SITTING for one in found)
        and last_day_of_month(add_months(key[1], length - 1)) < as_of
    )
