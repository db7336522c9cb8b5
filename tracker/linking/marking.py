"""Where a text holds what was asked, to be highlighted, and which stretch of a long text to show: offsets only, no words are changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.linking.asked import Asked
from tracker.linking.terms import Terms

WIDTH = 320
LONGEST = 400_000  # characters of one act that are looked through
_MOST_MARKS = 4_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Mark:
    """A word or expression found: its place, which need it answers, and whether by a neighbour of the words typed."""

    start: int
    end: int
    need: int
    neighbour: bool


def marks_of(text: str, asked: Asked, terms: Terms) -> list[Mark]:
    """Return every match in a text (its Unicode already composed), in order, none inside another; typed words win."""
    ways: dict[str, list[tuple[tuple[str, ...], int, bool]]] = {}
    for number, need in enumerate(asked.needs):
        for way in need.ways:
            ways.setdefault(way.terms[0], []).append((way.terms, number, not way.typed))
    for found in ways.values():
        found.sort(key=lambda one: (one[2], -len(one[0])))
    return list(_matches(_words(text, terms), ways))


def _words(text: str, terms: Terms) -> list[tuple[str, int, int]]:
    """Return the terms of a text with their places."""
    found = ((terms(word[0]), word) for word in _WORD.finditer(text, 0, LONGEST))
    return [(term[0], word.start(), word.end()) for term, word in found if term]


def _matches(words: Sequence[tuple[str, int, int]], ways: dict[str, list[tuple[tuple[str, ...], int, bool]]]) -> Iterator[Mark]:
    place = given = 0
    while place < len(words) and given < _MOST_MARKS:
        length = 1
        for way, need, neighbour in ways.get(words[place][0], ()):
            if tuple(word[0] for word in words[place : place + len(way)]) == way:
                length, given = len(way), given + 1
                yield Mark(words[place][1], words[place + length - 1][2], need, neighbour)
                break
        place += length


def window(text: str, marks: Sequence[Mark], width: int = WIDTH) -> tuple[int, int]:
    """Return the stretch of about `width` characters that answers most needs, then by typed words, then holds most matches."""
    if len(text) <= width:
        return 0, len(text)
    start = max(range(len(marks)), key=lambda place: (_worth(marks, place, width), -place)) if marks else -1
    begin = max(0, marks[start].start - width // 4) if marks else 0
    begin = min(begin, len(text) - width)
    return _at_words(text, begin, begin + width)


def _worth(marks: Sequence[Mark], first: int, width: int) -> tuple[int, int, int]:
    last = marks[first].start + width * 3 // 4
    inside = [mark for mark in marks[first : first + 60] if mark.end <= last]
    return len({mark.need for mark in inside}), len({mark.need for mark in inside if not mark.neighbour}), len(inside)


def _at_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """Move both ends to the nearest blank inside, so that no word is cut."""
    if begin:
        blank = re.compile(r"\s").search(text, begin, begin + 40)
        begin = blank.end() if blank else begin
    if end < len(text):
        blank = re.compile(r"\s\S*\Z").search(text, max(begin, end - 40), end)
        end = blank.start() if blank else end
    return begin, end
