"""Machine suggestions (replaceable) and human judgements (append-only), in separate tables.

A judgement names its act by id without a foreign key, and keeps sha256, page and quote of what was judged:
a new reading of the documents may replace the act's row but can never touch the judgement.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import AskedAs, Band, Direction, EvidenceStep, Judgement


class Suggestion(SQLModel, table=True):
    """A machine's proposal: never evidence until a person confirms it."""

    __table_args__ = (UniqueConstraint("pledge_id", "act_id"),)
    id: str = Field(primary_key=True)
    pledge_id: str = Field(foreign_key="pledge.id", index=True, ondelete="CASCADE")
    act_id: str = Field(foreign_key="act.id", index=True, ondelete="CASCADE")
    rank: int
    score: float
    explanation: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    preexisting: bool = False
    method: str  # name@version
    run_id: str = Field(foreign_key="run.id")
    band: Band | None = Field(default=None, sa_type=enum_type(Band, "suggestion_band"))
    direction: Direction | None = Field(default=None, sa_type=enum_type(Direction, "suggestion_direction"))  # guessed from cues
    # Nothing that the pledge itself says is in the act: it only resembles others. Kept for who looks further, never asked about.
    aside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class EvidenceJudgement(SQLModel, table=True):
    """What one person said of a (pledge, act) pair; a changed mind is a new row."""

    __table_args__ = (
        Index(
            "one_live_judgement",
            "pledge_id",
            "act_id",
            "user_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint(
            "judgement <> 'confirmed' OR (sha256 IS NOT NULL AND page IS NOT NULL AND quote IS NOT NULL AND length(quote) > 0"
            " AND step IS NOT NULL AND direction IS NOT NULL)",
            name="confirmed_judgement_is_sourced",
        ),
    )
    id: str = Field(primary_key=True)
    pledge_id: str = Field(index=True)
    act_id: str = Field(index=True)
    user_id: str = Field(foreign_key="user.id", index=True)
    judgement: Judgement = Field(sa_type=enum_type(Judgement, "judgement_value"))
    direction: Direction | None = Field(default=None, sa_type=enum_type(Direction, "judgement_direction"))
    step: EvidenceStep | None = Field(default=None, sa_type=enum_type(EvidenceStep, "judgement_step"))
    note: str = ""
    sha256: str | None = None
    source_url: str | None = None
    retrieved_at: datetime | None = None
    publisher: str | None = None
    page: int | None = None
    quote: str | None = None
    body_id: str | None = None
    act_date: date | None = None
    created_at: datetime
    superseded_at: datetime | None = None
    asked_as: AskedAs | None = Field(default=None, sa_type=enum_type(AskedAs, "judgement_asked_as"))  # NULL: found outside the queue


class JudgementAnchor(SQLModel, table=True):
    """Where the machine finds today the subject of a judgement whose act vanished; remade at each ingest.

    `act_id` is the act that now holds the quote; NULL with `stale` when no act, or more than one, does.
    No row = the judgement's own act still stands.
    """

    __table_args__ = (CheckConstraint("(act_id IS NULL) = stale", name="anchor_is_stale_or_placed"),)
    judgement_id: str = Field(foreign_key="evidencejudgement.id", primary_key=True)
    act_id: str | None = Field(default=None, foreign_key="act.id", index=True, ondelete="CASCADE")
    stale: bool = False


class ThemeTag(SQLModel, table=True):
    """A theme put on a pledge by hand; a removed tag is superseded, never deleted."""

    __table_args__ = (
        Index(
            "one_live_theme_tag",
            "pledge_id",
            "theme",
            "user_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    pledge_id: str = Field(index=True)
    theme: str
    user_id: str = Field(foreign_key="user.id")
    created_at: datetime
    superseded_at: datetime | None = None
