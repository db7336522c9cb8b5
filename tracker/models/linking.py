"""What linking keeps for itself, all of it replaceable: the prepared words of each act, and what was searched for each pledge."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ActTerms(SQLModel, table=True):
    """The terms of one act, prepared once; `analysis` is a digest of the rules and of the words that were prepared."""

    act_id: str = Field(foreign_key="act.id", primary_key=True, ondelete="CASCADE")
    analysis: str
    title_terms: str  # separated by spaces, in order, repeats kept
    text_terms: str  # the same, of title and text


class LinkSearch(SQLModel, table=True):
    """What the machine searched for one pledge at its last linking, also when it found nothing (method, section 7)."""

    id: str = Field(primary_key=True)
    pledge_id: str = Field(foreign_key="pledge.id", unique=True, ondelete="CASCADE")
    run_id: str = Field(foreign_key="run.id")
    query: list[str] = Field(default_factory=list, sa_type=JSON)
    bodies: list[str] = Field(default_factory=list, sa_type=JSON)
    sources: list[str] = Field(default_factory=list, sa_type=JSON)
    period_from: date | None = None  # NULL when no act is dated
    period_to: date | None = None
    documents_read: int = 0
    documents_known_missing: int = 0
    unreadable: int = 0
    acts: int = 0
    hits: int = 0
    method: str  # name@version
    state: str  # digest of all that decides the suggestions of this pledge: the same digest need not be linked again
