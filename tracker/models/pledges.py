"""Programmes and pledges, from curated files. A pledge has no status column: verdicts say it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import FulfilmentKind, MergerFate, PledgeLevel, PledgeSourceKind, Wording


class Programme(SQLModel, table=True):
    """A programme, contract or charter of one list; id = town/list-year[-document]."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    organization_id: str = Field(foreign_key="organization.id")
    term_id: str = Field(foreign_key="term.id")
    year: int
    kind: PledgeSourceKind = Field(sa_type=enum_type(PledgeSourceKind, "programme_kind"))
    title: str
    source_url: str
    sha256: str | None = None
    retrieved_at: datetime | None = None
    publisher: str
    licence: str = ""
    document: str = ""
    charter: str = ""
    said_by: str = ""
    said_on: date | None = None
    said_where: str = ""


class Pledge(SQLModel, table=True):
    """One pledge; published only when quoted, first-hand and confirmed."""

    __table_args__ = (CheckConstraint("length(text) >= 3", name="pledge_text_not_empty"),)
    id: str = Field(primary_key=True)
    programme_id: str = Field(foreign_key="programme.id", index=True)
    key: str
    position: int
    text: str
    wording: Wording = Field(sa_type=enum_type(Wording, "pledge_wording"))
    summary: str | None = None
    page: int | None = None
    section: str | None = None
    parent_id: str | None = None
    themes: list[str] = Field(default_factory=list, sa_type=JSON)
    bodies: list[str] = Field(default_factory=list, sa_type=JSON)
    fulfilment: FulfilmentKind = Field(sa_type=enum_type(FulfilmentKind, "pledge_fulfilment"))
    measurable: bool | None = None
    deadline: date | None = None
    second_hand: bool = False
    confirmed: bool = False
    headings: list[str] = Field(default_factory=list, sa_type=JSON)
    anchor: str = ""
    level: PledgeLevel | None = Field(default=None, sa_type=enum_type(PledgeLevel, "pledge_level"))
    deadline_raw: str = ""
    outside: list[str] = Field(default_factory=list, sa_type=JSON)  # competent bodies that the town's file does not hold, by kind
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # tracker.programmes.PledgeDetails
    also: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # other places of the source that say it again
    decided_by: list[str] = Field(default_factory=list, sa_type=JSON)
    decided_at: datetime | None = None
    measure: int | None = None  # its number in the programme's charter
    merger: MergerFate | None = Field(default=None, sa_type=enum_type(MergerFate, "pledge_merger"))
    inherited_from: str | None = None  # the id of the same pledge of the list that merged into this one
    amended_by: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # later wordings; `text` stays the first

    @property
    def web_address(self) -> str | None:
        """Return its own page when its anchor is a whole address: a programme may be many pages."""
        return self.anchor if self.anchor.startswith(("https://", "http://")) else None

    @property
    def publishable(self) -> bool:
        """True when a verdict on this pledge may be shown to the public."""
        return self.wording == Wording.VERBATIM and self.confirmed and not self.second_hand
