"""What the rows of a SCDL file or of the Mégalis interface mean: dates, votes, numbers, matters, bodies; unknown is never 0."""

import json
from typing import Any

import pytest

from tests.records import SIREN, Read, row, scdl
from tracker.vocabulary import ActStage, Outcome


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2031-03-20", "2031-03-20"), ("20/03/2031", "2031-03-20"), ("20-3-2031", "2031-03-20"), ("20.03.2031", "2031-03-20"),
        ("2031/03/20 00:00:00+00", "2031-03-20"), ("2031-03-20T00:00:00Z", "2031-03-20"), ("2031-03-19T23:00:00+00:00", "2031-03-20"),
        ("2031-07-01T22:00:00Z", "2031-07-02"), ("20310320", "2031-03-20"), ("20 mars 2031", "2031-03-20"),
        ("20/03/2031 18:30", "2031-03-20"),
    ],
)  # fmt: skip
def test_dates_in_every_form(printed: str, expected: str) -> None:
    found = Read(scdl(row(DELIB_DATE=printed, PREF_DATE="")))
    assert str(found.act.date) == expected and "date" not in " ".join(found.issues)


@pytest.mark.parametrize(
    ("cells", "expected", "code"),
    [
        ({"DELIB_DATE": "20/03/31", "PREF_DATE": "2031-03-25"}, "2031-03-20", None),
        ({"DELIB_DATE": "12/11/10", "PREF_DATE": "", "DELIB_ID": "2012.004"}, "2012-11-10", None),
        ({"DELIB_DATE": "12/11/10", "PREF_DATE": "", "DELIB_ID": "4"}, "None", "date_short_year"),
        ({"DELIB_DATE": "31/02/2031"}, "None", "date_unreadable"),
        ({"DELIB_DATE": "mars 2031"}, "None", "date_unreadable"),
        ({"DELIB_DATE": ""}, "None", "date_missing"),
        ({"DELIB_DATE": "2033-01-01", "PREF_DATE": ""}, "None", "date_in_future"),
        ({"DELIB_DATE": "1899-12-30", "PREF_DATE": ""}, "None", "date_implausible"),
        ({"DELIB_DATE": "2031-03-28"}, "2031-03-28", "date_after_transmission"),
    ],
)
def test_a_date_that_cannot_be_trusted_is_told_and_never_guessed(cells: dict[str, str], expected: str, code: str | None) -> None:
    found = Read(scdl(row(**cells)))
    assert str(found.act.date) == expected
    assert [one for one in found.issues if one.startswith("date")] == ([code] if code else [])
    assert code is None or "line 2" in found.issues[code]


def test_a_sitting_is_certain_when_several_acts_bear_its_date_and_nothing_speaks_against_it() -> None:
    rows = [row(DELIB_ID=f"2031-{n}", DELIB_OBJET=f"Affaire {n}") for n in range(3)]
    found = Read(scdl(*rows, row(DELIB_ID="9", DELIB_DATE="2031-03-21"), row(DELIB_ID="8", DELIB_DATE="2031-04-02", DELIB_OBJET="Autre")))
    assert [(str(one.date), one.date_certain, one.in_office) for one in found.sittings] == [
        ("2031-03-20", True, 29), ("2031-03-21", False, 29), ("2031-04-02", False, 29),
    ]  # fmt: skip
    short = Read(scdl(*(line.replace("2031-03-20", "20/03/31") for line in rows)))
    assert [one.date_certain for one in short.sittings] == [False]


def votes(**cells: str) -> Any:
    keys = {"n": "VOTE_EFFECTIF", "r": "VOTE_REEL", "p": "VOTE_POUR", "c": "VOTE_CONTRE", "a": "VOTE_ABSTENTION"}
    found = Read(scdl(row(**{name: cells.get(key, "") for key, name in keys.items()})))
    act = found.act
    counts = {count.option.value: count.value for count in act.counts}
    return (act.outcome, act.unanimous, counts, [code for code in found.issues if code.startswith("vote")])


def test_empty_votes_are_unknown_and_so_are_zeros_everywhere() -> None:
    assert votes() == (None, None, {}, [])
    assert votes(n="0", r="0", p="0", c="0", a="0") == (None, None, {}, ["votes_all_zero"])
    assert votes(n="29", r="27", p="0", c="0", a="0") == (None, None, {}, ["votes_all_zero"])
    assert votes(p="27") == (None, None, {"for": 27}, [])


def test_what_the_counts_prove() -> None:
    assert votes(n="29", r="27", p="27", c="0", a="0") == (Outcome.ADOPTED, True, {"for": 27, "against": 0, "abstention": 0}, [])
    assert votes(n="29", r="27", p="25", c="0", a="2")[:2] == (Outcome.ADOPTED, False)
    assert votes(n="29", r="27", p="10", c="17", a="0")[:2] == (Outcome.REJECTED, False)
    assert votes(n="28", r="28", p="14", c="14", a="0")[:2] == (None, False)
    assert votes(p="25", c="2")[:2] == (Outcome.ADOPTED, False)
    assert votes(p="25", c="0")[:2] == (Outcome.ADOPTED, None)


