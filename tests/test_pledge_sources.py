"""Where pledges come from beyond programmes: demands counted apart, mergers of lists, later wordings, speeches, charters."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import cli
from tests.judging import fill
from tests.screens import screen
from tracker import charters, queries
from tracker.errors import InputError, ProgrammeError
from tracker.exports.csv import export_csv
from tracker.ids import pledge_id
from tracker.ingest.places import check_programmes, pledge_rows
from tracker.linking.link import link
from tracker.models import Organization, Pledge, Programme
from tracker.programmes import ProgrammeConfig, load_programme_file
from tracker.queries.shapes import ANYONE
from tracker.store import writing
from tracker.towns import TownConfig
from tracker.vocabulary import FulfilmentKind, PledgeSourceKind, Wording

TOWN = TownConfig.model_validate(
    {
        "slug": "ville",
        "name": "Ville",
        "insee": "01004",
        "fictional": True,
        "bodies": [{"key": "conseil", "name": "Conseil municipal"}],
        "terms": [{"key": "2020-2026", "start": date(2020, 5, 18), "end": date(2026, 3, 21), "majority": "union"}],
        "organizations": [
            {"key": "union", "name": "Union", "election": 2020, "term": "2020-2026"},
            {"key": "sources", "name": "Sources", "election": 2020, "term": "2020-2026", "merged_into": "ruisseaux"},
            {"key": "ruisseaux", "name": "Ruisseaux", "election": 2020, "term": "2020-2026", "merged_into": "union"},
            {"key": "autre", "name": "Autre liste", "election": 2020, "term": "2020-2026"},
        ],
        "sources": [{"key": "pv", "body": "conseil", "platform": "folder"}],
    }
)
CHARTER = """
key: charte-test
name: Charte du ruisseau
url: https://charte.example/
kind: charte
principles: [{number: 1, text: Décider au bord de l'eau, themes: [democracy]}]
measures:
  - {number: 1, text: Replanter les berges, themes: [ecology]}
  - {number: 2, text: Compter les poissons, themes: [ecology], fulfilment: examination}
"""


def programme(organization: str, *pledges: dict[str, Any], **more: Any) -> ProgrammeConfig:
    fields = {"town": "ville", "organization": organization, "year": 2020, "term": "2020-2026", "title": "Programme", "publisher": "Liste"}
    rows = [{"quote": f"Ouvrir {one['key']}.", **one} for one in pledges]
    return ProgrammeConfig.model_validate({**fields, "source_url": "https://liste.example/", "pledges": rows, **more})


@pytest.fixture
def demands(store: Path) -> Path:
    """Give the small store with two residents' demands, one of them split in two."""
    fill()
    about: dict[str, Any] = {
        "jurisdiction": "ville",
        "term_id": "ville/2020",
        "year": 2020,
        "publisher": "Collectif",
        "title": "Contre-projet",
    }
    quoted: dict[str, Any] = {"wording": Wording.VERBATIM, "confirmed": True, "fulfilment": FulfilmentKind.OUTCOME, "themes": ["housing"]}
    rows: list[Any] = [
        Organization(id="ville/collectif", jurisdiction="ville", key="collectif", name="Collectif", classification="association"),
        Programme(
            id="ville/collectif-2020",
            organization_id="ville/collectif",
            kind=PledgeSourceKind.DEMANDE,
            source_url="https://c.example/",
            **about,
        ),
    ]
    for place, (key, parent) in enumerate((("tours", None), ("tour-a", "ple-tours"), ("tour-b", "ple-tours"), ("square", None))):
        text = f"Garder {key}."
        rows.append(
            Pledge(id=f"ple-{key}", programme_id="ville/collectif-2020", key=key, position=place, text=text, parent_id=parent, **quoted)
        )
    with writing() as session:
        for row in rows:
            session.add(row)
            session.flush()
    return store


@pytest.mark.usefixtures("demands")
def test_the_figures_of_promises_leave_demands_out() -> None:
    seen = queries.overview("ville", ANYONE)
    assert seen is not None
    assert (seen.pledges, seen.as_written, sum(seen.by_status.values())) == (5, 5, 5)
    assert "housing" not in seen.by_theme
    assert {card.list_key for card, _ in seen.by_programme} == {"liste-a"}
    assert sum(seen.demands.values()) == 3
    assert [(card.list_key, sum(counts.values())) for card, counts in seen.demands_by_source] == [("collectif", 3)]


@pytest.mark.usefixtures("demands")
def test_the_list_can_be_asked_for_promises_or_for_demands() -> None:
    promised = {row.key for row in queries.pledge_list("ville", ANYONE, queries.Filters(demands=False))}
    asked = {row.key for row in queries.pledge_list("ville", ANYONE, queries.Filters(demands=True))}
    assert asked == {"tours", "tour-a", "tour-b", "square"}
    assert promised == {"halle", "charte", "arbres", "calcul", "neuf"}
    assert all(row.is_demand == (row.key in asked) for row in queries.pledge_list("ville", ANYONE))


@pytest.mark.usefixtures("demands")
def test_screens_count_promises_and_demands_in_two_sentences() -> None:
    front = screen("overview", town="ville")
    assert "5 promesses sont suivies" in front
    assert "Demandes d'habitants" in front and "2 demandes, dont 1 composée ; 3 points demandés en tout" in front
    promised = screen("pledges", town="ville")
    assert "5 promesses sur 5" in promised and "Garder square." not in promised
    assert "Voir les 2 demandes d'habitants, comptées à part" in promised
    asked = screen("pledges", town="ville", kind="demandes")
    assert (
        "2 demandes, dont 1 composée ; 3 points demandés en tout" in asked
        and "Garder square." in asked
        and "Construire une halle couverte." not in asked
    )


def test_no_file_holds_both_promises_and_demands(demands: Path, tmp_path: Path) -> None:
    def lists(path: Path, *, demands: bool = False) -> set[str]:
        export_csv(path, delimiter=";", bom=False, all_pledges=True, demands=demands)
        return {line.split(";")[3] for line in path.read_text(encoding="utf-8").splitlines()[1:]}

    assert lists(tmp_path / "promesses.csv") == {"Liste A"}
    assert lists(tmp_path / "demandes.csv", demands=True) == {"Collectif"}


@pytest.mark.usefixtures("demands")
def test_demands_are_linked_and_reported_apart() -> None:
    report = link(TOWN)
    assert (report.pledges, report.demands) == (7, 4)
    assert report.counts["demands"] == 4


def test_a_pledge_is_inherited_through_two_mergers_and_dropped_or_added() -> None:
    first = programme("sources", {"key": "moulin"}, {"key": "pont", "merger": "dropped"}, {"key": "gue"})
    merged = programme(
        "union", {"key": "a", "merger": "inherited", "inherited_from": "sources-2020#moulin"}, {"key": "b", "merger": "added"}
    )
    check_programmes(TOWN, [first, merged])
    row = pledge_rows(merged)[0]
    assert row["inherited_from"] == pledge_id("ville/sources-2020", "moulin")


@pytest.mark.parametrize(
    ("organization", "pledge", "words"),
    [
        ("union", {"merger": "inherited", "inherited_from": "sources-2020#absent"}, "inherited_from: expected a pledge of one of"),
        ("union", {"merger": "inherited", "inherited_from": "autre-2020#x"}, "inherited_from: expected a pledge of one of"),
        ("autre", {"merger": "added"}, "expected a list that another one merged into"),
        ("union", {"merger": "dropped"}, "expected a list that has `merged_into`"),
    ],
)
def test_a_merger_that_the_towns_file_does_not_bear_out_is_refused(organization: str, pledge: dict[str, Any], words: str) -> None:
    others = [programme("sources", {"key": "moulin"})] + ([programme("autre", {"key": "x"})] if organization != "autre" else [])
    with pytest.raises(ProgrammeError, match="a.*" + words.replace("`", ".")):
        check_programmes(TOWN, [*others, programme(organization, {"key": "a", **pledge})])


@pytest.mark.parametrize("pledge", [{"merger": "inherited"}, {"inherited_from": "sources-2020#moulin"}])
def test_inherited_says_from_where(pledge: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="go together"):
        programme("union", {"key": "a", **pledge})


def test_a_list_may_have_a_contract_and_a_speech_beside_its_programme() -> None:
    contract = programme("union", {"key": "a"}, document="contrat", kind="contrat")
    speech = programme("union", {"key": "a"}, document="discours", kind="discours", said_by="Une candidate", said_on="2020-06-02")
    check_programmes(TOWN, [programme("union", {"key": "a"}), contract, speech])
    assert {one.slug for one in (contract, speech)} == {"ville/union-2020-contrat", "ville/union-2020-discours"}
    with pytest.raises(ValueError, match="who and when"):
        programme("union", {"key": "a"}, kind="discours")


def test_a_later_wording_is_kept_beside_the_first_and_flagged(store: Path) -> None:
    fill()
    later = {
        "on": "2024-09-01",
        "quote": "Rénover l'ancienne halle.",
        "source_url": "https://liste-a.example/bilan",
        "said_by": "La majorité",
    }
    with writing() as session:
        pledge = session.get_one(Pledge, "ple-halle")
        pledge.amended_by = [later]
        session.add(pledge)
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page is not None
    assert page.row.text == "Construire une halle couverte."
    assert page.row.flags == ("pledge_changed",)
    assert [(view.on, view.text, view.quoted) for view in page.amendments] == [(date(2024, 9, 1), "Rénover l'ancienne halle.", True)]
    shown = screen("pledge", town="ville", id="ple-halle")
    assert (
        shown.index("Construire une halle couverte.")
        < shown.index("Reformulations postérieures")
        < shown.index("Rénover l'ancienne halle.")
    )
    assert "promesse modifiée depuis" in screen("pledges", town="ville")


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder with a charter of two measures."""
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    (tmp_path / "charters").mkdir()
    (tmp_path / "charters" / "charte-test.yml").write_text(CHARTER, encoding="utf-8")
    return tmp_path


def signed(measures: str, organization: str = "union", source: str = "https://signature.example/") -> tuple[Path, int]:
    return charters.sign("charte-test", TOWN, organization=organization, measures=measures, source_url=source, principles=True)


@pytest.mark.usefixtures("templates")
def test_signed_measures_become_drafts_named_by_number() -> None:
    path, added = signed("2")
    found = load_programme_file(path)
    check_programmes(TOWN, [found])
    assert (added, path.name, found.kind, found.charter) == (2, "union-2020-charte-test.yml", PledgeSourceKind.CHARTE, "charte-test")
    assert [(one.key, one.measure, one.confirmed, one.wording) for one in found.pledges] == [
        ("principle-1", None, False, Wording.OWN),
        ("measure-02", 2, False, Wording.OWN),
    ]
    assert found.pledges[1].fulfilment == FulfilmentKind.EXAMINATION


@pytest.mark.usefixtures("templates")
def test_measures_signed_later_are_added_and_what_a_person_wrote_stays() -> None:
    path, _ = signed("2")
    path.write_text(path.read_text(encoding="utf-8").replace("summary: Compter les poissons", "quote: Compter  # vu"), encoding="utf-8")
    assert signed("1,2")[1] == 1
    assert "quote: Compter  # vu" in path.read_text(encoding="utf-8")
    assert [one.measure for one in load_programme_file(path).pledges] == [None, 2, 1]
    before = path.read_bytes()
    assert signed("1,2")[1] == 0 and path.read_bytes() == before


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("measures", "organization", "source", "words"),
    [
        ("3", "union", "https://a.example/", r"measures \[3\]: expected numbers from 1 to 2"),
        ("1;2", "union", "https://a.example/", "expected numbers with commas"),
        ("1", "absente", "https://a.example/", "list: expected one with an election"),
        ("1", "union", "le journal", "expected the web address"),
    ],
)
def test_a_signature_that_cannot_be_checked_is_refused(measures: str, organization: str, source: str, words: str, templates: Path) -> None:
    with pytest.raises(InputError, match=words):
        signed(measures, organization, source)
    assert not (templates / "programmes").exists()


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("measure", "charter", "words"), [(3, "charte-test", "measure: 3 is no number of"), (1, "absente", "no such charter")]
)
def test_a_measure_that_its_charter_does_not_number_is_refused(measure: int, charter: str, words: str) -> None:
    with pytest.raises(ProgrammeError, match=words):
        check_programmes(TOWN, [programme("union", {"key": "a", "measure": measure}, charter=charter)])


def test_the_verb_needs_a_source_and_names_the_template(templates: Path) -> None:
    told = CliRunner().invoke(cli, ["programme", "charter", "absente", "--town", "ville", "--list", "union", "--measures", "1"])
    assert told.exit_code == 2 and "--source" in told.output
    with pytest.raises(InputError, match="no such charter"):
        charters.load_charter("absente")


@pytest.mark.usefixtures("templates")
def test_what_nobody_checked_in_a_template_is_written_in_the_draft(templates: Path) -> None:
    path, _ = signed("2")
    assert "TO CHECK" not in path.read_text(encoding="utf-8")
    path.unlink()
    template = templates / "charters" / "charte-test.yml"
    template.write_text("to_check: number 2 was remembered\n" + template.read_text(encoding="utf-8"), encoding="utf-8")
    assert "# TO CHECK: number 2 was remembered\n" in signed("2")[0].read_text(encoding="utf-8")


def test_the_pacte_has_its_32_measures_and_3_principles() -> None:
    pacte = charters.load_charter("pacte-transition")
    assert [one.number for one in pacte.measures] == list(range(1, 33))
    assert [one.number for one in pacte.principles] == [1, 2, 3]
    assert all(one.themes for one in (*pacte.measures, *pacte.principles))
