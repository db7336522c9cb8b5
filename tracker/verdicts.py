"""The publication of verdicts: review, signatures, publication, withdrawal (method, section 5).

The author never signs nor publishes (the database refuses it as well), a signature needs a declaration of interests,
and every gate is asked again at each step, because evidence may be taken back in between.
"""

import logging

from sqlmodel import Session, select

from tracker import clock
from tracker.drafts import draft, revise
from tracker.freeze import frozen_by
from tracker.models import Pledge, Verdict, VerdictReview
from tracker.notices import end_notice, log_search, refuse_short_notice, refuse_unread_reply, send_notice
from tracker.projection import current_verdicts, status_of, verdict_on
from tracker.reach import coverage_of
from tracker.refusals import NotAllowed, NotNow
from tracker.rights import REVIEWERS, acting_user, declare_interests, refuse_conflict, require_declaration
from tracker.store import writing
from tracker.vocabulary import NoteKind, Status, VerdictState
from tracker.workflow import GRAVE, as_second_person, authored, explain, get_verdict, move, refuse_open_gates, refuse_unexplained, town_of

__all__ = [
    "REVIEWERS_NEEDED", "SCREEN_CODES", "ask_review", "back_to_draft", "current_verdicts", "declare_interests", "draft", "end_notice",
    "log_search", "publish", "revise", "send_notice", "sign", "status_of", "verdict_on", "withdraw",
]  # fmt: skip
log = logging.getLogger(__name__)
SCREEN_CODES = (Status.ENGAGED, Status.PARTLY_DONE, Status.DONE, Status.NOT_MEASURABLE)  # what the screens publish
REVIEWERS_NEEDED = {status: 2 if status in GRAVE else 1 for status in Status}


def ask_review(author_id: str, verdict_id: str) -> Verdict:
    """Send one's own draft to the reviewers; refused while any gate fails."""
    with writing() as session:
        verdict = authored(session, author_id, verdict_id)
        refuse_unexplained(session, verdict)
        refuse_open_gates(session, verdict)
        return move(session, verdict, VerdictState.IN_REVIEW)


def back_to_draft(user_id: str, verdict_id: str, reason: str) -> Verdict:
    """Send a verdict in review back to its author, with a reason."""
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        refuse_conflict(session, user_id, session.get_one(Pledge, get_verdict(session, verdict_id).pledge_id))
        verdict = move(session, get_verdict(session, verdict_id), VerdictState.DRAFT)
        explain(session, verdict, user_id, NoteKind.RETURN_TO_DRAFT, reason)
        log.info("verdict %s sent back to draft by %s", verdict_id, user_id)
        return verdict


def sign(reviewer_id: str, verdict_id: str) -> Verdict:
    """Sign another person's verdict; with enough signatures (one, two for codes 5 and 6) it becomes approved."""
    with writing() as session:
        verdict, pledge = as_second_person(session, reviewer_id, verdict_id)
        require_declaration(session, reviewer_id)
        if session.get(VerdictReview, (verdict_id, reviewer_id)):
            raise NotAllowed("rights.signed_already", user=reviewer_id)
        _refuse_unsignable(session, verdict)
        session.add(VerdictReview(verdict_id=verdict.id, reviewer_id=reviewer_id, author_id=verdict.author_id, signed_at=clock.now()))
        session.flush()
        return _approve_if_enough(session, verdict, pledge)


def _refuse_unsignable(session: Session, verdict: Verdict) -> None:
    expected = VerdictState.NOTICE_ELAPSED if verdict.status in GRAVE else VerdictState.IN_REVIEW
    if verdict.state != expected:
        raise NotNow("flow.illegal", state=verdict.state, target=VerdictState.APPROVED)
    refuse_short_notice(session, verdict)
    refuse_unread_reply(session, verdict)
    refuse_open_gates(session, verdict)


def _approve_if_enough(session: Session, verdict: Verdict, pledge: Pledge) -> Verdict:
    signed = len(session.exec(select(VerdictReview).where(VerdictReview.verdict_id == verdict.id)).all())
    if signed < REVIEWERS_NEEDED[Status(verdict.status)]:
        return verdict
    verdict.coverage = coverage_of(session, pledge, verdict.as_of)
    return move(session, verdict, VerdictState.APPROVED)


def publish(publisher_id: str, verdict_id: str, *, town_publisher: str | None = None) -> Verdict:
    """Publish an approved verdict of another person, in place of the one published before.

    `town_publisher` is the director of publication that the town's file names: a real town without one publishes nothing.
    """
    with writing() as session:
        verdict, pledge = as_second_person(session, publisher_id, verdict_id)
        _refuse_publication(session, verdict, pledge, town_publisher)
        _supersede_earlier(session, verdict)
        verdict.published_at, verdict.published_by = clock.now(), publisher_id
        return move(session, verdict, VerdictState.PUBLISHED)


def _refuse_publication(session: Session, verdict: Verdict, pledge: Pledge, town_publisher: str | None) -> None:
    if verdict.state != VerdictState.APPROVED:
        raise NotNow("flow.illegal", state=verdict.state, target=VerdictState.PUBLISHED)
    town = town_of(session, pledge)
    if not town.fictional and not (town_publisher or "").strip():
        raise NotNow("flow.no_publisher")
    poll = frozen_by(town.slug, clock.now(), timezone=town.timezone, fictional=town.fictional)
    if poll:
        raise NotNow("flow.frozen", date=poll.date)
    refuse_short_notice(session, verdict)
    refuse_unread_reply(session, verdict)
    refuse_open_gates(session, verdict)


def _supersede_earlier(session: Session, verdict: Verdict) -> None:
    query = select(Verdict).where(Verdict.pledge_id == verdict.pledge_id, Verdict.state == VerdictState.PUBLISHED)
    before = session.exec(query).first()
    if before is None:
        return
    if before.version > verdict.version:
        raise NotNow("flow.newer", version=before.version)
    refuse_unexplained(session, verdict)
    before.superseded_at = clock.now()
    move(session, before, VerdictState.SUPERSEDED)


def withdraw(user_id: str, verdict_id: str, reason: str) -> Verdict:
    """Withdraw a published verdict, with a reason: it stays readable in the history and counts for no day."""
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        verdict = get_verdict(session, verdict_id)
        refuse_conflict(session, user_id, session.get_one(Pledge, verdict.pledge_id))
        verdict.superseded_at = verdict.superseded_at or clock.now()
        move(session, verdict, VerdictState.WITHDRAWN)
        explain(session, verdict, user_id, NoteKind.WITHDRAWAL, reason)
        log.warning("verdict %s withdrawn by %s", verdict_id, user_id)
        return verdict
