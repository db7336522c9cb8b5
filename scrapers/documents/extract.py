"""Bytes to pages, by the type that the bytes show. It runs inside the limited child (see `child`), never in the caller."""

from pathlib import Path

from scrapers.documents import sniff
from scrapers.documents.limits import MAX_FILE_BYTES
from scrapers.documents.pdf import read_pdf
from scrapers.documents.shapes import Problem, Reader, Reading, failed
from scrapers.documents.text import read_html, read_text
from tracker.vocabulary import TextStatus

EXTRACTOR = "documents@1"
READERS: dict[str, Reader] = {sniff.PDF: read_pdf, sniff.HTML: read_html, sniff.TEXT: read_text}


def extract(path: Path, media_hint: str | None, name: str) -> Reading:
    """Return the pages of a file, or a reading that says in a sentence why there are none."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        return failed("application/octet-stream", EXTRACTOR, "too_big", f"{name}: {size} bytes; at most {MAX_FILE_BYTES} are read")
    data = path.read_bytes()
    media = sniff.sniff(data)
    reader = READERS.get(media)
    if reader is None:
        return _unread(media, name)
    if media == sniff.HTML and _promised_pdf(media_hint, name):
        return _not_a_pdf(data, name)
    return reader(data, name)


def _promised_pdf(media_hint: str | None, name: str) -> bool:
    return "pdf" in (media_hint or "").lower() or name.lower().split("?")[0].endswith(".pdf")


def _not_a_pdf(data: bytes, name: str) -> Reading:
    shown = read_html(data, name).pages
    start = " ".join(shown[0].split())[:80] if shown else ""
    message = f"{name}: announced as a PDF, but its bytes are an HTML page (« {start} »); a PDF was expected"
    return failed(sniff.HTML, EXTRACTOR, "not_a_pdf", message)


def _unread(media: str, name: str) -> Reading:
    if media == sniff.EMPTY:
        return failed(media, EXTRACTOR, "empty_file", f"{name}: the file is empty; a document was expected")
    if media.startswith(sniff.IMAGE):
        return failed(media, EXTRACTOR, "needs_ocr", f"{name}: an image ({media}): it needs optical character recognition", TextStatus.NONE)
    message = f"{name}: format {media} is not read yet; a PDF, an HTML page or plain text was expected"
    problem = Problem("format_not_read_yet", message)
    return Reading(media, TextStatus.NONE, EXTRACTOR, problems=(problem,))
