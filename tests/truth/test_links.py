"""The judged links of our own towns: references only, and the folder that `evaluate links` takes."""

import csv
import json
from pathlib import Path

import pytest

from tests.truth import links
from tracker.settings import real_data_dir


def test_a_reference_that_no_longer_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    act = links.JudgedAct("minutes/bourg/pv.txt", 1, "2024-05-05", "Vente du chemin", "Le conseil accepte.")
    monkeypatch.setattr(links, "FOLDER", tmp_path)
    monkeypatch.setattr(links, "judged_acts", lambda _: {"a1": act})
    monkeypatch.setattr(links, "pledge_text", lambda row: row["place"])
    town = tmp_path / "bourg"
    town.mkdir()
    (town / "acts.csv").write_text("id,file,key,nth\na1,minutes/bourg/pv.txt,k,1\na2,minutes/bourg/pv.txt,k,2\n", encoding="utf-8")
    (town / "pledges.csv").write_text("id,file,place,key\np1,x.json,Entretenir les chemins,k\n", encoding="utf-8")
    (town / "judgements.csv").write_text("pledge_id,act_id,grade,second\np1,a1,2,1\np1,a1,7,\np1,a2,0,\n", encoding="utf-8")
    told = "\n".join(links.problems("bourg"))
    assert "act a2" in told
    assert "'grade': '7'" in told
    assert "'grade': '2'" not in told
    out = tmp_path.parent / f"{tmp_path.name}-out"
    assert links.write_judged("bourg", out) == 1
    assert json.loads((out / "pledges.jsonl").read_text(encoding="utf-8")) == {"id": "p1", "text": "Entretenir les chemins"}
    with (out / "judgements.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["grade"] for row in csv.DictReader(stream)] == ["2", "7"]  # a pair that was judged unrelated has no row
    assert (links.agreement().compared, links.agreement().alike) == (1, 0)  # only the pair that the second judge was asked


@pytest.mark.corpus
def test_every_judged_pair_points_at_a_real_pledge_and_a_real_act() -> None:
    if real_data_dir() is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    assert [problem for town in ("audierne", "avranches") for problem in links.problems(town)] == []  # the quick ones; `check` reads all