def test_votes_that_contradict_themselves_are_kept_and_told() -> None:
    assert votes(n="123", r="89", p="101", c="0", a="4") == (
        Outcome.ADOPTED, False, {"for": 101, "against": 0, "abstention": 4}, ["votes_above_voters"],
    )  # fmt: skip
    assert votes(n="29", r="27", p="20", c="1", a="0")[3] == ["votes_do_not_add_up"]
    assert votes(n="20", r="20", p="27", c="0", a="0") == (
        None, None, {"for": 27, "against": 0, "abstention": 0}, ["votes_above_voters", "votes_above_members"],
    )  # fmt: skip
    assert votes(n="29", r="27", p="unanimité", c="0", a="0")[3] == ["vote_unreadable", "votes_all_zero"]
    assert votes(n="29", r="27", p="2031", c="1", a="0") == (
        None, False, {"against": 1, "abstention": 0}, ["vote_unreadable"],
    )  # fmt: skip


def test_a_column_of_results_is_read_in_words() -> None:
    columns = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "COLL_SIRET", "DELIB_MATIERE_CODE", "Résultat du vote")
    text = scdl(row(columns=columns[:5]) + ";Rejetée", row(columns=columns[:5], DELIB_ID="2") + ";Prend acte", columns=columns)
    assert [act.outcome for act in Read(text).acts] == [Outcome.REJECTED, Outcome.NOTED]


def test_no_vote_no_outcome_and_no_stage_that_nothing_says() -> None:
    blank = dict.fromkeys(("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION"), "")
    found = Read(
        scdl(row(**blank, DELIB_OBJET="Rapport sur les mobilités"), row(DELIB_ID="2", DELIB_OBJET="Attribution d'une subvention au club"))
    )
    assert (found.acts[0].outcome, found.acts[0].stage) == (None, None)
    assert found.acts[1].stage is ActStage.FUNDED


def test_numbers_matters_and_amounts() -> None:
    rows = [
        row(DELIB_ID=f"099-{SIREN}-20310320-2031_014-DE", DELIB_OBJET="Achat d'un car pour 120 000 €"),
        row(DELIB_ID="", DELIB_OBJET="DE2031_150A_convention_cinema", DELIB_MATIERE_CODE="7,10"),
        row(DELIB_ID="", DELIB_OBJET="DE2031-130Indemnités des élus", DELIB_MATIERE_CODE="6.1.1"),
        row(DELIB_ID="", DELIB_OBJET="2030-2031 : programme des fêtes", DELIB_MATIERE_CODE="sans objet"),
    ]
    found = Read(scdl(*rows))
    assert [(act.number, act.title, act.matter_code) for act in found.acts] == [
        ("2031_014", "Achat d'un car pour 120 000 €", "7.5"), ("DE2031_150A", "convention_cinema", "7.10"),
        ("DE2031-130", "Indemnités des élus", "6.1.1"), (None, "2030-2031 : programme des fêtes", None),
    ]  # fmt: skip
    assert found.acts[0].transmission_id == f"099-{SIREN}-20310320-2031_014-DE"
    assert [(one.raw, one.value) for one in found.acts[0].amounts] == [("120 000 €", 120000.0)]
    assert "line 5" in found.issues["no_number"] and "« sans objet »" in found.issues["matter_unreadable"]


def test_repeated_numbers_repeated_rows_and_annexes() -> None:
    rows = [
        row(DELIB_OBJET="Budget"), row(DELIB_OBJET="Tarifs"), row(DELIB_OBJET="BUDGET", DELIB_URL="https://x.invalid/2"),
        row(DELIB_ID="7", DELIB_OBJET="Marché de voirie"), row(DELIB_ID="7", DELIB_OBJET="Marché de voirie - annexe 5"),
        row(DELIB_ID="7", DELIB_OBJET="Marché de voirie", VOTE_POUR="20", VOTE_CONTRE="7"),
    ]  # fmt: skip
    found = Read(scdl(*rows))
    assert [(act.number, act.title, act.number_repeated) for act in found.acts] == [
        ("2031-001", "Budget", True), ("2031-001", "Tarifs", True), ("7", "Marché de voirie", False),
    ]  # fmt: skip
    assert {"number_repeated", "row_repeated", "annex_as_act", "row_repeated_otherwise"} == set(found.issues)
    assert "lines 2, 3" in found.issues["number_repeated"] and "line 4" in found.issues["row_repeated"]


