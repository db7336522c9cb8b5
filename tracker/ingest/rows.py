"""Compare wanted rows with stored rows and write the difference; what is equal is left alone.

Columns that only say which run or when (run ids, clock) are refreshed in silence: they never make an update.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, tuple_, update
from sqlmodel import Session, SQLModel

Key = tuple[Any, ...]
Row = dict[str, Any]
CHUNK = 400  # below SQLite's limit on bound variables, even with composite keys


@dataclass(frozen=True)
class Counts:
    """What happened to the rows of one table."""

    inserted: int = 0
    updated: int = 0
    noop: int = 0
    removed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return the sum of two counts."""
        return Counts(
            self.inserted + other.inserted, self.updated + other.updated, self.noop + other.noop, self.removed + other.removed
        )  # fmt: skip


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a model."""
    table = model.metadata.tables[str(model.__tablename__)]
    assert isinstance(table, Table)
    return table


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield lists of at most `size` values."""
    iterator = iter(values)
    while part := list(islice(iterator, size)):
        yield part


def key_of(table: Table, row: Mapping[Any, Any]) -> Key:
    """Return a row's primary key."""
    return tuple(row[column.name] for column in table.primary_key)


def stored_rows(session: Session, table: Table, scope: ColumnElement[bool]) -> dict[Key, Row]:
    """Return the stored rows of a scope by primary key."""
    return {key_of(table, row): dict(row) for row in session.connection().execute(select(table).where(scope)).mappings()}


def write_rows(
    session: Session, model: type[SQLModel], wanted: Iterable[Row], scope: ColumnElement[bool], silent: frozenset[str] = frozenset()
) -> Counts:
    """Insert and update the wanted rows and return the counts; nothing is removed.

    `scope` says which stored rows to compare with; a wanted row leaves out the columns that others own.
    """
    table = table_of(model)
    stored = stored_rows(session, table, scope)
    new: list[Row] = []
    changed: list[Row] = []
    refreshed: list[Row] = []
    noop = 0
    for row in wanted:
        old = stored.get(key_of(table, row))
        if old is None:
            new.append(row)
        elif any(old[name] != value for name, value in row.items() if name not in silent):
            changed.append(row)
        else:
            noop += 1
            if any(old[name] != value for name, value in row.items()):
                refreshed.append(row)
    _insert(session, table, new)
    _update(session, table, changed + refreshed)
    return Counts(len(new), len(changed), noop)


def missing_keys(session: Session, model: type[SQLModel], wanted: Iterable[Row], scope: ColumnElement[bool]) -> set[Key]:
    """Return the keys stored in a scope that are no longer wanted."""
    table = table_of(model)
    keys = session.connection().execute(select(*table.primary_key).where(scope))
    return {tuple(key) for key in keys} - {key_of(table, row) for row in wanted}


def remove_rows(session: Session, model: type[SQLModel], keys: Iterable[Key]) -> Counts:
    """Delete machine rows by primary key and return the counts."""
    table = table_of(model)
    removed = 0
    for part in chunks(sorted(keys)):
        session.connection().execute(delete(table).where(tuple_(*table.primary_key).in_(part)))
        removed += len(part)
    return Counts(removed=removed)


def _insert(session: Session, table: Table, rows: list[Row]) -> None:
    for part in chunks(rows, 1000):
        session.connection().execute(insert(table), part)


def _update(session: Session, table: Table, rows: list[Row]) -> None:
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    names = [name for name in rows[0] if name not in keys]
    match = [table.c[key] == bindparam(f"key_{key}") for key in keys]
    statement = update(table).where(*match).values({name: bindparam(f"new_{name}") for name in names})
    bound = [{f"key_{k}": row[k] for k in keys} | {f"new_{n}": row[n] for n in names} for row in rows]
    session.connection().execute(statement, bound)
