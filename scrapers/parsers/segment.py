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
from scrapers.parsers.headers import Header
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
    best = max(tried, key=lambda pair: pair[0], default=None)
    if best is None:
        return Cut(NONE, (), 0.0, "no numbering, no reference and no agenda that comes again in the body", view.agenda)
    return replace(best[1], agenda=view.agenda)


def _settle(view: View, name: str, headers: Sequence[Header]) -> tuple[float, Cut] | None:
    """Return a way of cutting with its rank, after nesting and repair by the agenda."""
    stops = [one.line for one in headers if is_stop(view.sheet.lines[one.line])]
    kept = merged(view, nest(view, [one for one in headers if one.line not in stops], stops or _questions(view, headers)))
    kept = titled(view, _repaired(view, kept))
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
