"""A town is a YAML file: its bodies, terms, lists and sources, checked before anything is done with it."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from tracker.errors import InputError, TownConfigError
from tracker.settings import data_dir, shipped_data_dir
from tracker.vocabulary import BodyKind, Classification, DocumentKind, EpciType, Platform, PledgeSourceKind

INSEE_PATTERN, SIREN_PATTERN = r"^(\d{2}|2[AB])\d{3}$", r"^\d{9}$"
Insee = Annotated[str, StringConstraints(pattern=INSEE_PATTERN, strict=True)]
Siren = Annotated[str, StringConstraints(pattern=SIREN_PATTERN, strict=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", strict=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", strict=True)]


class Strict(BaseModel):
    """Base of configuration models: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def _zones() -> frozenset[str]:
    """Return the names of time zones; reading them takes 36 ms, too much for each of many towns."""
    return frozenset(available_timezones())


class BodyConfig(Strict):
    """A deciding body: the municipal council, or the métropole that shares its powers."""

    key: Key
    name: str
    siren: Siren | None = None
    classification: Classification = Classification.COUNCIL
    seats: int | None = Field(default=None, ge=1)


class MayorConfig(Strict):
    """Who was mayor; a change in the middle of a term moves no pledge, because pledges stay with their list."""

    name: str
    start: date | None = None  # the first day, when it is known


class TermConfig(Strict):
    """A term of office; `end` is the last day, planned or reached."""

    key: Key
    start: date
    end: date
    majority: Key | None = None
    mayors: tuple[MayorConfig, ...] = ()  # in order of time


class PledgeSourceConfig(Strict):
    """A document that holds pledges of a list and that nobody has turned into a programme file yet."""

    kind: PledgeSourceKind = PledgeSourceKind.PROGRAMME
    title: str
    url: str | None = None


class OrganizationConfig(Strict):
    """A list of candidates, a council group, or residents who follow one of them."""

    key: Key
    name: str
    classification: Classification = Classification.LIST
    election: int | None = None
    term: Key | None = None
    merged_into: Key | None = None
    merged_on: date | None = None  # pledges are inherited, dropped or added on that day
    url: str | None = None
    watches: tuple[Key, ...] = ()  # the lists that these people follow; their own makes it a self-assessment
    pledge_sources: tuple[PledgeSourceConfig, ...] = ()


class Selectors(Strict):
    """CSS selectors of a plain listing page (BeautifulSoup `select`)."""

    link: str = "a[href]"
    row: str | None = None
    date: str | None = None
    next: str | None = None


class Expect(Strict):
    """What a source should give; less is a hole that is shown."""

    min_items: int = Field(default=1, ge=0)
    max_age_days: int | None = Field(default=None, ge=1)
    min_text_share: float | None = Field(default=None, ge=0, le=1)


class SourceConfig(Strict):
    """One way of getting documents of one body."""

    key: Key
    body: Key
    platform: Platform
    url: str | None = None  # the page, file or programming interface to begin with; folder: ignored
    path: str | None = None  # folder: relative to the data folder unless --folder is given
    dataset: str | None = None  # machine routes: the name of the data set at its publisher
    query: dict[str, str] = {}  # machine routes: parameters of this town, such as its column of a portal's form
    fields: dict[str, str] = {}  # machine routes: their column -> the schema's column, when they differ
    hosts: tuple[str, ...] = ()  # other hosts where this source's documents are
    status: Literal["confirmed", "to_confirm"] = "to_confirm"  # confirmed once somebody saw it work
    night: bool = False  # asked between 20:00 and 07:00 of the town's clock only
    kind: DocumentKind | None = None
    publisher: str | None = None
    selectors: Selectors = Selectors()
    frequency: Literal["hourly", "daily", "weekly", "monthly"] = "weekly"
    expect: Expect = Expect()
    max_pages: int = Field(default=50, ge=1, le=1000)

    @model_validator(mode="after")
    def _has_address(self) -> "SourceConfig":
        if self.platform != Platform.FOLDER and not self.url:
            raise ValueError(f"source {self.key}: platform {self.platform} needs a url")
        return self

    @property
    def fed_by_hand(self) -> bool:
        """True when its documents come from a folder that only a person can name."""
        return self.platform == Platform.FOLDER and not self.path

    @property
    def awaits_confirmation(self) -> bool:
        """True when nobody saw it work: a person may crawl it, a scheduler may not. A local folder bothers nobody's server."""
        return self.platform != Platform.FOLDER and self.status != "confirmed"


