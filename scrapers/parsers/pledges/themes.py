"""Two themes suggested for a pledge, each with the words that speak for it; a person chooses.

A linear model over word stems, groups of the town-hall thesaurus and the themes these groups belong to. Its weights are data
(`data/theme_weights.json`), made by `python -m benchmarks.themes --write`; no word of a single town enters them. A word that the model
never met adds nothing. A title above a pledge weighs a seventh of one of its own words, a title above that half as much again: three titles
that say « logement » must not outweigh « piste cyclable ».
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import Stemmer

from tracker.errors import InputError
from tracker.ids import fold
from tracker.settings import find_data_file
from tracker.towns import read_yaml

FILE, GROUPS_FILE, THEMES_FILE = "theme_weights.json", "thesaurus.yml", "themes.yml"
HEADING, FARTHER = 0.15, 0.5  # worth of a word of the nearest title, and of each title above it beside the one below
WORD, GROUP = 0.6, 2.0  # a word of the thesaurus tells more of a theme than a stem does
SILENT = 0.6  # worth of the nearest title's words over a pledge that has no word of the thesaurus: then the title is what is known
_WORD = re.compile(r"[^\W\d_]{2,30}")
_STOP_WORDS = """
afin ainsi alors apres au aucun aucune aussi autant autre autres aux avec avoir bien car ce cela celle celles celui ces cet cette ceux
chaque chez comme contre dans de des donc dont du elle elles en encore entre est et etre eux fait faire il ils je la le les leur leurs
lors mais me meme mes moins mon ne ni nos notamment notre nous on ont ou par parce pas pendant peu peut plus plusieurs pour pres qu quand
que quel quelle qui quoi sa sans se selon sera seront ses si son sont sous sur ta tant te tel telle tous tout toute toutes tres trop tu un
une vers via vos votre vous
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Suggested:
    """One theme with its probability, and the words of the pledge that speak most for it."""

    key: str
    score: float
    words: tuple[str, ...] = ()


Features = dict[str, tuple[float, str]]  # feature -> (count, a word as written that brings it)


class Reader:
    """Turns a text into features: `w:` a stem, `g:` a thesaurus group that fires, `t:` a theme that owns such a group."""

    def __init__(self, groups: Mapping[str, Sequence[str]], owners: Mapping[str, Sequence[str]]) -> None:
        """Keep the groups as sets of stems, found again by their first stem."""
        self._stemmer = Stemmer.Stemmer("french")
        self._memo: dict[str, str] = {}
        self._owners = owners
        self._entries: dict[str, list[tuple[frozenset[str], str]]] = {}
        for name, entries in groups.items():
            for entry in entries:
                stems = [stem for stem, _ in self.stems(entry)]
                if stems:
                    self._entries.setdefault(stems[0], []).append((frozenset(stems), name))

    def stems(self, text: str) -> Iterator[tuple[str, str]]:
        """Give (stem, word as written) of each word that means something."""
        for written in _WORD.findall(text):
            if written not in self._memo:
                plain = fold(written)
                self._memo[written] = "" if plain in _STOP or len(plain) < 2 else str(self._stemmer.stemWord(plain))
            if self._memo[written]:
                yield self._memo[written], written

    def features(self, text: str, weight: float = 1.0) -> Features:
        """Return the features of a text."""
        found: Features = {}
        group = weight * (GROUP if weight >= 1 else 1.0)  # a title's thesaurus words count no more than its others
        written = dict(reversed(list(self.stems(text))))
        for stem, word in self.stems(text):
            found[f"w:{stem}"] = (found.get(f"w:{stem}", (0.0, ""))[0] + WORD * weight, word)
        for stem, word in written.items():
            for entry, name in self._entries.get(stem, ()):
                if entry <= written.keys():
                    found.setdefault(f"g:{name}", (group, word))
                    for owner in self._owners.get(name, ()):
                        found.setdefault(f"t:{owner}", (group, word))
        return found

    def pledge(self, text: str, headings: Sequence[str] = ()) -> Features:
        """Return the features of a pledge, with those of the titles above it (outermost first) at little of their worth."""
        found = self.features(text)
        worth = HEADING if any(name.startswith("g:") for name in found) else SILENT
        for heading in reversed(headings):
            for name, (count, word) in self.features(heading, worth).items():
                held = found.get(name, (0.0, word))
                found[name] = (held[0] + count, held[1])
            worth *= FARTHER
        return found


