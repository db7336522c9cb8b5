"""The files of a data set as its publisher's interface describes them, and which of them is the newest that can be read. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.ids import fold

_MIMES = {"csv": "text/csv", "json": "application/json", "xml": "application/xml"}
_MOST = 60


class ResourceError(Exception):
    """A data set that cannot be read, or that has no file of a format that is read; the message says what was expected."""


@dataclass(frozen=True)
class Resource:
    """One file of a data set."""

    title: str
    address: str  # the publisher's stable one when it gives one: the file's own may change every day
    format: str
    changed: str  # ISO, as given


def read_resources(text: str, url: str) -> list[Resource]:
    """Return the files that the description of a data set lists."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ResourceError(f"{url}: not JSON ({str(error)[:80]}); the description of a data set was expected") from error
    rows = raw.get("resources") if isinstance(raw, dict) else None
    if not isinstance(rows, list):
        raise ResourceError(f"{url}: no list of resources; the description of a data set was expected")
    return [found for row in rows[:1000] if isinstance(row, dict) and (found := _resource(row))]


def _resource(row: Mapping[str, Any]) -> Resource | None:
    address = next((str(row[name]) for name in ("latest", "url") if str(row.get(name) or "").startswith("http")), "")
    if not address or row.get("type") in ("documentation", "api"):
        return None
    changed = str(row.get("last_modified") or row.get("modified") or row.get("created_at") or "")
    return Resource(str(row.get("title") or ""), address, _format(row), changed)


def _format(row: Mapping[str, Any]) -> str:
    """Return the format of a file: as declared, else by its type or the end of its address."""
    said = str(row.get("format") or "").lower().strip(". ")
    if said in _MIMES:
        return said
    mime = str(row.get("mime") or "").split(";")[0].lower()
    by_mime = next((name for name, media in _MIMES.items() if media == mime), "")
    end = str(row.get("url") or "").split("?")[0].lower()
    return by_mime or next((name for name in _MIMES if end.endswith(f".{name}")), said)


def choose(resources: Sequence[Resource], formats: Sequence[str], query: Mapping[str, str]) -> list[Resource]:
    """Return the newest file of a format that is read, or every one with `resources: all`, the newest first."""
    wanted = fold(query.get("title", ""))
    kept = [one for one in resources if one.format in formats and wanted in fold(one.title)]
    if not kept:
        shown = ", ".join(sorted({one.format or "?" for one in resources})) or "none"
        named = f" whose title holds « {query['title']} »" if wanted else ""
        raise ResourceError(f"the data set has no {' or '.join(formats)} file{named}; its files are: {shown}")
    kept.sort(key=lambda one: (one.changed, fold(one.title)), reverse=True)
    return kept[:_MOST] if query.get("resources") == "all" else kept[:1]
