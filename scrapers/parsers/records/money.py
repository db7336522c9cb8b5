"""The amount of a row, where it stands, and the span of an act that leaves a private person's name out."""

from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parsers.records.cells import read_money
from scrapers.parsers.records.paper import Paper
from scrapers.parsers.records.shapes import Record
from tracker.items import AmountItem
from tracker.vocabulary import AmountRole

_MOST = 1_000_000_000.0  # above, a real file's figure is a filler such as 999 999 999 999


@dataclass(frozen=True)
class Receipt:
    """What an amount is, who receives it, and the part of the row that is shown."""

    role: AmountRole
    beneficiary: str
    span: tuple[int, int]


def read_amount(paper: Paper, record: Record, receipt: Receipt, column: str = "montant") -> tuple[AmountItem, ...]:
    """Return the amount of a row; without value when its figures may be read in two ways, and none at all for zero."""
    cell = record.values.get(column)
    if cell is None:
        paper.defects.add("amount_missing", record, f": {column} is empty; an amount in euros was expected")
        return ()
    value = read_money(cell.text)
    if value == 0:
        paper.defects.add("amount_zero", record, f": {column} is zero; the amount is taken as unknown", cell.text)
        return ()
    if value is None or value >= _MOST:
        what = f": {column} is no amount that can be read in one way (1234.56 was expected); it has no value"
        paper.defects.add("amount_unreadable", record, what, cell.text)
        value = None
    if not (receipt.span[0] <= cell.start < cell.end <= receipt.span[1]):
        return ()
    raw = paper.text[cell.start : cell.end]
    return (AmountItem(raw=raw, value=value, role=receipt.role, beneficiary=receipt.beneficiary, span=(cell.start, cell.end)),)


def span_without(paper: Paper, record: Record, hidden: str, needed: Sequence[str]) -> tuple[int, int] | None:
    """Return the longest part of a row that holds the needed cells and not the hidden one; None when it stands between them."""
    start, end = paper.span(record, [column for column in record.values if column != hidden])
    cell = record.values.get(hidden)
    if cell is None:
        return start, end
    places = [record.values[column] for column in needed if column in record.values]
    if all(one.key >= cell.end for one in places):
        return min(one.key for one in places), end
    if all(one.end <= cell.key for one in places):
        return start, max(one.end for one in places)
    return None


def extent(record: Record, columns: Sequence[str], hidden: str | None) -> tuple[int, int] | None:
    """Return the part of a row from the first to the last of some cells; None when the hidden one stands between them, or none is filled.

    A contract may have several holders, and a row names them after its own cells: what is not asked for is not shown.
    """
    cells = [record.values[column] for column in columns if column in record.values]
    if not cells:
        return None
    start, end = min(one.key for one in cells), max(one.end for one in cells)
    kept = record.values.get(hidden) if hidden else None
    return None if start >= end or (kept and start < kept.end and kept.key < end) else (start, end)
