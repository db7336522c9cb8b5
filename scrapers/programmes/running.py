"""Running heads, running feet and page numbers, which stand between two halves of a sentence and belong to neither. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from scrapers.documents.lines import Line

_EDGE_ROWS = 3  # heights from the top or the bottom of a page that are looked at, as long as all before them run on
_LEAST = 3  # pages
_SHARE = 0.4  # of the pages
_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—|]?\s*\d{1,3}\s*(?:[-–—|/]|sur)?\s*(?:\d{1,3})?\s*[-–—|]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def set_aside(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without what runs on from page to page, and what was set aside, each once."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.mark:
            pages[line.page].append(line)
    edges = {number: [line for row in _edges(found) for line in row] for number, found in pages.items()}
    counted = Counter(key for found in edges.values() for key in {_key(line) for line in found})
    repeated = {key for key, count in counted.items() if count >= _LEAST and count >= _SHARE * len(pages) and key}
    dropped: dict[int, Line] = {}
    for found in pages.values():
        rows = _rows(found)
        for inwards in (rows, rows[::-1]):
            for row in inwards[:_EDGE_ROWS]:
                if not all(_key(line) in repeated or _NUMBER.fullmatch(line.text) for line in row):
                    break
                dropped |= {id(line): line for line in row}
    said = dict.fromkeys(line.text for line in dropped.values() if not _NUMBER.fullmatch(line.text))
    return [line for line in lines if id(line) not in dropped], _once(said)


def _edges(found: Sequence[Line]) -> list[list[Line]]:
    rows = _rows(found)
    return rows if len(rows) <= 2 * _EDGE_ROWS else [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]]


def _rows(found: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a page by their height, from the top down."""
    rows: list[list[Line]] = []
    for line in sorted(found, key=lambda one: -one.middle):
        if rows and rows[-1][0].middle - line.middle < 0.5 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _key(line: Line) -> str:
    """Return what is the same on every page: the words, and the height on the page in steps that forgive a shift."""
    words = _DIGITS.sub("#", " ".join(line.text.casefold().split()))
    return f"{words}@{round(line.middle / 24)}" if words else ""


def _once(said: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    for text in said:
        known.setdefault(_DIGITS.sub("#", text.casefold()), text)
    return list(known.values())
