"""What the law asks a council to publish, and until when it may wait: before that day an absence is never called late.

The dates are facts of law, kept with their articles in `data/legal_calendar.yml`. Everything here but `load_calendar` is pure.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml
from tracker.vocabulary import RecordPart


class DueRule(Strict):
    """When one part of the record of a sitting is due, and how long it must stay online (None = for ever)."""

    part: RecordPart
    after: Literal["sitting", "next_sitting"]
    days: int = Field(ge=0, le=366)
    online_days: int | None = Field(ge=1)
    articles: tuple[str, ...] = Field(min_length=1)
    paper_allowed: bool = False


class Regime(Strict):
    """The rules for the sittings held up to a day (None = in force)."""

    key: str
    until: date | None
    dues: tuple[DueRule, ...]


class SittingEvery(Strict):
    """How often a council must sit at least."""

    months: int = Field(ge=1, le=12)
    articles: tuple[str, ...]


class AccessRules(Strict):
    """Months of silence that make a refusal, then months left to refer it."""

    answer_months: int = Field(ge=1)
    referral_months: int = Field(ge=1)


class LegalCalendar(Strict):
    """The whole file; regimes follow each other, the last one is in force."""

    regimes: tuple[Regime, ...] = Field(min_length=1)
    sitting_every: SittingEvery
    access: AccessRules

    @model_validator(mode="after")
    def _regimes_follow(self) -> "LegalCalendar":
        ends = [regime.until or date.max for regime in self.regimes]
        if ends != sorted(set(ends)) or self.regimes[-1].until is not None:
            raise ValueError("regimes: expected growing `until` dates, and null for the last one only")
        return self

    def regime(self, sitting: date) -> Regime:
        """Return the regime that binds a sitting."""
        return next(regime for regime in self.regimes if regime.until is None or sitting <= regime.until)

    def in_force(self, sitting: date) -> bool:
        """True when a sitting is bound by today's law, not by an older one."""
        return self.regime(sitting).until is None


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a part is on time; `presumed` when the next sitting is unknown and the quarter's rule stands for it."""

    part: RecordPart
    day: date
    online_until: date | None
    articles: tuple[str, ...]
    presumed: bool = False
    paper_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """The days of a request: silence is a refusal from `refused_on`; the commission can be asked until `refer_before`."""

    requested: date
    refused_on: date
    refer_before: date


def load_calendar() -> LegalCalendar:
    """Return the calendar of the data folder, else the shipped one; a wrong file is one clear line."""
    return _load(find_data_file("legal_calendar.yml"))


@cache
def _load(path: Path) -> LegalCalendar:
    try:
        return LegalCalendar.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def due(calendar: LegalCalendar, part: RecordPart, sitting: date, next_sitting: date | None = None) -> Due | None:
    """Return when a part of the record of a sitting is due, or None when the law of that day asked for nothing online.

    The minutes are due after the next sitting. While no next sitting is known, the latest day on which the law lets it be held is taken:
    the end of the following quarter. Such a date is presumed and said to be so.
    """
    rule = next((rule for rule in calendar.regime(sitting).dues if rule.part == part), None)
    if rule is None:
        return None
    presumed = rule.after == "next_sitting" and next_sitting is None
    start = sitting
    if rule.after == "next_sitting":
        start = next_sitting or last_day_of_next_period(sitting, calendar.sitting_every.months)
    day = start + timedelta(days=rule.days)
    end = day + timedelta(days=rule.online_days) if rule.online_days else None
    return Due(part, day, end, rule.articles, presumed, rule.paper_allowed)


def last_day_of_next_period(day: date, months: int) -> date:
    """Return the last day of the period (a quarter for 3 months) that follows the one of a day."""
    first = (day.month - 1) // months * months  # months of the year before the period
    return last_day_of_month(add_months(date(day.year, first + 1, 1), 2 * months - 1))


def last_day_of_month(day: date) -> date:
    """Return the last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return min(first + timedelta(days=day.day - 1), last_day_of_month(first))


def access_days(calendar: LegalCalendar, requested: date) -> Access:
    """Return when silence on a request is a refusal and until when the commission can be asked, counted from its reception."""
    refused = add_months(requested, calendar.access.answer_months)
    return Access(requested, refused, add_months(refused, calendar.access.referral_months))
