"""Borders that a person drew: each act's first line is found again by its words, also in a text read better since.

A person's decision wins over any regime. A line that is not found again is told, never guessed; the others stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scrapers.parsers.text import Line, Sheet, plain
from tracker.items import Border

REGIME = "hand"
_LIKE = 0.8  # share of letters in common under which two lines are not the same line read twice
_NEAR = 1  # pages on either side of the remembered one: a better text may move a page's edge
_SHORTEST = 4  # letters and figures that a line needs to be found again by its start alone


@dataclass(frozen=True)
class Drawn:
    """A border found again: the line where its act begins."""

    border: Border
    line: int


def locate(sheet: Sheet, borders: Sequence[Border]) -> tuple[list[Drawn], list[Border]]:
    """Return the borders found again, in the order of the text, and those that are lost."""
    found: list[Drawn] = []
    lost: list[Border] = []
    taken: set[int] = set()
    keys = [(line, _key(line.text)) for line in sheet.lines if line.text.strip()]
    for border in borders:
        line = _find(keys, border, taken)
        if line is None:
            lost.append(border)
        else:
            taken.add(line.index)
            found.append(Drawn(border, line.index))
    return sorted(found, key=lambda one: one.line), lost


def _find(keys: Sequence[tuple[Line, str]], border: Border, taken: set[int]) -> Line | None:
    wanted = _key(border.first_line)
    near = [(line, key) for line, key in keys if abs(line.page - border.page) <= _NEAR and line.index not in taken]
    near.sort(key=lambda pair: (abs(pair[0].page - border.page), pair[0].index))
    alike = [*(line for line, key in near if key == wanted), *(line for line, key in near if _begins(key, wanted))] if wanted else []
    if alike:
        return alike[0]
    liked = [(SequenceMatcher(None, wanted, key, autojunk=False).ratio(), -line.index, line) for line, key in near if _could(wanted, key)]
    best = max(liked, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] >= _LIKE else None


def _begins(key: str, wanted: str) -> bool:
    """Say whether one line is the start of the other: a better text may wrap its lines elsewhere."""
    shorter = min(len(key), len(wanted))
    return shorter >= max(_SHORTEST, 0.5 * len(wanted)) and key[:shorter] == wanted[:shorter]


def _could(wanted: str, key: str) -> bool:
    return bool(wanted) and 0.6 <= (len(key) + 1) / (len(wanted) + 1) <= 1.6


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(text))
