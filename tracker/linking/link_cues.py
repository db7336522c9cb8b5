"""Words that steer the ranking of acts, whatever the subject, as data (`data/link_cues.yml`)."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field as Bounded
from pydantic import ValidationError

from tracker.errors import InputError
from tracker.ids import digest
from tracker.linking.terms import Terms
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml

Stems = frozenset[str]


class _File(Strict):
    programme_weight: float = Bounded(gt=0, le=1)
    programme_words: str
    routine: tuple[str, ...]


@dataclass(frozen=True)
class LinkCues:
    """The cues as terms."""

    programme: Stems
    programme_weight: float
    routine: tuple[Stems, ...]

    @cached_property
    def digest(self) -> str:
        """Name these cues; part of the name of every ranking made with them."""
        return digest(" ".join(sorted(self.programme)), str(self.programme_weight), *(" ".join(sorted(one)) for one in self.routine))

    def worth(self, term: str) -> float:
        """Return what a word of a pledge counts: less for a number alone or for a word of every programme."""
        return self.programme_weight if term in self.programme or term.isdigit() else 1.0


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> LinkCues:
    try:
        file = _File.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
    terms = Terms()
    phrases = (frozenset(terms(phrase)) for phrase in file.routine)
    return LinkCues(frozenset(terms(file.programme_words)), file.programme_weight, tuple(phrase for phrase in phrases if phrase))


def load_link_cues(path: Path | None = None) -> LinkCues:
    """Return the cues of the data folder (else the shipped ones), or raise `InputError` with one line."""
    path = path or find_data_file("link_cues.yml")
    return _read(path, path.stat().st_mtime_ns)


def is_routine(title: str) -> bool:
    """Tell whether a title holds a routine wording: an act that every council takes every year, whatever it promised."""
    held = set(_TERMS(title))
    return any(phrase <= held for phrase in load_link_cues().routine)


_TERMS = Terms()
