"""The same measure promised elsewhere: pledges that share rare words, or groups of the town-hall thesaurus, with one pledge.

A proposal for a reader, not a finding: verbs that every programme uses say nothing, two shared meanings are needed, and one of them
must be a word of both. Groups count less than words, as in linking.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.linking.terms import Terms
from tracker.linking.thesaurus import EXPANSION_WEIGHT, Thesaurus, load_thesaurus

FLOOR = 0.3
TOP = 12
_COMMON_WORDS = """
creer creation instaurer instauration mettre mise place placer developper developpement favoriser soutenir soutien renforcer renforcement
ameliorer amelioration faciliter garantir lancer lancement proposer ouvrir ouverture construire construction etendre elargir poursuivre
maintenir permettre assurer encourager accompagner promouvoir valoriser engager ville commune municipal municipale mairie metropole public
publique publics projet plan politique service action nouveau nouvelle grand local locale territoire habitants cadre acces
"""


@dataclass(frozen=True)
class Same:
    """A pledge that may say the same: its place among those compared, how near it is, and the words of ours that both share."""

    place: int
    score: float
    words: tuple[str, ...]


class Measures:
    """Pledges to be compared, read once."""

    def __init__(self, texts: Sequence[str], thesaurus: Thesaurus | None = None) -> None:
        """Read the meanings of every pledge and count how rare each is."""
        self._terms = Terms()
        self._common = frozenset(self._terms(_COMMON_WORDS))
        entries = (thesaurus or load_thesaurus()).groups.items()
        self._groups = {name: [set(split) for word in words if (split := self._terms(word))] for name, words in entries}
        self._read = [self._meanings(text) for text in texts]
        counted = Counter(name for one in self._read for name in one)
        self._rare = {name: math.log((2 + len(texts)) / (1 + count)) for name, count in counted.items()}

    def like(self, text: str, floor: float = FLOOR) -> list[Same]:
        """Return the pledges that may promise the same measure, the nearest first."""
        own = self._meanings(text)
        found = []
        for place, other in enumerate(self._read):
            both = own.keys() & other.keys()
            if len(both) < 2 or not any(name[0] == "w" for name in both):
                continue
            score = self._weight(both) / math.sqrt(self._weight(own) * self._weight(other))
            if score >= floor:
                words = dict.fromkeys(own[name] for name in sorted(both, key=lambda name: (-self._worth(name), name)))
                found.append(Same(place, round(score, 3), tuple(words)))
        return sorted(found, key=lambda one: (-one.score, one.place))[:TOP]

    def _meanings(self, text: str) -> dict[str, str]:
        """Return what a pledge speaks of (`w:` a stem, `g:` a group) with a word as written that says it."""
        surfaces = self._terms.surfaces(text)
        found = {f"w:{term}": words[0] for term, words in surfaces.items() if term not in self._common and not term.isdigit()}
        for name, entries in self._groups.items():
            fired = next((entry for entry in entries if entry <= surfaces.keys()), None)
            if fired:
                found[f"g:{name}"] = surfaces[min(fired)][0]
        return found

    def _worth(self, name: str) -> float:
        rare = self._rare.get(name, math.log(2 + len(self._read)))
        return rare * (EXPANSION_WEIGHT if name[0] == "g" else 1.0)

    def _weight(self, names: Iterable[str]) -> float:
        return sum(self._worth(name) ** 2 for name in names)
