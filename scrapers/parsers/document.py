"""One document's text to its sitting, its acts and its issues: the main door of this room. Pure: no file, no network, no clock.

Every act's text is exactly `reading.text[span]`. A document whose kind gives no acts, or whose regime is not proved, gives none.
A person's borders win over everything that the text suggests.
"""

from scrapers.parsers.attendance import read_attendance
from scrapers.parsers.context import Context, Work
from scrapers.parsers.heads import make_sheet
from scrapers.parsers.kinds import GIVES_ACTS, kind_of
from scrapers.parsers.minutes import read_drawn, read_list, read_minutes
from scrapers.parsers.numbering import check_numbers
from scrapers.parsers.records import data_kind, parse_records, records_kind
from scrapers.parsers.sitting import SittingDate, sitting_date
from scrapers.parsers.text import Sheet, plain
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem
from tracker.vocabulary import DocumentKind, TextStatus


def text_kind(text: str, hint: DocumentKind = DocumentKind.OTHER) -> DocumentKind:
    """Return the kind of document that a text shows."""
    return kind_of(plain(text), hint)


def document_kind(text: str, context: Context) -> DocumentKind:
    """Return the kind of a document: what its schema is for a data file, else what its text shows."""
    schema = data_kind(text, context)
    return records_kind(schema, context.kind) if schema else text_kind(text, context.kind)


def parse_document(reading: ReadingItem, context: Context) -> list[SittingItem | ActItem | IssueItem]:
    """Return the sitting, the acts and the issues of one document's text."""
    if reading.text_status in (TextStatus.NONE, TextStatus.FAILED) or not reading.text.strip():
        return []
    schema = data_kind(reading.text, context)
    if schema:
        return parse_records(reading, context, schema)
    sheet = make_sheet(reading.text)
    kind = kind_of(sheet.plain, context.kind)
    if context.borders is None and kind not in GIVES_ACTS:
        return []
    work = Work(sheet, reading, context, _day(sheet, reading, context), read_attendance(sheet.text, sheet.plain))
    if context.borders is not None:
        read_drawn(work, context.borders)
    elif kind is DocumentKind.LISTE_DELIBERATIONS:
        read_list(work)
    else:
        read_minutes(work, kind)
    check_numbers(work)
    return work.parsed.items()


def _day(sheet: Sheet, reading: ReadingItem, context: Context) -> SittingDate:
    """Return the date of the sitting; the first page keeps its running head, which may be the title where that date stands."""
    first = len(reading.pages[0])
    simple = plain(sheet.text[:first]) + sheet.plain[first:]
    recognised = any(one.page == 1 for one in reading.ocr)
    names = [name for name in context.names if name]
    return sitting_date(sheet.text, simple, names, context.listed_date, context.siren, recognised=recognised)
