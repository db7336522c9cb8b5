"""What one cell says: words, dates, whole numbers, money. What cannot be read in one way only is not read."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.parsers.dates import find_dates
from scrapers.parsers.text import squash

_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")  # how a spreadsheet writes a control character
_FORMULA = re.compile(r"^(?:=|@|\+(?=[A-Za-z=(]))")
_TEXT_FORMULA = re.compile(r'^="(?P<words>(?:[^"]|"")*)"$')
_LINK_FORMULA = re.compile(
    r'^=(?:HYPERLINK|LIEN_HYPERTEXTE)\(\s*"(?P<address>[^"]*)"\s*(?:[;,]\s*"(?P<words>[^"]*)"\s*)?\)$', re.IGNORECASE
)
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T ](?P<hour>\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?P<zone>Z|[+-]00(?::?00)?)?(?P<other>[+-]\d{2}(?::?\d{2})?)?)?"
)
_FRENCH = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}|\d{2})(?:[T ]\d{1,2}[:hH]\d{2}(?::\d{2})?)?")
_TIGHT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_SHORT = re.compile(r"(?P<year>\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_MIDNIGHT_IN_PARIS = 22  # 22:00 or 23:00 of universal time is midnight of the next day in France
_WHOLE = re.compile(r"\d{1,6}(?:[.,]0{1,2})?")
_MONEY_WORDS = re.compile(r"\s*(?:€|eur(?:os?)?|k€)?\s*$", re.IGNORECASE)
_PLAIN_MONEY = re.compile(r"\d{1,15}(?:[.,](?:\d{1,2}|\d{4,10}))?")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[ .,])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d{1,2})?")


@dataclass(frozen=True)
class Day:
    """A date as a cell tells it: its value, or the readings of a year in two figures, which nothing here may choose from."""

    value: date | None
    readings: tuple[date, ...] = ()


def words(raw: str) -> str:
    """Return the words of a cell: one line, no control character, no formula's dress."""
    text = squash(_ESCAPED.sub(" ", raw))
    shown = _TEXT_FORMULA.match(text)
    if shown:
        return squash(shown["words"].replace('""', '"'))
    link = _LINK_FORMULA.match(text)
    return squash(link["words"] or link["address"]) if link else text


def address(raw: str) -> str:
    """Return the address that a cell gives, out of a spreadsheet's link too."""
    link = _LINK_FORMULA.match(squash(raw))
    return link["address"].strip() if link else words(raw)


def is_formula(raw: str) -> bool:
    """Say whether a spreadsheet would run the cell."""
    return bool(_FORMULA.match(raw.lstrip()))


def read_day(text: str) -> Day:
    """Return the date of a cell: ISO (with any hour), day first, eight figures, or words; a year in two figures gives its readings."""
    match = _ISO.fullmatch(text)
    if match:
        found = _date(match["year"], match["month"], match["day"])
        late = match["hour"] and int(match["hour"]) >= _MIDNIGHT_IN_PARIS and match["zone"] and not match["other"]
        return Day(found + timedelta(days=1) if found and late and found < date.max else found)
    match = _FRENCH.fullmatch(text)
    if match and len(match["year"]) == 4:
        return Day(_date(match["year"], match["month"], match["day"]))
    if match or _SHORT.fullmatch(text):
        return Day(None, _readings(text))
    tight = _TIGHT.fullmatch(text)
    if tight:
        return Day(_date(tight["year"], tight["month"], tight["day"]))
    printed = {one.value for one in find_dates(text[:80]) if one.value and not one.two_digits}
    return Day(printed.pop() if len(printed) == 1 else None)


def is_day(text: str) -> bool:
    """Say whether a cell is a date in figures and nothing else."""
    return any(pattern.fullmatch(text) for pattern in (_ISO, _FRENCH, _SHORT, _TIGHT))


def _readings(text: str) -> tuple[date, ...]:
    found = []
    for pattern in (_FRENCH, _SHORT):
        match = pattern.fullmatch(text)
        if match and len(match["year"]) == 2:
            found.append(_date(f"20{match['year']}", match["month"], match["day"]))
    return tuple(dict.fromkeys(day for day in found if day))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_whole(text: str) -> int | None:
    """Return a whole number without sign; None for anything else."""
    return int(re.split(r"[.,]", text)[0]) if _WHOLE.fullmatch(text) else None


def read_money(text: str) -> float | None:
    """Return euros; None when the figures may be read in two ways ("1.500"), are negative, or are a spreadsheet's short form (1,5E+05)."""
    if "k€" in text.lower():
        return None
    bare = _MONEY_WORDS.sub("", text.replace("\xa0", " ").replace("\u202f", " ")).strip()
    if _PLAIN_MONEY.fullmatch(bare):
        return float(bare.replace(",", "."))
    grouped = _GROUPED.fullmatch(bare)
    if grouped is None:
        return None
    mark = grouped["mark"]
    rest = bare.replace(mark, "")
    if mark != " " and rest == bare.replace(".", "").replace(",", "") and bare.count(mark) == 1:
        return None  # "1.500" or "1,500": a thousand and five hundred, or one and a half
    return float(rest.replace(",", "."))
