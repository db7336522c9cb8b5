"""The pledge list and the front page: a status is the last published verdict of a publishable pledge, else 0."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from tracker.ids import fold
from tracker.models import (
    Act,
    Body,
    Document,
    DocumentVersion,
    EvidenceJudgement,
    Pledge,
    Sitting,
    Suggestion,
    ThemeTag,
    User,
    Verdict,
)
from tracker.projection import current_verdicts
from tracker.queries.families import families, totals
from tracker.queries.places import open_town
from tracker.queries.shapes import Change, Overview, PledgeRow, ProgrammeCard, TownCard, Viewer
from tracker.store import reading
from tracker.subjects import subjects_of
from tracker.vocabulary import Flag, Judgement, Status, TextStatus, VerdictState

_LATEST = 6


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks of the list; None or empty means no wish."""

    theme: str | None = None
    status: int | None = None
    programme: str | None = None
    body: str | None = None
    words: str = ""
    demands: bool | None = None  # residents' demands only, promises only, or both


def counted_pairs(session: Session, pledges: list[str]) -> dict[str, set[str]]:
    """Return pledge -> acts that count as evidence: at least one live confirmation and no live refusal."""
    live = session.exec(
        select(col(EvidenceJudgement.pledge_id), col(EvidenceJudgement.id), col(EvidenceJudgement.judgement)).where(
            col(EvidenceJudgement.pledge_id).in_(pledges), col(EvidenceJudgement.superseded_at).is_(None)
        )
    )
    said: dict[tuple[str, str], set[Judgement]] = defaultdict(set)
    subjects = subjects_of(session, pledges)
    for pledge, row, judgement in live:
        said[pledge, subjects[row].act_id].add(judgement)
    counted: dict[str, set[str]] = defaultdict(set)
    for (pledge, act), answers in said.items():
        if Judgement.CONFIRMED in answers and Judgement.REJECTED not in answers:
            counted[pledge].add(act)
    return counted


def _themes(session: Session, ids: list[str]) -> dict[str, list[str]]:
    tags = session.exec(select(ThemeTag).where(col(ThemeTag.pledge_id).in_(ids), col(ThemeTag.superseded_at).is_(None)))
    themes: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        themes[tag.pledge_id].append(tag.theme)
    return themes


def _suggested(session: Session, ids: list[str], viewer: Viewer) -> dict[str, int]:
    if not viewer.signed_in:
        return {}
    counted = select(Suggestion.pledge_id, func.count()).where(col(Suggestion.pledge_id).in_(ids)).group_by(col(Suggestion.pledge_id))
    return {pledge: count for pledge, count in session.exec(counted)}


def town_rows(session: Session, town: TownCard, viewer: Viewer) -> list[PledgeRow]:
    """Return the pledges of a town that this viewer may see, in the order of the programmes."""
    cards = {card.id: card for card in town.programmes}
    order = {card.id: place for place, card in enumerate(town.programmes)}
    pledges = [
        p for p in session.exec(select(Pledge).where(col(Pledge.programme_id).in_(list(cards)))) if p.publishable or viewer.signed_in
    ]
    pledges.sort(key=lambda p: (order[p.programme_id], p.position))
    ids = [p.id for p in pledges]
    verdicts = current_verdicts(session, ids)
    tags, evidence, suggested = _themes(session, ids), counted_pairs(session, ids), _suggested(session, ids, viewer)
    parents = {p.parent_id for p in pledges if p.parent_id}
    return [
        _row(
            p,
            cards[p.programme_id],
            verdicts.get(p.id) if p.publishable else None,
            tags[p.id],
            (len(evidence[p.id]), suggested.get(p.id, 0)),
            p.id in parents,
        )
        for p in pledges
    ]


def _row(
    pledge: Pledge, card: ProgrammeCard, verdict: Verdict | None, tags: list[str], counts: tuple[int, int], is_parent: bool
) -> PledgeRow:
    return PledgeRow(
        pledge.id,
        pledge.key,
        pledge.position,
        pledge.text,
        card,
        tuple(dict.fromkeys([*pledge.themes, *tags])),
        tuple(pledge.bodies),
        Status(verdict.status) if verdict else Status.UNEXAMINED,
        verdict.as_of if verdict else None,
        _flags(pledge, verdict),
        pledge.publishable,
        pledge.wording.value,
        pledge.second_hand,
        pledge.confirmed,
        pledge.parent_id,
        is_parent,
        *counts,
        pledge.measure,
        pledge.merger,
    )


def _flags(pledge: Pledge, verdict: Verdict | None) -> tuple[str, ...]:
    """Return the flags of the verdict; that a pledge was worded anew is known without one."""
    said = tuple(verdict.flags) if verdict else ()
    return said if not pledge.amended_by or Flag.PLEDGE_CHANGED in said else (*said, Flag.PLEDGE_CHANGED.value)


