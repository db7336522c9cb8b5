"""Bytes to pages, by the type that the bytes show. It runs inside the limited child (see `server`), never in the caller.

A reader's libraries are imported when a document of its format comes: most documents are PDFs, and a process that holds only what they
need is forked at half the cost.
"""

from importlib import import_module
from pathlib import Path
from typing import cast

from scrapers.documents import sniff
from scrapers.documents.limits import MAX_FILE_BYTES
from scrapers.documents.pdf import read_pdf
from scrapers.documents.shapes import Reader, Reading, failed
from tracker.vocabulary import TextStatus

EXTRACTOR = "documents@2"
_HEAD = 1024  # bytes: where a PDF says that it is one
_HERE = "scrapers.documents"
READERS: dict[str, tuple[str, str]] = {
    sniff.HTML: ("text", "read_html"),
    sniff.TEXT: ("text", "read_text"),
    sniff.DOCX: ("docx", "read_docx"),
    sniff.ODT: ("odt", "read_odt"),
    sniff.RTF: ("rtf", "read_rtf"),
    sniff.DOC: ("doc", "read_doc"),
    sniff.PNG: ("image", "read_image"),
    sniff.JPEG: ("image", "read_image"),
    sniff.TIFF: ("image", "read_image"),
}  # fmt: skip


def extract(path: Path, media_hint: str | None, name: str) -> Reading:
    """Return the pages of a file, or a reading that says in a sentence why there are none."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        return failed(sniff.BINARY, EXTRACTOR, "too_big", f"{name}: {size} bytes; at most {MAX_FILE_BYTES} are read")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if sniff.sniff(head) == sniff.PDF:
        return read_pdf(path, name)
    data = path.read_bytes()
    media = sniff.sniff(data)
    if media == sniff.HTML and promised_pdf(media_hint, name):
        return _not_a_pdf(data, name)
    reader = reader_of(media)
    return reader(data, name) if reader else _unread(media, name)


def reader_of(media: str) -> Reader | None:
    """Return the reader of a format, its libraries imported; None for a format that is not read."""
    if media not in READERS:
        return None
    module, function = READERS[media]
    return cast(Reader, getattr(import_module(f"{_HERE}.{module}"), function))


def promised_pdf(media_hint: str | None, name: str) -> bool:
    """Say whether a file was announced as a PDF, by the server or by its name."""
    return "pdf" in (media_hint or "").lower() or name.lower().split("?")[0].endswith(".pdf")


def _not_a_pdf(data: bytes, name: str) -> Reading:
    reader = reader_of(sniff.HTML)
    shown = reader(data, name).pages if reader else ()
    start = " ".join(shown[0].split())[:80] if shown else ""
    message = f"{name}: announced as a PDF, but its bytes are an HTML page (« {start} »); a PDF was expected"
    return failed(sniff.HTML, EXTRACTOR, "not_a_pdf", message)


def _unread(media: str, name: str) -> Reading:
    if media == sniff.EMPTY:
        return failed(media, EXTRACTOR, "empty_file", f"{name}: the file is empty; a document was expected")
    if media == sniff.LOCKED:
        message = f"{name}: an office document that asks for a password; ask for one without, or for a PDF"
        return failed(media, EXTRACTOR, "office_locked", message)
    message = f"{name}: format {media} is not read; a PDF, a word processor's file, an image, an HTML page or plain text was expected"
    return failed(media, EXTRACTOR, "format_not_read_yet", message, TextStatus.NONE)
