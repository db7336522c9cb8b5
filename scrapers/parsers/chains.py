"""The numbering chain: the longest run 1, 2, 3 … of one way of numbering, as it stands in the body and not in the agenda."""

from collections.abc import Sequence

from scrapers.parsers.headers import Header

_FAR_LINES = 15  # lines between two acts above which distance no longer counts
_SKIP = 0.6  # worth of a step over one missing number
_RESTART = 0.35  # worth of beginning again at 1 under a new part
_FIRST = 0.5
MINIMUM = 3


def best_chain(headers: Sequence[Header], parts: Sequence[int] = ()) -> list[Header]:
    """Return the best chain of headers of one shape, or an empty list when it has fewer than three."""
    if len(headers) < MINIMUM:
        return []
    scores: list[float] = []
    previous: list[int] = []
    for here, header in enumerate(headers):
        best, link = (_FIRST if header.ordinal == 1 else 0.0), -1
        for there in range(max(0, here - 120), here):
            step = _step(headers[there], header, parts)
            if step and scores[there] + step >= best:
                best, link = scores[there] + step, there
        scores.append(best)
        previous.append(link)
    end = max(range(len(scores)), key=lambda one: (scores[one], one))
    chain: list[Header] = []
    while end >= 0:
        chain.append(headers[end])
        end = previous[end]
    return chain[::-1] if len(chain) >= MINIMUM else []


def _step(before: Header, after: Header, parts: Sequence[int]) -> float:
    gap = after.line - before.line
    if gap <= 0 or before.ordinal is None or after.ordinal is None:
        return 0.0
    distance = 0.5 * min(gap, _FAR_LINES) / _FAR_LINES
    if after.ordinal == before.ordinal + 1:
        return 1.0 + distance
    if after.ordinal == before.ordinal + 2:
        return _SKIP + distance
    if after.ordinal == 1 and any(before.line < part < after.line for part in parts):
        return _RESTART + distance
    return 0.0