def _of_its_parts(row: PledgeRow) -> bool:
    """True for a compound pledge that no verdict names: its parts have the statuses, it has none of its own."""
    return row.is_parent and row.status == Status.UNEXAMINED


def matches(row: PledgeRow, wish: Filters) -> bool:
    """Return whether a row answers every wish; words are compared without accents."""
    text = fold(row.text)
    return (
        (not wish.theme or wish.theme in row.themes)
        and (wish.status is None or (row.status == wish.status and not _of_its_parts(row)))
        and (not wish.programme or row.programme.id == wish.programme)
        and (not wish.body or wish.body in row.bodies)
        and wish.demands in (None, row.is_demand)
        and all(word in text for word in fold(wish.words).split())
    )


def pledge_list(slug: str, viewer: Viewer, wish: Filters | None = None) -> list[PledgeRow]:
    """Return the pledges of a town that answer the filters."""
    with reading() as session:
        town = open_town(session, slug, viewer)
        rows = town_rows(session, town, viewer) if town else []
    return [row for row in rows if matches(row, wish or Filters())]


def tally(rows: list[PledgeRow]) -> dict[Status, int]:
    """Return the count of every status, zeros included."""
    counted = Counter(row.status for row in rows)
    return {status: counted[status] for status in Status}


def _by_source(rows: list[PledgeRow], cards: list[ProgrammeCard]) -> tuple[tuple[ProgrammeCard, dict[Status, int]], ...]:
    return tuple((card, tally([row for row in rows if row.programme == card])) for card in cards)


def overview(slug: str, viewer: Viewer) -> Overview | None:
    """Return the figures of a town's front page."""
    with reading() as session:
        town = open_town(session, slug, viewer)
        if town is None:
            return None
        everything = town_rows(session, town, viewer)
        rows = [row for row in everything if not row.is_demand]
        shown = [row for row in rows if row.publishable]
        leaves = [row for row in shown if not row.is_parent]
        demands = [row for row in everything if row.is_demand and row.publishable]
        asked = [row for row in demands if not row.is_parent]
        themes = sorted({theme for row in leaves for theme in row.themes})
        return Overview(
            pledges=len(leaves),
            as_written=totals(families(shown)).written,
            not_publishable=len(rows) - len(shown),
            by_status=tally(leaves),
            by_theme={theme: tally([row for row in leaves if theme in row.themes]) for theme in themes},
            by_programme=_by_source(leaves, [card for card in town.programmes if not card.is_demand]),
            latest=_latest(session, {row.id: row for row in shown}),
            demands=tally(asked),
            demands_by_source=_by_source(asked, [card for card in town.programmes if card.is_demand]),
            totals=totals(families(shown)),
            demand_totals=totals(families(demands)),
            totals_by_source={
                card.id: totals(families([row for row in [*shown, *demands] if row.programme == card])) for card in town.programmes
            },
            **_holdings(session, slug),
        )


def _holdings(session: Session, slug: str) -> dict[str, int]:
    bodies = select(Body.id).where(col(Body.jurisdiction) == slug)
    documents = select(Document.id).where(col(Document.body_id).in_(bodies))
    unread = col(DocumentVersion.text_status).in_([TextStatus.NONE, TextStatus.FAILED]) | col(DocumentVersion.text_status).is_(None)
    versions = select(func.count(func.distinct(DocumentVersion.document_id))).where(col(DocumentVersion.document_id).in_(documents))
    return {
        "documents": session.exec(versions).one(),
        "unreadable": session.exec(versions.where(unread)).one(),
        "sittings": session.exec(select(func.count()).select_from(Sitting).where(col(Sitting.body_id).in_(bodies))).one(),
        "acts": session.exec(select(func.count()).select_from(Act).where(col(Act.body_id).in_(bodies))).one(),
    }


def _latest(session: Session, rows: dict[str, PledgeRow]) -> tuple[Change, ...]:
    states = [VerdictState.PUBLISHED, VerdictState.SUPERSEDED]
    wanted = (
        select(Verdict).where(col(Verdict.pledge_id).in_(list(rows)), col(Verdict.state).in_(states)).order_by(col(Verdict.published_at))
    )
    names = {user.id: user.display_name for user in session.exec(select(User))}
    before: dict[str, Status] = {}
    changes = []
    for verdict in session.exec(wanted):
        if verdict.published_at is None or verdict.published_by is None:
            continue
        status = Status(verdict.status)
        people = (names[verdict.author_id], names[verdict.published_by])
        old = before.get(verdict.pledge_id, Status.UNEXAMINED)
        changes.append(Change(verdict.pledge_id, rows[verdict.pledge_id].text, old, status, verdict.published_at, *people))
        before[verdict.pledge_id] = status
    return tuple(reversed(changes[-_LATEST:]))
