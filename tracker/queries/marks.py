"""Marks laid on the text of one page: where each act begins and goes on, its title, its votes, its amounts. Pure.

Offsets are those of the whole text (pages joined by form feeds); a passage that is printed over two pages is marked on the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tracker.elected import Mask, shown_slice
from tracker.queries.passages import find_words
from tracker.queries.reading_shapes import ActLine, PagePart, Segment

_TITLE_REACH = 800  # a title stands at the head of its act


@dataclass(frozen=True)
class Placed:
    """An act with its place in the whole text, and the passages to mark in it."""

    line: ActLine
    start: int
    end: int
    title: str
    votes: tuple[str, ...]  # as printed
    amounts: tuple[tuple[int, int], ...]  # spans of the whole text


def parts_of(page: str, offset: int, acts: Iterable[Placed], mask: Mask) -> tuple[PagePart, ...]:
    """Return a page cut where acts begin and end, each part cut again at its marks; `offset` is where the page begins in the text."""
    hidden, parts, place = mask.spans(page), [], 0
    for act in sorted(acts, key=lambda one: one.start):
        start, end = max(act.start - offset, place), min(act.end - offset, len(page))
        if start >= end:
            continue
        if start > place:
            parts.append(PagePart(None, False, _segments(page, place, [""] * (start - place), hidden)))
        parts.append(PagePart(act.line, act.start < offset, _segments(page, start, _painted(page, offset, start, end, act), hidden)))
        place = end
    if place < len(page) or not parts:
        parts.append(PagePart(None, False, _segments(page, place, [""] * (len(page) - place), hidden)))
    return tuple(part for part in parts if part.act or any(segment.text.strip() for segment in part.segments))


def _painted(page: str, offset: int, start: int, end: int, act: Placed) -> list[str]:
    """Return the mark of each character of `page[start:end]`; a count or an amount shows inside the words of a vote."""
    text, colours = page[start:end], [""] * (end - start)

    def paint(span: tuple[int, int] | None, name: str) -> None:
        if span:
            colours[span[0] : span[1]] = [name] * (span[1] - span[0])

    for raw in act.votes:
        paint(_from_a_line(find_words(raw, text), text), "vote")
    if act.start >= offset:
        paint(find_words(act.title, text[:_TITLE_REACH]), "title")
    for first, last in act.amounts:
        if start <= first - offset < last - offset <= end:
            paint((first - offset - start, last - offset - start), "amount")
    return colours


def _from_a_line(span: tuple[int, int] | None, text: str) -> tuple[int, int] | None:
    """Return a passage without the end of a word that it begins with: the words of a vote are kept with some of what comes before."""
    if span is None or span[0] == 0 or not (text[span[0] - 1].isalnum() and text[span[0]].isalnum()):
        return span
    line = text.find("\n", *span)
    return span if line < 0 else (line + 1, span[1])


def _segments(page: str, start: int, colours: list[str], hidden: list[tuple[int, int]]) -> tuple[Segment, ...]:
    made, place = [], start
    for name, run in groupby(colours):
        after = place + sum(1 for _ in run)
        made.append(Segment(shown_slice(page, place, after, hidden), name))
        place = after
    return tuple(segment for segment in made if segment.text)
