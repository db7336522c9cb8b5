"""The answer to a person's search over a town: acts and pledges apart, each with the words found, and what was searched beside them.

A search must not be a way to a private person: names are in no index, a hit is marked only for words that the index found, and what is
shown is masked as everywhere else.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from sqlmodel import Session, col, func, select

from tracker.elected import Mask, mask_for, shown_slice
from tracker.linking.asked import Asked, read_question
from tracker.linking.marking import Mark, marks_of, window
from tracker.linking.search import Places, Searchable
from tracker.models import Act, Body, Document, DocumentVersion
from tracker.queries.act_themes import thesaurus
from tracker.queries.acts import act_views
from tracker.queries.places import open_town
from tracker.queries.pledges import town_rows
from tracker.queries.reading_shapes import Segment
from tracker.queries.searchable import TownActs, searchable_pledges, town_acts
from tracker.queries.shapes import ActView, PledgeRow, TownCard, Viewer
from tracker.store import reading
from tracker.vocabulary import TextStatus

PER_PAGE = 10
TYPED, NEIGHBOUR = "typed", "neighbour"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person searches: the words, whether neighbours are searched too, the filters of acts, and which page."""

    words: str
    neighbours: bool = True
    body: str = ""
    outcome: str = ""
    start: date | None = None
    end: date | None = None
    some: bool = False  # also what holds only some of the words
    page: int = 1
    pledge_page: int = 1


@dataclass(frozen=True, slots=True)
class ActHit:
    """An act that was found: its title and the best stretch of its text, cut at its marks, and the page of that stretch."""

    act: ActView
    title: tuple[Segment, ...]
    stretch: tuple[Segment, ...]
    page: int


