"""Scores of votes and stages, counted by hand, and the verbs that print them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from tracker.errors import InputError
from tracker.scoring.stages import JudgedStage, read_stages, score_stages
from tracker.scoring.votes import JudgedVote, read_votes, score_votes
from tracker.vocabulary import ActStage

UNKNOWN = {"outcome": None, "for": None, "against": None, "abstention": None, "not_taking_part": None, "unanimous": None}
MINUTES = """Commune de Valmont-sur-Ourle
PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL DU 5 MARS 2024
Présents : Mme Odile Brasseur, maire, M. Karim Fontenay, Mme Lise Aubry. Secrétaire de séance : M. Karim Fontenay.

2024-01 – Budget primitif de la commune
Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve le budget primitif.

2024-02 – Achat d'un vélo pour la mairie
Le conseil municipal, après en avoir délibéré, par 1 voix pour et 2 voix contre, rejette la proposition.

2024-03 – Rapport annuel sur l'eau
Après en avoir délibéré, le conseil municipal prend acte du rapport.

2024-04 – Tarifs de la cantine
Le conseil municipal, après en avoir délibéré, à l'unanimité, fixe les tarifs.
"""


def vote(**fields: object) -> dict[str, object]:
    return {**UNKNOWN, **fields}


def test_each_field_is_scored_on_its_own() -> None:
    judged = [
        JudgedVote("a", "texte", vote(outcome="adopted", against=2, unanimous=False)),
        JudgedVote("b", "texte", vote(outcome="noted")),
        JudgedVote("c", "texte", vote(outcome="adopted", against=1)),
    ]
    answers = [
        vote(outcome="adopted", against=2, unanimous=False),
        vote(outcome="rejected", against=3, unanimous=True),
        vote(outcome="adopted"),
    ]
    scores = score_votes(answers, judged)
    assert scores["outcome"] == {"accuracy": 0.6667, "when_printed": 0.6667, "invented": 0}
    assert scores["against"] == {"accuracy": 0.3333, "when_printed": 0.5, "invented": 1}
    assert scores["counts_when_printed"] == 0.5
    assert scores["outcome_recall"] == {"adopted": 1.0, "noted": 0.0}
    assert (scores["false_rejected"], scores["false_unanimous"], scores["items"]) == (1, 1, 3)


def test_stages_are_scored_by_the_judges_letters() -> None:
    judged = [JudgedStage("Étude", "E"), JudgedStage("Avenant", "R"), JudgedStage("Achat", "D"), JudgedStage("Tarifs", "W")]
    scores = score_stages([ActStage.STUDY, ActStage.AMENDED, ActStage.CONTRACTED, None], judged)
    assert scores == {"titles": 4, "accuracy": 0.75, "recall": {"D": 1.0, "E": 1.0, "R": 1.0, "W": 0.0}}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"id": "1", "text": " "}, ":1: text: expected the words"),
        ({"id": "1", "text": "x", "outcome": "voted"}, ":1: outcome: expected one of"),
        ({"id": "1", "text": "x", "for": -1}, ":1: for: expected a number"),
        ({"id": "1", "text": "x", "unanimous": 1}, ":1: unanimous: expected true"),
    ],
)
def test_a_malformed_vote_names_its_line(tmp_path: Path, row: dict[str, object], expected: str) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(InputError, match=expected):
        read_votes(path)


def test_undecidable_titles_are_left_out_and_unknown_letters_refused(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text('{"title": "a", "stage": "?"}\n{"title": "Étude", "stage": "E"}\n', encoding="utf-8")
    assert read_stages(path) == [JudgedStage("Étude", "E")]
    path.write_text('{"title": "a", "stage": "Z"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=":1: stage: expected one of"):
        read_stages(path)


def run(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(cli, ["evaluate", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_verbs_print_one_object_of_scores(tmp_path: Path) -> None:
    (tmp_path / "pv.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "arrete.txt").write_text("ARRÊTÉ DU MAIRE n° 12\nLe maire arrête : la rue est fermée.\n", encoding="utf-8")
    rows = ["pv.txt,2024-01,Budget primitif de la commune,adopted,2024-03-05", "pv.txt,2024-02,,rejected,", "pv.txt,2024-03,,noted,"]
    (tmp_path / "truth.csv").write_text(
        "\n".join(["file,number,title,outcome,date", *rows, "pv.txt,2024-04,,adopted,", "arrete.txt,,,,"]), encoding="utf-8"
    )
    assert run("minutes", str(tmp_path)) == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "outcome_accuracy": 1.0, "date_accuracy": 1.0, "false_rejected": 0, "flagged": 0,
        "outcome_recall": {"adopted": 1.0, "noted": 1.0, "rejected": 1.0}, "acts": 4, "pages": 2,
    }  # fmt: skip
    passage = "Après en avoir délibéré, par 12 voix pour et 3 voix contre, le conseil approuve."
    item = vote(id="1", text=passage, outcome="adopted", against=3, unanimous=False) | {"for": 12}
    (tmp_path / "items.jsonl").write_text(json.dumps(item), encoding="utf-8")
    votes = run("votes", str(tmp_path))
    assert (votes["counts_when_printed"], votes["false_unanimous"]) == (1.0, 0)
    (tmp_path / "judged.jsonl").write_text('{"title": "Étude de faisabilité d\'une maison de santé", "stage": "E"}\n', encoding="utf-8")
    assert run("stages", str(tmp_path))["accuracy"] == 1.0
