"""The date of a sitting: read in the header, told apart from dates of summons, posting, previous sitting, laws and acts.

The name and the link are a second opinion; they serve only when the text has no date, or to confirm a short year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.dates import FoundDate, date_in_name, find_dates, short_dates_in_name
from scrapers.parsers.sitting_score import score_date
from scrapers.parsers.stamps import stamps
from tracker.vocabulary import DateOrigin

HEADER = 4000
_LATER = 200_000
_ROWS = 3
_SURE = 5.0  # the score of a date that stands in the words of a sitting


@dataclass(frozen=True)
class SittingDate:
    """A sitting's date, where it was read, and the other reading when name and text disagree."""

    value: date | None
    raw: str = ""
    origin: DateOrigin = DateOrigin.NONE
    disagrees: date | None = None
    certain: bool = False  # printed in full in the text or the stamp, and nothing contradicts it


def sitting_date(
    text: str, simple: str, names: Sequence[str], listed: date | None, siren: str | None = None, *, recognised: bool = False
) -> SittingDate:
    """Return the sitting's date: stamp, then header, then name or link; a disagreement is kept beside it.

    `recognised` says that the text comes from an image: its figures may be damaged, so only a second witness makes the date certain.
    """
    second = _second_opinion(names, listed)
    stamped = {day for _, _, day in stamps(text, siren)}
    short = [day for name in names for day in short_dates_in_name(name)]
    scored = _scored(text[:HEADER], simple[:HEADER], [second] if second else short)
    header = _best(scored)
    witnesses = _witnesses(scored, stamped, second)
    if len(stamped) == 1 and (header is None or header.value in stamped):
        day = next(iter(stamped))
        return SittingDate(day, day.isoformat(), DateOrigin.STAMP, _other(second, day), _certain(day, witnesses, recognised=recognised))
    if header and header.value:
        certain = not header.two_digits and _certain(header.value, witnesses, recognised=recognised)
        return SittingDate(header.value, header.raw, DateOrigin.TEXT, _other(second, header.value), certain)
    return _from_names(text, simple, names, second, short)


def _from_names(text: str, simple: str, names: Sequence[str], second: date | None, short: Sequence[date]) -> SittingDate:
    """Return the date that only a name, a link or the body of the text gives: it is never certain."""
    confirmed = _confirmed(text, simple, [*([second] if second else []), *short])
    if confirmed:
        return SittingDate(confirmed.value, confirmed.raw, DateOrigin.TEXT)
    if second:
        named = any(date_in_name(name) == second for name in names)
        return SittingDate(second, second.isoformat(), DateOrigin.NAME if named else DateOrigin.LINK)
    return SittingDate(None)


def _witnesses(scored: Sequence[tuple[float, FoundDate]], stamped: set[date], second: date | None) -> list[date]:
    """Return every day that something trustworthy tells: dates printed in full in a sitting's words, stamps, and the name or link."""
    printed = [one.value for score, one in scored if score >= _SURE and one.value and not one.two_digits]
    return [*printed, *stamped, *([second] if second else [])]


def _certain(day: date, witnesses: Sequence[date], *, recognised: bool) -> bool:
    """Say whether a date is certain: told in full in the text or stamp, contradicted by nothing, and told twice if read from an image."""
    return bool(witnesses) and set(witnesses) == {day} and len(witnesses) >= 1 + recognised


def _other(second: date | None, chosen: date) -> date | None:
    return second if second and second != chosen else None


def _second_opinion(names: Sequence[str], listed: date | None) -> date | None:
    return next((day for day in map(date_in_name, names) if day), None) or listed


def _scored(text: str, simple: str, hints: Sequence[date]) -> list[tuple[float, FoundDate]]:
    """Return the dated candidates of the header with their scores, a year given to a day printed alone when one is printed elsewhere."""
    dates = find_dates(text, simple)
    scored = [(score, one) for one in dates if (score := score_date(one, simple, hints)) > 0]
    return [(score, whole) for score, one in scored if (whole := one if one.value else _with_year(one, dates))]


def _best(scored: Sequence[tuple[float, FoundDate]]) -> FoundDate | None:
    """Return the best candidate, the first among equals; many weak ones are the rows of a list, and none is the sitting's."""
    if not scored:
        return None
    top = max(score for score, _ in scored)
    first = sorted((one for score, one in scored if score == top), key=lambda one: one.start)
    rows = top < _SURE and len({one.value for one in first}) >= _ROWS
    return None if rows else first[0]


def _with_year(chosen: FoundDate, dates: Sequence[FoundDate]) -> FoundDate | None:
    """Return the header's date that gives a year to a day and month printed alone, if exactly one does."""
    same = {d.value: d for d in dates if d.value and not d.two_digits and (d.day, d.month) == (chosen.day, chosen.month)}
    return next(iter(same.values())) if len(same) == 1 else None


def _confirmed(text: str, simple: str, hints: Sequence[date]) -> FoundDate | None:
    """Return the place where the text itself prints, in full, the date that the name only suggests."""
    if not hints:
        return None
    dates = find_dates(text[:_LATER], simple[:_LATER])
    return next((one for one in dates if one.value in hints and not one.two_digits), None)
