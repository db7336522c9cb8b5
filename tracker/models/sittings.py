"""Sittings and acts as read by the machine: replaceable rows, each with its version, page, span and extractor."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import DateOrigin, Outcome, VoteOption


class Sitting(SQLModel, table=True):
    """A sitting of a body on a day."""

    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    date: date
    date_raw: str = ""
    date_origin: DateOrigin = Field(sa_type=enum_type(DateOrigin, "sitting_date_origin"))


class SittingDocument(SQLModel, table=True):
    """Which content records a sitting, and how it was cut; `sitting_id` is NULL when no date was read."""

    sha256: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", primary_key=True)
    sitting_id: str | None = Field(default=None, foreign_key="sitting.id", index=True)
    regime: str
    confidence: float
    extractor: str


class Act(SQLModel, table=True):
    """One act; `text` is its own window of the stored text, `span` offsets into the pages joined by form feeds."""

    __table_args__ = (
        CheckConstraint("length(title) >= 3", name="act_title_not_empty"),
        CheckConstraint("span_start < span_end AND page_from >= 1 AND page_from <= page_to", name="act_span_in_order"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="act_confidence_share"),
    )
    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    sitting_id: str | None = Field(default=None, foreign_key="sitting.id", index=True)
    sha256: str = Field(index=True)
    number: str | None = None
    number_repeated: bool = False
    transmission_id: str | None = None
    date: date | None
    title: str
    text: str
    matter_code: str | None = None
    page_from: int
    page_to: int
    span_start: int
    span_end: int
    regime: str
    confidence: float
    outcome: Outcome | None = Field(default=None, sa_type=enum_type(Outcome, "act_outcome"))
    unanimous: bool | None = None
    vote_raw: str = ""
    extractor: str
    run_id: str = Field(foreign_key="run.id")


class VoteCount(SQLModel, table=True):
    """A printed count; `group_name` is empty for the whole council. No row = unknown."""

    __table_args__ = (CheckConstraint("value >= 0", name="vote_count_not_negative"),)
    act_id: str = Field(foreign_key="act.id", primary_key=True, ondelete="CASCADE")
    option: VoteOption = Field(primary_key=True, sa_type=enum_type(VoteOption, "vote_count_option"))
    group_name: str = Field(default="", primary_key=True)
    value: int
    raw: str = ""


class PersonVote(SQLModel, table=True):
    """A named vote, as printed and as resolved (later)."""

    act_id: str = Field(foreign_key="act.id", primary_key=True, ondelete="CASCADE")
    raw_name: str = Field(primary_key=True)
    option: VoteOption = Field(primary_key=True, sa_type=enum_type(VoteOption, "person_vote_option"))
    person_id: str | None = Field(default=None, foreign_key="person.id")


class Amount(SQLModel, table=True):
    """An amount in euros inside an act; `value` is NULL when ambiguous."""

    act_id: str = Field(foreign_key="act.id", primary_key=True, ondelete="CASCADE")
    position: int = Field(primary_key=True)
    raw: str
    value: float | None = None
    tax: str | None = None
    span_start: int
    span_end: int
