"""The truth's references: positions in a written document, and every row of the tables against the real ones."""

import json
from pathlib import Path

import pytest

from tests.truth import mark, resolve, tables
from tests.truth.reference import Spot, find_text, pages_of, text_between
from tracker.errors import InputError
from tracker.settings import real_data_dir

TEXT = "Conseil du 5 mai\n1. Vente du\n   chemin rural\nVote : pour 12, contre 1\n\f2. Tarifs de la cantine\nFin\n3. Tarifs de la cantine\n"


@pytest.fixture
def minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "minutes" / "bourg" / "pv.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("CHOSE_PROMISE_REAL_DATA", str(tmp_path))
    monkeypatch.setattr(tables, "HERE", tmp_path)
    return path


def test_a_typed_title_is_found_over_spaces_and_line_ends(minutes: Path) -> None:
    assert len(pages_of(minutes)) == 2
    start, end = find_text(minutes, "Vente du chemin  rural", page=1)[0]
    assert (start, end) == (Spot(1, 2, 3), Spot(1, 3, 15))
    assert text_between(minutes, start, end).split() == ["Vente", "du", "chemin", "rural"]
    assert find_text(minutes, "Vente…contre", page=1)[0][1] == Spot(1, 4, 22)


def test_a_title_that_stands_twice_needs_its_line(minutes: Path) -> None:
    draft = {"file": "bourg/pv.txt", "page": 2, "title": "Tarifs de la cantine", "outcome": "adopted", "date": "2024-05-05"}
    with pytest.raises(InputError, match=r"lines \[1, 3\]"):
        mark.mark(draft)
    row = mark.mark(draft | {"line": 3, "number": "3."})
    assert (tables.title_of(row), tables.number_of(row)) == ("Tarifs de la cantine", "3.")


def test_rows_of_a_file_replace_the_earlier_ones_only(tmp_path: Path) -> None:
    for day, name in (("2024-01-01", "a.pdf"), ("2024-01-02", "b.pdf"), ("2024-02-02", "a.pdf")):
        tables.replace_rows("dates", [{"file": name, "date": day}], tmp_path)
    assert tables.read_table("dates", tmp_path) == [{"file": "a.pdf", "date": "2024-02-02"}, {"file": "b.pdf", "date": "2024-01-02"}]


def test_a_wrong_row_is_said(minutes: Path) -> None:
    row = mark.mark(
        {"file": "bourg/pv.txt", "kind": "vote", "page": 1, "line": 4, "line_to": 4, "outcome": "adopted", "for": 12, "against": 1}
    )
    assert tables.problems("votes", [row]) == []
    assert "otherwise" in tables.problems("votes", [row | {"unanimous": "1"}])[0]
    assert "no such line" in tables.problems("votes", [row | {"line_to": "9"}])[0]
    assert json.dumps(tables.vote_text(row)) == '"Vote : pour 12, contre 1"'


@pytest.mark.corpus
def test_every_reference_holds_in_the_real_documents() -> None:
    if real_data_dir() is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    assert resolve.check() == []
    assert sum(tables.has_position(row) for row in tables.read_table("acts")) >= 300
    assert len(tables.read_table("votes")) >= 150
