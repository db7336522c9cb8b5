"""Reading order where the plain order of a PDF is suspect. Pure: pieces of text with their places in, lines of text out.

The order in which a PDF writes its text is nearly always the order in which it is read, and it keeps the cells of a table together;
it is left alone. Two defects lose facts, and only they are repaired:
- **columns woven together**: an extract with a side column printed line by line gives « Nombre de conseillers L'an deux mille … »;
- **figures apart from their labels**: « Pour : Contre : » in one block and « 21 0 » in another, as forms and tables without lines do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrapers.documents.positions import Box, Piece
from scrapers.documents.weave import unweave

_VALUE = r"[ \t]*(?:[-+−–]?\d[\d  .,/]{0,20}|néant|aucune?|zéro|[-–−])[ \t]*(?:€|%|euros|voix)?(?:[ \t]*(?:HT|TTC))?[ \t]*"
_LABEL = (
    r"[ \t•\-–]*(?:nombre de[ \t]+)?(?:votes?|voix|pour|contre|abstentions?|votants?|présents?|presents?|représentés?|absents?|excusés?|"
    r"pouvoirs?|procurations?|(?:suffrages[ \t]+)?exprimés|(?:membres[ \t]+)?en[ \t]+exercice|majorité(?:[ \t]+absolue)?)[ \t]*[:=]?[ \t]*"
)
_VALUES = re.compile(rf"\n(?:{_VALUE}\n){{2,}}")  # a literal line end first: searched for at the speed of memory
_LABELS = re.compile(rf"\n{_LABEL}(?=\n)", re.IGNORECASE)
_VALUE_LINE = re.compile(_VALUE, re.IGNORECASE)
_VALUE_ALONE = re.compile(rf"\n{_VALUE}(?=\n)", re.IGNORECASE)
_LABEL_LINE = re.compile(_LABEL, re.IGNORECASE)

_WIDE = 9.0  # points between two columns, at least
_STEP = 10.0  # points: width of a strip of the page
_RAGGED = 45.0  # points: lines of prose that are not justified end so far from the edge
_LABEL_WIDTH = 20.0  # points: narrower things before a strip are bullets and numbers of a list
_ONE_SIGN = 8.0  # points
_PROSE = 120.0  # points: narrower columns hold labels
_FAR = 600  # characters: two lines above
_MOST_LINES = 400  # a printed page has 60
_LEAST = 4  # so many lines make a column
_SAME_LINE = 0.35  # of a line's height


@dataclass(frozen=True)
class Doubt:
    """What may be wrong with a page's plain order."""

    woven: bool  # columns printed line by line
    apart: bool  # figures apart from their labels

    def __bool__(self) -> bool:
        """Any of both."""
        return self.woven or self.apart


def figures_apart(text: str) -> bool:
    """Say whether figures stand alone on lines below two labels without any, or labels of a vote alone on two lines and a figure on one.

    One line may hold several figures that stand under one another: PDFium writes them as one word.
    """
    lines = f"\n{text}\n"
    if len(_LABELS.findall(lines)) > 1 and _VALUE_ALONE.search(lines):
        return True
    return any(_below_labels(lines, run.start() + 1) for run in _VALUES.finditer(lines))


def _below_labels(text: str, start: int) -> bool:
    above = text[max(0, start - _FAR) : start].split("\n")[-3:-1]
    return len(above) > 1 and all(any(map(str.isalpha, line)) and not line.rstrip()[-1].isdigit() for line in above)


def doubt(found: Sequence[Box], figures: bool) -> Doubt:
    """Return what may be wrong with a page, from the boxes of its runs and what `figures_apart` said: cheap, and in doubt too much."""
    spans = _spans(found)
    return Doubt(_woven(spans), _stacked(found) or (figures and _returns(spans)))


def _spans(found: Sequence[Box]) -> list[Box]:
    """Return the boxes with those that follow each other on one line without a wide gap made one."""
    spans: list[Box] = []
    for box in found:
        left, top, right, bottom = box
        if spans:
            left2, top2, right2, bottom2 = spans[-1]
            if left - right2 <= _WIDE and left >= left2 and top > bottom2 and top2 > bottom:
                spans[-1] = (left2, max(top, top2), max(right, right2), min(bottom, bottom2))
                continue
        spans.append(box)
    return spans


