"""How much of the council's life was readable: the share of known sittings that have a readable record.

Silence means something only above a threshold (method, section 8). A record that is held and cannot be read counts as
a known sitting without a readable record; a sitting that no one knows of cannot be counted.
"""

from datetime import date

from sqlmodel import Session, col, select

from tracker.models import Body, Document, DocumentVersion, Pledge, Programme, Sitting, SittingDocument, Term
from tracker.vocabulary import Classification, DocumentKind, TextStatus

READABLE = (TextStatus.NATIVE, TextStatus.OCR)
RECORDS = (DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU, DocumentKind.LISTE_DELIBERATIONS, DocumentKind.DELIBERATION)


def competent_bodies(session: Session, pledge: Pledge) -> list[Body]:
    """Return the bodies that can deliver a pledge: those it names, else the councils of its town."""
    programme = session.get_one(Programme, pledge.programme_id)
    bodies = session.exec(select(Body).where(Body.jurisdiction == programme.jurisdiction).order_by(col(Body.id))).all()
    named = [body for body in bodies if body.key in pledge.bodies or body.id in pledge.bodies]
    return named or [body for body in bodies if body.classification == Classification.COUNCIL] or list(bodies)


def term_of(session: Session, pledge: Pledge) -> Term:
    """Return the term of office that a pledge was made for."""
    return session.get_one(Term, session.get_one(Programme, pledge.programme_id).term_id)


def deadline_of(session: Session, pledge: Pledge) -> date:
    """Return a pledge's own deadline, else the end of its term."""
    return pledge.deadline or term_of(session, pledge).end


def coverage_of(session: Session, pledge: Pledge, until: date) -> float | None:
    """Return the share of known sittings of the competent bodies, from the start of the term to a date, that can be read.

    None when no sitting is known at all.
    """
    start, bodies = term_of(session, pledge).start, [body.id for body in competent_bodies(session, pledge)]
    held = select(col(Sitting.body_id), col(Sitting.date)).where(col(Sitting.body_id).in_(bodies))
    read = (
        select(col(Sitting.body_id), col(Sitting.date))
        .join(SittingDocument, col(SittingDocument.sitting_id) == col(Sitting.id))
        .join(DocumentVersion, col(DocumentVersion.sha256) == col(SittingDocument.sha256))
        .where(col(Sitting.body_id).in_(bodies), col(DocumentVersion.text_status).in_(READABLE))
    )
    known = {row for row in session.exec(held).all() if start <= row[1] <= until}
    readable = {row for row in session.exec(read).all() if start <= row[1] <= until}
    dated, undated = _unreadable_records(session, bodies)
    known |= {(body, day) for body, day in dated if start <= day <= until}
    total = len(known) + undated
    return round(len(readable) / total, 4) if total else None


def _unreadable_records(session: Session, bodies: list[str]) -> tuple[set[tuple[str, date]], int]:
    """Return the (body, date) of records held but unreadable, and how many of them have no date."""
    query = (
        select(col(Document.body_id), col(Document.listed_date))
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(Document.body_id).in_(bodies), col(Document.kind).in_(RECORDS))
        .where(col(DocumentVersion.text_status).in_((TextStatus.NONE, TextStatus.FAILED)))
    )
    rows = session.exec(query).all()
    return {(body, day) for body, day in rows if day}, sum(1 for _, day in rows if day is None)
