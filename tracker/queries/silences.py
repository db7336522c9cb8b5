"""The calendar of silences of a town, and what is unusual about its sources (method, section 8)."""

from collections import defaultdict
from datetime import date

from sqlmodel import Session, col, select

from tracker.coverage.loading import READABLE, body_records, configured_sources, source_visits
from tracker.coverage.months import months, silent_quarters
from tracker.coverage.sources import SourceHoldings, source_facts
from tracker.legal_calendar import load_calendar
from tracker.models import Body, Document, DocumentVersion, Sitting, SittingDocument, Source
from tracker.queries.places import open_town
from tracker.queries.shapes import CalendarBody, TownCalendar, Viewer
from tracker.store import reading
from tracker.towns import Expect


def town_calendar(slug: str, viewer: Viewer) -> TownCalendar | None:
    """Return the calendar of a town on its day, or None when this viewer may not see it."""
    with reading() as session:
        town = open_town(session, slug, viewer)
        if town is None:
            return None
        bodies = {body.id: body for body in session.exec(select(Body).where(col(Body.jurisdiction) == slug))}
        ordered = sorted(bodies, key=lambda key: (bodies[key].classification, key))
        records = body_records(session, slug, ordered, town.as_of)
        found = months(records, town.as_of)
        named = tuple(
            CalendarBody(record.body, bodies[record.body].key, bodies[record.body].name, bodies[record.body].classification, record.undated)
            for record in records
        )
        quarters = silent_quarters(found, load_calendar().sitting_every.months, town.as_of)
        return TownCalendar(town, named, found, quarters, source_facts(_holdings(session, slug), town.as_of))


def _holdings(session: Session, town: str) -> list[SourceHoldings]:
    """Return what each source gave, with what its town's file expects of it."""
    ended = {visits.key: visits.ended for of_body in source_visits(session, town).values() for visits in of_body}
    configured, given = configured_sources(town), _given(session, town)
    found = []
    for row in session.exec(select(Source).where(col(Source.jurisdiction) == town).order_by(col(Source.key))):
        expect = configured[row.key].expect if row.key in configured else Expect(min_items=row.min_items)
        documents = given[row.id]
        readable, days = sum(read for read, _ in documents), [day for _, day in documents]
        last = ended[row.key][-1] if ended[row.key] else None
        found.append(SourceHoldings(row.key, expect, len(documents), readable, max(days, default=None), last))
    return found


def _given(session: Session, town: str) -> dict[str, list[tuple[bool, date]]]:
    """Return source -> for each document: can it be read, and its day (its sitting, else the listing's, else when it was first seen)."""
    query = (
        select(Document, DocumentVersion, Sitting)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .join(Source, col(Source.id) == col(Document.source_id))
        .outerjoin(
            SittingDocument,
            (col(SittingDocument.sha256) == col(DocumentVersion.sha256)) & (col(SittingDocument.body_id) == col(Document.body_id)),
        )
        .outerjoin(Sitting, col(Sitting.id) == col(SittingDocument.sitting_id))
        .where(col(Source.jurisdiction) == town)
        .order_by(col(DocumentVersion.first_seen))
    )
    newest: dict[str, tuple[str, bool, date]] = {}
    for document, version, sitting in session.exec(query):
        day = sitting.date if sitting else document.listed_date or version.first_seen.date()
        newest[document.id] = (document.source_id, version.text_status in READABLE, day)
    found = defaultdict(list)
    for source, readable, day in newest.values():
        found[source].append((readable, day))
    return found
