"""The same promise in other towns: likeness by shared words, groups of one size, and nothing that this viewer may not see."""

import html
from pathlib import Path

import pytest
import yaml

from tests.factories import sample_programme, sample_town, write_programme
from tests.test_dashboard import run
from tracker import queries
from tracker.ingest.programmes import ingest_programmes
from tracker.linking.same import Measures
from tracker.queries.elsewhere import SizeGroup, size_group
from tracker.queries.shapes import ANYONE
from tracker.settings import data_dir

TEXTS = [
    "Créer 1 000 places de crèche supplémentaires",
    "Mettre en place la gratuité des transports en commun",
    "Créer une maison de quartier",
    "Soutenir les artistes",
]


def test_the_same_measure_is_found_in_other_words() -> None:
    found = Measures(TEXTS).like("Les transports en commun gratuits : gratuité pour tous")
    assert [one.place for one in found] == [1]
    assert set(found[0].words) == {"gratuits", "transports"}
    assert [one.place for one in Measures(TEXTS).like("Ouvrir 350 places en crèche")] == [0]


def test_verbs_of_every_programme_are_no_likeness() -> None:
    assert Measures(TEXTS).like("Créer un nouveau service public municipal") == []
    assert Measures([]).like("Ouvrir une crèche") == []


def test_one_shared_meaning_is_not_enough() -> None:
    assert Measures(["Rénover la halle du quartier Bellevue"]).like("Illuminer le quartier des Prés") == []


@pytest.mark.parametrize(
    ("population", "group"), [(None, None), (1, SizeGroup(0, 1999)), (3500, SizeGroup(3500, 9999)), (250_000, SizeGroup(200_000, None))]
)
def test_towns_are_compared_by_size(population: int | None, group: SizeGroup | None) -> None:
    assert size_group(population) == group


def _town(slug: str, quote: str, population: int | None, *, fictional: bool = True) -> str:
    """Write and load a town with one pledge; return the id of the pledge."""
    bodies = [{"key": "council", "name": "Conseil municipal"}]
    code = f"99{sum(map(ord, slug)) % 1000:03}"
    town = sample_town(slug=slug, name=slug.title(), insee=code, fictional=fictional, population=population, bodies=bodies)
    path = data_dir() / "towns" / f"{slug}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(town.model_dump(mode="json", exclude_none=True), allow_unicode=True), encoding="utf-8")
    write_programme(sample_programme(town=slug, pledges=[{"key": "p1", "quote": quote, "confirmed": True}]))
    ingest_programmes(town)
    return queries.pledge_list(slug, ANYONE)[0].id if fictional else ""


def test_like_promises_stand_by_size_and_unknown_is_said(store: Path) -> None:
    pledge = _town("amont", "Ouvrir 350 places en crèche.", 12_000)
    for slug, population in (("aval", 15_000), ("delta", 500_000), ("rive", None)):
        _town(slug, "Créer des places de crèche.", population)
    _town("secrete", "Créer des places de crèche.", 15_000, fictional=False)
    _town("ailleurs", "Planter des haies.", 15_000)
    seen = queries.elsewhere(pledge, ANYONE)
    assert seen is not None
    assert [one.town.slug for one in seen.same_size] == ["aval"]
    assert [one.town.slug for one in seen.unknown_size] == ["rive"]
    assert [one.town.slug for one in seen.other_size] == ["delta"]
    assert queries.elsewhere("nobody", ANYONE) is None
    shown = html.unescape(run("elsewhere", id=pledge))
    assert "Même promesse ailleurs" in shown
    assert "Population non renseignée" in shown
    assert "Secrete" not in shown
