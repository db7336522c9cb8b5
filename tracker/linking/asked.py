"""A question typed by a person, read as linking reads a pledge: its words, its expressions, and the neighbours of each.

Anything may be typed: the question is cut to a length that a person writes, its quotation marks may be wrong, its words unknown.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.linking.terms import Terms, words_of
from tracker.linking.thesaurus import Thesaurus

MOST_CHARACTERS, MOST_NEEDS = 300, 16
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]*)[»”\"]")


@dataclass(frozen=True)
class Way:
    """One way of answering a need: the words typed, in any form, or a word or phrase of a thesaurus group that they belong to."""

    written: str
    terms: tuple[str, ...]
    typed: bool


@dataclass(frozen=True)
class Need:
    """One word, or one expression between quotation marks, that a text must hold in one of these ways."""

    written: str
    ways: tuple[Way, ...]

    @property
    def neighbours(self) -> tuple[Way, ...]:
        """Return the ways that were not typed."""
        return tuple(way for way in self.ways if not way.typed)

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the terms of the words typed, none when only neighbours are left."""
        return next((way.terms for way in self.ways if way.typed), ())


@dataclass(frozen=True)
class Asked:
    """A question as it is searched: what must be held, which words say nothing, and whether it was cut."""

    needs: tuple[Need, ...] = ()
    left_out: tuple[str, ...] = ()
    cut: bool = False


def read_question(text: str, terms: Terms, thesaurus: Thesaurus | None = None) -> Asked:
    """Return what a person asks; without a thesaurus only the forms of the words themselves."""
    whole = " ".join(unicodedata.normalize("NFC", text[: 4 * MOST_CHARACTERS]).split())
    short = whole if len(whole) <= MOST_CHARACTERS else whole[:MOST_CHARACTERS].rpartition(" ")[0] or whole[:MOST_CHARACTERS]
    needs: dict[tuple[str, ...], Need] = {}
    left_out: dict[str, None] = {}
    for written in _pieces(short):
        found = tuple(terms(written))
        if found:
            needs.setdefault(found, Need(written, (Way(written, found, True),)))
        elif any(len(word) > 1 for word in words_of(written)):
            left_out.setdefault(written)
    kept = list(needs.values())[:MOST_NEEDS]
    if thesaurus is not None:
        kept = _widened(kept, terms, thesaurus)
    cut = len(short) < len(whole) or len(text) > 4 * MOST_CHARACTERS or len(kept) < len(needs)
    return Asked(tuple(kept), tuple(left_out)[:MOST_NEEDS], cut)


def _pieces(text: str) -> Iterator[str]:
    """Give the expressions and the words of a question in their order."""
    place = 0
    for quoted in _QUOTED.finditer(text):
        yield from words_of(text[place : quoted.start()])
        yield " ".join(words_of(quoted[1]))
        place = quoted.end()
    yield from words_of(text[place:])


def _widened(needs: list[Need], terms: Terms, thesaurus: Thesaurus) -> list[Need]:
    """Add to each single word the other entries of every group that it fires, alone or with the other words."""
    own = {need.terms[0] for need in needs if len(need.terms) == 1}
    added: dict[str, dict[tuple[str, ...], Way]] = {term: {} for term in own}
    for name, entries in thesaurus.groups.items():
        silent = thesaurus.silent.get(name, frozenset())  # words that recognise the group and are too common to be searched
        split = [(entry, found) for entry in entries if (found := tuple(terms(entry)))]
        fired = {term for _, found in split if own.issuperset(found) for term in found}
        for term in fired:
            added[term] |= {found: Way(entry, found, False) for entry, found in split if entry not in silent and not own.issuperset(found)}
    return [replace(need, ways=(*need.ways, *added[need.terms[0]].values())) if len(need.terms) == 1 else need for need in needs]
