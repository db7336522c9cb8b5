"""What people are asked to do next: the volunteers' queue and the reviewers' desk. Nobody sees another's answer before their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from tracker.models import EvidenceJudgement, Suggestion
from tracker.queries.page import page_of
from tracker.queries.places import open_town
from tracker.queries.pledges import town_rows
from tracker.queries.shapes import PledgeRow, QueueItem, VerdictView, Viewer
from tracker.queries.verdicts import verdict_views
from tracker.rights import declaration_of
from tracker.store import reading
from tracker.subjects import subjects_of
from tracker.vocabulary import VerdictState

_QUEUE_DEPTH = 10  # the first suggestions of a pledge; the rest stays on its page
_OPEN = (VerdictState.DRAFT, VerdictState.IN_REVIEW, VerdictState.NOTICE_SENT, VerdictState.NOTICE_ELAPSED, VerdictState.APPROVED)


@dataclass(frozen=True, slots=True)
class Desk:
    """The reviewers' desk: what waits for this reviewer, and pledges ready for a first draft."""

    open_verdicts: tuple[tuple[PledgeRow, VerdictView], ...]
    ready: tuple[PledgeRow, ...]
    declared_at: datetime | None = None
    kept_away: tuple[str, ...] = ()


def _waiting(session: Session, rows: list[PledgeRow], viewer: Viewer) -> dict[str, list[str]]:
    wanted = select(Suggestion.pledge_id, Suggestion.act_id).where(
        col(Suggestion.pledge_id).in_([row.id for row in rows]), col(Suggestion.rank) <= _QUEUE_DEPTH
    )
    judged = select(EvidenceJudgement.pledge_id, EvidenceJudgement.id).where(
        col(EvidenceJudgement.user_id) == viewer.login, col(EvidenceJudgement.superseded_at).is_(None)
    )
    subjects = subjects_of(session, [row.id for row in rows])
    done = {(about, subjects[key].act_id) for about, key in session.exec(judged) if key in subjects}
    waiting: dict[str, list[str]] = {}
    for pledge, act in session.exec(wanted.order_by(col(Suggestion.rank))):
        if (pledge, act) not in done:
            waiting.setdefault(pledge, []).append(act)
    return waiting


def next_in_queue(
    slug: str, viewer: Viewer, skipped: frozenset[tuple[str, str]] = frozenset(), pledge: str | None = None
) -> QueueItem | None:
    """Return the next question for a volunteer: pledges without evidence first, then by rank; `pledge` keeps to one pledge."""
    with reading() as session:
        town = open_town(session, slug, viewer) if viewer.signed_in else None
        if town is None:
            return None
        rows = [row for row in town_rows(session, town, viewer) if not row.is_parent and pledge in (None, row.id)]
        waiting = _waiting(session, rows, viewer)
        rows.sort(key=lambda row: (row.evidence > 0, row.status != 0))
        for row in rows:
            for act in waiting.get(row.id, []):
                if (row.id, act) not in skipped:
                    return _item(session, row.id, act, viewer, sum(map(len, waiting.values())))
        return None


def _item(session: Session, pledge: str, act: str, viewer: Viewer, remaining: int) -> QueueItem | None:
    page = page_of(session, pledge, viewer)
    suggestion = next((s for s in page.suggestions if s.act.id == act), None) if page else None
    return QueueItem(page, suggestion, remaining) if page and suggestion else None


def desk(slug: str, viewer: Viewer) -> Desk:
    """Return what waits for a reviewer in a town; empty for anyone else."""
    with reading() as session:
        town = open_town(session, slug, viewer) if viewer.reviews else None
        if town is None:
            return Desk((), ())
        rows = {row.id: row for row in town_rows(session, town, viewer)}
        opened = verdict_views(session, list(rows), _OPEN)
        busy = {verdict.pledge_id for verdict in opened}
        ready = [row for row in rows.values() if row.publishable and not row.is_parent and row.id not in busy]
        ready.sort(key=lambda row: (row.status != 0, -row.evidence))
        declared = declaration_of(session, viewer.login or "")
        waiting = tuple((rows[verdict.pledge_id], verdict) for verdict in opened)
        return Desk(waiting, tuple(ready), declared.declared_at if declared else None, tuple(declared.lists) if declared else ())
