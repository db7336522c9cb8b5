"""Made variants of a judged town, to learn from towns that are not in the folder: bare titles, scans, subjects the thesaurus misses."""

import random
from collections.abc import Iterator, Sequence

from tracker.linking.bm25 import ActText
from tracker.linking.thesaurus import Thesaurus

MISREAD = {
    "i": "l",
    "l": "i",
    "o": "0",
    "e": "c",
    "m": "rn",
    "u": "n",
    "é": "e",
    "è": "e",
    "à": "a",
    "t": "f",
    "n": "u",
    "s": "5",
    "b": "h",
}
NOISE, LOST, CUT = 0.02, 0.004, 0.004  # shares of letters misread, lost, and followed by a blank that is not there
KEPT = 0.6  # of the groups of the thesaurus
VARIANT = 0.5  # what a variant counts beside the town itself


def variants(acts: Sequence[ActText], thesaurus: Thesaurus, seed: int = 5) -> Iterator[tuple[Sequence[ActText], Thesaurus, float]]:
    """Yield (acts, thesaurus, weight): the town itself first, then its variants."""
    source = random.Random(seed)  # noqa: S311 - the same variants each time, no secret
    yield acts, thesaurus, 1.0
    if any(act.body for act in acts):
        yield [ActText(act.title) for act in acts], thesaurus, VARIANT
    yield [ActText(scanned(act.title, source), scanned(act.body, source)) for act in acts], thesaurus, VARIANT
    yield acts, part_of(thesaurus, source), VARIANT


def scanned(text: str, source: random.Random) -> str:
    """Return a text as a bad scan would be read."""
    return "".join(_misread(letter, source.random()) for letter in text)


def part_of(thesaurus: Thesaurus, source: random.Random) -> Thesaurus:
    """Return a thesaurus with some of its groups missing."""
    groups = {name: words for name, words in thesaurus.groups.items() if source.random() < KEPT}
    return Thesaurus(groups, {name: words for name, words in thesaurus.silent.items() if name in groups})


def _misread(letter: str, drawn: float) -> str:
    if drawn < NOISE:
        return MISREAD.get(letter.lower(), letter)
    if drawn < NOISE + LOST:
        return ""
    return f"{letter} " if drawn < NOISE + LOST + CUT else letter
