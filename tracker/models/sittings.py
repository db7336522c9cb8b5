"""Sittings and acts as read by the machine: replaceable rows, each with its version, page, span and extractor."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import ActStage, AmountRole, DateOrigin, Outcome, Presence, VoteOption


class Sitting(SQLModel, table=True):
    """A sitting of a body on a day; `date_certain` is False until a document prints the whole date and nothing contradicts it."""

    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    date: date
    date_raw: str = ""
    date_origin: DateOrigin = Field(sa_type=enum_type(DateOrigin, "sitting_date_origin"))
    date_certain: bool = False
    opened_at: str | None = None  # HH:MM as printed
    place: str = ""
    president: str = ""
    secretary: str = ""
    in_office: int | None = None  # members in office, as printed
    quorum: int | None = None  # members needed, as printed


class Attendance(SQLModel, table=True):
    """One member as the header of the sitting prints it, in its order; `proxy` is who votes for a represented one."""

    sitting_id: str = Field(foreign_key="sitting.id", primary_key=True, ondelete="CASCADE")
    position: int = Field(primary_key=True)
    raw_name: str
    presence: Presence = Field(sa_type=enum_type(Presence, "attendance_presence"))
    proxy: str | None = None
    person_id: str | None = Field(default=None, foreign_key="person.id")


class SittingDocument(SQLModel, table=True):
    """Which content records a sitting, and how it was cut; `sitting_id` is NULL when no date was read."""

    sha256: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", primary_key=True)
    sitting_id: str | None = Field(default=None, foreign_key="sitting.id", index=True)
    regime: str
    regime_evidence: str = ""  # a sentence: what proved the regime, or what was missing
    agenda: list[str] = Field(default_factory=list, sa_type=JSON)  # titles of the printed agenda
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
    stage: ActStage | None = Field(default=None, sa_type=enum_type(ActStage, "act_stage"))
    stage_reason: str = ""  # the words that said so
    ocr: bool = False  # a page of it was read by recognition: every figure is to be checked
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
    role: AmountRole | None = Field(default=None, sa_type=enum_type(AmountRole, "amount_role"))
    beneficiary: str = ""  # a body or an association, never a private person
    ocr: bool = False
    span_start: int
    span_end: int


class Ballot(SQLModel, table=True):
    """One of several votes taken inside one act; its counts and names are read whole with it, never searched alone."""

    act_id: str = Field(foreign_key="act.id", primary_key=True, ondelete="CASCADE")
    position: int = Field(primary_key=True)
    subject: str
    outcome: Outcome | None = Field(default=None, sa_type=enum_type(Outcome, "ballot_outcome"))
    unanimous: bool | None = None
    raw: str = ""
    counts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # option, value, group, raw
    person_votes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # option, raw_name
