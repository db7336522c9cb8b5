"""What is written in a pledge beside its act: our own sentences with their truth, the legal table, and real ones when they are there."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from scrapers.parsers.pledges.competence import load_competences
from scrapers.parsers.pledges.details import Setting, details_of, setting_of
from scrapers.parsers.pledges.shapes import BodyKind, Details
from tests.truth import details as real
from tracker.errors import InputError
from tracker.settings import ROOT
from tracker.towns import load_town_file
from tracker.vocabulary import EpciType

FIXTURES = Path(__file__).parent / "fixtures"
ROWS = [line for line in (FIXTURES / "pledge_details.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
SETTING = Setting(date(2026, 3, 22), date(2032, 3, 31), "Valmont")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _figures(details: Details) -> str:
    return "; ".join(f"{one.raw}={'' if one.value is None else f'{one.value:.10g}'}={one.unit}={one.scope}" for one in details.figures)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" |")[0][:60])
def test_what_is_written_is_read_exactly(row: str) -> None:
    text, figures, deadline, places, negative = _cells(row)
    found = details_of(text, SETTING)
    written = found.deadline
    assert _figures(found) == figures
    assert (f"{written.raw}={written.date or ''}={written.precision}" if written else "") == deadline
    assert "; ".join(found.places) == places
    assert found.negative == bool(negative)


def test_there_are_enough_sentences() -> None:
    assert len(ROWS) >= 150


def test_everything_is_verbatim() -> None:
    for row in ROWS:
        text = _cells(row)[0]
        found = details_of(text, SETTING)
        pieces = [*(one.raw for one in found.figures), *found.places, *found.beneficiaries, found.deadline.raw if found.deadline else ""]
        assert all(piece in text for piece in pieces)


def test_a_span_of_the_term_has_no_day_when_the_term_is_unknown() -> None:
    for text in (
        "Sous deux ans, un parc.",
        "D'ici la fin du mandat, un parc.",
        "Dès la rentrée, un parc.",
        "Dans les 100 premiers jours, un parc.",
    ):
        found = details_of(text).deadline
        assert found is not None
        assert found.date is None
    assert details_of("Un parc en 2029").deadline == details_of("Un parc en 2029", SETTING).deadline


def test_names_of_the_towns_own_list_are_places() -> None:
    assert details_of("Ravaler les arcades du vieux lavoir.").places == ()
    assert details_of("Ravaler les arcades du vieux lavoir.", Setting(places=("Vieux lavoir",))).places == ("vieux lavoir",)


def test_people_are_named_as_written() -> None:
    found = details_of("Des logements pour les étudiants, les jeunes actifs et les familles monoparentales ; les étudiants d'abord.")
    assert found.beneficiaries == ("étudiants", "jeunes actifs", "familles monoparentales")
    assert details_of("Créer un comité de quartier").beneficiaries == ()


@pytest.mark.parametrize(
    ("text", "epci", "kinds"),
    [
        ("Rénover les écoles", None, [BodyKind.COMMUNE]),
        ("Collecter les biodéchets", None, [BodyKind.EPCI]),
        ("Des bus le soir", EpciType.CA, [BodyKind.EPCI]),
        ("Des bus le soir", EpciType.CC, []),
        ("Des bus le soir", None, []),
        ("Refaire les trottoirs", EpciType.METROPOLE, [BodyKind.EPCI]),
        ("Refaire les trottoirs", EpciType.CC, [BodyKind.COMMUNE]),
        ("Refaire les trottoirs", None, []),
        ("Rénover les lycées", None, [BodyKind.REGION]),
        ("Verser le RSA automatiquement", None, [BodyKind.DEPARTMENT]),
        ("Ouvrir un commissariat", None, [BodyKind.STATE]),
        ("Une école de musique", EpciType.CC, []),
        ("Demander à l'État un commissariat et rénover les écoles", None, [BodyKind.STATE, BodyKind.COMMUNE]),
        ("Être heureux ensemble", EpciType.METROPOLE, []),
    ],
)
def test_bodies_follow_the_law_and_unknown_stays_unknown(text: str, epci: EpciType | None, kinds: list[BodyKind]) -> None:
    found = details_of(text, Setting(epci=epci)).bodies
    assert [one.kind for one in found] == kinds
    assert all("«" in one.reason for one in found)


def test_a_reason_names_the_words_and_the_article() -> None:
    (found,) = details_of("Refaire les trottoirs", Setting(epci=EpciType.METROPOLE)).bodies
    assert "« trottoirs »" in found.reason
    assert "L. 5217-2" in found.reason


def test_a_town_may_share_powers_otherwise() -> None:
    found = details_of("Rénover les écoles", Setting(epci=EpciType.CC, own=(("primary_schools", BodyKind.EPCI),))).bodies
    assert [one.kind for one in found] == [BodyKind.EPCI]
    assert "fichier de la ville" in found[0].reason


def test_the_town_file_gives_the_setting(tmp_path: Path) -> None:
    content = yaml.safe_load((ROOT / "data" / "demo" / "towns" / "valmont-sur-ourle.yml").read_text(encoding="utf-8"))
    content["competences"] = {"epci": "communaute_urbaine", "own": {"roads": "commune"}}
    content["places"] = ["Les Tilleuls"]
    path = tmp_path / "valmont-sur-ourle.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    town = load_town_file(path)
    setting = setting_of(town, town.terms[0].key)
    assert (setting.epci, setting.own, setting.places) == (EpciType.CU, (("roads", BodyKind.COMMUNE),), ("Les Tilleuls",))
    with pytest.raises(InputError, match="no term"):
        setting_of(town, "1789")


@pytest.mark.parametrize(
    "text",
    [
        "matters: []",
        "types: {}\nmatters: {x: {fr: rien, words: [mot]}}",
        "types: {}\nmatters: {x: {fr: rien, words: [], commune: article 1}}",
    ],
)
def test_a_broken_table_is_refused_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "competences.yml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    with pytest.raises(InputError, match=r"competences\.yml"):
        load_competences()


def test_every_type_of_epci_is_in_the_table() -> None:
    assert set(load_competences().data.types) == set(EpciType)


@pytest.mark.skipif(
    "CHOSE_PROMISE_REAL_DATA" not in os.environ, reason="corpus: CHOSE_PROMISE_REAL_DATA is not set: the real programmes are off"
)
def test_real_sentences_reach_the_bar() -> None:
    counts, _ = real.score()
    for name, (right, written, said) in counts.items():
        assert right / written >= 0.95, name
        assert right / said >= 0.95, name


@pytest.mark.parametrize("piece", ["1 à ", "rue 1 000 ", "entre Aaa, Bbb et ", "les premiers de du ", "Quartiers (Aa, ", "de la A"])
def test_a_hostile_text_is_read_to_its_limit_only(piece: str) -> None:
    short, long = details_of(piece * (4000 // len(piece) + 1)), details_of(piece * 20_000)
    assert len(long.figures) == len(short.figures)
    assert long.places == short.places


def _place_sentences() -> Iterator[tuple[str, set[str]]]:
    for line in (FIXTURES / "place_sentences.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            said = line[2:]
            yield re.sub(r"[\[\]]", "", said), set(re.findall(r"\[([^\]]+)\]", said))


def test_places_in_sentences_of_our_own_are_read_exactly() -> None:
    right = written = said = 0
    for text, truth in _place_sentences():
        found = set(details_of(text, Setting(town="Valmoulin")).places)
        right, written, said = right + len(found & truth), written + len(truth), said + len(found)
    assert right >= 0.94 * written
    assert right >= 0.94 * said


@pytest.mark.parametrize(
    "text",
    [
        "Candidater à l'expérimentation Territoire Zéro Chômeur de longue durée.",
        "Rejoindre le dispositif « Territoires zéro chômeur » dans le Plan Climat.",
        "Faire de la commune un Territoire Zéro Chômeur, avec Petites Villes de Demain.",
        "Obtenir le label Ville Amie des Enfants et adhérer au réseau des Villes en Transition.",
        "Tenir un Grand Débat sur la mise en place de Vélo-rues, ouvert aux Valmoulinois.",
        "Un guichet au Centre communal d'action sociale, relié au Centre de Supervision Urbain.",
        "Des échanges avec des villes du Sud et du Nord, pour une Ville Jardin.",
    ],
)
def test_schemes_institutions_people_and_the_compass_are_no_places(text: str) -> None:
    assert details_of(text, Setting(town="Valmoulin")).places == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rendre à terme la Sorelle baignable et protéger les Aubiers.", ("Sorelle", "Aubiers")),
        ("Rénover des quartiers comme Malbosc et Les Aubiers.", ("Malbosc", "Les Aubiers")),
        ("Agrandir le parvis de la gare de Valmoulin.", ("parvis de la gare de Valmoulin",)),
        ("Étendre le parc des prairies Saint-Hervé avec les usines Orval à Valmoulin.", ("parc des prairies Saint-Hervé", "usines Orval")),
    ],
)
def test_places_behind_works_lists_and_outer_places(text: str, places: tuple[str, ...]) -> None:
    assert details_of(text, Setting(town="Valmoulin")).places == places
