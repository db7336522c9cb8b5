"""What would count as delivered, by the ordered table of `data/pledge_cues.yml` (first row that matches); a person decides."""

import re

from scrapers.parsers.pledges.lexicon import Lexicon
from scrapers.parsers.pledges.plain import flat
from tracker.vocabulary import FulfilmentKind

_LEAD = re.compile(r"\A(?:\W|\d+[.)]\s)*(?:(?:[^:—]{1,70}?)\s?[:—]\s+)?")
MAX = 600


def fulfilment_of(text: str, lexicon: Lexicon) -> FulfilmentKind:
    """Return the kind of a pledge's wording; a thing to be delivered when no row of the table says otherwise."""
    plain = flat(text[:MAX]).strip()
    bodies = (re.sub(r"\A\W+", "", plain), plain[_LEAD.match(plain).end() :])  # type: ignore[union-attr]
    for kind, regex in lexicon.kinds:
        if any(regex.search(body) for body in bodies):
            return kind
    return FulfilmentKind.OUTCOME
