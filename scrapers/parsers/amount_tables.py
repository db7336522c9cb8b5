"""Amounts without a sign of money, in the columns of a table whose heading gives the euro; elsewhere a bare number is no amount.

A heading with one mark ("Offres € TTC", "Montant (en euros)") speaks for the first figure of money of each row, two marks for two: the
other figures of the row are notes, rates or quantities.
"""

import re
from collections.abc import Iterator

from scrapers.parsers.amount_figures import read_figures
from scrapers.parsers.amount_find import Found

_MARK = re.compile(
    r"(?:\(\s?(?:en )?|\b(?:en|montants?|couts?|offres?|prix|totaux|total|subventions?|depenses?|recettes?)\s(?:en )?)(?:€"
    r"|euros?\b)\s?(?P<tax>ht\b|ttc\b|hors taxes)?"
)
_PRICED = re.compile(r"\d ?(?:€|euros?\b)")
_CELL = re.compile(
    r"(?<![\d.,/'-])(?:\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{2})(?![\d.,/]*\d)(?! ?(?:%|€|euro|m2|m3|ml\b|ans?\b|h\b|kwh"
    r"|points?|habitants?))"
)
_WIDEST, _IDLE, _COLUMNS = 130, 10, 4


def column_amounts(simple: str) -> Iterator[Found]:
    """Give the amounts of a plain text's columns of euros, in order."""
    place, idle, taxes = 0, 0, list[str]()
    for line in re.split(r"(?<=[\n\f])", simple):
        marks = _marks(line)
        if marks is not None:
            taxes, idle = marks, 0
        elif taxes and len(line) <= _WIDEST:
            found = list(_cells(line, place, taxes))
            yield from found
            idle = 0 if found else idle + bool(line.strip())
        elif line.strip():
            idle = _IDLE
        if idle >= _IDLE:
            taxes = []
        place += len(line)


def _marks(line: str) -> list[str] | None:
    """Return the tax of each column of euros that a line heads, or None when it heads none."""
    if len(line) > _WIDEST or _PRICED.search(line):
        return None
    marks = [match["tax"] or "" for match in _MARK.finditer(line)]
    return marks[:_COLUMNS] or None


def _cells(line: str, place: int, taxes: list[str]) -> Iterator[Found]:
    cells = list(_CELL.finditer(line))
    for cell, tax in zip(cells, taxes, strict=False):
        figures = read_figures(cell[0], line[: cell.start()][-12:])
        if not figures.start:
            yield Found(place + cell.start(), place + cell.end(), figures.value, tax)
