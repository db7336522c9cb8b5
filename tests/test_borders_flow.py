"""Borders drawn by hand through the real commands: `read`, `ingest` and `rebuild` keep them, and a lost line is told."""

import sqlite3
from pathlib import Path

import pytest

from tests.test_cli import MINUTES, command
from tests.test_cli import place as place
from tracker import accounts, borders
from tracker.items import Border
from tracker.settings import reading_decisions_file
from tracker.vocabulary import Role

LINES = ("D2024-001 - Objet : Création d'une maison du vélo place du Marché", "Le rapport est présenté.")


def rows(place: Path, query: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(place / "store" / "chose-promise.db") as database:
        return database.execute(query).fetchall()


def acts(place: Path) -> list[tuple[str, ...]]:
    return rows(place, "SELECT id, title, regime, outcome FROM act ORDER BY span_start")


def succeed(place: Path, *words: str) -> None:
    done = command(place, *words)
    assert done.returncode in (0, 4), done.stdout + done.stderr


def read_again(place: Path) -> list[tuple[str, ...]]:
    succeed(place, "read", "essai")
    succeed(place, "ingest", "essai")  # acts that a person has cut away are no collapse of the reading
    return acts(place)


@pytest.fixture
def drawn(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a small town whose minutes a person has cut in two, otherwise than the machine does."""
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(place / "store"))
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(place / "data"))
    succeed(place, "run", "essai", "--folder", str(place / "documents"))
    assert len(acts(place)) == 3
    accounts.create_user("vera", "Vera", Role.VOLUNTEER)
    ((sha256,),) = rows(place, "SELECT DISTINCT sha256 FROM documentversion")
    titles = ("Maison du vélo", "Rapport sur l'eau")
    borders.draw_borders(
        "vera",
        "essai",
        sha256,
        "conseil",
        [Border(page=1, first_line=line, title=title) for line, title in zip(LINES, titles, strict=True)],
    )
    return place


def test_borders_survive_reading_and_rebuilding(drawn: Path) -> None:
    cut = read_again(drawn)
    assert [(title, regime, outcome) for _, title, regime, outcome in cut] == [
        ("Maison du vélo", "hand", "adopted"), ("Rapport sur l'eau", "hand", "noted"),
    ]  # fmt: skip
    assert read_again(drawn) == cut
    before = reading_decisions_file("essai").read_bytes()
    reading_decisions_file("essai").unlink()  # the table alone must be enough
    succeed(drawn, "rebuild")
    assert acts(drawn) == cut
    assert reading_decisions_file("essai").read_bytes() == before
    assert command(drawn, "check").returncode == 0


def test_no_act_stays_no_act_and_withdrawn_borders_give_the_document_back(drawn: Path) -> None:
    ((sha256,),) = rows(drawn, "SELECT DISTINCT sha256 FROM documentversion")
    borders.draw_borders("vera", "essai", sha256, "conseil", [])
    assert read_again(drawn) == []
    borders.withdraw_borders("vera", "essai", sha256, "conseil")
    assert [regime for _, _, regime, _ in read_again(drawn)] != ["hand"] * 3 and len(acts(drawn)) == 3


def test_a_line_that_is_gone_from_a_new_version_does_not_move_to_another(drawn: Path) -> None:
    """A new version of the file is another content: the borders stay with the one that they were drawn on."""
    path = drawn / "documents" / "pv-2024-03-12.txt"
    path.write_text(MINUTES.replace("Le rapport est présenté.", "Ce rapport a été remis."), encoding="utf-8")
    succeed(drawn, "run", "essai", "--folder", str(drawn / "documents"))
    regimes = rows(drawn, "SELECT DISTINCT regime FROM sittingdocument ORDER BY regime")
    assert ("hand",) in regimes and len(regimes) == 2
