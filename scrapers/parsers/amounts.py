"""Amounts of money with their place: the raw words always, a value only when the reading is sure.

"98 883.73 €" and "50.000 €" live in the same town: a lone dot before three figures is ambiguous and gets no value.
"""

import re
from typing import Literal

from scrapers.parsers.text import plain
from tracker.items import AmountItem

_SPACE = r"[ \xa0\u202f\u2009]"
_NUMBER = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?P<number>{_NUMBER}){_SPACE}?"
    rf"(?P<unit>(?:k|m|md){_SPACE}?€|€|keuros?|(?:millions?|milliards?)(?:{_SPACE}d'{_SPACE}?)?{_SPACE}?(?:euros?|€)|euros?\b|eur\b)"
    rf"(?:{_SPACE}?(?P<tax>h\.?{_SPACE}?t\b|ttc\b|hors taxes|toutes taxes))?"
)
_TIMES = {"k": 1e3, "m": 1e6, "md": 1e9}
MOST = 400


def find_amounts(text: str, offset: int = 0) -> tuple[AmountItem, ...]:
    """Return the amounts of a text; spans are moved by `offset`, the place of the text in its document."""
    found = []
    for match in _AMOUNT.finditer(plain(text)):
        raw = text[match.start() : match.end()]
        span = (match.start() + offset, match.end() + offset)
        found.append(AmountItem(raw=raw, value=_value(match["number"], match["unit"]), tax=_tax(match["tax"]), span=span))
    return tuple(found[:MOST])


def _value(number: str, unit: str) -> float | None:
    tight = re.sub(_SPACE, "", number)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", tight):
        tight = tight.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}\.\d{3}|\d{1,3},\d{3}", tight) and not unit.startswith(("k", "m")):
        return None
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", tight):
        tight = tight.replace(".", "")
    elif tight.count(",") + tight.count(".") > 1:
        return None
    try:
        return round(float(tight.replace(",", ".")) * _times(unit), 2)
    except ValueError:
        return None


def _times(unit: str) -> float:
    if unit.startswith("milliard"):
        return 1e9
    if unit.startswith("million"):
        return 1e6
    letters = re.match(r"[kmd]*", unit)
    return _TIMES.get(letters[0] if letters else "", 1.0)


def _tax(raw: str | None) -> Literal["HT", "TTC"] | None:
    if not raw:
        return None
    return "HT" if raw.startswith("h") else "TTC"