def _woven(spans: Sequence[Box]) -> bool:
    """Say whether several lines run across one upright white strip to text that is as wide as prose and ends at one edge."""
    strips: dict[int, list[float]] = defaultdict(list)
    for (left, top, right, bottom), (left2, top2, right2, bottom2) in pairwise(spans):
        if left2 - right > _WIDE and right - left > _LABEL_WIDTH and top > bottom2 and top2 > bottom:
            edge = right2 if right2 - left2 >= _PROSE else right if right - left >= _PROSE else 0.0
            for strip in range(int(right // _STEP), int(left2 // _STEP) + 1) if edge else ():
                strips[strip].append(edge)
    return any(sum(edge > max(edges) - _RAGGED for edge in edges) >= _LEAST for edges in strips.values())


def _stacked(found: Sequence[Box]) -> bool:
    """Say whether single signs stand under one another: PDFium writes them as one word, « 17 3 1 » as « 1731 »."""
    return any(
        right - left < _ONE_SIGN and right2 - left2 < _ONE_SIGN and top2 <= bottom and left2 < right and left < right2
        for (left, _, right, bottom), (left2, top2, right2, _) in pairwise(found)
    )


def _returns(spans: Sequence[Box]) -> bool:
    """Say whether the text comes back, line after line, to the right of lines that it had left: a column of figures does."""
    ends: dict[int, float] = {}
    last, following = 0, 0
    for left, top, right, bottom in spans:
        level = int((top + bottom) // _STEP)
        if level != last:
            back = any(left >= ends.get(level + near, left + 1) for near in (-1, 0, 1))
            following = following + 1 if back else 0
            if following > 1:
                return True
        last, ends[level] = level, right
    return False


def reordered(found: Sequence[Piece], why: Doubt) -> str | None:
    """Return the page's text in the order of reading, or None when the plain order is good after all."""
    lines = _lines(found)
    if len(lines) > _MOST_LINES:
        return None
    apart = unweave(lines) if why.woven else None
    joined = _join_figures(apart or lines) if why.apart else None
    better = joined or apart
    return "\n".join(" ".join(piece.text for piece in line) for line in better) if better else None


def _lines(found: Iterable[Piece]) -> list[list[Piece]]:
    lines: dict[int, list[Piece]] = defaultdict(list)
    for piece in found:
        lines[piece.line].append(piece)
    return list(lines.values())


def _join_figures(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]] | None:
    """Put figures that stand in a column of their own behind the labels printed on the same lines; None when there are none."""
    moved: dict[int, int] = {}
    for run in _runs(lines):
        homes = {number: _home(lines, number, run) for number in run}
        known = {number: home for number, home in homes.items() if home is not None}
        if len(known) >= 2 and len(known) >= 0.75 * len(run):
            moved.update(known)
    if not moved:
        return None
    joined = [list(line) for line in lines]
    for number in sorted(moved, key=lambda one: lines[one][0].left):
        joined[moved[number]].extend(lines[number])
    return [line for number, line in enumerate(joined) if number not in moved]


def _runs(lines: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """Return the runs of at least two lines that hold a figure and nothing else."""
    runs: list[list[int]] = [[]]
    for number, line in enumerate(lines):
        if _VALUE_LINE.fullmatch(_text(line)):
            runs[-1].append(number)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _home(lines: Sequence[Sequence[Piece]], number: int, run: Sequence[int]) -> int | None:
    """Return the line printed at the left of a figure, on the same foot: the nearest one that says something."""
    figure = lines[number][0]
    near = [
        (figure.left - line[-1].right, other)
        for other, line in enumerate(lines)
        if other not in run and _level(line[-1], figure) and line[-1].right <= figure.left + 2 and _says(line)
    ]
    return min(near)[1] if near else None


def _level(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) <= _SAME_LINE * min(one.height, other.height)


def _says(line: Sequence[Piece]) -> bool:
    """A label: it has letters and does not end with a figure of its own."""
    text = _text(line)
    return any(sign.isalpha() for sign in text) and not text[-1].isdigit()


def _text(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)
