"""The town-hall thesaurus: groups of words that a programme and a council use for one thing, and the query they widen.

A group fires when every term of one of its entries stands in the pledge; all its other words then join the query at a
lower weight. Weights were set once (linking measurements), not per town. Nothing here reads acts.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.linking.terms import Terms
from tracker.settings import find_data_file
from tracker.towns import read_yaml

EXPANSION_WEIGHT = 0.8
PHRASE_FACTOR = 0.7


class How(StrEnum):
    """How a word of an act met a word of the pledge."""

    SAME_WORD = "same_word"
    SAME_STEM = "same_stem"
    THESAURUS = "thesaurus"
    CONFIRMED = "confirmed"  # a word of the title of an act already confirmed for this pledge


@dataclass(frozen=True)
class QueryTerm:
    """One term of the query: its weight, the words of the pledge that brought it, and whether the thesaurus did."""

    weight: float
    words: tuple[str, ...]
    how: How = How.SAME_STEM


Query = dict[str, QueryTerm]


@dataclass(frozen=True)
class Thesaurus:
    """Named groups of entries, each entry a word or a phrase."""

    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that change whenever a word does; stored with every suggestion."""
        lines = "\n".join(f"{name}:{'|'.join(words)}" for name, words in sorted(self.groups.items()))
        return hashlib.sha256(lines.encode()).hexdigest()[:8]

    def expand(self, pledge: str, terms: Terms, weight: float = EXPANSION_WEIGHT) -> Query:
        """Return the pledge's own terms at weight 1 and those of every fired group below it."""
        query = own_terms(pledge, terms)
        own = set(query)
        for entries in self.groups.values():
            split = [terms(entry) for entry in entries]
            fired = [entry for entry in split if entry and own.issuperset(entry)]
            if fired:
                words = tuple(dict.fromkeys(word for term in fired[0] for word in query[term].words))
                _join(query, split, words, weight)
        return query


def own_terms(pledge: str, terms: Terms) -> Query:
    """Return each distinct term of a pledge at weight 1, with its words as written."""
    return {term: QueryTerm(1.0, tuple(words)) for term, words in terms.surfaces(pledge).items()}


def _join(query: Query, entries: list[list[str]], words: tuple[str, ...], weight: float) -> None:
    for entry in entries:
        worth = weight if len(entry) == 1 else weight * PHRASE_FACTOR
        for term in entry:
            if term not in query or query[term].weight < worth:
                query[term] = QueryTerm(worth, words, How.THESAURUS)


def load_thesaurus(path: Path | None = None) -> Thesaurus:
    """Return the checked thesaurus of the data folder (else the shipped one), or raise `InputError` with one line."""
    path = path or find_data_file("thesaurus.yml")
    content = read_yaml(path)
    groups = content.get("groups") if isinstance(content, dict) else None
    if not isinstance(groups, dict):
        raise InputError(f"{path}: expected `groups:` with one name and its list of words per line")
    return Thesaurus({str(name): _checked(path, str(name), words) for name, words in groups.items()})


def _checked(path: Path, name: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or len(words) < 2 or not all(isinstance(word, str) and word.strip() for word in words):
        raise InputError(f"{path}: groups.{name}: expected a list of at least two words or phrases, found {words!r:.60}")
    return tuple(words)
