"""A tiny ASGI caller: enough to ask one question of our routes and middleware, without a server or another package."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def cookies(self) -> dict[str, str]:
        pairs = [value.split(";")[0].partition("=") for key, value in self.headers if key == "set-cookie"]
        return {name: value for name, _, value in pairs}


def ask(
    app: Any, path: str, *, form: dict[str, str] | None = None, cookies: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """Call the application once; a form makes it a POST. In a thread of its own: a browser test leaves a loop running in this one."""
    body = urlencode(form).encode() if form is not None else b""
    asked = _ask(app, path, "POST" if form is not None else "GET", body, cookies or {}, headers or {})
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


async def _ask(app: Any, path: str, method: str, body: bytes, cookies: dict[str, str], headers: dict[str, str]) -> Answer:
    answer = Answer()
    plain, _, query = path.partition("?")
    sent = {"host": "127.0.0.1", "cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), **headers}
    scope = {
        "type": "http", "method": method, "path": plain, "raw_path": plain.encode(), "query_string": query.encode(), "scheme": "http",
        "headers": [(k.encode(), v.encode()) for k, v in sent.items()], "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80),
        "root_path": "", "http_version": "1.1",
    }  # fmt: skip

    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # a client that stays until the answer is whole
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(k.decode().lower(), v.decode()) for k, v in message["headers"]]
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    await app(scope, receive, send)
    return answer
