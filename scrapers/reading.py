"""`read`: every document that the crawls met, from the archive alone, to readings, sittings, acts and issues in a run folder.

A document that cannot be read is an issue of the run (`partial`), never its failure. The same bytes of the same body are read once.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from scrapers.archive import Archive
from scrapers.documents import Reading, Request, read_documents
from scrapers.documents.child import WORKERS
from scrapers.parsers.context import Context
from scrapers.parsers.document import document_kind, parse_document
from scrapers.runs import RunFolder, finished_runs, read_items
from scrapers.texts import readings
from tracker import settings
from tracker.errors import ContractError, InputError
from tracker.items import ActItem, Border, BordersItem, DocumentItem, IssueItem, ReadingItem, RunItem, SittingItem
from tracker.towns import TownConfig
from tracker.vocabulary import DocumentKind, RunOutcome

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
Borders = dict[tuple[str, str], tuple[Border, ...]]
ReadItems = list[ReadingItem | SittingItem | ActItem | IssueItem]
_REAL = (RunOutcome.OK, RunOutcome.EMPTY, RunOutcome.PARTIAL)
_FILE_BODY = "file"


@dataclass(frozen=True)
class _Work:
    """One version to read, with all that the crawls said of it."""

    sha256: str
    context: Context
    hint: str
    name: str


def read_town(town: TownConfig, progress: Progress | None = None, workers: int = WORKERS, again: bool = False) -> RunItem:
    """Read every document of a town met by its crawls; write a run folder and return its ledger line.

    Texts already read are taken from the store (`scrapers.texts`); `again` opens anew those that could not be read.
    """
    archive = Archive()
    with RunFolder(town.slug) as folder:
        works = _works(town, archive)
        wanted = [(work.sha256, Request(archive.path(work.sha256), work.hint, work.name)) for work in works]
        unread = 0
        for number, (work, reading) in enumerate(zip(works, readings(wanted, workers, again), strict=True), start=1):
            for item in _items(work, reading):
                folder.add(item)
            unread += any(problem.severity == "error" for problem in reading.problems)
            if progress:
                progress(number, len(works))
        return _close(folder, len(works), unread)


def read_files(paths: Sequence[Path], progress: Progress | None = None) -> ReadItems:
    """Read files without any store; the same items that `read_town` writes, in the order of the files."""
    for path in paths:
        if not path.is_file():
            raise InputError(f"{path}: no such file; a document to read was expected")
    found: ReadItems = []
    requests = [Request(path, None, path.name) for path in paths]
    for number, (request, reading) in enumerate(read_documents(requests), start=1):
        sha256 = hashlib.sha256(request.path.read_bytes()).hexdigest()
        context = Context(_FILE_BODY, (request.path.name,), url=str(request.path))
        found.extend(_items(_Work(sha256, context, "", request.path.name), reading))
        if progress:
            progress(number, len(paths))
    return found


def drawn_borders(town: str) -> Borders:
    """Return the borders that people drew, by (bytes, body); of several decisions on one document the last line wins."""
    path = settings.reading_decisions_file(town)
    found: Borders = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else (), start=1):
        try:
            item = BordersItem.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            raise ContractError(f"{path}:{number}: {problem['msg']}; decisions are written by the tracker, not by hand") from error
        found[item.sha256, item.body] = item.borders
    return found


def as_json_lines(items: Iterable[ReadingItem | SittingItem | ActItem | IssueItem]) -> Iterator[str]:
    """Yield one line of JSON per item, for a program to read."""
    for item in items:
        yield json.dumps(item.model_dump(mode="json"), ensure_ascii=False)


def _close(folder: RunFolder, documents: int, unread: int) -> RunItem:
    if not documents:
        return folder.close(RunOutcome.EMPTY, "no document to read: crawl first", documents=documents, unread=unread)
    if unread:
        return folder.close(RunOutcome.PARTIAL, f"{unread} of {documents} documents could not be read", documents=documents, unread=unread)
    return folder.close(RunOutcome.OK, documents=documents, unread=unread)


def _works(town: TownConfig, archive: Archive) -> list[_Work]:
    """Return one piece of work per (bytes, body), in the order the crawls met them."""
    found: dict[tuple[str, str], _Work] = {}
    borders = drawn_borders(town.slug)
    for document in _documents(town.slug, archive):
        key = (document.sha256, document.body)
        fields = _fields(town, document.source)
        context = replace(Context.of(document, _siren(town, document.body), fields), borders=borders.get(key))
        if key not in found:
            name = context.names[-1] or document.url
            found[key] = _Work(document.sha256, context, document.media_type if "pdf" in document.media_type else "", name)
        else:
            found[key] = _merged(found[key], context)
    return list(found.values())


def _siren(town: TownConfig, body: str) -> str | None:
    return next((one.siren for one in town.bodies if one.key == body), None)


def _fields(town: TownConfig, source: str) -> dict[str, str]:
    return next((one.fields for one in town.sources if one.key == source), {})


def _merged(work: _Work, other: Context) -> _Work:
    known = work.context
    names = tuple(dict.fromkeys([*known.names, *other.names]))
    kind = other.kind if known.kind is DocumentKind.OTHER else known.kind
    context = replace(
        known, names=names, listed_date=known.listed_date or other.listed_date, kind=kind, raw_kind=known.raw_kind or other.raw_kind,
        fields={**other.fields, **known.fields}, seen=min(filter(None, (known.seen, other.seen)), default=None),
    )  # fmt: skip
    return replace(work, context=context)


def _documents(slug: str, archive: Archive) -> Iterator[DocumentItem]:
    """Yield the documents of every crawl that ended well enough to be ingested; of the fetch record when no run folder is left."""
    runs = finished_runs(slug, "crawl")
    if not runs:
        yield from archive.documents(slug)
        return
    for finished in runs:
        if finished.run.outcome in _REAL:
            yield from (item for item in read_items(finished.folder) if isinstance(item, DocumentItem))


def _items(work: _Work, reading: Reading) -> ReadItems:
    kind = document_kind("\f".join(reading.pages), work.context) if any(reading.pages) else work.context.kind
    item = ReadingItem(
        sha256=work.sha256, text_status=reading.text_status, kind=kind, pages=reading.pages, ocr=reading.ocr,
        extractor=reading.extractor,
    )  # fmt: skip
    issues = [problem.as_issue(work.sha256, work.context.url) for problem in reading.problems]
    return [item, *parse_document(item, work.context), *issues]
