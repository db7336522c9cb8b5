"""The publication of verdicts: who moves what, and when (method, section 5). Every other move is refused.

`draft -> in_review -> (notice_sent -> notice_elapsed, codes 5 and 6) -> approved -> published -> superseded | withdrawn`,
and back from review to draft with a reason. The author never signs nor publishes; the database refuses it as well.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from tracker import clock, ids
from tracker.freeze import frozen_by
from tracker.gates import failures
from tracker.models import Jurisdiction, Pledge, Programme, Verdict, VerdictEvidence, VerdictReview
from tracker.notices import refuse_unread_reply
from tracker.reach import coverage_of
from tracker.refusals import BadInput, NotAllowed, NotNow
from tracker.rights import REVIEWERS, acting_user, refuse_conflict, require_declaration
from tracker.settings import METHODOLOGY_VERSION
from tracker.store import reading, writing
from tracker.vocabulary import Flag, ProofLevel, ReasonCode, Role, Status, VerdictState
from tracker.workflow import INITIAL, get_verdict, move

log = logging.getLogger(__name__)
SCREEN_CODES = (Status.ENGAGED, Status.PARTLY_DONE, Status.DONE, Status.NOT_MEASURABLE)  # what the screens publish
GRAVE = (Status.NOT_DONE_BY_DEADLINE, Status.ABANDONED_OR_CONTRADICTED)
REVIEWERS_NEEDED = {status: 2 if status in GRAVE else 1 for status in Status}
TEXT_LIMIT = 20_000


def draft(
    author_id: str,
    pledge_id: str,
    status: int,
    rationale: str,
    *,
    flags: Iterable[str] = (),
    missing_part: str = "",
    reason_code: ReasonCode | None = None,
    proof_level: ProofLevel | None = None,
    judgement_ids: Iterable[str] = (),
    search_log_id: str | None = None,
    as_of: date | None = None,
    next_review_at: date | None = None,
) -> Verdict:
    """Write a new version of the answer on a pledge, as a draft by this author, citing judgements in this order."""
    with writing() as session:
        acting_user(session, author_id, REVIEWERS)
        pledge = session.get(Pledge, pledge_id)
        if pledge is None:
            raise BadInput("evidence.no_pledge", id=pledge_id)
        refuse_conflict(session, author_id, pledge)
        version = (session.exec(select(func.max(Verdict.version)).where(Verdict.pledge_id == pledge_id)).one() or 0) + 1
        verdict = Verdict(
            id="ver-" + ids.digest(pledge_id, str(version), author_id), pledge_id=pledge_id, version=version, status=_status(status),
            state=INITIAL, flags=_flags(flags), rationale=_text(rationale), missing_part=_text(missing_part, empty=True),
            reason_code=_choice(ReasonCode, "reason_code", reason_code), proof_level=_choice(ProofLevel, "proof_level", proof_level),
            search_log_id=search_log_id, as_of=as_of or clock.today(), next_review_at=next_review_at,
            author_id=author_id, created_at=clock.now(), methodology_version=METHODOLOGY_VERSION,
        )  # fmt: skip
        _refuse_what_the_table_refuses(verdict)
        session.add(verdict)
        session.flush()
        _cite(session, verdict, judgement_ids)
    return verdict


def revise(author_id: str, verdict_id: str, *, rationale: str, missing_part: str = "", judgement_ids: Iterable[str] = ()) -> Verdict:
    """Change the words of one's own draft, and cite more; what is cited already stays (a new version drops it)."""
    with writing() as session:
        verdict = _authored(session, author_id, verdict_id)
        if verdict.state != VerdictState.DRAFT:
            raise NotNow("flow.not_editable", state=verdict.state)
        verdict.rationale, verdict.missing_part = _text(rationale), _text(missing_part, empty=True)
        session.add(verdict)
        _cite(session, verdict, judgement_ids)
    return verdict


def ask_review(author_id: str, verdict_id: str) -> Verdict:
    """Send one's own draft to the reviewers; refused while any gate fails."""
    with writing() as session:
        verdict = _authored(session, author_id, verdict_id)
        _refuse_open_gates(session, verdict)
        return move(session, verdict, VerdictState.IN_REVIEW)


