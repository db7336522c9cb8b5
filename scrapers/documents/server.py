"""The warm parent: reads requests on standard input and has each document read by a limited child that it forks.

A fork of a process that has already imported pypdfium2 costs a few milliseconds; a fresh interpreter costs sixty.
A child that a hostile file kills (memory, time, abort) gives an answer that says so; the server and its neighbours go on.
It serves as many lanes as it is given sockets, each in a process of its own that has one child at a time: what a lane waits for
(a slow document, a client that pauses) is no matter of the others. Lanes are forked too, so that the libraries are loaded once.
Protocol of a lane: one JSON request per line `{"path", "hint", "name", "wall_seconds"}`, one JSON `Reading` per line in answer.
"""

import json
import os
import sys
from collections.abc import Sequence

from pypdfium2 import PdfDocument

from scrapers.documents.extract import EXTRACTOR, READERS, reader_of
from scrapers.documents.limits import WALL_SECONDS
from scrapers.documents.shapes import failed
from scrapers.documents.sniff import BINARY
from scrapers.documents.worker import Ended, Worker, write_all

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
    worker = Worker(request, client)
    try:
        said = worker.reading(wall_seconds, _ready_for_scans)
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


def _serve(lane: int) -> None:
    """Serve requests until the client closes its end."""
    with os.fdopen(lane, "rb") as requests:
        for line in requests:
            request = json.loads(line)
            wall = float(request.pop("wall_seconds", WALL_SECONDS))
            write_all(lane, answer(request, wall, lane) + b"\n")


def _fork_lane(lane: int, others: Sequence[int]) -> int:
    """Return the process that serves a lane and holds no end of the others."""
    pid = os.fork()
    if pid == 0:
        try:
            for other in others:
                os.close(other)
            _serve(lane)
        finally:
            os._exit(0)
    return pid


def main(lanes: Sequence[int]) -> None:
    """Serve these sockets until their clients close them: the first here, each of the others by a fork of this process."""
    os.dup2(2, 1)  # nothing that a library prints may mix with what the caller prints
    _warm()
    forked = [_fork_lane(lane, [other for other in lanes if other != lane]) for lane in lanes[1:]]
    for lane in lanes[1:]:
        os.close(lane)
    try:
        _serve(lanes[0])
    finally:
        for pid in forked:
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main([int(lane) for lane in sys.argv[1:]])
