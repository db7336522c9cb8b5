"""Programme files: `programmes/<town>/<list>-<year>.yml`, one pledge a block, checked before use."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, StringConstraints, ValidationError, model_validator

from tracker.errors import ProgrammeError
from tracker.settings import data_dir
from tracker.towns import Key, Slug, Strict, first_problem, read_yaml
from tracker.vocabulary import BodyKind, FulfilmentKind, MergerFate, PledgeLevel, PledgeSourceKind, Wording

DocumentKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", strict=True)]
PledgeRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+#[a-z0-9_-]+$", strict=True)]  # <list>-<year>[-<document>]#<key>


class FigureConfig(Strict):
    """One number as written, with what it counts and its scope word (« au moins », « par an »)."""

    raw: str
    value: float | None = None
    unit: str = ""
    scope: str = ""


class PledgeDetails(Strict):
    """What is written in a pledge beside its act, word for word."""

    figures: tuple[FigureConfig, ...] = ()
    places: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    negative: bool = False


class SaidAgain(Strict):
    """Another place of the source that says the same pledge."""

    quote: str
    page: int | None = None


class AmendmentConfig(Strict):
    """A later wording of a pledge, kept beside it: the first wording stays the one that is judged."""

    on: date
    quote: str | None = Field(default=None, min_length=3)
    summary: str | None = Field(default=None, min_length=3)
    source_url: str = Field(min_length=1)
    said_by: str = ""
    page: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _says_something(self) -> "AmendmentConfig":
        if not self.quote and not self.summary:
            raise ValueError(f"amendment of {self.on}: expected a quote or a summary, found neither")
        return self


class PledgeConfig(Strict):
    """One pledge: its quote, or a summary in the volunteer's own words (never published)."""

    key: Key
    quote: str | None = Field(default=None, min_length=3)
    summary: str | None = Field(default=None, min_length=3)
    page: int | None = Field(default=None, ge=1)
    section: str | None = None
    parent: Key | None = None
    themes: tuple[Key, ...] = ()
    bodies: tuple[Key, ...] = ()
    fulfilment: FulfilmentKind = FulfilmentKind.OUTCOME
    measurable: bool | None = None
    deadline: date | None = None
    second_hand: bool = False
    confirmed: bool = False
    headings: tuple[str, ...] = ()  # the titles above it in the source, outermost first
    anchor: str = ""  # its place inside a web page
    level: PledgeLevel | None = None
    deadline_raw: str = ""
    outside: tuple[BodyKind, ...] = ()  # competent bodies that the town's file does not hold
    details: PledgeDetails = PledgeDetails()
    also: tuple[SaidAgain, ...] = ()
    decided_by: tuple[str, ...] = ()  # names shown of the people who checked it on the worksheet; empty = not from a worksheet
    decided_at: datetime | None = None
    measure: int | None = Field(default=None, ge=1)  # its number in the charter that the file names
    merger: MergerFate | None = None
    inherited_from: PledgeRef | None = None  # the same pledge, in the file of the list that merged into this one
    amended_by: tuple[AmendmentConfig, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "PledgeConfig":
        if not self.quote and not self.summary:
            raise ValueError(f"pledge {self.key}: expected a quote or a summary, found neither")
        if (self.merger == MergerFate.INHERITED) != bool(self.inherited_from):
            raise ValueError(f"pledge {self.key}: merger `inherited` and `inherited_from` go together")
        return self

    @property
    def wording(self) -> Wording:
        """Verbatim when a quote is given."""
        return Wording.VERBATIM if self.quote else Wording.OWN

    @property
    def text(self) -> str:
        """The words to show and link: the quote, else the summary."""
        return self.quote or self.summary or ""


class ProgrammeConfig(Strict):
    """A programme (or contract, charter, demand list) of one list in one election."""

    town: Slug
    organization: Key
    year: int
    term: Key
    kind: PledgeSourceKind = PledgeSourceKind.PROGRAMME
    title: str
    source_url: str
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    retrieved_at: datetime | None = None
    publisher: str
    licence: str = ""
    second_hand: bool = False
    document: DocumentKey | None = None  # tells apart a list's contract, charter or speech from its programme of the same year
    charter: Key | None = None  # the template of data/charters whose measures the list signed
    said_by: str = ""  # who, when and where, for what was said rather than printed
    said_on: date | None = None
    said_where: str = ""
    pledges: tuple[PledgeConfig, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_once(self) -> "ProgrammeConfig":
        keys = [p.key for p in self.pledges]
        twice = {k for k in keys if keys.count(k) > 1}
        if twice:
            raise ValueError(f"pledge keys used twice: {sorted(twice)}")
        lost = {p.parent for p in self.pledges if p.parent and p.parent not in keys}
        if lost:
            raise ValueError(f"parents that are no pledge of this file: {sorted(lost)}")
        return self

    @model_validator(mode="after")
    def _source_is_told(self) -> "ProgrammeConfig":
        if self.kind == PledgeSourceKind.DISCOURS and not (self.said_by and self.said_on):
            raise ValueError("a speech: expected `said_by` and `said_on` (who and when)")
        if not self.charter and any(pledge.measure for pledge in self.pledges):
            raise ValueError("a pledge has a `measure`: expected `charter`, the template that numbers it")
        return self

    @property
    def is_demand(self) -> bool:
        """True for what residents ask: it is followed like a pledge and never counted with the promises."""
        return self.kind == PledgeSourceKind.DEMANDE

    @property
    def name(self) -> str:
        """The name of its file without the ending, which a pledge inherited from it gives."""
        return f"{self.organization}-{self.year}" + (f"-{self.document}" if self.document else "")

    @property
    def slug(self) -> str:
        """The stable name used in pledge ids."""
        return f"{self.town}/{self.name}"

    @property
    def totals(self) -> "Totals":
        """Both counts, which are never merged: the pledges as written, and what can be checked one by one."""
        split = {pledge.parent for pledge in self.pledges if pledge.parent}
        written = sum(pledge.parent is None for pledge in self.pledges)
        return Totals(written, sum(pledge.key not in split for pledge in self.pledges))


class Totals(NamedTuple):
    """How many pledges a programme writes, and how many parts of them can be checked."""

    written: int
    parts: int


def load_programme_file(path: Path) -> ProgrammeConfig:
    """Return a checked programme, or raise `ProgrammeError` with one clear line."""
    try:
        return ProgrammeConfig.model_validate(read_yaml(path))
    except ValidationError as error:
        raise ProgrammeError(first_problem(path, error)) from error


def load_programmes(town: str) -> list[ProgrammeConfig]:
    """Return every programme of a town in the data folder, in file order."""
    return [load_programme_file(p) for p in sorted((data_dir() / "programmes" / town).glob("*.yml"))]
