"""What people decided on a programme being worked on: append-only, in the order of `sequence`.

A decision names its passage by a stable id and keeps the content's sha256, the quote and the page that the person saw, without
foreign keys: the machine may read the programme again, better or worse, and can never touch what was decided.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import ReadingPass, SheetAction


class WorksheetDecision(SQLModel, table=True):
    """One thing that one person said, of one passage (or of the whole sheet: no target); an undo is a row too."""

    __table_args__ = (UniqueConstraint("worksheet", "sequence"),)
    id: str = Field(primary_key=True)
    worksheet: str = Field(index=True)  # town/list-year
    sequence: int  # 1, 2, 3 … inside a worksheet: the order of what happened, and what "newest state" means
    user_id: str = Field(foreign_key="user.id", index=True)
    reading: ReadingPass = Field(sa_type=enum_type(ReadingPass, "worksheet_reading"))
    target: str = Field(default="", index=True)
    sha256: str = ""
    quote: str = ""
    page: int | None = None
    action: SheetAction = Field(sa_type=enum_type(SheetAction, "worksheet_action"))
    value: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    batch: str  # what was said in one move is undone in one move
    decided_at: datetime
