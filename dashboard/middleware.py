"""What every answer carries: security headers, and the language of the page, which Streamlit writes as English."""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", POLICY.encode()),
)
_CACHING = (b"etag", b"last-modified", b"accept-ranges")
_STATIC = ("/static/", "/_stcore/")
_ENGLISH, _FRENCH = b'<html lang="en">', b'<html lang="fr">'


class SecurityHeaders:
    """Add the security headers that the answer does not already set."""

    def __init__(self, app: Asgi) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; only http answers are touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                message["headers"] = headers + [pair for pair in _HEADERS if pair[0] not in present]
            await send(message)

        await self.app(scope, receive, add)


class FrenchPage:
    """Say "fr" in the page's own tag (same length, so the length header stays true), unless English was asked for."""

    def __init__(self, app: Asgi) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; only uncompressed html answers are touched."""
        if scope["type"] != "http" or b"lang=en" in scope.get("query_string", b""):
            await self.app(scope, receive, send)
            return
        await self.app(_uncompressed(scope), receive, _Rewriter(send))


def _uncompressed(scope: Scope) -> Scope:
    """Ask for plain bytes where the page itself may come: inside, Streamlit compresses what a browser allows."""
    if scope["path"].startswith(_STATIC):
        return scope
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
    return {**scope, "headers": headers}


class _Rewriter:
    """A `send` that rewrites the html of one answer."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.html = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start(message)
        elif self.html and message["type"] == "http.response.body":
            message["body"] = message.get("body", b"").replace(_ENGLISH, _FRENCH)
        elif self.html and message["type"] == "http.response.pathsend":
            body = Path(message["path"]).read_bytes().replace(_ENGLISH, _FRENCH)
            message = {"type": "http.response.body", "body": body, "more_body": False}
        await self.send(message)

    def start(self, message: Message) -> None:
        headers = {name.lower(): value for name, value in message.get("headers", [])}
        self.html = headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers
        if self.html:
            message["headers"] = [pair for pair in message["headers"] if pair[0].lower() not in _CACHING]
