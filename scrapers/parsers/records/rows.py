"""Rows and cells of a delimited text with the place of each, in time that grows with the text whatever its quotes are.

A quoted cell may hold line ends. A quote that is never closed, or that closes in the middle of words, opens nothing: the cell then ends
at the next delimiter, and the row is marked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CELLS = 300
_LONGEST_CELL = 20_000
_MOST_LINES = 200  # line ends inside one quoted cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the place of its words, without the quotes around them."""

    start: int
    end: int
    quoted: bool = False

    @property
    def key(self) -> int:
        """Where the cell begins, its quote included."""
        return self.start - self.quoted


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it begins, its place, its cells; `stray` when a quote in it does not close."""

    line: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    stray: bool = False


class Splitter:
    """Splits a text at one delimiter."""

    def __init__(self, text: str, delimiter: str) -> None:
        """Prepare to split a text."""
        self.text, self.delimiter = text, delimiter
        mark = re.escape(delimiter)
        self._quoted = re.compile(rf' *+"(?P<words>(?:[^"]++|"")*+)" *+(?=[{mark}\n\f]|\Z)')
        self._line_quoted = re.compile(rf' *+"(?P<words>(?:[^"\n\f]++|"")*+)" *+(?=[{mark}\n\f]|\Z)')
        self._bare = re.compile(rf"[^{mark}\n\f]*+")
        self._opens = re.compile(' *+"')
        self._rest = re.compile(r"[^\n\f]*+")
        self._blank = re.compile(r"[ \n\f]*[\n\f]")

    def rows(self, start: int = 0, line: int = 1) -> Iterator[Row]:
        """Yield the rows from a place on; blank lines are left out."""
        while start < len(self.text):
            start, line = self.after_blank(start, line)
            row = self.row(start, line)
            if len(row.cells) > 1 or row.cells[0].end > row.cells[0].start:
                yield row
            line += self.text.count("\n", start, row.end + 1)
            start = row.end + 1

    def after_blank(self, start: int, line: int) -> tuple[int, int]:
        """Return the place and the line after the blank lines that begin at a place."""
        blank = self._blank.match(self.text, start)
        return (blank.end(), line + self.text.count("\n", start, blank.end())) if blank else (start, line)

    def row(self, start: int, line: int, *, one_line: bool = False) -> Row:
        """Return the row that begins at a place; `one_line` closes every cell at the line's end."""
        cells: list[Cell] = []
        stray, place = False, start
        while True:
            cell, place, strays = self._cell(place, one_line=one_line)
            stray = stray or strays
            cells.append(cell)
            if len(cells) == MOST_CELLS:
                rest = self._rest.match(self.text, place)
                place = rest.end() if rest else place
            if place >= len(self.text) or self.text[place] != self.delimiter:
                return Row(line, start, place, tuple(cells), stray)
            place += 1

    def _cell(self, place: int, *, one_line: bool) -> tuple[Cell, int, bool]:
        opens = self._opens.match(self.text, place)
        found = (self._line_quoted if one_line else self._quoted).match(self.text, place) if opens else None
        if found and found.end("words") - found.start("words") <= _LONGEST_CELL:
            words = found.span("words")
            if self.text.count("\n", *words) <= _MOST_LINES:
                return Cell(*words, quoted=True), found.end(), False
        end = self._bare.match(self.text, place).end()  # type: ignore[union-attr]  # it matches the empty text too
        return Cell(place, end), end, bool(opens)
