"""The curated themes: `themes.yml`, key -> words in French and English, and the thesaurus groups that belong to each.

Strict: a key that is not a plain identifier, a missing word or an unknown field is refused with one line.
"""

from pydantic import Field, RootModel, ValidationError

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Key, Strict, first_problem, read_yaml


class Theme(Strict):
    """One theme: its label in both languages, and names of thesaurus groups."""

    fr: str = Field(min_length=2)
    en: str = Field(min_length=2)
    thesaurus: tuple[Key, ...] = ()


class _Themes(RootModel[dict[Key, Theme]]):
    pass


def load_themes() -> dict[str, Theme]:
    """Return the checked themes of the data folder (else the shipped ones), in file order."""
    path = find_data_file("themes.yml")
    try:
        return dict(_Themes.model_validate(read_yaml(path)).root)
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
