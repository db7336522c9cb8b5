"""Column helpers: enums stored by value under a named CHECK, and a name for every constraint.

Names are fixed before any table is declared: SQLite cannot alter a constraint that has none.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def values_of(kind: type[StrEnum]) -> list[str]:
    """Return the stored values of an enum, in order."""
    return [member.value for member in kind]


def enum_type(kind: type[StrEnum], name: str) -> Any:
    """Return a portable column type that stores values; `name` must be unique per column (PostgreSQL)."""
    return Enum(kind, native_enum=False, values_callable=values_of, create_constraint=True, length=32, name=name)
