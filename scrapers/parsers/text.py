"""A document's text seen as lines whose offsets point into the stored text.

`plain` changes no length, so a place found in plain text is the same place in the stored text: every span rests on this.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from tracker.items import PAGE_BREAK

_SPECIAL = {
    "œ": "o", "æ": "a", "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "_": "_",
    "\xa0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "º": "°", "\xad": "-",
}  # fmt: skip
_BREAK = re.compile(r"[\n\f]")


class _PlainTable(dict[int, str]):
    """Character code -> plain character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Return and remember the plain form of a character, always one character."""
        character = chr(code)
        lower = character.lower()
        base = _SPECIAL.get(lower) or unicodedata.normalize("NFKD", lower)[:1]
        self[code] = base if base and len(lower) == 1 else character
        return self[code]


_PLAIN = _PlainTable()


def plain(text: str) -> str:
    """Return lower-case text without accents, of exactly the same length."""
    return text.translate(_PLAIN)


@dataclass(frozen=True)
class Line:
    """One line: where it is in the stored text, its words, their plain form, and its page."""

    index: int
    start: int
    end: int
    text: str
    plain: str
    page: int

    @property
    def blank(self) -> bool:
        """Say whether the line holds nothing (or was blanked)."""
        return not self.plain.strip()


@dataclass(frozen=True)
class Sheet:
    """A document's text, its plain form with running heads blanked, and its lines."""

    text: str
    plain: str
    lines: tuple[Line, ...]

    @cached_property
    def width(self) -> int:
        """The usual width of a full line, in characters."""
        lengths = sorted(len(line.text.rstrip()) for line in self.lines if len(line.text) > 40)
        return lengths[int(len(lengths) * 0.8)] if lengths else 90

    def page_at(self, offset: int) -> int:
        """Return the page, counted from 1, of an offset."""
        return self.text.count(PAGE_BREAK, 0, offset) + 1

    def page_span(self, page: int) -> tuple[int, int]:
        """Return the place of a page, counted from 1, in the stored text."""
        own = [line for line in self.lines if line.page == page]
        return (own[0].start, own[-1].end) if own else (len(self.text), len(self.text))

    def line_at(self, offset: int) -> int:
        """Return the index of the line that holds an offset."""
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].start <= offset:
                low = middle
            else:
                high = middle - 1
        return low


def split_lines(text: str, simple: str) -> tuple[Line, ...]:
    """Return the lines of a text; line and page breaks belong to no line."""
    found: list[Line] = []
    start, page = 0, 1
    for cut in [match.start() for match in _BREAK.finditer(text)] + [len(text)]:
        found.append(Line(len(found), start, cut, text[start:cut], simple[start:cut], page))
        page += cut < len(text) and text[cut] == PAGE_BREAK
        start = cut + 1
    return tuple(found)


def squash(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())
