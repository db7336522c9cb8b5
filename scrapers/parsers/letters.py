"""Titles compared by their letters alone: broken spacing, missing accents and a few misread letters do no harm."""

import functools
import re
from collections import Counter

_LEAD = re.compile(
    r"^\W*(?:(?:point|question|affaire|rapport|dossier|deliberation|delib|objet|sujet|projet)\s*)?(?:n\s?[°o]\s*)?"
    r"(?:(?:[a-z]{1,5}[ _-]?)?(?:\d{1,4}[ ./_-]{0,3}){1,5}|[ivx]{1,5}\b|[a-z]\s?[.)/])?[\W_]*(?:objet\s*:\s*)?"
)


def heading_letters(simple: str) -> str:
    """Return the letters and figures of a plain line without the number or the label that it begins with."""
    match = _LEAD.match(simple)
    return re.sub(r"[^a-z0-9]", "", simple[match.end() if match else 0 :])


def triples(letters: str) -> Counter[str]:
    """Return how often each run of three letters stands in a string."""
    return Counter(letters[n : n + 3] for n in range(len(letters) - 2))


@functools.lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """Return how alike two strings of letters are: the Dice coefficient of their triples, from 0 to 1."""
    a, b = triples(one), triples(other)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
