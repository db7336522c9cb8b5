"""Reading of judged sets: every refusal names the file, the line and what was expected."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import InputError

GRADES = {"1": 1, "2": 2}


@dataclass(frozen=True)
class JudgedAct:
    """An act of a judged set, as given."""

    id: str
    date: str
    title: str
    body: str


@dataclass(frozen=True)
class LinkSet:
    """A judged set of links: acts and pledges in file order, and grade by pledge and act."""

    acts: tuple[JudgedAct, ...]
    pledges: tuple[tuple[str, str], ...]  # (id, text)
    grades: dict[str, dict[str, int]]


def read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give (line number, object) of a JSON Lines file, blank lines skipped."""
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not valid JSON ({error}); expected one object per line") from error
        if not isinstance(row, dict):
            raise InputError(f"{path}:{number}: expected a JSON object, found {type(row).__name__}")
        yield number, row


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (line number, row) of a CSV file that must have these columns; no cell is missing."""
    reader = csv.DictReader(_lines(path))
    try:
        yield from _rows(path, reader, columns)
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not valid CSV ({error})") from error


def _rows(path: Path, reader: "csv.DictReader[str]", columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path}:1: expected the columns {', '.join(columns)}; missing {', '.join(missing)}")
    for row in reader:
        if None in row or None in row.values():
            raise InputError(f"{path}:{reader.line_num}: expected {len(reader.fieldnames or ())} cells, as in the header")
        yield reader.line_num, row


def read_link_set(folder: Path) -> LinkSet:
    """Return the judged set of links of a folder (`acts.jsonl`, `pledges.jsonl`, `judgements.csv`)."""
    if not folder.is_dir():
        raise InputError(f"{folder}: expected a folder holding acts.jsonl, pledges.jsonl and judgements.csv")
    acts = tuple(_acts(folder / "acts.jsonl"))
    pledges = tuple(_pledges(folder / "pledges.jsonl"))
    if not pledges:
        raise InputError(f"{folder / 'pledges.jsonl'}: expected at least one pledge: there is nothing to score")
    grades = _grades(folder / "judgements.csv", {key for key, _ in pledges}, {act.id for act in acts})
    return LinkSet(acts, pledges, grades)


def _lines(path: Path) -> list[str]:
    """Return the lines of a file; only a line feed ends one: a text may hold other separators of lines."""
    try:
        return list(io.StringIO(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; it is part of the judged set") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: expected UTF-8 text ({error})") from error


def _text(place: str, row: dict[str, Any], key: str, *, empty: bool = False) -> str:
    value = row.get(key)
    if value is None and empty:
        return ""
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise InputError(f"{place}: {key}: expected {'text' if empty else 'non-empty text'}, found {value!r:.60}")
    return value


def _acts(path: Path) -> Iterator[JudgedAct]:
    seen: set[str] = set()
    for number, row in read_jsonl(path):
        place = f"{path}:{number}"
        act = JudgedAct(_text(place, row, "id"), *(_text(place, row, key, empty=True) for key in ("date", "title", "body")))
        _once(place, act.id, seen)
        yield act


def _pledges(path: Path) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, row in read_jsonl(path):
        place = f"{path}:{number}"
        key = _text(place, row, "id")
        _once(place, key, seen)
        yield key, _text(place, row, "text")


def _once(place: str, key: str, seen: set[str]) -> None:
    if key in seen:
        raise InputError(f"{place}: id: expected each id once, found {key!r} again")
    seen.add(key)


def _grades(path: Path, pledges: set[str], acts: set[str]) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for number, row in read_csv(path, ("pledge_id", "act_id", "grade")):
        place, pledge, act = f"{path}:{number}", row["pledge_id"].strip(), row["act_id"].strip()
        for name, value, known in (("pledge_id", pledge, pledges), ("act_id", act, acts), ("grade", row["grade"].strip(), set(GRADES))):
            if value not in known:
                raise InputError(f"{place}: {name}: expected {'2 or 1' if name == 'grade' else 'an id of the set'}, found {value!r}")
        if act in grades.setdefault(pledge, {}):
            raise InputError(f"{place}: expected each pair once, found {pledge},{act} again")
        grades[pledge][act] = GRADES[row["grade"].strip()]
    return grades
