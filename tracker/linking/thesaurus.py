"""The town-hall thesaurus: groups of words that a programme and a council use for one thing, and the query they widen.

A group fires when every term of one of its entries stands in the pledge; its words then join the query at a lower weight. Entries
written under `fires` only recognise the group: their words are too common to be searched. For the same reason an everyday term that
stands in the phrases of many groups (centre, maison, communal…) joins only where it is an entry by itself. Weights were set once
(linking measurements), not per town. Nothing here reads acts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from tracker.ids import digest
from tracker.linking.terms import Terms
from tracker.linking.thesaurus_file import About, everyday_terms, read_groups
from tracker.settings import find_data_file

EXPANSION_WEIGHT = 0.8
PHRASE_FACTOR = 0.7
EVERYDAY_GROUPS = 5  # a term of the phrases of so many groups tells none of them apart


class How(StrEnum):
    """How a word of an act met a word of the pledge."""

    SAME_WORD = "same_word"
    SAME_STEM = "same_stem"
    THESAURUS = "thesaurus"
    CONFIRMED = "confirmed"  # a word of the title of an act already confirmed for this pledge
    NEIGHBOUR = "neighbour"  # words that other towns' texts use alike
    NAME = "name"  # a proper name of the pledge
    AMOUNT = "amount"  # the same figure
    ROUTINE = "routine"  # the act's wording is one of every year: points taken off
    SIMILAR = "similar"  # a word or a group that titles of well-ranked acts hold too
    THEME = "theme"  # the act's title speaks of another thing of the pledge's theme
    SPELLING = "spelling"  # nearly the same letters, as a scan reads them
    MEANING = "meaning"  # words of like meaning, by what other towns' texts say together
    ENCODER = "encoder"  # the optional encoder finds both texts near


ALIKE = frozenset({How.SIMILAR, How.THEME, How.MEANING})  # how acts are told that the pledge itself does not name


@dataclass(frozen=True)
class QueryTerm:
    """One term of the query: its weight, the words of the pledge that brought it, and whether the thesaurus did."""

    weight: float
    words: tuple[str, ...]
    how: How = How.SAME_STEM


Query = dict[str, QueryTerm]
Stems = frozenset[str]


@dataclass(frozen=True)
class Thesaurus:
    """Named groups of entries, each entry a word or a phrase; `silent` are the entries of a group that only recognise it."""

    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    silent: dict[str, frozenset[str]] = field(default_factory=dict)
    about: dict[str, About] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that change whenever a word or its role does; stored with every suggestion."""
        lines = (f"{name}:{'|'.join(words)}:{'|'.join(sorted(self.silent.get(name, ())))}" for name, words in sorted(self.groups.items()))
        return digest(*lines)[:8]

    @cached_property
    def stems(self) -> dict[str, tuple[Stems, ...]]:
        """Return the terms of each entry of each group, in the order of the file."""
        terms = Terms()
        return {name: tuple(stems for entry in entries if (stems := frozenset(terms(entry)))) for name, entries in self.groups.items()}

    def fired(self, own: Collection[str]) -> dict[str, Stems]:
        """Return the groups that fire on these terms, in the order of the file, each with the entry that did it."""
        best: dict[int, tuple[int, Stems]] = {}
        held = own if isinstance(own, (set, frozenset, dict)) else set(own)
        for term in held:
            for group, place, entry in self._entries.get(term, ()):
                if (group not in best or place < best[group][0]) and all(other in held for other in entry):
                    best[group] = (place, entry)
        return {self._names[group]: best[group][1] for group in sorted(best)}

    def expand(self, pledge: str, terms: Terms, weight: float = EXPANSION_WEIGHT) -> Query:
        """Return the pledge's own terms at weight 1 and those of every fired group below it."""
        query = own_terms(pledge, terms)
        for group, entry in self.fired(dict(query)).items():
            words = tuple(dict.fromkeys(word for term in query if term in entry for word in query[term].words))
            for term, factor in self._joining[group].items():
                if term not in query or query[term].weight < weight * factor:
                    query[term] = QueryTerm(weight * factor, words, How.THESAURUS)
        return query

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.groups)

    @cached_property
    def _entries(self) -> Mapping[str, list[tuple[int, int, Stems]]]:
        """Every entry under its rarest term, so that a pledge meets few entries."""
        shared: dict[str, int] = defaultdict(int)
        for entries in self.stems.values():
            for entry in entries:
                for term in entry:
                    shared[term] += 1
        found: dict[str, list[tuple[int, int, Stems]]] = defaultdict(list)
        for group, entries in enumerate(self.stems.values()):
            for place, entry in enumerate(entries):
                found[min(entry, key=lambda term: (shared[term], term))].append((group, place, entry))
        return dict(found)

    @cached_property
    def _joining(self) -> dict[str, dict[str, float]]:
        """For each group the terms that join the search, whole weight for an entry of one term, less for those of a phrase."""
        terms = Terms()
        loud = {name: [terms(entry) for entry in words if entry not in self.silent.get(name, ())] for name, words in self.groups.items()}
        used: dict[str, set[str]] = defaultdict(set)
        for name, entries in loud.items():
            for entry in entries:
                for term in entry if len(entry) > 1 else ():
                    used[term].add(name)
        joining: dict[str, dict[str, float]] = {name: {} for name in loud}
        for name, entries in loud.items():
            for entry in sorted(entries, key=len):
                for term in entry:
                    if len(entry) == 1 or (len(used[term]) < EVERYDAY_GROUPS and term not in everyday_terms()):
                        joining[name].setdefault(term, 1.0 if len(entry) == 1 else PHRASE_FACTOR)
        return joining


def own_terms(pledge: str, terms: Terms) -> Query:
    """Return each distinct term of a pledge at weight 1, with its words as written."""
    return {term: QueryTerm(1.0, tuple(words)) for term, words in terms.surfaces(pledge).items()}


def load_thesaurus(path: Path | None = None) -> Thesaurus:
    """Return the checked thesaurus of the data folder (else the shipped one), or raise `InputError` with one line."""
    path = path or find_data_file("thesaurus.yml")
    return _load(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Thesaurus:
    groups = read_groups(path)
    return Thesaurus(
        {name: (*group.words, *group.fires) for name, group in groups.items()},
        {name: frozenset(group.fires) for name, group in groups.items() if group.fires},
        {name: group.about for name, group in groups.items()},
    )
