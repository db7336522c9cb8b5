"""Scores of linking: the definitions, on a set small enough to count by hand, and every refusal."""

import json
import os
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.linking.model import Model
from tracker.scoring.links import evaluate_links, score_ranking

KEYS = {
    "pledges", "with_evidence", "p_at_1", "mrr", "recall_at_10", "recall_at_100", "hit_at_10", "sure_false", "sure_recall", "ms_per_pledge",
}  # fmt: skip


def _write(folder: Path, judgements: str = "p1,a2,2\np1,a1,1\n") -> Path:
    acts = [
        {"id": "a1", "date": "2024-01-01", "title": "Kiosque kiosque", "body": ""},
        {"id": "a2", "date": "2024-02-01", "title": "Le kiosque du jardin", "body": "Travaux."},
        {"id": "a3", "date": "", "title": "Budget primitif", "body": "Sans rapport."},
    ]
    (folder / "acts.jsonl").write_text("".join(json.dumps(a) + "\n" for a in acts), encoding="utf-8")
    (folder / "pledges.jsonl").write_text('{"id": "p1", "text": "Un kiosque"}\n\n{"id": "p2", "text": "Une patinoire"}\n', encoding="utf-8")
    (folder / "judgements.csv").write_text("pledge_id,act_id,grade\n" + judgements, encoding="utf-8")
    return folder


def test_partly_related_acts_leave_the_ranking_unless_strict(tmp_path: Path) -> None:
    scores = evaluate_links(_write(tmp_path))
    assert set(scores) == KEYS
    assert (scores["pledges"], scores["with_evidence"], scores["p_at_1"], scores["sure_false"]) == (2, 1, 1.0, 0)
    strict = evaluate_links(tmp_path, strict=True)
    assert (strict["p_at_1"], strict["mrr"], strict["recall_at_10"]) == (0.0, 0.5, 1.0)


def test_sure_links_are_counted_on_pledges_with_and_without_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model(sureness={"start": -1.0}, thresholds={"sure_title_share": 0.5})
    monkeypatch.setattr("tracker.linking.ranking.shipped_model", lambda: model)
    assert (evaluate_links(_write(tmp_path))["sure_false"], evaluate_links(tmp_path)["sure_recall"]) == (0, 1.0)
    mistaken = evaluate_links(_write(tmp_path, "p1,a1,1\n"))
    assert (mistaken["sure_false"], mistaken["sure_recall"]) == (1, None)
    monkeypatch.setattr("tracker.linking.ranking.shipped_model", Model)
    assert (evaluate_links(tmp_path)["sure_false"], evaluate_links(tmp_path)["sure_recall"]) == (None, None)


def test_confirmed_acts_leave_ranking_and_count(tmp_path: Path) -> None:
    judgements = "".join(f"p1,b{n},2\n" for n in range(4))
    _write(tmp_path, "")
    acts = "".join(json.dumps({"id": f"b{n}", "date": f"2024-01-0{4 - n}", "title": f"Kiosque {n}", "body": ""}) + "\n" for n in range(4))
    (tmp_path / "acts.jsonl").write_text(acts, encoding="utf-8")
    (tmp_path / "judgements.csv").write_text("pledge_id,act_id,grade\n" + judgements, encoding="utf-8")
    assert evaluate_links(tmp_path, confirm=1)["with_evidence"] == 1
    assert evaluate_links(tmp_path, confirm=1)["recall_at_10"] == 1.0
    assert evaluate_links(tmp_path, confirm=2)["with_evidence"] == 0
    assert evaluate_links(tmp_path, confirm=2)["p_at_1"] is None


def test_recall_divides_by_what_ten_places_can_hold() -> None:
    score = score_ranking([*range(5), *range(100, 120)], set(range(20)))
    assert (score.recall_at_10, score.recall_at_100, score.mrr) == (0.5, 0.25, 1.0)
    missed = score_ranking([7], {3})
    assert (missed.mrr, missed.hit_at_10) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("acts.jsonl", '{"id": "a1", "title": "x"}\n{nope\n', r"acts\.jsonl:2: not valid JSON"),
        ("acts.jsonl", '{"id": "a1", "title": "x"}\n{"id": "a1", "title": "y"}\n', r"acts\.jsonl:2: id: expected each id once"),
        ("acts.jsonl", "[1]\n", r"acts\.jsonl:1: expected a JSON object"),
        ("pledges.jsonl", '{"id": "p1"}\n', r"pledges\.jsonl:1: text: expected non-empty text"),
        ("judgements.csv", "pledge_id,act_id\np1,a1\n", r"judgements\.csv:1: expected the columns"),
        ("judgements.csv", "pledge_id,act_id,grade\np1,a1,3\n", r"judgements\.csv:2: grade: expected 2 or 1"),
        ("judgements.csv", "pledge_id,act_id,grade\np1,zz,2\n", r"judgements\.csv:2: act_id: expected an id of the set"),
        ("judgements.csv", "pledge_id,act_id,grade\np1,a1\n", r"judgements\.csv:2: expected 3 cells"),
        ("judgements.csv", "pledge_id,act_id,grade\np1,a1,2\np1,a1,1\n", r"judgements\.csv:3: expected each pair once"),
        ("judgements.csv", b"\xff\xfe", r"judgements\.csv: expected UTF-8"),
        ("judgements.csv", f"pledge_id,act_id,grade\np1,{'a' * 200_000},2\n", r"judgements\.csv:\d+: not valid CSV"),
        ("acts.jsonl", "[" * 100_000, r"acts\.jsonl:1: not valid JSON"),
        ("pledges.jsonl", "\n", r"pledges\.jsonl: expected at least one pledge"),
    ],
)
def test_a_malformed_set_names_file_and_line(tmp_path: Path, name: str, text: str | bytes, expected: str) -> None:
    _write(tmp_path)
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=expected):
        evaluate_links(tmp_path)


@pytest.mark.parametrize("name", ["acts.jsonl", "pledges.jsonl", "judgements.csv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (_write(tmp_path) / name).unlink()
    with pytest.raises(InputError, match=name):
        evaluate_links(tmp_path)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (_write(tmp_path) / "acts.jsonl").unlink()
    (tmp_path / "acts.jsonl").mkdir()
    with pytest.raises(InputError, match=r"acts\.jsonl: cannot be read: Is a directory"):
        evaluate_links(tmp_path)


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    with (_write(tmp_path) / "acts.jsonl").open("a", encoding="utf-8") as acts:
        acts.write('{"id": "a4", "title": "Voirie\u2028rue\u0085haute"}\n')
    assert evaluate_links(tmp_path)["p_at_1"] == 1.0


def test_a_missing_folder_and_a_negative_confirm_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a folder"):
        evaluate_links(tmp_path / "nowhere")
    with pytest.raises(InputError, match="--confirm"):
        evaluate_links(_write(tmp_path), confirm=-1)


@pytest.mark.corpus
@pytest.mark.parametrize("town", ["putanges", "montpellier"])
def test_first_bar_on_the_judged_towns(town: str) -> None:
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not data:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set: the judged sets are off")
    scores = evaluate_links(Path(data) / "gold" / f"links-{town}")
    assert scores["recall_at_10"] >= 0.64 and scores["p_at_1"] >= 0.70 and scores["sure_false"] == 0, scores
