"""Délibérations of a SCDL file, or of the Mégalis interface, to sittings and acts: one act a row, one sitting a date."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from scrapers.parsers.amounts import find_amounts
from scrapers.parsers.records.entries import OWN, Entry, matter_code, read_entries
from scrapers.parsers.records.paper import EXTRACTOR, Paper
from scrapers.parsers.records.shapes import Record, Value
from scrapers.parsers.stage import read_stage
from tracker.items import ActItem, AmountItem, SittingItem
from tracker.vocabulary import DateOrigin

_SURE_ROWS = 3  # acts that must bear a date before it is that of a sitting beyond doubt: one alone may be a slip of the keyboard
_MONEY = re.compile(r"€|euros?\b", re.IGNORECASE)


def read_deliberations(paper: Paper, records: Sequence[Record]) -> Iterator[SittingItem | ActItem]:
    """Yield the sittings, then the acts, of a file of délibérations."""
    entries = read_entries(paper, records)
    share = sum(bool(entry.number and entry.day.value) for entry in entries) / len(entries) if entries else 0.0
    confidence = round(0.7 + 0.3 * share, 3)
    yield from _sittings(paper, entries, confidence)
    for entry in entries:
        yield _act(paper, entry, confidence)


def _sittings(paper: Paper, entries: Sequence[Entry], confidence: float) -> Iterator[SittingItem]:
    days = defaultdict(list)
    for entry in entries:
        if entry.day.value:
            days[entry.day.value].append(entry)
    evidence = f"{len(entries)} rows of {paper.schema}, {len(days)} dates"
    for day, own in sorted(days.items()):
        members = {entry.figures.members for entry in own if entry.figures.members}
        yield SittingItem(
            sha256=paper.reading.sha256, body=paper.context.body, date=day, date_raw=own[0].day.raw[:200], date_origin=DateOrigin.TEXT,
            date_certain=len(own) >= _SURE_ROWS and all(entry.day.sure for entry in own),
            in_office=members.pop() if len(members) == 1 else None, regime=paper.schema, regime_evidence=evidence, confidence=confidence,
            extractor=EXTRACTOR,
        )  # fmt: skip


def _act(paper: Paper, entry: Entry, confidence: float) -> ActItem:
    start, end = paper.span(entry.record, OWN)
    words, figures = entry.record.values["DELIB_OBJET"], entry.figures
    stage = read_stage(entry.title, words.text, figures.outcome)
    return ActItem(
        sha256=paper.reading.sha256, body=paper.context.body, date=entry.day.value, number=entry.number, number_repeated=entry.repeated,
        transmission_id=entry.transmission, title=entry.title, matter_code=matter_code(paper, entry.record), page_from=paper.page(start),
        page_to=paper.page(end - 1), span=(start, end), text=paper.text[start:end], regime=paper.schema, confidence=confidence,
        outcome=figures.outcome, unanimous=figures.unanimous, vote_raw=figures.raw, counts=figures.counts,
        amounts=_amounts(paper, words, entry.title), stage=stage.stage, stage_reason=stage.reason, extractor=EXTRACTOR,
    )  # fmt: skip


def _amounts(paper: Paper, words: Value, title: str) -> tuple[AmountItem, ...]:
    """Return the amounts that an object names, where the file writes them as they are read."""
    raw = paper.text[words.start : words.end]
    return find_amounts(raw, words.start, title=title) if _MONEY.search(raw) and "\\" not in raw else ()
