"""Published pledge sets to programme files, driven by a mapping; every pledge waits for a person (`confirmed: false`).

A file that a person has touched since it was written is never overwritten: the first line keeps a digest of what the
importer wrote. Nothing is written unless every list of the set is valid.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from scrapers.programme_mapping import (
    MAX_BYTES,
    ListName,
    Mapping,
    Place,
    Row,
    lists_of,
    load_mapping,
    names_of,
    read_json,
    rows_of,
    slug_of,
    themes_of,
)  # fmt: skip
from scrapers.programmes.csv_rows import Rows, refuse
from tracker.errors import InputError, ProgrammeError
from tracker.files import write_whole
from tracker.ids import digest
from tracker.programmes import ProgrammeConfig
from tracker.settings import data_dir
from tracker.towns import first_problem

_MARK = "# Imported; a person confirms each pledge. Digest of what follows: "
Pledges = dict[str, list[dict[str, Any]]]  # list's key in the set -> pledges


def import_programme(source: Path, mapping: Path, town: str, year: int | None = None, term: str | None = None) -> list[Path]:
    """Write one programme file per list of a pledge set and return their paths.

    `source` is the set's main file or the folder that holds it; `year` and `term` are for a mapping that serves many towns.
    Raises `InputError` naming file and place.
    """
    rules = complete(load_mapping(mapping), mapping, town, year, term)
    main = main_file(source, rules)
    rows, lists = read_rows(main, rules)
    rules = rules.model_copy(update={"lists": lists})
    pledges = _by_list(rows, rules, main)
    sha256 = hashlib.sha256(main.read_bytes()).hexdigest()
    folder = data_dir() / "programmes" / town
    texts = {
        folder / f"{rules.lists[k].key}-{rules.year}.yml": _text(_programme(k, found, rules, sha256, main)) for k, found in pledges.items()
    }
    for path in texts:
        _refuse_touched(path, texts[path])
    for path, text in texts.items():
        write_whole(path, text)
    return list(texts)


def complete(rules: Mapping, mapping: Path, town: str, year: int | None, term: str | None) -> Mapping:
    """Return the rules with what the command says; what the mapping says for one town must agree."""
    if rules.town not in (None, town):
        raise InputError(f"{mapping}: town: expected {town!r} (the town asked for), found {rules.town!r}")
    rules = rules.model_copy(update={"town": town, "year": rules.year or year, "term": rules.term or term})
    if rules.year is None or rules.term is None:
        raise InputError(f"{mapping}: it serves many towns; expected the year and the term beside it (--year, --term)")
    return rules


def main_file(source: Path, rules: Mapping) -> Path:
    """Return the set's main file; a folder holds it under the name that the mapping gives."""
    if source.is_dir() and not rules.file:
        raise InputError(f"{source}: a folder; this mapping reads a file: give the file itself")
    return source / rules.file if source.is_dir() else source


def read_rows(main: Path, rules: Mapping) -> tuple[list[tuple[str, Row]], dict[str, ListName]]:
    """Return the rows of a set, each with its place for messages, and the lists that it names."""
    if rules.format == "csv":
        return _csv_rows(main, rules), rules.lists
    content = read_json(main, rules.format)
    lists = lists_of(content, rules, str(main))
    return [
        (f"{main}: pledge {number}", row)
        for number, row in enumerate(rows_of(content, rules.levels, str(main)), start=1)
        if not (rules.skip_rows_with and isinstance(row[-1], dict) and rules.skip_rows_with in row[-1])
    ], lists


def _csv_rows(main: Path, rules: Mapping) -> list[tuple[str, Row]]:
    if not main.is_file():
        raise InputError(f"{main}: no such file")
    if main.stat().st_size > MAX_BYTES:
        raise InputError(f"{main}: {main.stat().st_size} bytes; expected at most {MAX_BYTES}")
    table = Rows(main)
    places = (rules.quote, rules.key, rules.section, rules.theme, rules.page, rules.organization)
    table.need([place.path for place in places if place is not None and (place.required or place is rules.quote)])
    rows = list(table.rows())
    if rules.key is not None and rules.key.path in table.columns:
        refuse(main, _repeated(rows, rules.key.path))
    return [(f"{main}: row {number}", (cells,)) for number, cells in rows]


