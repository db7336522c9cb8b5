"""Printed lines to paragraphs: what wraps is joined again, what begins anew begins a block. Pure.

The signs of a new paragraph, strongest first: a bullet or a number, another size, a gap, an indent, and a line that ended although the next
word would have had room: a typesetter breaks there only on purpose.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scrapers.documents.hyphens import MARK
from scrapers.documents.lines import ITEM, TEXT, Line
from scrapers.documents.numbering import LONE_NUMBER
from scrapers.programmes.blocks import LINKING, Block, begins_item, ends_sentence, lead_of

_GAP, _WIDE_GAP = 1.22, 2.0  # of the usual distance between two lines
_SIZES = 0.12  # two sizes differ when one is so much larger
_HEAVIER = 100  # two weights differ
_MOST_USUAL = 1.85  # a list of short lines far apart has no line that wraps, and says nothing of the distance inside a paragraph
_USUAL, _WIDE = 1.3, 1.6  # the distance where a document shows none, and one that needs proof
_INDENT = 7.0  # points
_NEAR = 8  # lines around one that show how wide its column is
_ACTION = re.compile(r"(?:[A-ZÀ-Ý]\w{2,}(?:er|ir|dre|tre|ire|ettre|tion|sion|ment|age|ure)|Plan|Pas|Zéro|Gratuité|Faire|Mise)\b")
_LONE_MARK = re.compile(rf"(?:\d{{1,3}}|{LONE_NUMBER.pattern}|[^\w\s]{{1,2}})", re.IGNORECASE)


def paragraphs(box: Sequence[Line], usual: float = 1.3) -> list[Block]:
    """Return the blocks of one box of lines in reading order; none is a title yet. `usual` is the document's distance of lines."""
    lines = _joined_rows(box)
    found: list[list[Line]] = []
    for number, line in enumerate(lines):
        if found and not _begins(found[-1], line, usual, _edge(lines, number)):
            found[-1].append(line)
        else:
            found.append([line])
    return [block(lines) for lines in found]


def usual_distance(boxes: Sequence[Sequence[Line]]) -> float:
    """Return the distance between the middles of two lines of a paragraph, in sizes of their letters: the least that is met often.

    A wide one at which no words go on from line to line only parts paragraphs of one line each, and is not taken.
    """
    steps, wraps = Counter[float](), list[float]()
    for step, wrapped in _steps(boxes):
        steps[round(step * 20) / 20] += 1
        wraps += [step] if wrapped else []
    often = [step for step in steps if steps[step] + steps[round((step + 0.05) * 20) / 20] >= max(2, 0.04 * steps.total())]
    least = min(min(often, default=_USUAL), _MOST_USUAL)
    return least if least < _WIDE or min(wraps, default=math.inf) <= _GAP * least else _USUAL


def _steps(boxes: Sequence[Sequence[Line]]) -> Iterator[tuple[float, bool]]:
    """Yield the distance of each two lines of one size, and whether the words of the first surely go on in the second."""
    for box in boxes:
        for above, line in pairwise(_joined_rows(box)):
            step = (above.middle - line.middle) / max(line.size, 1)
            if 0.9 < step < 2.6 and abs(above.size - line.size) < 1:
                yield step, line.text[:1].islower() or above.text.endswith(MARK)


def block(lines: Sequence[Line]) -> Block:
    """Return the block that these lines make."""
    first = lines[0].text
    lead = len(first) + 1 if len(lines) > 1 and _LONE_MARK.fullmatch(first) else lead_of(first)
    return Block(ITEM if lead else TEXT, tuple(lines), 0, lead)


def goes_on(last: Block, line: Line) -> bool:
    """Say whether a block that ended with its column or page goes on with this line."""
    if last.lines[-1].text.endswith(MARK):
        return True
    same = abs(last.size - line.size) <= _SIZES * max(last.size, line.size)
    unfinished = line.text[:1].islower() or _links(last.lines[-1], line)
    return same and unfinished and not ends_sentence(last.text) and not begins_item(line.text)


