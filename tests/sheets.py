"""A programme being worked on, written for the tests: a leaflet whose text is ours, its proposals, and people to check it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from tests.factories import sample_town
from tracker.accounts import create_user
from tracker.ingest.programmes import ingest_programmes
from tracker.items import ProgrammeItem, ProposalItem
from tracker.settings import data_dir
from tracker.towns import load_town
from tracker.vocabulary import Role
from tracker.worksheets.files import proposals_file

REF = "val-essai/ensemble-2026"
SHA = "5" * 64
READ_AT = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
PEOPLE = {"vera": Role.VOLUNTEER, "vito": Role.VOLUNTEER, "rita": Role.REVIEWER}
PAGES = (
    "Se loger\nNous construirons 300 logements sociaux d'ici 2030.\nLe logement est un droit pour toutes et tous.\n"
    "Nous rénoverons l'école Curie et ouvrirons une crèche\nde 40 places dans le quartier Nord.\n",
    "Se déplacer\nPorter à 12 le nombre de navettes.\nSans augmenter le prix du ticket.\nNe pas augmenter le stationnement.\n"
    "Nous vous attendons au meeting du 3 mars.\nNous planterons des arbres place du Marché.\n",
)
PASSAGES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Se loger", "title", {}),
    (
        "Nous construirons 300 logements sociaux d'ici 2030.",
        "pledge",
        {
            "level": "measurable",
            "details": {
                "figures": [{"raw": "300 logements", "value": 300, "unit": "logements"}],
                "deadline": {"raw": "d'ici 2030", "date": "2030-12-31", "precision": "year"},
                "bodies": [{"kind": "commune", "reason": "logement"}],
            },
            "themes": [{"key": "housing", "score": 0.8}, {"key": "solidarity", "score": 0.3}],
        },
    ),
    ("Le logement est un droit pour toutes et tous.", "values", {}),
    (
        "Nous rénoverons l'école Curie et ouvrirons une crèche de 40 places dans le quartier Nord.",
        "pledge",
        {
            "level": "named",
            "parts": [("Nous rénoverons l'école Curie", 0), ("ouvrirons une crèche de 40 places dans le quartier Nord.", 33)],
            "details": {"figures": [{"raw": "40 places", "value": 40, "unit": "places"}], "places": ["quartier Nord"]},
            "themes": [{"key": "education", "score": 0.7}, {"key": "housing", "score": 0.2}],
        },
    ),
    ("Se déplacer", "title", {}),
    ("Porter à 12 le nombre de navettes.", "pledge", {"level": "measurable", "themes": [{"key": "transport", "score": 0.9}]}),
    ("Sans augmenter le prix du ticket.", "pledge", {"themes": [{"key": "transport", "score": 0.6}, {"key": "finance", "score": 0.5}]}),
    ("Ne pas augmenter le stationnement.", "pledge", {"fulfilment": "abstention", "details": {"negative": True}}),
    ("Nous vous attendons au meeting du 3 mars.", "campaign", {}),
    ("Nous planterons des arbres place du Marché.", "pledge", {"level": "named", "details": {"bodies": [{"kind": "region"}]}}),
)
TITLES = ("Se loger", "Se déplacer")


@dataclass(frozen=True)
class Leaflet:
    """What a proposals file holds."""

    pages: Sequence[str] = PAGES
    passages: Sequence[tuple[str, str, dict[str, Any]]] = PASSAGES
    sha256: str = SHA
    head: dict[str, Any] = field(default_factory=dict)


def proposals(leaflet: Leaflet) -> list[ProposalItem]:
    """Return the passages of a leaflet as the machine would hand them over."""
    text, place, heading, made = "\f".join(leaflet.pages), 0, "", []
    for position, (words, label, more) in enumerate(leaflet.passages):
        start, end = _span(text, words, place)
        place = end
        heading = words if label == "title" else heading
        details = dict(more)
        details["parts"] = [{"text": part, "span": (at, at + len(part))} for part, at in more.get("parts", ())]
        page = text[:start].count("\f") + 1
        content = {
            "sha256": leaflet.sha256, "text": words, "page": page, "headings": (heading,) if heading else (), "position": position,
            "span": (start, end), "label": label, "score": 0.9 if label == "pledge" else 0.1, **details,
        }  # fmt: skip
        made.append(ProposalItem.model_validate(content))
    return made


def _span(text: str, words: str, place: int) -> tuple[int, int]:
    if (at := text.find(words, place)) >= 0:
        return at, at + len(words)
    first, last = words.split()[0], words.split()[-1]
    start = text.index(first, place)
    while " ".join(text[start:].split())[: len(words)] != words:
        start = text.index(first, start + 1)
    end = text.index(last, start) + len(last)
    while " ".join(text[start:end].split()) != words:
        end = text.index(last, end) + len(last)
    return start, end


def write_sheet(leaflet: Leaflet | None = None, ref: str = REF) -> Path:
    """Write the proposals file as `programme read` does."""
    leaflet = leaflet or Leaflet()
    town, _, name = ref.partition("/")
    organization, _, year = name.rpartition("-")
    content: dict[str, Any] = {
        "town": town, "organization": organization, "year": int(year), "term": "t2026", "title": "Programme d'Ensemble",
        "url": "https://ensemble.example/programme.pdf", "publisher": "Ensemble", "sha256": leaflet.sha256,
        "media_type": "application/pdf", "retrieved_at": READ_AT, "pages": leaflet.pages, "extractor": "test@1",
    }  # fmt: skip
    head = ProgrammeItem.model_validate({**content, **leaflet.head})
    path = proposals_file(ref)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [head.model_dump_json(), *(one.model_dump_json() for one in proposals(leaflet))]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def fill(leaflet: Leaflet | None = None, people: Iterable[str] = PEOPLE) -> None:
    """Write the town, its people and the proposals of one programme."""
    bodies = [{"key": "council", "name": "Conseil municipal"}, {"key": "metro", "name": "Métropole", "classification": "epci"}]
    town = sample_town(bodies=bodies)
    path = data_dir() / "towns" / f"{town.slug}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(json.loads(town.model_dump_json(exclude_defaults=True)), allow_unicode=True), encoding="utf-8")
    for login in people:
        create_user(login, login.title(), PEOPLE[login])
    ingest_programmes(load_town(town.slug))
    write_sheet(leaflet)
