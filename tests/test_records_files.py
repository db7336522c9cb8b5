"""The form of real data files: encodings, delimiters, headers, quotes, line ends, limits. Each pattern was seen in the field."""

import json

import pytest

from scrapers.parsers.records import table
from tests.records import COLUMNS, SIRET, Read, row, scdl
from tracker.items import IssueItem

NEEDED = ("COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_OBJET")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_act(encoding: str, mark: str) -> None:
    found = Read(scdl(row(mark, DELIB_OBJET="Rénovation de l'école, tranche n° 2 ; suite"), mark=mark).encode(encoding))
    assert (found.act.number, found.act.title, str(found.act.date)) == (
        "2031-001",
        "Rénovation de l'école, tranche n° 2 ; suite",
        "2031-03-20",
    )
    assert found.issues == {}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end(ending: str) -> None:
    text = scdl(row(), row(DELIB_ID="2031-002", DELIB_OBJET="Tarifs\nde la cantine"))
    assert [act.title for act in Read(text.replace("\n", ending)).acts] == ["Achat de deux vélos", "Tarifs de la cantine"]


def test_headers_in_any_case_with_misspellings_and_other_columns() -> None:
    columns = (
        "Nombre de délibération",
        *(name.lower() for name in COLUMNS[:11]),
        "VOTE_EFFFECTIF",
        *COLUMNS[12:15],
        "VOTE_ABST",
        "TYPE_SEANCE",
    )
    cells = [
        "1",
        "Val-Essai",
        SIRET,
        "2031-001",
        "2031-03-20",
        "7.5",
        "",
        "Achat de deux vélos",
        "",
        "",
        "",
        "",
        "29",
        "27",
        "25",
        "1",
        "1",
        "X",
    ]
    found = Read(";".join(columns) + "\n" + ";".join(cells) + "\n")
    assert [(count.option.value, count.value) for count in found.act.counts] == [("for", 25), ("against", 1), ("abstention", 1)]
    assert found.sittings[0].in_office == 29
    assert "Nombre de délibération, TYPE_SEANCE" in found.issues["columns_unknown"]


def test_french_column_names_are_known_and_the_town_s_own_are_mapped() -> None:
    text = "Numéro de délibération;Date CM;Titre;Elu(s)\n464;25/11/2030;Vœu de soutien;A. Nom\n"
    found = Read(text, siren=None)
    assert (found.act.number, str(found.act.date), found.act.title) == ("464", "2030-11-25", "Vœu de soutien")
    assert "COLL_SIRET, DELIB_MATIERE_CODE" in found.issues["columns_missing"]
    own = "Repère;Jour;Affaire\nA-12;02/01/2031;Réfection du préau\n"
    assert Read(own).acts == [] and "no_header" in Read(own).issues
    mapped = Read(own, fields={"Repère": "DELIB_ID", "Jour": "DELIB_DATE", "Affaire": "DELIB_OBJET"})
    assert (mapped.act.number, str(mapped.act.date), mapped.act.title) == ("A-12", "2031-01-02", "Réfection du préau")


def test_a_file_without_header_is_read_by_the_positions_that_the_town_gives() -> None:
    text = "2031-06-25;Mise à disposition des locaux\nAutorisation de signer\nles avenants;000562;\n2031-06-25;Mandat spécial;000563;\n"
    found = Read(text, fields={"1": "DELIB_DATE", "2": "DELIB_OBJET", "3": "DELIB_ID"})
    assert [(act.number, act.title) for act in found.acts] == [
        ("000562", "Mise à disposition des locaux Autorisation de signer les avenants"),
        ("000563", "Mandat spécial"),
    ]
    assert "line 1" in found.issues["line_end_in_cell"]


def test_lines_above_the_header_are_passed_over() -> None:
    text = "Délibérations du conseil;;\nmises à jour le 3 mai;;\n\n" + scdl(row(columns=NEEDED), columns=NEEDED)
    assert Read(text).act.number == "2031-001"


@pytest.mark.parametrize("columns", [NEEDED, (*NEEDED, "VOTE_POUR"), ("DELIB_DATE", "DELIB_OBJET", "DELIB_ID")])
def test_a_line_end_without_quotes_is_joined_and_a_date_in_its_words_begins_no_row(columns: tuple[str, ...]) -> None:
    broken = row(columns=columns, DELIB_OBJET="Bail@du 13 septembre 2029@avec le club").replace("@", "\n")
    found = Read(scdl(broken, row(columns=columns, DELIB_ID="2031-002"), columns=columns))
    assert [act.title for act in found.acts] == ["Bail du 13 septembre 2029 avec le club", "Achat de deux vélos"]
    assert "line 2" in found.issues["line_end_in_cell"]


def test_short_rows_are_kept_and_never_glued_to_one_another() -> None:
    found = Read(scdl(row(columns=COLUMNS[:10]), row(columns=COLUMNS[:8], DELIB_ID="2031-002"), row(DELIB_ID="2031-003")))
    assert [act.number for act in found.acts] == ["2031-001", "2031-002", "2031-003"]
    assert [len(act.counts) for act in found.acts] == [0, 0, 3]
    assert "2 rows (lines 2, 3)" in found.issues["cells_missing"]


