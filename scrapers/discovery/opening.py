"""Opens a document to see its first page, when its name does not say what it is: in a limited process, never in the spider's.

Only the first page is opened and nothing is recognised from images: a scan says nothing here, and its name decides.
"""

import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from scrapers.documents.limits import limit_processor_time, limit_this_process
from scrapers.documents.sniff import HTML, PDF, sniff

CHARACTERS = 8_000
_SECONDS = 20
_PROCESSOR_SECONDS = 10


class FirstPages:
    """Reads first pages one after the other beside the crawl, which goes on meanwhile."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool = ThreadPoolExecutor(max_workers=1)

    def ask(self, path: Path) -> Future[str]:
        """Return the promise of a document's first page, empty when it cannot be read."""
        return self._pool.submit(first_page, path)

    def close(self) -> None:
        """Stop reading."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def first_page(path: Path) -> str:
    """Return the text of a document's first page, or nothing: a broken, locked or endless file is no reason to stop a crawl."""
    command = [sys.executable, "-I", "-m", "scrapers.discovery.opening", str(path.resolve())]
    try:
        said = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return said.stdout.decode("utf-8", errors="replace") if said.returncode == 0 else ""


def _read(path: Path) -> str:
    data = path.read_bytes()
    media = sniff(data)
    if media == PDF:
        return _pdf_page(path)
    if media == HTML:
        from scrapers.documents.text import read_html

        return "\n".join(read_html(data, path.name).pages)
    from scrapers.documents.extract import reader_of

    reader = None if media.startswith("image") else reader_of(media)
    return "\n".join(reader(data, path.name).pages) if reader else ""


def _pdf_page(path: Path) -> str:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(path) as document:
            return str(document[0].get_textpage().get_text_bounded()) if len(document) else ""
    except PdfiumError:
        return ""


def main() -> None:
    """Be the limited process: read one file and say its first page."""
    limit_this_process()
    limit_processor_time(_PROCESSOR_SECONDS)
    sys.stdout.buffer.write(_read(Path(sys.argv[1]))[:CHARACTERS].encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