@dataclass(frozen=True)
class Model:
    """Weights of each feature for each theme; `idf` is how rare a feature was."""

    themes: tuple[str, ...]
    bias: tuple[float, ...]
    idf: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]  # feature -> theme -> weight

    @cached_property
    def digest(self) -> str:
        """What names the model in reports: how many features and themes it has."""
        return f"{len(self.idf)}x{len(self.themes)}"

    def rank(self, features: Features) -> list[Suggested]:
        """Return every theme, the most probable first."""
        values = {
            name: (1 + math.log(count) if count > 1 else count) * self.idf[name]
            for name, (count, _) in features.items()
            if name in self.idf
        }
        norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
        totals, brought = dict(zip(self.themes, self.bias, strict=True)), {theme: dict[str, float]() for theme in self.themes}
        for name, value in values.items():
            for theme, weight in self.weights.get(name, {}).items():
                totals[theme] += weight * value / norm
                word = features[name][1]
                brought[theme][word] = brought[theme].get(word, 0.0) + weight * value / norm
        highest = max(totals.values())
        mass = {theme: math.exp(total - highest) for theme, total in totals.items()}
        whole = sum(mass.values())
        order = sorted(self.themes, key=lambda theme: (-mass[theme], theme))
        return [Suggested(theme, max(0.001, round(mass[theme] / whole, 3)), _best(brought[theme])) for theme in order]


def _best(brought: Mapping[str, float]) -> tuple[str, ...]:
    """Return the three words that bring most, those that bring something."""
    return tuple(word for word in sorted(brought, key=lambda word: (-brought[word], word))[:3] if brought[word] > 0)


def suggest_themes(text: str, headings: Sequence[str] = ()) -> tuple[Suggested, ...]:
    """Return two themes for a pledge, best first; none when no word of it is known."""
    reader, model = load_reader(), load_model()
    features = reader.pledge(text, headings)
    if not any(name in model.idf for name in features):
        return ()
    return tuple(model.rank(features)[:2])


def load_reader() -> Reader:
    """Return the reader made of the data folder's thesaurus and themes (else the shipped ones)."""
    groups, themes = find_data_file(GROUPS_FILE), find_data_file(THEMES_FILE)
    return _reader(groups, groups.stat().st_mtime_ns, themes, themes.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _reader(groups: Path, _groups_at: int, themes: Path, _themes_at: int) -> Reader:
    content, listed = read_yaml(groups), read_yaml(themes)
    if not isinstance(content, dict) or not isinstance(content.get("groups"), dict) or not isinstance(listed, dict):
        raise InputError(f"{groups}: expected `groups:` with one name and its list of words per line")
    owners: dict[str, list[str]] = {}
    for key, theme in listed.items():
        for group in theme.get("thesaurus", ()):
            owners.setdefault(group, []).append(key)
    words = {name: one if isinstance(one, list) else [*one["words"], *one.get("fires", ())] for name, one in content["groups"].items()}
    return Reader(words, owners)


def load_model() -> Model:
    """Return the weights of the data folder (else the shipped ones), or raise `InputError` with one clear line."""
    path = find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the weights that `python -m benchmarks.themes --write` makes")
    return _model(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _model(path: Path, _changed_at: int) -> Model:
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        themes = tuple(str(key) for key in content["themes"])
        weights = {name: dict(zip(themes, row[1:], strict=True)) for name, row in content["features"].items()}
        return Model(
            themes, tuple(map(float, content["bias"])), {name: float(row[0]) for name, row in content["features"].items()}, weights
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: expected themes, bias and features with one weight per theme: {error}") from error
