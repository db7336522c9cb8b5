"""Prepared words to BM25 weights, as compact arrays: no Python list as long as the corpus is ever made.

Every term of every act becomes one 32-bit number in one flat array; turning acts × terms around then puts the repeats of a term
in an act side by side, where they are counted: no sorting, linear in the number of words.
"""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

K1, B = 1.2, 0.75
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Prepared = tuple[str, str]  # the terms of the title, and those of title and body, each separated by blanks


class _Growing(dict[str, int]):
    """Term -> its number, given at its first meeting."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class Words:
    """The words of one field of every act, as numbers."""

    def __init__(self) -> None:
        self.numbers, self.lengths = array("i"), array("i")

    def add(self, numbers: Iterable[int]) -> None:
        """Add one act."""
        before = len(self.numbers)
        self.numbers.extend(numbers)
        self.lengths.append(len(self.numbers) - before)


def read_words(acts: Iterable[Prepared]) -> tuple[dict[str, int], Words, Words]:
    """Return the vocabulary, the words of titles and those of whole acts."""
    vocabulary, titles, texts = _Growing(), Words(), Words()
    number = vocabulary.__getitem__
    for title, text in acts:
        texts.add(map(number, text.split()))
        titles.add(map(number, title.split()))
    return dict(vocabulary), titles, texts


def weigh(words: Words, vocabulary: int) -> tuple[Any, Floats]:
    """Return the BM25 weights (terms × acts) of a field and the idf of each term in it."""
    lengths = np.array(words.lengths, np.float64)
    acts, counts, starts = _count(words, vocabulary)
    df = np.diff(starts)
    idf = np.log1p((len(lengths) - df + 0.5) / (df + 0.5))
    norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1e-9))
    weights = np.repeat(idf * (K1 + 1), df)
    weights *= counts
    weights /= counts + norm[acts]
    return sparse.csr_matrix((weights, acts, starts), shape=(vocabulary, len(lengths))), idf


def _count(words: Words, vocabulary: int) -> tuple[Ints, Ints, npt.NDArray[np.int64]]:
    """Return, term after term, the acts that hold it and how often, and where each term begins."""
    numbers = np.array(words.numbers, np.int32)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(words.lengths, np.int64))])
    ones = np.ones(len(numbers), np.int8)
    turned = sparse.csr_matrix((ones, numbers, ends), shape=(len(words.lengths), vocabulary)).tocsc()
    first = np.ones(len(numbers), bool)
    np.not_equal(turned.indices[1:], turned.indices[:-1], out=first[1:])
    first[turned.indptr[:-1][np.diff(turned.indptr) > 0]] = True
    places = np.flatnonzero(first)
    counts = np.diff(places, append=len(numbers)).astype(np.int32)
    return turned.indices[places], counts, np.searchsorted(places, turned.indptr)
