"""Builds one act from its place in the document: exact span, pages, title, vote, amounts, matter code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.amounts import find_amounts
from scrapers.parsers.borders import Drawn
from scrapers.parsers.context import EXTRACTOR
from scrapers.parsers.decisions import Decisions
from scrapers.parsers.headers import Header
from scrapers.parsers.official_list import Row
from scrapers.parsers.stage import read_stage
from scrapers.parsers.stops import is_alone, is_stop, names_no_act
from scrapers.parsers.text import Sheet, plain
from scrapers.parsers.title_words import good
from scrapers.parsers.titles import title_of
from scrapers.parsers.votes import Vote, read_vote
from tracker.items import ActItem, ReadingItem

FEW_WORDS = 40
PROVEN = ("ref", "num", "obj", "agenda")  # in a chain that its document proves, an item treated without a decision is an act too
_MATTER = re.compile(r"(?:nomenclature|matiere|classification)[^\d\n]{0,40}(?P<code>[1-9]\.\d{1,2}(?:\.\d{1,2})?)")
_BY_THE_MAYOR = re.compile(
    r"\bdecisions?\b.{0,40}\b(?:prises?|delegation|maire|president)|\bdelegations? (?:du|de|au)\b"
)  # its list is its text


@dataclass(frozen=True)
class Head:
    """A header with its title and the line where its act really begins."""

    header: Header
    title: str
    line: int


@dataclass(frozen=True)
class Place:
    """What all acts of one document share."""

    reading: ReadingItem
    body: str
    day: date | None
    regime: str
    confidence: float

    def ocr_spans(self, sheet: Sheet, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the places, in the document's text, of the recognised pages that a span touches."""
        pages = {one.page for one in self.reading.ocr}
        spans = (sheet.page_span(page) for page in sorted(pages) if page <= len(self.reading.pages))
        return tuple(span for span in spans if span[0] < end and start < span[1])


def heads_of(sheet: Sheet, headers: Sequence[Header]) -> list[Head]:
    """Return the heads of acts: each act ends where the next one's title, which may stand above its reference, begins."""
    limits = [*(header.first for header in headers[1:]), len(sheet.lines)]
    return [Head(header, *title_of(sheet, header, limit)) for header, limit in zip(headers, limits, strict=True)]


def make_act(sheet: Sheet, place: Place, head: Head, end_line: int, decisions: Decisions) -> ActItem | None:
    """Return the act between its head and a line, or None when the words there are no act."""
    header = head.header
    number = header.number if header.family == "ref" or header.shape == "n" else None  # "N° 7 –" is printed as a number, "7." is not
    end_line = _end_of_act(sheet, header, end_line)
    if not good(head.title):
        return None
    start, end = _trim(sheet.text, sheet.lines[head.line].start, sheet.lines[end_line - 1].end)
    if end - start < 3 or not _is_act(header, head.title, len(sheet.text[start:end].split()), decisions.any(header.line, end_line)):
        return None
    return _build(sheet, place, start, end, head.title, number, read_vote(_visible(sheet, start, end)), place.day)


def make_single_act(sheet: Sheet, place: Place, title: str, number: str | None) -> ActItem | None:
    """Return the act that a whole file is, with the title and number printed in it."""
    start, end = _trim(sheet.text, 0, len(sheet.text))
    if not good(title) or end - start < 3:
        return None
    return _build(sheet, place, start, end, title, number, read_vote(_visible(sheet, start, end)), place.day)


def make_drawn_act(sheet: Sheet, place: Place, drawn: Drawn, end_line: int) -> ActItem | None:
    """Return the act that a person drew, up to the next border; None when nothing is left there."""
    start, end = _trim(sheet.text, sheet.lines[drawn.line].start, sheet.lines[end_line - 1].end)
    if end - start < 1:
        return None
    border = drawn.border
    return _build(sheet, place, start, end, border.title, border.number, read_vote(_visible(sheet, start, end)), place.day)


def make_row_act(sheet: Sheet, place: Place, row: Row) -> ActItem:
    """Return the act of one row of an official list."""
    said = read_vote(row.outcome_raw)
    unanimous = said.unanimous if row.unanimous is None else row.unanimous
    vote = Vote(outcome=row.outcome, unanimous=unanimous, raw=row.outcome_raw, counts=said.counts)
    return _build(sheet, place, row.start, row.end, row.title, row.number, vote, row.day or place.day)


def _build(sheet: Sheet, place: Place, start: int, end: int, title: str, number: str | None, vote: Vote, day: date | None) -> ActItem:
    text = sheet.text[start:end]
    matter = _MATTER.search(sheet.plain[start : min(end, start + 1500)])
    pages = sheet.page_at(start), sheet.page_at(end - 1)
    recognised = place.ocr_spans(sheet, start, end)
    stage = read_stage(title, text, vote.outcome)
    return ActItem(
        sha256=place.reading.sha256, body=place.body, date=day, number=number, title=title, matter_code=matter["code"] if matter else None,
        page_from=pages[0], page_to=pages[1], span=(start, end), text=text, regime=place.regime, confidence=place.confidence,
        outcome=vote.outcome, unanimous=vote.unanimous, vote_raw=vote.raw, counts=vote.counts,
        person_votes=vote.persons, ballots=vote.ballots,
        amounts=find_amounts(text, start, title=title, ocr_spans=recognised), stage=stage.stage, stage_reason=stage.reason,
        ocr=bool(recognised), extractor=EXTRACTOR,
    )  # fmt: skip


def _visible(sheet: Sheet, start: int, end: int) -> str:
    """Return the act's words with running heads blanked, as the vote reader must see them."""
    pieces = []
    for line in sheet.lines[sheet.line_at(start) : sheet.line_at(end - 1) + 1]:
        low, high = max(line.start, start), min(line.end, end)
        pieces.append(" " * (high - low) if line.blank else sheet.text[low:high])
    return "\n".join(pieces)


def _end_of_act(sheet: Sheet, header: Header, end_line: int) -> int:
    """Return the line where the act stops: the next header, or a heading of questions, information or end of sitting."""
    lists_decisions = bool(_BY_THE_MAYOR.search(sheet.plain, header.title_at, sheet.lines[header.line].end))
    for line in sheet.lines[header.line + 1 : end_line]:
        if not line.blank and is_stop(line) and not (lists_decisions and is_alone(line)):
            return line.index
    return end_line


def _is_act(header: Header, title: str, words: int, decided: bool) -> bool:
    """Say whether something is an act: decided there, or a numbered item of the sitting that was treated without a vote."""
    if names_no_act(plain(title)):
        return decided and (header.family == "ref" or header.shape == "point")
    if header.family == "num" and header.shape == "bullet":
        return decided
    return decided or header.family in PROVEN or (header.ordinal is not None and words > FEW_WORDS)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
