"""What confirmed links teach about their own pledge, at once: acts that speak like the confirmed ones climb.

Five ways of speaking like the confirmed acts are added to the ranking's own score: words of their titles, words that fill their texts,
words of their titles that also tell this pledge's acts from the others, the nearest title and the nearest text; and two of being about
the same thing (`subjects.py`). Their weights are set once, not fitted: weights fitted on one town served the next one worse. Every
point is a sum over words, groups or meanings, so it stays explained. What refused acts hold too teaches less. Nothing here makes a link
sure: bands stay those of the ranking. Tried without gain: neighbours of the words, the mean of all confirmed acts, spreading scores
between alike acts, repeated title words, the town's own latent subjects, weights that follow how well the pledge was served before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from tracker.linking.bm25 import Field, Floats, Index
from tracker.linking.features import Reader
from tracker.linking.lesson import REFUSED, Lesson, Near, Places, Row, Taught, relevance
from tracker.linking.subjects import Subjects
from tracker.linking.thesaurus import Query

LONGEST = 40  # words kept of a text: bounds the work on a budget of two hundred pages, and the length of an explanation
_SMOOTH = 2  # acts like any other that are added before saying that a word tells the pledge's acts apart


class Lessons:
    """The teacher of one town: made once per index, asked for each pledge that has confirmed links."""

    def __init__(self, index: Index, reader: Reader | None = None) -> None:
        """Take the acts of a town, and what reads their subjects; without it only words teach."""
        self.index, self._reader = index, reader

    def of(self, query: Query, confirmed: Sequence[int], refused: Sequence[int] = ()) -> Lesson:
        """Return what these confirmed acts (at least one) teach about the pledge of this query."""
        fit = self._fit(query)
        rows = {field: self._columns(field, confirmed) for field in Field}
        title = self._title_words(rows[Field.TITLE], refused)
        telling = title[0], title[1] * self._telling(title[0], fit)
        words = {
            Field.TEXT: self._together(Field.TEXT, [self._text_words(rows[Field.TEXT], refused)]),
            Field.TITLE: self._together(Field.TITLE, [title, telling]),
        }
        near = {field: self._near(field, rows[field]) for field in Field}
        return Lesson(
            self.index,
            tuple(confirmed),
            Taught(words, near),
            len(confirmed) / (len(confirmed) + 1),  # one link alone teaches half of a lesson, three three quarters
            Subjects(self._reader, confirmed, refused) if self._reader else None,
        )

    @cached_property
    def _norms(self) -> Mapping[Field, Floats]:
        """The length of each act's vector of weights, by field."""
        size = len(self.index)
        return {
            field: np.sqrt(np.maximum(np.bincount(matrix.indices, weights=matrix.data**2, minlength=size), 1e-12))
            for field, matrix in self.index.fields.items()
        }

    def _fit(self, query: Query) -> Floats:
        """Return how well each act answers the pledge by its words alone, at most 1."""
        fit = np.zeros(len(self.index))
        acts, scores = self.index.scores({term: entry.weight for term, entry in query.items()})
        fit[acts] = scores
        return fit / max(float(fit.max(initial=0.0)), 1e-9)

    def _columns(self, field: Field, acts: Sequence[int]) -> list[Row]:
        """Return the words of each of these acts with their weights, the heaviest of a long text."""
        matrix = self.index.fields[field][:, list(acts)].tocsc()
        found = []
        for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
            places, weights = matrix.indices[start:end].astype(np.intp), matrix.data[start:end]
            kept = np.lexsort((places, -weights))[:LONGEST]
            found.append((places[kept], weights[kept]))
        return found

    def _title_words(self, titles: Sequence[Row], refused: Sequence[int]) -> Row:
        """Return the words of the confirmed titles, rare ones and those of several titles first."""
        places, counts = _counted(titles)
        rare = self.index.idf[places]
        return places, counts * rare * self._spared(Field.TITLE, places, refused)

    def _text_words(self, texts: Sequence[Row], refused: Sequence[int]) -> Row:
        """Return the words that fill the confirmed texts and few others (relevance weights of Robertson and Sparck Jones)."""
        places, counts = _counted(texts)
        held, all_acts, known = self._held(Field.TEXT, places), len(self.index), len(texts)
        weights = relevance(counts, held, known, all_acts) * counts / known * self._spared(Field.TEXT, places, refused)
        best = np.lexsort((places, -weights))[:LONGEST]
        return places[best], weights[best]

    def _held(self, field: Field, places: Places) -> Floats:
        """Return how many acts hold each word in a field."""
        held: Floats = np.diff(self.index.fields[field].indptr)[places].astype(np.float64)
        return held

    def _spared(self, field: Field, places: Places, refused: Sequence[int]) -> Floats:
        """Return what is left of each word's lesson after the refusals."""
        if not refused or not len(places):
            return np.ones(len(places))
        held = (self.index.fields[field][places][:, list(refused)] > 0).sum(axis=1)
        return 1 - REFUSED * np.asarray(held, dtype=np.float64).ravel() / len(refused)

    def _telling(self, places: Places, fit: Floats) -> Floats:
        """Return how much better than any act those that hold a word answer the pledge: 0 for the words of every title."""
        matrix = self.index.fields[Field.TITLE]
        acts = (matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]] for place in places)
        return np.array([self._told(one, fit) for one in acts], np.float64)

    @staticmethod
    def _told(acts: Places, fit: Floats) -> float:
        mean = max(float(fit.mean()), 1e-9)
        return max(float(np.log(max((fit[acts].sum() + _SMOOTH * mean) / ((len(acts) + _SMOOTH) * mean), 1e-9))), 0.0)

    def _sum(self, field: Field, row: Row) -> Floats:
        """Return the sum of these weighted words in every act."""
        return np.asarray(row[1] @ self.index.fields[field][row[0]], dtype=np.float64).ravel()

    def _together(self, field: Field, rows: Sequence[Row]) -> tuple[Row, Floats]:
        """Return several ways of one field as one row of weights with its sums, each way worth at most 1 to an act."""
        total: defaultdict[int, float] = defaultdict(float)
        for places, weights in rows:
            best = float(self._sum(field, (places, weights)).max(initial=0.0))
            for place, weight in zip(places.tolist(), weights.tolist(), strict=True):
                total[place] += weight / best if best else 0.0
        kept = sorted(place for place, weight in total.items() if weight > 0)
        row = np.array(kept, np.intp), np.array([total[place] for place in kept], np.float64)
        return row, self._sum(field, row)

    def _near(self, field: Field, rows: Sequence[Row]) -> Near:
        """Return, for each act, its nearest confirmed act and how near it is (cosine)."""
        norms = self._norms[field]
        scaled = [(places, weights / max(float(np.sqrt((weights**2).sum())), 1e-9)) for places, weights in rows]
        cosines = np.stack([self._sum(field, row) / norms for row in scaled])
        return Near(tuple(scaled), cosines.argmax(axis=0), cosines.max(axis=0), norms)


def _counted(rows: Sequence[Row]) -> tuple[Places, Floats]:
    """Return the distinct words of several acts and in how many of them each stands."""
    places, counts = np.unique(np.concatenate([row[0] for row in rows]), return_counts=True)
    return places.astype(np.intp), counts.astype(np.float64)
