"""French dates, in figures and in letters, with the words as printed; a two-digit year is marked and never trusted alone.

The grammar is our own: general date libraries read "jeudi 28 janvier à 20 heures" as the year 2020.
"""

import re
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.numbers import IN_LETTERS, from_letters
from scrapers.parsers.text import plain

_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
_MONTH = "|".join(_MONTHS)
_DAY = rf"(?P<day>\d{{1,2}}|{IN_LETTERS})(?:\s*(?:er|ier|°))?"
_YEAR = rf"(?P<year>(?:19|20)\d\d|deux[\s-]+mil(?:le)?(?:[\s-]+(?:et[\s-]+)?{IN_LETTERS})?)"
_WORDS = re.compile(rf"\b{_DAY}\s+(?P<month>{_MONTH})(?:\s*,?\s+(?:de\s+l'an\s+)?{_YEAR})?\b")
_YEAR_FIRST = re.compile(
    rf"\bl'an\s+{_YEAR}\W{{1,4}}(?:et\s+)?(?:le\s+|du\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\W+)?"
    rf"(?:le\s+)?{_DAY}\s+(?:du\s+mois\s+d[e']\s*)?(?P<month>{_MONTH})\b"
)
_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_NAME_WORDS = re.compile(rf"(?<![a-z0-9])(?P<day>\d{{1,2}})(?:er)?[\s_.-]*(?P<month>{_MONTH})[\s_.-]*(?P<year>(?:19|20)\d\d)(?!\d)")
_NAME_FIGURES = re.compile(r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[-_. ](?P<month>0?[1-9]|1[0-2])[-_. ](?P<year>(?:19|20)\d\d)(?!\d)")
_NAME_TIGHT = re.compile(r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>20\d\d)(?!\d)")
_NAME_SHORT = re.compile(r"(?<![\d])(?P<year>\d\d)[.](?P<month>0[1-9]|1[0-2])[.](?P<day>0[1-9]|[12]\d|3[01])(?![\d])")


@dataclass(frozen=True)
class FoundDate:
    """A date as printed: its value (None without a full year), its words and its place."""

    value: date | None
    day: int
    month: int
    raw: str
    start: int
    end: int
    two_digits: bool = False


def find_dates(text: str, simple: str | None = None) -> list[FoundDate]:
    """Return the dates of a text in order; day and month without a year are kept with value None."""
    simple = plain(text) if simple is None else simple
    found: list[FoundDate] = []
    for pattern in (_YEAR_FIRST, _WORDS, _FIGURES):
        for match in pattern.finditer(simple):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                read = _read(match, text)
                if read:
                    found.append(read)
    return sorted(found, key=lambda one: one.start)


def date_in_name(name: str) -> date | None:
    """Return the date in a file's or link's name, when it has four figures for the year; a short year is a guess and is refused."""
    simple = plain(name.replace("%20", " "))
    for pattern in (_NAME_WORDS, _ISO, _NAME_FIGURES, _NAME_TIGHT):
        for match in pattern.finditer(simple):
            value = _make(int(match["year"]), _month(match["month"]), int(match["day"]))
            if value:
                return value
    return None


def short_dates_in_name(name: str) -> list[date]:
    """Return the readings of two-digit-year dates in a name: only a text that says the same may confirm one."""
    found = [_make(2000 + int(m["year"]), int(m["month"]), int(m["day"])) for m in _NAME_SHORT.finditer(plain(name))]
    found += [one.value for one in find_dates(name) if one.two_digits]
    return [one for one in found if one]


def _read(match: re.Match[str], text: str) -> FoundDate | None:
    day = int(match["day"]) if match["day"].isdigit() else from_letters(match["day"])
    month = _month(match["month"])
    year, two_digits = _year(match["year"])
    if day is None or not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    value = _make(year, month, day) if year else None
    if year and value is None:
        return None
    raw = " ".join(text[match.start() : match.end()].split())
    return FoundDate(value, day, month, raw, match.start(), match.end(), two_digits)


def _month(raw: str) -> int:
    return int(raw) if raw.isdigit() else _MONTHS.index(raw) + 1


def _year(raw: str | None) -> tuple[int | None, bool]:
    if raw is None:
        return None, False
    if raw.isdigit():
        return (int(raw), False) if len(raw) == 4 else (2000 + int(raw), True)
    year = from_letters(raw)
    return (year if year and 1990 <= year <= 2099 else None), False


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
