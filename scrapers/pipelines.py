"""From what a platform fetched to the archive and the run folder: bytes first, then the fetch record, then the item.

That order is what makes a killed crawl harmless: an item never names bytes that are not kept. A document whose bytes are not what
its address promises is kept and reported, never dropped and never repaired here.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from scrapers.archive import KEPT_HEADERS, Archive, FetchRecord, VisitRecord
from scrapers.disappearances import Missing, doubtful
from scrapers.documents.sniff import BINARY, EMPTY, HTML, PDF, sniff
from scrapers.memory import Memory, Seen
from scrapers.outcomes import Tally
from scrapers.runs import RunFolder
from tracker import clock
from tracker.items import DocumentItem, GoneItem, IssueItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import DateOrigin, DocumentKind

if TYPE_CHECKING:
    from scrapers.discovery.sample import Sampling

NOT_MODIFIED = 304
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
    asked_url: str | None = None  # the spelling that was asked, when it may not be `url`
    listed: bool = True  # false: asked although no listing shows it any more
    reasons: tuple[str, ...] = ()  # why its link was taken for a document, when a judge said so


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
    if media == HTML and is_soft_404(body):
        return "html_instead_of_document", f"{name}: the page says that nothing is there, though the server answered 200"
    if suffix(url) == ".pdf" and media != PDF:
        return "not_a_pdf", f"{name}: expected a PDF, found {'unknown bytes' if media == BINARY else media}"
    return None


def is_soft_404(body: bytes) -> bool:
    """Say whether a page's title or heading says that nothing is there, whatever the server's status."""
    head = body[:20_000].lower()
    titles = [part.split(b"</")[0] for mark in (b"<title", b"<h1") for part in head.split(mark)[1:2]]
    return any(word in title for title in titles for word in _NOT_FOUND)


class Collector:
    """What every platform hands its findings to; it alone writes the archive and the run folder.

    Who closes the run settles the archive first: a finished run names no bytes that a loss of power could still take.
    """

    def __init__(self, run: RunFolder, town: TownConfig, source: SourceConfig, archive: Archive | None = None) -> None:
        """Collect into this run."""
        self.run, self.town, self.source = run, town, source
        self.archive = archive or Archive()
        self.tally = Tally()
        self.memory = Memory()
        self.missing: list[Missing] = []
        self.sampling: Sampling | None = None  # set for a trial crawl, which fetches a few documents of those it meets

    def document(self, fetched: Fetched) -> DocumentItem:
        """Keep the bytes, record the fetch, write the item, and report bytes that are not what was promised."""
        media = sniff(fetched.body)
        sha256, is_new = self.archive.put(fetched.body, settled=False)
        item = self._item(fetched, sha256, media)
        headers = {name: value for name, value in fetched.headers.items() if name in KEPT_HEADERS}
        self.archive.record(
            FetchRecord(
                document=item, run=self.run.id, status=fetched.status, date_text=fetched.date_text, headers=headers,
                final_url=fetched.final_url if fetched.final_url != fetched.url else None, listed=fetched.listed, reasons=fetched.reasons,
                asked_url=fetched.asked_url if fetched.asked_url != fetched.url else None,
            )
        )  # fmt: skip
        self.run.add(item)
        self.tally.documents += 1
        self.tally.new += is_new
        self.tally.unchanged += fetched.status == NOT_MODIFIED
        self.tally.moved += self.memory.place_of(sha256, fetched.url) is not None
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

    def page(self, url: str, body: bytes, headers: dict[str, str], *, method: str = "GET", unchanged: bool = False) -> None:
        """Keep the bytes of a listing or of an interface's answer: proof of what was shown, and what a later 304 stands for."""
        self._visit("page", url, body, headers, method=method, status=NOT_MODIFIED if unchanged else 200)
        self.tally.pages += 1

    def other(self, fetched: Fetched) -> None:
        """Remember an ordinary page behind a link that looked like a document, so that it is not asked at every crawl."""
        self._visit("other", fetched.asked_url or fetched.url, fetched.body, fetched.headers, status=fetched.status)

    def _visit(
        self, kind: Literal["page", "other"], url: str, body: bytes, headers: dict[str, str], *, status: int | None, method: str = "GET"
    ) -> None:
        sha256, _ = self.archive.put(body, settled=False)
        self.archive.visit(
            VisitRecord(
                kind=kind, town=self.town.slug, source=self.source.key, body=self.source.body, url=url, run=self.run.id,
                asked_at=clock.now(), status=status, method=method, sha256=sha256, content_type=headers.get("content-type", "")[:200],
                etag=headers.get("etag"), last_modified=headers.get("last-modified"),
            )
        )  # fmt: skip

    def gone(self, seen: Seen, reason: str) -> None:
        """Note that a known document is no longer at its address; whether it is gone is said at the end, when the others are known."""
        self.missing.append(Missing(seen, reason, clock.now()))

    def say_gone(self) -> None:
        """Say which known documents are gone; of a site that seems closed none is, and the hole is told."""
        doubts = doubtful(self.missing, self.tally.held)
        for one in self.missing:
            if one.seen.url in doubts:
                message = f"{one.seen.url}: missing like most of its site ({one.reason}), which may be closed or moved; not said gone"
                self.lost("site_emptied", message, one.seen.url)
            else:
                self._say_gone(one)
        self.missing.clear()

    def _say_gone(self, missing: Missing) -> None:
        seen, reason = missing.seen, missing.reason
        status = int(reason.removeprefix("http_")) if reason.startswith("http_") else 200
        place = {"town": self.town.slug, "source": self.source.key, "body": self.source.body, "url": seen.url}
        self.archive.visit(VisitRecord(kind="gone", run=self.run.id, asked_at=missing.moment, status=status, reason=reason, **place))
        self.run.add(GoneItem(seen_at=missing.moment, reason=reason, **place))
        self.tally.gone += 1
        if not seen.gone:
            message = f"{seen.url}: no longer there ({reason}); what was kept of it stays"
            self.issue("document_gone", message, severity="warning", url=seen.url, sha256=seen.sha256)

    def skipped(self, seen: Seen) -> None:
        """Count a document that was not asked because it was lately: it is held."""
        self.tally.skipped += seen.is_document and not seen.gone

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
