"""Run migrations on the connection given by `tracker.store`; refuses to open one of its own.

The caller's connection is already set up (SQLite: BEGIN IMMEDIATE, foreign keys off), so that two
processes migrating at once wait for each other and a killed migration leaves the old schema whole.
"""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from tracker import models
from tracker.errors import InputError

__all__ = ["models"]


def _run() -> None:
    connection = context.config.attributes.get("connection")
    if not isinstance(connection, Connection):
        raise InputError("migrations run through tracker.store.migrate(), which gives them its connection")
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


_run()
