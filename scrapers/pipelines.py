"""From what a platform fetched to the archive and the run folder: bytes first, then the fetch record, then the item.

That order is what makes a killed crawl harmless: an item never names bytes that are not kept. A document whose bytes are not what
its address promises is kept and reported, never dropped and never repaired here.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Literal, Self
from urllib.parse import unquote, urlsplit

from scrapy.crawler import Crawler

from scrapers.archive import KEPT_HEADERS, Archive, FetchRecord
from scrapers.documents.sniff import BINARY, EMPTY, HTML, PDF, sniff
from scrapers.outcomes import Tally
from scrapers.runs import RunFolder
from tracker import clock
from tracker.items import DocumentItem, IssueItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import DateOrigin, DocumentKind

DOCUMENT_SUFFIXES = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".tif", ".tiff", ".zip")
_NOT_FOUND = (b"404", b"introuvable", b"not found", b"inexistante")


@dataclass(frozen=True)
class Fetched:
    """One document as a platform met it."""

    url: str  # canonical address, or name inside the folder
    body: bytes
    page_url: str | None = None
    link_text: str = ""
    date_text: str = ""
    listed_date: date | None = None
    listed_date_origin: DateOrigin = DateOrigin.NONE
    kind: DocumentKind | None = None
    raw_kind: str = ""
    status: int | None = None
    final_url: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


def suffix(url: str) -> str:
    """Return the lower-case extension of an address or file name."""
    return PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()


def byte_problem(url: str, body: bytes, media: str) -> tuple[str, str] | None:
    """Return the issue code and sentence when the bytes are not those of the document that the address promises."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or url
    if media == EMPTY:
        return "empty_document", f"{name}: the document is empty; expected its text"
    if media == HTML and suffix(url) in DOCUMENT_SUFFIXES:
        return "html_instead_of_document", f"{name}: expected a document, found a web page"
    if media == HTML and _is_soft_404(body):
        return "html_instead_of_document", f"{name}: the page says that nothing is there, though the server answered 200"
    if suffix(url) == ".pdf" and media != PDF:
        return "not_a_pdf", f"{name}: expected a PDF, found {'unknown bytes' if media == BINARY else media}"
    return None


def _is_soft_404(body: bytes) -> bool:
    head = body[:20_000].lower()
    titles = [part.split(b"</")[0] for mark in (b"<title", b"<h1") for part in head.split(mark)[1:2]]
    return any(word in title for title in titles for word in _NOT_FOUND)


class Collector:
    """What every platform hands its findings to; it alone writes the archive and the run folder."""

    def __init__(self, run: RunFolder, town: TownConfig, source: SourceConfig, archive: Archive | None = None) -> None:
        """Collect into this run."""
        self.run, self.town, self.source = run, town, source
        self.archive = archive or Archive()
        self.tally = Tally()

    def document(self, fetched: Fetched) -> DocumentItem:
        """Keep the bytes, record the fetch, write the item, and report bytes that are not what was promised."""
        media = sniff(fetched.body)
        sha256, is_new = self.archive.put(fetched.body)
        item = self._item(fetched, sha256, media)
        headers = {name: value for name, value in fetched.headers.items() if name in KEPT_HEADERS}
        self.archive.record(
            FetchRecord(
                document=item, run=self.run.id, status=fetched.status, date_text=fetched.date_text, headers=headers,
                final_url=fetched.final_url if fetched.final_url != fetched.url else None,
            )
        )  # fmt: skip
        self.run.add(item)
        self.tally.documents += 1
        self.tally.new += is_new
        problem = byte_problem(fetched.url, fetched.body, media)
        if problem:
            self.issue(*problem, url=fetched.url, sha256=sha256)
        return item

    def _item(self, fetched: Fetched, sha256: str, media: str) -> DocumentItem:
        return DocumentItem(
            town=self.town.slug, source=self.source.key, body=self.source.body, url=fetched.url, page_url=fetched.page_url,
            link_text=fetched.link_text[:500], kind=fetched.kind or self.source.kind or DocumentKind.OTHER, raw_kind=fetched.raw_kind[:100],
            listed_date=fetched.listed_date, listed_date_origin=fetched.listed_date_origin, sha256=sha256, media_type=media,
            size=len(fetched.body), retrieved_at=clock.now(), etag=fetched.headers.get("etag"),
            last_modified=fetched.headers.get("last-modified"),
            publisher=self.source.publisher or self.town.body(self.source.body).name,
        )  # fmt: skip

    def issue(
        self, code: str, message: str, *, severity: Literal["warning", "error"] = "error", url: str | None = None, sha256: str | None = None
    ) -> None:
        """Write an issue; an error is a hole that makes the run partial."""
        self.run.add(IssueItem(code=code, message=message[:1000], severity=severity, url=url, sha256=sha256))
        if severity == "error":
            self.tally.faults.append(code)

    def lost(self, code: str, message: str, url: str) -> None:
        """Write the issue of a document that could not be had at all."""
        self.issue(code, message, url=url)
        self.tally.unfetched.append(code)


class RunPipeline:
    """Scrapy's end of the collector: what the spider yields is kept before the next answer is handled."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the collector from the running spider."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of building a pipeline."""
        return cls(crawler)

    def process_item(self, item: Fetched) -> DocumentItem:
        """Keep one document."""
        collector: Collector = getattr(self.crawler.spider, "collector")  # noqa: B009 (Scrapy's type knows no such attribute)
        return collector.document(item)
