"""What the confirmed acts of a pledge are about: thesaurus groups that several of their titles hold, and their meaning.

Confirmed acts of one subject often name it by words that no other act repeats; their groups and their vectors find the next ones.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tracker.linking.bm25 import Field, Floats
from tracker.linking.explain import Contribution, Surfaces
from tracker.linking.features import Reader
from tracker.linking.lesson import REFUSED, relevance
from tracker.linking.thesaurus import How

SEVERAL = 2  # confirmed titles that hold a group: one alone also speaks of other things
SUBJECT, MEANING = 0.33, 0.4  # at most, of each, as a share of the ranking's own best score


class Subjects:
    """What the confirmed acts of one pledge share, and what it is worth to every act of the town."""

    def __init__(self, reader: Reader, confirmed: Sequence[int], refused: Sequence[int]) -> None:
        """Find the groups of these acts and how near every act is to them in meaning."""
        self._reader, self._confirmed = reader, confirmed
        points = np.zeros(len(reader.index))
        found = dict(_groups(reader, confirmed, refused))
        for name, worth in found.items():
            points[reader.concepts.held(name)] += worth
        best = float(points.max(initial=0.0)) or 1.0
        self._groups: Mapping[str, float] = {name: SUBJECT * worth / best for name, worth in found.items()}
        self._near = MEANING * reader.meaning.near_acts(confirmed)
        self.points: Floats = SUBJECT * points / best + self._near

    def explain(self, acts: Sequence[int]) -> list[list[Contribution]]:
        """Return the reasons of these acts' points; the words of a group are those of the act's title and of a confirmed one."""
        entries = self._reader.concepts.entries
        wanted = frozenset(term for name in self._groups for entry in entries[name] for term in entry)
        said = [self._reader.index.surfaces(act, Field.TITLE, wanted) for act in self._confirmed]
        return [[*self._by_group(self._reader.index.surfaces(act, Field.TITLE, wanted), said), *self._by_meaning(act)] for act in acts]

    def _by_group(self, here: Surfaces, said: Sequence[Surfaces]) -> Iterator[Contribution]:
        for name, worth in self._groups.items():
            if shown := self._words(name, here):
                there = next((words for one in said if (words := self._words(name, one))), "")
                yield Contribution(shown, there, How.CONFIRMED, Field.TITLE, worth, 0.0)

    def _words(self, group: str, held: Surfaces) -> str:
        """Return the words of a title that are an entry of the group, or nothing."""
        entry = next((one for one in self._reader.concepts.entries[group] if one <= held.keys()), frozenset())
        return " ".join(held[term][0] for term in sorted(entry))

    def _by_meaning(self, act: int) -> Iterator[Contribution]:
        if self._near[act]:
            yield Contribution("", "", How.MEANING, Field.TEXT, float(self._near[act]), 0.0)


def _groups(reader: Reader, confirmed: Sequence[int], refused: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Yield the groups of several confirmed titles with what they tell, less where refused titles hold them too."""
    for name in reader.concepts.entries:
        held = reader.concepts.held(name)
        count = np.isin(confirmed, held).sum(keepdims=True).astype(np.float64)
        if count >= SEVERAL:
            worth = relevance(count, np.array([float(len(held))]), len(confirmed), len(reader.index))[0]
            spared = 1 - REFUSED * float(np.isin(refused, held).mean()) if len(refused) else 1.0
            if worth > 0:
                yield name, float(worth) * spared
