"""A local folder of documents, with what a `manifest.csv` in it or in its parent says about them.

Every regular file is stored, whatever its type; reading decides later. Refused: links that lead out of the folder, files over the size
limit, rows of other towns. A document's address is its name inside the folder, so no path of a machine enters an id.
"""

import csv
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from scrapers.documents.text import decode
from scrapers.parsers.dates import date_in_name
from scrapers.pipelines import Collector, Fetched
from scrapers.settings import MAX_FILES, max_bytes
from tracker.errors import InputError
from tracker.vocabulary import KIND_ALIASES, DateOrigin, DocumentKind

MANIFEST = "manifest.csv"


@dataclass(frozen=True)
class Row:
    """One line of a manifest."""

    place: str  # file and line, for messages
    insee: str
    raw_kind: str
    raw_date: str


def collect_folder(collector: Collector, folder: Path, progress: Callable[[], None] | None = None) -> None:
    """Hand every document of the folder to the collector."""
    root = folder.resolve()
    rows = read_manifest(root)
    met = set()
    for path in _files(collector, root):
        name = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
        met.add(name)
        row = rows.get(name)
        if row is None or row.insee in ("", collector.town.insee):
            _collect_file(collector, path, name, row)
        if progress:
            progress()
    for name, row in sorted(rows.items()):
        if name not in met and row.insee in ("", collector.town.insee):
            collector.lost("missing_file", f"{row.place}: {name} is not in the folder", name)


def read_manifest(root: Path) -> dict[str, Row]:
    """Return the manifest's rows by name inside the folder; empty when there is no manifest."""
    for place in (root, root.parent):
        path = place / MANIFEST
        if path.is_file():
            return dict(_manifest_rows(path, root))
    return {}


def _manifest_rows(path: Path, root: Path) -> Iterator[tuple[str, Row]]:
    if path.stat().st_size > max_bytes():
        raise InputError(f"{path}: larger than {max_bytes()} bytes")
    text = decode(path.read_bytes())
    head = text.partition("\n")[0]
    lines = csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    if "path" not in (lines.fieldnames or ()):
        raise InputError(f"{path}:1: expected a column named path, found {', '.join(lines.fieldnames or ()) or 'nothing'}")
    inside = "" if path.parent == root else f"{unicodedata.normalize('NFC', root.name)}/"
    for line in lines:
        name = unicodedata.normalize("NFC", (line["path"] or "").strip())
        if name.startswith(inside) and name != inside:
            cells = {key: (line.get(key) or "").strip() for key in ("insee", "kind", "session_date")}
            yield name.removeprefix(inside), Row(f"{path.name}:{lines.line_num}", cells["insee"], cells["kind"], cells["session_date"])


def _files(collector: Collector, root: Path) -> Iterator[Path]:
    """Yield the regular files of the folder in the order of their names, hidden ones and the manifest left out."""
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _stays(collector, root, Path(folder) / name))
        for name in sorted(names):
            path = Path(folder) / name
            if name.startswith(".") or path == root / MANIFEST or not _stays(collector, root, path) or not path.is_file():
                continue
            count += 1
            if count > MAX_FILES:
                collector.tally.cut = f"more than {MAX_FILES} files"
                return
            yield path


def _stays(collector: Collector, root: Path, path: Path) -> bool:
    if not path.is_symlink() or path.resolve().is_relative_to(root):
        return True
    name = path.relative_to(root).as_posix()
    collector.lost("link_refused", f"{name}: a link that leads out of the folder is not followed", name)
    return False


def _collect_file(collector: Collector, path: Path, name: str, row: Row | None) -> None:
    size = path.stat().st_size
    if size > max_bytes():
        collector.lost("too_large", f"{name}: {size} bytes, at most {max_bytes()} are taken", name)
        return
    try:
        body = path.read_bytes()
    except OSError as error:
        collector.lost("unreadable_file", f"{name}: {error.strerror}", name)
        return
    day, where = _day(collector, name, row)
    raw_kind = row.raw_kind if row else ""
    collector.document(
        Fetched(url=name, body=body, link_text=path.stem, kind=_kind(raw_kind), raw_kind=raw_kind, listed_date=day,
                listed_date_origin=where, date_text=row.raw_date if row else "")
    )  # fmt: skip


def _kind(raw: str) -> DocumentKind | None:
    """Return the kind that the manifest's word stands for; None when there is no word, so that the source's own kind counts."""
    word = raw.lower()
    if word in KIND_ALIASES:
        return KIND_ALIASES[word]
    if word in set(DocumentKind):
        return DocumentKind(word)
    return DocumentKind.OTHER if word else None


def _day(collector: Collector, name: str, row: Row | None) -> tuple[date | None, DateOrigin]:
    """Return the date of the manifest, else the one in the file's name."""
    if row and row.raw_date:
        try:
            return date.fromisoformat(row.raw_date), DateOrigin.LINK
        except ValueError:
            message = f"{row.place}: session_date: expected YYYY-MM-DD, found {row.raw_date!r}"
            collector.issue("bad_manifest_date", message, severity="warning", url=name)
    found = date_in_name(Path(name).name)
    return (found, DateOrigin.NAME) if found else (None, DateOrigin.NONE)
