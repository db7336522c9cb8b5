"""One act, and the question asked the other way round: was this ever promised?

Confirmed links are facts for everybody; what the machine proposes is for signed-in people only, and is named as a proposal.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from tracker.elected import Mask, mask_for
from tracker.linking.same import Measures
from tracker.models import Act, Body, Suggestion
from tracker.queries.act_themes import thesaurus
from tracker.queries.acts import act_views
from tracker.queries.page import evidence_of
from tracker.queries.places import open_town
from tracker.queries.pledges import counted_pairs, town_rows
from tracker.queries.shapes import ActView, EvidenceView, PledgeRow, TownCard, Viewer
from tracker.store import reading
from tracker.vocabulary import Band

MOST_NEAR = 10
_FLOOR = 0.15  # of likeness: below the one between promises, for an act's words are rarely those of a programme
_ORDER = {band: place for place, band in enumerate(Band)}


@dataclass(frozen=True, slots=True)
class ConfirmedLink:
    """A pledge that a person linked to the act, with the evidence that it made."""

    row: PledgeRow
    evidence: EvidenceView


@dataclass(frozen=True, slots=True)
class NearPledge:
    """A pledge that the machine proposes: the act's rank in its list, or None when only some words are shared."""

    row: PledgeRow
    rank: int | None
    band: Band | None
    preexisting: bool
    words: tuple[tuple[str, str], ...]  # (word of the pledge, word of the act); both alike when only words are shared


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act with the pledges that were linked to it, and those near it."""

    town: TownCard
    act: ActView
    pledges: int  # those that this reader may see
    confirmed: tuple[ConfirmedLink, ...]
    near: tuple[NearPledge, ...]
    proposed: bool  # the near ones are the machine's suggestions; else they only share words
    before_terms: bool  # the act is older than every term whose promises are on file


def act_page(act_id: str, viewer: Viewer) -> ActPage | None:
    """Return an act with its pledges, or None when there is none or this viewer may not open its town."""
    with reading() as session:
        found = session.exec(select(Act, Body.jurisdiction).join(Body, col(Body.id) == col(Act.body_id)).where(Act.id == act_id)).first()
        town = open_town(session, found[1], viewer) if found else None
        if found is None or town is None:
            return None
        rows = town_rows(session, town, viewer)
        mask = mask_for(session, town.slug)
        view = act_views(session, [act_id], mask)[act_id]
        confirmed = _confirmed(session, act_id, rows, mask)
        others = [row for row in rows if row.id not in {one.row.id for one in confirmed}] if viewer.signed_in else []
        proposed = _proposed(session, act_id, others)
        near = proposed or _alike(view.title, others)
        starts = [card.term_start for card in town.programmes]
        early = view.date is not None and bool(starts) and view.date < min(starts)
        return ActPage(town, view, len(rows), confirmed, near, bool(proposed), early)


def _confirmed(session: Session, act_id: str, rows: list[PledgeRow], mask: Mask) -> tuple[ConfirmedLink, ...]:
    counted = counted_pairs(session, [row.id for row in rows])
    linked = [row for row in rows if act_id in counted.get(row.id, set())]
    found = ((row, one) for row in linked for one in evidence_of(session, row, None, mask) if one.act_id == act_id)
    return tuple(ConfirmedLink(row, evidence) for row, evidence in found)


def _proposed(session: Session, act_id: str, rows: list[PledgeRow]) -> tuple[NearPledge, ...]:
    known = {row.id: row for row in rows}
    found = [one for one in session.exec(select(Suggestion).where(Suggestion.act_id == act_id)) if one.pledge_id in known]
    found.sort(key=lambda one: (_ORDER[one.band] if one.band else len(_ORDER), one.rank, -one.score, one.pledge_id))
    return tuple(NearPledge(known[one.pledge_id], one.rank, one.band, one.preexisting, _words(one)) for one in found[:MOST_NEAR])


def _words(suggestion: Suggestion) -> tuple[tuple[str, str], ...]:
    pairs = ((str(part.get("pledge_word") or ""), str(part.get("act_word") or "")) for part in suggestion.explanation)
    return tuple(dict.fromkeys(pair for pair in pairs if any(pair)))[:6]


def _alike(title: str, rows: list[PledgeRow]) -> tuple[NearPledge, ...]:
    """Return the pledges that share words with the act, when it is in no pledge's list of suggestions."""
    found = Measures([row.text for row in rows], thesaurus()).like(title, _FLOOR)[:MOST_NEAR]
    return tuple(NearPledge(rows[one.place], None, None, False, tuple((word, word) for word in one.words[:6])) for one in found)
