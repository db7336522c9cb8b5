"""Judgements whose act vanished: placed again by their quote when exactly one act holds it, else shown as stale.

An act's id may also come to name another act (a number printed wrongly, once the right document is there): a judgement
goes with its quote when exactly one other act holds it. Where no other does, its act has only got a richer text.
The judgement's own row is a person's and never changes; only the machine table of anchors does.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tracker.ingest.rows import Row, missing_keys, remove_rows, write_rows
from tracker.models import Act, EvidenceJudgement, JudgementAnchor, Pledge, Programme


@dataclass(frozen=True)
class StaleJudgement:
    """A live human judgement that finds its subject nowhere in the newest reading."""

    judgement_id: str
    pledge_id: str
    act_id: str
    user_id: str
    quote: str

    @property
    def message(self) -> str:
        """One sentence for the issue and the report."""
        quote = f" (quote {self.quote[:60]!r})" if self.quote else " (no quote)"
        return f"judgement {self.judgement_id} of {self.user_id} on pledge {self.pledge_id}: act {self.act_id} is gone{quote}"


def refresh_anchors(session: Session, town: str) -> list[StaleJudgement]:
    """Remake the anchors of a town's live judgements and return those that are stale."""
    rows: list[Row] = []
    stale = []
    for judgement, act in _live(session, town):
        if act is not None and not _changed(act, judgement):
            continue
        act_id = _new_place(session, judgement)
        if act is not None and act_id is None:
            continue
        rows.append({"judgement_id": judgement.id, "act_id": act_id, "stale": act_id is None})
        if act_id is None:
            stale.append(_stale(judgement))
    scope = col(JudgementAnchor.judgement_id).in_(select(EvidenceJudgement.id).where(col(EvidenceJudgement.pledge_id).in_(_pledges(town))))
    remove_rows(session, JudgementAnchor, missing_keys(session, JudgementAnchor, rows, scope))
    write_rows(session, JudgementAnchor, rows, scope)
    return stale


def _pledges(town: str) -> SelectOfScalar[str]:
    return select(Pledge.id).join(Programme, col(Programme.id) == Pledge.programme_id).where(Programme.jurisdiction == town)


def _live(session: Session, town: str) -> list[tuple[EvidenceJudgement, Act | None]]:
    query = (
        select(EvidenceJudgement, Act)
        .outerjoin(Act, col(Act.id) == col(EvidenceJudgement.act_id))
        .where(col(EvidenceJudgement.superseded_at).is_(None), col(EvidenceJudgement.pledge_id).in_(_pledges(town)))
        .order_by(col(EvidenceJudgement.id))
    )
    return list(session.exec(query))


def _changed(act: Act, judgement: EvidenceJudgement) -> bool:
    """Return whether the id now stands for a text of another document that does not hold the quote."""
    return bool(judgement.quote) and act.sha256 != judgement.sha256 and not _holds(act, judgement.quote or "")


def _new_place(session: Session, judgement: EvidenceJudgement) -> str | None:
    if not judgement.quote:
        return None
    same_content = Act.sha256 == judgement.sha256
    same_sitting = (col(Act.body_id) == judgement.body_id) & (col(Act.date) == judgement.act_date)
    for scope in (same_content, same_sitting):
        holders = [act.id for act in session.exec(select(Act).where(scope)) if _holds(act, judgement.quote)]
        if holders:
            return holders[0] if len(holders) == 1 else None
    return None


def _holds(act: Act, quote: str) -> bool:
    return " ".join(quote.split()) in " ".join(act.text.split())


def _stale(judgement: EvidenceJudgement) -> StaleJudgement:
    return StaleJudgement(judgement.id, judgement.pledge_id, judgement.act_id, judgement.user_id, judgement.quote or "")
