"""The records of a JSON file with the place of each in the text: the interfaces of Mégalis, Opendatasoft, data-fair and DECP files.

Numbers keep their words. A file that breaks off gives the records before the break, and says where it breaks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scrapers.parsers.records.cells import words
from scrapers.parsers.records.schemas import Schema, key
from scrapers.parsers.records.shapes import Defects, Record, Value
from scrapers.parsers.records.table import MOST_ROWS

_LISTS = ("resultats", "results", "records", "marches", "marche", "data")
_DEPTH, _MOST_CELLS = 6, 300
_SPACE = re.compile(r"[ \t\n\r\f]*+")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: None, strict=False)


def looks_like_json(text: str) -> bool:
    """Say whether a text begins as a JSON list or object."""
    return bool(re.match(r'\s*(?:\[\s*(?:\{|\])|\{\s*(?:"|\}))', text[:4000]))


def first_names(text: str) -> list[str]:
    """Return the names of the cells of the first record."""
    for _, _, cells in _elements(text, Defects()):
        return list(cells)
    return []


def read_json(text: str, schema: Schema, fields: Mapping[str, str], defects: Defects) -> Iterator[Record]:
    """Yield the records of a JSON text, at most `MOST_ROWS`."""
    names = schema.names(fields)
    line, last = 1, 0
    for number, (start, end, cells) in enumerate(_elements(text, defects)):
        if number >= MOST_ROWS:
            defects.add("too_many_rows", None, f": only the first {MOST_ROWS} records are read", severity="error")
            return
        line, last = line + text.count("\n", last, start), start
        values: dict[str, Value] = {}
        for name, raw in cells.items():
            column = names.get(key(name))
            if column and column not in values and raw.strip():
                values[column] = _value(text, start, end, name, raw)
        yield Record(line, start, end, values)


def _elements(text: str, defects: Defects) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield (start, end, cells) of each object of the list of records."""
    place = _list_start(text)
    if place is None:
        defects.add("no_records", None, f": no list of records ({', '.join(_LISTS[:3])} … or a bare list) was found", text[:80], "error")
        return
    try:
        place = _skip(text, place + 1)
        while place < len(text) and text[place] != "]":
            if text[place] == ",":
                place = _skip(text, place + 1)
            found, end = _DECODER.raw_decode(text, place)
            if isinstance(found, dict):
                yield place, end, dict(_flat(found, "", 0))
            place = _skip(text, end)
        if place >= len(text):
            raise ValueError("the list is not closed")
    except (ValueError, RecursionError) as error:
        line = 1 + text.count("\n", 0, place)
        message = f", line {line}: the JSON breaks off ({str(error)[:80]}); the records before are read, those after are not"
        defects.add("broken_json", None, message, text[place : place + 60], "error")


def _list_start(text: str) -> int | None:
    """Return where the list of records opens: the text itself, or below a known name, at most three names deep."""
    place = _skip(text, 0)
    for _ in range(3):
        if text[place : place + 1] == "[":
            return place
        below = _member(text, place) if text[place : place + 1] == "{" else None
        if below is None:
            return None
        place = below
    return place if text[place : place + 1] == "[" else None


def _member(text: str, place: int) -> int | None:
    """Return where the value of a known name begins inside the object that opens at a place."""
    try:
        place = _skip(text, place + 1)
        while text[place] == '"':
            name, end = _DECODER.raw_decode(text, place)
            place = _skip(text, _skip(text, end) + 1)
            if name in _LISTS and text[place] in "[{":
                return place
            _, end = _DECODER.raw_decode(text, place)
            place = _skip(text, end)
            if text[place] != ",":
                return None
            place = _skip(text, place + 1)
    except (ValueError, IndexError, RecursionError):
        return None
    return None


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _flat(found: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield (dotted name, words) of every filled leaf, so deep and so many as a real record has."""
    if depth > _DEPTH or found is None:
        return
    if isinstance(found, dict):
        pairs: Iterator[tuple[str, Any]] = iter(list(found.items())[:_MOST_CELLS])
    elif isinstance(found, list):
        pairs = ((str(number), one) for number, one in enumerate(found[:20]))
    else:
        yield name, ("true" if found is True else "false" if found is False else str(found))
        return
    for part, below in pairs:
        yield from _flat(below, f"{name}.{part}" if name else str(part), depth + 1)


def _value(text: str, start: int, end: int, name: str, raw: str) -> Value:
    """Return a cell with its place: the first member of that name whose value is the cell's; the record's own place when there is none."""
    leaf = json.dumps(name.rsplit(".", 1)[-1], ensure_ascii=False)
    for match in re.compile(re.escape(leaf) + r"[ \t\n\r]*:[ \t\n\r]*").finditer(text, start, end):
        try:
            found, stop = _DECODER.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if str(found) == raw:
            quoted = text[match.end()] == '"'
            return Value(words(raw), match.end() + quoted, stop - quoted, match.start())
    return Value(words(raw), start, end, start)
