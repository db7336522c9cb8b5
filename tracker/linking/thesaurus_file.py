"""The file of the thesaurus, read strictly: every refusal names the file, the group and what was expected.

Both forms are read: `name: [words]`, and `name: {note, theme, acts, words, fires}`.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.linking.terms import Terms
from tracker.towns import read_yaml

LONGEST, MOST = 60, 200  # letters of an entry, entries of a group
MOST_GROUPS = 3  # an entry of more groups tells none of them apart
_FIELDS = {"note", "theme", "acts", "words", "fires"}
# Alone, the first stand in nearly every pledge; the second in nearly every act, so that they may recognise a group but not search.
_EVERYWHERE = """
ville commune communal municipal habitant projet action mesure politique creer creation mettre place developper developpement renforcer
ameliorer favoriser proposer territoire marche france annee nouveau construction amenagement deliberation objet vote euro travaux
"""
_IN_EVERY_ACT = "conseil mairie convention subvention association public service local plan budget attribution autorisation delibere"


class Problem(StrEnum):
    """Why an entry would harm the search."""

    EMPTY = "empty"
    EVERYWHERE = "everywhere"
    EVERY_ACT = "every_act"


_TOLD = {
    Problem.EMPTY: "only words that every text holds; expected a word that tells something",
    Problem.EVERYWHERE: "fires on nearly everything (as {word!r}); expected a more precise word or phrase",
    Problem.EVERY_ACT: "stands in nearly every act (as {word!r}); expected it under `fires`",
}


@dataclass(frozen=True)
class About:
    """What a group is about: a line for people, a theme of `themes.yml`, and matters of the ACTES nomenclature."""

    note: str = ""
    theme: str | None = None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One group as its file gives it."""

    words: tuple[str, ...]
    fires: tuple[str, ...] = ()
    about: About = About()


def read_groups(path: Path) -> dict[str, Group]:
    """Return the checked groups in the order of the file."""
    content = read_yaml(path)
    groups = content.get("groups") if isinstance(content, dict) else None
    if not isinstance(groups, dict):
        raise InputError(f"{path}: expected `groups:` with one name and its list of words per line")
    found = {str(name): _group(f"{path}: groups.{name}", value) for name, value in groups.items()}
    _check_entries(path, found)
    return found


def _group(where: str, value: Any) -> Group:
    if isinstance(value, list):
        return Group(_entries(where, value, 2))
    if not isinstance(value, dict) or set(value) - _FIELDS or "words" not in value:
        raise InputError(f"{where}: expected a list of words, or the fields {', '.join(sorted(_FIELDS))}, found {value!r:.60}")
    note, theme, acts = value.get("note", ""), value.get("theme"), value.get("acts", [])
    if not isinstance(note, str) or not isinstance(theme, str | None) or not isinstance(acts, list):
        raise InputError(f"{where}: expected a line as note, a key of themes.yml as theme and a list of matters as acts")
    words, fires = _entries(f"{where}.words", value["words"], 1), _entries(f"{where}.fires", value.get("fires", []), 0)
    if len(words) + len(fires) < 2:
        raise InputError(f"{where}: expected at least two words or phrases")
    return Group(words, fires, About(note, theme, tuple(map(str, acts))))


def _entries(where: str, value: Any, fewest: int) -> tuple[str, ...]:
    texts = isinstance(value, list) and all(isinstance(word, str) and word.strip() and len(word) <= LONGEST for word in value)
    if not texts or not fewest <= len(value) <= MOST:
        least = {0: "a list of", 1: "a list of at least one word among", 2: "a list of at least two"}[fewest]
        raise InputError(f"{where}: expected {least} words or phrases (up to {LONGEST} letters each, {MOST} in all), found {value!r:.60}")
    return tuple(value)


def entry_problem(entry: str, terms: Terms, *, searched: bool = True) -> tuple[Problem, str] | None:
    """Return why an entry would harm, with the everyday word that it amounts to, or None; `searched` = not under `fires`."""
    stems = frozenset(terms(entry))
    if not stems:
        return Problem.EMPTY, entry
    if stems in _stems(_EVERYWHERE):
        return Problem.EVERYWHERE, _stems(_EVERYWHERE)[stems]
    if searched and stems in _stems(_IN_EVERY_ACT):
        return Problem.EVERY_ACT, _stems(_IN_EVERY_ACT)[stems]
    return None


@cache
def everyday_terms() -> frozenset[str]:
    """Return the terms that may not search alone, nor as one word of a phrase."""
    return frozenset().union(*_stems(_EVERYWHERE), *_stems(_IN_EVERY_ACT))


@cache
def _stems(words: str) -> dict[frozenset[str], str]:
    terms = Terms()
    return {frozenset(terms(word)): word for word in words.split()}


def _check_entries(path: Path, groups: dict[str, Group]) -> None:
    """Refuse entries that mean nothing, that fire on everything, that come twice in a group or in too many groups."""
    terms = Terms()
    used: dict[frozenset[str], list[str]] = defaultdict(list)
    for name, group in groups.items():
        for entry in (*group.words, *group.fires):
            where, held = f"{path}: groups.{name}: {entry!r}", used[frozenset(terms(entry))]
            problem = entry_problem(entry, terms, searched=entry in group.words)
            if problem:
                raise InputError(f"{where}: {_TOLD[problem[0]].format(word=problem[1])}")
            if name in held:
                raise InputError(f"{where}: twice in this group (same words once plurals and accents are gone)")
            held.append(name)
            if len(held) > MOST_GROUPS:
                raise InputError(f"{where}: already in {', '.join(held[:-1])}; expected {MOST_GROUPS} groups at most")
