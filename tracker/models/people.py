"""Accounts of this installation, and elected people as printed in minutes."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from tracker.models.columns import enum_type
from tracker.vocabulary import Role


class User(SQLModel, table=True):
    """A local account; `id` is the login. No password hash = cannot sign in (loaded from a dump)."""

    id: str = Field(primary_key=True)
    display_name: str
    role: Role = Field(sa_type=enum_type(Role, "user_role"))
    password_hash: str | None = None
    created_at: datetime
    disabled_at: datetime | None = None


class Person(SQLModel, table=True):
    """An elected person of a jurisdiction."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    name: str


class Membership(SQLModel, table=True):
    """A person's role in a body or organization during a term."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    organization_id: str | None = Field(default=None, foreign_key="organization.id")
    body_id: str | None = Field(default=None, foreign_key="body.id")
    role: str
