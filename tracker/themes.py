"""The curated themes: `themes.yml`, key -> words in French and English, the thesaurus groups and the ACTES matters that belong to each.

Strict: a key that is not a plain identifier, a missing word or an unknown field is refused with one line.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints, ValidationError

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Key, Strict, first_problem, read_yaml


class Theme(Strict):
    """One theme: its label in both languages, names of thesaurus groups, and matters under which councils file such acts."""

    fr: str = Field(min_length=2)
    en: str = Field(min_length=2)
    thesaurus: tuple[Key, ...] = ()
    actes: tuple[Annotated[str, StringConstraints(pattern=r"^[1-9](\.\d{1,2})?$")], ...] = ()


class _Themes(RootModel[dict[Key, Theme]]):
    pass


def load_themes() -> dict[str, Theme]:
    """Return the checked themes of the data folder (else the shipped ones), in file order."""
    path = find_data_file("themes.yml")
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the list of themes")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(path: Path, _changed_at: int) -> dict[str, Theme]:
    try:
        return dict(_Themes.model_validate(read_yaml(path)).root)
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
