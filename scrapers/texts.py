"""Readings already made, kept by content: reading the whole corpus again without changes opens no document.

A reading is kept at `<store>/texts/<first two digits>/<sha256>.json` with what made it. It is made again when
- an extractor of ours or a library under it has another version;
- it lacked a program that this computer has now: installing Tesseract reads the scans again and nothing else;
- it was interrupted, by the clock or from outside: the load of the computer decided, not the document. A document that broke a limit of
  memory or processor time, or that cannot be opened, would do so again: that answer is kept.
Messages name the document: when the same bytes are met under another name, the name is replaced.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scrapers.documents import Reading, Request, read_documents
from scrapers.documents.extract import EXTRACTOR, promised_pdf
from scrapers.documents.sniff import HTML
from scrapers.documents.tools import LACKED_A_TOOL, OUT_OF_TIME, signature
from tracker import settings
from tracker.files import write_whole

_LIBRARIES = ("pypdfium2", "beautifulsoup4", "lxml", "pillow")
_INTERRUPTED = OUT_OF_TIME | {"reader_interrupted", "missing_file"}
_OWN_CODE = "documents"


@dataclass(frozen=True)
class _Kept:
    """A reading with what made it."""

    reading: Reading
    versions: str
    tools: str
    name: str
    promised: bool  # announced as a PDF: an HTML page is then a failed download


def readings(wanted: Sequence[tuple[str, Request]], workers: int, again: bool = False) -> Iterator[Reading]:
    """Yield the reading of each (sha256, request), in order; those already made come from the store.

    `again` reads anew what could not be read before: the only way to try a document once more that broke its limits.
    """
    versions, tools = extractor_versions(), signature()
    open_now: dict[str, Request] = {}
    for sha256, request in wanted:
        if sha256 not in open_now and _usable(sha256, request, versions, tools, again) is None:
            open_now[sha256] = request
    made = read_documents(list(open_now.values()), workers) if open_now else iter(())
    for sha256, request in wanted:
        if open_now.get(sha256) is request:
            _, reading = next(made)
            del open_now[sha256]
            _keep(sha256, _Kept(reading, versions, tools, _name(request), promised_pdf(request.hint, _name(request))))
            yield reading
        else:
            yield _usable(sha256, request, versions, tools, again=False) or _alone(request)


def extractor_versions() -> str:
    """Return what decides the text of a document: the code of this room and the libraries under it."""
    return " ".join([EXTRACTOR, _code(), *(f"{name}-{_version(name)}" for name in _LIBRARIES)])


def _usable(sha256: str, request: Request, versions: str, tools: str, again: bool) -> Reading | None:
    kept = _load(_path(sha256))
    if kept is None or kept.versions != versions:
        return None
    codes = {problem.code for problem in kept.reading.problems}
    if codes & _INTERRUPTED or (codes & LACKED_A_TOOL and kept.tools != tools):
        return None
    if again and any(problem.severity == "error" for problem in kept.reading.problems):
        return None
    if kept.reading.media_type == HTML and kept.promised != promised_pdf(request.hint, _name(request)):
        return None
    return _renamed(kept, _name(request))


def _renamed(kept: _Kept, name: str) -> Reading:
    if name == kept.name or not kept.reading.problems:
        return kept.reading
    problems = tuple(replace(one, message=one.message.replace(kept.name, name, 1)) for one in kept.reading.problems)
    return replace(kept.reading, problems=problems)


def _alone(request: Request) -> Reading:
    """Read a document whose reading was not kept although the same bytes were just read (interrupted, or announced otherwise)."""
    return next(read_documents([request], 1))[1]


def _name(request: Request) -> str:
    return request.name or request.path.name


def _path(sha256: str) -> Path:
    return settings.texts_dir() / sha256[:2] / f"{sha256}.json"


def _load(path: Path) -> _Kept | None:
    """Return what is kept, or None when there is nothing or it cannot be used: it is a cache, and is simply made again."""
    try:
        head, _, body = path.read_text(encoding="utf-8").partition("\n")
        raw = json.loads(head)
        return _Kept(Reading.from_json(body), raw["versions"], raw["tools"], raw["name"], raw["promised"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(sha256: str, kept: _Kept) -> None:
    """Write a reading atomically: a killed process leaves the whole of it or nothing."""
    head = {"versions": kept.versions, "tools": kept.tools, "name": kept.name, "promised": kept.promised}
    write_whole(_path(sha256), json.dumps(head) + "\n" + kept.reading.to_json() + "\n")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _code() -> str:
    """Return a digest of this room's own code: nobody has to remember to raise a version."""
    folder = Path(__file__).parent / _OWN_CODE
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
