"""What a row of a data file is, whatever its format: its line, its place in the text, its cells by the schema's column names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scrapers.parsers.text import squash
from tracker.items import PAGE_BREAK, IssueItem

Severity = Literal["warning", "error"]
_SHOWN_LINES = 12
_SHOWN_RAW = 80


@dataclass(frozen=True, slots=True)
class Value:
    """One filled cell: its words made clean, and where they stand as written; `key` is where the cell's name or quote begins."""

    text: str
    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line of the text where it begins, its place, and its filled cells by column; an empty cell is absent, never 0."""

    line: int
    start: int
    end: int
    values: Mapping[str, Value]

    def get(self, column: str) -> str:
        """Return the words of a cell, empty when it is not filled."""
        value = self.values.get(column)
        return value.text if value else ""


@dataclass
class _Defect:
    severity: Severity
    what: str
    offset: int
    lines: list[int] = field(default_factory=list)
    raw: str = ""


class Defects:
    """What is wrong in a file, told once for each defect with the lines that have it: one issue, not one for each of 10,000 rows."""

    def __init__(self) -> None:
        """Begin without any defect."""
        self._found: dict[str, _Defect] = {}

    def add(self, code: str, record: Record | None, what: str, raw: str = "", severity: Severity = "warning") -> None:
        """Note a defect of a row, or of the whole file; `what` says what was found and what was expected."""
        start = record.start if record else 0
        found = self._found.setdefault(code, _Defect(severity, what, start, raw=squash(raw)[:_SHOWN_RAW]))
        if record:
            found.lines.append(record.line)

    def codes(self) -> list[str]:
        """Return the codes of the defects, in the order they were met."""
        return list(self._found)

    def issues(self, name: str, text: str, sha256: str, url: str | None) -> list[IssueItem]:
        """Return one issue for each defect."""
        return [
            IssueItem(
                code=code, message=f"{name}{_where(one)}{one.what}{_example(one)}"[:1000], severity=one.severity, sha256=sha256, url=url,
                page=1 + text.count(PAGE_BREAK, 0, one.offset),
            )
            for code, one in self._found.items()
        ]  # fmt: skip


def _where(one: _Defect) -> str:
    if not one.lines:
        return ""
    shown = ", ".join(map(str, one.lines[:_SHOWN_LINES])) + (" …" if len(one.lines) > _SHOWN_LINES else "")
    return f", line {shown}" if len(one.lines) == 1 else f", {len(one.lines)} rows (lines {shown})"


def _example(one: _Defect) -> str:
    return f" (« {one.raw} »)" if one.raw else ""
