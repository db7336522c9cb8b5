"""The state machine of a verdict, and the two questions every move asks: is it yours, or is it another person's?

`draft -> in_review -> (notice_sent -> notice_elapsed, codes 5 and 6) -> approved -> published -> superseded | withdrawn`;
the only way back is from review to draft.
"""

from sqlmodel import Session

from tracker.gates import failures
from tracker.models import Jurisdiction, Pledge, Programme, Verdict
from tracker.refusals import BadInput, NotAllowed, NotNow
from tracker.rights import REVIEWERS, acting_user, refuse_conflict
from tracker.vocabulary import Status, VerdictState

INITIAL = VerdictState.DRAFT
GRAVE = (Status.NOT_DONE_BY_DEADLINE, Status.ABANDONED_OR_CONTRADICTED)
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


def refuse_open_gates(session: Session, verdict: Verdict) -> None:
    """Refuse while any gate of the verdict's code fails, telling all of them."""
    open_gates = failures(session, verdict)
    if open_gates:
        raise NotNow("flow.gates", failures=frozenset(open_gates))


def town_of(session: Session, pledge: Pledge) -> Jurisdiction:
    """Return the town of a pledge."""
    return session.get_one(Jurisdiction, session.get_one(Programme, pledge.programme_id).jurisdiction)