def _repeated(rows: list[tuple[int, dict[str, str]]], column: str) -> list[str]:
    """Return a sentence for each id that stands on two rows, or is missing where others have one."""
    first: dict[str, int] = {}
    problems = []
    for number, cells in rows:
        key = cells.get(column, "")
        if not key:
            problems.append(f"row {number}: column {column!r}: no id; every measure needs its own")
        elif key in first:
            problems.append(f"row {number}: column {column!r}: id {key!r} stands on row {first[key]} too; every measure needs its own")
        first.setdefault(key, number)
    return problems if len(problems) < len(rows) else []  # a column without any id is simply not used


def _by_list(rows: list[tuple[str, Row]], rules: Mapping, main: Path) -> Pledges:
    names = side_files(main, rules)
    found: Pledges = {}
    for place, row in rows:
        if not (rules.skip_empty and not rules.quote.read(row)):
            found.setdefault(_list_of(row, rules, place), []).append(pledge_of(row, rules, names, place))
    if not found:
        raise InputError(f"{main}: expected pledges at {' / '.join(rules.levels)}, found none")
    return {key: list(_with_keys(rows)) for key, rows in found.items()}


def side_files(main: Path, rules: Mapping) -> dict[str, dict[str, str]]:
    """Return the labels of the codes that side files name."""
    return {place.names: names_of(main.parent / place.names) for place in (rules.section, rules.theme) if place and place.names}


def _list_of(row: Row, rules: Mapping, place: str) -> str:
    key = str(rules.organization.read(row)) if rules.organization else next(iter(rules.lists), "")
    if key not in rules.lists:
        raise InputError(f"{place}: list {key!r}: expected one of those named under `lists` in the mapping")
    return key


def pledge_of(row: Row, rules: Mapping, names: dict[str, dict[str, str]], place: str) -> dict[str, Any]:
    """Return the fields of one pledge as a row says them."""
    quote = rules.quote.read(row)
    if not isinstance(quote, str) or len(quote.strip()) < 3:
        raise InputError(f"{place}: quote: expected at least three characters, found {quote!r:.60}")
    key = (rules.key.read(row) or None) if rules.key else None
    labels = _named(rules.theme, row, names, place) if rules.theme else None
    section = _named(rules.section, row, names, place) if rules.section else None
    return {
        "key": slug_of(str(key)) if key is not None else "p-" + digest(quote.strip())[:8],
        "quote": quote.strip(),
        "section": str(section) if section else None,
        "themes": themes_of(labels, rules, place),
        "second_hand": rules.second_hand,
        "confirmed": False,
    }


def _named(where: Place, row: Row, names: dict[str, dict[str, str]], place: str) -> Any:
    """Return a value, its code replaced by the label of the side file when the mapping names one."""
    value = where.read(row)
    if not where.names or value is None:
        return value
    if str(value) not in names[where.names]:
        raise InputError(f"{place}: {where.path}: expected a code of {where.names}, found {value!r}")
    return names[where.names][str(value)]


def _with_keys(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Add a hash of the words to keys that the set uses for several pledges."""
    uses = Counter(row["key"] for row in rows)
    for row in rows:
        yield row if uses[row["key"]] == 1 else row | {"key": f"{row['key']}-{digest(row['quote'])[:6]}"}


def _programme(key: str, pledges: list[dict[str, Any]], rules: Mapping, sha256: str, main: Path) -> ProgrammeConfig:
    one = rules.lists[key]
    fields = rules.model_dump(include={"town", "year", "term", "kind", "publisher", "licence", "second_hand"})
    fields |= {"organization": one.key, "sha256": sha256, "pledges": tuple(pledges)}
    fields |= {"title": rules.title.replace("{list}", one.name), "source_url": rules.source_url.replace("{list}", key)}
    try:
        return ProgrammeConfig.model_validate(fields)
    except ValidationError as error:
        raise ProgrammeError(first_problem(main, error)) from error


def _text(programme: ProgrammeConfig) -> str:
    content = programme.model_dump(mode="json", exclude_defaults=True)
    for pledge in content["pledges"]:
        pledge["confirmed"] = False  # written out, so that a person sees what to change
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    return f"{_MARK}{digest(body)}\n{body}"


def _refuse_touched(path: Path, text: str) -> None:
    """Refuse a file that exists, differs, and is not word for word what an importer wrote."""
    if not path.exists():
        return
    present = path.read_text(encoding="utf-8")
    first, _, body = present.partition("\n")
    if present != text and first != f"{_MARK}{digest(body)}":
        raise InputError(f"{path}: changed by a person since it was imported; expected to be moved away before importing again")