class CompetencesConfig(Strict):
    """How powers are shared here: the type of the intercommunal body gives the law's defaults, `own` says what differs."""

    epci: EpciType | None = None
    own: dict[Key, BodyKind] = {}  # matter of `competences.yml` -> the body that holds it in this town


class TownConfig(Strict):
    """The whole file."""

    slug: Slug
    name: str
    insee: Insee
    timezone: str = "Europe/Paris"
    fictional: bool = False
    as_of: date | None = None  # pins "today" for a closed demonstration
    status: Literal["confirmed", "to_confirm"] = "to_confirm"
    publisher: str | None = None  # director of publication, compulsory before publishing a real town
    bodies: tuple[BodyConfig, ...] = Field(min_length=1)
    terms: tuple[TermConfig, ...] = Field(min_length=1)
    organizations: tuple[OrganizationConfig, ...] = ()
    competences: CompetencesConfig = CompetencesConfig()
    places: tuple[str, ...] = ()  # names of quarters, streets and buildings, to be recognised in pledges
    population: int | None = Field(default=None, ge=1)  # compares towns of one size only
    sources: tuple[SourceConfig, ...] = Field(min_length=1)
    notes: str = ""

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if name not in _zones():
            raise ValueError(f"expected a time zone such as Europe/Paris, found {name!r}")
        return name

    @model_validator(mode="after")
    def _keys_resolve(self) -> "TownConfig":
        for label, rows in (("body", self.bodies), ("term", self.terms), ("organization", self.organizations), ("source", self.sources)):
            keys = [row.key for row in rows]
            if len(keys) != len(set(keys)):
                raise ValueError(f"a {label} key is used twice")
        known = {b.key for b in self.bodies}
        for source in self.sources:
            if source.body not in known:
                raise ValueError(f"source {source.key}: body {source.body!r} is not one of {sorted(known)}")
        return self

    @model_validator(mode="after")
    def _followed_lists_exist(self) -> "TownConfig":
        known = {o.key for o in self.organizations}
        for one in self.organizations:
            if lost := {*one.watches, *filter(None, (one.merged_into,))} - known:
                raise ValueError(f"organization {one.key}: expected one of {sorted(known)}, found {sorted(lost)}")
        return self

    def body(self, key: str) -> BodyConfig:
        """Return the body of this key."""
        return next(b for b in self.bodies if b.key == key)

    def source(self, key: str) -> SourceConfig:
        """Return the source of this key."""
        for source in self.sources:
            if source.key == key:
                return source
        raise InputError(f"{self.slug}: no source {key!r}; known: {', '.join(s.key for s in self.sources)}")

    def siren_or_id(self, body_key: str) -> str:
        """Return what identifies a body in ids: its SIREN, else town/key."""
        return self.body(body_key).siren or f"{self.slug}/{body_key}"


def read_yaml(path: Path) -> Any:
    """Return the YAML of a curated file, or raise an error naming the file and line; libyaml's safe loader is six times faster."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from error


def first_problem(path: Path, error: ValidationError) -> str:
    """Return one line: file, place, what was expected, how many more."""
    problems = error.errors(include_url=False)
    place = ".".join(str(p) for p in problems[0]["loc"]) or "the file"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{path}: {place}: {problems[0]['msg']}{more}"


def load_town_file(path: Path) -> TownConfig:
    """Return a checked town, or raise `TownConfigError` with one clear line."""
    try:
        town = TownConfig.model_validate(read_yaml(path))
    except ValidationError as error:
        raise TownConfigError(first_problem(path, error)) from error
    if town.slug != path.stem:
        raise TownConfigError(f"{path}: slug: expected {path.stem!r} (the file's name), found {town.slug!r}")
    return town


def town_files() -> dict[str, Path]:
    """Return slug -> file; a town of the data folder hides a shipped one of the same name."""
    folders = (shipped_data_dir() / "towns", data_dir() / "towns")
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yml"))}


def load_town(slug: str) -> TownConfig:
    """Return the checked town of this slug."""
    files = town_files()
    if slug not in files:
        raise InputError(f"no town {slug!r} in {data_dir() / 'towns'}; known: {', '.join(sorted(files)) or 'none'}")
    return load_town_file(files[slug])
