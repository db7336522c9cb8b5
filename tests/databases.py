"""Empty databases for the tests: the migrations are run once in each process, and their result is copied."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tracker.settings import database_url
from tracker.store import dispose, migrate


@cache
def _migrated() -> bytes:
    folder = Path(mkdtemp())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHOSE_PROMISE_DATABASE_URL", f"sqlite:///{folder / 'empty.db'}")
        migrate()
        dispose()  # what its journal holds goes into the file
    content = (folder / "empty.db").read_bytes()
    shutil.rmtree(folder)
    return content


def make_database() -> None:
    """Give the store of the settings its database as the migrations make it; one that is there is brought up to date."""
    path = Path(database_url().removeprefix("sqlite:///"))
    if path.exists():
        migrate()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
