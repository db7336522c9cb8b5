"""The content-addressed archive: every byte fetched is kept once under its SHA-256, with an append-only record of each fetch.

Listings are kept too, as proof of what was shown when and so that an unchanged one need not be sent again; since no listing is a
document, visits that gave none have a record of their own.

Bytes are never changed nor removed here. The fetch record alone is enough to rebuild every document item when run folders and the
database are gone. Writing is atomic (temporary file, then rename), so a killed process leaves either the whole document or nothing.
"""

import ctypes
import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from pydantic import AwareDatetime, Field, ValidationError

from tracker import settings
from tracker.errors import ContractError, InputError
from tracker.items import DocumentItem, Item

_NOTHING = hashlib.sha256(b"").hexdigest()
_syncfs = getattr(ctypes.CDLL(None), "syncfs", None)  # Linux: waits for one file system instead of all
log = logging.getLogger(__name__)
KEPT_HEADERS = ("content-type", "content-disposition", "content-length", "date", "etag", "last-modified", "server")


class FetchRecord(Item):
    """One fetch as it happened: the document it gave, and what the server said beside."""

    document: DocumentItem
    run: str
    status: int | None = None  # HTTP status; 304 = seen again, unchanged; None for a file of a folder
    final_url: str | None = None  # where redirects ended, when it is not the document's own address
    asked_url: str | None = None  # the spelling that was asked, when it is not the document's own address
    reasons: tuple[str, ...] = ()  # why its link was taken for a document, when a judge said so
    listed: bool = True  # false: asked although no listing shows it any more
    date_text: str = ""  # the date as printed in the listing
    headers: dict[str, str] = Field(default_factory=dict)


class VisitRecord(Item):
    """One visit that gave no document: a listing, an ordinary page, or a known document that is gone."""

    kind: Literal["page", "other", "gone"]
    town: str
    source: str
    body: str
    url: str
    run: str
    asked_at: AwareDatetime
    status: int | None = None  # HTTP status; 304 = seen again, unchanged
    method: str = "GET"
    sha256: str = ""  # of the kept bytes; empty for a document that is gone
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    reason: str = ""  # of a document that is gone


Record = TypeVar("Record", FetchRecord, VisitRecord)


class Archive:
    """The folder `<store>/archive`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use this folder, or the one of the settings."""
        self.folder = folder or settings.archive_dir()
        self.fetches_path = self.folder / "fetches.jsonl"
        self.visits_path = self.folder / "pages.jsonl"

    def path(self, sha256: str) -> Path:
        """Return where the bytes of this digest are, or would be."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise InputError(f"archive: expected 64 hexadecimal digits, found {sha256[:80]!r}")
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Say whether these bytes are kept; an empty file is what a computer that lost its power may have left of them."""
        return _size(self.path(sha256)) > (0 if sha256 != _NOTHING else -1)

    def put(self, body: bytes, *, settled: bool = True) -> tuple[str, bool]:
        """Keep the bytes; return their digest and whether they were new. Unless `settled`, the caller owes a `settle()`."""
        sha256 = hashlib.sha256(body).hexdigest()
        target = self.path(sha256)
        if _size(target) == len(body):
            return sha256, False
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting = target.with_name(f".put-{sha256}")  # a name of its own, so that the next try replaces what a killed one left
        with (self.folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with waiting.open("wb") as file:
                file.write(body)
                if settled:
                    file.flush()
                    os.fsync(file.fileno())
            waiting.replace(target)
        return sha256, True

    def settle(self) -> None:
        """Return when everything put so far is on the disk: one wait for many documents, before their run is said to be finished."""
        if not self.folder.exists():
            return
        place = os.open(self.folder, os.O_RDONLY)
        try:
            if _syncfs is None or _syncfs(place) != 0:
                os.sync()
        finally:
            os.close(place)

    def get(self, sha256: str) -> bytes:
        """Return the kept bytes, or refuse when they are not there or no longer those that were stored."""
        path = self.path(sha256)
        try:
            body = path.read_bytes()
        except FileNotFoundError as error:
            raise InputError(f"{path}: this document is not in the archive") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ContractError(f"{path}: the bytes no longer match their name; restore this file from a backup")
        return body

    def record(self, fetch: FetchRecord) -> None:
        """Append one fetch; crawls of several towns may do so at once."""
        self._append(self.fetches_path, fetch)

    def visit(self, visit: VisitRecord) -> None:
        """Append one visit that gave no document."""
        self._append(self.visits_path, visit)

    def _append(self, path: Path, record: Item) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        line = record.model_dump_json(exclude_defaults=True).encode() + b"\n"
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(_end_torn_line(file) + line)

    def fetches(self, town: str | None = None) -> Iterator[FetchRecord]:
        """Yield the fetch records in the order they were made, of one town only when it is given."""
        for fetch in _records(self.fetches_path, FetchRecord):
            if town in (None, fetch.document.town):
                yield fetch

    def visits(self, town: str | None = None) -> Iterator[VisitRecord]:
        """Yield the visits that gave no document, in the order they were made, of one town only when it is given."""
        for visit in _records(self.visits_path, VisitRecord):
            if town in (None, visit.town):
                yield visit

    def documents(self, town: str) -> list[DocumentItem]:
        """Return every document of a town from the fetch record alone, in the order they were met."""
        return [fetch.document for fetch in self.fetches(town)]

    def latest(self, town: str, source: str) -> dict[str, FetchRecord]:
        """Return the last fetch of each address of a source whose bytes are still here: what a conditional request needs."""
        found = {f.document.url: f for f in self.fetches(town) if f.document.source == source}
        return {url: fetch for url, fetch in found.items() if self.has(fetch.document.sha256)}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def _records(path: Path, kind: type[Record]) -> Iterator[Record]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                raw = json.loads(line)
            except ValueError:
                log.warning("%s:%d: line cut short by a killed process, skipped", path, number)
                continue
            try:
                yield kind.model_validate_json(json.dumps(raw))
            except ValidationError as error:
                raise ContractError(f"{path}:{number}: {error.errors(include_url=False)[0]['msg']}") from error


def _end_torn_line(file: BinaryIO) -> bytes:
    """Return the line end that a killed writer still owes, so that its torn line spoils no other."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"