@dataclass(frozen=True, slots=True)
class PledgeHit:
    """A pledge that was found, cut at its marks."""

    row: PledgeRow
    text: tuple[Segment, ...]


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hits(Generic[T]):
    """One page of what was found: `every` answer all the words; `some` only a part of them, shown when asked or for want of better."""

    shown: tuple[T, ...]
    every: int
    some: int
    broad: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Searched:
    """Where it was searched: what an empty answer must say."""

    acts: int
    pledges: int
    documents: int
    unreadable: int
    period: tuple[date, date] | None
    undated: int
    left_out: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A question as it was understood, and its answers."""

    town: TownCard
    asked: Asked
    acts: Hits[ActHit]
    pledges: Hits[PledgeHit]
    searched: Searched


def search(slug: str, viewer: Viewer, wish: Wish) -> SearchPage | None:
    """Return what a search finds in a town, or None when this viewer may not open it."""
    with reading() as session:
        town = open_town(session, slug, viewer)
        if town is None:
            return None
        kept = town_acts(session, slug)
        rows = [row for row in town_rows(session, town, viewer) if not row.is_parent]
        pledges = searchable_pledges(rows)
        asked = read_question(wish.words, kept.texts.terms, thesaurus() if wish.neighbours else None)
        found = kept.texts.find(asked, kept.kept(wish.body, wish.outcome, wish.start, wish.end))
        acts, places = _page(found.every, found.some, wish.some, wish.page)
        mask = mask_for(session, slug)
        act_hits = _act_hits(session, kept, [int(place) for place in places], asked, mask)
        promised = pledges.find(asked)
        said, pledge_places = _page(promised.every, promised.some, wish.some, wish.pledge_page)
        pledge_hits = tuple(_pledge_hit(rows[place], pledges, int(place), asked) for place in pledge_places)
        return SearchPage(
            town, _heard(asked, kept.texts, pledges), replace(acts, shown=act_hits), replace(said, shown=pledge_hits),
            _searched(session, slug, kept, len(rows)),
        )  # fmt: skip


def _page(every: Places, some: Places, wanted: bool, page: int) -> tuple[Hits[Any], list[int]]:
    """Return one page of places; what holds some of the words only stands behind what holds all."""
    broad = wanted or not len(every)
    places = [*every, *some] if broad else list(every)
    pages = max(1, -(-len(places) // PER_PAGE))
    number = min(max(page, 1), pages)
    return Hits((), len(every), len(some), broad, number, pages), places[(number - 1) * PER_PAGE : number * PER_PAGE]


def _heard(asked: Asked, *held: Searchable) -> Asked:
    """Return the question with the neighbours that stand in an act or a pledge of the town: the others were searched for nothing."""
    known = {way for texts in held for need in texts.known(asked).needs for way in need.ways}
    return replace(asked, needs=tuple(replace(need, ways=tuple(way for way in need.ways if way in known)) for need in asked.needs))


def _act_hits(session: Session, kept: TownActs, places: Sequence[int], asked: Asked, mask: Mask) -> tuple[ActHit, ...]:
    ids = [kept.ids[place] for place in places]
    acts = act_views(session, ids, mask)
    texts = {key: (title, text) for key, title, text in session.exec(select(Act.id, Act.title, Act.text).where(col(Act.id).in_(ids)))}
    found = zip(places, ids, strict=True)
    return tuple(_act_hit(acts[key], *texts[key], kept.texts.only(asked, place), kept.texts, mask) for place, key in found if key in acts)


def _act_hit(act: ActView, title: str, text: str, asked: Asked, held: Searchable, mask: Mask) -> ActHit:
    heading, body = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", text)
    hidden = mask.spans(body)
    marks = _visible(marks_of(body, asked, held.terms), hidden)
    start, end = window(body, marks)
    named = mask.spans(heading)
    titled = cut(heading, 0, len(heading), _visible(marks_of(heading, asked, held.terms), named), named)
    first = next((mark.start for mark in marks if mark.start >= start), start)
    page = min(act.page_from + body.count("\f", 0, first), act.page_to)
    before, after = (Segment("… "),) if start else (), (Segment(" …"),) if end < len(body) else ()
    return ActHit(act, titled, (*before, *cut(body, start, end, marks, hidden), *after), page)


def _visible(marks: Sequence[Mark], hidden: list[tuple[int, int]]) -> list[Mark]:
    """Return the marks that touch no hidden name; names are in order and apart, so one of them decides for each mark."""
    ends = [end for _, end in hidden]
    after = [bisect_right(ends, mark.start) for mark in marks]
    return [mark for mark, place in zip(marks, after, strict=True) if place == len(hidden) or hidden[place][0] >= mark.end]


def cut(text: str, start: int, end: int, marks: Sequence[Mark], hidden: list[tuple[int, int]]) -> tuple[Segment, ...]:
    """Return a stretch of text cut at its marks, with hidden names replaced."""
    made, place = [], start
    for mark in marks:
        if place <= mark.start and mark.end <= end:
            made.append(Segment(shown_slice(text, place, mark.start, hidden)))
            made.append(Segment(text[mark.start : mark.end], NEIGHBOUR if mark.neighbour else TYPED))
            place = mark.end
    made.append(Segment(shown_slice(text, place, end, hidden)))
    return tuple(segment for segment in made if segment.text)


def _pledge_hit(row: PledgeRow, held: Searchable, place: int, asked: Asked) -> PledgeHit:
    text = unicodedata.normalize("NFC", row.text)
    return PledgeHit(row, cut(text, 0, len(text), marks_of(text, held.only(asked, place), held.terms), []))


def _searched(session: Session, slug: str, kept: TownActs, pledges: int) -> Searched:
    documents = select(Document.id).join(Body, col(Body.id) == col(Document.body_id)).where(Body.jurisdiction == slug)
    unread = col(DocumentVersion.text_status).in_([TextStatus.NONE, TextStatus.FAILED]) | col(DocumentVersion.text_status).is_(None)
    counted = select(func.count(func.distinct(DocumentVersion.document_id))).where(col(DocumentVersion.document_id).in_(documents), unread)
    unreadable = session.exec(counted).one()
    return Searched(len(kept.ids), pledges, kept.documents, unreadable, kept.period, kept.undated, kept.left_out)
