"""The only place that opens the database: a writer engine, a read-only engine, migrations.

SQLite writers begin IMMEDIATE: with the driver's default, four processes lost three updates out of four.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from tracker import models
from tracker.errors import InputError
from tracker.settings import database_url

_PRAGMAS = ("journal_mode=wal", "synchronous=normal", "busy_timeout=10000", "foreign_keys=on")
__all__ = ["migrate", "models", "reading", "writer_engine", "writing"]


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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
        return create_engine(url, pool_pre_ping=True)
    path = Path(url.removeprefix("sqlite:///"))
    if not path.exists():
        raise InputError(f"{path}: no database yet; run `chose-promise run TOWN` or `chose-promise demo` first")
    return create_engine(f"sqlite:///file:{path}?mode=ro&uri=true", connect_args={"timeout": 10})


def writer_engine() -> Engine:
    """Return the engine that writes, for the database of the settings."""
    return _engine(database_url())


@contextmanager
def writing() -> Iterator[Session]:
    """Open a short transaction: committed at the end, rolled back on any error."""
    with Session(writer_engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that cannot write."""
    with Session(_read_only_engine(database_url())) as session:
        yield session


def migrate() -> None:
    """Bring the database to the newest schema, creating it if needed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writer_engine().connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
