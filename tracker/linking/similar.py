"""Acts that no word of a pledge finds, or few: like the well-ranked ones by title, of the same theme, or with a word near those near.

Towns whose registers are bare titles name one thing by many words. The titles of the best acts say which words and groups of the
thesaurus belong together here. Such points only order the acts below the first ones, so that they never displace what the pledge's
own words found; they are a sum over words and groups, hence explained exactly.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from tracker.linking.bm25 import Field, Floats, top_of
from tracker.linking.concepts import Places
from tracker.linking.features import Asked, Reader
from tracker.linking.parts import NAMES, Parts, Unit
from tracker.linking.thesaurus import How

WELL_RANKED = 10  # acts whose titles are looked at
RARE = 40  # of their words, those that tell most
WAYS = 4  # words, groups, themes, near words: a quarter of the whole each
EARLY = 0.3  # the power of likeness: what is a little alike already stands before what only shares a common word with the pledge


class Reason(NamedTuple):
    """One reason to be alike: how it is told, its row in the matrix of words or in that of groups, its weight."""

    unit: Unit
    row: int
    weight: float


@dataclass(frozen=True)
class Likeness:
    """How much every act resembles the well-ranked ones, from 0 to 1, and the reasons that this is a sum of."""

    of_acts: Floats
    reasons: tuple[Reason, ...] = ()

    def best(self, top: int) -> Places:
        """Return the acts most alike."""
        found = np.flatnonzero(self.of_acts)
        return np.array([act for act, _ in top_of(found, self.of_acts[found], top)], np.intp)

    def lift(self, acts: Places) -> Floats:
        """Return by what to multiply the likeness of these acts: the most alike of all has 1 then, the others more than their share."""
        alike, most = self.of_acts[acts], max(float(self.of_acts.max(initial=0.0)), 1e-9)
        return np.divide((alike / most) ** EARLY, alike, out=np.zeros(len(acts)), where=alike > 0)


class Similar:
    """What resembles what among the titles of one town."""

    def __init__(self, reader: Reader) -> None:
        """Take what reads the acts of the town; those of a routine wording resemble nothing."""
        self._reader, self._index = reader, reader.index
        self._names, self._terms = list(reader.concepts.entries), list(reader.index.vocabulary)
        about = reader.thesaurus.about
        self._themes = {name: about[name].theme for name in self._names if name in about}

    @cached_property
    def _words(self) -> Any:
        """The words of titles (terms × acts), each title of length 1."""
        words = self._index.fields[Field.TITLE].astype(np.float64)
        norms = np.sqrt(np.asarray(words.multiply(words).sum(axis=0)).ravel())
        return (words @ sparse.diags(1 / np.maximum(norms, 1e-9))).tocsr()

    @cached_property
    def _titles(self) -> Any:
        """The same by act, to read the titles of a few."""
        return self._words.T.tocsr()

    @cached_property
    def _groups(self) -> Any:
        """The groups of titles (groups × acts)."""
        return sparse.csr_matrix(self._reader.concepts.of_acts(self._names, np.arange(len(self._index))))

    def to(self, asked: Asked, acts: Sequence[int], weights: Floats) -> Likeness:
        """Return what resembles these acts, the best ranked of a pledge with their weights, or is near the pledge at one remove."""
        total, reasons = np.zeros(len(self._index)), []
        head, shares = np.asarray(acts[:WELL_RANKED], np.intp), weights[:WELL_RANKED]
        for way in (self._rare(head, shares), self._shared(head, shares), self._theme(asked), self._near(asked)):
            found = self._sum(way)
            best = WAYS * float(found.max(initial=0.0))
            if best > 0:
                total += found / best
                reasons += [reason._replace(weight=reason.weight / best) for reason in way]
        return Likeness(total, tuple(reasons))

    def _rare(self, acts: Places, weights: Floats) -> list[Reason]:
        """Return the words of these titles that tell most."""
        found = sparse.csr_matrix(weights[None, :]) @ self._titles[acts]
        return [Reason(Unit(How.SIMILAR, (self._terms[row],)), row, worth) for row, worth in top_of(found.indices, found.data, RARE)]

    def _shared(self, acts: Places, weights: Floats) -> list[Reason]:
        """Return the groups of these titles."""
        found = self._reader.concepts.of_acts(self._names, acts) @ weights
        return [Reason(Unit(How.SIMILAR, group=self._names[row]), row, float(found[row])) for row in np.flatnonzero(found).tolist()]

    def _theme(self, asked: Asked) -> list[Reason]:
        """Return the groups of the themes that the pledge speaks of, as often as it does."""
        said: dict[str, list[str]] = defaultdict(list)
        for group in asked.groups:
            if theme := self._themes.get(group):
                said[theme].append(group)
        words = {theme: asked.words(frozenset().union(*(asked.groups[group] for group in groups))) for theme, groups in said.items()}
        themed = [(row, name, self._themes.get(name) or "") for row, name in enumerate(self._names)]
        return [Reason(Unit(How.THEME, (), words[of], group=name), row, float(len(said[of]))) for row, name, of in themed if of in said]

    def _near(self, asked: Asked) -> list[Reason]:
        """Return the words of the town that are near the words of the pledge, or near a near one."""
        found: dict[int, Reason] = {}
        near, places = self._reader.neighbours.near, self._index.vocabulary
        for term in asked.own:
            first, worth = near(term), self._reader.soft_worth(term)
            second = ((name, one * two) for between, one in first.items() for name, two in near(between).items())
            for name, cosine in (*first.items(), *second):
                row = places.get(name)
                if row is not None and (row not in found or found[row].weight < cosine * worth):
                    found[row] = Reason(Unit(How.NEIGHBOUR, (name,), asked.query[term].words), row, cosine * worth)
        return list(found.values())

    def _matrix(self, reasons: Sequence[Reason]) -> Any:
        return (self._groups if reasons[0].unit.group else self._words)[[reason.row for reason in reasons]]

    def _sum(self, way: Sequence[Reason]) -> Floats:
        if not way:
            return np.zeros(len(self._index))
        return np.where(self._reader.routine, 0.0, np.array([reason.weight for reason in way]) @ self._matrix(way))

    def parts(self, alike: Likeness, acts: Places, scale: Floats) -> Parts:
        """Return the points of every reason in these acts: what makes the likeness of each, times its scale."""
        parts = Parts(acts)
        for grouped in (False, True):
            reasons = [reason for reason in alike.reasons if bool(reason.unit.group) == grouped]
            if reasons:
                values = self._matrix(reasons)[:, acts].toarray() * np.array([reason.weight for reason in reasons])[:, None]
                parts.add(NAMES[0], [reason.unit for reason in reasons], values * scale)
        return parts
