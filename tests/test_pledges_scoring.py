"""Scores of judged sentences, and the verb that prints them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from tests.truth.programmes import LABELS, key_of, labelled, of_markdown
from tracker.errors import InputError
from tracker.scoring.pledges import JudgedSentence, PledgeAnswer, f1_of, read_sentences, score_sentences


def judged(label: str, source: str = "a", theme: str = "") -> JudgedSentence:
    """Return a judged sentence."""
    return JudgedSentence(source, "Créer un parc.", label, theme)


def test_precision_recall_and_f1_in_all_and_by_source() -> None:
    rows = [judged("concrete_pledge"), judged("vague_pledge"), judged("not_a_pledge"), judged("vague_pledge", "b")]
    answers = [PledgeAnswer(True, True), PledgeAnswer(False), PledgeAnswer(True), PledgeAnswer(True, True)]
    found = score_sentences(answers, rows)
    assert (found["precision"], found["recall"], found["f1"]) == (0.6667, 0.6667, 0.6667)
    assert found["sources"]["b"]["f1"] == 1.0  # type: ignore[index]
    assert found["concreteness"]["pledges"] == 2  # type: ignore[index]
    assert found["concreteness"]["accuracy"] == 0.5  # type: ignore[index]


def test_themes_by_any_of_their_names_and_only_where_judged() -> None:
    rows = [judged("vague_pledge", theme="Santé"), judged("vague_pledge", theme="sport"), judged("vague_pledge")]
    themes = (frozenset(("sport",)), frozenset(("health", "Santé")))
    found = score_sentences([PledgeAnswer(True, themes=themes)] * 3, rows)
    assert found["themes"] == {"pledges": 2, "top1": 0.5, "top2": 1.0}
    assert "themes" not in score_sentences([PledgeAnswer(True)], [judged("vague_pledge")])


def test_nothing_found_is_no_division() -> None:
    assert f1_of(0, 0, 0) == {"precision": None, "recall": None, "f1": None}
    assert f1_of(0, 0, 3)["f1"] == 0.0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"source": "a", "text": "b", "label": "promise"}', "label"),
        ('{"source": "a", "text": "", "label": "vague_pledge"}', "text"),
        ('{"text": "b", "label": "vague_pledge"}', "source"),
        ("[]", "JSON object"),
        ("", "found none"),
    ],
)
def test_a_wrong_judged_set_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_sentences(path)


def test_the_verb_prints_one_object(tmp_path: Path) -> None:
    rows = [
        {"source": "a", "text": "Créer une maison du vélo dans le bourg.", "label": "concrete_pledge"},
        {"source": "a", "text": "Depuis dix ans, la gare a fermé.", "label": "not_a_pledge"},
    ]
    (tmp_path / "judged.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = CliRunner().invoke(cli, ["evaluate", "pledges", str(tmp_path)])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["precision"], found["recall"], found["f1"]) == (1.0, 1.0, 1.0)


def test_the_references_hold_no_text_and_enough_labels() -> None:
    rows = labelled()
    assert len(rows) >= 400
    assert {row["label"] for row in rows} == set(LABELS)
    assert all(len(row["key"]) == 16 for row in rows)
    assert sum(row["label"] != "not_a_pledge" for row in rows if row["file"].startswith("poitiers")) >= 60
    assert sum(bool(row["second"]) for row in rows) == 100
    assert len({row["file"].split("/")[0] for row in rows}) >= 5


def test_reference_sentences_are_cut_from_marked_text() -> None:
    text = (
        "---\ntitle: x\n---\n\n### Nos idées pour le bourg\n\n![i](x.jpg) Nous ouvrirons une **crèche**. "
        "La salle [est trop petite](http://x.invalid) !\n\n- Créer un marché du soir\n"
    )
    assert of_markdown(text) == [
        "Nos idées pour le bourg",
        "Nous ouvrirons une crèche.",
        "La salle est trop petite !",
        "Créer un marché du soir",
    ]
    assert key_of("Créer un marché") == key_of("creer  un MARCHÉ !")
