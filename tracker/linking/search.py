"""The search box: the acts or pledges of one town that hold what a person asks, by the same words and weights as linking.

Every word asked must be held, in any of its forms or by a neighbour of the thesaurus; texts that answer only some are given apart, so
that a page can say so. Pure: what may not be found (the name of a private person) must not be in the texts that are given.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import numpy.typing as npt

from tracker.linking.asked import Asked, Way
from tracker.linking.bm25 import ActText, Floats, Index, Prepared
from tracker.linking.terms import Terms

_REMEMBERED = 1_000  # runs of terms whose texts are kept: those of some questions
NEIGHBOUR_WEIGHT = 0.4  # half of what linking gives them: a person who types a word wants that word first
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Found:
    """Places best first: of the texts that answer every need, and of those that answer only some."""

    every: Places
    some: Places


class Searchable:
    """The texts of one town, ready to be searched."""

    def __init__(self, prepared: Iterable[Prepared]) -> None:
        """Weigh the terms of every (title, body), and keep the order in which they stand, for expressions; no text is kept."""
        self.terms = Terms()
        read = [(title.split(), body.split()) for title, body in prepared]
        self.index = Index.of_terms([title for title, _ in read], [[*title, *body] for title, body in read])
        self._stream, self._starts = self._in_order(read)
        self._held: dict[tuple[str, ...], Places] = {}

    @classmethod
    def of(cls, texts: Iterable[ActText]) -> "Searchable":
        """Return the same from texts."""
        terms = Terms()
        return cls((terms.prepared(text.title), terms.prepared(text.body)) for text in texts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _in_order(self, read: Sequence[tuple[list[str], list[str]]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Return the number of every word in order, -1 after each field so that no expression runs from one into the next."""
        number, fields, starts = self.index.vocabulary.__getitem__, [], [0]
        for title, body in read:
            fields.append(np.array([*map(number, title), -1, *map(number, body), -1], np.int32))
            starts.append(starts[-1] + len(fields[-1]))
        return np.concatenate(fields) if fields else np.empty(0, np.int32), np.array(starts, np.int64)

    def holding(self, terms: tuple[str, ...]) -> Places:
        """Return the texts that hold a term, or several side by side in this order; remembered for the rest of the question."""
        if terms not in self._held:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            self._held[terms] = self._holding(terms)
        return self._held[terms]

    def _holding(self, terms: tuple[str, ...]) -> Places:
        if not terms or any(term not in self.index.vocabulary for term in terms):
            return np.empty(0, np.intp)
        if len(terms) == 1:
            return np.sort(self.index.scores({terms[0]: 1.0})[0])
        numbers = [self.index.vocabulary[term] for term in terms]
        together = reduce(np.intersect1d, [self.holding((term,)) for term in dict.fromkeys(terms)])
        return np.array([place for place in together.tolist() if self._side_by_side(numbers, place)], np.intp)

    def _side_by_side(self, numbers: Sequence[int], place: int) -> bool:
        own = self._stream[self._starts[place] : self._starts[place + 1]]
        last = len(own) - len(numbers) + 1
        matched = np.ones(max(last, 0), np.bool_)
        for shift, number in enumerate(numbers):
            matched &= own[shift : shift + last] == number
        return bool(matched.any())

    def known(self, asked: Asked) -> Asked:
        """Return the question with only those neighbours that some text holds; the words typed stay."""
        return _ways(asked, lambda way: way.typed or len(self.holding(way.terms)) > 0)

    def only(self, asked: Asked, place: int) -> Asked:
        """Return the question with only the ways that one text holds here: nothing else may be highlighted in what is shown of it."""
        return _ways(asked, lambda way: place in self.holding(way.terms))

    def find(self, asked: Asked, kept: Flags | None = None) -> Found:
        """Return what answers a question among the texts that a filter keeps."""
        met = np.zeros(len(self), np.int32)
        for need in asked.needs:
            answers = np.zeros(len(self), np.int32)
            for way in need.ways:
                answers[self.holding(way.terms)] = 1
            met += answers
        if kept is not None:
            met[~kept] = 0
        scores = self._scores(asked)
        every = (met > 0) & (met == len(asked.needs))
        return Found(_best(every, scores, met), _best((met > 0) & ~every, scores, met))

    def _scores(self, asked: Asked) -> Floats:
        """Return the BM25 of the words asked and of their one-word neighbours; a run of words adds the weight of its rarest."""
        ways = {way.terms: 1.0 if way.typed else NEIGHBOUR_WEIGHT for need in asked.needs for way in sorted(need.ways, key=_typed)}
        weights = {terms[0]: weight for terms, weight in ways.items() if len(terms) == 1}
        weights |= {term: 1.0 for need in asked.needs for term in need.terms}
        scores = np.zeros(len(self))
        places, worth = self.index.scores(weights)
        scores[places] = worth
        for terms, weight in ways.items():
            found = self.holding(terms) if len(terms) > 1 else ()
            if len(found):
                scores[found] += weight * max(float(self.index.idf[self.index.vocabulary[term]]) for term in terms)
        return scores


def _typed(way: Way) -> bool:
    return way.typed


def _ways(asked: Asked, kept: Callable[[Way], bool]) -> Asked:
    return replace(asked, needs=tuple(replace(need, ways=tuple(filter(kept, need.ways))) for need in asked.needs))


def _best(wanted: Flags, scores: Floats, met: npt.NDArray[np.int32]) -> Places:
    """Return the wanted places: most needs answered, then best score, then the order given."""
    places = np.flatnonzero(wanted)
    return places[np.lexsort((places, -scores[places], -met[places]))]
