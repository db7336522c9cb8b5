"""A real Chromium and a real server on a copy of the demonstration's store."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import flows
from dashboard.launch import command
from tests.browser.acting import settle
from tests.demo import Demo

_ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


expect.set_options(timeout=20_000)  # two browsers and their servers share two cores: five seconds are not always enough


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium when there is one, else Playwright's own."""
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    return {**browser_type_launch_args, "args": list(_ARGS), **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read as a French reader does; the tall window is because Streamlit scrolls inside the page."""
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": {"width": 1280, "height": 2200}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.2)
    raise AssertionError(f"no answer from {url}: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def served_store(demo_store: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the demonstration's store, which the tests may change."""
    store = tmp_path_factory.mktemp("served") / "store"
    shutil.copytree(demo_store.path, store)
    return store


@pytest.fixture(scope="session")
def app_url(served_store: Path) -> Iterator[str]:
    """Serve the copied store from another folder, as `chose-promise dashboard` does."""
    folder = served_store.parent
    port, log = _free_port(), folder / "server.log"
    with log.open("wb") as output:
        env = {**os.environ, **flows.demo_environment(served_store)}
        server = subprocess.Popen(command(port), cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/sante", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def signed_in(browser: Browser, browser_context_args: dict[str, Any], app_url: str, demo_store: Demo) -> Iterator[Callable[..., Page]]:
    """Give a way to open a page as one of the demonstration's people, on a screen of this width."""
    contexts: list[BrowserContext] = []

    def enter(login: str, width: int = 1280) -> Page:
        context = browser.new_context(**{**browser_context_args, "viewport": {"width": width, "height": 2200}})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{app_url}/connexion?next=/a-verifier")
        page.fill("#login", login)
        page.fill("#password", demo_store.logins[login])
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/a-verifier**")
        settle(page)
        return page

    yield enter
    for context in contexts:
        context.close()
