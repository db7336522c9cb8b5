"""Cuts a document into acts by the regime that its own text proves, and says with what evidence and confidence.

Families of headers are tried alone and together (references, ordinal chains, "Objet :", the printed agenda found again, titles in
capitals); the agenda confirms or repairs each; the best proved wins. Under the evidence asked for nothing is cut: an empty list
beats an invented act.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrapers.parsers.agenda import Entry
from scrapers.parsers.confidence import confidence, sentence
from scrapers.parsers.decisions import Decisions
from scrapers.parsers.evidence import NEAR, Proof, prove
from scrapers.parsers.headers import Header, wishes
from scrapers.parsers.merging import merged, titled
from scrapers.parsers.nesting import header_at, nest
from scrapers.parsers.ordinals import WEAK
from scrapers.parsers.stops import is_stop
from scrapers.parsers.text import Sheet
from scrapers.parsers.view import View, look
from scrapers.parsers.ways import ways

NONE = "none"
_TOGETHER = 0.03  # a pair of families must win by this
_NAMED = 0.12  # a printed reference is better evidence than an ordinal
_WORDED = 0.04
_COMPLETE = 0.1  # numbers 1 to n without a gap, most followed by a decision: the agenda may word or order its items otherwise
_LONG = 4
_LEAST = 2
_SURE = 0.7


@dataclass(frozen=True)
class Cut:
    """One regime's reading of a document: headers in order, the confidence in them, and what proves them."""

    regime: str
    headers: tuple[Header, ...]
    confidence: float
    evidence: str = ""
    agenda: tuple[str, ...] = ()


def cut(sheet: Sheet, day: date | None, decisions: Decisions) -> Cut:
    """Return the best regime of a document, or the regime "none"."""
    view = look(sheet, day, decisions)
    tried = [one for name, headers in ways(view) if (one := _settle(view, name, headers))]
    best = max(_outermost(tried), key=lambda pair: pair[0], default=None)
    if best is None:
        return Cut(NONE, (), 0.0, "no numbering, no reference and no agenda that comes again in the body", view.agenda)
    return replace(best[1], agenda=view.agenda)


def _outermost(tried: Sequence[tuple[float, Cut]]) -> list[tuple[float, Cut]]:
    """Drop the chains that stand inside one item of a longer, proved chain: "A), B), C)" under "Point n° 3"."""
    longer = [one.headers for _, one in tried if len(one.headers) >= _LONG and one.confidence >= _SURE]
    return [pair for pair in tried if not any(_inside(pair[1].headers, own) for own in longer)]


def _inside(inner: Sequence[Header], outer: Sequence[Header]) -> bool:
    """Say whether all headers of one chain are among those of another, which has as many besides."""
    lines = {one.line for one in outer}
    return 2 * len(inner) <= len(outer) and all(one.line in lines for one in inner)


def _settle(view: View, name: str, headers: Sequence[Header]) -> tuple[float, Cut] | None:
    """Return a way of cutting with its rank, after nesting and repair by the agenda."""
    stops = [one.line for one in headers if is_stop(view.sheet.lines[one.line])]
    kept = merged(view, nest(view, [one for one in headers if one.line not in stops], stops or _questions(view, headers)))
    kept = titled(view, _with_wishes(view, _repaired(view, kept)))
    if not kept:
        return None
    proof = prove(view, kept)
    sure = confidence(name, proof, len(kept), len(headers) / len(view.caps) if name == "capitals" else 1.0)
    family = name.split(":")[0]
    rank = sure + (_COMPLETE if family == "num" and _complete(kept, proof) else 0.0)
    rank += (_NAMED if family == "ref" else _WORDED if kept[0].worded else 0.0) - _TOGETHER * ("+" in name)
    return rank, Cut(name, tuple(kept), sure, sentence(name, proof, len(kept)))


def _complete(headers: Sequence[Header], proof: Proof) -> bool:
    """Say whether headings count 1, 2, 3 … (or 1.1, 1.2, 2.1 …) to the end, and most are followed by a decision."""
    if len(headers) < _LONG or 2 * proof.owning <= len(headers):
        return False
    shapes = {one.shape for one in headers}
    if not (len(shapes) == 1 or shapes <= WEAK) or any(one.ordinal is None for one in headers):
        return False
    pairs = [((one.listed or 0), (one.ordinal or 0)) for one in headers]
    parts = "nested" in shapes
    steps = zip([(pairs[0][0], 0), *pairs], pairs, strict=False)
    return all(after == (before[0], before[1] + 1) or (parts and after == (before[0] + 1, 1)) for before, after in steps)


def _questions(view: View, headers: Sequence[Header]) -> list[int]:
    """Return the headings of questions that stand below the first header."""
    first = headers[0].line if headers else 0
    return [line for line in view.stops if line > first]


def _with_wishes(view: View, headers: Sequence[Header]) -> list[Header]:
    """Add the numbered wishes and motions that a council votes among or after its numbered acts."""
    if len(headers) < _LEAST or headers[0].family not in ("ref", "num", "obj"):
        return list(headers)
    taken = {one.line for one in headers} | {one.partner.line for one in headers if one.partner}
    found = [one for one in wishes(view.sheet) if one.line > headers[0].line and one.line not in taken]
    found = [one for one in found if not any(block.holds(one.line) for block in view.blocks)]
    return sorted([*headers, *found], key=lambda one: one.line)


def _repaired(view: View, headers: Sequence[Header]) -> list[Header]:
    """Add the titles of the agenda that a regime missed, where a decision of their own follows and one stands before."""
    kept = list(headers)
    for one in view.found:
        place = [header for header in kept if header.line <= one.line]
        owner = place[-1] if place else None
        if any(abs(header.line - one.line) <= NEAR or (header.partner and abs(header.partner.line - one.line) <= NEAR) for header in kept):
            continue
        end = min(
            [header.line for header in kept if header.line > one.line] + [n for n in view.stops if n > one.line] + [len(view.sheet.lines)]
        )
        if view.decisions.any(one.line, end) and _free(view, owner, one.line, one.entry):
            kept.append(header_at(view, one.line))
            kept.sort(key=lambda header: header.line)
    return kept


def _free(view: View, owner: Header | None, line: int, entry: Entry) -> bool:
    """Say whether a title may begin an act of its own at a line: no named act is cut, and the act before keeps its decision."""
    stopped = owner is None or any(owner.line < stop < line for stop in view.stops)
    return stopped or (entry.level == 1 and owner is not None and view.decisions.any(owner.line, line))


__all__ = ["NONE", "Cut", "Proof", "cut"]
