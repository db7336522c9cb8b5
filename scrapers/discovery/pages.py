"""Whether a link leads to a page worth following, and whether an address gives a file: the words of the reference, and its traps."""

from dataclasses import dataclass
from functools import lru_cache

from scrapers.discovery.names import Address, words
from scrapers.discovery.words import Lexicon

_BESIDE = 0.25  # what the heading above a link adds to its worth


@dataclass(frozen=True)
class Worth:
    """How much a page is worth following (0 to 1), and why."""

    follow: float
    why: str


def refused_path(url: str, lexicon: Lexicon) -> str | None:
    """Return the family of traps that an address belongs to (calendar, print variant, login …), or None."""
    lowered = url[:2000].lower()
    return next((name for name, pattern in lexicon.refused_paths.items() if pattern.search(lowered)), None)


def publishing_host(host: str, lexicon: Lexicon) -> str | None:
    """Return the vendor family of a host that publishes for towns, or None."""
    lowered = host[:300].lower()
    return next((name for name, pattern in lexicon.hosts.items() if pattern.search(lowered)), None)


def gives_file(place: Address, lexicon: Lexicon) -> bool:
    """Say whether an address gives a file: by its ending, by its shape, or because it is a bare name and no address."""
    data = lexicon.data
    if place.ending in data.file_endings:
        return True
    if not place.whole or (not place.absolute and place.ending not in data.page_endings):
        return True
    return place.ending not in data.page_endings and bool(lexicon.file_address.search(place.whole.lower()))


def worth_following(place: Address, text: str, heading: str, lexicon: Lexicon) -> Worth:
    """Return how much a link is worth following as a page: its words, its address's words, a little for the heading above."""
    refused = refused_path(place.whole, lexicon)
    if refused:
        return Worth(0.0, f"never followed: {refused.replace('_', ' ')}")
    if place.ending in lexicon.data.file_endings:
        return Worth(0.0, "")
    own = max((_best(words(one), lexicon) for one in (text, place.name, *place.folders[-2:])), key=lambda found: found[0])
    above = _best(words(heading), lexicon)
    worth = min(1.0, own[0] + _BESIDE * above[0])
    if not worth:
        return Worth(0.0, "")
    return Worth(round(worth, 3), f'worth following ("{own[1] or above[1]}")')


@lru_cache(maxsize=8192)
def _best(name: str, lexicon: Lexicon) -> tuple[float, str]:
    if not lexicon.any_follow.search(name):
        return 0.0, ""
    return max(((worth, word) for worth, word, pattern in lexicon.follow if pattern.search(name)), default=(0.0, ""))
