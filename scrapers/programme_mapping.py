"""Where a published pledge set keeps its lists, sections, pledges and themes: one mapping file per set, no code.

A mapping is strict: every theme word of the set and every list is named in it (or left out on purpose), so that
nothing is dropped or invented in silence.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from tracker.errors import InputError
from tracker.ids import fold
from tracker.towns import Key, Slug, Strict, first_problem, read_yaml
from tracker.vocabulary import PledgeSourceKind

MAX_BYTES = 20_000_000
Row = tuple[Any, ...]  # the value met at each level, outermost first


class Place(Strict):
    """A value: the level of nesting it stands on, its dotted path there, and a side file that names its codes."""

    level: int = Field(default=0, ge=0)
    path: str = ""  # empty: the value of the level itself
    names: str | None = None  # JSON file beside the source: list of {id, label}
    required: bool = False  # of a CSV: the column must be there; that of the quote always must

    def read(self, row: Row) -> Any:
        """Return the value in a row, None when it is not there."""
        return walk(row[self.level], self.path) if self.level < len(row) else None


class ListsPlace(Strict):
    """Where a set names its own lists: the path of their array, and the paths of id and name in each."""

    path: str
    id: str
    name: str


class ListName(Strict):
    """A list of candidates: its key in the town's file and its name."""

    key: Key
    name: str


class Mapping(Strict):
    """The whole mapping file."""

    town: Slug | None = None  # None: the set exists for many towns, and the command says which
    year: int | None = None  # None: the command says it
    term: Key | None = None
    kind: PledgeSourceKind = PledgeSourceKind.PROGRAMME
    file: str = ""  # its name in a folder; empty: the file itself is given
    format: Literal["json", "jsonl", "csv"]
    levels: tuple[str, ...] = Field(default=("",), min_length=1)  # « name{} » is an object whose every value is a row {key, value}
    skip_rows_with: str | None = None
    organization: Place | None = None  # absent: the set holds one list
    lists: dict[str, ListName] = Field(default_factory=dict)
    lists_from: ListsPlace | None = None
    skip_empty: bool = False  # a row without words is no measure (the set names every list under every theme)
    key: Place | None = None  # absent: the key is a hash of the words
    quote: Place
    section: Place | None = None
    page: Place | None = None
    theme: Place | None = None
    themes: dict[str, tuple[Key, ...]] = Field(default_factory=dict)
    title: str  # {list} stands for the list's name
    source_url: str  # {list} stands for the list's key in the set
    publisher: str
    licence: str = ""
    second_hand: bool = False


def load_mapping(path: Path) -> Mapping:
    """Return a checked mapping, or raise `InputError` with one clear line."""
    try:
        return Mapping.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def lists_of(content: Any, mapping: Mapping, place: str) -> dict[str, ListName]:
    """Return the lists that a mapping names, or those that the set names itself."""
    if mapping.lists_from is None:
        return mapping.lists
    where = mapping.lists_from
    found = walk(content, where.path)
    if not isinstance(found, list):
        raise InputError(f"{place}: {where.path}: expected the lists of candidates, found {type(found).__name__}")
    named = {str(walk(one, where.id)): str(walk(one, where.name) or walk(one, where.id)) for one in found}
    return {key: ListName(key=slug_of(key), name=name) for key, name in named.items()}


def slug_of(text: str) -> str:
    """Return a key made of a set's own id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "liste"


def walk(value: Any, path: str) -> Any:
    """Follow a dotted path through objects; None when a step is missing."""
    if isinstance(value, dict) and path in value:
        return value[path]
    for step in filter(None, path.split(".")):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def rows_of(content: Any, levels: tuple[str, ...], place: str) -> Iterator[Row]:
    """Give every innermost row with its ancestors; a level that is not a list is refused."""
    found = walk(content, levels[0].removesuffix("{}"))
    if levels[0].endswith("{}") and isinstance(found, dict):
        found = [{"key": key, "value": value} for key, value in found.items()]
    if not isinstance(found, list):
        raise InputError(f"{place}: {levels[0] or 'the file'}: expected a list, found {type(found).__name__}")
    for number, item in enumerate(found, start=1):
        if len(levels) == 1:
            yield (item,)
        else:
            yield from ((item, *rest) for rest in rows_of(item, levels[1:], f"{place}: {levels[0] or 'row'} {number}"))


def read_json(path: Path, kind: str = "json") -> Any:
    """Return the JSON of a file, or the list of a JSON Lines file, or raise an error naming file and line."""
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path}: {path.stat().st_size} bytes; expected at most {MAX_BYTES}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: expected UTF-8 text ({error})") from error
    if kind == "json":
        return _parse(text, str(path))
    return [_parse(line, f"{path}:{number}") for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _parse(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not valid JSON ({error})") from error


def names_of(path: Path) -> dict[str, str]:
    """Return code -> label of a side file."""
    rows = read_json(path)
    if not isinstance(rows, list) or not all(isinstance(r, dict) and isinstance(r.get("label"), str) for r in rows):
        raise InputError(f"{path}: expected a list of objects with id and label")
    return {str(row.get("id")): row["label"] for row in rows}


def themes_of(labels: Any, mapping: Mapping, place: str) -> tuple[str, ...]:
    """Return our theme keys for the set's words; a word that the mapping does not name is refused."""
    known = {fold(label): keys for label, keys in mapping.themes.items()}
    found: list[str] = []
    for label in labels if isinstance(labels, list) else [labels]:
        if label is None:
            continue
        if fold(str(label)) not in known:
            raise InputError(f"{place}: theme {label!r}: expected one of those named under `themes` in the mapping")
        found.extend(known[fold(str(label))])
    return tuple(dict.fromkeys(found))
