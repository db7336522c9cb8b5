"""Programme files: `programmes/<town>/<list>-<year>.yml`, one pledge a block, checked before use."""

from datetime import date, datetime
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from tracker.errors import ProgrammeError
from tracker.settings import data_dir
from tracker.towns import Key, Slug, Strict, first_problem, read_yaml
from tracker.vocabulary import FulfilmentKind, PledgeSourceKind, Wording


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

    @model_validator(mode="after")
    def _says_something(self) -> "PledgeConfig":
        if not self.quote and not self.summary:
            raise ValueError(f"pledge {self.key}: expected a quote or a summary, found neither")
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

    @property
    def slug(self) -> str:
        """The stable name used in pledge ids."""
        return f"{self.town}/{self.organization}-{self.year}"


def load_programme_file(path: Path) -> ProgrammeConfig:
    """Return a checked programme, or raise `ProgrammeError` with one clear line."""
    try:
        return ProgrammeConfig.model_validate(read_yaml(path))
    except ValidationError as error:
        raise ProgrammeError(first_problem(path, error)) from error


def load_programmes(town: str) -> list[ProgrammeConfig]:
    """Return every programme of a town in the data folder, in file order."""
    return [load_programme_file(p) for p in sorted((data_dir() / "programmes" / town).glob("*.yml"))]
