"""What readers are told: a pledge has no status of its own, only that of the last verdict published on or before a day.

A withdrawn verdict counts for no day: the status comes from the verdicts that remain.
"""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from tracker.clock import as_utc
from tracker.models import Pledge, Verdict
from tracker.store import reading
from tracker.vocabulary import Status, VerdictState
from tracker.workflow import town_of

REMAINING = (VerdictState.PUBLISHED, VerdictState.SUPERSEDED)


def _remaining(session: Session, pledge_ids: list[str]) -> list[Verdict]:
    query = select(Verdict).where(col(Verdict.state).in_(REMAINING), col(Verdict.pledge_id).in_(pledge_ids))
    return list(session.exec(query.order_by(col(Verdict.published_at), col(Verdict.version))).all())


def verdict_on(session: Session, pledge_id: str, on: date | None = None) -> Verdict | None:
    """Return the last verdict published on a pledge on or before a day of the town's calendar (now when None)."""
    pledge = session.get(Pledge, pledge_id)
    if pledge is None:
        return None
    zone = ZoneInfo(town_of(session, pledge).timezone)
    shown = [v for v in _remaining(session, [pledge_id]) if on is None or _day(v, zone) <= on]
    return shown[-1] if shown else None


def _day(verdict: Verdict, zone: ZoneInfo) -> date:
    return as_utc(verdict.published_at).astimezone(zone).date() if verdict.published_at else date.max


def current_verdicts(session: Session, pledge_ids: Iterable[str]) -> dict[str, Verdict]:
    """Return pledge id -> the verdict that readers see now; a pledge without one is not in the answer."""
    return {verdict.pledge_id: verdict for verdict in _remaining(session, list(pledge_ids))}


def status_of(pledge_id: str, on: date | None = None) -> Status:
    """Return the status of a pledge on a day (now when None); unexamined when nothing was published by then."""
    with reading() as session:
        verdict = verdict_on(session, pledge_id, on)
        return Status(verdict.status) if verdict else Status.UNEXAMINED
