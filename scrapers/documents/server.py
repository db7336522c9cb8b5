"""The warm parent: reads requests on standard input and has each document read by a limited child that it forks.

A fork of a process that has already imported pypdfium2 costs a few milliseconds; a fresh interpreter costs sixty.
A child that a hostile file kills (memory, time, abort) gives an answer that says so; the server and its neighbours go on.
Protocol: one JSON request per line `{"path", "hint", "name", "wall_seconds"}`, one JSON `Reading` per line in answer.
"""

import json
import os
import sys

from pypdfium2 import PdfDocument

from scrapers.documents.extract import EXTRACTOR, READERS, reader_of
from scrapers.documents.limits import WALL_SECONDS
from scrapers.documents.shapes import failed
from scrapers.documents.sniff import BINARY
from scrapers.documents.worker import Ended, Worker

_SAMPLE = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1"
    b"/BaseFont/Helvetica>>>>>>>>\nendobj\n4 0 obj\n<</Length 26>>\nstream\nBT /F 9 Tf (warm) Tj ET  \nendstream\nendobj\n"
    b"trailer\n<</Root 1 0 R>>\n"
)


def answer(request: dict[str, str], wall_seconds: float, client: int) -> bytes:
    """Return the reading made by a limited child of its own as one line of JSON, or why the child did not give one.

    `client` is the descriptor on which the client speaks: its end is the end of the child.
    """
    worker = Worker(client)
    try:
        said = worker.ask(request, wall_seconds, _ready_for_scans)
    except Ended as why:
        code = "reader_interrupted" if why.transient else "reader_killed"
        return failed(BINARY, EXTRACTOR, code, f"{request['name']}: {why}; the document is left unread").to_json().encode()
    finally:
        worker.end()
    if worker.other_format:
        _import_readers()
    return said


def _import_readers() -> None:
    """Import what other formats need, once a town has shown that it has some: the next children inherit it."""
    for media in READERS:
        reader_of(media)


def _ready_for_scans() -> None:
    """Ask Tesseract what it can do while it works for a child: the next children know it without starting the command."""
    _import_readers()
    from scrapers.documents.ocr import engine

    engine()


def _warm() -> None:
    """Read a page of our own, so that every child inherits PDFium's list of the fonts of this computer."""
    with PdfDocument(_SAMPLE) as sample:
        sample[0].get_textpage().get_text_bounded()


def main() -> None:
    """Serve requests until standard input closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may mix with the answers
    _warm()
    with os.fdopen(os.dup(0), "rb", buffering=0) as requests:
        for line in requests:
            request = json.loads(line)
            wall = float(request.pop("wall_seconds", WALL_SECONDS))
            answers.write(answer(request, wall, sys.stdin.fileno()) + b"\n")
            answers.flush()


if __name__ == "__main__":
    main()
