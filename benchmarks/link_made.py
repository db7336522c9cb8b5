"""Made-up acts and pledges for measures of speed: a Zipf-like vocabulary with the words of the thesaurus spread in it."""

import math
import random
from collections.abc import Iterator
from functools import cache

from tracker.linking.bm25 import ActText
from tracker.linking.thesaurus import load_thesaurus

WORDS, TITLE, BODY, PLEDGE, FREQUENT = 30_000, 10, 95, 15, 1_000
_SYLLABLES = [
    "ca",
    "re",
    "mi",
    "to",
    "lu",
    "pa",
    "ven",
    "dor",
    "sil",
    "bra",
    "ché",
    "né",
    "gri",
    "fo",
    "zel",
    "mou",
    "tan",
    "vi",
    "qua",
    "leur",
]


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the words, the most frequent first; those of the thesaurus stand at random places."""
    known = sorted({word for entries in load_thesaurus().groups.values() for entry in entries for word in entry.split()})
    made = [_made(number) for number in range(WORDS - len(known))]
    source = random.Random(7)  # noqa: S311 - made-up words, not a secret
    words = made[200:] + known
    source.shuffle(words)
    return (*made[:200], *words)


def _made(number: int) -> str:
    number += 400
    word = ""
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[rest]
    return word


def _draw(count: int, source: random.Random, rarest: int = 1) -> str:
    low, words = math.log(rarest) / math.log(WORDS), vocabulary()
    return " ".join(words[min(int(WORDS ** source.uniform(low, 1)), WORDS - 1)] for _ in range(count))


def acts(count: int) -> Iterator[ActText]:
    """Yield the same acts at each call, of 105 words."""
    source = random.Random(1)  # noqa: S311
    for number in range(count):
        yield ActText(f"{_draw(TITLE, source).capitalize()}", f"{_draw(BODY, source)}, le {number % 28 + 1} mars.")


def pledges(count: int) -> list[str]:
    """Return the same pledges at each call, of 15 words none of which is very frequent."""
    source = random.Random(2)  # noqa: S311
    return [f"{_draw(PLEDGE, source, FREQUENT).capitalize()}." for _ in range(count)]
