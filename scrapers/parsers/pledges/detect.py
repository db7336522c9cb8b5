"""From passages to proposals: each passage gets a label, a score, and the reasons for both; a person decides.

The weights are few and readable (`data/pledge_cues.yml`): the worksheet shows each cue beside the words that gave it.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from scrapers.parsers.pledges.compound import parts_of
from scrapers.parsers.pledges.cues import evidence, label_of
from scrapers.parsers.pledges.fulfilment import fulfilment_of
from scrapers.parsers.pledges.headings import RECORD, heading_cues
from scrapers.parsers.pledges.layouts import layout_of
from scrapers.parsers.pledges.level import level_of
from scrapers.parsers.pledges.lexicon import Lexicon, load_lexicon
from scrapers.parsers.pledges.segments import segments_of
from scrapers.parsers.pledges.shapes import Cue, Details, Detected, Label, Layout, Level, Passage

BASE_RATE = "in_prose"  # says how rare pledges are in running text, and nothing of what a sentence is instead
OWN_VOICE = frozenset(("we_want", "own_priority", "i_future", "proposal_word", "we_want_that"))
EASED = 0.3
DetailsOf = Callable[[str], Details]


def detect(
    passages: Sequence[Passage], details_of: DetailsOf | None = None, *, lexicon: Lexicon | None = None, layout: Layout | None = None
) -> tuple[Detected, ...]:
    """Return one proposal per passage, in order; `layout` is found from the passages when it is not given."""
    words = lexicon or load_lexicon()
    shape = layout or layout_of([passage.text for passage in passages], words)
    return tuple(_one(passage, shape, words, details_of) for passage in passages)


def _one(passage: Passage, layout: Layout, lexicon: Lexicon, details_of: DetailsOf | None) -> Detected:
    score, cues = read(passage, layout, lexicon)
    label = label_of(_by_label(cues, lexicon), score >= 0.5)
    found = Detected(passage, label, score, cues)
    if label is not Label.PLEDGE:
        return found
    level, reason = level_of(passage.text, lexicon)
    return replace(
        found,
        concrete=level is not Level.VAGUE,
        level=level,
        level_reason=reason,
        fulfilment=fulfilment_of(passage.text, lexicon),
        parts=parts_of(passage.text, lexicon.data.forms),
        details=details_of(passage.text) if details_of else Details(),
    )


def read(passage: Passage, layout: Layout, lexicon: Lexicon) -> tuple[float, tuple[Cue, ...]]:
    """Return the score of a passage and its cues: those of its best segment and those of its place."""
    place = heading_cues(passage, lexicon)
    read_segments = [_segment(passage, start, end, layout, lexicon) for start, end in segments_of(passage.text)]
    best = max(read_segments, key=lambda cues: sum(cue.weight for cue in cues), default=())
    if not any(cue.weight > 0 for cue in best if cue.name != "number"):
        place = tuple(cue for cue in place if cue.weight < 0)  # a heading or a bullet makes no pledge of words that promise nothing
    cues = (*best, *_eased(best, place))
    return round(_logistic(lexicon.data.bias + sum(cue.weight for cue in cues)), 4), cues


def _eased(own: Sequence[Cue], place: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return the cues of the place: a record of meetings says little against what the list promises in its own voice."""
    if not any(cue.name in OWN_VOICE for cue in own):
        return tuple(place)
    return tuple(replace(cue, weight=round(cue.weight * EASED, 2)) if cue.name == RECORD else cue for cue in place)


def _segment(passage: Passage, start: int, end: int, layout: Layout, lexicon: Lexicon) -> tuple[Cue, ...]:
    text = passage.text[start:end]
    found, _ = evidence(text, layout, lexicon, bullet=passage.bullet)
    weights = lexicon.weights
    return tuple(Cue(name, text[a:b].strip(), weights[name]) for name, a, b in found if weights.get(name))


def _by_label(cues: Sequence[Cue], lexicon: Lexicon) -> dict[Label, float]:
    sums: dict[Label, float] = defaultdict(float)
    for cue in cues:
        if cue.name == BASE_RATE:
            continue
        sums[lexicon.data.cues[cue.name].label] += cue.weight
    return sums


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
