"""Verdicts as readers see them: every published version, and the work in progress for signed-in people."""

from sqlmodel import Session, col, select

from tracker.models import Notice, SearchLog, User, Verdict, VerdictEvidence, VerdictNote, VerdictReview
from tracker.queries.linking_shapes import SearchView
from tracker.queries.shapes import NoteView, VerdictView
from tracker.vocabulary import NoteKind, Status, VerdictState

PUBLIC = (VerdictState.PUBLISHED, VerdictState.SUPERSEDED, VerdictState.WITHDRAWN)


def verdict_views(session: Session, pledge_ids: list[str], states: tuple[VerdictState, ...]) -> list[VerdictView]:
    """Return the verdicts of these pledges in these states, newest version first."""
    wanted = select(Verdict).where(col(Verdict.pledge_id).in_(pledge_ids), col(Verdict.state).in_(states))
    found = session.exec(wanted.order_by(col(Verdict.created_at).desc(), col(Verdict.version).desc())).all()
    names = {user.id: user.display_name for user in session.exec(select(User))}
    return [_view(session, verdict, names) for verdict in found]


def _view(session: Session, v: Verdict, names: dict[str, str]) -> VerdictView:
    signed = session.exec(select(VerdictReview).where(col(VerdictReview.verdict_id) == v.id).order_by(col(VerdictReview.signed_at)))
    cited = select(VerdictEvidence.judgement_id).where(col(VerdictEvidence.verdict_id) == v.id).order_by(col(VerdictEvidence.position))
    notices = session.exec(select(Notice).where(col(Notice.verdict_id) == v.id).order_by(col(Notice.sent_at)))
    return VerdictView(
        v.id,
        v.pledge_id,
        v.version,
        Status(v.status),
        v.state,
        tuple(v.flags),
        v.rationale,
        v.missing_part,
        v.reason_code.value if v.reason_code else None,
        v.proof_level.value if v.proof_level else None,
        v.as_of,
        v.coverage,
        names[v.author_id],
        v.author_id,
        tuple(names[review.reviewer_id] for review in signed),
        names[v.published_by] if v.published_by else None,
        v.published_at,
        v.superseded_at,
        v.methodology_version,
        _search(session, v.search_log_id),
        tuple((n.recipient_role, n.sent_at, n.planned_publication) for n in notices),
        tuple(session.exec(cited)),
        _notes(session, v, names),
    )


def _notes(session: Session, v: Verdict, names: dict[str, str]) -> tuple[NoteView, ...]:
    """Return the reasons given; what was said between colleagues before the publication stays with the draft."""
    wanted = select(VerdictNote).where(col(VerdictNote.verdict_id) == v.id)
    if v.state in PUBLIC:
        wanted = wanted.where(col(VerdictNote.kind) != NoteKind.RETURN_TO_DRAFT)
    found = session.exec(wanted.order_by(col(VerdictNote.created_at), col(VerdictNote.id)))
    return tuple(NoteView(note.kind, note.reason, names[note.user_id], note.created_at) for note in found)


def _search(session: Session, log_id: str | None) -> SearchView | None:
    log = session.get(SearchLog, log_id) if log_id else None
    return search_view(log) if log else None


def search_view(log: SearchLog) -> SearchView:
    """Return a signed search log as readers see it."""
    return SearchView(
        log.period_from,
        log.period_to,
        log.query,
        log.documents_read,
        log.documents_known_missing,
        log.unreadable,
        log.hits_examined,
        log.done_at,
        log.next_review_at,
    )
