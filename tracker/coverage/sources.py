"""What a source should give, compared with what it gives: facts shown beside the calendar, never mixed with its states. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.towns import Expect
from tracker.vocabulary import RunOutcome


class SourceSign(StrEnum):
    """What is unusual about a source."""

    NEVER_VISITED = "never_visited"
    LAST_VISIT = "last_visit"  # the last visit was not whole
    FEW_ITEMS = "few_items"
    SILENT = "silent"
    LITTLE_TEXT = "little_text"


@dataclass(frozen=True, slots=True)
class SourceHoldings:
    """What a source gave so far: the day of its newest document (its sitting, else its first sight) and how many can be read."""

    key: str
    expect: Expect
    documents: int
    readable: int
    newest: date | None
    last_visit: tuple[date, RunOutcome] | None


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One unusual thing, with the figures that a sentence about it needs."""

    source: str
    sign: SourceSign
    since: date | None = None
    found: float | None = None
    wanted: float | None = None
    outcome: RunOutcome | None = None


def source_facts(sources: Iterable[SourceHoldings], as_of: date) -> tuple[SourceFact, ...]:
    """Return what is unusual about each source on a day; a source that gives what it should gives no fact."""
    return tuple(fact for source in sources for fact in _facts(source, as_of))


def silent_since(newest: date | None, max_age_days: int | None, as_of: date) -> date | None:
    """Return the day of the last sign of life of a source that has been silent longer than expected, else None."""
    if newest is None or max_age_days is None or as_of - newest <= timedelta(days=max_age_days):
        return None
    return newest


def _facts(source: SourceHoldings, as_of: date) -> Iterable[SourceFact]:
    if source.last_visit is None:
        yield SourceFact(source.key, SourceSign.NEVER_VISITED)
        return
    day, outcome = source.last_visit
    if outcome != RunOutcome.OK:
        yield SourceFact(source.key, SourceSign.LAST_VISIT, since=day, outcome=outcome)
    expect = source.expect
    if source.documents < expect.min_items:
        yield SourceFact(source.key, SourceSign.FEW_ITEMS, found=source.documents, wanted=expect.min_items)
    since = silent_since(source.newest, expect.max_age_days, as_of)
    if since:
        yield SourceFact(source.key, SourceSign.SILENT, since=since, wanted=expect.max_age_days)
    share = source.readable / source.documents if source.documents else None
    if share is not None and expect.min_text_share is not None and share < expect.min_text_share:
        yield SourceFact(source.key, SourceSign.LITTLE_TEXT, found=share, wanted=expect.min_text_share)
