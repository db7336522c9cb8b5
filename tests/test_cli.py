"""Bad input through the real command: one clear line, the right exit code, nothing half-written."""

import json
import os
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.command import run_command

TOWN = """slug: essai
name: Essai
insee: "99001"
bodies: [{key: conseil, name: Conseil municipal}]
terms: [{key: "2020-2026", start: 2020-07-01, end: 2026-03-22}]
organizations: [{key: liste, name: Liste, election: 2020}]
sources: [{key: dossier, body: conseil, platform: folder}]
"""
PROGRAMME = """town: essai
organization: liste
year: 2020
term: "2020-2026"
title: Programme
source_url: demo.invalid/programme
publisher: Liste
pledges:
  - {key: "1", quote: "Créer une maison du vélo."}
"""
MINUTES = """COMMUNE D'ESSAI
PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL DU 12 MARS 2024

L'an deux mille vingt-quatre, le douze mars, le conseil municipal s'est réuni.

Étaient présents : Mme A. Rivière, M. B. Lormeau.

D2024-001 - Objet : Création d'une maison du vélo place du Marché
Madame la maire propose de créer une maison du vélo pour un montant de 120 000 € HT.
Après en avoir délibéré, le conseil municipal, à l'unanimité, approuve la création de la maison du vélo.

D2024-002 - Objet : Attribution des subventions aux associations
Il est proposé de voter les subventions.
Après en avoir délibéré, par 12 voix pour, 2 voix contre et 1 abstention, le conseil municipal adopte la proposition.

D2024-003 - Objet : Rapport annuel sur le prix de l'eau
Le rapport est présenté.
Après en avoir délibéré, le conseil municipal prend acte du rapport.
"""


def small_town(folder: Path) -> Path:
    """Write a town, its programme and one document."""
    for name, text in {"towns/essai.yml": TOWN, "programmes/essai/liste-2020.yml": PROGRAMME}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (folder / "documents").mkdir()
    (folder / "documents" / "pv-2024-03-12.txt").write_text(MINUTES, encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return small_town(tmp_path)


def command(place: Path, *words: str) -> CompletedProcess[str]:
    env = {**os.environ, "CHOSE_PROMISE_STORE": str(place / "store"), "CHOSE_PROMISE_DATA": str(place / "data")}
    return run_command(*words, env=env)


def break_file(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("towns/essai.yml", "name: Essai\n", "name: Essai\ncolour: blue\n", "colour"),
        ("towns/essai.yml", "name: Essai\n", "name: Essai\ntimezone: Europe/Pariss\n", "expected a time zone"),
        ("towns/essai.yml", '"99001"', "01004", "insee"),
        ("towns/essai.yml", '"99001"', '"9900"', "insee"),
        ("towns/essai.yml", ", platform: folder", "", "platform"),
        ("programmes/essai/liste-2020.yml", 'quote: "Créer une maison du vélo."', "page: 2", "expected a quote or a summary"),
    ],
)
def test_a_broken_curated_file_is_one_line_and_exit_2(place: Path, name: str, old: str, new: str, expected: str) -> None:
    break_file(place / "data" / name, old, new)
    done = command(place, "run", "essai", "--folder", str(place / "documents"))
    assert done.returncode == 2
    line = [text for text in done.stderr.splitlines() if text.startswith("chose-promise:")]
    assert len(line) == 1 and expected in line[0] and Path(name).name in line[0]
    database = place / "store" / "chose-promise.db"
    assert "towns" in name or not database.exists() or "maison" not in database.read_bytes().decode("latin-1")


def test_a_folder_run_is_idempotent_and_ends_well(place: Path) -> None:
    first = command(place, "run", "essai", "--folder", str(place / "documents"), "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["ingest"]["inserted"] > 0
    again = json.loads(command(place, "run", "essai", "--folder", str(place / "documents"), "--json").stdout)["ingest"]
    assert (again["inserted"], again["updated"], again["noop"] > 0) == (0, 0, True)
    assert command(place, "check").returncode == 0


def test_an_unreadable_document_makes_the_run_partial(place: Path) -> None:
    (place / "documents" / "vide.pdf").write_bytes(b"")
    (place / "documents" / "erreur.pdf").write_text("<html><body>Page introuvable</body></html>", encoding="utf-8")
    done = command(place, "run", "essai", "--folder", str(place / "documents"))
    assert done.returncode == 4 and "outcome: partial" in done.stdout


def test_an_empty_folder_is_empty_not_ok(place: Path) -> None:
    (place / "documents" / "pv-2024-03-12.txt").unlink()
    done = command(place, "run", "essai", "--folder", str(place / "documents"))
    assert done.returncode == 4 and "outcome: empty" in done.stdout


def test_an_unknown_town_names_the_known_ones(place: Path) -> None:
    done = command(place, "run", "atlantide")
    assert done.returncode == 2 and "essai" in done.stderr


def test_reading_a_file_needs_no_store(place: Path) -> None:
    done = command(place, "read", str(place / "documents" / "pv-2024-03-12.txt"), "--json")
    acts = [item for line in done.stdout.splitlines() if (item := json.loads(line))["item"] == "act"]
    assert [act["number"] for act in acts] == ["D2024-001", "D2024-002", "D2024-003"]
    assert [act["outcome"] for act in acts] == ["adopted", "adopted", "noted"]
    assert not (place / "store").exists()


def test_a_demo_does_not_touch_another_towns_store(place: Path) -> None:
    command(place, "run", "essai", "--folder", str(place / "documents"))
    done = command(place, "demo", "--no-serve")
    assert done.returncode == 2 and "expected an empty store" in done.stderr
