"""The loopback servers behind the played sites: one port for each origin, one thread that accepts for all of them.

A request that leaves through `scrapers.guard` has lost the name of its host, so the port says which site was meant.
"""

import hashlib
import logging
import selectors
import threading
from collections.abc import Iterable
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from scrapers.guard import ALLOW, REWRITE
from tests.sites.certificate import own_certificate
from tests.sites.model import Answer, Asked, Paper, Site

log = logging.getLogger(__name__)
CHANGED = 1_780_000_000  # every page was last changed at the same second, so that golden files never move
# Asked by anybody who looks at a site for the first time: a site that has none of them answers 404, and that is no surprise.
PROBES = (
    "/robots.txt", "/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/wp-json", "/wp-json/", "/feed", "/feed/", "/rss", "/rss.xml",
    "/atom.xml", "/favicon.ico", "/.well-known/security.txt",
)  # fmt: skip


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    timeout = 0

    def __init__(self, internet: "Internet", origin: str, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.internet, self.origin, self.site = internet, origin, site
        self.door = f"127.0.0.1:{self.server_address[1]}"
        self.scheme = "https" if site.tls else "http"
        if site.tls:  # the handshake is made by the thread of the visit, not by the one that accepts
            self.socket = own_certificate().wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        if site.dead:
            self.socket.close()

    def handle_error(self, request: object, client_address: object) -> None:
        log.debug("a visitor left before the end", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65_536
    timeout = 30

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.server.origin, self.command, self.path, headers, self.rfile.read(min(length, 1_000_000)))
        self._send(asked, self.server.internet.answer(self.server.site, asked))

    do_POST = do_HEAD = do_GET  # noqa: N815 (the names that the standard library asks for)

    def _send(self, asked: Asked, answer: Answer) -> None:
        headers = {"Content-Type": answer.media, "Content-Length": str(len(answer.body))}
        if answer.validators and answer.status == 200:
            tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
            headers |= {"ETag": tag, "Last-Modified": formatdate(CHANGED, usegmt=True)}
            if asked.method != "POST" and asked.headers.get("if-none-match") == tag:
                answer = Answer(status=304)
                headers = {"ETag": tag, "Content-Length": "0"}
        self.server.internet.note(asked, answer.status)
        self.send_response(answer.status)
        for name, value in {**headers, **answer.headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if answer.wire is not None:
            self.close_connection = True
            answer.wire(self, self.server.internet.stopped)
        elif asked.method != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)


class Internet:
    """The sites that are played at once, what they were asked, and what is really on them."""

    def __init__(self, sites: Iterable[Site]) -> None:
        """Open a port for each origin."""
        self.sites = tuple(sites)
        self.asked: list[tuple[Asked, int]] = []
        self.unknown: list[str] = []
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._servers = [_Server(self, origin, site) for site in self.sites for origin in (site.origin, *site.also)]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> "Internet":
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close every port."""
        self.stopped.set()
        self._thread.join()
        for server in self._servers:
            server.socket.close()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as chooser:
            for server in (one for one in self._servers if not one.site.dead):
                chooser.register(server, selectors.EVENT_READ)
            while not self.stopped.is_set():
                for key, _ in chooser.select(0.05):
                    cast(_Server, key.fileobj).handle_request()

    def environment(self) -> dict[str, str]:
        """Return the two variables that open these doors and no other."""
        rewrites = (f"{server.origin}={server.scheme}://{server.door}" for server in self._servers)
        return {ALLOW: " ".join(server.door for server in self._servers), REWRITE: " ".join(rewrites)}

    def site(self, key: str) -> Site:
        """Return a site by its name, host or one of its origins."""
        for site in self.sites:
            if key in (site.name, site.host, site.origin, *site.also):
                return site
        raise KeyError(f"{key}: not one of the sites that are played: {', '.join(site.name for site in self.sites)}")

    def truth(self, key: str) -> tuple[Paper, ...]:
        """Return the records that are really on a site."""
        return self.site(key).truth()

    def answer(self, site: Site, asked: Asked) -> Answer:
        """Answer for a site; an address that nobody wrote down is remembered for `assert_all_known`."""
        found = site.answer(asked)
        if found is None and asked.target.split("?")[0] not in PROBES:
            with self._lock:
                self.unknown.append(f"{asked.method} {asked.origin}{asked.target}")
        return found or Answer(b"<html><title>404</title><h1>Page introuvable</h1></html>", status=404)

    def note(self, asked: Asked, status: int) -> None:
        """Remember a request and the status of its answer."""
        with self._lock:
            self.asked.append((asked, status))

    def visits(self, key: str) -> list[tuple[Asked, int]]:
        """Return what one site was asked, on all its origins."""
        site = self.site(key)
        return [(asked, status) for asked, status in self.asked if asked.origin in (site.origin, *site.also)]

    def assert_all_known(self) -> None:
        """Fail when anything was asked that no site knows."""
        assert not self.unknown, f"{len(self.unknown)} address(es) that no site knows:\n" + "\n".join(sorted(set(self.unknown))[:30])
