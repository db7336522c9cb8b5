"""Tables of measures: mappings for many towns, any CSV, and every defect told with its file and row."""

import json
from pathlib import Path
from typing import Any

import pytest

from scrapers.programme_mapping import load_mapping
from scrapers.programmes import import_programme
from scrapers.programmes.csv_rows import MOST_ROWS
from scrapers.programmes.importing import complete
from scrapers.programmes.reading import Programme, Source
from scrapers.programmes.tables import read_table
from tracker.errors import InputError
from tracker.programmes import load_programme_file
from tracker.settings import ROOT

CSV = ROOT / "data" / "importers" / "csv.yml"
MANY_TOWNS = ROOT / "data" / "importers" / "pourquituvotes-2026.yml"
HEAD = "id;rubrique;mesure;page\n"
GOOD = HEAD + "m-1;Logement;Construire 200 logements;4\nm-2;Logement;« Ouvrir » une maison ; vite;5\n".replace(
    "« Ouvrir » une maison ; vite", '"Ouvrir une maison ; vite"'
)


def read(path: Path, content: str | bytes, before: dict[str, str] | None = None) -> Programme:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rules = complete(load_mapping(CSV), CSV, "essai", 2026, "t2026")
    return read_table(Source(path, "a" * 64, path.name, path.name), rules, "ensemble", before)


def test_a_csv_gives_its_measures_under_their_rubrics_with_the_id_of_their_row(tmp_path: Path) -> None:
    text = read(tmp_path / "m.csv", GOOD).text
    assert [(p.text, p.headings, p.anchor, p.bullet) for p in text.passages if p.bullet] == [
        ("Construire 200 logements", ("Logement",), "#m-1", True), ("Ouvrir une maison ; vite", ("Logement",), "#m-2", True),
    ]  # fmt: skip
    assert all(" ".join("\f".join(text.pages)[slice(*p.span)].split()) == p.text for p in text.passages)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    content = "id,mesure\n1,Végétaliser l'école\n".encode(encoding)
    assert read(tmp_path / "m.csv", content).text.passages[0].text == "Végétaliser l'école"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id;titre\n1;Ouvrir\n", r"m\.csv: row 1: expected the columns 'mesure', found 'id', 'titre'"),
        (HEAD + "m-1;A;Ouvrir une crèche;1\nm-1;A;Ouvrir un parc;2\n", r"m\.csv: row 3: column 'id': id 'm-1' stands on row 2 too"),
        (HEAD + "m-1;A;Ouvrir une crèche;1\n;A;Ouvrir un parc;2\n", r"row 3: column 'id': no id"),
        (HEAD + "m-1;A;=SOMME(A1:A3);1\n", r"row 2: column 'mesure': a formula of a spreadsheet \(=SOMME"),
        (HEAD + "m-1;A;#REF!;1\n", r"row 2: column 'mesure': an error value"),
        (HEAD + "m-1;A;Ouvrir; vite;1\n", r"row 2: 5 cells under 4 columns"),
        (HEAD + "m-1;A;;1\n", r"row 2: quote: expected at least three"),
        ("id;mesure;id\n1;Ouvrir;2\n", r"row 1: columns named twice: id"),
        ("\n\n", r"expected a CSV file of text"),
        (b"PK\x03\x04\x00\x00", r"expected a CSV file of text, found application/zip; save the sheet as CSV"),
        (HEAD + "".join(f"m-{n};A;Ouvrir le lieu {n};1\n" for n in range(10_000)), rf"m\.csv: 10000 rows; .* at most {MOST_ROWS}"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_with_its_file_and_row(tmp_path: Path, content: str | bytes, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        read(tmp_path / "m.csv", content)


def test_all_defects_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"row 2: .*; row 3: .*\(and 3 more\)"):
        read(tmp_path / "m.csv", HEAD + "".join(f"m-{n};A;=A{n}+1;1\n" for n in range(8)))


def test_a_figure_with_a_sign_is_no_formula(tmp_path: Path) -> None:
    programme = read(tmp_path / "m.csv", HEAD + "m-1;A;+150 caméras;1\nm-2;A;- 10 % de taxe foncière;1\n")
    assert len([p for p in programme.text.passages if p.bullet]) == 2


def test_ids_that_changed_since_the_reading_before_are_told(tmp_path: Path) -> None:
    before = {"m-1": "Construire 100 logements", "m-9": "Ouvrir une maison ; vite", "m-7": "Planter"}
    issues = read(tmp_path / "m.csv", GOOD, before).text.issues
    assert "row 2: id 'm-1' said « Construire 100 logements »" in issues[0]
    assert "row 3: id 'm-2' was 'm-9'" in issues[1] and "2 id(s) of the reading before are gone: m-9, m-7" in issues[2]


def comparator(path: Path) -> Path:
    measures = {"a": {"texte": "Armer la police"}, "b": None}
    content: dict[str, Any] = {
        "candidats": [{"id": "a", "liste": "Liste A (X/Y)"}, {"id": "b", "liste": "Liste B"}],
        "categories": [
            {"nom": "Logement", "sousThemes": [{"nom": "Loyers", "propositions": {"a": None, "b": {"texte": "Geler les loyers"}}}]},
            {"nom": "Sécurité & Prévention", "sousThemes": [{"nom": "Police", "propositions": measures}]},
        ],
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_one_mapping_serves_the_files_of_many_towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    paths = import_programme(comparator(tmp_path / "essai.json"), MANY_TOWNS, "essai", term="t2026")
    assert [path.name for path in paths] == ["b-2026.yml", "a-2026.yml"]
    one = load_programme_file(paths[1])
    assert (one.title, one.second_hand, one.pledges[0].quote, one.pledges[0].section) == (
        "Programme 2026, Liste A (X/Y)", True, "Armer la police", "Police",
    )  # fmt: skip
    with pytest.raises(InputError, match="--term"):
        import_programme(tmp_path / "essai.json", MANY_TOWNS, "essai")


def test_one_list_of_a_comparator_is_read_for_its_worksheet(tmp_path: Path) -> None:
    path = comparator(tmp_path / "essai.json")
    rules = complete(load_mapping(MANY_TOWNS), MANY_TOWNS, "essai", None, "t2026")
    programme = read_table(Source(path, "a" * 64, path.name, path.name), rules, "b")
    assert [(p.text, p.headings) for p in programme.text.passages if p.bullet] == [("Geler les loyers", ("Loyers",))]
    with pytest.raises(InputError, match=r"list 'c': expected one of a, b"):
        read_table(Source(path, "a" * 64, path.name, path.name), rules, "c")
