"""The numbering chain: the longest run 1, 2, 3 … of one way of numbering, as it stands in the body and not in a list inside an act."""

from collections.abc import Sequence

from scrapers.parsers.decisions import Decisions
from scrapers.parsers.headers import Header
from scrapers.parsers.ordinals import WEAK

_FAR_LINES = 15  # lines between two acts above which distance no longer counts
_SKIP = 0.6  # worth of a step over one missing number
_RESTART = 0.35  # worth of beginning again at 1 under a new part
_FIRST = 0.5
_DECIDED = 0.7  # worth of a decision between two numbers: a list inside an act has none
_UNDECIDED = 0.7  # share of a step's worth that is left when nothing is decided between two numbers
_CLOSE = 0.3  # … and when they stand in neighbouring lines: a list of names or of conditions
_CLOSE_LINES = 3
_MIXED = 0.5  # loss of a step from "2)" to "3 -"
_WINDOW = 160
MINIMUM = 3


def best_chain(headers: Sequence[Header], decisions: Decisions, parts: Sequence[int] = (), minimum: int = MINIMUM) -> list[Header]:
    """Return the best chain of headers, or an empty list when it has fewer than `minimum`."""
    if len(headers) < minimum:
        return []
    scores: list[float] = []
    previous: list[int] = []
    for here, header in enumerate(headers):
        best, link = (_FIRST if header.ordinal == 1 else 0.0), -1
        for there in range(max(0, here - _WINDOW), here):
            step = _step(headers[there], header, decisions, parts)
            if step and scores[there] + step >= best:
                best, link = scores[there] + step, there
        scores.append(best)
        previous.append(link)
    ends = [score + _DECIDED * decisions.any(header.line, header.line + 200) for score, header in zip(scores, headers, strict=True)]
    end = max(range(len(ends)), key=lambda one: (ends[one], one))
    chain: list[Header] = []
    while end >= 0:
        chain.append(headers[end])
        end = previous[end]
    return chain[::-1] if len(chain) >= minimum else []


def _step(before: Header, after: Header, decisions: Decisions, parts: Sequence[int]) -> float:
    gap = after.line - before.line
    if gap <= 0 or before.ordinal is None or after.ordinal is None:
        return 0.0
    worth = _worth(before, after, parts)
    if not worth:
        return 0.0
    decided = decisions.any(before.line, after.line)
    worth *= 1.0 if decided else _CLOSE if gap <= _CLOSE_LINES else _UNDECIDED
    mixed = _MIXED if before.shape != after.shape else 0.0
    return max(worth + 0.5 * min(gap, _FAR_LINES) / _FAR_LINES + _DECIDED * decided - mixed, 0.0)


def _worth(before: Header, after: Header, parts: Sequence[int]) -> float:
    if before.shape != after.shape and not {before.shape, after.shape} <= WEAK:
        return 0.0
    if before.ordinal is None or after.ordinal is None:
        return 0.0
    if after.listed is not None and before.listed is not None and after.listed == before.listed + 1 and after.ordinal == 1:
        return 1.0  # 1.3 then 2.1
    if after.ordinal == before.ordinal + 1:
        return 1.0
    if after.ordinal == before.ordinal + 2:
        return _SKIP
    if after.ordinal == 1 and any(before.line < part < after.line for part in parts):
        return _RESTART
    return 0.0
