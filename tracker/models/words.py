"""Words that people propose for the town-hall thesaurus, and what others answered: append-only, the newest answer counts."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class WordProposal(SQLModel, table=True):
    """A word or phrase that one person proposes for a group, existing or new, with the reason."""

    __table_args__ = (UniqueConstraint("group_name", "word"),)
    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user.id", index=True)
    group_name: str = Field(index=True)
    word: str
    reason: str
    proposed_at: datetime


class WordReview(SQLModel, table=True):
    """What one person answered to a proposal; a changed mind is a new row."""

    id: str = Field(primary_key=True)
    proposal_id: str = Field(foreign_key="wordproposal.id", index=True)
    user_id: str = Field(foreign_key="user.id", index=True)
    accepted: bool
    note: str = ""
    decided_at: datetime
