"""The commands of programmes: the term of a mapping that serves many towns, and reading a programme of a shipped town."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from cli import cli
from tests.factories import sample_town
from tracker.programmes import load_programme_file
from tracker.settings import data_dir

MAPPING = {
    "format": "json", "levels": [""], "lists": {"a": {"key": "ensemble", "name": "Ensemble"}}, "organization": {"path": "list"},
    "quote": {"path": "words"}, "title": "Programme, {list}", "source_url": "https://measures.invalid/", "publisher": "Essai",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    town = json.loads(sample_town().model_dump_json(exclude_defaults=True))
    town["organizations"][0] |= {"election": 2026}
    (data_dir() / "towns").mkdir(parents=True)
    (data_dir() / "towns" / "val-essai.yml").write_text(yaml.safe_dump(town, allow_unicode=True), encoding="utf-8")
    (tmp_path / "set.json").write_text(json.dumps([{"list": "a", "words": "Ouvrir une maison du vélo."}]), encoding="utf-8")
    return tmp_path


def imported(place: Path, *more: str, **changes: Any) -> Any:
    path = place / "many.yml"
    path.write_text(yaml.safe_dump({**MAPPING, "year": 2026, **changes}, allow_unicode=True), encoding="utf-8")
    asked = ["programme", "import", str(place / "set.json"), "--mapping", str(path), "--town", "val-essai"]
    return CliRunner().invoke(cli, [*asked, *more])


def test_the_term_of_a_mapping_of_many_towns_is_that_of_its_election(place: Path) -> None:
    done = imported(place)
    assert done.exit_code == 0, done.exception
    assert load_programme_file(Path(done.stdout.strip())).term == "t2026"


def test_a_term_may_be_said(place: Path) -> None:
    assert load_programme_file(Path(imported(place, "--term", "autre").stdout.strip())).term == "autre"


def test_a_year_without_a_term_is_told_with_the_terms_known(place: Path) -> None:
    refused = imported(place, year=2020)
    assert "0 terms of its file begin in 2020: expected --term, one of t2026" in str(refused.exception)


def test_a_mapping_without_a_year_asks_for_it(place: Path) -> None:
    assert "expected --year" in str(imported(place, year=None).exception)
    assert load_programme_file(Path(imported(place, "--year", "2026", year=None).stdout.strip())).year == 2026


def test_a_programme_of_the_shipped_town_of_rennes_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    path = tmp_path / "tract.txt"
    path.write_text("NOS PROPOSITIONS\n\n- Ouvrir une maison du vélo d'ici 2024\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["programme", "read", str(path), "--town", "rennes", "--list", "appere", "--no-url"])
    assert done.exit_code == 0, done.exception
    assert (tmp_path / "store/worksheets/rennes/appere-2020/proposals.jsonl").exists()
