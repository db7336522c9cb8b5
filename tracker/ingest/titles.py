"""Whether two printed titles name the same act: shared words, and no word or figure that tells them apart.

Sibling acts of one sitting have nearly the same title ("parcelle AB 12" / "parcelle AB 13", "budget de l'eau" / "budget de
l'assainissement"), so a high share of common words is not enough: when each title keeps a word that the other lacks, and
these are not two spellings of one word, the titles are refused.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.ids import fold

SAME_TITLE = 0.8
OTHER_TITLE = 0.4
_NEAR = 0.75
_FRENCH = "a au aux avec ce ces d dans de des du en est et il l la le les leur leurs n ou par pour qu que sa se ses son sur un une"
_FUNCTION_WORDS = frozenset(_FRENCH.split())


@lru_cache(maxsize=20_000)
def title_words(title: str) -> frozenset[str]:
    """Return the words and figures of a title, without accents, plural endings and function words."""
    words = re.findall(r"[a-z]+|\d+", fold(title))
    kept = frozenset(word.rstrip("sx") if len(word) > 3 else word for word in words if word not in _FUNCTION_WORDS)
    return kept or frozenset(words)


def alike(one: str, other: str) -> float:
    """Return the F1 of the words of two titles: 1 for the same words, 0 for none in common."""
    first, second = title_words(one), title_words(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def same_subject(one: str, other: str) -> bool:
    """Return whether two titles name the same act by their words alone."""
    if fold(one) == fold(other):
        return True
    return alike(one, other) >= SAME_TITLE and not _told_apart(title_words(one), title_words(other))


def clearly_differ(one: str, other: str) -> bool:
    """Return whether two titles under one number cannot name the same act; a title that goes on after the other does not differ."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return not long.startswith(short) and alike(one, other) < OTHER_TITLE


def _told_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((one - other, other - one), key=lambda words: (len(words), sorted(words)))
    return any(not any(_spelt_alike(word, twin) for twin in more) for word in fewer)


def _spelt_alike(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        return False
    return SequenceMatcher(None, one, other).ratio() >= _NEAR
