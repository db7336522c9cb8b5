"""What is held: documents with the state of their text, issues, runs. What is missing is in `tracker.queries.silences`."""

from datetime import date

from sqlmodel import Session, col, func, select

from tracker.elected import mask_for
from tracker.models import Act, Body, Document, DocumentVersion, Issue, Run, Sitting, SittingDocument
from tracker.queries.places import open_town
from tracker.queries.shapes import Coverage, DocumentRow, IssueRow, RunRow, Viewer
from tracker.store import reading
from tracker.vocabulary import TextStatus

READABLE = (TextStatus.NATIVE, TextStatus.OCR)
_RUNS, _ISSUES = 30, 200


def coverage(slug: str, viewer: Viewer) -> Coverage | None:
    """Return what is held of a town, or None when this viewer may not see it."""
    with reading() as session:
        if open_town(session, slug, viewer) is None:
            return None
        documents = _documents(session, slug)
        return Coverage(documents, _issues(session, slug), _runs(session, slug))


def _documents(session: Session, slug: str) -> tuple[DocumentRow, ...]:
    names = {body.id: body.name for body in session.exec(select(Body).where(col(Body.jurisdiction) == slug))}
    sittings = _sitting_dates(session, list(names))
    acts = dict(session.exec(select(Act.sha256, func.count()).where(col(Act.body_id).in_(list(names))).group_by(col(Act.sha256))).all())
    found = session.exec(
        select(Document, DocumentVersion)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(Document.body_id).in_(list(names)))
        .order_by(col(DocumentVersion.first_seen))
    )
    newest = {document.id: (document, version) for document, version in found}
    rows = [
        DocumentRow(
            d.id,
            names[d.body_id],
            d.kind.value,
            d.listed_date,
            sittings[v.sha256][0] if v.sha256 in sittings else None,
            v.sha256 in sittings and sittings[v.sha256][1],
            d.url,
            v.sha256,
            d.body_id.partition("/")[2],
            v.pages,
            v.text_status,
            acts.get(v.sha256, 0),
            v.gone_at is not None,
        )
        for d, v in newest.values()
    ]
    return tuple(sorted(rows, key=lambda row: (row.sitting_date or row.listed_date or date.min, row.url), reverse=True))


def _sitting_dates(session: Session, bodies: list[str]) -> dict[str, tuple[date, bool]]:
    """Return content -> the date of its sitting, and whether that date is certain."""
    joined = select(col(SittingDocument.sha256), col(Sitting.date), col(Sitting.date_certain))
    joined = joined.join(Sitting, col(Sitting.id) == col(SittingDocument.sitting_id))
    return {sha: (day, sure) for sha, day, sure in session.exec(joined.where(col(SittingDocument.body_id).in_(bodies)))}


def _issues(session: Session, slug: str) -> tuple[IssueRow, ...]:
    wanted = select(Issue).where(col(Issue.town) == slug).order_by(col(Issue.last_seen).desc(), col(Issue.id)).limit(_ISSUES)
    mask = mask_for(session, slug)  # a message may quote a title
    return tuple(IssueRow(i.code, mask(i.message), i.severity, i.url, i.page, i.last_seen) for i in session.exec(wanted))


def _runs(session: Session, slug: str) -> tuple[RunRow, ...]:
    wanted = select(Run).where(col(Run.town) == slug).order_by(col(Run.started_at).desc()).limit(_RUNS)
    return tuple(
        RunRow(r.id, r.source, r.verb, r.outcome.value if r.outcome else None, r.started_at, r.finished_at, dict(r.counts))
        for r in session.exec(wanted)
    )
