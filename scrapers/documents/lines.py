"""Lines of a document with what its layout shows: what a reader of programmes needs beyond plain text.

Two kinds: a file that says its own structure (web page, word processor, Markdown) gives whole blocks with a `mark`; one that only shows it
(PDF, scan, plain text) gives printed lines with their places, and the structure is inferred from them outside the limited child.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

HEADING, ITEM, TEXT, UNMARKED = "h", "i", "t", ""
MOST_LINES = 60_000  # a programme of 400 pages has 20,000


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole block when `mark` says what it is; places are PDF points, y upwards."""

    text: str
    page: int = 1
    mark: str = UNMARKED
    level: int = 0  # of a heading, from 1; of a list, from 0
    size: float = 0.0
    weight: int = 400  # of its letters: 700 is bold
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    anchor: str = ""
    recognised: bool = False  # read from a picture

    @property
    def middle(self) -> float:
        """Half-way between foot and head."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From foot to head, never 0."""
        return max(self.top - self.bottom, 1.0)


_TYPES = {"text": str, "mark": str, "anchor": str, "page": int, "level": int, "weight": int, "recognised": bool}
_NAMES = tuple(field.name for field in fields(Line))


def to_raw(lines: Sequence[Line]) -> list[list[Any]]:
    """Return lines as plain lists: how they cross from the limited child."""
    return [list(astuple(line)) for line in lines]


def from_raw(raw: Any) -> tuple[Line, ...]:
    """Return the lines that `to_raw` wrote; ValueError for anything else, since what wrote it read a hostile file."""
    if not isinstance(raw, list) or len(raw) > MOST_LINES:
        raise ValueError("not a reading: no list of lines")
    return tuple(_line(one) for one in raw)


def _line(raw: Any) -> Line:
    if not isinstance(raw, list) or len(raw) != len(_NAMES):
        raise ValueError("not a reading: a line of another shape")
    for name, value in zip(_NAMES, raw, strict=True):
        wanted = _TYPES.get(name, float)
        if not isinstance(value, (int, float) if wanted is float else wanted):
            raise ValueError(f"not a reading: {name} of a line is {type(value).__name__}")
    return Line(*raw)
