"""The caller's side of the warm server: `read_document` for one file, `read_documents` for many with up to two workers."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

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
    """One file to read; `name` is what messages call it, `hint` the media type announced."""

    path: Path
    hint: str | None = None
    name: str | None = None


class DocumentReader:
    """One warm server process and the pipe to it; used by one thread at a time, restarted when it dies."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        """Start nothing yet: the server starts with the first document."""
        self._server: subprocess.Popen[bytes] | None = None
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
        line = self._ask({"path": str(request.path.resolve()), "hint": request.hint or "", "name": name})
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
        """Stop the server, if it runs."""
        server, self._server = self._server, None
        if server is None:
            return
        for pipe in (server.stdin, server.stdout):
            if pipe:
                pipe.close()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

    def _ask(self, request: dict[str, str]) -> bytes:
        server = self._running()
        if server.stdin is None or server.stdout is None:
            return b""
        try:
            server.stdin.write(json.dumps({**request, "wall_seconds": self._wall_seconds}).encode() + b"\n")
            server.stdin.flush()
            return server.stdout.readline()
        except (BrokenPipeError, ValueError):
            return b""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._server is None or self._server.poll() is not None:
            command = [sys.executable, "-I", "-m", "scrapers.documents.server"]
            self._server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "GLIBC_TUNABLES": _MEMORY}
            )  # fmt: skip
        return self._server


def read_document(path: Path, media_hint: str | None = None, name: str | None = None) -> Reading:
    """Return the pages of one file, read in a limited child process."""
    with DocumentReader() as reader:
        return reader.read(Request(path, media_hint, name))


def read_documents(requests: Iterable[Request], workers: int = WORKERS) -> Iterator[tuple[Request, Reading]]:
    """Yield each request with its reading, in order; each of the worker threads owns a server of its own."""
    local = threading.local()
    opened: list[DocumentReader] = []

    def start() -> None:
        local.reader = DocumentReader()
        opened.append(local.reader)

    def work(request: Request) -> Reading:
        reader: DocumentReader = local.reader
        return reader.read(request)

    with ThreadPoolExecutor(max_workers=max(1, workers), initializer=start) as pool:
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
            for reader in opened:
                reader.close()
