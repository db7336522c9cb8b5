"""The day of a sitting, read in names: certain only when a full date is printed and nothing printed beside contradicts it.

A two-digit year is a guess (some towns write it first, others last) until another text prints the same day in full.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.discovery.date_grammar import AROUND, YEAR, DateGrammar, FoundDate, date_grammar, dates_in
from scrapers.discovery.names import loose
from scrapers.discovery.words import Lexicon

_ACT_BEFORE = re.compile(r"(?:^|[^a-z])(?:d|de|del|dl|dcm|dcc|dbc|delib|deliberation|acte)[\s._-]*$")
_NUMBER_BEFORE = re.compile(r"(?:^|[^a-z])n(?:o|um|umero)?[\s._°-]*$")
_ORDINAL_AFTER = re.compile(r"^[\s._-]{1,3}\d{1,3}(?!\d)")
_SEVERAL_BEFORE = re.compile(r"\d{1,2}(?:er)?\s*(?:et|&|au|ou)\s*(?:le\s+|du\s+)?$")
_BESIDE = 4000  # characters of a text around a link in which dates are looked for


@dataclass(frozen=True)
class NamedDate:
    """The day that names give to a document; `why` says how it was chosen."""

    value: date | None = None
    certain: bool = False
    why: str = ""
    month_only: bool = False


def named_date(names: Sequence[str], around: Sequence[str], lexicon: Lexicon) -> NamedDate:
    """Return the day printed in a document's own names; texts around it (heading, title, first page) confirm or complete."""
    grammar = date_grammar(lexicon.data.dates)
    own = [(name, found) for name in map(loose, names) for found in dates_in(name, grammar)]
    beside = [found for text in around for found in dates_in(loose(text, _BESIDE), grammar)]
    if not own:
        return _from_around(names, beside, grammar)
    full = [(name, found) for name, found in own if found.sure and found.role != "else"]
    if full:
        return _choose(full, own, grammar)
    return _short(own, beside)


def _choose(full: list[tuple[str, FoundDate]], own: list[tuple[str, FoundDate]], grammar: DateGrammar) -> NamedDate:
    ranked = sorted(full, key=lambda pair: (pair[1].role != "sitting" or not pair[1].worded, not pair[1].worded, pair[1].role != "sitting"))
    name, best = ranked[0]
    value = best.readings[0]
    if any(value not in found.readings for _, found in full):
        return NamedDate(value, False, f"{value}: several dates are printed, not certain")
    if any(found.role != "else" and value not in found.readings for _, found in own):
        return NamedDate(value, False, f"{value}: a short date beside does not agree, not certain")
    if _wrong_weekday(name, best, grammar):
        return NamedDate(value, False, f"{value}: the day of the week printed beside is another, not certain")
    if _SEVERAL_BEFORE.search(name[max(0, best.start - AROUND) : best.start]):
        return NamedDate(value, False, f"{value}: one of several days, not certain")
    if not best.worded and _like_a_number(name, best):
        return NamedDate(value, False, f"{value}: may be an act's number, not certain")
    return NamedDate(value, True, f"{value}: printed in full")


def _short(own: list[tuple[str, FoundDate]], beside: list[FoundDate]) -> NamedDate:
    short = [found for _, found in own if not found.sure and found.role != "else"]
    if not short:
        return NamedDate(None, False, "the date printed is that of something else")
    readings = [value for found in short for value in found.readings]
    confirmed = {value for found in beside if found.sure for value in found.readings} & set(readings)
    if len(confirmed) == 1:
        value = confirmed.pop()
        return NamedDate(value, True, f"{value}: two-digit year, printed in full beside")
    return NamedDate(readings[0], False, f"{readings[0]}: two-digit year, a guess")


def _from_around(names: Sequence[str], beside: list[FoundDate], grammar: DateGrammar) -> NamedDate:
    months = any(grammar.month_year.search(loose(name)) for name in names)
    values = {found.readings[0] for found in beside if found.sure and found.role != "else"}
    years = {int(year) for name in names for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", loose(name))}
    if len(values) == 1 and not months and (not years or {one.year for one in values} == years):
        value = values.pop()
        return NamedDate(value, False, f"{value}: printed beside the link only, not certain")
    return NamedDate(None, False, "", month_only=months)


def _like_a_number(name: str, found: FoundDate) -> bool:
    """Say whether figures right after an act's prefix may be year, month and rank ("DEL 2023-04-05") and not a day."""
    printed, before = name[found.start : found.end], name[max(0, found.start - AROUND) : found.start]
    if printed.isdigit() or _ORDINAL_AFTER.match(name[found.end :]):
        return False
    return bool(_NUMBER_BEFORE.search(before) or (printed[:4].isdigit() and _ACT_BEFORE.search(before)))


def _wrong_weekday(name: str, found: FoundDate, grammar: DateGrammar) -> bool:
    said = grammar.weekday.search(name[max(0, found.start - 14) : found.start])
    return bool(said and grammar.weekdays.index(said[1]) != found.readings[0].weekday())
