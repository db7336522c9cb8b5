"""Borders drawn by hand: who may draw, what must stand on the page, and a decisions file that only says what the table says."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.databases import make_database
from tests.judging import SHA, fill
from tracker import borders, checks, dumps, rights
from tracker.errors import InputError, RightsError
from tracker.items import Border, BordersItem
from tracker.models import BorderDecision, DocumentPage
from tracker.settings import reading_decisions_file
from tracker.store import reading, writing

HALL = Border(page=2, first_line="Délibération n° 1 Halle couverte", title="Halle couverte", number="1")
OPENING = Border(page=1, first_line="Ouverture", title="Ouverture de la séance")


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def draw(*drawn: Border, user: str = "vera", **changes: Any) -> BorderDecision:
    return borders.draw_borders(**({"user_id": user, "town": "ville", "sha256": SHA, "body": "conseil", "borders": drawn} | changes))


def decided() -> list[BordersItem]:
    path = reading_decisions_file("ville")
    return [BordersItem.model_validate_json(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_a_decision_is_kept_and_written_for_the_reader() -> None:
    draw(HALL, OPENING)
    (item,) = decided()
    assert (item.sha256, item.body, item.decided_by) == (SHA, "conseil", "Vera")
    assert item.borders == (OPENING, HALL)  # in the order of the text, whatever the order of the clicks
    assert "vera" not in reading_decisions_file("ville").read_text("utf-8")


def test_the_newest_decision_counts_and_the_earlier_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-11-15T12:00:00+00:00")  # a clock that stands still: versions decide, not times
    draw(HALL, OPENING)
    draw(HALL, user="vito")
    draw()
    assert [(item.borders, item.decided_by) for item in decided()] == [((), "Vera")]  # "there is no act here"
    with reading() as session:
        assert [row.version for row in session.exec(select(BorderDecision).order_by(BorderDecision.version))] == [1, 2, 3]


def test_withdrawn_borders_leave_the_document_to_the_machine() -> None:
    draw(HALL)
    borders.withdraw_borders("vito", "ville", SHA, "conseil")
    assert decided() == [] and not reading_decisions_file("ville").exists()
    with pytest.raises(InputError, match="No border"):
        borders.withdraw_borders("vito", "ville", SHA, "conseil")
    draw(HALL)
    assert len(decided()) == 1


@pytest.mark.parametrize(
    ("border", "expected"),
    [
        (HALL.model_copy(update={"page": 1}), "does not stand"),
        (HALL.model_copy(update={"page": 9}), "does not stand"),
        (HALL.model_copy(update={"first_line": "Halle couverte"}), "does not stand"),  # not the beginning of the line
        (HALL.model_copy(update={"first_line": "Délibération n° 2"}), "does not stand"),
        (HALL.model_copy(update={"title": " x "}), "a title has"),
        (HALL.model_copy(update={"number": "1" * 61}), "a title has"),
    ],
)
def test_a_line_that_is_not_there_is_refused(border: Border, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        draw(OPENING, border)
    assert decided() == []


def test_white_space_does_not_matter_and_one_line_is_one_border() -> None:
    spaced = HALL.model_copy(update={"first_line": " Délibération  n° 1\tHalle couverte "})
    draw(spaced)
    assert decided()[0].borders == (HALL,)
    with pytest.raises(InputError, match="chosen twice"):
        draw(HALL, spaced)


def test_a_line_repeated_on_its_page_is_refused_unless_each_is_a_border() -> None:
    with writing() as session:
        page = session.get_one(DocumentPage, (SHA, 3))
        page.text = "Subvention\nau club\nSUBVENTION\nà l'école"
    one = Border(page=3, first_line="Subvention", title="Subvention au club")
    other = Border(page=3, first_line="SUBVENTION", title="Subvention à l'école")
    with pytest.raises(InputError, match="several times"):
        draw(other)
    draw(other, one)
    assert [border.title for border in decided()[0].borders] == ["Subvention au club", "Subvention à l'école"]


def test_a_very_long_line_is_kept_by_its_beginning() -> None:
    long = "Objet : " + "travaux de voirie " * 60
    with writing() as session:
        session.get_one(DocumentPage, (SHA, 3)).text = long
    line = borders.page_lines(long)[0]
    draw(Border(page=3, first_line=line.quote, title="Travaux"))
    kept = decided()[0].borders[0].first_line
    assert len(kept) <= borders.LINE_LIMIT and long.startswith(kept)


def test_only_people_without_an_interest_in_the_town_draw() -> None:
    for user in ("nobody", "gone"):
        with pytest.raises(RightsError):
            draw(HALL, user=user)
    rights.declare_interests("vito", ["ville/liste-b"])
    with pytest.raises(RightsError, match="keep away"):
        draw(HALL, user="vito")
    rights.declare_interests("rita", [])
    draw(HALL, user="rita")


def test_only_a_document_of_the_body_can_be_cut() -> None:
    for change in ({"sha256": "b" * 64}, {"body": "metropole"}, {"town": "vil"}):
        with pytest.raises(InputError, match="No document"):
            draw(HALL, **change)


def test_a_dump_gives_the_same_table_and_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(HALL)
    draw(HALL, OPENING, user="vito")
    before = reading_decisions_file("ville").read_bytes()
    assert dumps.dump(tmp_path / "dump")["borderdecision"] == 2
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "other"))
    make_database()  # no document, no town yet: the decisions come before the reading
    assert dumps.load_before_reading(tmp_path / "dump")["borderdecision"] == 2
    assert reading_decisions_file("ville").read_bytes() == before
    assert dumps.load(tmp_path / "dump")["borderdecision"] == 0
    shutil.rmtree(reading_decisions_file("ville").parent)
    borders.write_decisions("ville")
    assert reading_decisions_file("ville").read_bytes() == before


def test_a_load_takes_away_the_file_of_a_town_without_decisions(tmp_path: Path) -> None:
    dumps.dump(tmp_path / "dump")
    stray = reading_decisions_file("autre")
    stray.parent.mkdir(parents=True)
    stray.write_text(json.dumps({"left": "over"}), encoding="utf-8")
    dumps.load(tmp_path / "dump")
    assert not stray.exists()


def test_check_tells_a_decisions_file_that_differs_from_the_table() -> None:
    draw(HALL)
    assert not [problem for problem in checks.check() if "borders" in problem]
    reading_decisions_file("ville").unlink()
    assert [problem for problem in checks.check() if "does not hold the borders that people drew in ville" in problem]
