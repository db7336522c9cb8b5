"""The same promise in other towns: likeness by shared words, groups of one size, and nothing that this viewer may not see."""

import html
import sys
from pathlib import Path

import pytest
import yaml

from tests.factories import sample_programme, sample_town, write_programme
from tests.screens import screen
from tracker import queries
from tracker.errors import InputError
from tracker.ingest.programmes import ingest_programmes
from tracker.linking.same import MOST_CLAUSES, NEAR, Measures, load_words
from tracker.queries.elsewhere import SizeGroup, size_group
from tracker.queries.shapes import ANYONE
from tracker.settings import data_dir
from tracker.towns import load_town

TEXTS = [
    "Créer 1 000 places de crèche supplémentaires",
    "Mettre en place la gratuité des transports en commun",
    "Créer une maison de quartier",
    "Soutenir les artistes",
    "Réduire l'éclairage public la nuit",
    "Rénover la halle du quartier Bellevue",
    "Augmenter les effectifs de la police municipale ; planter 5 000 arbres ; ouvrir un centre de santé municipal",
]


def near(text: str) -> list[int]:
    """Return the places of what is shown as the same measure."""
    return [one.place for one in Measures(TEXTS).like(text)]


def test_the_same_measure_is_found_in_other_words() -> None:
    found = Measures(TEXTS).like("Les transports en commun gratuits : gratuité pour tous")
    assert [one.place for one in found] == [1]
    assert "transports" in found[0].words
    assert near("Créer des places de crèche supplémentaires") == [0]


def test_one_clause_of_a_long_pledge_is_enough() -> None:
    assert [one.place for one in Measures(TEXTS).like("Ouvrir un centre de santé", NEAR)] == [6]
    assert near("Plantation de 30 000 arbres durant le mandat") == [6]


@pytest.mark.parametrize(
    "text",
    [
        "Gratuité des cantines scolaires",  # the same is done with another object
        "Supprimer des places de crèche",  # the contrary
        "Étendre l'éclairage public la nuit",  # the contrary, the other way round
        "Illuminer le quartier des Prés",
        "Créer un nouveau service public municipal",
        "Former les artistes",
    ],
)
def test_another_object_the_contrary_or_everyday_words_are_not_the_same_measure(text: str) -> None:
    assert near(text) == []


def test_against_a_cut_is_not_a_cut() -> None:
    measures = Measures(["Réduire le budget de la culture"])
    cut, against = measures.read("Réduire le budget de la culture"), measures.read("Lutter contre la réduction du budget de la culture")
    assert cut.clauses[0].actions == {"less"} and all("less" not in clause.actions for clause in against.clauses)


def test_nothing_to_compare_is_nothing_found() -> None:
    assert Measures([]).like("Ouvrir une crèche") == [] and Measures(TEXTS).like("") == [] and Measures(TEXTS).like("; ! 12") == []


def test_hostile_length_is_bounded() -> None:
    words = "; ".join(f"ouvrir la salle {'x' * 8}{number} et planter la haie {number}" for number in range(3000))
    assert len(Measures([words]).read(words).clauses) <= MOST_CLAUSES


def test_a_wrong_file_of_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text("common: [a]\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected `common:` and `actions:`"):
        load_words(path)


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
    pledge = _town("amont", "Créer 350 places de crèche.", 12_000)
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
    shown = html.unescape(screen("elsewhere", id=pledge))
    assert "Même promesse ailleurs" in shown
    assert "Population non renseignée" in shown
    assert "Secrete" not in shown


def test_a_nearby_measure_is_shown_apart(store: Path) -> None:
    pledge = _town("amont", "Ouvrir 350 places en crèche.", 12_000)
    _town("aval", "Soutenir les places en crèche.", 15_000)
    seen = queries.elsewhere(pledge, ANYONE)
    assert seen is not None and seen.same_size == () and [one.town.slug for one in seen.near] == ["aval"]
    assert "Même sujet, peut-être une autre mesure" in html.unescape(screen("elsewhere", id=pledge))


def test_a_town_s_file_is_read_once_however_many_pledges_it_has(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pledge = _town("amont", "Créer 350 places de crèche.", 12_000)
    _town("aval", "Planter des haies.", 15_000)
    pledges = [{"key": f"p{n}", "quote": f"Planter la haie {n}.", "confirmed": True} for n in range(20)]
    write_programme(sample_programme(town="aval", pledges=pledges))
    ingest_programmes(load_town("aval"))
    asked: list[str] = []
    monkeypatch.setattr(sys.modules["tracker.queries.elsewhere"], "load_town", lambda slug: (asked.append(slug), load_town(slug))[1])
    assert queries.elsewhere(pledge, ANYONE) is not None
    assert sorted(asked) == ["amont", "aval"]
