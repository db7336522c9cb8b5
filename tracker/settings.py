"""Where things are; read from the environment each time, so that a test or the demo can change it."""

import os
from pathlib import Path

from tracker.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
METHODOLOGY_VERSION = "1"


def data_dir() -> Path:
    """Return the folder of curated files (towns, programmes, themes, thesaurus)."""
    return Path(os.environ.get("CHOSE_PROMISE_DATA") or ROOT / "data")


def shipped_data_dir() -> Path:
    """Return the curated files shipped with the code: the fallback for themes, thesaurus and towns."""
    return ROOT / "data"


def store_dir() -> Path:
    """Return the folder of database, archive, runs and exports."""
    return Path(os.environ.get("CHOSE_PROMISE_STORE") or ROOT / "data" / "store")


def archive_dir() -> Path:
    """Return the content-addressed archive's folder."""
    return store_dir() / "archive"


def runs_dir() -> Path:
    """Return the folder of run folders."""
    return store_dir() / "runs"


def texts_dir() -> Path:
    """Return the folder of readings already made, by content and extractor: a second reading opens no document."""
    return store_dir() / "texts"


def renders_dir() -> Path:
    """Return the folder of page images already drawn; it may be emptied at any time."""
    return store_dir() / "renders"


def reading_decisions_file(town: str) -> Path:
    """Return the file where the tracker writes a town's decisions that steer reading (borders drawn by hand), for `read`."""
    return store_dir() / "decisions" / f"{town}.jsonl"


def worksheets_dir() -> Path:
    """Return the folder of the machine's proposals for programmes being worked on: `<town>/<list>-<year>/proposals.jsonl`."""
    return store_dir() / "worksheets"


def exports_dir() -> Path:
    """Return the default folder of exported files."""
    return store_dir() / "exports"


def database_url() -> str:
    """Return the SQLAlchemy address of the database; SQLite inside the store unless told otherwise."""
    return os.environ.get("CHOSE_PROMISE_DATABASE_URL") or f"sqlite:///{store_dir() / 'chose-promise.db'}"


def user_agent() -> str:
    """Return one honest user agent; the contact comes from `CHOSE_PROMISE_CONTACT`."""
    contact = os.environ.get("CHOSE_PROMISE_CONTACT", "contact not set by this installation")
    return f"chose-promise/{VERSION} (citizen watchdog of council records; {contact})"


def real_data_dir() -> Path | None:
    """Return the folder of real documents for corpus tests, or None when it is not there."""
    named = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise InputError(f"CHOSE_PROMISE_REAL_DATA: {folder} is not a folder")
    return folder


def find_data_file(*parts: str) -> Path:
    """Return a curated file from `data_dir()`, else the shipped one."""
    own = data_dir().joinpath(*parts)
    return own if own.exists() else shipped_data_dir().joinpath(*parts)
