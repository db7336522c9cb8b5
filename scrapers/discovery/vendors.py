"""What is known of the makers of town halls' sites: the curated `data/vendors.yml`, checked and turned into questions.

The families live in data because they change faster than code: a volunteer who meets a new one adds a line.
"""

import re
from functools import cache
from pathlib import Path
from re import Pattern
from urllib.parse import urlsplit

from pydantic import ValidationError, field_validator

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml
from tracker.vocabulary import DocumentKind, Platform

_HEAD = 400_000  # characters of a page that are searched for marks


def _checked(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
    return patterns


class Route(Strict):
    """The source to declare in place of a page that hides its documents."""

    platform: Platform
    url: str
    dataset: str | None = None
    kind: DocumentKind | None = None


class Family(Strict):
    """One maker of sites or of listings, and the marks that give it away."""

    name: str
    marks: tuple[str, ...]
    platform: Platform | None = None
    route: Route | None = None

    _patterns = field_validator("marks")(_checked)

    def seen_in(self, text: str) -> bool:
        """Say whether a page bears one of the family's marks."""
        return any(_pattern(mark).search(text[:_HEAD]) for mark in self.marks)


class Vendors(Strict):
    """The whole file."""

    social_networks: tuple[str, ...]
    maintenance: str
    hidden_listings: tuple[Family, ...]
    shells: tuple[Family, ...]
    engines: tuple[Family, ...]

    _patterns = field_validator("social_networks")(_checked)

    def is_social(self, url: str) -> bool:
        """Say whether an address is on a social network."""
        host = urlsplit(url).hostname or ""
        return any(_pattern(one).search(host) for one in self.social_networks)

    def in_maintenance(self, plain_title: str) -> bool:
        """Say whether a page's folded title or first heading says that the site is closed for works."""
        return _pattern(self.maintenance).search(plain_title) is not None

    def engine(self, text: str) -> Family | None:
        """Return the program that made a page, or None."""
        return next((one for one in self.engines if one.seen_in(text)), None)


@cache
def _pattern(text: str) -> Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def _load(path: Path) -> Vendors:
    try:
        return Vendors.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def load_vendors() -> Vendors:
    """Return the curated families; the data folder's own file hides the shipped one."""
    return _load(find_data_file("vendors.yml"))
