"""The reading order of a printed page: columns and boxes one after the other, as a reader takes them. Pure.

The page is cut where a white strip runs down between two columns of text; what crosses the strip (a title over both columns) parts the page
into what stands above and below. Where no strip is found, the order in which the file writes its text is kept when lines stand side by
side, since a wrong cut would weave two columns; elsewhere lines are taken from the top down.
"""

from collections.abc import Sequence
from itertools import pairwise

from scrapers.documents.lines import Line

_STRIP = 9.0  # points of white between two columns, at least
_COLUMN = 70.0  # points: narrower columns hold numbers, dates or bullets
_SIGNS = 12.0  # mean signs of a line: shorter ones are labels of a table
_LARGER = 1.13  # a title's letters, times the usual size
_HEAVIER = 100  # a title's weight, more than the usual one
_OUTDENT = 8.0  # points
_DEEPEST = 8
Row = list[Line]


def ordered(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the lines of a page as boxes in reading order, each with its lines from the top down."""
    if len(lines) < 2 or depth > _DEEPEST:
        return [list(lines)] if lines else []
    boxes: list[list[Line]] = []
    loose: list[Row] = []
    rows = _rows(lines)
    start = 0
    while start < len(rows):
        end, strip = _columns(rows, start)
        if strip is not None:
            end = _trimmed(rows, start, _before_title(rows, start, end, strip))
        if strip is None:
            loose.append(rows[start])
            start += 1
            continue
        boxes.extend(_one_column(loose, lines))
        loose = []
        inside = [line for row in rows[start:end] for line in row]
        for side in ([one for one in inside if one.right <= strip + 1], [one for one in inside if one.right > strip + 1]):
            boxes.extend(ordered(side, depth + 1))
        start = end
    boxes.extend(_one_column(loose, lines))
    return boxes


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Return the lines grouped by height on the page, from the top down."""
    rows: list[Row] = []
    foot = 0.0
    for line in sorted(lines, key=lambda one: (-one.top, one.left)):
        if rows and line.middle > foot + 0.15 * line.height:
            rows[-1].append(line)
            foot = min(foot, max(line.bottom, foot - 0.3 * line.height))
        else:
            rows.append([line])
            foot = line.bottom
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _columns(rows: Sequence[Row], start: int) -> tuple[int, float | None]:
    """Return how far from a row on one white strip runs down with text on both sides, and the strip's left border."""
    free: list[tuple[float, float]] = [(-1e9, 1e9)]
    best: tuple[int, float | None] = (start + 1, None)
    for end in range(start, len(rows)):
        for line in rows[end]:
            free = [piece for gap in free for piece in _without(gap, line.left, line.right)]
        inside = [line for row in rows[start : end + 1] for line in row]
        strips = [gap for gap in free if gap[0] > -1e9 and gap[1] < 1e9]
        good = [gap for gap in strips if _is_column(inside, gap)]
        if good:
            best = end + 1, max(good, key=lambda gap: gap[1] - gap[0])[0]
        elif (not strips and best[1] is not None) or (not strips and not _may_begin(free, inside)):
            break
    return best


def _before_title(rows: Sequence[Row], start: int, end: int, strip: float) -> int:
    """Return the end of a cut before a title that stands over both columns though it is too short to cross the strip.

    It stands alone at its height, in larger letters, further left than the column or far from what the other column says; below it both
    columns begin again.
    """
    inside = [line for row in rows[start:end] for line in row]
    sizes = sorted(line.size for line in inside)
    usual = sizes[len(sizes) // 2]
    left = min((line.left for line in inside if line.size < _LARGER * usual), default=0.0)
    for number in range(start + 2, end - 1):
        title = rows[number][0]
        if len(rows[number]) > 1 or title.size < _LARGER * usual or title.right > strip + 1:
            continue
        right = [line for line in inside if line.left > strip - 1]
        above = min((line.bottom for line in right if line.bottom >= title.top - 1), default=None)
        below = max((line.top for line in right if line.top <= title.bottom + 1), default=None)
        clear = above is not None and below is not None and above - below > title.height + usual
        beside = any(line.bottom < title.top - 1 and line.top > title.bottom + 1 for line in right)
        apart = title.left < left - _OUTDENT or (clear and above is not None and below is not None and above - below > 4 * usual)
        if clear and not beside and apart and any(line.left > strip - 1 for line in rows[number + 1]):
            return number
    return end


def _is_heading(line: Line, below: Sequence[Line]) -> bool:
    """Say whether a line is set as a title over those below it."""
    return all(line.weight - one.weight >= _HEAVIER or line.size >= _LARGER * one.size for one in below if len(one.text) > 2)


def _trimmed(rows: Sequence[Row], start: int, end: int) -> int:
    """Return the end of a cut without its last rows when they stand nearer to what follows, as a title over the next lines does."""
    while end - start > 2 and end < len(rows) and len(rows[end - 1]) == 1:
        last, above, below = rows[end - 1][0], rows[end - 2], rows[end]
        nearer = min(one.bottom for one in above) - last.top > last.bottom - max(one.top for one in below) + 1
        if not nearer and not _is_heading(last, below):
            break
        end -= 1
    return end


def _may_begin(free: Sequence[tuple[float, float]], inside: Sequence[Line]) -> bool:
    """Say whether what was met so far may be the top of one column beside which another begins further down."""
    return len(inside) <= 3 and any(gap[1] - gap[0] > _STRIP for gap in free)


def _without(gap: tuple[float, float], left: float, right: float) -> list[tuple[float, float]]:
    parts = [(gap[0], min(gap[1], left)), (max(gap[0], right), gap[1])]
    return [part for part in parts if part[1] - part[0] >= _STRIP]


def _is_column(inside: Sequence[Line], gap: tuple[float, float]) -> bool:
    sides = [[one for one in inside if one.right <= gap[0] + 1], [one for one in inside if one.right > gap[0] + 1]]
    return all(_is_prose(side) for side in sides)


def _is_prose(side: Sequence[Line]) -> bool:
    if len(side) < 2:
        return False
    width = max(one.right for one in side) - min(one.left for one in side)
    return width >= _COLUMN and sum(len(one.text) for one in side) >= _SIGNS * len(side)


def _one_column(rows: Sequence[Row], written: Sequence[Line]) -> list[list[Line]]:
    """Return rows without columns as one box; side by side, the file's own order is the safer one."""
    lines = [line for row in rows for line in row]
    if not lines:
        return []
    woven = sum(len(row) > 1 and all(len(one.text) > _SIGNS for one in row[:2]) for row in rows)
    if woven >= 2 and woven > 0.2 * len(rows):
        taken = {id(line) for line in lines}
        return _runs([line for line in written if id(line) in taken])
    return [lines]


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines in the file's order, parted where it goes back up the page."""
    boxes = [[lines[0]]]
    for above, line in pairwise(lines):
        if line.bottom > above.top:
            boxes.append([])
        boxes[-1].append(line)
    return boxes
