"""The same measure promised elsewhere: pledges of other towns that do the same thing with the same object as one pledge.

A proposal for a reader, not a finding. Pledges are compared clause by clause: which words or groups of the town-hall thesaurus both
hold, weighed by how rare they are, whether the first object of each is the same, and whether the same is done with it (make free, add,
cut, study…). The weights were fitted once on pairs that a person had judged (`python -m benchmarks.same` tells how well it does).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from tracker.errors import InputError
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import EXPANSION_WEIGHT, Thesaurus, load_thesaurus
from tracker.settings import find_data_file
from tracker.towns import read_yaml

FLOOR = 0.7  # of ten pairs above it, eight are the same measure (`python -m benchmarks.same`)
NEAR = 0.45  # from here on the subject is mostly the same, and half of the measures
TOP = 12
MOST_CLAUSES = 12
COMMON_WEIGHT = 0.25
MOST_WORDS = 3
LESS = "less"
EVERYDAY = "more"  # creating and adding is what most pledges do: to do it both says little
ANOTHER = frozenset({"study", "train", "repair", "green"})  # done by one alone: another measure
_CLAUSE = re.compile(r"[.;:!?()\n«»]+|,\s|\s[–-]\s")
AGAINST = re.compile(r"\bcontre l[ae]s?\s", re.IGNORECASE)  # against a cut: no cut is promised
EMPTY = re.compile(r"\b(mettre|mise|mises) en (place|œuvre|oeuvre)\b|\bcentres?[- ]villes?\b", re.IGNORECASE)  # whose words mean elsewhere
_NAME = re.compile(r"(?<=[\w,’'] )[A-ZÀ-Ý][\w-]+|\b[A-Z]{2,}\b")
WEIGHTS = {  # fitted on the pairs marked `tune` of benchmarks/same_pairs.csv; `opposed` set by hand: the contrary is never proposed
    "low": 0.5, "high": 0.8, "heads": 1.25, "agree": 0.35, "specific": 1.9, "other": -0.1, "whole_low": 0.65, "whole_high": 0.45,
    "words": 0.7, "opposed": -3.0,
}  # fmt: skip
INTERCEPT = -4.35


@dataclass(frozen=True)
class Same:
    """A pledge that may say the same: its place among those compared, how near it is, and the words of ours that both share."""

    place: int
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of `same_words.yml` as terms."""

    common: frozenset[str]
    actions: Mapping[str, frozenset[str]]

    @cached_property
    def light(self) -> frozenset[str]:
        """Return the terms that are no object of a measure: common words and actions."""
        return self.common.union(*self.actions.values())

    def of(self, term: str) -> set[str]:
        """Return the actions that a term says."""
        return {name for name, words in self.actions.items() if term in words}


@dataclass(frozen=True)
class Clause:
    """One clause of a pledge: its terms in order, the thesaurus groups that it speaks of, and what it does."""

    terms: tuple[str, ...]
    groups: Mapping[str, frozenset[str]]  # group -> terms of the clause that made it fire
    actions: frozenset[str]
    names: frozenset[str]

    @cached_property
    def held(self) -> frozenset[str]:
        """Return its terms as a set."""
        return frozenset(self.terms)


@dataclass(frozen=True)
class Reading:
    """A pledge as it is compared: clause by clause, and whole."""

    clauses: tuple[Clause, ...]
    whole: Clause


@dataclass(frozen=True)
class Likeness:
    """What two pledges have in common: the features that the weights are for."""

    features: Mapping[str, float]
    shared: tuple[str, ...]  # terms of the first that both hold: objects, the rarest first, then what is done with them

    @property
    def score(self) -> float:
        """Return how likely it is that both are the same measure, from 0 to 1."""
        total = INTERCEPT + sum(WEIGHTS[name] * value for name, value in self.features.items())
        return 1 / (1 + math.exp(-total))


