"""Titles of a printed list found again in the body: fuzzy comparison of letters, in order, by dynamic programming over lines.

Letters alone are compared (three by three), so broken spacing, missing accents and a few misread letters do no harm.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parsers.agenda import Block, Entry
from scrapers.parsers.headers import LONGEST, Header
from scrapers.parsers.letters import heading_letters, likeness, triples
from scrapers.parsers.text import Line, Sheet, plain

_LETTERS = 64  # letters of a title that are compared
_PROBE = 12  # letters whose triples say which titles may stand on a line
_BEST = 16  # titles that one line is compared with
LIKE = 0.62
_NUMBERED = 0.5
_OUT_OF_ORDER = 0.85


@dataclass(frozen=True)
class Found:
    """A title found again: its entry, the line, how alike they are (0 to 1)."""

    entry: Entry
    line: int
    like: float


def align(sheet: Sheet, block: Block, marks: dict[int, list[Header]], outside: Sequence[Block]) -> list[Found]:
    """Return where the titles of a block stand in the body, at most one line each, in the order of the body."""
    lines = [line for line in sheet.lines if not line.blank and not any(one.holds(line.index) for one in outside)]
    lines = [line for line in lines if (line.index < block.start if block.closing else line.index >= block.end)]
    candidates = _candidates(sheet, block.entries, lines, marks)
    chosen = _in_order(block.entries, candidates)
    taken = {one.line for one in chosen.values()}
    first = min(taken, default=0)
    for number in range(len(block.entries)):
        if number not in chosen:
            late = [one for one in candidates[number] if one.like >= _OUT_OF_ORDER and one.line > first and one.line not in taken]
            if late:
                chosen[number] = max(late, key=lambda one: (one.like, -one.line))
                taken.add(chosen[number].line)
    return sorted(chosen.values(), key=lambda one: one.line)


def _candidates(sheet: Sheet, entries: Sequence[Entry], lines: Sequence[Line], marks: dict[int, list[Header]]) -> dict[int, list[Found]]:
    wanted = [heading_letters(plain(entry.title))[:_LETTERS] for entry in entries]
    index: dict[str, set[int]] = defaultdict(set)
    for number, letters in enumerate(wanted):
        for triple in triples(letters[:_PROBE]):
            index[triple].add(number)
    found: dict[int, list[Found]] = defaultdict(list)
    for line in lines:
        if len(line.text) > LONGEST:
            continue
        own = _body_letters(line, marks.get(line.index, ()))
        hits = Counter(number for triple in triples(own[:_PROBE]) for number in index.get(triple, ()))
        for number, count in hits.most_common(_BEST):
            if count < min(5, max(2, len(wanted[number][:_PROBE]) - 4), max(1, len(own) - 3)):
                continue
            same = any(mark.ordinal == entries[number].ordinal is not None for mark in marks.get(line.index, ()))
            like = _like(sheet, line, own, wanted[number], same)
            if like >= (_NUMBERED if same else LIKE):
                found[number].append(Found(entries[number], line.index, min(1.0, like + 0.1 * same)))
    return found


def _body_letters(line: Line, marks: Sequence[Header]) -> str:
    """Return the letters of a line's title, behind its printed reference where it has one."""
    named = [mark for mark in marks if mark.family in ("ref", "obj") and mark.shape != "trailing"]
    if named:
        return re.sub(r"[^a-z0-9]", "", line.plain[max(mark.title_at for mark in named) - line.start :])
    return heading_letters(line.plain)


def _like(sheet: Sheet, line: Line, own: str, wanted: str, same: bool) -> float:
    """Return how alike a title and the words from a line on are; a body may also shorten the title to one line."""
    if len(wanted) < 6 or (len(own) < 10 and len(own) < len(wanted)):
        return 1.0 if own == wanted else 0.7 if same and len(own) >= 3 and wanted.startswith(own) else 0.0
    words, at = own, line.index + 1
    while len(words) < len(wanted) and at < min(len(sheet.lines), line.index + 6):
        words += re.sub(r"[^a-z0-9]", "", sheet.lines[at].plain)
        at += 1
    whole = likeness(wanted, words[: len(wanted)])
    if len(own) >= 10 and len(own) < len(wanted):
        return max(whole, 0.92 * likeness(wanted[: len(own)], own))
    return whole


def _in_order(entries: Sequence[Entry], candidates: dict[int, list[Found]]) -> dict[int, Found]:
    """Return the best choice of one line per entry with lines in the entries' order."""
    rows = [(number, one) for number in range(len(entries)) for one in sorted(candidates[number], key=lambda one: -one.like)[:6]]
    best: list[tuple[float, int]] = []
    for here, (number, one) in enumerate(rows):
        worth, link = one.like - 0.3, -1
        for there in range(here):
            before, other = rows[there]
            if before < number and other.line < one.line and best[there][0] + one.like - 0.3 > worth:
                worth, link = best[there][0] + one.like - 0.3, there
        best.append((worth, link))
    chosen: dict[int, Found] = {}
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        chosen[rows[at][0]] = rows[at][1]
        at = best[at][1]
    return chosen
