"""Scores of reading minutes, counted by hand."""

from datetime import date
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.scoring.minutes import FileReading, MinuteAct, match_acts, read_truth, score_minutes
from tracker.vocabulary import Outcome

DAY = date(2024, 3, 5)


def test_scores_of_two_files() -> None:
    truth = {
        "a.pdf": [
            MinuteAct("2024-01", "Budget primitif", Outcome.ADOPTED, DAY),
            MinuteAct(None, "Vente du chemin rural", Outcome.ADOPTED),
            MinuteAct(None, "Tarifs de la cantine", None),
        ],
        "empty.pdf": [],
    }
    read = {
        "a.pdf": FileReading(
            (
                MinuteAct("n° 2024 / 01", "Tout autre titre", Outcome.ADOPTED, DAY),
                MinuteAct(None, "VENTE DU CHEMIN RURAL n° 4", Outcome.REJECTED),
                MinuteAct(None, "Questions diverses"),
            ),
            pages=3,
        ),
        "empty.pdf": FileReading((MinuteAct(None, "Un titre en trop"),), pages=1, flagged=True),
        "unjudged.pdf": FileReading((MinuteAct(None, "Hors jeu"),), pages=9),
    }
    assert score_minutes(read, truth) == {
        "precision": 0.5, "recall": 0.6667, "f1": 0.5714, "outcome_accuracy": 0.5, "outcome_recall": {"adopted": 0.5}, "false_rejected": 1,
        "date_accuracy": 1.0, "flagged": 1, "acts": 4, "pages": 4,
    }  # fmt: skip


def test_a_number_in_the_title_matches_and_each_act_matches_once() -> None:
    marked = [MinuteAct("2024-07", "Achat")]
    assert len(match_acts([MinuteAct(None, "Délibération 2024-07 : camion"), MinuteAct(None, "2024-07")], marked)) == 1
    assert match_acts([MinuteAct("2024-08", "Camion du 2024-07")], marked) == []


def test_an_unread_file_lowers_recall_and_nothing_read_has_no_precision() -> None:
    scores = score_minutes({}, {"a.pdf": [MinuteAct("1", "Budget")]})
    assert (scores["recall"], scores["precision"], scores["outcome_accuracy"]) == (0.0, None, None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a.pdf,1,x,voted,", r":2: outcome: expected one of"),
        ("a.pdf,1,x,,05/03/2024", r":2: date: expected YYYY"),
        (",1,x,,", r":2: file:"),
    ],
)
def test_a_malformed_truth_names_its_line(tmp_path: Path, row: str, expected: str) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(f"file,number,title,outcome,date\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=expected):
        read_truth(path)


def test_a_row_without_number_and_title_means_no_act(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("file,number,title,outcome,date\nvide.pdf,,,,\na.pdf,,Budget,adopted,2024-03-05\n", encoding="utf-8")
    assert read_truth(path) == {"vide.pdf": [], "a.pdf": [MinuteAct(None, "Budget", Outcome.ADOPTED, DAY)]}
