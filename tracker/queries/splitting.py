"""The sittings to cut by hand: documents with text whose acts are not found, or not surely; for signed-in people only."""

from collections import defaultdict

from sqlmodel import Session, col, func, select

from tracker.models import Act, Body, BorderDecision, Document, DocumentVersion, Issue, Sitting, SittingDocument
from tracker.queries.coverage import READABLE
from tracker.queries.places import open_town
from tracker.queries.reading import NO_REGIME, decision_view, file_name
from tracker.queries.reading_shapes import SplitRow
from tracker.queries.shapes import Viewer
from tracker.store import reading

LOW_CONFIDENCE = 0.7
CODES = ("border_lost", "no_segmentation", "low_confidence")  # the gravest first


def to_split(slug: str, viewer: Viewer) -> tuple[SplitRow, ...]:
    """Return the documents of a town that a person is asked to cut, and those that people have cut, the newest sitting first."""
    with reading() as session:
        town = open_town(session, slug, viewer) if viewer.signed_in else None
        if town is None:
            return ()
        codes = _codes(session, slug)
        rows = [row for found in _records(session, slug) if (row := _row(session, *found, codes))]
    return tuple(sorted(rows, key=lambda row: (row.date is not None, row.date, row.name), reverse=True))


def _codes(session: Session, slug: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for sha256, code in session.exec(select(Issue.sha256, Issue.code).where(Issue.town == slug, col(Issue.code).in_(CODES))):
        found[sha256 or ""].add(code)
    return found


def _records(session: Session, slug: str) -> list[tuple[Document, DocumentVersion, Body, SittingDocument | None]]:
    """Return each content of each body once, with how it was cut; only contents with text."""
    wanted = (
        select(Document, DocumentVersion, Body, SittingDocument)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .join(Body, col(Body.id) == col(Document.body_id))
        .outerjoin(
            SittingDocument,
            (col(SittingDocument.sha256) == col(DocumentVersion.sha256)) & (col(SittingDocument.body_id) == col(Body.id)),
        )
        .where(Body.jurisdiction == slug, col(DocumentVersion.text_status).in_(READABLE))
        .order_by(col(Document.url))
    )
    once = {(version.sha256, body.id): (document, version, body, record) for document, version, body, record in session.exec(wanted)}
    return list(once.values())


def _row(
    session: Session, document: Document, version: DocumentVersion, body: Body, record: SittingDocument | None, codes: dict[str, set[str]]
) -> SplitRow | None:
    told = tuple(code for code in CODES if code in codes.get(version.sha256, set()))
    unsure = record is not None and (record.regime == NO_REGIME or record.confidence < LOW_CONFIDENCE)
    drawn = session.exec(select(BorderDecision.id).where(BorderDecision.sha256 == version.sha256, BorderDecision.body_id == body.id))
    decision = decision_view(session, version.sha256, body.id) if drawn.first() else None
    if not (told or unsure or decision):
        return None
    if not told and unsure and record:
        told = ("no_segmentation" if record.regime == NO_REGIME else "low_confidence",)
    sitting = session.get(Sitting, record.sitting_id) if record and record.sitting_id else None
    acts = session.exec(select(func.count()).select_from(Act).where(Act.sha256 == version.sha256, Act.body_id == body.id)).one()
    return SplitRow(
        sha256=version.sha256, body_key=body.key, body=body.name, name=file_name(document.url), kind=document.kind,
        date=sitting.date if sitting else document.listed_date, date_certain=bool(sitting and sitting.date_certain),
        pages=version.pages or 0, acts=acts, confidence=record.confidence if record else 0.0, codes=told, decision=decision,
    )  # fmt: skip
