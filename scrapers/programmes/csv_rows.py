"""A table of measures (CSV) as rows by column: every defect is named with its file and row, and all of them at once.

A spreadsheet writes what it likes: another separator, another encoding, formulas for words, error values, two rows of one id. Nothing
is guessed: a row that cannot be trusted makes the file refused, because a measure left out in silence would be missed by nobody.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrapers.documents.sniff import HTML, TEXT, sniff
from scrapers.documents.text import decode
from tracker.errors import InputError

MOST_ROWS = 5_000
_SHOWN = 5
_FORMULA = re.compile(r"=|@[A-Za-z]+\(|[+-]?\$?[A-Z]{1,3}\$?\d+\s*[-+*/:&]|[+-]?[A-Z][A-Z.]{1,20}\(")
_ERROR = re.compile(r"#(?:REF|NAME|NOM|N/A|VALUE|VALEUR|DIV/0|NUL|NULL|NUM|NOMBRE)\b[!?]?", re.IGNORECASE)
_DELIMITERS = ";,\t|"


class Rows:
    """The rows of one file, each a mapping of column to cell, with the number of its line."""

    def __init__(self, path: Path) -> None:
        """Read the whole file; the first row names the columns."""
        self.path = path
        data = path.read_bytes()
        kind = sniff(data)
        if kind not in (TEXT, HTML):
            raise InputError(f"{path}: expected a CSV file of text, found {kind}; save the sheet as CSV (UTF-8)")
        text = decode(data)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        try:
            self._cells = list(_numbered(reader))
        except csv.Error as error:
            raise InputError(f"{path}: row {reader.line_num}: not valid CSV ({error})") from error
        if not self._cells:
            raise InputError(f"{path}: no row; expected a first row that names the columns")
        self.columns = [cell.strip() for cell in self._cells[0][1]]
        twice = {name for name in self.columns if name and self.columns.count(name) > 1}
        if twice:
            raise InputError(f"{path}: row 1: columns named twice: {', '.join(sorted(twice))}")
        if len(self._cells) - 1 > MOST_ROWS:
            few = f"a programme has some hundred measures, at most {MOST_ROWS} are read: is this the right file?"
            raise InputError(f"{path}: {len(self._cells) - 1} rows; {few}")

    def need(self, wanted: Sequence[str]) -> None:
        """Refuse a file that lacks a column."""
        lost = [name for name in wanted if name not in self.columns]
        if lost:
            found = ", ".join(repr(name) for name in self.columns[:20])
            raise InputError(
                f"{self.path}: row 1: expected the columns {', '.join(map(repr, lost))}, found {found}; rename them or the mapping's"
            )

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number of each row that says something, and its cells by column."""
        problems = [problem for number, cells in self._cells[1:] for problem in self._problems(number, cells)]
        refuse(self.path, problems)
        for number, cells in self._cells[1:]:
            if any(cell.strip() for cell in cells):
                yield number, {name: cell.strip() for name, cell in zip(self.columns, cells, strict=False) if name}

    def _problems(self, number: int, cells: Sequence[str]) -> Iterator[str]:
        if len(cells) > len(self.columns) and any(cell.strip() for cell in cells[len(self.columns) :]):
            yield f"row {number}: {len(cells)} cells under {len(self.columns)} columns: a separator inside a cell that is not quoted?"
        for name, cell in zip(self.columns, cells, strict=False):
            if _FORMULA.match(cell.strip()):
                yield f"row {number}: column {name!r}: a formula of a spreadsheet ({cell.strip()[:40]}); paste its value"
            elif _ERROR.match(cell.strip()):
                yield f"row {number}: column {name!r}: an error value of a spreadsheet ({cell.strip()[:40]}); write the words"


def refuse(path: Path, problems: Sequence[str]) -> None:
    """Refuse a file with all its problems told, the first ones by name."""
    if problems:
        more = f" (and {len(problems) - _SHOWN} more)" if len(problems) > _SHOWN else ""
        raise InputError(f"{path}: {'; '.join(problems[:_SHOWN])}{more}")


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 1
    for cells in reader:
        yield number, cells
        number += 1


def _delimiter(text: str) -> str:
    """Return the sign that parts the names of the columns."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), -_DELIMITERS.index(sign)))
