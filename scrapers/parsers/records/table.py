"""A delimited file to records: its rows made whole; every defect is repaired in the open or told.

A row too short that the next lines complete had a line end without quotes; a row too long had its delimiter in its object; both are
taken only when every cell then fits its column. A short row that nothing completes keeps the cells that it has.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.parsers.records.cells import address, is_day, is_formula, read_day, read_whole, words
from scrapers.parsers.records.header import Header, text_lines
from scrapers.parsers.records.rows import Cell, Row
from scrapers.parsers.records.schemas import Schema
from scrapers.parsers.records.shapes import Defects, Record, Value

MOST_ROWS = 50_000
_GLUED = 30
_MOST_SHORT = 2000  # short rows that nothing completed, after which no more are tried: the file is simply of another shape
_DATES = ("DELIB_DATE", "dateConvention", "dateNotification")
_WHOLES = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
_ADDRESSES = ("DELIB_URL",)
_LONG = {"DELIB_OBJET": True, "objet": True}
_SIRET = re.compile(r"[\d\s\xa0.,E+]{0,24}")
_CUT = "a line end without quotes cuts the row; its lines are joined again"
_SIRETS = ("COLL_SIRET", "idAttribuant", "idBeneficiaire")


def read_table(text: str, header: Header, schema: Schema, defects: Defects) -> Iterator[Record]:
    """Yield the records of a delimited text, at most `MOST_ROWS`."""
    missing = [column for column in schema.wanted if column not in header.columns]
    if missing:
        defects.add("columns_missing", None, f": no column {', '.join(missing)}; the schema asks for it, its values are unknown")
    if header.unknown:
        defects.add("columns_unknown", None, f": columns that the schema lacks are left aside: {', '.join(header.unknown[:12])}")
    reader = _Reader(text, header, defects)
    for number, record in enumerate(reader.records()):
        if number >= MOST_ROWS:
            defects.add("too_many_rows", None, f": only the first {MOST_ROWS} rows are read", severity="error")
            return
        yield record


class _Reader:
    """Makes records of rows, gluing and cutting those whose cells are too few or too many."""

    def __init__(self, text: str, header: Header, defects: Defects) -> None:
        self.text, self.header, self.defects = text, header, defects
        self.width, self.short = header.width, 0
        self.long = next((n for n, column in enumerate(header.columns) if column in _LONG), None)

    def records(self) -> Iterator[Record]:
        """Yield one record for each row."""
        place, line = self.header.after, self.header.line
        while place < len(self.text):
            place, line = self.header.splitter.after_blank(place, line)
            row = self.header.splitter.row(place, line)
            blank = len(row.cells) == 1 and not self.text[row.cells[0].start : row.cells[0].end].strip()
            whole = row if blank else self._whole(row)
            if not blank and any(cell.end > cell.start for cell in whole.cells):
                yield self._record(whole)
            line += self.text.count("\n", place, whole.end + 1)
            place = whole.end + 1

    def _whole(self, row: Row) -> Row:
        """Return a row with as many cells as the header."""
        if len(row.cells) == self.width and not row.stray:
            return self._continued(row) if self.long == self.width - 1 else row
        if self.text.count("\n", row.start, row.end):
            alone = self.header.splitter.row(row.start, row.line, one_line=True)
            if len(alone.cells) == self.width and self._fits(alone.cells):
                return replace(alone, stray=True)
        if len(row.cells) > self.width:
            return self._shortened(row)
        return self._lengthened(row) if len(row.cells) < self.width else row

    def _shortened(self, row: Row) -> Row:
        extra = len(row.cells) - self.width
        if not any(self.text[c.start : c.end].strip() for c in row.cells[self.width :]):
            return replace(row, cells=row.cells[: self.width])
        if self.long is not None:
            first, last = row.cells[self.long], row.cells[self.long + extra]
            cells = (*row.cells[: self.long], Cell(first.key, last.end + last.quoted), *row.cells[self.long + extra + 1 :])
            if self._fits(cells):
                made = replace(row, cells=cells)
                self._tell("delimiter_in_cell", made, "more cells than columns: the delimiter stands in the object, which is taken whole")
                return made
        self._tell(
            "cells_too_many", row, f"more cells than the {self.width} columns; those that come after are left aside, check the row", "error"
        )
        return replace(row, cells=row.cells[: self.width])

    def _continued(self, row: Row) -> Row:
        """Return a row whose last cell is the object with the lines below that have no cell of their own."""
        made, last = row, row.cells[-1]
        for _ in range(_GLUED):
            if made.end + 1 >= len(self.text) or self.text[made.end] != "\n":
                break
            below = self.header.splitter.row(made.end + 1, row.line)
            if len(below.cells) > 1 or not self.text[below.start : below.end].strip():
                break
            made = replace(made, end=below.end, cells=(*row.cells[:-1], Cell(last.key, below.end)))
        if made is not row:
            self._tell("line_end_in_cell", made, _CUT)
        return made

    def _lengthened(self, row: Row) -> Row:
        """Return a row joined with the lines that complete it, or the row itself."""
        cells, end, line = row.cells, row.end, row.line + text_lines(self.text, row)
        for _ in range(_GLUED if self.short < _MOST_SHORT else 0):
            if end + 1 >= len(self.text):
                break
            below = self.header.splitter.row(end + 1, line)
            if self._begins(below) or (len(below.cells) > 1 and len(cells) + len(below.cells) - 1 != self.width):
                break  # words that a line end cut off hold no delimiter, but for the line that completes the row
            glue = Cell(cells[-1].key, below.cells[0].end + below.cells[0].quoted)
            cells, end, line = (*cells[:-1], glue, *below.cells[1:]), below.end, line + text_lines(self.text, below)
            if len(cells) == self.width and self._fits(cells):
                made = replace(row, cells=cells, end=end)
                self._tell("line_end_in_cell", made, _CUT)
                return made
        self.short += 1
        self._tell("cells_missing", row, f"fewer cells than the {self.width} columns; those that are missing are unknown")
        return row

    def _begins(self, row: Row) -> bool:
        """Say whether a row of its own begins here: its date stands in the date's column."""
        at = next((n for n, column in enumerate(self.header.columns) if column in _DATES), None)
        if at is None or at >= len(row.cells):
            return len(row.cells) == self.width
        return is_day(words(self.text[row.cells[at].start : row.cells[at].end]))

    def _fits(self, cells: tuple[Cell, ...]) -> bool:
        """Say whether every cell is of its column's kind: dates, whole numbers, addresses and SIRET are filled as such or empty."""
        for column, cell in zip(self.header.columns, cells, strict=False):
            text = words(self.text[cell.start : cell.end])
            if not text:
                continue
            if column in _DATES and not (read_day(text).value or read_day(text).readings):
                return False
            if (column in _WHOLES and read_whole(text) is None) or (
                column in _ADDRESSES and not text.lower().startswith(("http", "=", "/"))
            ):
                return False
            if column in _SIRETS and not _SIRET.fullmatch(text):
                return False
        return True

    def _record(self, row: Row) -> Record:
        values = {}
        for column, cell in zip(self.header.columns, row.cells, strict=False):
            raw = self.text[cell.start : cell.end]
            if column and raw.strip():
                value = self._value(column, cell, raw)
                if value.text:
                    values[column] = value
        record = Record(row.line, row.start, row.end, values)
        if row.stray:
            self.defects.add("unbalanced_quotes", record, ": a quotation mark is not closed; the cells are cut at the line's delimiters")
        self._tell_formulas(record)
        return record

    def _value(self, column: str, cell: Cell, raw: str) -> Value:
        start = cell.start + len(raw) - len(raw.lstrip())
        end = cell.end - (len(raw) - len(raw.rstrip()))
        said = raw.replace('""', '"') if cell.quoted else raw.strip().strip('"') if raw.count('"') == 1 else raw
        return Value(address(said) if column in _ADDRESSES else words(said), start, end, cell.key)

    def _tell_formulas(self, record: Record) -> None:
        for value in record.values.values():
            raw = self.text[value.start : value.end]
            if is_formula(raw):
                self.defects.add("formula_cell", record, ": a cell that a spreadsheet would run; it is read as words and never run", raw)
                return

    def _tell(self, code: str, row: Row, what: str, severity: str = "warning") -> None:
        record = Record(row.line, row.start, row.end, {})
        raw = self.text[row.start : min(row.end, row.start + 80)]
        self.defects.add(code, record, f": {what}", raw, "error" if severity == "error" else "warning")
