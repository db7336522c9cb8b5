"""The real data files: every row comes out right or is told. Counts only; no text of theirs is here."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from scrapers.crawl import crawl_source
from scrapers.loopback import serve_folder
from scrapers.reading import read_town
from tests.loopback import make_town, write_site
from tests.records import Read
from tracker.ingest import ingest
from tracker.models import Act, VoteCount
from tracker.store import reading
from tracker.vocabulary import Outcome

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def data() -> Path:
    folder = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not folder:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set: the real data files are off")
    return Path(folder) / "open-data"


def test_all_rows_of_saint_etienne(data: Path) -> None:
    found = Read((data / "saint-etienne-metropole" / "deliberations-metropole-saint-etienne.csv").read_bytes(), siren="244200770")
    assert len(found.acts) + 1 == 80 and "line 98" in found.issues["row_repeated"]
    assert Counter(act.outcome for act in found.acts) == {Outcome.ADOPTED: 78, None: 1}
    counts = Counter(count.option.value for act in found.acts for count in act.counts if count.value)
    assert counts["against"] == 4 and counts["abstention"] == 13
    assert all(act.unanimous is (not any(c.value for c in act.counts if c.option != "for")) for act in found.acts if act.counts)
    assert {one.date for one in found.sittings} == {date(2022, 1, 27), date(2022, 3, 24), date(2022, 3, 25)}
    assert "77 rows" in found.issues["votes_above_voters"] and "80 rows" in found.issues["matter_missing"]
    assert "79 rows" in found.issues["address_repeated"] and "Nombre de délibération" in found.issues["columns_unknown"]
    assert all("\n" not in act.title and act.number and act.date for act in found.acts)


def test_the_records_of_audierne(data: Path) -> None:
    found = Read((data / "audierne" / "megalis-acts.json").read_bytes(), raw_kind="megalis", siren="200054724")
    told = {code: int(message.split(" rows")[0].rsplit(", ", 1)[1]) for code, message in found.issues.items() if " rows" in message}
    assert told["not_a_deliberation"] == 1396 - 694
    assert len(found.acts) + told["row_repeated"] + told["annex_as_act"] == 694
    assert sum(act.matter_code is not None for act in found.acts) == len(found.acts)
    assert sum(act.number is None for act in found.acts) <= 6 and all(act.date for act in found.acts)
    assert all(act.outcome is None and not act.counts for act in found.acts)
    assert len({act.text[:200] for act in found.acts}) == len(found.acts)


def test_the_files_of_montpellier(data: Path) -> None:
    found = Read((data / "montpellier" / "VilleMTP_MTP_Delibs.csv").read_bytes(), siren=None)
    assert len(found.acts) == 160 and all(act.number and act.date and act.outcome is None for act in found.acts)
    assert not any("_x0001_" in act.title for act in found.acts)
    archive = (data / "montpellier" / "VilleMTP_MTP_Delibs_Archives.txt").read_bytes()
    assert "no_header" in Read(archive, siren=None).issues
    told = Read(archive, siren=None, fields={"1": "DELIB_DATE", "2": "DELIB_OBJET", "3": "DELIB_ID"})
    assert len({act.number for act in told.acts}) == 740 == len(told.acts)
    assert "9850 rows" in told.issues["row_repeated"] and "no_object" not in told.issues


@pytest.mark.usefixtures("store")
def test_the_file_of_saint_etienne_from_the_server_to_the_store(data: Path, tmp_path: Path) -> None:
    body = (data / "saint-etienne-metropole" / "deliberations-metropole-saint-etienne.csv").read_bytes()
    town = make_town(platform="scdl", url="http://donnees.invalid/delib.csv", selectors={})
    with serve_folder(write_site(tmp_path / "site", {"delib.csv": body})) as base:
        run = crawl_source(town, town.sources[0], base_url=base)
    assert run.outcome == "ok" and run.counts["documents"] == 1, run
    assert read_town(town, workers=1).outcome == "ok"
    ingest(town)
    with reading() as session:
        assert len(session.exec(select(Act)).all()) == 79 and len(session.exec(select(VoteCount)).all()) == 78 * 3
