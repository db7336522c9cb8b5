"""Writes a new town's file: short, in the order of the others, checked by the same contract before a byte is written."""

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from tracker.errors import InputError
from tracker.freeze import load_terms
from tracker.ids import fold
from tracker.settings import data_dir
from tracker.towns import BodyConfig, SourceConfig, TermConfig, TownConfig, load_town_file, town_files
from tracker.vocabulary import Classification

MOST_LINES = 25
_MOST_SLUG = 100
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # what YAML, or a terminal, would take for a line end or an order
COUNCIL, EPCI = "council", "epci"
_DAY = re.compile(r"((?:^\{|, )(?:start|end): )'(\d{4}-\d\d-\d\d)'(?=[,}])")  # days are written bare, words that look like one are not
_MAIN = ("key", "name", "siren", "classification", "start", "end", "body", "platform", "url", "dataset", "hosts", "query", "kind")


@dataclass(frozen=True)
class Place:
    """A commune and its group of communes, as they were identified."""

    name: str
    insee: str
    siren: str | None = None
    epci_name: str = ""
    epci_siren: str | None = None


def slug_of(name: str) -> str:
    """Return the slug of a town's name; refuse a name that gives none."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    if not slug or len(slug) > _MOST_SLUG:
        raise InputError(f"{name[:80]!r}: expected the name of a commune in at most {_MOST_SLUG} Latin letters; give it with --name")
    return slug


def _one_line(text: str) -> str:
    return " ".join(_NOT_PRINTED.sub(" ", text).split())


def new_town(place: Place, sources: tuple[SourceConfig, ...]) -> TownConfig:
    """Return the town that the file will say: its council and its group, the terms of the calendar of elections, everything to confirm."""
    place = replace(place, name=_one_line(place.name), epci_name=_one_line(place.epci_name))
    bodies = [BodyConfig(key=COUNCIL, name=f"Conseil municipal {_of(place.name)}", siren=place.siren)]
    if place.epci_siren:
        name = place.epci_name or f"EPCI {place.epci_siren}"
        bodies.append(BodyConfig(key=EPCI, name=name, siren=place.epci_siren, classification=Classification.EPCI))
    return TownConfig(
        slug=slug_of(place.name), name=place.name, insee=place.insee, bodies=tuple(bodies), terms=_terms(), sources=sources,
    )  # fmt: skip


def _of(name: str) -> str:
    """Return "de" and a place name as French writes them: d'Orfeuil, du Havre, des Sables, de la Rochelle."""
    article, _, rest = name.partition(" ")
    if article in ("Le", "Les") and rest:
        return f"{'du' if article == 'Le' else 'des'} {rest}"
    if article == "La" and rest:
        return f"de La {rest}"
    return f"d'{name}" if fold(name)[:1] in tuple("aeiouyh") and not name.startswith("L'") else f"de {name}"


def _terms() -> tuple[TermConfig, ...]:
    terms = load_terms()
    if not terms:
        raise InputError("elections.yml: expected `terms`, the terms of office of municipal councils; found none")
    return terms


def free_path(slug: str) -> Path:
    """Return where the file of a new town goes, or refuse when the town is known: a person's file is never written over."""
    path = data_dir() / "towns" / f"{slug}.yml"
    known = town_files().get(slug)
    if known is not None or path.exists():
        raise InputError(f"{known or path}: this town has a file already; change it by hand, or move it away first")
    return path


def town_yaml(town: TownConfig, origin: str, notes: str) -> str:
    """Return the text of a town's file: one line for each body, term and source."""
    lines = [
        f"# Written by `towns add {_one_line(origin)}`; every line is to confirm by a person of the town.",
        f"slug: {_scalar(town.slug)}", f"name: {_scalar(town.name)}", f'insee: "{town.insee}"', "status: to_confirm",
    ]  # fmt: skip
    lines += ["bodies:", *_entries(town.bodies)]
    lines += ["terms:  # days to confirm: the council takes office a few days after the poll", *_entries(town.terms)]
    lines += ["sources:", *_entries(town.sources), f"notes: {_scalar(notes)}"]
    return "\n".join(lines) + "\n"


def _entries(rows: tuple[BodyConfig, ...] | tuple[TermConfig, ...] | tuple[SourceConfig, ...]) -> list[str]:
    return [f"  - {_inline(row.model_dump(mode='json', exclude_defaults=True))}" for row in rows]


def _inline(values: dict[str, Any]) -> str:
    """Return a mapping on one line, its keys in the order of the other towns' files."""
    order = [name for name in _MAIN if name in values] + [name for name in values if name not in _MAIN]
    said = yaml.safe_dump(
        {name: values[name] for name in order}, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    return _DAY.sub(r"\1\2", str(said).strip())


def _scalar(text: str) -> str:
    said: str = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return said.removesuffix("\n...\n").strip()


def write_town(path: Path, text: str) -> TownConfig:
    """Write a town's file, never over another one, and return it as any command reads it.

    It is read back before it gets its name: one file that no command can read would stop those of every other town.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=path.parent) as place:
        waiting = Path(place) / path.name
        waiting.write_text(text, encoding="utf-8")
        town = load_town_file(waiting)
        try:
            path.hardlink_to(waiting)
        except FileExistsError as error:
            raise InputError(f"{path}: this town has a file already") from error
    return town
