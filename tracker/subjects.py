"""Which act a judgement speaks of today: its own, or the act where the newest ingest found its quote again.

A judgement that found no place keeps the act that it names and is said to be stale: it is shown, never dropped in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from tracker.models import Act, EvidenceJudgement, JudgementAnchor, Sitting


@dataclass(frozen=True, slots=True)
class Subject:
    """The act of a judgement, and whether the newest reading still has it."""

    act_id: str
    stale: bool = False


def subjects_of(session: Session, pledges: Iterable[str]) -> dict[str, Subject]:
    """Return judgement id -> subject, for every judgement on these pledges."""
    wanted = (
        select(EvidenceJudgement.id, EvidenceJudgement.act_id, JudgementAnchor)
        .outerjoin(JudgementAnchor, col(JudgementAnchor.judgement_id) == col(EvidenceJudgement.id))
        .where(col(EvidenceJudgement.pledge_id).in_(list(pledges)))
    )
    return {key: _subject(act, anchor) for key, act, anchor in session.exec(wanted)}


def certain_dates(session: Session, acts: Iterable[str]) -> set[str]:
    """Return those of these acts whose date is certain: that of a sitting whose document prints it whole, uncontradicted."""
    wanted = select(Act.id).join(Sitting, col(Sitting.id) == col(Act.sitting_id)).where(col(Act.id).in_(list(acts)))
    return set(session.exec(wanted.where(col(Sitting.date_certain).is_(True), col(Sitting.date) == col(Act.date))))


def _subject(act_id: str, anchor: JudgementAnchor | None) -> Subject:
    if anchor is None:
        return Subject(act_id)
    return Subject(anchor.act_id or act_id, anchor.stale)