def _joined_rows(box: Sequence[Line]) -> list[Line]:
    """Return the lines with those printed at one height joined: a bullet and its words, the cells of a row."""
    rows: list[Line] = []
    for line in box:
        if rows and _level(rows[-1], line) and line.left >= rows[-1].right - 2:
            rows[-1] = _join(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _level(one: Line, other: Line) -> bool:
    return min(one.top, other.top) - max(one.bottom, other.bottom) > 0.45 * min(one.height, other.height)


def _join(one: Line, other: Line) -> Line:
    """Return two pieces of one height as one line; a bullet or number is set as the words that it marks."""
    marks = bool(_LONE_MARK.fullmatch(one.text))
    near = marks or other.left - one.right < 1.6 * max(one.size, 6)
    number = one.text + "." if re.fullmatch(r"\d{1,3}", one.text) and one.size > other.size else one.text
    like = other if marks else one
    return replace(
        other, text=f"{number}{' ' if near else chr(9)}{other.text}", size=other.size if marks else max(one.size, other.size),
        weight=other.weight if marks else min(one.weight, other.weight), left=one.left, bottom=min(one.bottom, other.bottom),
        top=max(like.top, other.top), recognised=one.recognised or other.recognised,
    )  # fmt: skip


def _edge(lines: Sequence[Line], number: int) -> float:
    """Return where the lines around one end on the right: the edge of their column."""
    own = lines[number]
    near = lines[max(0, number - _NEAR) : number + _NEAR]
    return max(line.right for line in near if abs(line.size - own.size) <= _SIZES * own.size or line is own)


def _begins(held: Sequence[Line], line: Line, usual: float, edge: float) -> bool:
    """Say whether a line begins a new block below the one that is held."""
    above = held[-1]
    if above.text.endswith(MARK):
        return False
    if (begins_item(line.text) and not _is_wrapped_figure(above, line)) or LONE_NUMBER.fullmatch(line.text):
        return True
    if _LONE_MARK.fullmatch(above.text) and len(held) == 1:
        return False
    if line.bottom > above.top or abs(above.size - line.size) > _SIZES * max(above.size, line.size):
        return True
    small = line.text[:1].islower() or line.text[:1] in ",;:)/"
    distance = (above.middle - line.middle) / max(line.size, 1)
    if distance > (_WIDE_GAP if small else _GAP) * usual:
        return True
    if small or _links(above, line):
        return False
    if abs(above.weight - line.weight) >= _HEAVIER or _indented(held, line):
        return True
    return _ended_early(above, line, edge)


def _is_wrapped_figure(above: Line, line: Line) -> bool:
    """Say whether « 12. » at the start of a line is the end of a sentence that wraps, not the number of a measure."""
    return bool(re.match(r"\d{1,3}\.\s+[A-ZÀ-Ý]", line.text)) and above.text.split()[-1].casefold() in LINKING


def _links(above: Line, line: Line) -> bool:
    """Say whether the last word above, or the first one here, cannot end or begin what a person writes."""
    last = re.split(r"[\s'’]+", above.text.strip())[-1].casefold() if above.text.strip() else ""
    first = line.text.split()[0] if line.text.split() else ""
    return last in LINKING or above.text.rstrip().endswith((",", "'", "’", "(", "-")) or (first.isupper() and first.casefold() in LINKING)


def _indented(held: Sequence[Line], line: Line) -> bool:
    """Say whether a line is set back like the first of a paragraph, or stands out to the left of a hanging item."""
    first, above = held[0], held[-1]
    if len(held) > 1 and line.left - above.left > _INDENT:
        return True
    hanging = len(held) > 1 and above.left - first.left > _INDENT
    return hanging and line.left <= first.left + 2 and begins_item(first.text)


def _ended_early(above: Line, line: Line, edge: float) -> bool:
    """Say whether the line above ended although the first word here would have had room on it."""
    word = line.text.split()[0]
    sign = (above.right - above.left) / max(1, len(above.text))
    room, needed = edge - above.right, (len(word) + 1) * sign
    if ends_sentence(above.text) and not above.text.rstrip().endswith((")", "»")):
        return room > 1.1 * needed or bool(_ACTION.match(line.text))
    return room > 1.5 * needed + sign * 2 or bool(_ACTION.match(line.text))
