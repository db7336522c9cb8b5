"""Dates as they are written in names: in words, in figures either way round, glued together, with two figures for the year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scrapers.discovery.words_file import DateWords

_SEP = r"[\s._/,-]"
YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<!\d)(?P<year>{YEAR})(?P<sep>{_SEP})(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)")
_DIGIT = re.compile(r"\d")
_ISO_TIGHT = re.compile(rf"(?<!\d)(?P<year>{YEAR})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_SEP}{{1,3}}(?P<month>\d{{1,2}}){_SEP}{{1,3}}(?P<year>{YEAR})(?!\d)")
_TIGHT = re.compile(rf"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>{YEAR})(?!\d)")
_SHORT = re.compile(
    rf"(?<!\d)(?:(?P<a>\d{{1,2}})(?P<sep>{_SEP})(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d\d)|(?P<ta>\d\d)(?P<tb>\d\d)(?P<tc>\d\d))(?!\d)"
)
AROUND = 70  # characters before a date in which a word says whose date it is


@dataclass(frozen=True)
class FoundDate:
    """A date in a name: its readings (one when the year is full), how it is written and whose it seems to be."""

    readings: tuple[date, ...]
    start: int
    end: int
    worded: bool
    sure: bool
    role: str  # sitting, else, none


@dataclass(frozen=True)
class DateGrammar:
    """The expressions that the words of the data file make."""

    worded: re.Pattern[str]
    month_year: re.Pattern[str]
    months: dict[str, int]
    weekday: re.Pattern[str]
    weekdays: tuple[str, ...]
    roles: re.Pattern[str]
    of_else: frozenset[str]
    never: frozenset[str]
    years: range
    usual_from: int


def dates_in(name: str, grammar: DateGrammar) -> list[FoundDate]:
    """Return the dates of a name in order; where two readings overlap, words win over figures and full years over short ones."""
    found: list[FoundDate] = []
    if not _DIGIT.search(name):
        return found
    for one in _candidates(name, grammar):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(name: str, grammar: DateGrammar) -> Iterator[FoundDate]:
    for match in grammar.worded.finditer(name):
        yield from _found(name, match, grammar, worded=True)
    for pattern in (_ISO, _ISO_TIGHT, _DAY_FIRST, _TIGHT):
        for match in pattern.finditer(name):
            yield from _found(name, match, grammar, worded=False)
    for match in _SHORT.finditer(name):
        readings = _short_readings([int(match[one] or match["t" + one]) for one in "abc"], grammar)
        if readings:
            yield FoundDate(readings, match.start(), match.end(), False, False, _role(name, match.start(), grammar))


def _found(name: str, match: re.Match[str], grammar: DateGrammar, *, worded: bool) -> Iterator[FoundDate]:
    month = grammar.months[match["month"]] if worded else int(match["month"])
    year, short = int(match["year"]), len(match["year"]) == 2
    value = _make(2000 + year if short else year, month, int(match["day"]), grammar)
    if value:
        yield FoundDate((value,), match.start(), match.end(), worded, not short, _role(name, match.start(), grammar))


def _short_readings(pairs: list[int], grammar: DateGrammar) -> tuple[date, ...]:
    a, b, c = pairs
    day_first = _make(2000 + c, b, a, grammar)
    year_first = _make(2000 + a, b, c, grammar)
    readings = dict.fromkeys(one for one in (day_first, year_first) if one)
    return tuple(sorted(readings, key=lambda one: one.year < grammar.usual_from))


def _role(name: str, start: int, grammar: DateGrammar) -> str:
    """Return whose date follows: the nearest word says it, but an approval or an election said anywhere before is never the sitting."""
    before = re.sub(r"[^a-z0-9]+", " ", name[max(0, start - AROUND) : start])
    said = [match[1] for match in grammar.roles.finditer(before)]
    if not said:
        return "none"
    return "else" if said[-1] in grammar.of_else or any(one in grammar.never for one in said) else "sitting"


def _make(year: int, month: int, day: int, grammar: DateGrammar) -> date | None:
    try:
        return date(year, month, day) if year in grammar.years else None
    except ValueError:
        return None


@lru_cache(maxsize=4)
def date_grammar(words: DateWords) -> DateGrammar:
    """Return the expressions made of the words of the data file, compiled once."""
    months = {spelled: number for number, names in enumerate(words.months, 1) for spelled in names}
    month = "|".join(sorted(months, key=len, reverse=True))
    day = rf"(?<!\d)(?P<day>\d{{1,2}})(?:\s?er)?{_SEP}*"
    worded = re.compile(rf"{day}(?P<month>{month})(?![a-z]){_SEP}*(?P<year>{YEAR}|\d\d)(?!\d)(?!\s?(?:h|heures)\b)")
    figures = rf"(?<!\d){YEAR}{_SEP}(?:0[1-9]|1[0-2])(?!\d)|(?<!\d)(?:0[1-9]|1[0-2]){_SEP}{YEAR}(?!\d)"
    month_year = re.compile(rf"(?<![a-z])(?:{month})(?![a-z]){_SEP}*(?:{YEAR})|{figures}")
    roles = re.compile(rf"(?<![a-z])({_either([*words.of_sitting, *words.of_else, *words.never_of_sitting])})(?![a-z])")
    weekday = re.compile(rf"(?<![a-z])({_either(words.weekdays)}){_SEP}*$")
    years = range(words.first_year, words.last_year + 1)
    of_else, never = frozenset(words.of_else), frozenset(words.never_of_sitting)
    return DateGrammar(worded, month_year, months, weekday, words.weekdays, roles, of_else | never, never, years, words.usual_from)


def _either(phrases: Iterable[str]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True))
