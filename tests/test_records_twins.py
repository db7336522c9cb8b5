"""One act told by a data file and by its own document is one act: the document's words, the file's figures, one id that stays."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from scrapers.crawl import crawl_source
from scrapers.loopback import serve_folder
from scrapers.reading import read_town
from tests.loopback import write_site
from tests.records import SIREN, row, scdl
from tracker.ingest import ingest
from tracker.models import Act, Amount, Issue, Sitting, VoteCount
from tracker.store import reading
from tracker.towns import TownConfig
from tracker.vocabulary import ActStage, Outcome

HOST = "http://mairie.invalid"
STAMP = f"099-{SIREN}-20310320-2031_014-DE"
OWN = """Commune de Val-Essai
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du 20 mars 2031
{stamp}
Délibération n° {number}
Objet : {title}

L'an deux mille trente et un, le vingt mars, le conseil municipal s'est réuni sous la présidence de Madame la maire.
Étaient présents : A. Un, B. Deux, C. Trois. Secrétaire de séance : C. Trois.

Vu le code général des collectivités territoriales,
Considérant que l'école demande depuis trois ans un local pour les vélos des enfants,
Le conseil municipal, après en avoir délibéré, décide de retenir l'entreprise Menuiserie du Val pour 84 000 € HT.
{vote}
"""


def own(number: str = "2031_014", title: str = "Construction d'un local à vélos à l'école", vote: str = "Adopté.", stamp: str = "") -> str:
    return OWN.format(number=number, title=title, vote=vote, stamp=f"ID : {stamp}" if stamp else "")


def town(*sources: dict[str, Any]) -> TownConfig:
    return TownConfig.model_validate(
        {
            "slug": "val-essai", "name": "Val-Essai", "insee": "99001",
            "bodies": [{"key": "conseil", "name": "Conseil", "siren": SIREN}],
            "terms": [{"key": "t", "start": "2030-03-22", "end": "2036-03-31"}],
            "sources": [{"body": "conseil", "url": f"{HOST}/delib.csv", **source} for source in sources],
        }
    )  # fmt: skip


SCDL: dict[str, Any] = {"key": "donnees", "platform": "scdl"}


@pytest.fixture(autouse=True)
def _now(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2032-01-10T09:00:00+00:00")


def collect(tmp_path: Path, files: dict[str, str], config: TownConfig) -> None:
    """Crawl every source, read and ingest."""
    site = write_site(tmp_path / "site", {"delib.csv": "", **files})
    with serve_folder(site) as base:
        for source in config.sources:
            run = crawl_source(config, source, base_url=base)
            assert run.outcome == "ok", run
    assert read_town(config, workers=1).outcome == "ok"
    ingest(config)


def acts() -> list[Act]:
    with reading() as session:
        return list(session.exec(select(Act).order_by(Act.number)))


def counted(act: Act) -> dict[str, int]:
    with reading() as session:
        return {one.option: one.value for one in session.exec(select(VoteCount).where(VoteCount.act_id == act.id))}


def file(*rows: str) -> str:
    return scdl(*rows, row(DELIB_ID="2031_015", DELIB_OBJET="Tarifs de la cantine"))


@pytest.mark.parametrize(
    "number", ["2031_014", "2031-014", "2031.00014", "2031-14"]
)  # the document prints 2031_014; a portal and its software write it otherwise
def test_by_number(number: str, tmp_path: Path) -> None:
    line = row(DELIB_ID=number, DELIB_OBJET="CONSTRUCTION D'UN LOCAL A VELOS A L'ECOLE", DELIB_URL=f"{HOST}/014.txt")
    collect(tmp_path, {"delib.csv": file(line), "014.txt": own()}, town(SCDL))
    act, other = acts()
    assert "décide de retenir l'entreprise" in act.text and act.title == "Construction d'un local à vélos à l'école"
    assert counted(act) == {"for": 27, "against": 0, "abstention": 0} and act.unanimous and act.outcome is Outcome.ADOPTED
    assert act.matter_code == "7.5" and other.title == "Tarifs de la cantine"
    with reading() as session:
        assert len(list(session.exec(select(Sitting)))) == 1
        assert not [one for one in session.exec(select(Issue)) if one.code.endswith("conflict")]


def test_by_the_identifier_of_tele_transmission_whatever_title_and_date_say(tmp_path: Path) -> None:
    line = row(DELIB_ID=STAMP, DELIB_DATE="2031-03-21", DELIB_OBJET="DEL 14 local", DELIB_URL=f"{HOST}/014.txt")
    collect(tmp_path, {"delib.csv": file(line), "014.txt": own(stamp=STAMP)}, town(SCDL))
    act = next(one for one in acts() if one.transmission_id)
    assert len(acts()) == 2 and act.transmission_id == STAMP and "Menuiserie" in act.text and str(act.date) == "2031-03-20"


def test_by_title_where_the_file_has_no_number(tmp_path: Path) -> None:
    line = row(DELIB_ID="", DELIB_OBJET="Construction d'un local à vélos à l'école", DELIB_URL=f"{HOST}/014.txt")
    collect(tmp_path, {"delib.csv": file(line), "014.txt": own()}, town(SCDL))
    assert [(one.number, "Menuiserie" in one.text) for one in acts()] == [("2031_014", True), ("2031_015", False)]


def test_two_acts_under_one_number_are_not_joined(tmp_path: Path) -> None:
    line = row(DELIB_ID="2031_014", DELIB_OBJET="Garantie d'emprunt au bailleur social", DELIB_URL=f"{HOST}/014.txt")
    collect(tmp_path, {"delib.csv": file(line), "014.txt": own()}, town(SCDL))
    assert len(acts()) == 3
    with reading() as session:
        assert "number_conflict" in {one.code for one in session.exec(select(Issue))}


def test_a_result_that_contradicts_the_document_is_told(tmp_path: Path) -> None:
    line = row(DELIB_ID="2031_014", DELIB_OBJET="Construction d'un local à vélos à l'école", VOTE_POUR="2", VOTE_CONTRE="25",
               DELIB_URL=f"{HOST}/014.txt")  # fmt: skip
    collect(tmp_path, {"delib.csv": file(line), "014.txt": own(vote="Adopté à l'unanimité.")}, town(SCDL))
    assert acts()[0].outcome is Outcome.ADOPTED and acts()[0].unanimous
    with reading() as session:
        assert "outcome_conflict" in {one.code for one in session.exec(select(Issue))}


def test_a_new_version_of_the_file_changes_no_id(tmp_path: Path) -> None:
    line = row(DELIB_ID="2031_014", DELIB_OBJET="Construction d'un local à vélos")
    collect(tmp_path, {"delib.csv": file(line)}, town(SCDL))
    before = {one.id for one in acts()}
    collect(tmp_path, {"delib.csv": file(line, row(DELIB_ID="2031_016", DELIB_OBJET="Budget annexe de l'eau"))}, town(SCDL))
    assert before < {one.id for one in acts()} and len(acts()) == 3


def test_contracts_and_subsidies_stand_beside_the_act_that_decided_them(tmp_path: Path) -> None:
    contracts = "id,acheteur_id,objet,datenotification,montant,titulaire_denominationsociale_1,titulaire_id_1\n"
    contracts += f"2031S7,{SIREN}00017,Local à vélos de l'école,2031-05-02,84000,SARL Menuiserie du Val,38999999900011\n"
    grants = "idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;rnaBeneficiaire;objet;montant\n"
    grants += f"{SIREN}00017;2031-03-20;2031_020;Vélo-École;W123456789;Ateliers de réparation;1200\n"
    line = row(DELIB_ID="2031_014", DELIB_OBJET="Construction d'un local à vélos à l'école")
    config = town(
        SCDL, {"key": "marches", "platform": "decp", "url": f"{HOST}/decp.csv"},
        {"key": "aides", "platform": "subventions", "url": f"{HOST}/aides.csv"},
    )  # fmt: skip
    collect(tmp_path, {"delib.csv": file(line), "decp.csv": contracts, "aides.csv": grants}, config)
    found = {one.number: one for one in acts()}
    assert (found["2031S7"].stage, found["2031S7"].sitting_id) == (ActStage.CONTRACTED, None)
    assert found["2031_020"].stage is ActStage.FUNDED and len(found) == 4
    with reading() as session:
        money = {one.act_id: (one.value, one.beneficiary) for one in session.exec(select(Amount))}
    assert money == {found["2031S7"].id: (84000.0, "SARL Menuiserie du Val"), found["2031_020"].id: (1200.0, "Vélo-École")}
