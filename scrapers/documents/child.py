"""The caller's side of the warm server: `read_document` for one file, `read_documents` for many with up to two workers."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from scrapers.documents.limits import WALL_SECONDS
from scrapers.documents.shapes import Reading, display_name, failed
from scrapers.documents.sniff import BINARY

WORKERS = 2
AHEAD = 8  # documents in flight per worker: bounds the memory of a long batch
# A document's memory comes in a few large pages instead of hundreds of small ones, each of which a forked child would ask for by a fault.
_MEMORY = "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=8388608:glibc.malloc.mmap_threshold=67108864:glibc.malloc.trim_threshold=268435456"
_EXTRACTOR = "documents"  # what a document that no reader saw is signed with


@dataclass(frozen=True)
class Request:
    """One file to read; `name` is what messages call it, `hint` the media type announced, `purpose` what it is read for."""

    path: Path
    hint: str | None = None
    name: str | None = None
    purpose: str = ""  # "programme": its lines with their layout are wanted too


class _Server:
    """One warm process, and the sockets to its lanes."""

    def __init__(self, lanes: int = 1) -> None:
        """Start it; it begins to read once its libraries are loaded."""
        pairs = [socket.socketpair() for _ in range(lanes)]
        theirs = [end.fileno() for _, end in pairs]
        command = [sys.executable, "-I", "-m", "scrapers.documents.server", *map(str, theirs)]
        environment = {**os.environ, "GLIBC_TUNABLES": _MEMORY}
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=theirs, env=environment)
        self.lanes = [cast(BinaryIO, ours.makefile("rwb")) for ours, _ in pairs]
        for ends in pairs:
            for end in ends:
                end.close()  # of ours, the file stays open

    def close(self) -> None:
        """Close every lane, which ends the process."""
        for lane in self.lanes:
            _close(lane)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _close(lane: BinaryIO) -> None:
    with contextlib.suppress(OSError):  # what was not sent to a lane that died is of no use
        lane.close()


class DocumentReader:
    """One lane of a warm server; used by one thread at a time. A server of its own comes with the first document, or after a death."""

    def __init__(self, wall_seconds: float = WALL_SECONDS, lane: Callable[[], BinaryIO] | None = None) -> None:
        """Start nothing yet; `lane` gives the first document a lane of a server that somebody else closes."""
        self._server: _Server | None = None
        self._lane: BinaryIO | None = None
        self._given = lane
        self._wall_seconds = wall_seconds

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the server."""
        self.close()

    def read(self, request: Request) -> Reading:
        """Return the pages of one file; a server that died is an issue of this file and is replaced for the next."""
        name = display_name(request.path, request.name)
        if not request.path.is_file():
            return failed(BINARY, _EXTRACTOR, "missing_file", f"{name}: no such file; a document was expected")
        line = self._ask({"path": str(request.path.resolve()), "hint": request.hint or "", "name": name, "purpose": request.purpose})
        if not line:
            self.close()
            return failed(BINARY, _EXTRACTOR, "reader_interrupted", f"{name}: the reading process ended without an answer")
        try:
            return Reading.from_json(line)
        except ValueError:
            return failed(
                BINARY, _EXTRACTOR, "reader_killed", f"{name}: the reader gave an answer that is no reading; the document is left unread"
            )

    def close(self) -> None:
        """Leave the lane, and stop the server if it is our own."""
        lane, self._lane = self._lane, None
        server, self._server = self._server, None
        if lane:
            _close(lane)
        if server:
            server.close()

    def _ask(self, request: dict[str, str]) -> bytes:
        lane = self._running()
        try:
            lane.write(json.dumps({**request, "wall_seconds": self._wall_seconds}).encode() + b"\n")
            lane.flush()
            return lane.readline()
        except (ConnectionError, ValueError):
            return b""

    def _running(self) -> BinaryIO:
        if self._server and self._server.process.poll() is not None:
            self.close()
        if self._lane is None and self._given:
            given, self._given = self._given, None
            self._lane = given()
        elif self._lane is None:
            self._server = _Server()
            self._lane = self._server.lanes[0]
        return self._lane


def read_document(path: Path, media_hint: str | None = None, name: str | None = None) -> Reading:
    """Return the pages of one file, read in a limited child process."""
    with DocumentReader() as reader:
        return reader.read(Request(path, media_hint, name))


def read_documents(requests: Iterable[Request], workers: int = WORKERS) -> Iterator[tuple[Request, Reading]]:
    """Yield each request with its reading, in order; each of the worker threads has a lane of one server."""
    workers = max(1, workers)
    local = threading.local()
    lanes = _Lanes(workers)

    def start() -> None:
        local.reader = lanes.reader()

    def work(request: Request) -> Reading:
        reader: DocumentReader = local.reader
        return reader.read(request)

    with ThreadPoolExecutor(max_workers=workers, initializer=start) as pool:
        try:
            waiting: list[tuple[Request, Future[Reading]]] = []
            for request in requests:
                waiting.append((request, pool.submit(work, request)))
                if len(waiting) >= AHEAD * workers:
                    ready, future = waiting.pop(0)
                    yield ready, future.result()
            for ready, future in waiting:
                yield ready, future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            lanes.close()


class _Lanes:
    """The readers of one batch, one for each thread; their server starts with the first document."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._server: _Server | None = None
        self._free: list[BinaryIO] = []
        self._readers: list[DocumentReader] = []
        self._one_at_a_time = threading.Lock()

    def reader(self) -> DocumentReader:
        reader = DocumentReader(lane=self._lane)
        self._readers.append(reader)
        return reader

    def _lane(self) -> BinaryIO:
        with self._one_at_a_time:
            if self._server is None:
                self._server = _Server(self._workers)
                self._free = list(self._server.lanes)
            return self._free.pop()

    def close(self) -> None:
        for reader in self._readers:
            reader.close()
        if self._server:
            self._server.close()
