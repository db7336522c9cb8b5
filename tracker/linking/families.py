"""Words of one family that the stemmer keeps apart (tourisme, touristique), by their common beginning.

A weak sign, for the last places among the candidates of a town whose titles are short: families also join strangers.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

_HEAD = 5  # letters that both words begin with, at least
_SHARE = 0.6  # of the longer word
_WEIGHT = 0.7  # of that share
MOST = 25


class Families:
    """The vocabulary of one town by the beginnings of its words."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Group the words by their first letters."""
        self._heads: dict[str, list[str]] = defaultdict(list)
        for word in vocabulary:
            if len(word) >= _HEAD:
                self._heads[word[:_HEAD]].append(word)
        self._known: dict[str, dict[str, float]] = {}

    def of(self, term: str) -> dict[str, float]:
        """Return the words of a term's family with their weights, the nearest first."""
        if term not in self._known:
            shares = {word: _common(term, word) for word in self._heads.get(term[:_HEAD], ()) if word != term}
            near = sorted((word for word, share in shares.items() if share >= _SHARE), key=lambda word: (-shares[word], word))
            self._known[term] = {word: _WEIGHT * shares[word] for word in near[:MOST]}
        return self._known[term]


def _common(one: str, other: str) -> float:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike) / max(len(one), len(other))
