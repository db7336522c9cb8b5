"""Column helpers: enums stored by value under a named CHECK, and JSON lists."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum


def values_of(kind: type[StrEnum]) -> list[str]:
    """Return the stored values of an enum, in order."""
    return [member.value for member in kind]


def enum_type(kind: type[StrEnum], name: str) -> Any:
    """Return a portable column type that stores values; `name` must be unique per column (PostgreSQL)."""
    return Enum(kind, native_enum=False, values_callable=values_of, create_constraint=True, length=32, name=name)
