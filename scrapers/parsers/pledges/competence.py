"""Which body has the power to do what a pledge says: legal defaults by type of EPCI, a town's own rules before them, each with its reason.

What the table does not know stays unknown: no body is guessed. When the type of EPCI is not given, only powers on which every type
agrees are told.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Body, BodyKind
from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Key, Strict, first_problem, read_yaml
from tracker.vocabulary import EpciType

FILE = "competences.yml"


class TypeRow(Strict):
    """A type of EPCI: its name, and the article that lists its powers."""

    fr: str = Field(min_length=3)
    article: str = Field(min_length=5)


class Always(Strict):
    """A body that holds a power everywhere."""

    body: BodyKind
    article: str = Field(min_length=5)


class Matter(Strict):
    """One power: the words that speak of it, and who holds it by law."""

    fr: str = Field(min_length=2)
    words: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    epci: dict[EpciType, str] = Field(default_factory=dict)
    commune: str = ""
    depends: tuple[EpciType, ...] = ()
    all_types: bool = False
    always: Always | None = None

    @model_validator(mode="after")
    def _says_who(self) -> "Matter":
        if not (self.epci or self.commune or self.always):
            raise ValueError(f"{self.fr}: expected one of epci, commune, always")
        if both := set(self.epci) & set(self.depends):
            raise ValueError(f"{self.fr}: {sorted(both)} stands under epci and under depends")
        return self


class CompetenceTable(Strict):
    """The whole file."""

    types: dict[EpciType, TypeRow]
    matters: dict[Key, Matter]
    named: dict[BodyKind, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Competences:
    """The table with its words compiled."""

    data: CompetenceTable

    @cached_property
    def regexes(self) -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
        """Matter -> what speaks of it, and what looks like it and is something else."""
        return {key: (_compiled(one.words), _compiled(one.unless) if one.unless else None) for key, one in self.data.matters.items()}

    @cached_property
    def named(self) -> dict[BodyKind, re.Pattern[str]]:
        """Body -> the words that name it."""
        return {kind: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for kind, words in self.data.named.items()}

    def bodies(self, text: str, epci: EpciType | None, own: dict[str, BodyKind]) -> tuple[Body, ...]:
        """Return each competent body once, in the order of its words in the pledge, with its reasons."""
        simple = flat(text)
        found = [*self._by_matter(text, simple, epci, own), *self._by_name(text, simple)]
        reasons: dict[BodyKind, list[str]] = {}
        for _, kind, reason in sorted(found, key=lambda one: one[0]):
            if reason not in reasons.setdefault(kind, []):
                reasons[kind].append(reason)
        return tuple(Body(kind, " ; ".join(said)) for kind, said in reasons.items())

    def _by_matter(self, text: str, simple: str, epci: EpciType | None, own: dict[str, BodyKind]) -> list[tuple[int, BodyKind, str]]:
        found = []
        for key, (words, unless) in self.regexes.items():
            match = words.search(unless.sub(lambda m: " " * len(m.group()), simple) if unless else simple)
            holder = self._holder(key, epci, own) if match else None
            if match and holder:
                found.append(
                    (match.start(), holder[0], f"« {text[match.start() : match.end()]} » : {self.data.matters[key].fr}, {holder[1]}")
                )
        return found

    def _by_name(self, text: str, simple: str) -> list[tuple[int, BodyKind, str]]:
        first = [(kind, pattern.search(simple)) for kind, pattern in self.named.items()]
        return [(one.start(), kind, f"« {text[one.start() : one.end()]} » : nommé dans le texte") for kind, one in first if one]

    def _holder(self, key: str, epci: EpciType | None, own: dict[str, BodyKind]) -> tuple[BodyKind, str] | None:
        """Return who holds a power and by which rule, or None when the statutes decide."""
        matter = self.data.matters[key]
        if key in own:
            return own[key], "d'après le fichier de la ville"
        if matter.always:
            return matter.always.body, matter.always.article
        if epci is not None:
            return self._by_type(matter, epci)
        answers = {self._by_type(matter, one) for one in EpciType}
        kinds = {answer[0] if answer else None for answer in answers}
        if len(kinds) > 1 or None in kinds:
            return None
        rule = (
            matter.commune
            if BodyKind.COMMUNE in kinds
            else "obligatoire pour tout EPCI (CGCT, art. L. 5214-16, L. 5216-5, L. 5215-20, L. 5217-2)"
        )
        return next(kind for kind in kinds if kind), rule

    def _by_type(self, matter: Matter, epci: EpciType) -> tuple[BodyKind, str] | None:
        if epci in matter.epci:
            row = self.data.types[epci]
            return BodyKind.EPCI, f"{row.fr} ({row.article}, {matter.epci[epci]})"
        if epci in matter.depends or not matter.commune:
            return None
        return BodyKind.COMMUNE, f"commune ({matter.commune})"


def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compile whole words; a star stands for any ending."""
    shapes = (re.escape(flat(word)).replace(r"\*", r"\w*").replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(shapes)})(?![\w-])")


def load_competences() -> Competences:
    """Return the checked table of the data folder (else the shipped one), or raise `InputError` with one clear line."""
    path = find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the table of competences")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Competences:
    try:
        return Competences(CompetenceTable.model_validate(read_yaml(path)))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
