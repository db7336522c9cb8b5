"""The words of discovery, read from `data/discovery.yml`: checked on load, compiled once.

They are data because a volunteer must be able to add one without touching the code, and see at once when it is badly written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from scrapers.discovery.words_file import Cue, DiscoveryWords
from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import first_problem, read_yaml
from tracker.vocabulary import DocumentKind


@dataclass(frozen=True)
class Hit:
    """A cue met in a name: where, by which words, and what it says."""

    cue: str
    said: str
    kind: DocumentKind
    weight: float
    start: int
    end: int
    deliberates: bool = False


@dataclass(frozen=True)
class Term:
    """One word or pattern of a cue, compiled."""

    section: str
    cue: str
    source: str
    kind: DocumentKind
    weight: float
    regex: re.Pattern[str]
    deliberates: bool = False


class Lexicon:
    """The words compiled; `without` makes a copy that never learned some of them, to measure honestly."""

    def __init__(self, data: DiscoveryWords, left_out: frozenset[tuple[str, str]] = frozenset()) -> None:
        """Compile every word of the file but those left out, named by section and source."""
        self.data = data
        self.left_out = left_out
        self._sections = {name: tuple(self._compile(name)) for name in _CUES}
        self._any = {
            name: re.compile("|".join(f"(?:{term.regex.pattern})" for term in terms) or "(?!)") for name, terms in self._sections.items()
        }

    def hits(self, section: str, name: str) -> list[Hit]:
        """Return what a section says of a name (already in words), in order of place, the longest first."""
        if not self._any[section].search(name):  # most names hit nothing: one search tells
            return []
        found = [_hit(term, match) for term in self._sections[section] for match in term.regex.finditer(name)]
        return sorted(found, key=lambda one: (one.start, -one.end, -one.weight))

    def terms(self) -> Iterator[Term]:
        """Give every compiled term, for measures."""
        for terms in self._sections.values():
            yield from terms

    def without(self, left_out: frozenset[tuple[str, str]]) -> "Lexicon":
        """Return these words without some terms (section, source)."""
        return Lexicon(self.data, left_out)

    @cached_property
    def generic(self) -> frozenset[str]:
        """The words that say nothing by themselves."""
        return frozenset(self.data.generic)

    @cached_property
    def of_minutes(self) -> frozenset[str]:
        """The words that may follow "PV" or "CR" and leave them the council's: qualifiers, months and days included."""
        dates = self.data.dates
        months = {one for month in dates.months for one in month}
        return frozenset(self.data.qualifiers) | self.generic | months | set(dates.weekdays)

    @cached_property
    def follow(self) -> tuple[tuple[float, str, re.Pattern[str]], ...]:
        """The words worth following: worth, word, expression."""
        return tuple((group.worth, word, whole_words(word)) for group in self.data.follow for word in group.words)

    @cached_property
    def any_follow(self) -> re.Pattern[str]:
        """One expression that tells whether any word worth following is there at all."""
        return re.compile("|".join(pattern.pattern for _, _, pattern in self.follow) or "(?!)")

    @cached_property
    def away(self) -> re.Pattern[str]:
        """One expression of the words of pages that have nothing to do with a council."""
        return re.compile("|".join(whole_words(word).pattern for word in self.data.away) or "(?!)")

    @cached_property
    def first_page(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        """The signs of a first page, by group."""
        groups = self.data.first_page.model_dump().items()
        return {name: tuple(re.compile(one, re.MULTILINE) for one in patterns) for name, patterns in groups}

    @cached_property
    def with_annexes(self) -> re.Pattern[str]:
        """The expression of an act that comes with its annexes."""
        return re.compile(self.data.with_annexes)

    @cached_property
    def news(self) -> re.Pattern[str]:
        """The expression of addresses of news and events."""
        return re.compile(self.data.news)

    @cached_property
    def upload_folder(self) -> re.Pattern[str]:
        """The expression of folders named after the date of upload."""
        return re.compile(self.data.upload_folder)

    @cached_property
    def file_address(self) -> re.Pattern[str]:
        """The expression of addresses that give a file without ending like one."""
        return re.compile(self.data.file_address)

    @cached_property
    def hosts(self) -> dict[str, re.Pattern[str]]:
        """The families of vendors' publishing hosts."""
        return {name: re.compile(pattern) for name, pattern in self.data.hosts.items()}

    @cached_property
    def refused_paths(self) -> dict[str, re.Pattern[str]]:
        """The families of addresses never followed."""
        return {name: re.compile(pattern) for name, pattern in self.data.refuse_paths.items()}

    def _compile(self, section: str) -> Iterator[Term]:
        cues: Mapping[str, Cue] = getattr(self.data, section)
        for name, cue in cues.items():
            sources = [(word, whole_words(word)) for word in cue.words] + [(one, re.compile(one)) for one in cue.patterns]
            for source, regex in sources:
                if (section, source) not in self.left_out:
                    yield Term(section, name, source, cue.kind, cue.weight, regex, cue.deliberates)


_CUES = ("records", "sittings", "council", "posting", "before", "attached", "bodies", "other_minutes", "papers", "subjects")


_ELIDED = re.compile(r"(?<![a-z0-9])([dl])\[sx\]\? ")


def whole_words(phrase: str) -> re.Pattern[str]:
    """Return the expression of a phrase: whole words, each with its plural."""
    spelled = " ".join(rf"{word}[sx]?" for word in phrase.split())
    spelled = _ELIDED.sub(r"\1 ?", spelled)  # "d'école" is also written "decole"
    return re.compile(rf"(?<![a-z]){spelled}(?![a-z])")


def load_words(path: Path | None = None) -> Lexicon:
    """Return the checked words of discovery, or raise `InputError` naming the file and what was expected."""
    path = path or find_data_file("discovery.yml")
    if not path.is_file():
        raise InputError(f"{path}: no such file; it holds the words of discovery")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Lexicon:
    try:
        return Lexicon(DiscoveryWords.model_validate(read_yaml(path)))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def _hit(term: Term, match: re.Match[str]) -> Hit:
    return Hit(term.cue, match[0].strip(), term.kind, term.weight, match.start(), match.end(), term.deliberates)
