"""What the confirmed links of one pledge taught: points for every act, and the words that each point comes from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tracker.linking.bm25 import Field, Floats, Index, top_of
from tracker.linking.explain import Contribution
from tracker.linking.thesaurus import How

Places = npt.NDArray[np.intp]
Row = tuple[Places, Floats]  # places of terms in the vocabulary, and their weights
Reason = dict[tuple[str, str, Field], float]  # (word of the act, word of a confirmed act, field) -> points


WORDS = 0.53  # of each way that words teach, as a share of the ranking's own best score
REFUSED = 0.5  # what a word or a group loses when every refused act holds it


class About(Protocol):
    """What the subjects of the confirmed acts teach beside their words."""

    points: Floats

    def explain(self, acts: Sequence[int]) -> list[list[Contribution]]:
        """Return the reasons of the points of these acts."""
        ...


def relevance(counts: Floats, held: Floats, known: int, size: int) -> Floats:
    """Return relevance weights (Robertson and Sparck Jones, 0 at least) of what `counts` of the `known` and `held` of all acts hold."""
    odds = (counts + 0.5) * np.maximum(size - held - known + counts + 0.5, 0.5)
    odds /= np.maximum(held - counts + 0.5, 0.5) * (known - counts + 0.5)
    found: Floats = np.maximum(np.log(odds), 0.0)
    return found


@dataclass(frozen=True)
class Near:
    """The nearest confirmed act of each act: one row of words per confirmed act, which one is nearest, and how near (cosine)."""

    rows: tuple[Row, ...]
    nearest: Places
    cosines: Floats
    norms: Floats


@dataclass(frozen=True)
class Taught:
    """What was learned, field by field: words that are summed, and the nearest confirmed act."""

    words: Mapping[Field, tuple[Row, Floats]]  # the weights of words, and their sum in every act
    near: Mapping[Field, Near]

    def together(self, field: Field) -> tuple[Places, Floats]:
        """Return all words of one field and their weights: of the sum first, then of each confirmed act."""
        rows = [self.words[field][0], *self.near[field].rows]
        places = np.unique(np.concatenate([row[0] for row in rows])).astype(np.intp)
        weights = np.zeros((len(rows), len(places)))
        for number, (own, values) in enumerate(rows):
            weights[number, np.searchsorted(places, own)] = values
        return places, weights


class Lesson:
    """The points that confirmed links give to every act, as a share of the ranking's best score, and why."""

    def __init__(self, index: Index, confirmed: Sequence[int], taught: Taught, share: float, about: About | None = None) -> None:
        """Add up the ways; `share` is how much of a whole lesson so few links teach."""
        self._index, self._confirmed, self._taught, self._about, self._share = index, confirmed, taught, about, share
        words = [WORDS * summed for _, summed in taught.words.values()]
        near = [WORDS * one.cosines for one in taught.near.values()]
        self.points: Floats = share * sum([*words, *near, *([about.points] if about else [])], start=np.zeros(len(index)))

    def best(self, top: int) -> list[int]:
        """Return the acts that were taught best."""
        found = np.flatnonzero(self.points)
        return [act for act, _ in top_of(found, self.points[found], top)]

    def explain(self, acts: Sequence[int], scale: float) -> list[tuple[Contribution, ...]]:
        """Return the reasons of the points of these acts, times the scale; they sum to it exactly, shares are left to the caller."""
        self._index.fetch([*acts, *self._confirmed])
        reasons: list[Reason] = [defaultdict(float) for _ in acts]
        for field in Field:
            self._words(field, acts, reasons)
        worth = self._share * scale
        words = [
            [Contribution(word, taught, How.CONFIRMED, field, WORDS * points, 0.0) for (word, taught, field), points in found.items()]
            for found in reasons
        ]
        about = self._about.explain(acts) if self._about else [[] for _ in acts]
        return [tuple(one._replace(points=worth * one.points) for one in (*own, *more)) for own, more in zip(words, about, strict=True)]

    def _words(self, field: Field, acts: Sequence[int], reasons: Sequence[Reason]) -> None:
        """Add what each word of one field brings: by its own weight, and as a word of the nearest confirmed act."""
        places, weights = self._taught.together(field)
        terms, near = [self._terms[place] for place in places], self._taught.near[field]
        nearest = near.nearest[list(acts)]
        points = self._index.block(terms, acts, field) * (weights[0][:, None] + weights[1 + nearest].T / near.norms[list(acts)])
        wanted = frozenset(terms)
        taught = [self._index.surfaces(act, field, wanted) for act in self._confirmed]
        for column, act in enumerate(acts):
            held = self._index.surfaces(act, field, wanted)
            by_nearest = (taught[nearest[column]], *taught)
            for line in np.flatnonzero(points[:, column]):
                term = terms[line]
                said = next((one[term][0] for one in by_nearest if term in one), term)
                reasons[column][held[term][0], said, field] += float(points[line, column])

    @property
    def _terms(self) -> list[str]:
        """Return the terms in the order of their places."""
        return list(self._index.vocabulary)
