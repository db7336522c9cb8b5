"""Writing a verdict: a new version is always a draft; what was said before is never edited."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeVar

from sqlmodel import Session, col, func, select

from tracker import clock, ids
from tracker.models import EvidenceJudgement, Pledge, SearchLog, Verdict, VerdictEvidence
from tracker.refusals import BadInput, NotNow
from tracker.rights import REVIEWERS, acting_user, refuse_conflict
from tracker.settings import METHODOLOGY_VERSION
from tracker.store import writing
from tracker.vocabulary import Flag, NoteKind, ProofLevel, ReasonCode, Status, VerdictState
from tracker.workflow import INITIAL, authored, corrects, explain

E = TypeVar("E", bound=Enum)
TEXT_LIMIT = 20_000
_WITH_SEARCH = (Status.NO_EVIDENCE_FOUND, Status.NOT_DONE_BY_DEADLINE)


def draft(
    author_id: str,
    pledge_id: str,
    status: int,
    rationale: str,
    *,
    flags: Iterable[str] = (),
    missing_part: str = "",
    reason_code: str | None = None,
    proof_level: str | None = None,
    judgement_ids: Iterable[str] = (),
    search_log_id: str | None = None,
    as_of: date | None = None,
    next_review_at: date | None = None,
    reason: str = "",
) -> Verdict:
    """Write a new version of the answer on a pledge, as a draft by this author, citing judgements in this order.

    `reason` says why, and is required, when an earlier version was published.
    """
    with writing() as session:
        acting_user(session, author_id, REVIEWERS)
        pledge = session.get(Pledge, pledge_id)
        if pledge is None:
            raise BadInput("evidence.no_pledge", id=pledge_id)
        refuse_conflict(session, author_id, pledge)
        version = (session.exec(select(func.max(Verdict.version)).where(Verdict.pledge_id == pledge_id)).one() or 0) + 1
        verdict = Verdict(
            id="ver-" + ids.digest(pledge_id, str(version), author_id),
            pledge_id=pledge_id,
            version=version,
            status=int(_choice(Status, "status", status)),
            state=INITIAL,
            flags=sorted({_choice(Flag, "flags", flag).value for flag in flags}),
            rationale=_text(rationale, "gate.rationale"),
            missing_part=_text(missing_part),
            reason_code=_choice(ReasonCode, "reason_code", reason_code) if reason_code else None,
            proof_level=_choice(ProofLevel, "proof_level", proof_level) if proof_level else None,
            search_log_id=search_log_id,
            as_of=as_of or clock.today(),
            next_review_at=next_review_at,
            author_id=author_id,
            created_at=clock.now(),
            methodology_version=METHODOLOGY_VERSION,
        )
        _refuse_what_the_table_refuses(session, verdict)
        session.add(verdict)
        session.flush()
        if corrects(session, verdict):
            explain(session, verdict, author_id, NoteKind.CORRECTION, reason)
        _cite(session, verdict, judgement_ids)
    return verdict


def revise(
    author_id: str, verdict_id: str, *, rationale: str, missing_part: str = "", judgement_ids: Iterable[str] = (), reason: str = ""
) -> Verdict:
    """Change the words of one's own draft, and cite more; what is cited already stays (a new version drops it).

    `reason` is added as the reason of the correction, for a draft written before the version that it now replaces was published.
    """
    with writing() as session:
        verdict = authored(session, author_id, verdict_id)
        if verdict.state != VerdictState.DRAFT:
            raise NotNow("flow.not_editable", state=verdict.state)
        verdict.rationale, verdict.missing_part = _text(rationale, "gate.rationale"), _text(missing_part)
        session.add(verdict)
        if reason:
            explain(session, verdict, author_id, NoteKind.CORRECTION, reason)
        _cite(session, verdict, judgement_ids)
    return verdict


def _choice(kind: type[E], field: str, value: object) -> E:
    try:
        chosen = kind(value)
    except ValueError as error:
        raise BadInput("flow.bad_value", field=field, value=str(value)) from error
    if chosen is Status.UNEXAMINED:
        raise BadInput("flow.bad_status", code=0)
    return chosen


def _text(words: str, empty_key: str | None = None) -> str:
    kept = words.strip()
    if empty_key and not kept:
        raise BadInput(empty_key)
    if len(kept) > TEXT_LIMIT:
        raise BadInput("evidence.note_too_long", limit=TEXT_LIMIT)
    return kept


def _refuse_what_the_table_refuses(session: Session, verdict: Verdict) -> None:
    """Say in words what the table's own checks would refuse without any."""
    if verdict.status == Status.NOT_MEASURABLE and verdict.reason_code is None:
        raise BadInput("gate.reason")
    if verdict.status in _WITH_SEARCH and not verdict.search_log_id:
        raise BadInput("gate.search_log")
    if verdict.search_log_id and session.get(SearchLog, verdict.search_log_id) is None:
        raise BadInput("gate.search_log")


def _cite(session: Session, verdict: Verdict, judgement_ids: Iterable[str]) -> None:
    """Attach judgements after those already cited, each once, in the order given."""
    query = select(VerdictEvidence).where(VerdictEvidence.verdict_id == verdict.id).order_by(col(VerdictEvidence.position))
    cited = {row.judgement_id for row in session.exec(query).all()}
    for judgement_id in dict.fromkeys(judgement_ids):
        row = session.get(EvidenceJudgement, judgement_id)
        if row is None or row.pledge_id != verdict.pledge_id:
            raise BadInput("evidence.no_judgement", id=judgement_id)
        if judgement_id not in cited:
            session.add(VerdictEvidence(verdict_id=verdict.id, judgement_id=judgement_id, position=len(cited)))
            cited.add(judgement_id)
    session.flush()
