"""A static site on this computer alone, for the demonstration and the tests: a folder served on a free port of 127.0.0.1.

A file `_redirects` in the folder may hold lines `FROM TO STATUS` (a known static-host convention): 301 or 302 sends on, 200 serves the
file TO under the address FROM (a soft 404, for instance), any other status answers it. `404.html` is shown when nothing is found.
Names that begin with `_` or `.` are not served.
"""

import logging
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tracker.errors import InputError

log = logging.getLogger(__name__)
RULES = "_redirects"
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def read_rules(folder: Path) -> dict[str, tuple[str, int]]:
    """Return the lines of `_redirects`: address -> (target, status)."""
    path = folder / RULES
    rules = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
        words = line.split()
        if words and not line.startswith("#"):
            if len(words) != 3 or not words[2].isdigit():
                raise InputError(f"{path}:{number}: expected FROM TO STATUS, found {line!r}")
            rules[words[0]] = (words[1], int(words[2]))
    return rules


class SiteServer(ThreadingHTTPServer):
    """A server that knows its folder and counts what it was asked."""

    daemon_threads = True
    request_queue_size = 128  # the default of 5 makes a burst of connections wait a second

    def __init__(self, folder: Path) -> None:
        """Bind a free port of the loopback address."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder.resolve()
        self.rules = read_rules(folder)
        self.asked: list[tuple[str, int]] = []  # path, status

    @property
    def base_url(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    disable_nagle_algorithm = True  # headers and body leave at once: 40 ms less for each answer
    wbufsize = 65_536

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        target, status = self.server.rules.get(path, (path, 200))
        if status in (301, 302, 303, 307, 308):
            self._answer(status, b"", {"Location": target})
            return
        file = self._find(target)
        if status == HTTPStatus.OK and file is not None:
            self._send_file(file)
            return
        error_page = file if status != HTTPStatus.OK else self._find("/404.html")
        body = error_page.read_bytes() if error_page else b""
        self._answer(status if status != HTTPStatus.OK else 404, body, {"Content-Type": "text/html; charset=utf-8"})

    do_HEAD = do_GET  # noqa: N815 (the name that the standard library asks for)

    def _find(self, path: str) -> Path | None:
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(("_", ".")) for part in parts):
            return None
        file = self.server.folder.joinpath(*parts)
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() and file.resolve().is_relative_to(self.server.folder) else None

    def _send_file(self, file: Path) -> None:
        changed = int(file.stat().st_mtime)
        headers = {"Last-Modified": formatdate(changed, usegmt=True), "Content-Type": _content_type(file)}
        if self._unchanged_since(changed):
            self._answer(304, b"", headers)
        else:
            self._answer(200, file.read_bytes(), headers)

    def _unchanged_since(self, changed: int) -> bool:
        try:
            return parsedate_to_datetime(self.headers["If-Modified-Since"]).timestamp() >= changed
        except (TypeError, ValueError):
            return False

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.server.asked.append((self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)


def _content_type(file: Path) -> str:
    found = _OFFICE.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


@contextmanager
def serve_site(folder: Path) -> Iterator[SiteServer]:
    """Serve a folder while the block runs and yield the server itself, which knows what it was asked."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder to serve")
    server = SiteServer(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs and yield its base address, without a slash at the end."""
    with serve_site(folder) as server:
        yield server.base_url
