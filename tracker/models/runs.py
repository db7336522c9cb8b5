"""The ledger of runs, and the issues that they met."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import RunOutcome


class Run(SQLModel, table=True):
    """One run of a verb; `outcome` is NULL while it runs."""

    id: str = Field(primary_key=True)
    town: str = Field(index=True)
    source: str = ""
    verb: str
    outcome: RunOutcome | None = Field(default=None, sa_type=enum_type(RunOutcome, "run_outcome"))
    due_at: datetime | None = None
    started_at: datetime
    heartbeat_at: datetime | None = None
    finished_at: datetime | None = None
    ingested_at: datetime | None = None
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: str = ""
    message: str = ""


class Issue(SQLModel, table=True):
    """A thing that went wrong, kept and shown; `id` is a hash of what it says, so that it is told once."""

    id: str = Field(primary_key=True)
    town: str = Field(index=True)
    run_id: str = Field(foreign_key="run.id")
    code: str
    message: str
    severity: str
    url: str | None = None
    sha256: str | None = Field(default=None, index=True)
    page: int | None = None
    first_seen: datetime
    last_seen: datetime
