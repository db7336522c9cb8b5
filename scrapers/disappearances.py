"""Whether known documents that no longer answer are really gone: a site that is closed for works must not lose its whole history.

One document that is missing while others still come is gone. When nothing at all comes any more, or when the site sends most of its
addresses to its home page or to a page that says that nothing is there, the site itself is more likely closed or moved, and only a
person can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scrapers.memory import Seen

SOFT_404 = "soft_404"
_FEW = 2  # soft answers up to here are believed: two old files that were taken away are nothing strange


@dataclass(frozen=True)
class Missing:
    """A known document that its address no longer gives."""

    seen: Seen
    reason: str  # http_404, http_410, soft_404
    moment: datetime


def doubtful(missing: Sequence[Missing], held: int) -> frozenset[str]:
    """Return the addresses that are not to be said gone, although they are missing; `held` documents of the source still come."""
    fresh = [one for one in missing if not one.seen.gone]
    if held == 0 and len(fresh) > 1:
        return frozenset(one.seen.url for one in fresh)
    soft = [one for one in fresh if one.reason == SOFT_404]
    return frozenset(one.seen.url for one in soft) if len(soft) > max(_FEW, held) else frozenset()
