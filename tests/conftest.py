"""Shared fixtures: a store of its own for each test that asks for one, and no network but loopback."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from tests.databases import make_database
from tests.demo import Demo, copy_demo
from tests.factories import temporary_store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Read the real documents without counting lines: coverage is about the project's own tests, and tracing doubles those minutes."""
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    """Refuse any connection but to this machine."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty, migrated store and an empty data folder beside it (`../data`)."""
    with temporary_store(tmp_path) as (folder, variables):
        for name in ("CHOSE_PROMISE_DATABASE_URL", "CHOSE_PROMISE_NOW"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        make_database()
        yield folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give the demonstration's store, made once by the real command; a test that writes copies it first."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # the base of a worker is inside that of the session
    return copy_demo(shared / "shared-demo", tmp_path_factory.mktemp("demo") / "store")
