"""Builds one act from its place in the document: exact span, pages, title, vote, amounts, matter code."""

import re
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.amounts import find_amounts
from scrapers.parsers.headers import Header, is_stop
from scrapers.parsers.official_list import Row
from scrapers.parsers.text import Sheet
from scrapers.parsers.titles import good, title_of
from scrapers.parsers.votes import Vote, read_vote
from scrapers.parsers.voting_words import VOTE_MARK
from tracker.items import ActItem, ReadingItem

EXTRACTOR = "parsers@1"
FEW_WORDS = 60
_MATTER = re.compile(r"(?:nomenclature|matiere|classification)[^\d\n]{0,40}(?P<code>[1-9]\.\d{1,2}(?:\.\d{1,2})?)")
_NO_ACT = re.compile(
    r"^(?:questions? (?:diverses|orales|ecrites)|informations?|affaires diverses|divers\b|points? divers"
    r"|tour de table|communications?|agenda|dates?"
    r"|decisions? (?:du maire|prises)|compte[- ]rendu des decisions|ordre du jour|sommaire)"
)


@dataclass(frozen=True)
class Place:
    """What all acts of one document share."""

    reading: ReadingItem
    body: str
    day: date | None
    regime: str
    confidence: float


def make_act(
    sheet: Sheet, place: Place, header: Header | None, end_line: int, *, title: str | None = None, number: str | None = None
) -> ActItem | None:
    """Return the act between a header and a line, or None when the words there are no act."""
    first = 0
    if header is not None:
        title, first = title_of(sheet, header, end_line)
        number = header.number if header.family == "ref" or header.shape == "n" else None  # "N° 7 –" is printed as a number, "7." is not
        end_line = _end_of_act(sheet, header, end_line)
    if not title or not good(title):
        return None
    start, end = _trim(sheet.text, sheet.lines[first].start, sheet.lines[end_line - 1].end)
    if end - start < 3 or (header is not None and not _is_act(sheet, header, title, start, end)):
        return None
    return _build(sheet, place, start, end, title, number, read_vote(_visible(sheet, start, end)), place.day)


def make_row_act(sheet: Sheet, place: Place, row: Row) -> ActItem:
    """Return the act of one row of an official list."""
    vote = Vote(outcome=row.outcome, unanimous=row.unanimous, raw=row.outcome_raw)
    return _build(sheet, place, row.start, row.end, row.title, row.number, vote, row.day or place.day)


def _build(sheet: Sheet, place: Place, start: int, end: int, title: str, number: str | None, vote: Vote, day: date | None) -> ActItem:
    text = sheet.text[start:end]
    matter = _MATTER.search(sheet.plain[start : min(end, start + 1500)])
    return ActItem(
        sha256=place.reading.sha256, body=place.body, date=day, number=number, title=title, matter_code=matter["code"] if matter else None,
        page_from=sheet.page_at(start), page_to=sheet.page_at(end - 1), span=(start, end), text=text, regime=place.regime,
        confidence=place.confidence, outcome=vote.outcome, unanimous=vote.unanimous, vote_raw=vote.raw, counts=vote.counts,
        person_votes=vote.persons, amounts=find_amounts(text, start), extractor=EXTRACTOR,
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
    for line in sheet.lines[header.line + 1 : end_line]:
        if not line.blank and is_stop(line):
            return line.index
    return end_line


def _is_act(sheet: Sheet, header: Header, title: str, start: int, end: int) -> bool:
    simple = sheet.plain[start:end]
    voted = bool(VOTE_MARK.search(simple))
    if _NO_ACT.match(re.sub(r"\s+", " ", sheet.plain[header.title_at : header.title_at + 80])) and not (voted and header.family == "ref"):
        return False
    return voted or read_vote(simple).outcome is not None or len(simple.split()) > FEW_WORDS or header.family == "ref"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