def test_rows_of_other_bodies_are_never_this_body_s() -> None:
    text = scdl(row(), row(COLL_SIRET="26999999900010", DELIB_ID="C-1", DELIB_OBJET="Tarif du repas à domicile"))
    assert [act.number for act in Read(text).acts] == ["2031-001"] and "line 3" in Read(text).issues["other_body"]
    unknown = Read(text, siren=None)
    assert unknown.acts == [] and "give the body its siren" in unknown.issues["several_bodies"]
    assert "nothing_of_body" in Read(text, siren="111111111").issues
    damaged = Read(scdl(row(COLL_SIRET="2,19999990E+13")))
    assert damaged.act.number == "2031-001" and "siret_unreadable" in damaged.issues


def test_a_row_without_object_is_lost_and_told() -> None:
    found = Read(scdl(row(DELIB_OBJET=""), row(DELIB_ID="2")))
    assert [act.number for act in found.acts] == ["2"] and "line 2" in found.issues["no_object"]


def test_one_address_for_many_acts_is_told() -> None:
    rows = [row(DELIB_ID=str(n), DELIB_OBJET=f"Affaire {n}", DELIB_URL="https://mairie.invalid/liste") for n in range(3)]
    assert "3 rows (lines 2, 3, 4)" in Read(scdl(*rows)).issues["address_repeated"]


def record(**cells: Any) -> dict[str, Any]:
    return {
        "annexes": [{"url": "https://x.invalid/annexe.pdf", "id": "z"}], "classification_code": "8.9", "content_type": "application/pdf",
        "date_acte": "2031-12-10T00:00:00Z", "date_publication": "2031-12-15T16:28:44Z", "hash": "ab" * 32, "id": "1f2e",
        "objet": "DE2031_150_convention_cinema", "siren": SIREN, "type": 1, "typologie": "99_DE", "url": "https://x.invalid/a.pdf", **cells,
    }  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [True, False])
def test_the_interface_of_megalis(indent: int | None, wrapped: bool) -> None:
    records = [
        record(),
        record(objet="Arrêté de voirie", type=2, typologie="99_AT"),
        record(objet='Travaux "école" à 5 000 €', hash="cd" * 32),
    ]
    text = json.dumps(
        {"nb_resultats": 3, "resultats": records, "page_suivante": ""} if wrapped else records, indent=indent, ensure_ascii=False
    )
    found = Read(text, raw_kind="megalis" if wrapped else "")
    assert [(act.number, act.title, act.matter_code, str(act.date)) for act in found.acts] == [
        ("DE2031_150", "convention_cinema", "8.9", "2031-12-10"), (None, 'Travaux "école" à 5 000 €', "8.9", "2031-12-10"),
    ]  # fmt: skip
    assert all(act.outcome is None and act.counts == () for act in found.acts)
    assert len({act.text[:200] for act in found.acts}) == 2
    assert "not_a_deliberation" in found.issues


def test_json_of_a_portal_has_the_same_columns() -> None:
    cells = {
        "delib_id": "12",
        "delib_date": "2031-03-20",
        "delib_objet": "Achat d'un \u20ac car",
        "coll_siret": f"{SIREN}00017",
        "vote_pour": 20,
    }
    found = Read(json.dumps({"total_count": 1, "results": [{**cells, "vote_contre": 0, "delib_matiere_code": None}]}))
    assert (found.act.number, found.act.title, found.act.outcome) == ("12", "Achat d'un € car", Outcome.ADOPTED)
    assert found.act.counts[0].raw == "20"


def test_a_number_that_a_spreadsheet_shortened_gets_its_zeros_back() -> None:
    rows = [
        row(DELIB_ID=f"2031.{n:05d}".rstrip("0") if n % 10 == 0 else f"2031.{n:05d}", DELIB_OBJET=f"Affaire {n}") for n in range(11, 34)
    ]
    found = Read(scdl(*rows))
    assert [act.number for act in found.acts] == [f"2031.{n:05d}" for n in range(11, 34)]
    assert "2031.0002 → 2031.00020" in found.issues["number_shortened"] and "2 rows (lines 11, 21)" in found.issues["number_shortened"]
    few = Read(
        scdl(row(DELIB_ID="2031.004"), row(DELIB_ID="2031.0041", DELIB_OBJET="Autre"), row(DELIB_ID="2031.12", DELIB_OBJET="Budget"))
    )
    assert [act.number for act in few.acts] == ["2031.004", "2031.0041", "2031.12"]


def test_one_object_under_two_numbers_is_told() -> None:
    found = Read(scdl(row(DELIB_OBJET="TARIFS DE LA CANTINE"), row(DELIB_ID="2", DELIB_OBJET="Tarifs de la cantine")))
    assert len(found.acts) == 2 and "lines 2, 3" in found.issues["object_repeated"]
