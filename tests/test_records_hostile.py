"""Rows that say less, or otherwise, than they seem to: no outcome, no unanimity and no owner is read into them."""

import pytest

from tests.records import Read, row, scdl
from tracker.vocabulary import Outcome

COLUMNS = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "COLL_SIRET", "DELIB_MATIERE_CODE")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Avis défavorable", Outcome.REJECTED), ("Pas adopté", Outcome.REJECTED), ("N'est pas adoptée", Outcome.REJECTED),
        ("Désapprouvé", Outcome.REJECTED), ("Non adopté", Outcome.REJECTED), ("Adopté (amendement rejeté)", None), ("Conclu", None),
        ("Adopté à l'unanimité", Outcome.ADOPTED), ("Dont acte", Outcome.NOTED), ("Élue", Outcome.ELECTED), ("Retiré", Outcome.WITHDRAWN),
        ("Rapporteur", None), ("Adopté, puis retiré", None),
    ],
)  # fmt: skip
def test_a_result_in_words_is_the_one_that_is_said(said: str, outcome: Outcome | None) -> None:
    text = scdl(row(columns=COLUMNS) + f";{said}", columns=(*COLUMNS, "Résultat du vote"))
    assert Read(text).act.outcome == outcome


@pytest.mark.parametrize(
    ("voters", "given", "against", "outcome", "unanimous"),
    [
        ("30", "5", "0", None, None), ("30", "28", "0", Outcome.ADOPTED, None), ("30", "10", "9", None, False),
        ("28", "28", "0", Outcome.ADOPTED, True),
    ],
)  # fmt: skip
def test_votes_that_are_not_printed_prove_nothing(voters: str, given: str, against: str, outcome: Outcome | None, unanimous: bool) -> None:
    found = Read(scdl(row(VOTE_EFFECTIF="35", VOTE_REEL=voters, VOTE_POUR=given, VOTE_CONTRE=against, VOTE_ABSTENTION="0"))).act
    assert (found.outcome, found.unanimous) == (outcome, unanimous)


def test_a_row_that_names_nobody_is_not_the_body_s_in_a_file_of_several_bodies() -> None:
    other = row(COLL_SIRET="26999999900010", DELIB_ID="C-1", DELIB_OBJET="Tarif du repas à domicile")
    nameless = row(COLL_SIRET="", DELIB_ID="C-2", DELIB_OBJET="Tarif du portage de repas")
    damaged = row(COLL_SIRET="2,69999999E+13", DELIB_ID="C-3", DELIB_OBJET="Tarif de la téléalarme")
    found = Read(scdl(row(), other, nameless, damaged))
    assert [act.number for act in found.acts] == ["2031-001"] and "2 rows" in found.issues["owner_unknown"]
    alone = Read(scdl(damaged, row(COLL_SIRET="2,19999990E+13", DELIB_ID="2")))
    assert alone.acts == [] and "owner_unknown" in alone.issues
    assert len(Read(scdl(row(), row(COLL_SIRET="", DELIB_ID="2"))).acts) == 2


def test_the_last_day_of_all_has_no_morrow() -> None:
    found = Read(scdl(row(), row(DELIB_ID="2", DELIB_OBJET="Autre affaire", DELIB_DATE="9999-12-31T23:00:00Z")))
    assert [act.date is not None for act in found.acts] == [True, False] and "date_in_future" in found.issues
