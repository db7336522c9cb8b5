"""Contracts and subsidies: acts of stage contracted and funded, amounts read in one way only, private persons never named."""

import json
from typing import Any

import pytest

from scrapers.parsers.records.cells import read_money
from scrapers.parsers.records.holders import receiver
from tests.records import SIREN, SIRET, Read
from tracker.items import ActItem
from tracker.vocabulary import ActStage, AmountRole

GRANTS = (
    "nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;rnaBeneficiaire;objet;montant;nature;"
    "conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;pourcentageSubvention;dispositifAide\n"
)


def grant(name: str = "Vélo-École du Val", amount: str = "4800.50", **cells: str) -> str:
    base = {"siret": "38999999900011", "rna": "", "object": "Ateliers de réparation", "day": "2031-04-02", "ref": "2031-041", "share": "1"}
    c = {**base, **cells}
    return (
        f"Val-Essai;{c.get('owner', SIRET)};{c['day']};{c['ref']};{name};{c['siret']};{c['rna']};{c['object']};{amount};aide en numéraire;"
        f"unique;2031-05-01;;non;{c['share']};\n"
    )


def told(act: ActItem) -> tuple[str, float | None, str]:
    (amount,) = act.amounts
    return amount.raw, amount.value, amount.beneficiary


def test_a_subsidy_is_an_act_of_stage_funded_and_no_sitting() -> None:
    found = Read(GRANTS + grant(), raw_kind="subventions")
    act = found.act
    assert (act.stage, act.number, str(act.date), act.title) == (
        ActStage.FUNDED, "2031-041", "2031-04-02", "Ateliers de réparation – Vélo-École du Val",
    )  # fmt: skip
    assert told(act) == ("4800.50", 4800.5, "Vélo-École du Val") and act.amounts[0].role is AmountRole.SUBSIDY
    assert found.sittings == [] and act.outcome is None and act.counts == ()
    assert act.text.startswith("2031-04-02;2031-041;")


def test_one_decision_that_grants_to_many_gives_its_number_to_none_alone() -> None:
    found = Read(GRANTS + grant() + grant("Club de judo", "300") + grant("Club de judo", "300"), raw_kind="subventions")
    assert [(act.number, act.number_repeated) for act in found.acts] == [("2031-041", True)] * 2
    assert "line 4" in found.issues["row_repeated"]


@pytest.mark.parametrize(
    "name", ["DUPONT Jean", "M. Jean DUPONT", "Mme Durand-Petit", "Jean-Paul MARTIN", "Famille Durand", "Personne physique", "Dr Petit"]
)
def test_a_private_person_is_named_nowhere(name: str) -> None:
    found = Read(GRANTS + grant(name, siret=""), raw_kind="subventions")
    assert told(found.act) == ("4800.50", 4800.5, "")
    assert name not in found.act.model_dump_json() and "Ateliers" in found.act.title
    assert "beneficiary_hidden" in found.issues and name not in found.issues["beneficiary_hidden"]


def test_a_row_whose_object_names_the_person_gives_no_act() -> None:
    found = Read(GRANTS + grant("DUPONT Jean", siret="", object="Aide à la rénovation Jean Dupont"), raw_kind="subventions")
    assert found.acts == [] and "no_object" in found.issues
    between = "idAttribuant;dateConvention;objet;nomBeneficiaire;montant;nature;conditionsVersement\n"
    hidden = Read(between + f"{SIRET};2031-04-02;Ravalement;DUPONT Jean;900;aide;unique\n", raw_kind="subventions")
    assert hidden.acts == [] and "no_object" in hidden.issues


def test_a_shared_subsidy_is_not_said_to_be_one_beneficiary_s() -> None:
    assert told(Read(GRANTS + grant(share="0.45"), raw_kind="subventions").act) == ("4800.50", 4800.5, "")


@pytest.mark.parametrize(
    ("name", "siret", "rna", "shown"),
    [
        ("Les Petits Curieux", "", "W123456789", True), ("Commune de Val-Voisin", "21999999800012", "", True),
        ("Emmaüs", "38999999900011", "", True),
        ("SARL Dupont Jean", "38999999900011", "", True), ("Secours populaire", "", "", True),
        ("Travaux du Val", "38999999900011", "", True),
        ("Dupont Jean", "38999999900011", "", False), ("Toto", "", "", False), ("Mme Petit Travaux", "38999999900011", "", False),
        ("Particulier", "", "W123456789", False), ("", "", "", False),
    ],
)  # fmt: skip
def test_who_may_be_named(name: str, siret: str, rna: str, shown: bool) -> None:
    assert receiver(name, siret, rna) == (name if shown else "")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("4800", 4800.0), ("4800.5", 4800.5), ("4800,50 €", 4800.5), ("4 800,50", 4800.5), ("1 234 567", 1234567.0),
        ("1.234.567,89", 1234567.89),
        ("1,234.56", 1234.56), ("15000.0000", 15000.0), ("1\u202f500 euros", 1500.0), ("1.500", None), ("1,500", None), ("-500", None),
        ("1.5E+05", None), ("12 k€", None), ("mille", None), ("12 34", None), ("1 234,567", None),
    ],
)  # fmt: skip
def test_money_that_can_be_read_in_one_way_only(printed: str, value: float | None) -> None:
    assert read_money(printed) == value


