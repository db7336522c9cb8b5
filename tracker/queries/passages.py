"""Find a quote again in its page, spaces apart, and cut the context around it: the screen never edits what the document says."""

import re
from collections.abc import Iterable

from tracker.elected import Mask
from tracker.ids import fold
from tracker.queries.shapes import Passage

CONTEXT = 420
_SHORTEST = 20


def find_words(quote: str, text: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, white space apart, or None."""
    words = quote.split()
    if not words:
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return found.span() if found else None


def passage(quote: str, text: str, mask: Mask, context: int = CONTEXT) -> Passage:
    """Return the quote between its neighbours, or alone with `found` False when the text does not hold it; names masked."""
    span = find_words(quote, text)
    if span is None:
        return Passage("", mask(quote), "", False)
    start, end = span
    left, right = max(0, start - context), min(len(text), end + context)
    before, after = text[left:start], text[end:right]
    if left:
        before = "… " + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + " …"
    first, middle, last = mask.parts(before, text[start:end], after)
    return Passage(first, middle, last, True)


def _sentences(text: str) -> list[str]:
    """Cut a text where a sentence or a paragraph ends; an abbreviation may cut too soon, which only makes a shorter proposal."""
    return [piece.strip() for piece in re.split(r"(?<=[.;!?])\s+(?=[A-ZÀ-Ý«\-•])|\n\s*\n", text) if len(piece.strip()) > _SHORTEST]


def best_sentence(text: str, words: Iterable[str], limit: int = 420) -> str:
    """Return the sentence that holds most of the matched words, to be proposed as a quote; the volunteer may change it."""
    wanted = {fold(word) for phrase in words for word in phrase.split() if len(word) > 2}
    pieces = _sentences(text) or [text.strip()]
    best = max(pieces, key=lambda piece: sum(word in fold(piece) for word in wanted))
    return best if len(best) <= limit else best[:limit].rsplit(None, 1)[0]
