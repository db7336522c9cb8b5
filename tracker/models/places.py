"""Who decides: a jurisdiction, its bodies, terms, organizations and sources (all from the town's YAML)."""

from datetime import date

from sqlmodel import Field, SQLModel


class Jurisdiction(SQLModel, table=True):
    """A commune; the key is the slug of its YAML."""

    slug: str = Field(primary_key=True)
    name: str
    insee: str = Field(unique=True)
    timezone: str
    fictional: bool = False
    as_of: date | None = None


class Body(SQLModel, table=True):
    """A deciding body of a jurisdiction; id = slug/key."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    key: str
    name: str
    siren: str | None = None
    classification: str
    seats: int | None = None


class Term(SQLModel, table=True):
    """A term of office; id = slug/key."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    key: str
    start: date
    end: date
    majority: str | None = None


class Organization(SQLModel, table=True):
    """A list of candidates or council group; id = slug/key."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    key: str
    name: str
    classification: str
    election: int | None = None
    merged_into: str | None = None


class Source(SQLModel, table=True):
    """A way of getting documents; id = slug/key."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(foreign_key="jurisdiction.slug", index=True)
    body_id: str = Field(foreign_key="body.id")
    key: str
    platform: str
    url: str | None = None
    frequency: str
    min_items: int = 1
