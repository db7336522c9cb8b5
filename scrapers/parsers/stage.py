"""How far an act carries its project: its title first, then the result of its vote, then the words that the council voted.

A title names what the act is about; the operative part (after "en avoir délibéré") only tells a decision that the title leaves bare.
"Delivered" is what the words say (reception, final report): never a proof that the thing stands.
"""

import re
from dataclasses import dataclass

from scrapers.parsers.stage_words import OPERATIVE_RULES, TITLE_RULES
from scrapers.parsers.text import plain, squash
from tracker.vocabulary import ActStage, Outcome

_OPERATIVE = re.compile(r"\bdelibere\b|\b(?:decide|approuve|autorise|accepte|attribue|retient|adopte|donne son accord)\b")
_NO_WORD = re.compile(r"['_\d]")
_REACH = 3000  # characters of the operative part that are read; what follows is signatures and annexes
_NOTHING_DECIDED = {Outcome.REJECTED, Outcome.ADJOURNED, Outcome.ELECTED}
_NOTHING_VOTED = {Outcome.NOTED, Outcome.NO_VOTE}


@dataclass(frozen=True)
class Stage:
    """A stage and the words that said so; no stage when there is no title to read."""

    stage: ActStage | None
    reason: str = ""


def read_stage(title: str, text: str = "", outcome: Outcome | None = None) -> Stage:
    """Return the stage of an act from its title, its own text and the result of its vote."""
    if not title.strip():
        return Stage(None)
    if outcome is Outcome.WITHDRAWN:
        return Stage(ActStage.WITHDRAWN, f"outcome: {outcome}")
    if outcome in _NOTHING_DECIDED:
        return Stage(ActStage.NONE, f"outcome: {outcome}")
    said = _said(title)
    if said:
        return said
    if outcome in _NOTHING_VOTED:
        return Stage(ActStage.NONE, f"outcome: {outcome}")
    told = _operative(text)
    if told or not text or outcome or _OPERATIVE.search(plain(text)):
        return told or Stage(ActStage.VOTED)
    return Stage(None)  # nothing says that it was voted


def _said(title: str) -> Stage | None:
    words = squash(title)
    simple = _folded(words)
    for stage, pattern in TITLE_RULES:
        match = pattern.search(simple)
        if match:
            return Stage(stage, words[match.start() : match.end()].strip())
    return None


def _operative(text: str) -> Stage | None:
    """Return the stage that the operative part tells, when its verbs and their objects stand together."""
    simple = plain(text)
    marks = [match.start() for match in _OPERATIVE.finditer(simple)]
    if not marks:
        return None
    start = next((mark for mark in marks if simple.startswith("delibere", mark)), marks[0])
    part = squash(text[start : start + _REACH])
    folded = _folded(part)
    for stage, pattern in OPERATIVE_RULES:
        match = pattern.search(folded)
        if match:
            return Stage(stage, part[match.start() : match.end()].strip())
    return None


def _folded(words: str) -> str:
    """Return plain words of the same length whose apostrophes, underscores and figures are blanks ("DE2031-130Indemnités" is two words)."""
    return _NO_WORD.sub(" ", plain(words))
