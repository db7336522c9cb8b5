"""Crawled documents -> documents and their dated versions; the first fetch of a content stays its reference.

The newest sight of an address says what the document is called. When an address no longer gives its document, the versions say since
when; nothing is removed, and a document that comes back is no longer gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tracker import ids
from tracker.ingest.folders import Folder, Trouble, read_lines
from tracker.ingest.rows import Row
from tracker.items import DocumentItem, GoneItem, ReadingItem
from tracker.towns import TownConfig
from tracker.vocabulary import DocumentKind

CLOCK = frozenset({"retrieved_at", "first_seen", "last_seen"})


@dataclass
class Documents:
    """Wanted documents and versions by id, and which contents each body has."""

    documents: dict[str, Row] = field(default_factory=dict)
    versions: dict[str, Row] = field(default_factory=dict)
    kinds: dict[str, DocumentKind] = field(default_factory=dict)  # by content
    latest: dict[str, tuple[str, object]] = field(default_factory=dict)  # document -> newest content and its time
    gone: dict[str, datetime] = field(default_factory=dict)  # document -> when it was first found gone since it was last seen

    def addresses(self) -> dict[str, str]:
        """Return content -> the address of a document that holds it, the first in alphabetical order."""
        held = [(self.documents[row["document_id"]]["url"], row["sha256"]) for row in self.versions.values()]
        return {sha256: url for url, sha256 in sorted(held, reverse=True)}


def gather_documents(town: TownConfig, crawls: Iterable[Folder], trouble: Trouble) -> Documents:
    """Return the documents of every accepted crawl, oldest crawl first."""
    found = Documents()
    for folder in crawls:
        for item in read_lines(folder, "items.jsonl", trouble):
            if isinstance(item, DocumentItem) and _belongs(town, item, trouble):
                _add(town, found, item)
            elif isinstance(item, GoneItem) and _belongs(town, item, trouble):
                found.gone.setdefault(ids.document_id(ids.body_id(town.slug, item.body), item.url), item.seen_at)
    for row in found.versions.values():
        row["gone_at"] = found.gone.get(row["document_id"])
    return found


def _belongs(town: TownConfig, item: DocumentItem | GoneItem, trouble: Trouble) -> bool:
    sources, bodies = {s.key for s in town.sources}, {b.key for b in town.bodies}
    if item.town == town.slug and item.source in sources and item.body in bodies:
        return True
    place = f"{item.town}/{item.source}, body {item.body}"
    sha256 = getattr(item, "sha256", None)
    trouble.note("document_misplaced", f"{item.url}: {place} is not in the file of {town.slug}", url=item.url, sha256=sha256)
    return False


def _add(town: TownConfig, found: Documents, item: DocumentItem) -> None:
    body = ids.body_id(town.slug, item.body)
    document = ids.document_id(body, item.url)
    found.gone.pop(document, None)
    if document not in found.latest or (item.retrieved_at,) >= (found.latest[document][1],):
        found.latest[document] = (item.sha256, item.retrieved_at)
        found.documents[document] = _document_row(town, document, body, item)
        found.kinds[item.sha256] = item.kind
    found.kinds.setdefault(item.sha256, item.kind)
    version = "ver-" + ids.digest(document, item.sha256)
    row = found.versions.setdefault(version, _version_row(version, document, item))
    row["retrieved_at"] = row["first_seen"] = min(row["first_seen"], item.retrieved_at)
    row["last_seen"] = max(row["last_seen"], item.retrieved_at)


def _document_row(town: TownConfig, document: str, body: str, item: DocumentItem) -> Row:
    kept = ("url", "page_url", "link_text", "kind", "raw_kind", "listed_date", "listed_date_origin", "publisher")
    row = {name: getattr(item, name) for name in kept}
    return {"id": document, "body_id": body, "source_id": f"{town.slug}/{item.source}", **row}


def _version_row(version: str, document: str, item: DocumentItem) -> Row:
    seen = {"retrieved_at": item.retrieved_at, "first_seen": item.retrieved_at, "last_seen": item.retrieved_at}
    return {"id": version, "document_id": document, "sha256": item.sha256, "media_type": item.media_type, "size": item.size, **seen}


def describe(found: Documents, readings: dict[str, ReadingItem]) -> None:
    """Add to documents and versions what the reading of their text says: kind, pages, text status, extractor."""
    for row in found.versions.values():
        reading = readings.get(row["sha256"])
        row["pages"] = len(reading.pages) if reading else None
        row["text_status"] = reading.text_status if reading else None
        row["extractor"] = reading.extractor if reading else None
    for sha256, reading in readings.items():
        if reading.kind != DocumentKind.OTHER:
            found.kinds[sha256] = reading.kind
    for document, (sha256, _) in found.latest.items():
        found.documents[document]["kind"] = found.kinds[sha256]
