"""The same promise in other towns: proposed by the words both share, side by side within a group of towns of one size.

Statuses are those of each town's own page. A town whose file gives no population is shown apart: its size is unknown, not small.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from tracker.errors import TrackerError
from tracker.linking.same import FLOOR, NEAR, Measures
from tracker.queries.places import towns
from tracker.queries.pledges import pledge_list
from tracker.queries.shapes import PledgeRow, TownCard, Viewer
from tracker.towns import load_town

SIZES = (2_000, 3_500, 10_000, 20_000, 50_000, 100_000, 200_000)  # the first inhabitant of each group but the first


@dataclass(frozen=True, slots=True)
class SizeGroup:
    """Towns from `least` to `most` inhabitants; the last group has no end."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """One promise of another town that may be the same."""

    town: TownCard
    size: SizeGroup | None
    row: PledgeRow
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A promise, its town's size, those like it in towns of that size, of unknown size, and of other sizes."""

    town: TownCard
    size: SizeGroup | None
    row: PledgeRow
    same_size: tuple[ElsewhereRow, ...]
    unknown_size: tuple[ElsewhereRow, ...]
    other_size: tuple[ElsewhereRow, ...]
    near: tuple[ElsewhereRow, ...] = ()  # the same subject, perhaps another measure: shown apart, whatever the size


def size_group(population: int | None) -> SizeGroup | None:
    """Return the group of a population, or None when it is not known."""
    if population is None:
        return None
    bounds = (0, *SIZES)
    place = bisect_right(bounds, population) - 1
    return SizeGroup(bounds[place], bounds[place + 1] - 1 if place + 1 < len(bounds) else None)


def elsewhere(pledge: str, viewer: Viewer) -> Elsewhere | None:
    """Return the promises of other towns that may be the same as this one, or None when this viewer cannot see it."""
    known = [(town, row) for town in towns(viewer) for row in pledge_list(town.slug, viewer)]
    mine = next(((town, row) for town, row in known if row.id == pledge), None)
    if mine is None:
        return None
    others = [(town, row) for town, row in known if town.slug != mine[0].slug and not row.is_parent]
    sizes = {slug: _size(slug) for slug in {town.slug for town, _ in known}}  # a town's file is read once, not once a pledge
    found = [
        ElsewhereRow(others[one.place][0], sizes[others[one.place][0].slug], others[one.place][1], one.score, one.words)
        for one in _measures(tuple(row.text for _, row in others)).like(mine[1].text, NEAR)
    ]
    near, found = tuple(one for one in found if one.score < FLOOR), [one for one in found if one.score >= FLOOR]
    own = sizes[mine[0].slug]
    unknown = tuple(one for one in found if one.size is None or own is None)
    same = tuple(one for one in found if one not in unknown and one.size == own)
    return Elsewhere(mine[0], own, mine[1], same, unknown, tuple(one for one in found if one not in unknown and one.size != own), near)


@lru_cache(maxsize=2)
def _measures(texts: tuple[str, ...]) -> Measures:
    """Return the pledges of other towns as they are compared: read again only when one of them changed."""
    return Measures(texts)


def _size(slug: str) -> SizeGroup | None:
    """Return the size of a town as its file says; a town of the database whose file went away has no known size."""
    try:
        return size_group(load_town(slug).population)
    except TrackerError:
        return None
