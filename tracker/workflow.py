"""The state machine of a verdict, and the two questions every move asks: is it yours, or is it another person's?

`draft -> in_review -> (notice_sent -> notice_elapsed, codes 5 and 6) -> approved -> published -> superseded | withdrawn`;
the only way back is from review to draft. A return, a withdrawal and a correction of what was published carry a reason.
"""

from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.gates import failures
from tracker.models import Jurisdiction, Pledge, Programme, Verdict, VerdictNote
from tracker.refusals import BadInput, NotAllowed, NotNow
from tracker.rights import REVIEWERS, acting_user, refuse_conflict
from tracker.vocabulary import NoteKind, Status, VerdictState
from tracker.wording import banned_words

INITIAL = VerdictState.DRAFT
GRAVE = (Status.NOT_DONE_BY_DEADLINE, Status.ABANDONED_OR_CONTRADICTED)
ONCE_PUBLIC = (VerdictState.PUBLISHED, VerdictState.SUPERSEDED, VerdictState.WITHDRAWN)
REASON_LIMIT = 500
_ALWAYS = {
    VerdictState.DRAFT: {VerdictState.IN_REVIEW},
    VerdictState.NOTICE_SENT: {VerdictState.NOTICE_ELAPSED},
    VerdictState.NOTICE_ELAPSED: {VerdictState.APPROVED},
    VerdictState.APPROVED: {VerdictState.PUBLISHED},
    VerdictState.PUBLISHED: {VerdictState.SUPERSEDED, VerdictState.WITHDRAWN},
}


def allowed_moves(status: int, state: VerdictState) -> set[VerdictState]:
    """Return the states that a verdict of this code may move to; codes 5 and 6 pass by the prior notice."""
    if state == VerdictState.IN_REVIEW:
        return {VerdictState.DRAFT, VerdictState.NOTICE_SENT if status in GRAVE else VerdictState.APPROVED}
    return _ALWAYS.get(state, set())


def move(session: Session, verdict: Verdict, target: VerdictState) -> Verdict:
    """Move a verdict, or refuse the move; written at once, so that the database's own guards speak too."""
    if target not in allowed_moves(verdict.status, verdict.state):
        raise NotNow("flow.illegal", state=verdict.state, target=target)
    verdict.state = target
    session.add(verdict)
    session.flush()
    return verdict


def get_verdict(session: Session, verdict_id: str) -> Verdict:
    """Return a verdict, or refuse an unknown id."""
    verdict = session.get(Verdict, verdict_id)
    if verdict is None:
        raise BadInput("flow.no_verdict", id=verdict_id)
    return verdict


def authored(session: Session, user_id: str, verdict_id: str) -> Verdict:
    """Return a verdict to its own author only."""
    acting_user(session, user_id, REVIEWERS)
    verdict = get_verdict(session, verdict_id)
    if verdict.author_id != user_id:
        raise NotAllowed("rights.own_only", owner=verdict.author_id)
    return verdict


def as_second_person(session: Session, user_id: str, verdict_id: str) -> tuple[Verdict, Pledge]:
    """Return a verdict and its pledge to a reviewer who is not its author and declared no interest about its list."""
    acting_user(session, user_id, REVIEWERS)
    verdict = get_verdict(session, verdict_id)
    if verdict.author_id == user_id:
        raise NotAllowed("rights.four_eyes", user=user_id)
    pledge = session.get_one(Pledge, verdict.pledge_id)
    refuse_conflict(session, user_id, pledge)
    return verdict, pledge


def explain(session: Session, verdict: Verdict, user_id: str, kind: NoteKind, reason: str) -> VerdictNote:
    """Keep the reason that this person gives; refuse an empty one, a long one and, when readers see it, words about people."""
    said = clean_reason(reason)
    found = banned_words(said) if kind is not NoteKind.RETURN_TO_DRAFT else ()
    if found:
        raise BadInput("flow.reason_words", words=", ".join(found))
    earlier = len(session.exec(select(VerdictNote.id).where(VerdictNote.verdict_id == verdict.id)).all())
    key = "note-" + ids.digest(verdict.id, kind.value, str(earlier))
    note = VerdictNote(id=key, verdict_id=verdict.id, user_id=user_id, kind=kind, reason=said, created_at=clock.now())
    session.add(note)
    session.flush()
    return note


def clean_reason(reason: str) -> str:
    """Return a reason on one line, or refuse an empty or long one."""
    said = " ".join(reason.split())
    if not said:
        raise BadInput("flow.reason")
    if len(said) > REASON_LIMIT:
        raise BadInput("flow.reason_long", limit=REASON_LIMIT)
    return said


def corrects(session: Session, verdict: Verdict) -> bool:
    """True when an earlier version was ever public: this one must say why it was written."""
    earlier = select(Verdict.id).where(Verdict.pledge_id == verdict.pledge_id, Verdict.version < verdict.version)
    return session.exec(earlier.where(col(Verdict.state).in_(ONCE_PUBLIC))).first() is not None


def refuse_unexplained(session: Session, verdict: Verdict) -> None:
    """Refuse a correction without a reason, such as a draft older than the publication that it would now replace."""
    given = select(VerdictNote.id).where(VerdictNote.verdict_id == verdict.id, VerdictNote.kind == NoteKind.CORRECTION)
    if corrects(session, verdict) and session.exec(given).first() is None:
        raise NotNow("flow.no_correction")


def refuse_open_gates(session: Session, verdict: Verdict) -> None:
    """Refuse while any gate of the verdict's code fails, telling all of them."""
    open_gates = failures(session, verdict)
    if open_gates:
        raise NotNow("flow.gates", failures=frozenset(open_gates))


def town_of(session: Session, pledge: Pledge) -> Jurisdiction:
    """Return the town of a pledge."""
    return session.get_one(Jurisdiction, session.get_one(Programme, pledge.programme_id).jurisdiction)
