"""Compound pledges and their parts: how a list shows them together, and the totals that are told side by side and never merged.

Readers of one programme count differently (method, section 9): as written, and after separating the compound pledges.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.queries.shapes import PledgeRow, Totals


@dataclass(frozen=True, slots=True)
class Family:
    """A pledge as written, with those of its parts that are shown under it."""

    head: PledgeRow
    parts: tuple[PledgeRow, ...] = ()

    @property
    def rows(self) -> tuple[PledgeRow, ...]:
        """Return what is followed one by one: the parts, else the pledge itself."""
        return self.parts or (self.head,)


def families(rows: Sequence[PledgeRow]) -> tuple[Family, ...]:
    """Return the pledges as written, in order; a part whose parent this reader may not see stands by itself."""
    seen = {row.id for row in rows}
    parts: dict[str, list[PledgeRow]] = defaultdict(list)
    for row in rows:
        if row.parent_id in seen:
            parts[row.parent_id or ""].append(row)
    return tuple(Family(row, tuple(parts[row.id])) for row in rows if row.parent_id not in seen)


def kept(found: Sequence[Family], wanted: Callable[[PledgeRow], bool]) -> tuple[Family, ...]:
    """Return the families that answer a wish: by their parts, which are then the only ones shown; else by the words of the whole."""
    kept_ones = []
    for family in found:
        parts = tuple(filter(wanted, family.parts))
        if parts or wanted(family.head):
            kept_ones.append(Family(family.head, parts or family.parts))
    return tuple(kept_ones)


def totals(found: Sequence[Family]) -> Totals:
    """Return both counts of these pledges, and how many are compound."""
    return Totals(len(found), sum(bool(one.parts) for one in found), sum(len(one.rows) for one in found))
