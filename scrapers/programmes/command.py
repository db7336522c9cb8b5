"""`programme read`: files, a folder, or an address to the proposals of one list, for its worksheet. The chain, and no other logic."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scrapers.archive import Archive
from scrapers.programme_mapping import Mapping as Rules
from scrapers.programme_mapping import load_mapping
from scrapers.programmes.fetching import fetch
from scrapers.programmes.importing import complete, main_file
from scrapers.programmes.proposals import DetailsOf, Sheet, ThemesOf, Written, write_proposals
from scrapers.programmes.reading import Programme, Source, read_sources
from scrapers.programmes.tables import read_table
from tracker import clock
from tracker.errors import InputError
from tracker.settings import find_data_file, worksheets_dir
from tracker.towns import OrganizationConfig, TownConfig
from tracker.vocabulary import PledgeSourceKind

MOST_FILES = 500
_TABLES = {".csv", ".json", ".jsonl"}


@dataclass(frozen=True)
class Asked:
    """What the command says; what it leaves out comes from the town's file."""

    what: tuple[str, ...]
    organization: str
    year: int | None = None
    term: str | None = None
    kind: PledgeSourceKind = PledgeSourceKind.PROGRAMME
    mapping: str | None = None
    named: str = ""  # the list's key in the table, when it is not ours
    title: str = ""
    url: str = ""
    prefix: str = ""
    max_pages: int = 50


@dataclass(frozen=True)
class Nothing:
    """No document that was given holds a text that can be read, and nothing was written: the sentences say of each why."""

    issues: tuple[str, ...]
    pledges: int = 0

    def told(self) -> list[str]:
        """Return the lines that the command prints."""
        return [f"! {issue}" for issue in self.issues] + ["empty: nothing of this could be read, no proposal was written"]


def read_programme(
    town: TownConfig, asked: Asked, details_of: DetailsOf | None = None, themes_of: ThemesOf | None = None
) -> Written | Nothing:  # fmt: skip
    """Read a programme and write its proposals; `details_of` and `themes_of` are given by who chains the rooms."""
    one = organization_of(town, asked.organization)
    year, term = _year(one, asked), term_of(town, one, asked)
    rules = _rules(asked, town, year, term)
    programme = _table(asked, rules, _before(town.slug, one.key, year)) if rules else _documents(asked, town)
    sheet = Sheet(
        town.slug, one.key, year, term, asked.kind, asked.title or (rules.title.replace("{list}", one.name) if rules else ""),
        asked.url or _url(asked, rules, one), one.name if rules is None else rules.publisher.replace("{list}", one.name),
        rules.licence if rules else "", bool(rules and rules.second_hand), clock.now(),
        next((one.start for one in town.terms if one.key == term), None),
    )  # fmt: skip
    if not programme.parts:
        return Nothing(programme.lost or ("no text was found",))
    return write_proposals(sheet, programme, details_of, themes_of)


def organization_of(town: TownConfig, key: str) -> OrganizationConfig:
    for one in town.organizations:
        if one.key == key:
            return one
    known = ", ".join(one.key for one in town.organizations) or "none"
    raise InputError(f"{town.slug}: no list {key!r} in the town's file; known: {known}")


def _year(one: OrganizationConfig, asked: Asked) -> int:
    year = asked.year or one.election
    if year is None:
        raise InputError(f"list {one.key!r}: the town's file says no election; expected --year")
    return year


def term_of(town: TownConfig, one: OrganizationConfig, asked: Asked) -> str:
    """Return the term that the pledges are for: the one asked, the list's own, else the one that begins in the year of the election."""
    year = _year(one, asked)
    key = asked.term or (one.term if asked.year in (None, one.election) else None)
    key = key or next((term.key for term in town.terms if term.start.year == year), None)
    if key is None or key not in {term.key for term in town.terms}:
        raise InputError(f"{town.slug}: term {key or year!r}: expected one of {', '.join(term.key for term in town.terms)} (--term)")
    return key


def _rules(asked: Asked, town: TownConfig, year: int, term: str) -> Rules | None:
    suffixes = {Path(one).suffix.lower() for one in asked.what}
    if not asked.mapping:
        if suffixes & _TABLES:
            raise InputError(f"{asked.what[0]}: a table of measures; expected --mapping, the file of data/importers that names its columns")
        return None
    path = Path(asked.mapping) if Path(asked.mapping).is_file() else find_data_file("importers", f"{asked.mapping}.yml")
    if not path.is_file():
        raise InputError(f"{asked.mapping}: no such mapping in data/importers")
    return complete(load_mapping(path), path, town.slug, year, term)


def _table(asked: Asked, rules: Rules, before: Mapping[str, str]) -> Programme:
    if len(asked.what) != 1:
        raise InputError(f"a mapping reads one file; {len(asked.what)} were given")
    path = main_file(Path(asked.what[0]), rules)
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    return read_table(_kept(path, asked.url), rules, asked.named or asked.organization, before)


def _before(town: str, organization: str, year: int) -> dict[str, str]:
    """Return the words of each id at the reading before; nothing when there was none, or when it cannot be read."""
    path = worksheets_dir() / town / f"{organization}-{year}" / "proposals.jsonl"
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").split("\n") if path.is_file() else ():
        try:
            item = json.loads(line) if line else {}
        except ValueError:
            return {}
        if item.get("item") == "proposal" and str(item.get("anchor", "")).startswith("#"):
            found[str(item["anchor"])[1:]] = str(item["text"])
    return found


def _documents(asked: Asked, town: TownConfig) -> Programme:
    if any(one.lower().startswith(("http://", "https://")) for one in asked.what):
        if len(asked.what) != 1:
            raise InputError("an address is read alone: give one address, or files")
        found = fetch(asked.what[0], town, asked.max_pages, asked.prefix)
        return _with_issues(read_sources(found.sources), found.issues)
    return read_sources([_kept(path, asked.url) for path in _files(asked.what)])


def _with_issues(programme: Programme, issues: Sequence[str]) -> Programme:
    text = replace(programme.text, issues=(*issues, *programme.text.issues))
    return replace(programme, composed=replace(programme.composed, text=text))


def _files(what: Sequence[str]) -> list[Path]:
    """Return the files that are named, those of a folder in the order of their names."""
    found: list[Path] = []
    for one in map(Path, what):
        if one.is_dir():
            found.extend(sorted(path for path in one.rglob("*") if path.is_file() and not path.name.startswith(".")))
        elif one.is_file():
            found.append(one)
        else:
            raise InputError(f"{one}: no such file; a programme to read was expected")
    if not found or len(found) > MOST_FILES:
        raise InputError(f"{what[0]}: {len(found)} files; expected between 1 and {MOST_FILES}")
    return found


def _kept(path: Path, url: str) -> Source:
    """Keep a file's bytes in the archive and return it as a source."""
    archive = Archive()
    sha256, _ = archive.put(path.read_bytes())
    return Source(archive.path(sha256), sha256, path.name, url or path.name)


def _url(asked: Asked, rules: Rules | None, one: OrganizationConfig) -> str:
    if rules is not None:
        return rules.source_url.replace("{list}", one.key).replace("{file}", Path(asked.what[0]).name)
    return asked.what[0] if asked.what[0].startswith("http") else Path(asked.what[0]).name