def test_a_row_of_its_own_is_never_the_end_of_another() -> None:
    found = Read("DELIB_OBJET;DELIB_ID;DELIB_DATE\nAchat d'un car\nVente d'un vélo;13;2031-03-21\n")
    assert [(act.title, act.number) for act in found.acts] == [("Achat d'un car", None), ("Vente d'un vélo", "13")]


def test_the_delimiter_in_an_unquoted_object_is_taken_back_into_it() -> None:
    line = row().replace("Achat de deux vélos", "Achat de vélos; casques; pompes")
    found = Read(scdl(line, row(DELIB_ID="2031-002")))
    assert [act.title for act in found.acts] == ["Achat de vélos; casques; pompes", "Achat de deux vélos"]
    assert found.acts[0].counts[0].value == 27 and "line 2" in found.issues["delimiter_in_cell"]


def test_a_row_with_cells_too_many_for_any_repair_is_an_error() -> None:
    found = Read(scdl(row() + ";x;y;z".replace("x", "bon"), row(DELIB_ID="2031-002")))
    errors = [item for item in found.items if isinstance(item, IssueItem) and item.severity == "error"]
    assert [one.code for one in errors] == ["cells_too_many"] and "line 2" in errors[0].message
    assert found.acts[-1].number == "2031-002"


@pytest.mark.parametrize("words", ['"Achat de deux vélos', 'Achat de "deux vélos', '"Achat" de deux vélos', 'Achat de deux vélos"'])
def test_unbalanced_quotes_swallow_no_other_row(words: str) -> None:
    line = row().replace("Achat de deux vélos", words)
    found = Read(scdl(line, row(DELIB_ID="2031-002", DELIB_OBJET='Pose de "bancs"\net de tables'), row(DELIB_ID="2031-003")))
    assert [act.number for act in found.acts] == ["2031-001", "2031-002", "2031-003"]
    assert found.acts[0].title.replace('"', "") == "Achat de deux vélos" and found.acts[1].title == 'Pose de "bancs" et de tables'


def test_many_quotes_take_no_more_time_than_they_are_long() -> None:
    text = scdl(row()) + ';"""x' * 200_000 + "\n" + ';""x;"' * 100_000
    assert Read(text).acts[0].number == "2031-001"


def test_formula_cells_are_words_and_never_run() -> None:
    cells = {"DELIB_ID": '="0012"', "DELIB_URL": '=HYPERLINK("https://docs.invalid/a.pdf";"voir")', "DELIB_OBJET": "=1+1 Achat de vélos"}
    found = Read(scdl(row(**cells)))
    assert found.act.number == "0012" and found.act.title == "=1+1 Achat de vélos"
    assert "line 2" in found.issues["formula_cell"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Page introuvable\nRetour à l'accueil\n", "no_header"),
        (";".join(COLUMNS) + "\n", "no_rows"),
        ("nom;prénom;âge\nx;y;1\n", "no_header"),
        ('{"error": "not found"}', "no_records"),
        ('{"results": []}', "no_rows"),
        ("[]", "no_rows"),
    ],
)
def test_what_is_no_data_file_is_an_error_and_no_empty_list(text: str, code: str) -> None:
    found = Read(text)
    assert list(found.issues) == [code] and found.acts == [] and "fichier.csv" in found.issues[code]
    assert all(item.severity == "error" for item in found.items if isinstance(item, IssueItem))


def test_an_empty_file_says_nothing_here_because_its_reading_failed_before() -> None:
    assert Read(b"").items == [] and Read(b"\n \n").items == []


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 5)
    found = Read(scdl(*(row(DELIB_ID=f"2031-{n:03d}") for n in range(9))))
    assert len(found.acts) == 5 and "too_many_rows" in found.issues


def test_broken_json_gives_what_stands_before_the_break() -> None:
    records = json.dumps(
        {"total_count": 2, "results": [{"delib_id": "1", "delib_date": "2031-03-20", "delib_objet": "Achat d'un car"}] * 2}
    )
    found = Read(records[:-15])
    assert len(found.acts) == 1 and "breaks off" in found.issues["broken_json"] and "line 1" in found.issues["broken_json"]
    assert Read('{"results": ' + "[" * 100_000).acts == []
    assert Read('{"results": [' + '{"a":' * 100_000).acts == []


def test_the_columns_win_over_the_platform_s_word_and_plain_minutes_go_their_own_way() -> None:
    assert Read(scdl(row()), raw_kind="").act.regime == "scdl"
    assert Read(scdl(row()), raw_kind="decp").act.regime == "scdl"
    assert Read("Procès-verbal du conseil\nObjet : date, lien, fichier\n", raw_kind="").items == []


def test_pages_are_those_of_the_text() -> None:
    found = Read(scdl(row(DELIB_OBJET="Page une")) + "\f" + row(DELIB_ID="2031-002", DELIB_OBJET="Page deux") + "\n")
    assert [(act.title, act.page_from) for act in found.acts] == [("Page une", 1), ("Page deux", 2)]
