"""A real Chromium and a real server on a copy of the demonstration's store."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flows
from dashboard.launch import command
from tests.demo import Demo

_ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


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
def app_url(demo_store: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the demonstration from another folder, as `chose-promise dashboard` does."""
    folder = tmp_path_factory.mktemp("served")
    store = folder / "store"
    shutil.copytree(demo_store.path, store)
    port, log = _free_port(), folder / "server.log"
    with log.open("wb") as output:
        env = {**os.environ, **flows.demo_environment(store)}
        server = subprocess.Popen(command(port), cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/sante", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)
