"""The index of what is remembered of every address: derived from the archive's two append-only records, and made again when deleted.

Each record is read once, from where the last reading ended. It is a small SQLite file beside the archive, so that a source finds its
addresses without any other source's being loaded.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapers.archive import Archive
from scrapers.memory import Memory, Seen, address_key

log = logging.getLogger(__name__)
FORMAT = "1"
_COLUMNS = (
    "town", "source", "page", "key", "url", "kind", "sha256", "status", "first_seen", "last_asked", "last_changed", "calm", "etag",
    "last_modified", "media_type", "gone", "listed", "page_url", "text", "headers",
)  # fmt: skip
_SCHEMA = f"""
create table if not exists progress (file text primary key, format text, place integer);
create table if not exists seen ({", ".join(_COLUMNS)}, primary key (town, source, page, key)) without rowid;
"""
_SAVE = f"insert or replace into seen ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 (own column names)
_FIND = f"select {', '.join(_COLUMNS)} from seen where town = ? and source = ?"  # noqa: S608


class MemoryIndex:
    """The file `memory.db` of an archive."""

    def __init__(self, archive: Archive) -> None:
        """Use the index of this archive."""
        self.archive = archive
        self.path = archive.folder / "memory.db"

    def refresh(self) -> None:
        """Take in what the records say since the last time; of several processes one works, the others wait."""
        try:
            self._refresh()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            log.warning("%s: damaged, made again from the records", self.path)
            for path in self.path.parent.glob(f"{self.path.name}*"):
                path.unlink(missing_ok=True)
            self._refresh()

    def _refresh(self) -> None:
        with self._open() as base:
            for record, apply in ((self.archive.fetches_path, _apply_fetch), (self.archive.visits_path, _apply_visit)):
                place = self._take_in(base, record, apply)
                base.execute("insert or replace into progress values (?, ?, ?)", (record.name, FORMAT, place))

    def memory(self, town: str, source: str, now: datetime | None) -> Memory:
        """Return what is remembered of one source; `now` applies the ladder of visits."""
        with self._open() as base:
            return Memory((_seen(row) for row in base.execute(_FIND, (town, source))), now)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.archive.folder.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.path, timeout=600, isolation_level=None)
        try:
            base.executescript(_SCHEMA)
            base.execute("begin immediate")
            yield base
            base.execute("commit")
        finally:
            base.close()

    def _take_in(self, base: sqlite3.Connection, record: Path, apply: Any) -> int:
        row = base.execute("select place from progress where file = ? and format = ?", (record.name, FORMAT)).fetchone()
        place = row[0] if row else 0
        size = record.stat().st_size if record.exists() else 0
        if place > size or not row:  # another record than the one taken in, such as one from a backup: begin again
            place = 0
        if place == size:
            return place
        with record.open("rb") as file:
            file.seek(place)
            for line in file:
                if not line.endswith(b"\n"):
                    break  # another process is writing it
                place += len(line)
                try:
                    apply(base, json.loads(line))
                except (ValueError, KeyError, TypeError):
                    log.warning("%s: a line that is no record, skipped", record)
        return place


def _apply_fetch(base: sqlite3.Connection, raw: dict[str, Any]) -> None:
    item = raw["document"]
    address = (item["town"], item["source"], item["url"])
    before = _stored(base, False, address)
    asked = _moment(item["retrieved_at"])
    if before is not None and asked < before["last_asked"]:
        return
    changed = before is None or before["sha256"] != item["sha256"] or bool(before["gone"]) or before["kind"] != "document"
    _save(
        base, False, address, before, changed, asked, kind="document", sha256=item["sha256"], status=raw.get("status"),
        etag=item.get("etag"), last_modified=item.get("last_modified"), media_type=item["media_type"], listed=raw.get("listed", True),
        page_url=item.get("page_url"), text=item.get("link_text", ""), headers=json.dumps(raw.get("headers", {})),
    )  # fmt: skip


def _apply_visit(base: sqlite3.Connection, raw: dict[str, Any]) -> None:
    address = (raw["town"], raw["source"], raw["url"])
    asked = _moment(raw["asked_at"])
    if raw["kind"] == "gone":
        base.execute(
            "update seen set gone = 1, status = ?, last_asked = ?, calm = case when gone then calm + 1 else 0 end"
            " where town = ? and source = ? and page = 0 and key = ? and last_asked <= ?",
            (raw.get("status"), asked, *address[:2], address_key(address[2]), asked),
        )
        return
    if raw.get("method", "GET") != "GET":
        return
    page = raw["kind"] == "page"
    before = _stored(base, page, address)
    changed = before is None or before["sha256"] != raw["sha256"]
    headers = json.dumps({"content-type": raw["content_type"]} if raw.get("content_type") else {})
    _save(
        base, page, address, before, changed, asked, kind=raw["kind"], sha256=raw["sha256"], status=raw.get("status"),
        etag=raw.get("etag"), last_modified=raw.get("last_modified"), headers=headers,
    )  # fmt: skip


def _moment(text: str) -> str:
    """Return a time in the one spelling whose alphabetical order is that of time."""
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds")


def _stored(base: sqlite3.Connection, page: bool, address: tuple[str, str, str]) -> dict[str, Any] | None:
    row = base.execute(f"{_FIND} and page = ? and key = ?", (*address[:2], page, address_key(address[2]))).fetchone()
    return dict(zip(_COLUMNS, row, strict=True)) if row else None


def _save(
    base: sqlite3.Connection,
    page: bool,
    address: tuple[str, str, str],
    before: dict[str, Any] | None,
    changed: bool,
    asked: str,
    **new: Any,
) -> None:
    first = before["first_seen"] if before else asked
    row = {
        "town": address[0], "source": address[1], "page": page, "key": address_key(address[2]), "url": address[2], "first_seen": first,
        "last_asked": asked, "last_changed": asked if changed or before is None else before["last_changed"],
        "calm": 0 if changed or before is None else before["calm"] + 1, "media_type": "", "gone": False, "listed": True, "page_url": None,
        "text": "", **new,
    }  # fmt: skip
    base.execute(_SAVE, tuple(row[name] for name in _COLUMNS))


def _seen(row: tuple[Any, ...]) -> Seen:
    found = dict(zip(_COLUMNS, row, strict=True))
    for name in ("town", "source", "page", "key"):
        del found[name]
    for name in ("first_seen", "last_asked", "last_changed"):
        found[name] = datetime.fromisoformat(found[name])
    return Seen(**{**found, "gone": bool(found["gone"]), "listed": bool(found["listed"]), "headers": json.loads(found["headers"])})
