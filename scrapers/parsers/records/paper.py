"""A data file being read: its text, where its pages break, what was wrong in it, and what all of its acts share."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scrapers.parsers.context import Context
from scrapers.parsers.records.cells import read_day
from scrapers.parsers.records.shapes import Defects, Record
from tracker.items import PAGE_BREAK, ReadingItem

EXTRACTOR = "records@1"
_EARLIEST = 1990
_SIREN = 9
_SIRET = 14


@dataclass(frozen=True)
class SaidDay:
    """The date of a row: its value, the words that tell it, and whether anything in the row speaks against it."""

    value: date | None
    raw: str = ""
    sure: bool = False


@dataclass
class Paper:
    """One data file."""

    reading: ReadingItem
    context: Context
    schema: str
    defects: Defects = field(default_factory=Defects)
    columns: frozenset[str] | None = None  # those of the file's header; None when every record names its own cells

    @cached_property
    def text(self) -> str:
        """The text that every span points into."""
        return self.reading.text

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer(PAGE_BREAK, self.text)]

    def has(self, column: str) -> bool:
        """Say whether the file has a column: what it lacks is told once, and not of every row."""
        return self.columns is None or column in self.columns

    def page(self, offset: int) -> int:
        """Return the page, counted from 1, of a place."""
        return 1 + bisect_right(self._breaks, offset)

    def span(self, record: Record, columns: Iterable[str]) -> tuple[int, int]:
        """Return the place of an act in its row: from the first of its own cells on, since rows of one body all begin alike."""
        own = [value.key for column in columns if (value := record.values.get(column))]
        start, end = min(own, default=record.start), record.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def of_body(self, records: Sequence[Record], column: str) -> list[Record]:
        """Return the rows of this body: those of another SIREN are left out and counted, never given to it."""
        owners = [self._owner(record, column) for record in records]
        known = {one for one in owners if one}
        if self.context.siren is None and len(known) > 1:
            what = f": rows of {len(known)} bodies ({column} {', '.join(sorted(known)[:4])} …); give the body its siren in the town's file"
            self.defects.add("several_bodies", None, what, severity="error")
            return []
        mine = self.context.siren or next(iter(known), "")
        unclear = {record.get(column) for record, owner in zip(records, owners, strict=True) if not owner} - {""}
        shared = bool(known - {mine}) or len(unclear) > 1
        kept = []
        for record, owner in zip(records, owners, strict=True):
            if owner == mine or (not owner and not shared):
                kept.append(record)
            elif owner:
                self.defects.add("other_body", record, f": {column} is not of SIREN {mine}; rows of another body are left out", owner)
            else:
                what = f": {column} does not say whose the row is, and the file holds rows of several bodies; the row gives no act"
                self.defects.add("owner_unknown", record, what, record.get(column), "error")
        if records and not kept:
            self.defects.add("nothing_of_body", None, f": no row of SIREN {mine}; is it the right file?", severity="error")
        return kept

    def _owner(self, record: Record, column: str) -> str:
        """Return the SIREN of a row, empty when its cell does not hold one."""
        raw = record.get(column)
        figures = re.sub(r"[\s\xa0.]", "", raw)
        if figures.isdigit() and len(figures) in (_SIREN, _SIRET):
            return figures[:_SIREN]
        if raw:
            self.defects.add("siret_unreadable", record, f": {column} is no SIRET of 14 figures; it does not say whose the row is", raw)
        return ""

    def day(self, record: Record, column: str, later: str = "", witnesses: Sequence[str] = ()) -> SaidDay:
        """Return the date of a row; `later` is the column of a date that cannot come before it, `witnesses` columns that hold its year."""
        raw = record.get(column)
        if not raw and not self.has(column):
            return SaidDay(None)
        if not raw:
            self.defects.add("date_missing", record, f": {column} is empty; a date such as 2024-03-21 was expected")
            return SaidDay(None)
        after = read_day(record.get(later)).value if later else None
        said = read_day(raw)
        value = said.value or self._chosen(said.readings, after, [record.get(one) for one in witnesses])
        if value is None:
            kind = ("date_short_year", "has a year in two figures that nothing in the row confirms") if said.readings else None
            code, what = kind or ("date_unreadable", "is no date")
            self.defects.add(code, record, f": {column} {what}; a date such as 2024-03-21 was expected, the act has none", raw)
            return SaidDay(None, raw)
        return self._checked(record, column, SaidDay(value, raw, said.value is not None), after)

    def _chosen(self, readings: Sequence[date], after: date | None, witnesses: Sequence[str]) -> date | None:
        """Return the one reading of a short year that the row itself confirms."""
        near = [day for day in readings if after and 0 <= (after - day).days <= 90]
        told = [day for day in readings if any(re.search(rf"(?<!\d){day.year}(?!\d)", one) for one in witnesses)]
        found = {*near} or {*told}
        return found.pop() if len(found) == 1 else None

    def _checked(self, record: Record, column: str, said: SaidDay, after: date | None) -> SaidDay:
        if said.value is None:
            return said
        if self.context.seen and said.value > self.context.seen:
            what = f": {column} is after {self.context.seen}, the day when the file was fetched; the act has no date"
            self.defects.add("date_in_future", record, what, said.raw)
            return SaidDay(None, said.raw)
        if said.value.year < _EARLIEST:
            self.defects.add("date_implausible", record, f": {column} is before {_EARLIEST}; the act has no date", said.raw)
            return SaidDay(None, said.raw)
        if after and after < said.value:
            what = f": {column} comes after the date of its transmission; it is kept and not taken as certain"
            self.defects.add("date_after_transmission", record, what, said.raw)
            return SaidDay(said.value, said.raw)
        return said
