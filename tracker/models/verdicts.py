"""Signed verdicts and what surrounds them. The database itself refuses a person who reviews their own verdict."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import NoteKind, ProofLevel, ReasonCode, ReplyState, VerdictState


class SearchLog(SQLModel, table=True):
    """What was searched before saying that nothing was found (method, section 7)."""

    id: str = Field(primary_key=True)
    pledge_id: str = Field(index=True)
    bodies: list[str] = Field(default_factory=list, sa_type=JSON)
    sources: list[str] = Field(default_factory=list, sa_type=JSON)
    period_from: date
    period_to: date
    query: str
    documents_read: int
    documents_known_missing: int
    unreadable: int
    hits_examined: int
    author_id: str = Field(foreign_key="user.id")
    done_at: datetime
    next_review_at: date


class Verdict(SQLModel, table=True):
    """One version of the answer on a pledge; published versions are never edited."""

    __table_args__ = (
        UniqueConstraint("id", "author_id", name="verdict_with_author"),
        UniqueConstraint("pledge_id", "version"),
        CheckConstraint("status BETWEEN 1 AND 7", name="verdict_status_code"),
        CheckConstraint("published_by IS NULL OR published_by <> author_id", name="verdict_four_eyes"),
        CheckConstraint(
            "state NOT IN ('published', 'superseded', 'withdrawn') OR (published_at IS NOT NULL AND published_by IS NOT NULL)",
            name="verdict_published_is_signed",
        ),
        CheckConstraint("length(rationale) > 0", name="verdict_rationale_not_empty"),
        CheckConstraint("status <> 7 OR reason_code IS NOT NULL", name="verdict_7_has_reason"),
        CheckConstraint("status NOT IN (1, 5) OR search_log_id IS NOT NULL", name="verdict_1_5_has_search_log"),
        Index(
            "one_published_verdict",
            "pledge_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
    )
    id: str = Field(primary_key=True)
    pledge_id: str = Field(index=True)
    version: int
    status: int
    state: VerdictState = Field(sa_type=enum_type(VerdictState, "verdict_state"))
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    rationale: str
    missing_part: str = ""
    reason_code: ReasonCode | None = Field(default=None, sa_type=enum_type(ReasonCode, "verdict_reason_code"))
    proof_level: ProofLevel | None = Field(default=None, sa_type=enum_type(ProofLevel, "verdict_proof_level"))
    search_log_id: str | None = Field(default=None, foreign_key="searchlog.id")
    coverage: float | None = None  # share of known sittings with a readable record, at signing
    as_of: date
    next_review_at: date | None = None
    author_id: str = Field(foreign_key="user.id")
    created_at: datetime
    published_by: str | None = Field(default=None, foreign_key="user.id")
    published_at: datetime | None = None
    superseded_at: datetime | None = None
    methodology_version: str


class VerdictReview(SQLModel, table=True):
    """One signature; the composite key ties it to the verdict's author so that the CHECK can compare them."""

    __table_args__ = (
        ForeignKeyConstraint(["verdict_id", "author_id"], ["verdict.id", "verdict.author_id"], name="review_of_verdict"),
        CheckConstraint("author_id <> reviewer_id", name="review_four_eyes"),
    )
    verdict_id: str = Field(primary_key=True)
    reviewer_id: str = Field(foreign_key="user.id", primary_key=True)
    author_id: str
    signed_at: datetime


class VerdictEvidence(SQLModel, table=True):
    """The judgements that a verdict cites, in order."""

    verdict_id: str = Field(foreign_key="verdict.id", primary_key=True)
    judgement_id: str = Field(foreign_key="evidencejudgement.id", primary_key=True)
    position: int


class VerdictNote(SQLModel, table=True):
    """The reason a person gave for a new version, a return to draft or a withdrawal; never edited, never deleted."""

    __table_args__ = (CheckConstraint("length(trim(reason)) > 0", name="verdict_note_has_reason"),)
    id: str = Field(primary_key=True)
    verdict_id: str = Field(foreign_key="verdict.id", index=True)
    user_id: str = Field(foreign_key="user.id")
    kind: NoteKind = Field(sa_type=enum_type(NoteKind, "verdict_note_kind"))
    reason: str
    created_at: datetime


class Notice(SQLModel, table=True):
    """The prior notice sent before a status 5 or 6 (method, section 6)."""

    id: str = Field(primary_key=True)
    verdict_id: str = Field(foreign_key="verdict.id", index=True)
    recipient_role: str
    channel: str
    text_hash: str
    sent_at: datetime
    planned_publication: date


class Reply(SQLModel, table=True):
    """A reply of a person named, shown with equal prominence."""

    __table_args__ = (
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="reply_published_is_dated"),
        CheckConstraint("state <> 'refused' OR length(trim(refusal)) > 0", name="reply_refused_has_reason"),
    )
    id: str = Field(primary_key=True)
    pledge_id: str = Field(index=True)
    verdict_id: str | None = Field(default=None, foreign_key="verdict.id")
    author_name: str
    author_role: str
    channel: str
    text: str
    received_at: datetime
    due_at: datetime
    state: ReplyState = Field(sa_type=enum_type(ReplyState, "reply_state"))
    refusal: str = ""  # why it was refused
    published_at: datetime | None = None


class Declaration(SQLModel, table=True):
    """A reviewer's declaration of interests: only the lists to keep away from, and its date."""

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user.id", index=True)
    lists: list[str] = Field(default_factory=list, sa_type=JSON)
    declared_at: datetime