class Measures:
    """Pledges to be compared, read once."""

    def __init__(self, texts: Sequence[str], thesaurus: Thesaurus | None = None, words: Words | None = None) -> None:
        """Read the clauses of every pledge and count how rare each term is."""
        self._terms = Terms()
        self._thesaurus, self._words = thesaurus or load_thesaurus(), words or load_words()
        self._read = [self.read(text) for text in texts]
        counted = Counter(term for one in self._read for term in one.whole.terms)
        self._most = math.log(2 + len(texts))
        self._rare = {term: math.log((2 + len(texts)) / (1 + count)) for term, count in counted.items()}
        self._holding: dict[str, set[int]] = defaultdict(set)
        for place, one in enumerate(self._read):
            for key in self._keys(one):
                self._holding[key].add(place)

    def like(self, text: str, floor: float = FLOOR) -> list[Same]:
        """Return the pledges that may promise the same measure, the nearest first."""
        own = self.read(text)
        surfaces = self._terms.surfaces(text)
        found = []
        for place in {place for key in self._keys(own) for place in self._holding.get(key, ())}:
            likeness = self.compare(own, self._read[place])
            if likeness is not None and likeness.score >= floor:
                words = dict.fromkeys(surfaces[term][0] for term in likeness.shared)
                found.append(Same(place, round(likeness.score, 3), tuple(words)))
        return sorted(found, key=lambda one: (-one.score, one.place))[:TOP]

    def read(self, text: str) -> Reading:
        """Return the clauses of a pledge; one that says no action does what the one before does."""
        found: list[Clause] = []
        for piece in _CLAUSE.split(EMPTY.sub(" ", text))[: 2 * MOST_CLAUSES]:
            names = frozenset(term for name in _NAME.findall(piece) for term in self._terms(name))
            against = AGAINST.search(piece) is not None
            for terms, actions in self._cut([term for term in self._terms(piece) if not term.isdigit()]):
                done = actions - {LESS} if against else actions
                inherited = done or (found[-1].actions if found else frozenset())
                found.append(Clause(terms, self._thesaurus.fired(frozenset(terms)), inherited, names))
        return Reading(tuple(found[:MOST_CLAUSES]), self._whole(found[:MOST_CLAUSES]))

    def _cut(self, terms: Sequence[str]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        """Cut a piece before each action that follows an object; actions at its very end belong to the object before them."""
        cut: list[tuple[list[str], set[str]]] = [([], set())]
        for term in terms:
            done = self._words.of(term)
            if done and any(one not in self._words.light for one in cut[-1][0]):
                cut.append(([], set()))
            cut[-1][0].append(term)
            cut[-1][1].update(done)
        if len(cut) > 1 and all(one in self._words.light for one in cut[-1][0]):
            last = cut.pop()
            cut[-1][0].extend(last[0])
            cut[-1][1].update(last[1])
        return [(tuple(dict.fromkeys(words)), frozenset(actions)) for words, actions in cut if words]

    def _whole(self, clauses: Sequence[Clause]) -> Clause:
        terms = tuple(dict.fromkeys(term for one in clauses for term in one.terms))
        actions: frozenset[str] = frozenset().union(*(one.actions for one in clauses))
        return Clause(terms, self._thesaurus.fired(frozenset(terms)), actions, frozenset().union(*(one.names for one in clauses)))

    def compare(self, own: Reading, other: Reading) -> Likeness | None:
        """Return what two pledges have in common: in their two nearest clauses and as a whole; None when no clauses share an object."""
        pairs = [features for one in own.clauses for two in other.clauses if (features := self._common(one, two))]
        if not pairs:
            return None
        features = max(pairs, key=lambda found: found["low"] + found["high"] + found["heads"] + 0.3 * found["agree"])
        mine, yours = self._met(own.whole, other.whole), self._met(other.whole, own.whole)
        shared = sorted((term for term in mine if term not in self._words.light), key=lambda term: (-self._worth(term), term))
        cover = (self._share(own.whole, mine), self._share(other.whole, yours))
        said = len([term for term in shared if term in other.whole.held])
        whole = {"whole_low": min(cover), "whole_high": max(cover), "words": float(min(said, MOST_WORDS))}
        done = sorted(term for term in mine if term in self._words.light - self._words.common)
        return Likeness({**features, **whole}, (*shared, *done))

    def _common(self, one: Clause, two: Clause) -> dict[str, float]:
        """Return the features of two clauses, none when they share no object."""
        mine, yours = self._met(one, two), self._met(two, one)
        if mine.keys() <= self._words.light:
            return {}
        cover = (self._share(one, mine), self._share(two, yours))
        both, differ = one.actions & two.actions, one.actions ^ two.actions
        return {
            "low": min(cover), "high": max(cover), "heads": ((self._head(one) in mine) + (self._head(two) in yours)) / 2,
            "agree": float(bool(both)), "specific": float(bool(both - {EVERYDAY})),
            "other": float(bool(differ & ANOTHER)), "opposed": float(not both and {LESS, EVERYDAY} <= differ),
        }  # fmt: skip

    def _met(self, one: Clause, two: Clause) -> dict[str, float]:
        """Return the terms of a clause that the other says too: the same word whole, a word of the same group for less."""
        groups = one.groups.keys() & two.groups.keys()
        met = dict.fromkeys((term for name in groups for term in one.groups[name]), EXPANSION_WEIGHT)
        return met | dict.fromkeys(one.held & two.held, 1.0)

    def _share(self, clause: Clause, met: Mapping[str, float]) -> float:
        total = sum(self._worth(term) for term in clause.terms if term in met or term not in clause.names)
        return sum(self._worth(term) * how for term, how in met.items()) / total if total else 0.0

    def _head(self, clause: Clause) -> str:
        """Return the first object of a clause: its first term that is neither a common word nor an action."""
        return next((term for term in clause.terms if term not in self._words.light), "")

    def _keys(self, pledge: Reading) -> set[str]:
        """Return what may bring two pledges together: their groups, and their words that are objects."""
        return {*(f"g:{name}" for name in pledge.whole.groups), *(pledge.whole.held - self._words.light)}

    def _worth(self, term: str) -> float:
        return self._rare.get(term, self._most) * (COMMON_WEIGHT if term in self._words.light else 1.0)


def load_words(path: Path | None = None) -> Words:
    """Return the checked words of the data folder (else the shipped ones), or raise `InputError` with one line."""
    path = path or find_data_file("same_words.yml")
    return _load_words(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _load_words(path: Path, _changed_at: int) -> Words:
    content = read_yaml(path)
    common, actions = (content.get(name) for name in ("common", "actions")) if isinstance(content, dict) else (None, None)
    if not isinstance(common, str) or not isinstance(actions, dict) or not all(isinstance(words, str) for words in actions.values()):
        raise InputError(f"{path}: expected `common:` and `actions:`, words separated by spaces")
    terms = Terms()
    return Words(frozenset(terms(common)), {str(name): frozenset(terms(words)) for name, words in actions.items()})
