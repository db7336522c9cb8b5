"""Programmes written as « title + paragraph »: the title is the measure, the running text below explains it.

Counting the paragraph's own promises beside the title would count a measure two or three times. The rule only holds in a
document written so: most of its lowest titles that stand over running text are measures themselves. What is set aside stays on
the worksheet under its measure, where a person may bring it back.
"""

from collections.abc import Sequence
from dataclasses import replace

from scrapers.parsers.pledges.lexicon import Lexicon, load_lexicon
from scrapers.parsers.pledges.shapes import Cue, Detected, Label

CUE = "explains_measure"
MIN_TITLES = 4  # fewer say nothing of the way a document is written
SHARE = 0.6


def explained(found: Sequence[Detected], lexicon: Lexicon | None = None) -> tuple[Detected, ...]:
    """Return the proposals with running text below a measure's title called what it is: no pledge of its own."""
    measures = _measures(found)
    weight = (lexicon or load_lexicon()).weights[CUE]
    return tuple(_set_aside(one, weight) if _explains(one, measures) else one for one in found)


def _measures(found: Sequence[Detected]) -> frozenset[tuple[str, ...]]:
    """Return the heading paths of the titles that are measures over running text, none when the document is not written so.

    The title of a chapter over such titles is none of them, though it may have running text of its own.
    """
    chapters = {one.passage.headings[:depth] for one in found for depth in range(len(one.passage.headings))}
    paths = {one.passage.headings for one in found if one.passage.headings and not one.passage.bullet} - chapters
    titles = {(*one.passage.headings, one.passage.text): one.label for one in found}
    over_text = {path: titles[path] for path in paths if path in titles} or {path: _label(path, found) for path in paths}
    pledges = frozenset(path for path, label in over_text.items() if label is Label.PLEDGE)
    return pledges if len(over_text) >= MIN_TITLES and len(pledges) >= SHARE * len(over_text) else frozenset()


def _label(path: tuple[str, ...], found: Sequence[Detected]) -> Label:
    """Return the label of the title that ends a path, when it does not carry the path itself."""
    return next((one.label for one in found if one.passage.text == path[-1]), Label.OTHER)


def _explains(one: Detected, measures: frozenset[tuple[str, ...]]) -> bool:
    return one.label is Label.PLEDGE and not one.passage.bullet and one.passage.headings in measures


def _set_aside(one: Detected, weight: float) -> Detected:
    cue = Cue(CUE, one.passage.headings[-1][:80], weight)
    return replace(one, label=Label.OTHER, score=min(one.score, 0.4), cues=(*one.cues, cue), parts=(), concrete=False)
