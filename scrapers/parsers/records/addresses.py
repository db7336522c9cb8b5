"""The documents that the rows of a data file name: what a spider follows after the file itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice

from scrapers.documents.clean import normalise
from scrapers.parsers.context import Context
from scrapers.parsers.records.cells import read_day, words
from scrapers.parsers.records.door import read_records
from scrapers.parsers.records.paper import Paper
from scrapers.parsers.records.schemas import DECP, MEGALIS, SCDL, SUBVENTIONS
from tracker.items import IssueItem, ReadingItem
from tracker.vocabulary import DocumentKind, TextStatus

MOST_CHARACTERS = 8_000_000
_MOST_LINKS = 20_000
_SHARED = 3  # acts that may share an address (a register of the sitting); more share a list page
_KINDS = {"1": DocumentKind.DELIBERATION, "5": DocumentKind.BUDGET}
_COLUMNS = {
    SCDL: ("DELIB_URL", "DELIB_OBJET", "DELIB_DATE", "COLL_SIRET"),
    MEGALIS: ("url", "objet", "date_acte", "siren"),
    DECP: ("", "objet", "dateNotification", "acheteur.id"),
    SUBVENTIONS: ("", "objet", "dateConvention", "idAttribuant"),
}


@dataclass(frozen=True)
class NamedDocument:
    """A document that a row names: its address as written, the row's words and date."""

    address: str
    title: str
    day: date | None
    kind: DocumentKind


@dataclass(frozen=True)
class NamedDocuments:
    """The documents of a file, the newest first; the addresses that stand on too many rows to be a document's; what bars its reading."""

    documents: tuple[NamedDocument, ...]
    shared: tuple[str, ...]
    rows: int
    problems: tuple[IssueItem, ...] = ()


def named_documents(text: str, schema: str, context: Context) -> NamedDocuments:
    """Return the documents that the rows of a data file name, those of other bodies left out; a file of money names none."""
    reading = ReadingItem(sha256="0" * 64, text_status=TextStatus.NATIVE, pages=(normalise(text[:MOST_CHARACTERS]),), extractor="")
    paper = Paper(reading, context, schema)
    address, title, day, owner = _COLUMNS[schema]
    rows = paper.of_body(list(read_records(paper)), owner)
    problems = tuple(one for one in paper.defects.issues(context.name, paper.text, reading.sha256, None) if one.severity == "error")
    counts = Counter(row.get(address) for row in rows if row.get(address))
    shared = tuple(one for one, count in counts.items() if count > _SHARED)
    found: dict[str, NamedDocument] = {}
    for row in islice((row for row in rows if row.get(address) and row.get(address) not in shared), _MOST_LINKS):
        kind = _kind(schema, row.get("type"))
        if kind:
            found.setdefault(row.get(address), NamedDocument(row.get(address), words(row.get(title)), read_day(row.get(day)).value, kind))
    documents = sorted(found.values(), key=lambda one: one.day or date.min, reverse=True)
    return NamedDocuments(tuple(documents), shared, len(rows), problems)


def _kind(schema: str, nature: str) -> DocumentKind | None:
    """Return the kind of a row's document; None for natures that are no record of the council (orders, contracts of staff …)."""
    return DocumentKind.DELIBERATION if schema == SCDL else _KINDS.get(nature)
