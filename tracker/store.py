"""The only place that opens the database: a writer engine, a read-only engine, migrations.

SQLite writers begin IMMEDIATE: with the driver's default, four processes lost three updates out of four.
Recursive triggers are on because `INSERT OR REPLACE` would otherwise delete human rows behind their guards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine

from tracker import models
from tracker.errors import InputError, InvariantError
from tracker.settings import database_url

_PRAGMAS = ("journal_mode=wal", "synchronous=normal", "busy_timeout=10000", "foreign_keys=on", "recursive_triggers=on")
_MIGRATIONS = Path(__file__).parent / "migrations"
__all__ = ["check_schema", "dispose", "migrate", "models", "reading", "writer_engine", "writing"]


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_reader(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin_snapshot(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")  # one screen sees one state, even while an ingest commits


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 10})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


@lru_cache(maxsize=8)
def _read_only_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ", execution_options={"postgresql_readonly": True})
    path = Path(url.removeprefix("sqlite:///")).absolute()
    engine = create_engine(f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true", connect_args={"timeout": 10})
    event.listen(engine, "connect", _set_reader)
    event.listen(engine, "begin", _begin_snapshot)
    return engine


def _require_database(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite") and not path.exists():
        raise InputError(f"{path}: no database yet; run `chose-promise run TOWN` or `chose-promise demo` first")


def writer_engine() -> Engine:
    """Return the engine that writes, for the database of the settings."""
    return _engine(database_url())


def dispose() -> None:
    """Close every kept connection: before the database's file is moved away."""
    for engine in (_engine, _read_only_engine):
        engine(database_url()).dispose()
        engine.cache_clear()


@contextmanager
def writing() -> Iterator[Session]:
    """Open a short transaction: committed at the end, rolled back on any error."""
    with Session(writer_engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that cannot write."""
    _require_database(database_url())
    with Session(_read_only_engine(database_url())) as session:
        yield session


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":  # outside a transaction, where SQLite honours it
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys={'on' if on else 'off'}")


def _broken_references(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    return [f"{row[0]} row {row[1]} -> {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def migrate(revision: str = "head") -> None:
    """Bring the database to a revision (the newest by default), creating it if needed; `base` empties it.

    Foreign keys are off meanwhile: a batch migration drops and rebuilds tables, and its DROP would cascade.
    """
    with writer_engine().connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            move = command.downgrade if revision == "base" else command.upgrade
            move(_alembic(connection), revision)
            broken = _broken_references(connection)
            if broken:
                raise InvariantError(f"migration to {revision} leaves broken references: {'; '.join(broken[:3])}")
            connection.commit()
        finally:
            connection.rollback()
            _foreign_keys(connection, on=True)


def check_schema() -> None:
    """Raise alembic's `AutogenerateDiffsDetected` when the tables in code and the newest migration differ."""
    with writer_engine().connect() as connection:
        command.check(_alembic(connection))
