"""The door of data files: which schema a text is of, then its rows to items.

The columns decide when they prove a schema, else what the platform said (`raw_kind`). A text that is neither is no data file, and goes
the way of every document.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from scrapers.parsers.context import Context
from scrapers.parsers.records.cells import words
from scrapers.parsers.records.contracts import read_contracts
from scrapers.parsers.records.deliberations import read_deliberations
from scrapers.parsers.records.grants import read_grants
from scrapers.parsers.records.header import DELIMITERS, find_header
from scrapers.parsers.records.json_records import first_names, looks_like_json, read_json
from scrapers.parsers.records.paper import Paper
from scrapers.parsers.records.rows import Splitter
from scrapers.parsers.records.schemas import DECP, MEGALIS, SCDL, SCHEMAS, SUBVENTIONS, proved
from scrapers.parsers.records.shapes import Record
from scrapers.parsers.records.table import read_table
from scrapers.parsers.records.xml_records import looks_like_contracts, read_xml
from scrapers.parsers.text import squash
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem
from tracker.vocabulary import DocumentKind

_READERS: dict[str, Callable[[Paper, Sequence[Record]], Iterator[SittingItem | ActItem]]] = {
    SCDL: read_deliberations, MEGALIS: read_deliberations, DECP: read_contracts, SUBVENTIONS: read_grants,
}  # fmt: skip
_HEAD_ROWS = 3


def data_kind(text: str, context: Context) -> str:
    """Return the schema of a text, empty when it is no data file."""
    if context.borders is not None:
        return ""
    if looks_like_contracts(text):
        return DECP
    names = first_names(text) if looks_like_json(text) else _header_names(text)
    return proved(names, context.fields) or (context.raw_kind if context.raw_kind in SCHEMAS else "")


def records_kind(schema: str, hint: DocumentKind) -> DocumentKind:
    """Return the kind of document that a data file is: a list of délibérations gives way to the minutes, whatever its form."""
    return DocumentKind.LISTE_DELIBERATIONS if schema in (SCDL, MEGALIS) else hint


def parse_records(reading: ReadingItem, context: Context, schema: str) -> list[SittingItem | ActItem | IssueItem]:
    """Return the sittings, the acts and the issues of a data file."""
    paper = Paper(reading, context, schema)
    records = list(read_records(paper))
    if not records and not paper.defects.codes():
        paper.defects.add("no_rows", None, ": a header and no row; at least one row was expected", severity="error")
    items = list(_READERS[schema](paper, records))
    return [*items, *paper.defects.issues(context.name, paper.text, reading.sha256, context.url)]


def read_records(paper: Paper) -> Iterator[Record]:
    """Yield the rows of a data file, whatever its format."""
    text, schema, fields = paper.text, SCHEMAS[paper.schema], paper.context.fields
    if looks_like_contracts(text):
        yield from read_xml(text, schema, fields, paper.defects)
    elif looks_like_json(text):
        yield from read_json(text, schema, fields, paper.defects)
    else:
        header = find_header(text, schema, fields)
        if header is None:
            expected = ", ".join(schema.wanted)
            what = f": no header with the columns {expected} was found; map the file's own with `fields` if it is the right one"
            paper.defects.add("no_header", None, what, squash(text[:200]), "error")
            return
        paper.columns = frozenset(header.columns)
        yield from read_table(text, header, schema, paper.defects)


def _header_names(text: str) -> list[str]:
    """Return the cells of the first rows, at the delimiter that gives most: where a header can be."""
    head = text[:20_000]
    found: list[str] = []
    for mark in DELIMITERS:
        rows = list(islice(Splitter(head, mark).rows(), _HEAD_ROWS))
        names = [words(head[cell.start : cell.end]) for row in rows for cell in row.cells if len(row.cells) > 1]
        found = max(found, names, key=len)
    return found
