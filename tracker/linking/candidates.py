"""The acts worth a close look for a pledge: about a hundred, found in several cheap ways that miss different things."""

from collections.abc import Sequence

import numpy as np

from tracker.linking.bm25 import Field, top_of
from tracker.linking.concepts import Places
from tracker.linking.features import SHORT, Asked, Reader

BY_WORDS, BY_CONCEPTS, BY_NEARNESS, BY_MEANING = 100, 60, 60, 100


def candidates(reader: Reader, asked: Asked, by_words: Sequence[tuple[int, float]], top: int = BY_WORDS) -> Places:
    """Return the acts to be read closely, in order of place: those of the words searched, and those that only meaning finds."""
    chosen = [np.array([act for act, _ in by_words[: max(top, BY_WORDS)]], np.intp)]
    chosen.append(reader.concepts.best(asked.groups, BY_CONCEPTS))
    chosen.append(_by_nearness(reader, asked))
    chosen.append(reader.meaning.best(asked.said, BY_MEANING))
    return np.unique(np.concatenate(chosen))


def _by_nearness(reader: Reader, asked: Asked) -> Places:
    """Return the acts whose titles hold the words nearest to those of the pledge."""
    title, places = reader.index.fields[Field.TITLE], reader.index.vocabulary
    acts, worth = [], []
    for term, near in reader.near_terms(asked).items():
        own = reader.soft_worth(term)
        for name, weight in near.items():
            row = title.indices[title.indptr[places[name]] : title.indptr[places[name] + 1]]
            acts.append(row)
            worth.append(np.full(len(row), own * weight))
    if not acts:
        return np.zeros(0, np.intp)
    scores = np.bincount(np.concatenate(acts), np.concatenate(worth), len(reader.index)) / np.sqrt(reader.index.title_lengths + SHORT)
    found = np.flatnonzero(scores)
    return np.array([act for act, _ in top_of(found, scores[found], BY_NEARNESS)], np.intp)
