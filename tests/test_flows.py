"""The chains: the demonstration end to end, rebuilding byte for byte, and kill -9 at any step."""

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import flows
from tests.demo import Demo
from tests.test_cli import MINUTES, command, small_town
from tests.test_cli import place as place
from tracker.errors import InputError

NOW = "2026-01-15T12:00:00+00:00"
Content = dict[str, list[tuple[object, ...]]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_demo_shows_every_status_with_its_proof(demo_store: Demo) -> None:
    rows = rows_of(demo_store.path / "exports" / "chose-promise.csv")
    assert {row["status_code"] for row in rows} == {"1", "2", "3", "4", "5", "6", "7"}
    for row in rows:
        assert row["pledge_quote"] and row["source_url"] and row["published_at"]
        if row["status_code"] in "23456" and row["evidence_n_supports"] != "0":
            assert row["evidence_quote"] and row["evidence_page"] and row["evidence_url"]
    assert sum(row["reply"] == "1" for row in rows) >= 1


def test_the_demo_keeps_its_unreadable_documents_and_says_why(demo_store: Demo) -> None:
    with sqlite3.connect(demo_store.path / "chose-promise.db") as database:
        codes = {code for (code,) in database.execute("SELECT code FROM issue")}
        texts = {status for (status,) in database.execute("SELECT DISTINCT text_status FROM documentversion")}
    assert {"empty_file", "pdf_broken", "no_segmentation"} <= codes
    assert {"native", "failed"} <= texts and texts & {"ocr", "none"}  # the scan: recognised where Tesseract is


def test_the_demo_is_a_town_of_the_promised_size(demo_store: Demo) -> None:
    with sqlite3.connect(demo_store.path / "chose-promise.db") as database:
        count = {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("sitting", "act", "pledge", "suggestion")
        }
        outcomes = {outcome for (outcome,) in database.execute("SELECT DISTINCT outcome FROM act")}
    assert count["sitting"] >= 24 and count["act"] >= 300 and count["pledge"] >= 60 and count["suggestion"] > 1000
    assert {"adopted", "rejected", "noted", "withdrawn"} <= outcomes


def test_rebuild_gives_the_same_csv_byte_for_byte(demo_store: Demo, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(demo_store.path, store)
    with flows.environment(**flows.demo_environment(store)):
        before = tmp_path / "before.csv"
        flows.export_csv(before, all_pledges=True)
        assert flows.rebuild() == [flows.demo_town().slug]
        flows.export_csv(tmp_path / "after.csv", all_pledges=True)
    assert before.read_bytes() == (tmp_path / "after.csv").read_bytes()
    assert len(before.read_bytes()) > 10_000


def test_a_rebuild_that_cannot_begin_changes_nothing_and_one_that_does_keeps_everything_beside(demo_store: Demo, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(demo_store.path, store)
    settings = flows.demo_environment(store)
    (tmp_path / "empty").mkdir()
    before = content(store)
    with flows.environment(**{**settings, "CHOSE_PROMISE_DATA": str(tmp_path)}), pytest.raises(InputError, match="no town"):
        flows.rebuild()
    assert content(store) == before
    with flows.environment(**settings):
        with pytest.raises(InputError, match="expected a dump"):
            flows.rebuild(tmp_path / "empty")
        assert content(store) == before
        (tmp_path / "empty" / "user.jsonl").touch()
        flows.rebuild(tmp_path / "empty")  # an old dump, without any decision
    beside = next(store.glob("*.before-rebuild-*"))
    with sqlite3.connect(beside) as database:
        assert database.execute("SELECT count(*) FROM verdict").fetchone()[0] > 30


def content(store: Path) -> Content:
    """Return every row of the tables, run and issue columns apart (clocks are pinned by the caller)."""
    found = {}
    with sqlite3.connect(store / "chose-promise.db") as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'") if n not in ("run", "issue")]
        for name in names:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})") if row[1] != "run_id"]
            found[name] = sorted(map(tuple, database.execute(f"SELECT {','.join(map(repr_column, columns))} FROM {name}")), key=repr)
    return found


def repr_column(name: str) -> str:
    return f'"{name}"'


def documents(place: Path) -> None:
    for day in range(13, 25):
        text = MINUTES.replace("12 MARS", f"{day} MARS").replace("D2024-0", f"D2024-{day}")
        (place / "documents" / f"pv-2024-03-{day}.txt").write_text(text.replace("le douze mars", f"le {day} mars"), encoding="utf-8")


def crawling(store: Path) -> bool:
    return any(store.glob("runs/essai/dossier/*/items.jsonl"))


def reading_began(store: Path) -> bool:
    return any(store.glob("runs/essai/read/*/items.jsonl"))


def ingesting(store: Path) -> bool:
    return any(store.glob("runs/essai/read/*/run.json"))


def linking(store: Path) -> bool:
    try:
        with sqlite3.connect(f"file:{store / 'chose-promise.db'}?mode=ro", uri=True) as database:
            return bool(database.execute("SELECT count(*) FROM act").fetchone()[0])
    except sqlite3.Error:
        return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Give what one run that nothing disturbs leaves."""
    place = small_town(tmp_path_factory.mktemp("undisturbed"))
    documents(place)
    with flows.environment(CHOSE_PROMISE_NOW=NOW):
        assert command(place, "run", "essai", "--folder", str(place / "documents")).returncode == 0
    return content(place / "store")


@pytest.mark.parametrize("reached", [crawling, reading_began, ingesting, linking], ids=lambda f: f.__name__)
def test_kill_9_then_the_same_command_gives_the_undisturbed_store(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    reached: Callable[[Path], bool],
    undisturbed: Content,
) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", NOW)
    documents(place)
    words = ("run", "essai", "--folder", str(place / "documents"))
    env = {**os.environ, "CHOSE_PROMISE_STORE": str(place / "store"), "CHOSE_PROMISE_DATA": str(place / "data")}
    child = subprocess.Popen([sys.executable, "-m", "cli", *words], env=env, start_new_session=True, stderr=subprocess.DEVNULL)
    while child.poll() is None and not reached(place / "store"):
        time.sleep(0.005)
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert command(place, *words).returncode == 0
    assert content(place / "store") == undisturbed
