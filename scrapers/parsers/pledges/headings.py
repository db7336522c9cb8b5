"""What the place of a passage says: the titles above it and its bullet.

« Constat » and « Nos engagements » stand over the same sentences: the heading decides more than any word of the sentence.
The nearest heading that says something wins; one that says two things says nothing. A record of meetings is nobody's promise
from its title on, whatever its own titles say, except below « nos engagements ».
"""

from scrapers.parsers.pledges.lexicon import Lexicon
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Cue, Passage

RECORD, PLEDGES = "heading_record", "heading_pledges"
_NEAREST = ("heading_others", "heading_facts", "heading_life", "heading_question")


def heading_cues(passage: Passage, lexicon: Lexicon) -> tuple[Cue, ...]:
    """Return the cues of the heading path and of the bullet."""
    found = next((cue for heading in reversed(passage.headings) if (cue := _said(heading, lexicon)) is not None), None)
    record = next((cue for heading in passage.headings if (cue := _cue(RECORD, heading, lexicon)) is not None), None)
    if record is not None and not (found and found.name == PLEDGES and lexicon.ours.search(flat(found.words))):
        found = record
    bullet = Cue("bullet", "", lexicon.weights["bullet"]) if passage.bullet else None
    return tuple(cue for cue in (found, bullet) if cue is not None and cue.weight)


def _said(heading: str, lexicon: Lexicon) -> Cue | None:
    """Return what one heading says: a commitment, or what is none; nothing when it says both."""
    against = next((cue for name in _NEAREST if (cue := _cue(name, heading, lexicon)) is not None), None)
    pledges = _cue(PLEDGES, heading, lexicon)
    if against is not None and against.name == "heading_others":
        return against  # « les propositions des habitants » are theirs
    return (against or pledges) if against is None or pledges is None else None


def _cue(name: str, heading: str, lexicon: Lexicon) -> Cue | None:
    match = lexicon.regexes[name].search(flat(heading[:300]))
    if match is None:
        return None
    words = heading[:80] if name == PLEDGES else heading[match.start() : match.end()]
    return Cue(name, words, lexicon.weights[name])