def back_to_draft(user_id: str, verdict_id: str, reason: str) -> Verdict:
    """Send a verdict in review back to its author, with a reason."""
    if not reason.strip():
        raise BadInput("flow.reason")
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        verdict = move(session, get_verdict(session, verdict_id), VerdictState.DRAFT)
        log.info("verdict %s sent back to draft by %s: %s", verdict_id, user_id, " ".join(reason.split())[:500])
        return verdict


def sign(reviewer_id: str, verdict_id: str) -> Verdict:
    """Sign another person's verdict; with enough signatures (one, two for codes 5 and 6) it becomes approved."""
    with writing() as session:
        verdict, pledge = _as_second_person(session, reviewer_id, verdict_id)
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
    refuse_unread_reply(session, verdict)
    _refuse_open_gates(session, verdict)


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
        verdict, pledge = _as_second_person(session, publisher_id, verdict_id)
        _refuse_publication(session, verdict, pledge, town_publisher)
        before = session.exec(select(Verdict).where(Verdict.pledge_id == pledge.id, Verdict.state == VerdictState.PUBLISHED)).first()
        if before and before.version > verdict.version:
            raise NotNow("flow.newer", version=before.version)
        if before:
            before.superseded_at = clock.now()
            move(session, before, VerdictState.SUPERSEDED)
        verdict.published_at, verdict.published_by = clock.now(), publisher_id
        return move(session, verdict, VerdictState.PUBLISHED)


def _refuse_publication(session: Session, verdict: Verdict, pledge: Pledge, town_publisher: str | None) -> None:
    if verdict.state != VerdictState.APPROVED:
        raise NotNow("flow.illegal", state=verdict.state, target=VerdictState.PUBLISHED)
    town = _town(session, pledge)
    if not town.fictional and not (town_publisher or "").strip():
        raise NotNow("flow.no_publisher")
    poll = frozen_by(town.slug, clock.now(), timezone=town.timezone, fictional=town.fictional)
    if poll:
        raise NotNow("flow.frozen", date=poll.date.strftime("%d/%m/%Y"))
    _refuse_open_gates(session, verdict)


def withdraw(user_id: str, verdict_id: str, reason: str) -> Verdict:
    """Withdraw a published verdict, with a reason: it stays readable in the history and counts for no day."""
    if not reason.strip():
        raise BadInput("flow.reason")
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        verdict = get_verdict(session, verdict_id)
        verdict.superseded_at = verdict.superseded_at or clock.now()
        log.warning("verdict %s withdrawn by %s: %s", verdict_id, user_id, " ".join(reason.split())[:500])
        return move(session, verdict, VerdictState.WITHDRAWN)


# What readers are told: the last verdict published on or before a day, withdrawn ones left out.


def verdict_on(session: Session, pledge_id: str, on: date | None = None) -> Verdict | None:
    """Return the last verdict published on a pledge on or before a day of the town's calendar (now when None)."""
    pledge = session.get(Pledge, pledge_id)
    if pledge is None:
        return None
    zone = ZoneInfo(_town(session, pledge).timezone)
    return _last(session.exec(_shown().where(Verdict.pledge_id == pledge_id)).all(), on, zone)


def current_verdicts(session: Session, pledge_ids: Iterable[str] | None = None) -> dict[str, Verdict]:
    """Return pledge id -> the verdict that readers see now, for these pledges (all when None)."""
    query = _shown() if pledge_ids is None else _shown().where(col(Verdict.pledge_id).in_(list(pledge_ids)))
    return {verdict.pledge_id: verdict for verdict in session.exec(query.order_by(col(Verdict.published_at), col(Verdict.version))).all()}


def status_of(pledge_id: str, on: date | None = None) -> Status:
    """Return the status of a pledge on a day: that of the last verdict published on or before it, else unexamined."""
    with reading() as session:
        verdict = verdict_on(session, pledge_id, on)
        return Status(verdict.status) if verdict else Status.UNEXAMINED
