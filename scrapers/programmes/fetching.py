"""A programme's address to documents in the archive, by the spider of the platform `programme`.

The crawl runs in a store of its own, since a programme that is being looked at is no source of the town; what it fetched is then kept for
ever in the archive, by content, as everything that was read.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scrapers.archive import Archive
from scrapers.crawl import crawl_source
from scrapers.programmes.reading import Source
from scrapers.runs import FinishedRun, finished_runs, read_issues, read_items
from tracker.errors import SiteBlockedError, SiteFailedError
from tracker.items import DocumentItem, RunItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import DocumentKind, Platform, RunOutcome

KEY = "programme-read"


@dataclass(frozen=True)
class Fetched:
    """The documents of an address, in the order of reading, and what the crawl had to say."""

    sources: tuple[Source, ...]
    issues: tuple[str, ...]


def fetch(url: str, town: TownConfig, max_pages: int = 50, prefix: str = "") -> Fetched:
    """Return the pages of a programme that stands at an address, kept in the archive; a site that gives none is an error."""
    query = {"prefix": prefix} if prefix else {}
    fields = {"key": KEY, "body": town.bodies[0].key, "platform": Platform.PROGRAMME, "url": url, "max_pages": max_pages, "query": query}
    source = SourceConfig.model_validate({**fields, "kind": DocumentKind.PROGRAMME})
    asked = town.model_copy(update={"sources": (source,)})
    archive = Archive()
    with _own_store():
        run = crawl_source(asked, source)
        folder = _folder(asked, run)
        documents = [item for item in read_items(folder.folder) if isinstance(item, DocumentItem)]
        said = [issue.message for issue in read_issues(folder.folder)]
        found = [_kept(item, archive) for item in documents]
    if not found:
        raise _refusal(url, run, said)
    return Fetched(tuple(found), tuple(dict.fromkeys(said)))


def _folder(town: TownConfig, run: RunItem) -> FinishedRun:
    return next(one for one in finished_runs(town.slug, "crawl") if one.run.id == run.id)


def _kept(item: DocumentItem, archive: Archive) -> Source:
    sha256, _ = archive.put(Archive().get(item.sha256))
    return Source(archive.path(sha256), sha256, item.url, item.url, item.media_type if "pdf" in item.media_type else "")


def _refusal(url: str, run: RunItem, said: list[str]) -> SiteBlockedError | SiteFailedError:
    why = said[0] if said else run.message or "it gave no page"
    message = f"{url}: the programme could not be fetched: {why}"
    return SiteBlockedError(message) if run.outcome is RunOutcome.BLOCKED else SiteFailedError(message)


@contextmanager
def _own_store() -> Iterator[None]:
    """Use a store of its own for a while; the crawl's process inherits it."""
    name, before = "CHOSE_PROMISE_STORE", os.environ.get("CHOSE_PROMISE_STORE")
    with tempfile.TemporaryDirectory(prefix="chose-promise-") as place:
        os.environ[name] = place
        try:
            yield
        finally:
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before
