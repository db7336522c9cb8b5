"""What people decided about the reading of a document: where its acts begin. Append-only; the highest version counts.

A decision names its document by content and body, without foreign keys: a rebuild of the derived tables can never touch it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

HAND = "hand"  # the regime that the reader gives to a document cut by borders drawn by a person


class BorderDecision(SQLModel, table=True):
    """The borders of one document as one person drew them; no border = no act here, `withdrawn` = back to the machine's reading."""

    __table_args__ = (UniqueConstraint("sha256", "body_id", "version"),)
    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user.id", index=True)
    sha256: str = Field(index=True)
    body_id: str = Field(index=True)
    version: int
    borders: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # tracker.items.Border: page, first_line, title, number
    withdrawn: bool = False
    decided_at: datetime