def test_amounts_that_say_nothing_are_told() -> None:
    lines = "".join(grant(f"Club de judo {n}", amount) for n, amount in enumerate(["1.500", "0", "", "999999999999"]))
    found = Read(GRANTS + lines, raw_kind="subventions")
    assert [[one.value for one in act.amounts] for act in found.acts] == [[None], [], [], [None]]
    assert {"amount_unreadable", "amount_zero", "amount_missing"} <= set(found.issues)


CONTRACT: dict[str, Any] = {
    "id": "2031S0042", "acheteur": {"id": SIRET}, "nature": "Marché", "objet": "Construction de la crèche, lot 3",
    "codeCPV": "45214100-1", "procedure": "Procédure adaptée", "dureeMois": 12, "dateNotification": "2031-06-12",
    "datePublicationDonnees": "2031-07-01", "montant": 412000.5,
    "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "38999999900011", "denominationSociale": "SARL Maçons du Val"}}],
    "modifications": [{"modification": {"id": 1, "montant": 1.0, "dateNotificationModification": "2031-09-01"}}],
}  # fmt: skip


def contracts(form: str, *changes: dict[str, Any]) -> str:
    rows = [{**CONTRACT, **change} for change in changes or ({},)]
    if form == "json v2":
        return json.dumps({"marches": {"marche": rows, "contrat-concession": []}}, ensure_ascii=False, indent=1)
    if form == "json list":
        return json.dumps({"marches": rows})
    if form == "csv":
        head = "id,acheteur_id,objet,codecpv,datenotification,montant,titulaire_id_1,titulaire_denominationsociale_1\n"
        return head + "".join(
            f'{r["id"]},{SIRET},"{r["objet"]}",45,{r["dateNotification"]},{r["montant"]},38999999900011,{_who(r)}\n' for r in rows
        )
    return '<?xml version="1.0" encoding="UTF-8"?>\n<marches>' + "".join(map(_xml, rows)) + "</marches>"


def _who(contract: dict[str, Any]) -> str:
    return str(contract["titulaires"][0]["titulaire"]["denominationSociale"])


def _xml(c: dict[str, Any]) -> str:
    holder = f"<titulaire><id>38999999900011</id><denominationSociale>{_who(c)}</denominationSociale></titulaire>"
    return (
        f"<marche><id>{c['id']}</id><acheteur><id>{SIRET}</id></acheteur><objet>{c['objet']}</objet><dateNotification>"
        f"{c['dateNotification']}</dateNotification><montant>{c['montant']}</montant><titulaires>{holder}</titulaires></marche>"
    )


@pytest.mark.parametrize("form", ["json v2", "json list", "csv", "xml"])
@pytest.mark.parametrize("raw_kind", ["decp", ""])
def test_a_contract_in_every_form(form: str, raw_kind: str) -> None:
    found = Read(contracts(form), raw_kind=raw_kind)
    act = found.act
    assert (act.stage, act.number, str(act.date), act.title) == (
        ActStage.CONTRACTED, "2031S0042", "2031-06-12", "Construction de la crèche, lot 3",
    )  # fmt: skip
    assert told(act) == ("412000.5", 412000.5, "SARL Maçons du Val") and act.amounts[0].role is AmountRole.CONTRACT
    assert found.sittings == [] and found.issues == {}


def test_the_amount_is_the_contract_s_own_and_not_that_of_a_change_told_before_it() -> None:
    change = {"modifications": [{"modification": {"montant": 9, "objet": "Avenant", "dateNotification": "2031-09-01"}}]}
    act = Read(json.dumps({"marches": [{**change, **{k: v for k, v in CONTRACT.items() if k != "modifications"}}]}), raw_kind="decp").act
    assert told(act)[:2] == ("412000.5", 412000.5) and "Avenant" not in act.text


@pytest.mark.parametrize("form", ["json v2", "json list", "csv", "xml"])
def test_a_sole_trader_is_not_named(form: str) -> None:
    holder = [{"titulaire": {"id": "38999999900011", "denominationSociale": "DUPONT Jean"}}]
    act = Read(contracts(form, {"titulaires": holder}), raw_kind="decp").act
    assert told(act)[2] == "" and "DUPONT" not in act.model_dump_json()
    second = [*CONTRACT["titulaires"], holder[0]]
    both = Read(contracts("json v2", {"titulaires": second}), raw_kind="decp").act
    assert told(both)[2] == "SARL Maçons du Val" and "DUPONT" not in both.model_dump_json()


def test_contracts_of_others_on_several_lines_in_the_future_or_damaged() -> None:
    other = {"id": "9", "acheteur": {"id": "21888888800011"}, "objet": "Voirie d'à côté"}
    later = {"id": "8", "dateNotification": "2044-01-01", "objet": "Salle des fêtes"}
    found = Read(contracts("json v2", {}, {}, other, later), raw_kind="decp")
    assert [(act.number, str(act.date)) for act in found.acts] == [("2031S0042", "2031-06-12"), ("8", "None")]
    assert {"contract_repeated", "other_body", "date_in_future"} <= set(found.issues)


def test_hostile_xml_opens_nothing() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    text = bomb + contracts("xml").split("?>\n")[1].replace("lot 3", "&a;&b; lot 3")
    act = Read(text, raw_kind="decp").items
    assert all("root:" not in item.model_dump_json() for item in act)
    assert Read("<marches>" + "<marche>" * 50_000, raw_kind="decp").acts == []
    assert "broken_xml" in Read(contracts("xml")[:-40], raw_kind="decp").issues
    assert SIREN in SIRET
