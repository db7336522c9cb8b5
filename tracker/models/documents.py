"""Documents, their dated versions and the pages of text; bytes stay in the archive."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import DateOrigin, DocumentKind, TextStatus


class Document(SQLModel, table=True):
    """A document at one address."""

    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    url: str
    page_url: str | None = None
    link_text: str = ""
    kind: DocumentKind = Field(sa_type=enum_type(DocumentKind, "document_kind"))
    raw_kind: str = ""
    listed_date: date | None = None
    listed_date_origin: DateOrigin = Field(default=DateOrigin.NONE, sa_type=enum_type(DateOrigin, "document_date_origin"))
    publisher: str


class DocumentVersion(SQLModel, table=True):
    """One content of a document, seen from `first_seen` to `last_seen`."""

    __table_args__ = (UniqueConstraint("document_id", "sha256"),)
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="document.id", index=True)
    sha256: str = Field(index=True)
    media_type: str
    size: int
    pages: int | None = None
    text_status: TextStatus | None = Field(default=None, sa_type=enum_type(TextStatus, "version_text_status"))
    extractor: str | None = None
    retrieved_at: datetime
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None = None


class DocumentPage(SQLModel, table=True):
    """The text of one page of one content; pages count from 1."""

    sha256: str = Field(primary_key=True)
    page: int = Field(primary_key=True)
    text: str
    ocr_confidence: float | None = None  # mean confidence of the words when the page was recognised; NULL when its text is native
