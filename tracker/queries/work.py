"""What people are asked to do next: the volunteers' queue and the reviewers' desk. Nobody sees another's answer before their own."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from tracker import clock
from tracker.models import EvidenceJudgement, Suggestion
from tracker.queries.asking import Question, Waiting, next_question
from tracker.queries.page import page_of, suggestion_of
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


def next_in_queue(
    slug: str,
    viewer: Viewer,
    skipped: frozenset[tuple[str, str]] = frozenset(),
    pledge: str | None = None,
    current: Question | None = None,
) -> QueueItem | None:
    """Return the next question for a volunteer; `pledge` keeps to one pledge, `current` is asked again while it is open.

    A question stays the same until it is answered or put off, even when somebody else's answer has ranked its pledge again meanwhile.
    """
    with reading() as session:
        town = open_town(session, slug, viewer) if viewer.signed_in else None
        if town is None:
            return None
        rows = [row for row in town_rows(session, town, viewer) if not row.is_parent and pledge in (None, row.id)]
        waiting = [one for one in _waiting(session, rows, viewer) if (one.pledge, one.act) not in skipped]
        known = {(one.pledge, one.act) for one in waiting}
        seed = f"{viewer.login}/{clock.today()}"
        chosen = current if current and (current.pledge, current.act) in known else None
        chosen = chosen or next_question(waiting, _turn(session, viewer) + len(skipped), seed)
        return _item(session, chosen, viewer, len(waiting)) if chosen else None


def _waiting(session: Session, rows: list[PledgeRow], viewer: Viewer) -> list[Waiting]:
    """Return what this person may still be asked: the first suggestions of each pledge that they have not answered."""
    rows = sorted(rows, key=lambda row: row.status != 0)
    wanted = (
        select(Suggestion.pledge_id, Suggestion.act_id, Suggestion.rank, Suggestion.score, Suggestion.band)  # type: ignore[call-overload]
        .where(col(Suggestion.pledge_id).in_([row.id for row in rows]), col(Suggestion.aside).is_(False))
        .order_by(col(Suggestion.rank))
    )
    by_me, by_anyone = _answered(session, rows, viewer)
    places = {row.id: (place, row.evidence) for place, row in enumerate(rows)}
    waiting: list[Waiting] = []
    open_pairs: Counter[str] = Counter()
    for pledge, act, rank, score, band in session.exec(wanted):
        said = by_anyone[pledge]
        if open_pairs[pledge] < _QUEUE_DEPTH:
            open_pairs[pledge] += act not in said  # what someone has answered takes no place of the first ten
            if (pledge, act) not in by_me:
                place, evidence = places[pledge]
                waiting.append(Waiting(pledge, act, rank, score, band, evidence, len(said), place))
    return waiting


def _answered(session: Session, rows: list[PledgeRow], viewer: Viewer) -> tuple[set[tuple[str, str]], dict[str, set[str]]]:
    """Return the pairs that this person has answered, and for each pledge the acts that anyone has."""
    pledges = [row.id for row in rows]
    live = select(EvidenceJudgement.pledge_id, EvidenceJudgement.id, EvidenceJudgement.user_id).where(
        col(EvidenceJudgement.pledge_id).in_(pledges), col(EvidenceJudgement.superseded_at).is_(None)
    )
    subjects = subjects_of(session, pledges)
    mine: set[tuple[str, str]] = set()
    anyone: dict[str, set[str]] = defaultdict(set)
    for about, key, user in session.exec(live):
        act = subjects[key].act_id
        anyone[about].add(act)
        if user == viewer.login:
            mine.add((about, act))
    return mine, anyone


def _turn(session: Session, viewer: Viewer) -> int:
    """Return how many answers this person gave today, taken back ones included."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    given = select(func.count()).where(col(EvidenceJudgement.user_id) == viewer.login, col(EvidenceJudgement.created_at) >= midnight)
    return int(session.exec(given).one())


def _item(session: Session, asked: Question, viewer: Viewer, remaining: int) -> QueueItem | None:
    page = page_of(session, asked.pledge, viewer)
    suggestion = suggestion_of(session, asked.pledge, asked.act, viewer) if page else None
    return QueueItem(page, suggestion, remaining, asked) if page and suggestion else None


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
