"""The CSV: its columns, its order, its bytes, and no cell that a spreadsheet would run."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import FIRST, cited, fill
from tracker.errors import InputError
from tracker.evidence import tag_theme
from tracker.exports.cells import neutralise, restore
from tracker.exports.csv import CPP_CLASS, export_csv
from tracker.verdicts import ask_review, declare_interests, draft, publish, sign, withdraw
from tracker.vocabulary import Status

HEADER = [
    "pledge_id",
    "town",
    "insee",
    "list",
    "term",
    "theme",
    "pledge_quote",
    "source_url",
    "page",
    "parent_id",
    "competent_bodies",
    "status_code",
    "status_fr",
    "flags",
    "proof_level",
    "as_of",
    "published_at",
    "verdict_version",
    "methodology_version",
    "rationale",
    "evidence_n_supports",
    "evidence_n_contradicts",
    "evidence_url",
    "evidence_page",
    "evidence_quote",
    "evidence_date",
    "retrieved_at",
    "publisher",
    "coverage",
    "reply",
    "next_review",
    "cpp_class",
    "licence",
]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-11-01T12:00:00+00:00")
    fill()
    declare_interests("remi", [])


def published(pledge: str, code: int, **fields: object) -> str:
    verdict = draft("rita", pledge, code, "Ouverte\nle 12/03/2024.", as_of=date(2026, 10, 31), **fields)  # type: ignore[arg-type]
    ask_review("rita", verdict.id)
    sign("remi", verdict.id)
    return publish("remi", verdict.id).id


def rows(path: Path, delimiter: str = ";") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_one_row_per_published_verdict_with_its_first_evidence(tmp_path: Path) -> None:
    second = cited("ple-halle", "voted", "contradicts", "act-2")
    published("ple-halle", 4, proof_level="A", flags=["late", "contested"], judgement_ids=[cited("ple-halle"), second])
    path = tmp_path / "out" / "verdicts.csv"
    assert export_csv(path) == 1
    (row,) = rows(path)
    assert list(row) == HEADER
    expected = {
        "pledge_id": "ple-halle", "town": "Ville", "insee": "01004", "list": "Liste A", "term": "2020", "status_code": "4",
        "status_fr": "Réalisé", "flags": "contested | late", "proof_level": "A", "as_of": "2026-10-31",
        "published_at": "2026-11-01T12:00:00+00:00", "verdict_version": "1", "rationale": "Ouverte\nle 12/03/2024.",
        "evidence_n_supports": "1", "evidence_n_contradicts": "1", "evidence_url": "pv.pdf", "evidence_page": "2",
        "evidence_quote": FIRST, "evidence_date": "2024-03-12", "retrieved_at": "2026-11-01T12:00:00+00:00",
        "publisher": "Mairie de Ville", "coverage": "1.0", "reply": "0", "cpp_class": "fulfilled", "competent_bodies": "Conseil municipal",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_risky_cells_are_neutralised_and_themes_joined(tmp_path: Path) -> None:
    published("ple-calcul", 7, reason_code="no_threshold")
    tag_theme("vera", "ple-calcul", "culture")
    path = tmp_path / "verdicts.csv"
    export_csv(path)
    assert b"'=1+1 mesure" in path.read_bytes()
    (row,) = rows(path)
    assert restore(row["pledge_quote"]) == "=1+1 mesure"
    assert row["theme"] == "culture | ecology | finance"


def test_all_pledges_adds_the_unexamined_and_never_the_unpublishable(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    assert export_csv(path) == 0
    assert rows(path) == []
    assert export_csv(path, all_pledges=True) == 5
    found = rows(path)
    assert {row["status_code"] for row in found} == {"0"} and {row["as_of"] for row in found} == {""}
    assert not {"ple-resume", "ple-presse"} & {row["pledge_id"] for row in found}


def test_the_form_the_order_and_the_bytes(tmp_path: Path) -> None:
    published("ple-calcul", 7, reason_code="no_threshold")
    published("ple-halle", 4, proof_level="A", judgement_ids=[cited("ple-halle")])
    first, again, comma = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "3.csv"
    export_csv(first)
    export_csv(again)
    assert first.read_bytes() == again.read_bytes() and first.read_bytes().startswith(b"\xef\xbb\xbfpledge_id;town;")
    export_csv(comma, delimiter=",", bom=False, town="ville")
    assert comma.read_bytes().startswith(b"pledge_id,town,")
    assert [row["pledge_id"] for row in rows(comma, ",")] == ["ple-halle", "ple-calcul"]
    assert sorted(p.name for p in tmp_path.glob("*csv*")) == ["1.csv", "2.csv", "3.csv"]  # no half-written file is left


def test_a_withdrawn_verdict_is_no_longer_exported(tmp_path: Path) -> None:
    verdict = published("ple-halle", 4, proof_level="A", judgement_ids=[cited("ple-halle")])
    withdraw("remi", verdict, "Erreur de lecture.")
    assert export_csv(tmp_path / "v.csv") == 0


def test_wrong_use_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nulle-part"):
        export_csv(tmp_path / "v.csv", town="nulle-part")
    with pytest.raises(InputError):
        export_csv(tmp_path / "v.csv", delimiter=";;")
    assert not (tmp_path / "v.csv").exists()


def test_classes_of_research() -> None:
    assert [CPP_CLASS[Status(code)] for code in range(8)] == [
        "", "pending", "pending", "partially", "fulfilled", "not fulfilled", "not fulfilled", "excluded",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["\x00=1", "\u200e=1", "\u2060+1", "=1+1", "+33", "-12 %", "@x", "|cmd", "\t=1", "\rx", "  =1", "\u00a0=1", "＝1", "'=1", "''-"]
)
def test_risky_cells_get_an_apostrophe(cell: str) -> None:
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "halle", "12", "l'eau = vie", "'aujourd'hui'", " texte"])
def test_plain_cells_stay(cell: str) -> None:
    assert neutralise(cell) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@|\t\r\n \u00a0ab＝"), max_size=6))
def test_restore_undoes_neutralise(text: str) -> None:
    assert restore(neutralise(text)) == text
