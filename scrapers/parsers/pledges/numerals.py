"""The numbers of a French sentence, in figures or in letters: where each stands, its value when it is exact, and what follows it.

A value is given only when the words name one number: « une dizaine » and « 200 à 300 » keep their words and have none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsers.numbers import from_letters

_GROUPED = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?![\d])"
_DIGITS = rf"(?:{_GROUPED}|\d+(?:[,.]\d+)?)"
_LETTERS = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|vingts|trente|quarante|cinquante|soixante"
    r"|cent|cents|mille)"
)
IN_WORDS = rf"{_LETTERS}(?:(?:-et-|-| et | )(?:{_LETTERS}|une?\b))*"
_SCALE = r"(?: ?(?P<scale>millions?|milliards?|milliers?|m(?=€| ?d'?euros)|k(?=€)|md(?=€)))?"
_ONE_SCALE = r"\bun (?:million|milliard)(?=\b)"
NUMBER = re.compile(rf"(?P<one>{_ONE_SCALE})|(?:(?<![\w,.])(?P<digits>{_DIGITS})|\b(?P<letters>{IN_WORDS})\b){_SCALE}")
_ROUND = re.compile(
    r"\b(?:(?:une?|deux|trois|quelques|plusieurs|des) )?(?P<word>(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine"
    r"|soixantaine|centaine)s?|milliers|un millier|millier)(?P<of> de (?:milliers|millions))?\b"
)
_SCALES = {"millier": 1e3, "million": 1e6, "milliard": 1e9, "m": 1e6, "k": 1e3, "md": 1e9}


@dataclass(frozen=True)
class Numeral:
    """One number as written: its place, and its value when it is exact."""

    start: int
    end: int
    value: float | None
    letters: bool = False


def numerals(simple: str) -> Iterator[Numeral]:
    """Give the numbers of a plain text in order; numbers that are not exact have no value."""
    rough = [Numeral(one.start(), one.end(), None, letters=True) for one in _ROUND.finditer(simple)]
    yield from rough
    for match in NUMBER.finditer(simple):
        if not any(one.start < match.end() and match.start() < one.end for one in rough):
            value = value_of(match)
            if value is not None:
                yield Numeral(match.start(), match.end(), value, letters=match["digits"] is None)


def value_of(match: re.Match[str]) -> float | None:
    """Return the number that a match of `NUMBER` writes, or None when its letters spell no single number."""
    if match["one"]:
        return _SCALES[match["one"].split()[1]]
    if match["digits"]:
        value: float | None = _of_digits(match["digits"])
    else:
        spelled = from_letters(match["letters"].replace("vingts", "vingt"))
        value = None if spelled is None else float(spelled)
    scale = match["scale"]
    return value if value is None or not scale else round(value * _SCALES[scale.rstrip("s")], 6)


def _of_digits(digits: str) -> float:
    """Read figures: a blank or a point before three figures parts thousands, a comma or another point parts decimals."""
    if re.fullmatch(_GROUPED, digits):
        digits = digits.replace(" ", "").replace(".", "")
    return float(digits.replace(",", "."))
