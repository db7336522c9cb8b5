"""Objects of one verb of making that are each checkable alone: « un gymnase, une piscine et deux crèches »."""

import re
from collections.abc import Iterator
from itertools import pairwise

from scrapers.parsers.pledges.clauses import Clause
from scrapers.parsers.pledges.lexicon import Forms
from scrapers.parsers.pledges.morphology import bare
from scrapers.parsers.pledges.plain import flat

_CUT = re.compile(r"\s*,\s+(?:et\s+)?|\s+(?:et|ainsi que|\+|&)\s+")
_COUNT = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cinquante|cent|\d[\d .]*)"
_COUNTED = re.compile(rf"(?:d'|de )?{_COUNT}\s+(?!(?:dans|par|à|au|aux|pour|sur|de|du|des|d')\b)\S")
_NAMED = re.compile(r"(?:le |la |l['’]|les |du |de la |de l['’])(?:\S+\s+){0,3}?[A-ZÉÈ]")
_INSIDE = re.compile(
    r"\b(?:pour|afin|avec|comprenant|regroupant|rassemblant|intégrant|incluant|composée?s?|entre|dont|par"
    r"|dans lequel|dans laquelle|en|soit|comme|tels?|telles?|à|sur|contre|selon|entre|parmi)\b"
)
_FUTURE = re.compile(r"(?:ons|ont|a)\Z")


def object_cuts(clause: Clause, start: int, end: int, forms: Forms) -> Iterator[int]:
    """Give the places, inside one part, where the next object of its verb starts; none unless every object stands alone."""
    objects = _objects_start(clause, start, end, forms)
    if objects is None:
        return
    stretch = clause.main[objects:end]
    stop = _INSIDE.search(stretch)
    cuts = [match for match in _CUT.finditer(stretch) if stop is None or match.end() <= stop.start()]
    if stop is not None and any(match.start() > stop.start() for match in _CUT.finditer(stretch)):
        return
    starts = [0, *(match.end() for match in cuts)]
    if len(starts) < 2 or not _alone(clause, [objects + at for at in starts], end):
        return
    yield from (objects + at for at in starts[1:])


def _objects_start(clause: Clause, start: int, end: int, forms: Forms) -> int | None:
    """Return where the objects start: behind a verb or noun of making near the head, or at once in a line without a verb."""
    tokens = [token for token in clause.tokens if start <= token.start < end][:6]
    for number, token in enumerate(tokens):
        plain = flat(bare(token.text))
        if plain in forms.making_verbs or plain in forms.making_nouns or _making_future(plain, forms):
            after = token.end
            if plain in ("mise", "mettre") or (plain in ("mise",) and number):
                return None
            return after + len(clause.main[after:end]) - len(clause.main[after:end].lstrip())
    first = clause.main[start:end]
    lead = start + len(first) - len(first.lstrip(" -•"))
    return lead if tokens and _COUNTED.match(clause.main, lead) and _all_things(clause, lead, end, forms) else None


def _all_things(clause: Clause, start: int, end: int, forms: Forms) -> bool:
    """Say whether every piece of a line without a verb names a thing (« une maison et un centre », not « une présence »)."""
    pieces = [clause.main[a:b].split() for a, b in _spans(clause, start, end)]
    return all(any(flat(word) in forms.things for word in piece[1:3]) for piece in pieces)


def _spans(clause: Clause, start: int, end: int) -> list[tuple[int, int]]:
    cuts = list(_CUT.finditer(clause.main, start, end))
    return list(zip([start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), end], strict=True))


def _making_future(plain: str, forms: Forms) -> bool:
    """Say whether a word is a future of a verb of making (« créerons », « ouvrira »)."""
    stem = _FUTURE.sub("", plain)
    return stem != plain and (stem in forms.making_verbs or stem + "e" in forms.making_verbs)


def _alone(clause: Clause, starts: list[int], end: int) -> bool:
    """Say whether every object is counted, or every one bears a name."""
    pieces = [(at, clause.main[at:end]) for at in starts]
    if all(_COUNTED.match(piece) for _, piece in pieces):
        return True
    bounds = [*starts, end]
    return all(_NAMED.match(clause.text[a:b]) for a, b in pairwise(bounds))
