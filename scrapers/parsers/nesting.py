"""Acts inside an item: sub-headings each followed by its own vote take the place of the item ("1. Budget" with four votes).

An act that the town itself names (a reference, "Question n° 3") is never cut further: what is voted inside are its ballots.
"""

import re
from collections.abc import Sequence

from scrapers.parsers.chains import best_chain
from scrapers.parsers.headers import Header
from scrapers.parsers.ordinals import WEAK
from scrapers.parsers.stops import names_no_act
from scrapers.parsers.view import View

_OWN = 0.6  # share of sub-headings that must be followed by a decision
_LEAST = 2
_REACH = 40  # lines that an item of a list may take
_VOTE_HEAD = re.compile(r"^\W*(?:votes?|approbation|adoption|affectations?) (?:d[eu]s?|de l[a']|de l'|l[ea]s?) ?\w[^.:]{3,80}:\s*$")
_PROSE = re.compile(
    r"\W*(?:conformement|(?:a|en|de|sur|dans|par|pour) (?:l'|la |le |les |un)|l[ea]s? \w+ (?:est|sont|a|ont)\b|il |elle |cette?"
    r"|ce[st]? |nous|je )"
)
_SHAPES = ("letter", "lettered", "nested", "roman", "point", "item", "n")


def nest(view: View, headers: Sequence[Header], stops: Sequence[int]) -> list[Header]:
    """Return the headers with items replaced by their sub-headings where each of these is decided by itself.

    `stops` are the lines of headings such as "Questions diverses": only numbered sub-headings with a decision become acts there.
    """
    bounds = sorted({*(one.line for one in headers), *view.stops})
    ends = dict(zip(bounds, [*bounds[1:], len(view.sheet.lines)], strict=False))
    found: list[Header] = []
    for header in headers:
        subs = _subs(view, header.line, ends[header.line], strict=header.worded)
        found.extend(subs or [header])
    for line in stops:
        found.extend(sub for sub in _subs(view, line, ends[line], strict=False) if sub.line not in {one.line for one in found})
    return sorted(found, key=lambda one: one.line)


def _subs(view: View, first: int, end: int, *, strict: bool) -> list[Header]:
    """Return the sub-headings between two lines, or nothing when they are not decided one by one."""
    if len(view.decisions.between(first, end)) < _LEAST:
        return []
    tried = [*_chains(view, first, end), *([] if strict else [_listed(view, first, end), _voted(view, first, end)])]
    return max((own for one in tried if (own := _deciding(view, one, first, end, 1.0 if strict else _OWN))), key=len, default=[])


def _deciding(view: View, subs: Sequence[Header], first: int, end: int, share: float) -> list[Header]:
    ends = [*(one.line for one in subs[1:]), end]
    owning = [one for one, until in zip(subs, ends, strict=False) if view.decisions.any(one.line, until)]
    if len(owning) < _LEAST or len(owning) < share * len(subs) or view.decisions.any(first + 1, subs[0].line):
        return []
    return owning


def _listed(view: View, first: int, end: int) -> list[Header]:
    """Return the titles of the agenda's second level found again between two lines, and the bullets like them that it words otherwise."""
    inside = [header_at(view, one.line) for one in view.found if first < one.line < end and one.entry.level == 2]
    if len(inside) >= _LEAST and any(one.shape == "bullet" for one in inside):
        lines = {one.line for one in inside}
        inside += [one for one in view.nums.get("bullet", ()) if first < one.line < end and one.line not in lines and _opens(view, one)]
    return sorted(inside, key=lambda one: one.line)


def _opens(view: View, bullet: Header) -> bool:
    """Say whether a bullet stands right below one vote and above another: a heading, no line of a list."""
    above = next((line for line in reversed(view.sheet.lines[max(0, bullet.line - 6) : bullet.line]) if not line.blank), None)
    if above is None or view.decisions.any(bullet.line, bullet.line + 1):
        return False
    return view.decisions.any(above.index, above.index + 1) and view.decisions.any(bullet.line + 1, bullet.line + _REACH)


def _voted(view: View, first: int, end: int) -> list[Header]:
    """Return the lines "Vote du budget primitif 2021 :" that stand right above the figures of their vote."""
    found = []
    for line in view.sheet.lines[first + 1 : end - 1]:
        if not line.blank and _VOTE_HEAD.match(line.plain) and view.decisions.any(line.index + 1, line.index + 3):
            found.append(Header(line.index, "agenda", "voted", line.start))
    return found


def header_at(view: View, line: int) -> Header:
    """Return the header of a line known by the agenda: its own number where it has one."""
    own = [one for shape in view.nums.values() for one in shape if one.line == line]
    best = min(own, key=lambda one: one.shape == "bullet", default=None)
    if best is None:
        return Header(line, "agenda", "agenda", view.sheet.lines[line].start)
    return Header(line, "agenda", best.shape, best.title_at, best.number, best.ordinal)


def _chains(view: View, first: int, end: int) -> list[list[Header]]:
    groups = [[one for shape in WEAK for one in view.nums.get(shape, ())], *(list(view.nums.get(shape, ())) for shape in _SHAPES)]
    inside = [sorted((one for one in group if first < one.line < end), key=lambda one: one.line) for group in groups]
    headed = [[one for one in group if _heads(view.sheet.plain[one.title_at : one.title_at + 60])] for group in inside]
    return [chain for group in headed if (chain := best_chain(group, view.decisions, minimum=_LEAST)) and chain[0].ordinal == 1]


def _heads(words: str) -> bool:
    """Say whether words may head an act: no sentence, no step of an election, no formality."""
    return not (_PROSE.match(words) or names_no_act(words))
