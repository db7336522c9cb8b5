"""How far a way of cutting is proved by the text: votes owned by headings, titles of the agenda found again, numbers in order."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrapers.parsers.agenda import Entry
from scrapers.parsers.decisions import GROUP_GAP
from scrapers.parsers.headers import Header
from scrapers.parsers.view import View

NEAR = 3  # lines between a heading and the agenda's title found again there
_SEVERAL = 0.4  # what a heading lacks for each further group of votes far below the first: probably headings that were not seen
_NAMED = 0.1  # the same for a heading that the town itself names, whose votes are ballots of one act
_MOST = 6
_GAPS = ("year-service-number", "learned", "trailing:")  # numbers shared by several services, or proved to grow elsewhere


@dataclass(frozen=True)
class Proof:
    """What the text says of a cut: shares from 0 to 1, and the numbers behind them."""

    votes: float  # F1 of headings that own a decision and of groups of decisions that have their own heading
    order: float  # numbers that follow the one before
    owning: int
    groups: int
    hits: int  # headings that the agenda names
    matched: int  # items of the agenda that have a heading
    entries: int  # items of the agenda

    @property
    def covered(self) -> float | None:
        """The share of the agenda's items that have a heading; None without an agenda."""
        return self.matched / self.entries if self.entries else None


def prove(view: View, headers: Sequence[Header]) -> Proof:
    """Return the proof of a way of cutting."""
    owners, orphans = vote_owners(view, headers)
    named = {one.line for one in headers if one.worded}
    several = sum(min(count - 1, _MOST) * (_NAMED if line in named else _SEVERAL) for line, count in owners.items())
    total = len(owners) + orphans + several
    votes = _f1(len(owners) / len(headers) if headers else 0.0, len(owners) / total if total else 0.0)
    matched, entries, hits = _agenda(view, headers)
    return Proof(votes, in_order(headers), len(owners), len(owners) + orphans, hits, matched, entries)


def in_order(headers: Sequence[Header]) -> float:
    """Return the share of numbers that follow the one before; 1 when nothing is numbered."""
    numbers = [
        one.ordinal for one in headers if one.ordinal is not None and one.family in ("ref", "num") and not one.shape.startswith(_GAPS)
    ]
    if len(numbers) < 2:
        return 1.0
    return sum(after == 1 or 0 <= after - before <= 2 for before, after in pairwise(numbers)) / (len(numbers) - 1)


def vote_owners(view: View, headers: Sequence[Header]) -> tuple[Counter[int], int]:
    """Return how many groups of decisions each heading (by line) owns, and how many have no owner.

    Ritual votes before the first heading are nobody's, and what is voted under "Questions diverses" is not asked for.
    """
    own = {one.line for one in headers}
    first = min(own, default=0)
    bounds = sorted(own | set(view.stops))
    owners: Counter[int] = Counter()
    orphans, last, before = 0, -GROUP_GAP - 1, -1
    for line in view.decisions.lines:
        if any(block.holds(line) for block in view.blocks) or (line < first and line in view.decisions.ritual):
            continue
        at = bisect_right(bounds, line) - 1
        owner = bounds[at] if at >= 0 else -1
        if owner != before or line - last > GROUP_GAP:
            owners[owner] += owner in own
            orphans += owner == -1
        before, last = owner, line
    return +owners, orphans


def _agenda(view: View, headers: Sequence[Header]) -> tuple[int, int, int]:
    entries = view.entries
    lines = [line for one in headers for line in (one.line, one.partner.line if one.partner else one.line)]
    met = {one.entry.line for one in view.found if any(abs(one.line - line) <= NEAR for line in lines)}
    asked = [own for own in _families(entries) if own]
    covered = sum(any(entry.line in met for entry in own) for own in asked)
    hit = sum(any(abs(one.line - found.line) <= NEAR for found in view.found) for one in headers)
    return covered, len(asked), hit


def _families(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return each item with what stands under it."""
    families: list[list[Entry]] = []
    for entry in entries:
        if entry.level == 1 or not families:
            families.append([])
        families[-1].append(entry)
    return families


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
