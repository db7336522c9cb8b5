"""Which groups of the thesaurus stand in the acts of a town, in their titles and in their whole texts.

A group is one meaning, whatever the word: two acts that name it by different words count the same. A group that stands in most acts
of a town tells nothing there, so its worth is the logarithm of its rarity; an act that speaks of everything speaks less of each thing.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.linking.bm25 import Field, Floats, Index
from tracker.linking.thesaurus import Stems, Thesaurus

Places = npt.NDArray[np.intp]


class Concepts:
    """The groups of a thesaurus in the acts of one town."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Find every group in every act."""
        self._thesaurus, self._size = thesaurus, len(index)
        self.entries = _searched(index, thesaurus)
        self._rows = {name: {group: holders(index, entries, name) for group, entries in self.entries.items()} for name in Field}
        self._spread = {name: 1 / np.sqrt(1.0 + self._counts(name)) for name in Field}

    def _counts(self, name: Field) -> Floats:
        """Return how many groups each act speaks of."""
        found = np.zeros(self._size)
        for row in self._rows[name].values():
            found[row] += 1
        return found

    def fired(self, own: Collection[str]) -> dict[str, Stems]:
        """Return the groups that a pledge of these terms speaks of, each with the entry that says so."""
        return self._thesaurus.fired(own)

    def worth(self, group: str, name: Field = Field.TITLE) -> float:
        """Return what a group tells in this town."""
        return float(np.log((self._size + 1) / (len(self._rows[name][group]) + 1)))

    def held(self, group: str, name: Field = Field.TITLE) -> Places:
        """Return the acts that hold a group, in order."""
        found: Places = self._rows[name][group]
        return found

    def of_acts(self, groups: Sequence[str], acts: Places, name: Field = Field.TITLE) -> Floats:
        """Return what each group is worth in each act (groups × acts): less where the act speaks of many things."""
        found = np.zeros((len(groups), len(acts)))
        flags = np.zeros(self._size, bool)
        for place, group in enumerate(groups):
            flags[self._rows[name][group]] = True
            found[place] = self.worth(group, name) * flags[acts]
            flags[self._rows[name][group]] = False
        found *= self._spread[name][acts]
        return found

    def best(self, groups: Iterable[str], top: int) -> Places:
        """Return the acts whose titles share most with these groups."""
        rows = [(self._rows[Field.TITLE][group], self.worth(group)) for group in groups]
        if not rows:
            return np.zeros(0, np.intp)
        acts = np.concatenate([row for row, _ in rows])
        worths = np.concatenate([np.full(len(row), worth) for row, worth in rows])
        scores = np.bincount(acts, worths, self._size) * self._spread[Field.TITLE]
        found = np.unique(acts).astype(np.intp)
        return found[np.lexsort((found, -scores[found]))[:top]]


def holders(index: Index, entries: Iterable[Stems], name: Field) -> Any:
    """Return the acts whose field holds one of these entries whole, in order."""
    matrix, places = index.fields[name], index.vocabulary
    found = []
    for entry in entries:
        rows = [
            matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]] for term in entry if (place := places.get(term)) is not None
        ]
        if len(rows) == len(entry):
            held = rows[0]
            for row in rows[1:]:
                held = np.intersect1d(held, row, assume_unique=True)
            found.append(held)
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)


def _searched(index: Index, thesaurus: Thesaurus) -> dict[str, tuple[Stems, ...]]:
    """Return the entries of each group that say something in an act; those that only recognise a pledge are left out."""
    found = {}
    for name, entries in thesaurus.groups.items():
        silent = thesaurus.silent.get(name, frozenset())
        found[name] = tuple(stems for entry in entries if entry not in silent and (stems := frozenset(index.terms(entry))))
    return found
