"""How near a pledge and an act are in meaning, by vectors of words learned from other towns' texts (`data/word_vectors.json`).

A weak sign: it orders acts that hold none of the pledge's words, which no word can find, and never makes a link sure. The nearness is
a cosine, hence a sum over the words of the pledge: it is explained exactly. No judgement and no person's or place's name is in the file.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.errors import InputError
from tracker.ids import digest
from tracker.linking.bm25 import Field, Floats, Index, top_of
from tracker.linking.concepts import Places
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import Query
from tracker.settings import find_data_file

FILE = "word_vectors.json"
MOST_WORDS, MOST_DIMENSIONS = 50_000, 512
SHOWN = 12  # words of the town that may be shown as the near word of an act
FLOOR = 0.3  # the cosine from which two texts are near: any two have something in common
_DECIMALS = 6  # of a nearness: the order of sums must not decide which acts are candidates
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Words and their vectors, one row of length 1 a word."""

    words: tuple[str, ...] = ()
    rows: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that change whenever a word or its vector does."""
        return digest(*self.words, self.rows.tobytes().hex())[:8]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of each term."""
        terms = Terms()
        return {term: place for place, word in enumerate(self.words) for term in terms(word)}


@dataclass(frozen=True)
class Said:
    """What a pledge says: its words as written, one tuple for each thing said, and their vectors; all sum to length 1."""

    words: tuple[tuple[str, ...], ...]
    rows: Floats  # things said × dimensions

    @property
    def whole(self) -> Floats:
        """The vector of the whole pledge."""
        total: Floats = self.rows.sum(axis=0)
        return total


class Meaning:
    """The acts of one town as vectors: their titles and their whole texts count the same."""

    def __init__(self, index: Index, vectors: WordVectors) -> None:
        """Add up the words of every act."""
        self._vectors = vectors
        self._known = [(place, vectors.places[term]) for term, place in index.vocabulary.items() if term in vectors.places]
        self._names = tuple(term for term in index.vocabulary if term in vectors.places)
        self._acts = (self._of(index, Field.TITLE) + self._of(index, Field.TEXT)) / 2

    def _of(self, index: Index, name: Field) -> Vectors:
        if not self._known:
            return np.zeros((len(index), 0), np.float32)
        places, rows = (list(one) for one in zip(*self._known, strict=True))
        summed = np.asarray(index.fields[name][places].T @ self._vectors.rows[rows], np.float32)
        found: Vectors = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
        return found

    def said(self, query: Query, worth: Callable[[str], float]) -> Said | None:
        """Return what a pledge says, each of its words with the words that the thesaurus brought for it; none if no word is known."""
        found: dict[tuple[str, ...], Any] = {}
        for term, entry in query.items():
            place = self._vectors.places.get(term)
            if place is not None and self._known:
                found[entry.words] = found.get(entry.words, 0.0) + entry.weight * worth(term) * self._vectors.rows[place].astype(np.float64)
        rows = np.stack(list(found.values())) if found else np.zeros((0, 1))
        length = float(np.linalg.norm(rows.sum(axis=0)))
        return Said(tuple(found), rows / length) if length > 0 else None

    def best(self, said: Said | None, top: int) -> Places:
        """Return the acts nearest to a pledge."""
        if said is None:
            return np.zeros(0, np.intp)
        near = np.asarray(np.round(self._acts @ said.whole.astype(np.float32), _DECIMALS - 1), np.float64)
        found = np.flatnonzero(near > FLOOR)
        return np.array([act for act, _ in top_of(found, near[found], top)], np.intp)

    def near_acts(self, acts: Sequence[int]) -> Floats:
        """Return how near every act is to these acts together, from 0 to 1."""
        some = self._acts[list(acts)].mean(axis=0)
        length = float(np.linalg.norm(some)) or 1.0
        near = np.asarray(np.round(self._acts @ (some / length), _DECIMALS - 1), np.float64)
        found: Floats = np.where(near > FLOOR, near, 0.0)
        return found

    def parts(self, said: Said, acts: Places) -> Floats:
        """Return what each thing said brings to the nearness of these acts (things × acts); nothing to acts that are not near."""
        found = np.round(said.rows @ self._acts[acts].T.astype(np.float64), _DECIMALS)
        kept: Floats = np.where(found.sum(axis=0) > FLOOR, found, 0.0)
        return kept

    def near_terms(self, said: Said) -> list[tuple[str, ...]]:
        """Return, for each thing said, the words of the town nearest to it, to show one that the act holds."""
        rows = self._vectors.rows[[row for _, row in self._known]]
        order = np.argsort(-(said.rows @ rows.T.astype(np.float64)), axis=1, kind="stable")[:, :SHOWN]
        return [tuple(self._names[place] for place in line) for line in order.tolist()]


def load_vectors(path: Path | None = None) -> WordVectors:
    """Return the checked vectors of the data folder (else the shipped ones), or raise `InputError` with one line."""
    path = path or find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the vectors that `python -m benchmarks.neighbours --write` makes")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> WordVectors:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))["words"]
        if not isinstance(content, dict) or len(content) > MOST_WORDS:
            raise ValueError(f"expected `words` with up to {MOST_WORDS} words")
        return WordVectors(tuple(map(str, content)), _unit([_row(word, text) for word, text in content.items()]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{path}: expected words, each with the bytes of its vector in base 64: {error}") from error


def _row(word: str, text: Any) -> npt.NDArray[np.int8]:
    try:
        found = np.frombuffer(base64.b64decode(text, validate=True), np.int8)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError(f"{word!r}: {error}") from error
    if not 0 < len(found) <= MOST_DIMENSIONS or not found.any():
        raise ValueError(f"{word!r}: expected 1 to {MOST_DIMENSIONS} numbers, not all 0")
    return found


def _unit(rows: list[npt.NDArray[np.int8]]) -> Vectors:
    if len({len(row) for row in rows}) > 1:
        raise ValueError("expected vectors of one length")
    wide = np.array(rows, np.float32).reshape(len(rows), -1)
    found: Vectors = wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-9)
    return found
