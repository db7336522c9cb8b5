"""Cuts a document into acts by the regime that its own text proves, and says with what confidence.

Three families of headers are tried (references, an ordinal chain, "Objet :"); the score of each is the F1 of headers followed by a
vote and of votes owned by a header. Under the evidence asked for, nothing is cut: an empty list beats an invented act.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrapers.parsers.agenda import title_key, without_agenda
from scrapers.parsers.chains import best_chain
from scrapers.parsers.headers import Header, is_stop, object_line, ordinals, reference
from scrapers.parsers.text import Sheet
from scrapers.parsers.voting_words import VOTE_MARK

GROUP_GAP = 14  # lines between two groups of votes
REF_MARGIN = 0.2  # a printed reference is better evidence than an ordinal
ENOUGH = 0.5  # confidence under which nothing is cut
NONE = "none"


@dataclass(frozen=True)
class Cut:
    """One regime's reading of a document: headers in order, and the confidence in them."""

    regime: str
    headers: tuple[Header, ...]
    confidence: float


def vote_lines(sheet: Sheet) -> list[int]:
    """Return the lines that carry the words of a vote."""
    return [line.index for line in sheet.lines if not line.blank and VOTE_MARK.search(line.plain)]


def cut(sheet: Sheet, years: frozenset[int]) -> Cut:
    """Return the best regime of a document, or the regime "none"."""
    votes = vote_lines(sheet)
    tried = [one for one in (_by_reference(sheet, years, votes), *_by_chain(sheet, votes), _by_object(sheet, votes)) if one.headers]
    if not tried:
        return Cut(NONE, (), 0.0)
    best = max(tried, key=lambda one: one.confidence + REF_MARGIN * one.regime.startswith("ref"))
    return best if best.confidence >= ENOUGH else Cut(NONE, (), best.confidence)


def score(headers: Sequence[Header], votes: Sequence[int], stops: Sequence[int] = ()) -> float:
    """Return the F1 of headers that own a vote and of vote groups that have an owner of their own."""
    if not headers or not votes:
        return 0.0
    owners = [_owner(headers, line) for line in votes]
    owning = len({one for one in owners if one is not None})
    begins = [n for n, line in enumerate(votes) if n == 0 or line - votes[n - 1] > GROUP_GAP or owners[n] != owners[n - 1]]
    grouped = [owners[n] for n in begins]
    owned = sum(one is not None for one in grouped)
    several = owned - len({one for one in grouped if one is not None})
    precision = owning / len(headers)
    recall = (owned - 0.5 * several) / len(grouped)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _owner(headers: Sequence[Header], line: int) -> int | None:
    owner = None
    for header in headers:
        if header.line > line:
            break
        owner = header.line
    return owner


def _by_reference(sheet: Sheet, years: frozenset[int], votes: Sequence[int]) -> Cut:
    groups: dict[str, list[Header]] = defaultdict(list)
    for line in sheet.lines:
        header = reference(line, years)
        if header:
            groups[header.shape].append(header)
    best = Cut(NONE, (), 0.0)
    for shape, found in groups.items():
        kept = _without_copies(sheet, without_agenda(sheet, found))
        if len(kept) < 2:
            continue
        kept = _fill_gaps(sheet, kept)
        confidence = round(min(1.0, 0.3 * _in_order(kept) + 0.7 * score(kept, votes)), 3)
        if (confidence, len(kept)) > (best.confidence, len(best.headers)):
            best = Cut(f"ref:{shape.split(':')[0]}", tuple(kept), confidence)
    return best


def _in_order(headers: Sequence[Header]) -> float:
    """Return the share of references whose number follows the one before."""
    numbers = [one.ordinal for one in headers if one.ordinal is not None and one.number]
    if len(numbers) < 2:
        return 0.0
    steps = sum(0 <= after - before <= 2 for before, after in pairwise(numbers))
    return steps / (len(numbers) - 1)


def _without_copies(sheet: Sheet, headers: Sequence[Header]) -> list[Header]:
    """Drop copies of a header (summary at the head or the end): the copy with the longest text below it is the act."""
    lengths = _room(sheet, headers)
    best: dict[tuple[str | None, str], int] = {}
    for place, header in enumerate(headers):
        key = (header.number, title_key(sheet, header)[:14])
        if key not in best or lengths[place] > lengths[best[key]]:
            best[key] = place
    kept = set(best.values())
    return [one for place, one in enumerate(headers) if place in kept]


def _room(sheet: Sheet, headers: Sequence[Header]) -> list[int]:
    ends = [*(one.line for one in headers[1:]), len(sheet.lines)]
    return [end - one.line for one, end in zip(headers, ends, strict=False)]


def _fill_gaps(sheet: Sheet, headers: Sequence[Header]) -> list[Header]:
    """Add the item whose reference the clerk forgot: "3. D2024-17", "4. Vote …", "5. D2024-19" gives the fourth too, without number."""
    filled: list[Header] = []
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        filled.append(header)
        if following is None or header.listed is None or following.listed != header.listed + 2:
            continue
        between = [one for line in sheet.lines[header.line + 1 : following.line] for one in ordinals(line)]
        lost = next((one for one in between if one.ordinal == header.listed + 1 and one.shape in ("dot", "bracket", "slash", "dash")), None)
        if lost:
            filled.append(Header(lost.line, "ref", header.shape, lost.title_at, None, None, lost.ordinal))
    return filled


def _by_chain(sheet: Sheet, votes: Sequence[int]) -> list[Cut]:
    groups: dict[str, list[Header]] = defaultdict(list)
    for line in sheet.lines:
        for header in ordinals(line):
            groups[header.shape].append(header)
    cuts = []
    for shape, found in groups.items():
        body = without_agenda(sheet, found)
        parts = [one.line for one in groups.get("roman", [])] if shape != "roman" else []
        chain = [one for one in best_chain(body, parts) if not is_stop(sheet.lines[one.line])]
        cuts.append(Cut(f"num:{shape}", tuple(chain), round(score(chain, votes), 3)))
    return cuts


def _by_object(sheet: Sheet, votes: Sequence[int]) -> Cut:
    maker: Callable[..., Header | None] = object_line
    found = [one for one in map(maker, sheet.lines) if one]
    kept = _without_copies(sheet, without_agenda(sheet, found))
    return Cut("objet", tuple(kept), round(score(kept, votes), 3)) if len(kept) >= 2 else Cut(NONE, (), 0.0)
