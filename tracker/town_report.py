"""What `towns add` and `towns check` say on a terminal: tables in French (English by switch), every word from the table of labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.town_files import Place
from tracker.vocabulary import DocumentKind, RunOutcome
from tracker.wording import Lang, add_labels, date_short, enum_label, label, percent, plural

LABELS: dict[str, tuple[str, str]] = {
    "towns.source": ("source", "source"),
    "towns.platform": ("plateforme", "platform"),
    "towns.kind": ("document", "document"),
    "towns.count": ("nombre", "number"),
    "towns.first": ("premier", "first"),
    "towns.last": ("dernier", "last"),
    "towns.readable": ("avec texte", "with text"),
    "towns.state": ("visite", "visit"),
    "towns.shown": ("montrés", "shown"),
    "towns.since": ("silence", "silence"),
    "towns.silent_since": ("depuis le {day}", "since {day}"),
    "towns.silent_always": ("jamais rien reçu", "nothing ever received"),
    "towns.commune": ("Commune : {name} (INSEE {insee}, SIREN {siren})", "Commune: {name} (INSEE {insee}, SIREN {siren})"),
    "towns.epci": ("Intercommunalité : {name} (SIREN {siren})", "Group of communes: {name} (SIREN {siren})"),
    "towns.engine": ("Site : {url}, fait avec {engine}", "Site: {url}, made with {engine}"),
    "towns.site": ("Site : {url}", "Site: {url}"),
    "towns.unknown": ("inconnu", "unknown"),
    "towns.sampled": ("{readable} ({ok} sur {tried} ouverts)", "{readable} ({ok} of {tried} opened)"),
    "towns.none": ("aucun document trouvé", "no document found"),
    "towns.asked.one": ("{n} requête en tout.", "{n} request in all."),
    "towns.asked.other": ("{n} requêtes en tout.", "{n} requests in all."),
    "towns.missing": ("Ce qui manque :", "What is missing:"),
    "towns.written": ("Fichier écrit : {path} ({lines} lignes, à confirmer)", "File written: {path} ({lines} lines, to be confirmed)"),
    "towns.next": (
        "Relisez-le, confirmez-le ligne par ligne, puis : chose-promise run {slug}",
        "Read it, confirm it line by line, then: chose-promise run {slug}",
    ),
    "towns.not_written": (
        "Aucun fichier écrit : rien n'a été trouvé sur ce site en {n} requêtes.",
        "No file written: nothing was found on this site in {n} requests.",
    ),
    "towns.by_hand": (
        "Le dossier d'une commune peut aussi être rempli à la main : voir docs/add-a-town.md.",
        "A town's folder can also be filled by hand: see docs/add-a-town.md.",
    ),
}
add_labels(LABELS)


@dataclass(frozen=True)
class FoundRow:
    """One kind of document of one source: how many were shown, from when to when, and how many of those opened can be read."""

    source: str
    platform: str
    kind: DocumentKind | None  # None: the source showed nothing
    count: int = 0
    first: date | None = None
    last: date | None = None
    opened: int = 0
    readable: int = 0


@dataclass(frozen=True)
class CheckRow:
    """How one source of a town is today."""

    source: str
    platform: str
    outcome: RunOutcome
    shown: int
    last: date | None
    silent: bool
    since: date | None = None  # the last sign of life of a silent source, when there was one
    said: tuple[str, ...] = ()  # what the visit met


@dataclass(frozen=True)
class Facts:
    """All that `towns add` has to say."""

    place: Place
    url: str
    engine: str
    rows: tuple[FoundRow, ...]
    requests: int
    missing: tuple[str, ...] = ()
    path: Path | None = None


def found_table(rows: Sequence[FoundRow], lang: Lang = "fr") -> str:
    """Return the table of what a test crawl found."""
    head = [label(f"towns.{name}", lang) for name in ("source", "platform", "kind", "count", "first", "last", "readable")]
    return _table([head, *(_found_cells(row, lang) for row in rows)])


def _found_cells(row: FoundRow, lang: Lang) -> list[str]:
    if row.kind is None:
        return [row.source, row.platform, label("towns.none", lang), "0", "-", "-", "-"]
    share = "-"
    if row.opened:
        share = label("towns.sampled", lang, readable=percent(row.readable / row.opened, lang), ok=row.readable, tried=row.opened)
    return [row.source, row.platform, enum_label(row.kind, lang), str(row.count), _day(row.first), _day(row.last), share]


def check_table(rows: Sequence[CheckRow], lang: Lang = "fr") -> str:
    """Return the table of how a town's sources are, with the day since which each silent one says nothing."""
    head = [label(f"towns.{name}", lang) for name in ("source", "platform", "state", "shown", "last", "since")]
    return _table([head, *(_check_cells(row, lang) for row in rows)])


def _check_cells(row: CheckRow, lang: Lang) -> list[str]:
    silence = "-"
    if row.silent:
        silence = label("towns.silent_since", lang, day=row.since) if row.since else label("towns.silent_always", lang)
    return [row.source, row.platform, enum_label(row.outcome, lang), str(row.shown), _day(row.last), silence]


def _day(day: date | None) -> str:
    return date_short(day) if day else "-"


def _table(rows: list[list[str]]) -> str:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def proposal_text(facts: Facts, lang: Lang = "fr") -> str:
    """Return the whole report of `towns add`: whose site, what was found, what is missing, what to do next."""
    parts = [*_place_lines(facts, lang), "", found_table(facts.rows, lang), "", plural("towns.asked", facts.requests, lang)]
    if facts.missing:
        parts += [label("towns.missing", lang), *(f"- {one}" for one in facts.missing)]
    if facts.path is None:
        return "\n".join([*parts, label("towns.not_written", lang, n=facts.requests), label("towns.by_hand", lang)])
    lines = len(facts.path.read_text(encoding="utf-8").splitlines())
    written = label("towns.written", lang, path=facts.path, lines=lines)
    return "\n".join([*parts, written, label("towns.next", lang, slug=facts.path.stem)])


def _place_lines(facts: Facts, lang: Lang) -> list[str]:
    place, unknown = facts.place, label("towns.unknown", lang)
    lines = [label("towns.commune", lang, name=place.name, insee=place.insee, siren=place.siren or unknown)]
    if place.epci_siren:
        lines.append(label("towns.epci", lang, name=place.epci_name or unknown, siren=place.epci_siren))
    return [*lines, label("towns.engine" if facts.engine else "towns.site", lang, url=facts.url, engine=facts.engine)]
