"""Large decisions that no pledge is linked to: neither confirmed by a person nor proposed by the machine near enough to be a candidate.

That no link is known accuses nobody: councils decide much that no programme names, and the machine misses links. So everything left
out is counted by its reason, the threshold is told, and nothing is shown before acts and pledges were compared.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, func, select

from tracker.elected import mask_for
from tracker.models import Act, Amount, Body, EvidenceJudgement, LinkSearch, Pledge, Programme, Run, Sitting, Suggestion
from tracker.queries.act_themes import is_routine, themes_of
from tracker.queries.acts import act_views
from tracker.queries.places import open_town
from tracker.queries.shapes import ActView, AmountView, TownCard, Viewer
from tracker.store import reading
from tracker.subjects import subjects_of
from tracker.vocabulary import Band, Judgement, Outcome, RunOutcome

SHARES = (5, 10, 25, 100)  # per cent of the largest decisions of the town
FEW = 20  # with fewer amounts than this, a share says nothing: all are shown
PER_PAGE = 20
NEAR = (Band.SURE, Band.DIRECT, Band.SUPPORTING)
_NOT_DECIDED = (Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.ADJOURNED)


class Left(StrEnum):
    """Why a decision is not on the page."""

    UNDATED = "undated"
    OUT_OF_TERM = "out_of_term"
    NOT_DECIDED = "not_decided"
    ROUTINE = "routine"
    NO_AMOUNT = "no_amount"
    SMALL = "small"
    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"


class Ready(StrEnum):
    """Whether acts and pledges of the town were compared, so that the absence of a link means something."""

    YES = "yes"
    NO_PLEDGE = "no_pledge"
    NO_ACT = "no_act"
    NOT_LINKED = "not_linked"  # never, or before bands were told
    STALE = "stale"  # acts or pledges arrived after the last comparison


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks of the page."""

    share: int = 10
    by_date: bool = False
    theme: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class FreeAct:
    """A decision without a link: its largest amount, and the themes that its title speaks of."""

    act: ActView
    amount: AmountView
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpromised:
    """The page: its decisions, the threshold that was used, and how many were left out for which reason."""

    town: TownCard
    ready: Ready
    linked_at: datetime | None
    pledges: int
    acts: int
    threshold: float | None
    everything: bool  # too few amounts for a share: all of them are shown
    left: dict[Left, int]
    found: int
    shown: tuple[FreeAct, ...]
    themes: tuple[str, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    title: str
    day: date | None
    outcome: Outcome | None
    routine: bool
    amount: float | None


def unpromised(slug: str, viewer: Viewer, wanted: Wanted, per_page: int = PER_PAGE) -> Unpromised | None:
    """Return the large decisions of a town linked to no pledge, or None when this viewer may not open it."""
    with reading() as session:
        town = open_town(session, slug, viewer)
        if town is None:
            return None
        pledges = list(session.exec(select(Pledge.id).join(Programme).where(Programme.jurisdiction == slug)))
        rows = _rows(session, slug)
        ready, linked_at = _ready(session, slug, pledges, rows)
        empty = Unpromised(town, ready, linked_at, len(pledges), len(rows), None, False, {}, 0, (), (), 1, 1)
        if ready != Ready.YES:
            return empty
        return _chosen(session, empty, rows, pledges, wanted, per_page)


def _chosen(session: Session, view: Unpromised, rows: list[_Row], pledges: list[str], wanted: Wanted, per_page: int) -> Unpromised:
    terms = [(card.term_start, card.term_end) for card in view.town.programmes if not card.is_demand]
    reasons = {row.id: _reason(row, terms) for row in rows}
    large = [row for row in rows if reasons[row.id] is None]
    everything = len(large) < FEW or wanted.share >= 100
    threshold = threshold_of([row.amount or 0.0 for row in large], 100 if everything else wanted.share)
    confirmed, suggested = _confirmed(session, pledges), _near(session, pledges)
    for row in large:
        if row.id in confirmed:
            reasons[row.id] = Left.CONFIRMED
        elif row.id in suggested:
            reasons[row.id] = Left.SUGGESTED
        elif threshold is not None and (row.amount or 0.0) < threshold:
            reasons[row.id] = Left.SMALL
    free = [row for row in large if reasons[row.id] is None]
    themes = themes_of([row.title for row in free])
    kept = [(row, own) for row, own in zip(free, themes, strict=True) if not wanted.theme or wanted.theme in own]
    kept.sort(key=(lambda one: (-(one[0].day or date.min).toordinal(), -(one[0].amount or 0), one[0].id)) if wanted.by_date
              else (lambda one: (-(one[0].amount or 0), -(one[0].day or date.min).toordinal(), one[0].id)))  # fmt: skip
    pages = max(1, -(-len(kept) // per_page))
    page = min(max(wanted.page, 1), pages)
    return replace(
        view, threshold=threshold, everything=everything, left=dict(Counter(reason for reason in reasons.values() if reason)),
        found=len(kept), shown=_free(session, view.town.slug, kept[(page - 1) * per_page : page * per_page]),
        themes=tuple(sorted({theme for own in themes for theme in own})), page=page, pages=pages,
    )  # fmt: skip


def _free(session: Session, slug: str, kept: Sequence[tuple[_Row, tuple[str, ...]]]) -> tuple[FreeAct, ...]:
    acts = act_views(session, [row.id for row, _ in kept], mask_for(session, slug))
    return tuple(FreeAct(acts[row.id], _largest(acts[row.id].amounts), own) for row, own in kept if row.id in acts)


def _largest(amounts: Iterable[AmountView]) -> AmountView:
    return max((one for one in amounts if one.value is not None), key=lambda one: one.value or 0.0)


def threshold_of(amounts: Sequence[float], share: int) -> float | None:
    """Return the smallest of the largest `share` per cent of these amounts, None without any."""
    ordered = sorted(amounts, reverse=True)
    return ordered[max(1, -(-len(ordered) * share // 100)) - 1] if ordered else None


def _reason(row: _Row, terms: Sequence[tuple[date, date]]) -> Left | None:
    """Return why a decision is left out whatever its amount, or None."""
    if row.day is None:
        return Left.UNDATED
    day = row.day
    if not any(start <= day <= end for start, end in terms):
        return Left.OUT_OF_TERM
    if row.outcome in _NOT_DECIDED:
        return Left.NOT_DECIDED
    if row.routine:
        return Left.ROUTINE
    return None if row.amount else Left.NO_AMOUNT


def _rows(session: Session, slug: str) -> list[_Row]:
    largest = select(Amount.act_id, func.max(Amount.value).label("value")).group_by(col(Amount.act_id)).subquery()
    wanted = (
        select(Act, col(Sitting.date), largest.c.value)
        .join(Body, col(Body.id) == col(Act.body_id))
        .join(Sitting, col(Sitting.id) == col(Act.sitting_id), isouter=True)
        .join(largest, largest.c.act_id == col(Act.id), isouter=True)
        .where(Body.jurisdiction == slug)
    )
    return [
        _Row(act.id, act.title, act.date or day, act.outcome, is_routine(act.title, act.matter_code, act.stage), value)
        for act, day, value in session.exec(wanted)
    ]


def _ready(session: Session, slug: str, pledges: list[str], rows: list[_Row]) -> tuple[Ready, datetime | None]:
    good = select(func.max(Run.started_at)).where(Run.town == slug, Run.outcome == RunOutcome.OK)
    linked = session.exec(good.where(Run.verb == "link")).one()
    ingested = session.exec(select(func.max(Run.ingested_at)).where(Run.town == slug)).one()
    if not pledges:
        return Ready.NO_PLEDGE, linked
    if not rows:
        return Ready.NO_ACT, linked
    mine = col(Suggestion.pledge_id).in_(select(Pledge.id).join(Programme).where(Programme.jurisdiction == slug))
    told = set(session.exec(select(Suggestion.band).where(mine).distinct()))
    if linked is None or told == {None}:
        return Ready.NOT_LINKED, linked
    # A decision that carries out a pledge not compared yet would stand here as outside the programmes.
    searched = select(LinkSearch.pledge_id).where(col(LinkSearch.pledge_id).in_(pledges))
    unsearched = set(pledges).difference(session.exec(searched).all())
    return Ready.STALE if unsearched or (ingested and ingested > linked) else Ready.YES, linked


def _confirmed(session: Session, pledges: list[str]) -> set[str]:
    """Return the acts that somebody confirmed, even where somebody else refuses: such a link is discussed, not absent."""
    live = select(EvidenceJudgement.id).where(
        col(EvidenceJudgement.pledge_id).in_(pledges), EvidenceJudgement.judgement == Judgement.CONFIRMED,
        col(EvidenceJudgement.superseded_at).is_(None),
    )  # fmt: skip
    subjects = subjects_of(session, pledges)
    return {subjects[row].act_id for row in session.exec(live)}


def _near(session: Session, pledges: list[str]) -> set[str]:
    wanted = select(Suggestion.act_id).where(col(Suggestion.pledge_id).in_(pledges), col(Suggestion.band).in_(NEAR))
    return set(session.exec(wanted.distinct()))
