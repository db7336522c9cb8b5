"""Large decisions linked to no pledge, and one act asked the other way round: nothing left out in silence, nobody accused."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from dashboard.components.unpromised_list import COLUMNS, free_csv
from tests.judging import NOON, PAGES, SHA, cited, fill
from tests.screens import raw_screen, screen
from tracker.evidence import judge
from tracker.models import Act, Amount, Jurisdiction, LinkSearch, Pledge, Run, Suggestion
from tracker.queries.act_themes import is_routine, themes_of
from tracker.queries.promised import act_page
from tracker.queries.shapes import ANYONE, Viewer
from tracker.queries.unpromised import FEW, Left, Ready, Unpromised, Wanted, threshold_of, unpromised
from tracker.store import reading, writing
from tracker.vocabulary import ActStage, Band, Judgement, Outcome, Role, RunOutcome
from tracker.wording import banned_for_silence, banned_words
from tracker.wording_search import SEARCH_TABLE

VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
TITLES = {
    "piscine": "Construction d'une piscine", "budget": "Budget primitif 2024", "agents": "Fêtes et cérémonies", "nommer": "Désignation",
    "refus": "Patinoire", "sans": "Voeu sur les trains", "jadis": "Ancienne gare", "flou": "Terrain sans date",
    "formule": "=SOMME(A1) M. VERNET vend un champ", "petit": "Achat de vélos", "lie": "Halle des sports",
}  # fmt: skip
AMOUNTS = {
    "piscine": 900_000.0, "budget": 5_000_000.0, "agents": 70_000.0, "nommer": 60_000.0, "refus": 800_000.0, "jadis": 700_000.0,
    "flou": 600_000.0, "formule": 500_000.0, "petit": 900.0, "lie": 400_000.0,
}  # fmt: skip
CHANGES: dict[str, dict[str, Any]] = {
    "agents": {"stage": ActStage.NONE}, "nommer": {"matter_code": "5.3"}, "refus": {"outcome": Outcome.REJECTED},
    "jadis": {"date": date(2012, 1, 1)}, "flou": {"date": None},
}  # fmt: skip


def _act(key: str, title: str, **changes: Any) -> Act:
    fields: dict[str, Any] = {
        "body_id": "ville/conseil", "sha256": SHA, "regime": "numbered", "confidence": 1, "extractor": "t@1", "page_from": 2, "page_to": 2,
        "span_start": 10, "span_end": 60, "run_id": "run-1", "date": date(2024, 3, 12), "text": PAGES[1],
    }  # fmt: skip
    return Act(id=key, title=title, **(fields | changes))


def _amount(act: str, value: float | None, position: int = 0, **more: Any) -> Amount:
    return Amount(act_id=act, position=position, raw=f"{value} €", value=value, span_start=10, span_end=12, **more)


def suggest(act: str, band: Band | None, pledge: str = "ple-neuf", rank: int = 1) -> Suggestion:
    words = [{"pledge_word": "halle", "act_word": "halles", "how": "same_stem", "field": "title", "points": 1.0, "share": 1.0}]
    return Suggestion(
        id=f"sug-{pledge}-{act}", pledge_id=pledge, act_id=act, rank=rank, score=1.0, explanation=words, method="t@1", run_id="run-link",
        band=band,
    )  # fmt: skip


def add(*rows: Any) -> None:
    with writing() as session:
        for row in rows:
            session.add(row)
            session.flush()


@pytest.fixture
def ville(store: Any) -> None:
    fill()
    linked = Run(id="run-link", town="ville", verb="link", started_at=NOON, outcome=RunOutcome.OK)
    add(linked, *(_act(f"act-{key}", title, **CHANGES.get(key, {})) for key, title in TITLES.items()))
    add(*(_amount(f"act-{key}", value) for key, value in AMOUNTS.items()), _amount("act-piscine", 5.0, 1), _amount("act-sans", None))
    add(suggest("act-lie", Band.SUPPORTING), suggest("act-piscine", Band.RELATED, rank=2))
    with reading() as session:
        pledges = session.exec(select(Pledge.id)).all()
    add(*(LinkSearch(id=f"lks-{key}", pledge_id=key, run_id="run-link", method="t@1", state="s") for key in pledges))


def view(viewer: Viewer = ANYONE, **wanted: Any) -> Unpromised:
    found = unpromised("ville", viewer, Wanted(**wanted))
    assert found is not None
    return found


def shown(**wanted: Any) -> list[str]:
    return [one.act.id.removeprefix("act-") for one in view(**wanted).shown]


def test_only_large_decisions_without_any_link_are_shown(ville: None) -> None:
    assert shown() == ["piscine", "formule", "petit"]  # too few amounts for a threshold: all of them
    found = view()
    assert found.everything and found.ready == Ready.YES
    assert found.shown[0].amount.value == 900_000.0  # the largest of the act


def test_everything_left_out_is_counted_by_its_reason(ville: None) -> None:
    found = view()
    assert found.left == {
        Left.ROUTINE: 3, Left.NOT_DECIDED: 1, Left.NO_AMOUNT: 3, Left.OUT_OF_TERM: 2, Left.UNDATED: 1, Left.SUGGESTED: 1,
    }  # fmt: skip
    assert found.found + sum(found.left.values()) == found.acts == 14


def test_every_kind_of_link_takes_a_decision_off(ville: None) -> None:
    for band, kept in ((Band.SURE, False), (Band.DIRECT, False), (Band.SUPPORTING, False), (Band.RELATED, True), (None, True)):
        with writing() as session:
            session.get_one(Suggestion, "sug-ple-neuf-act-piscine").band = band
        assert ("piscine" in shown()) == kept, band
    judge("vito", "ple-halle", "act-piscine", Judgement.UNSURE)
    assert "piscine" in shown()
    cited("ple-halle", act="act-piscine")
    assert "piscine" not in shown() and view().left[Left.CONFIRMED] == 1
    judge("vito", "ple-halle", "act-piscine", Judgement.REJECTED)
    assert "piscine" not in shown()  # a link that people discuss is not an absence


def test_a_threshold_is_a_share_of_the_town_s_own_amounts(ville: None) -> None:
    add(*(_act(f"act-m{number}", f"Marché {number}") for number in range(FEW)))
    add(*(_amount(f"act-m{number}", 1000.0 + number) for number in range(FEW)))
    found = view(share=10)
    assert not found.everything and found.threshold == 400_000.0  # 3 of 24: 900,000, 500,000, 400,000
    assert shown(share=10) == ["piscine", "formule"]
    assert found.left[Left.SMALL] == 21 and found.left[Left.SUGGESTED] == 1
    assert len(view(share=100).shown) == 20 and view(share=100).found == 23
    assert [threshold_of([4, 1, 3, 2], share) for share in (5, 25, 50, 100)] == [4, 4, 3, 1]
    assert threshold_of([], 10) is None


def test_the_list_is_sorted_paged_and_filtered_by_theme(ville: None) -> None:
    with writing() as session:
        session.get_one(Act, "act-petit").date = date(2025, 1, 1)
    assert shown(by_date=True)[0] == "petit"
    first = unpromised("ville", ANYONE, Wanted(page=99), per_page=2)
    assert first is not None and (first.page, first.pages, len(first.shown)) == (2, 2, 1)
    assert shown(theme="sport") == ["piscine"] and "sport" in view().themes


def test_nothing_is_said_before_acts_and_pledges_were_compared(ville: None) -> None:
    add(Run(id="run-later", town="ville", verb="ingest", started_at=NOON, ingested_at=NOON + timedelta(hours=1)))
    assert (view().ready, view().shown) == (Ready.STALE, ())
    assert "attend la prochaine" in screen("unpromised")
    with writing() as session:
        session.get_one(Run, "run-later").ingested_at = NOON - timedelta(hours=1)
        for key in ("sug-ple-neuf-act-lie", "sug-ple-neuf-act-piscine"):
            session.get_one(Suggestion, key).band = None
    assert view().ready == Ready.NOT_LINKED
    with writing() as session:
        session.get_one(Run, "run-link").outcome = RunOutcome.FAILED
    assert view().ready == Ready.NOT_LINKED


def test_a_pledge_that_was_never_compared_keeps_the_page_waiting(ville: None) -> None:
    with writing() as session:
        session.delete(session.get_one(LinkSearch, "lks-ple-halle"))
    assert (view().ready, view().shown) == (Ready.STALE, ())


def test_a_town_without_pledges_or_acts_says_so(store: Any) -> None:
    from tracker.store import migrate

    migrate()
    add(Jurisdiction(slug="vide", name="Vide", insee="01005", timezone="Europe/Paris", fictional=True))
    found = unpromised("vide", ANYONE, Wanted())
    assert found is not None and found.ready == Ready.NO_PLEDGE
    assert "rien ne peut être dit hors programme" in screen("unpromised")
    assert unpromised("ailleurs", VERA, Wanted()) is None


def test_a_real_town_is_for_signed_in_people(ville: None) -> None:
    with writing() as session:
        session.get_one(Jurisdiction, "ville").fictional = False
    assert unpromised("ville", ANYONE, Wanted()) is None and act_page("act-piscine", ANYONE) is None
    assert view(VERA).shown


@pytest.mark.parametrize(
    ("title", "matter", "stage", "routine"),
    [
        ("Budget primitif 2025", None, None, True), ("BUDGET ANNEXE DE L'EAU", None, None, True),
        ("Décision modificative n° 2", None, None, True),
        ("Admission en non-valeur", None, None, True), ("Rénovation du gymnase", None, ActStage.NONE, True),
        ("Vie du conseil", "5.2", None, True), ("Travaux", "7.1", None, True), ("Subvention au club", "7.5", None, False),
        ("Budget participatif : aires de jeux", None, None, False), ("Construction de l'école", "1.1", ActStage.VOTED, False),
    ],
)  # fmt: skip
def test_routine_business_is_told(title: str, matter: str | None, stage: ActStage | None, routine: bool) -> None:
    assert is_routine(title, matter, stage) is routine


def test_a_theme_is_read_in_the_title() -> None:
    assert "education" in themes_of(["Rénovation de l'école"])[0]
    assert themes_of(["Xyzzy"]) == [()] and themes_of([]) == []


def test_the_page_tells_its_threshold_and_blames_nobody(ville: None) -> None:
    said = screen("unpromised")
    assert "aucun lien avec une promesse n'est confirmé ni proposé au 01/11/2026" in said
    assert "Ce n'est un reproche à personne" in said and "trop peu de décisions" in said
    assert "vie courante de tout conseil" in said and "Construction d'une piscine" in said
    assert "VERNET" not in said and "[nom masqué]" in said
    assert "No threshold" in screen("unpromised", lang="en")
    for french, english in SEARCH_TABLE.values():
        assert not banned_words(french + english) and not banned_for_silence(french + english)


@pytest.mark.parametrize("values", [{"share": "-4"}, {"share": "dix"}, {"p": "0"}, {"theme": "<b>x</b>"}, {"order": "'"}])
def test_nonsense_in_the_address_is_no_error(ville: None, values: dict[str, str]) -> None:
    assert "<b>x" not in raw_screen("unpromised", **values)


def test_the_csv_holds_the_list_and_no_formula(ville: None) -> None:
    rows = list(csv.DictReader(io.StringIO(free_csv(view(), "fr").removeprefix("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS and [row["act_id"] for row in rows] == ["act-piscine", "act-formule", "act-petit"]
    assert rows[1]["title"].startswith("'=SOMME(A1)") and "VERNET" not in rows[1]["title"]
    assert (rows[0]["amount_eur"], rows[0]["date"], rows[0]["page"]) == ("900000.00", "2024-03-12", "2")
    assert rows[0]["note"] == "aucun lien confirmé ni proposé au 01/11/2026 avec 7 promesses et demandes"


# One act


def test_a_confirmed_link_is_a_fact_for_everybody(ville: None) -> None:
    cited("ple-halle", act="act-lie")
    page = act_page("act-lie", ANYONE)
    assert page is not None and [one.row.key for one in page.confirmed] == ["halle"] and page.near == ()
    said = screen("act", id="act-lie")
    assert "Construire une halle couverte." in said and "Confirmé par" in said
    assert "Les propositions de la machine ne sont montrées qu'aux personnes connectées" in said


def test_suggestions_are_for_signed_in_people_nearest_first(ville: None) -> None:
    add(suggest("act-lie", Band.SURE, "ple-charte", rank=3), suggest("act-lie", None, "ple-arbres", rank=1))
    near = act_page("act-lie", VERA)
    assert near is not None and near.proposed
    assert [(one.row.key, one.band, one.rank) for one in near.near] == [
        ("charte", "sure", 3),
        ("neuf", "supporting", 1),
        ("arbres", None, 1),
    ]
    assert near.near[0].words == (("halle", "halles"),)
    assert act_page("act-lie", ANYONE).near == ()  # type: ignore[union-attr]
    cited("ple-neuf", act="act-lie")
    assert "neuf" not in [one.row.key for one in act_page("act-lie", VERA).near]  # type: ignore[union-attr]


def test_an_act_in_no_list_shows_who_shares_its_words(ville: None) -> None:
    add(
        Pledge(
            **{**_pledge(), "id": "ple-velos", "key": "velos", "position": 9, "text": "Acheter des vélos électriques et des vélos cargos."}
        )
    )
    page = act_page("act-petit", VERA)
    assert page is not None and not page.proposed
    assert [one.row.key for one in page.near] == ["velos"] and page.near[0].rank is None and page.near[0].words
    assert act_page("act-petit", ANYONE).near == ()  # type: ignore[union-attr]


def _pledge() -> dict[str, Any]:
    from tracker.store import reading

    with reading() as session:
        return session.get_one(Pledge, "ple-neuf").model_dump()


def test_an_act_without_link_says_what_that_does_not_mean(ville: None) -> None:
    said = screen("act", id="act-piscine")
    assert "Aucun lien confirmé au" in said and "Cela ne dit pas que l'acte n'a pas été promis" in said
    assert "antérieur à tous les mandats" in screen("act", id="act-jadis")
    assert "n'existe pas" in screen("act", id="nobody") and "n'existe pas" in screen("act")
    assert "VERNET" not in screen("act", id="act-formule")


def test_the_reading_leads_to_each_act(ville: None) -> None:
    assert "/acte?town=ville&id=act-1" in screen("reading", document=SHA)
