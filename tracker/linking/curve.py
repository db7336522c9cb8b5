"""What each confirmed link brought, by playing the answers again in the order in which people gave them.

After the first k confirmed links of a pledge, how many of the links that people confirmed later stand among the first ten, and how
many stood there without those answers? The same links and the same pledges on both sides. It says nothing of links that nobody has
found yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.linking.bm25 import Index
from tracker.linking.model import Model
from tracker.linking.ranking import Linker
from tracker.linking.tags import TaggedPledge, TaggedTown

AFTER = (1, 2, 3, 5)
FIRST = 10
FEWEST = 5  # pledges below which a figure would be that of one or two of them


@dataclass(frozen=True)
class Point:
    """After so many confirmed links: pledges played, links looked for, and those among the first ten without and with the answers."""

    after: int
    pledges: int
    wanted: int
    without: int
    found: int


def curve(town: TaggedTown, model: Model | None = None) -> list[Point]:
    """Return a point for each number of confirmed links that enough pledges have."""
    played = [pledge for pledge in town.pledges if len(pledge.confirmed) > AFTER[0]]
    if len(played) < FEWEST:
        return []
    linker = Linker(Index(town.acts), model=model)
    points = [_point(linker, played, after) for after in AFTER]
    return [point for point in points if point.pledges >= FEWEST]


def _point(linker: Linker, pledges: Sequence[TaggedPledge], after: int) -> Point:
    told = [pledge for pledge in pledges if len(pledge.confirmed) > after]
    wanted = without = found = 0
    for pledge in told:
        known, later = pledge.confirmed[:after], set(pledge.confirmed[after:])
        wanted += min(FIRST, len(later))
        without += _among_first(linker.order(pledge.text), known, later)
        found += _among_first(linker.order(pledge.text, known, _refused_before(pledge, known[-1])), known, later)
    return Point(after, len(told), wanted, without, found)


def _refused_before(pledge: TaggedPledge, act: int) -> list[int]:
    """Return the acts refused before this one was confirmed."""
    moment = next(answer.at for answer in pledge.answers if answer.act == act)
    return [answer.act for answer in pledge.answers if not answer.confirmed and answer.at <= moment]


def _among_first(order: Sequence[int], known: Sequence[int], later: set[int]) -> int:
    rest = [act for act in order if act not in known]
    return len(later.intersection(rest[:FIRST]))
