"""Running heads and feet: lines that come back on page after page are blanked, never deleted, so that offsets stay true.

A line that carries a vote or an act's heading is never taken for one, however often it comes back.
"""

import re
from collections import defaultdict

from scrapers.parsers.text import Line, Sheet, plain, split_lines
from scrapers.parsers.voting_words import VOTE_MARK

_EDGE = 5  # lines from a page's top or bottom where a head may stand
_LONGEST = 130
_KEEP = re.compile(r"objet|delib|unanim|vote|point\b|question|rapport")
_TITLE = 2  # first lines of the document, its title
_WORDS = 10  # letters of a title that a page may say again
_COUNTED = re.compile(r"\bpage ?\d{1,3} ?(?:/|sur) ?\d{1,3}\W*$")
_NUMBERED = re.compile(
    r"\W*(?!page)(?:[a-z]{1,6}[ ._-]?\d{2,8}|20\d\d)(?:[ ._/-][a-z]{0,5}\d{1,8}){1,4}\W*"
)  # an act's number alone on its line
_NUMBER_ONLY = re.compile(r"\W*(page)?\W*\d{1,3}(\s*(/|sur)\s*\d{1,3})?\W*$")


def make_sheet(text: str) -> Sheet:
    """Return the text with its lines, running heads blanked in the plain form only."""
    simple = plain(text)
    lines = split_lines(text, simple)
    pieces, last = [], 0
    for line in sorted(running_heads(lines), key=lambda one: one.start):
        pieces += [simple[last : line.start], " " * (line.end - line.start)]
        last = line.end
    simple = "".join([*pieces, simple[last:]])
    return Sheet(text, simple, split_lines(text, simple))


def running_heads(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines that are running heads or feet, page numbers included."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.blank:
            pages[line.page].append(line)
    edges = [line for own in pages.values() for line in _edge_lines(own)] if len(pages) > 1 else []
    seen: dict[str, set[int]] = defaultdict(set)
    for line in edges:
        seen[_mask(line.plain)].add(line.page)
    enough = max(3, len(pages) // 2)
    opening = [_mask(line.plain) for line in pages[1][:_TITLE] if len(line.plain.strip()) >= _WORDS]
    once = {own[0] for page, own in pages.items() if page > 1 and _repeats(own[0], opening)}
    return [
        line for line in edges if _is_number(line, pages) or (_may_be_head(line) and len(seen[_mask(line.plain)]) >= enough) or line in once
    ]


def _repeats(line: Line, opening: list[str]) -> bool:
    """Say whether the first line of a page says the document's own title again, or counts its pages: a head, printed once though it be."""
    simple = _mask(line.plain)
    if VOTE_MARK.search(line.plain) or len(simple) > 2 * _LONGEST:
        return False
    return bool(_COUNTED.search(line.plain)) or any(simple.startswith(one) for one in opening)


def _edge_lines(own: list[Line]) -> list[Line]:
    return own if len(own) <= 2 * _EDGE else own[:_EDGE] + own[-_EDGE:]


def _mask(simple: str) -> str:
    words = " ".join(simple.split())
    return words if _NUMBERED.fullmatch(words) else re.sub(r"\d+", "#", words)


def _may_be_head(line: Line) -> bool:
    simple = line.plain.strip()
    if len(simple) > _LONGEST or len(_mask(simple)) < 4:
        return False
    return not (VOTE_MARK.search(simple) or _KEEP.search(simple))


def _is_number(line: Line, pages: dict[int, list[Line]]) -> bool:
    own = pages[line.page]
    return line in (own[0], own[-1]) and bool(_NUMBER_ONLY.match(line.plain))
