"""The passage of an act that holds most of what made it be suggested: whole sentences of one page, with the matched words marked. Pure.

Each matched word counts once in a window, by its points; a text without sentences (a broken text layer, a table) is cut at white space, so
that a passage is always short enough to be read and quoted. The work grows with the length of the act, not with its square.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from tracker.items import PAGE_BREAK
from tracker.linking.terms import Terms, words_of

LIMIT = 420  # characters of a passage
_TITLE_WEIGHT = 0.3  # the reader sees the title already
_TOKEN = re.compile(r"[^\W_]+")
# White space before a page break is trimmed with its sentence: asking for it here would be tried from every blank of a long run.
_BORDER = re.compile(r"(?<=[.;!?…])\s+(?=[A-ZÀ-Ý«\"“>•✓*–-])|\n\s*\n|\n(?=\s*[>•✓*–-]\s)|\f\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«'’])(?:MM?|Mmes?|Mlles?|Mr|Dr|Me|St|Ste|art|al|cf|env|n|no|nos|p|pp|av|bd|etc|ex|réf|tél|\w|\d+)\.$", re.IGNORECASE
)


@dataclass(frozen=True)
class Best:
    """Where the passage stands in the text of its act, its page, the matched words in it, and what they are worth."""

    start: int
    end: int
    page: int
    marks: tuple[tuple[int, int], ...]
    points: float


@dataclass(frozen=True)
class _Piece:
    """One sentence: its place, the stems of its matched words, and whether it belongs to the title."""

    start: int
    end: int
    stems: tuple[str, ...]
    heading: bool


def best_passage(
    text: str, words: Mapping[str, float], *, title: str = "", page_from: int = 1, terms: Terms | None = None, limit: int = LIMIT
) -> Best | None:
    """Return the window of whole sentences whose matched words are worth most (the shorter, then the earlier of equals), or None.

    `words` gives words of the act, as written or not, with their points; other forms of the same word are matched too.
    """
    terms = terms or Terms()
    worth = _worth(words, terms)
    hits = _hits(text, worth, terms)
    if not hits:
        return None
    pieces = _pieces(text, hits, _title_end(text, title), limit)
    points, first, last = max(_windows(text, pieces, worth, limit), key=lambda found: (found[0], found[1] - found[2], -found[1]))
    start, end = pieces[first].start, pieces[last].end
    marks = tuple((a, b) for a, b, _ in hits if start <= a and b <= end)
    return Best(start, end, page_from + text.count(PAGE_BREAK, 0, start), marks, points)


def _worth(words: Mapping[str, float], terms: Terms) -> dict[str, float]:
    """Return stem -> points; the points of a phrase are shared by its words, and what lowers a score marks nothing."""
    worth: dict[str, float] = {}
    for phrase, points in words.items():
        stems = terms(phrase)
        for stem in stems:
            if points > 0:
                worth[stem] = worth.get(stem, 0.0) + points / len(stems)
    return worth


def _hits(text: str, worth: Mapping[str, float], terms: Terms) -> list[tuple[int, int, str]]:
    """Return where matched words stand, with their stems; each way of writing a word is stemmed once."""
    known: dict[str, str] = {}
    found = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw not in known:
            stems = terms(raw)
            known[raw] = stems[0] if stems and stems[0] in worth else ""
        if known[raw]:
            found.append((match.start(), match.end(), known[raw]))
    return found


def _title_end(text: str, title: str) -> int:
    """Return where the title ends when the text begins with it, white space apart."""
    wanted = words_of(title)
    found = [match for match, _ in zip(_TOKEN.finditer(text), range(len(wanted) + 3), strict=False)]
    plain = [match.group().lower() for match in found]
    for shift in range(4):  # a number may come first
        if wanted and plain[shift : shift + len(wanted)] == wanted:
            return found[shift + len(wanted) - 1].end()
    return 0


def _pieces(text: str, hits: list[tuple[int, int, str]], title_end: int, limit: int) -> list[_Piece]:
    pieces, place = [], 0
    for start, end in [*_spans(text[:title_end], 0, limit), *_spans(text, title_end, limit)]:
        stems = []
        while place < len(hits) and hits[place][0] < end:
            if hits[place][0] >= start:
                stems.append(hits[place][2])
            place += 1
        pieces.append(_Piece(start, end, tuple(stems), end <= title_end))
    return pieces


def _spans(text: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text from an offset on, trimmed; one that is too long is cut at white space."""
    for border in [*_BORDER.finditer(text, start), None]:
        end = border.start() if border else len(text)
        if (
            border
            and "\n" not in border.group()
            and PAGE_BREAK not in border.group()
            and _ABBREVIATION.search(text[max(0, end - 12) : end])
        ):
            continue
        yield from _short(text, start, end, limit)
        start = border.end() if border else end


def _short(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > limit:
            space = max(text.rfind(" ", start + limit // 2, start + limit), text.rfind("\n", start + limit // 2, start + limit))
            stop = space if space > 0 else start + limit
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop


def _windows(text: str, pieces: list[_Piece], worth: Mapping[str, float], limit: int) -> Iterator[tuple[float, int, int]]:
    """Yield (points, first, last) of windows that begin and end with a matched sentence, inside one page, the title or the rest."""
    breaks = list(accumulate(text.count(PAGE_BREAK, a, b) for a, b in _gaps(pieces)))
    matched = [place for place, piece in enumerate(pieces) if piece.stems]
    for at, first in enumerate(matched):
        seen: set[str] = set()
        points = 0.0
        weight = _TITLE_WEIGHT if pieces[first].heading else 1.0
        for last in matched[at:]:
            too_long = last > first and pieces[last].end - pieces[first].start > limit
            if too_long or breaks[last] != breaks[first] or pieces[last].heading != pieces[first].heading:
                break
            points += weight * sum(worth[stem] for stem in dict.fromkeys(pieces[last].stems) if stem not in seen)
            seen.update(pieces[last].stems)
            yield round(points, 9), first, last


def _gaps(pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    before = 0
    for piece in pieces:
        yield before, piece.start
        before = piece.end
