"""The header of a delimited file: its delimiter, the place of its columns, and columns by position for a file that has no header."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from scrapers.parsers.records.cells import words
from scrapers.parsers.records.rows import MOST_CELLS, Row, Splitter
from scrapers.parsers.records.schemas import Schema, key

DELIMITERS = (";", ",", "\t", "|")
_HEADER_ROWS = 15  # a title, a date and a blank line may stand above the header
_HEAD, _TRIED = 20_000, 200  # characters and rows that show how a file without header is made
_OFTEN = 10  # a number of cells that one row in so many has is a real one


@dataclass(frozen=True)
class Header:
    """Where the header is, how the file is delimited, and the column of each cell, empty for one that the schema lacks."""

    splitter: Splitter
    columns: tuple[str, ...]
    after: int  # where the rows begin
    line: int
    unknown: tuple[str, ...] = ()
    width: int = 0


def find_header(text: str, schema: Schema, fields: Mapping[str, str]) -> Header | None:
    """Return the header of a delimited text, or the columns that the town gives by their position; None when neither fits."""
    names = schema.names(fields)
    found = [header for mark in DELIMITERS for header in _headers(Splitter(text, mark), names)]
    best = max(found, key=lambda one: (sum(map(bool, one.columns)), -one.line), default=None)
    if best and len(_known(best)) >= 2 and set(schema.needed) <= _known(best):
        return best
    return _by_position(text, schema, fields)


def _known(header: Header) -> set[str]:
    return {column for column in header.columns if column}


def _headers(splitter: Splitter, names: Mapping[str, str]) -> Iterator[Header]:
    for row in islice(splitter.rows(), _HEADER_ROWS):
        printed = [words(splitter.text[cell.start : cell.end]) for cell in row.cells]
        columns: list[str] = []
        for name in printed:
            column = names.get(key(name), "")
            columns.append("" if column in columns else column)
        unknown = tuple(name for name, column in zip(printed, columns, strict=True) if name and not column)
        yield Header(splitter, tuple(columns), row.end + 1, row.line + text_lines(splitter.text, row), unknown, len(columns))


def text_lines(text: str, row: Row) -> int:
    """Return how many lines a row takes."""
    return 1 + text.count("\n", row.start, row.end)


def _by_position(text: str, schema: Schema, fields: Mapping[str, str]) -> Header | None:
    """Return a header made of the positions that the town's file gives ("1": DELIB_DATE) for a file that has none."""
    places = {
        int(own): column for own, column in fields.items() if own.isdigit() and column in schema.columns and 0 < int(own) <= MOST_CELLS
    }
    if not places or not set(schema.needed) <= set(places.values()):
        return None
    head = text[:_HEAD]
    mark = max(DELIMITERS, key=head.count)
    splitter = Splitter(text, mark)
    counts = [len(row.cells) for row in islice(splitter.rows(), _TRIED)]
    width = max([*places, *(n for n in set(counts) if counts.count(n) * _OFTEN >= len(counts))], default=0)
    return Header(splitter, tuple(places.get(n, "") for n in range(1, width + 1)), 0, 1, (), width)
