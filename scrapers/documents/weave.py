"""Columns that a PDF printed line by line, taken apart again: the side column first, then the text beside it.

A table looks the same to a ruler: text, white strip, text. It differs in what it says: in a column of prose a line goes on in the line
below (no full stop above, a small letter below) and reaches the column's edge; the cells of a table begin anew beside each label.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from scrapers.documents.positions import Piece

_MOST_GAPS = 600
_LEAST = 4  # so many lines with text on both sides
_WIDE = 9.0
_GOES_ON = 0.4  # share of lines that go on below
_FULL = 0.6  # share of lines that reach the edge of their column
_PROSE = 25  # characters: a column of prose is at least so wide
_STOPS = ".;:!?»"

Line = list[Piece]


class _Row:
    """What is printed at one height: the pieces left and right of a strip."""

    def __init__(self, found: Sequence[Piece], strip: float) -> None:
        self.left = sorted((piece for piece in found if piece.right <= strip), key=lambda piece: piece.left)
        self.right = sorted((piece for piece in found if piece.left >= strip), key=lambda piece: piece.left)
        self.crossed = len(self.left) + len(self.right) < len(found)

    @property
    def both(self) -> bool:
        return bool(self.left and self.right)

    @property
    def printed_at_once(self) -> bool:
        """Both sides stand in one line of the plain text."""
        return self.both and self.left[-1].line == self.right[0].line


def unweave(lines: Sequence[Line]) -> list[Line] | None:
    """Return the lines with woven columns taken apart, or None when there are none."""
    found = [piece for line in lines for piece in line]
    for strip in _strips(lines):
        region = _region(_rows(found, strip))
        if _is_columns(region):
            return _apart(lines, region)
    return None


def _strips(lines: Sequence[Line]) -> list[float]:
    """Return the middles of the white strips met most often inside lines, most frequent first."""
    gaps = sorted((one.right, two.left) for line in lines for one, two in pairwise(line) if two.left - one.right >= _WIDE)
    counted: dict[float, int] = {}
    if len(gaps) > _MOST_GAPS:
        return []
    for low, high in gaps:
        middle = (low + high) / 2
        inside = [(a, b) for a, b in gaps if a < middle < b]
        if len(inside) >= _LEAST:
            counted[(max(a for a, _ in inside) + min(b for _, b in inside)) / 2] = len(inside)
    return sorted(counted, key=lambda strip: -counted[strip])[:6]


def _rows(found: Sequence[Piece], strip: float) -> list[_Row]:
    """Return the page's rows, top down."""
    rows: list[list[Piece]] = []
    for piece in sorted(found, key=lambda one: -one.middle):
        if rows and rows[-1][0].middle - piece.middle <= 0.4 * min(piece.height, rows[-1][0].height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_Row(row, strip) for row in rows]


def _region(rows: Sequence[_Row]) -> list[_Row]:
    """Return the longest stretch of rows that nothing crosses, from its first to its last row with text on both sides."""
    best: list[_Row] = []
    for crossed, group in groupby(rows, key=lambda row: row.crossed):
        stretch = list(group)
        both = [number for number, row in enumerate(stretch) if row.both]
        if not crossed and both and sum(row.both for row in best) < len(both):
            best = stretch[both[0] : both[-1] + 1]
    return best


def _is_columns(region: Sequence[_Row]) -> bool:
    both = [row for row in region if row.both]
    if len(both) < _LEAST or 2 * sum(row.printed_at_once for row in both) < len(both):
        return False
    pairs = [(above, below) for above, below in pairwise(region) if above.both and below.both]
    if 2 * len(pairs) < len(both) - 1:
        return False
    sides = [[(above.left, below.left) for above, below in pairs], [(above.right, below.right) for above, below in pairs]]
    worded = all(2 * sum(_worded(pair[0]) for pair in side) >= len(side) for side in sides)
    return worded and any(_is_prose(side) for side in sides)


def _worded(line: Line) -> bool:
    return sum(sign.isalpha() for sign in _text(line)) >= 3


def _is_prose(pairs: Sequence[tuple[Line, Line]]) -> bool:
    above = [one for one, _ in pairs]
    edge, start = max(line[-1].right for line in above), min(line[0].left for line in above)
    full = sum(line[-1].right >= edge - 0.12 * (edge - start) for line in above)
    on = sum(_text(one)[-1] not in _STOPS and _text(two)[0].islower() for one, two in pairs)
    wide = sum(len(_text(line)) for line in above) >= _PROSE * len(above)
    return wide and full >= _FULL * len(pairs) and on >= _GOES_ON * len(pairs)


def _apart(lines: Sequence[Line], region: Sequence[_Row]) -> list[Line]:
    """Return the lines with those of the region replaced, where it begins, by its left column and then its right one."""
    columns = [row.left for row in region if row.left] + [row.right for row in region if row.right]
    taken = {id(piece) for line in columns for piece in line}
    whole: list[Line] = []
    for line in lines:
        rest = [piece for piece in line if id(piece) not in taken]
        if len(rest) < len(line) and columns:
            whole.extend(columns)
            columns = []
        if rest:
            whole.append(rest)
    return whole


def _text(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)
