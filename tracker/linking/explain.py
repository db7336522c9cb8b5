"""Why an act is suggested: the exact part of its score that each matched word brings, so that a person can judge it.

The score is a sum over query terms and fields, hence nothing is estimated: the points of an explanation add up to it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tracker.ids import fold
from tracker.linking.bm25 import Field, Floats, Index
from tracker.linking.thesaurus import How, Query, QueryTerm


@dataclass(frozen=True)
class Contribution:
    """One matched word: as written in the act and in the pledge, how they met, in which field, and what it is worth."""

    act_word: str
    pledge_word: str
    how: How
    field: Field
    points: float
    share: float  # of the act's score, 0 to 1

    def as_json(self) -> dict[str, Any]:
        """Return plain values to store."""
        return {key: str(value) if isinstance(value, How | Field) else value for key, value in asdict(self).items()}


def explain(index: Index, query: Query, found: Sequence[tuple[int, float]]) -> list[tuple[Contribution, ...]]:
    """Return, for each (act, score), what every matched word brings, the greatest first; the points sum to the score."""
    terms = [term for term in query if term in index.vocabulary]
    acts = [act for act, _ in found]
    blocks = {field: index.block(terms, acts, field) for field in Field} if terms and acts else {}
    return [
        _of_act(index, query, terms, act, score, {f: block[:, place] for f, block in blocks.items()})
        for place, (act, score) in enumerate(found)
    ]


def _of_act(index: Index, query: Query, terms: list[str], act: int, score: float, columns: dict[Field, Floats]) -> tuple[Contribution, ...]:
    found = []
    for field, column in columns.items():
        for place in np.flatnonzero(column):
            entry = query[terms[place]]
            act_word, pledge_word, how = _meeting(index.surfaces(act, field)[terms[place]], entry)
            points = entry.weight * float(column[place])
            found.append(Contribution(act_word, pledge_word, how, field, points, round(points / score, 4)))
    return tuple(sorted(found, key=lambda c: (-c.points, c.act_word, c.field)))


def _meeting(act_words: list[str], entry: QueryTerm) -> tuple[str, str, How]:
    """Choose the pair of words to show: the same word when both texts hold it, else the first of each."""
    if entry.how != How.SAME_STEM:
        return act_words[0], " ".join(entry.words), entry.how
    plain = {fold(word): word for word in reversed(act_words)}
    for word in entry.words:
        if fold(word) in plain:
            return plain[fold(word)], word, How.SAME_WORD
    return act_words[0], entry.words[0], How.SAME_STEM
