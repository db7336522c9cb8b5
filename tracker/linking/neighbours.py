"""Words that other towns' texts use alike (`data/neighbours.json`): an expansion at a low weight, and suggestions for thesaurus editors.

The file is made by `python -m benchmarks.neighbours`; no judgement and no person's or place's name enters it. Only words of the pledge
itself are widened, never what the thesaurus already brought.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.ids import digest
from tracker.linking.meaning import WordVectors, load_vectors
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import How, Query, QueryTerm
from tracker.settings import find_data_file

FILE = "neighbours.json"
NEIGHBOUR_WEIGHT = 0.4  # of the cosine; set once (linking measurements)
MOST_WORDS, MOST_NEAR = 50_000, 20
_OWN = frozenset({How.SAME_WORD, How.SAME_STEM})


@dataclass(frozen=True)
class Neighbours:
    """Word -> its nearest words with their cosine, the nearest first; and the vectors that such nearness is learned from."""

    words: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    vectors: WordVectors = field(default_factory=WordVectors)

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that change whenever a neighbour, its cosine or a vector does."""
        return digest(*(f"{word}:{near}" for word, near in sorted(self.words.items())), self.vectors.digest)[:8]

    @cached_property
    def _near(self) -> dict[str, dict[str, float]]:
        terms = Terms()
        found: dict[str, dict[str, float]] = {}
        for word, near in self.words.items():
            for term in terms(word):
                other = {term: cosine for name, cosine in reversed(near) for term in terms(name)}
                found[term] = {**other, **found.get(term, {})}
        return found

    def of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the neighbours of a word in any of its forms, the nearest first."""
        if word in self.words:
            return self.words[word]
        terms = Terms()
        wanted = terms(word)
        return next((near for other, near in self.words.items() if wanted and terms(other) == wanted), ())

    def near(self, term: str) -> Mapping[str, float]:
        """Return the terms near a term, with their cosines."""
        return self._near.get(term, {})

    def expand(self, query: Query, weight: float = NEIGHBOUR_WEIGHT) -> Query:
        """Return what the neighbours add to a query: terms that are not in it yet, at `weight` times their best cosine."""
        added: Query = {}
        for term, asked in query.items():
            if asked.how not in _OWN:
                continue
            for other, cosine in self._near.get(term, {}).items():
                worth = weight * cosine * asked.weight
                if other not in query and (other not in added or added[other].weight < worth):
                    added[other] = QueryTerm(worth, asked.words, How.NEIGHBOUR)
        return added


def load_neighbours(path: Path | None = None) -> Neighbours:
    """Return the checked neighbours of the data folder (else the shipped ones), or raise `InputError` with one line."""
    path = path or find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the words that `python -m benchmarks.neighbours --write` makes")
    return _load(path, path.stat().st_mtime_ns, load_vectors())


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int, vectors: WordVectors) -> Neighbours:
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        words = content["words"]
        if not isinstance(words, dict) or len(words) > MOST_WORDS:
            raise ValueError(f"expected `words` with up to {MOST_WORDS} words")
        return Neighbours({str(word): _checked(word, near) for word, near in words.items()}, vectors)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: expected words, each with its neighbours and their cosines: {error}") from error


def _checked(word: str, near: Any) -> tuple[tuple[str, float], ...]:
    if not isinstance(near, list) or len(near) > MOST_NEAR:
        raise ValueError(f"{word!r}: expected a list of up to {MOST_NEAR} neighbours")
    found = tuple((str(name), float(cosine)) for name, cosine in near)
    if not all(0 < cosine <= 1 for _, cosine in found):
        raise ValueError(f"{word!r}: expected cosines above 0 and up to 1")
    return found
