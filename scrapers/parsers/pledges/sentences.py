"""Cut a block of text into sentences, positions kept.

A full stop ends a sentence before a capital, a quotation or the end; abbreviations, initials and numbers are left whole.
"""

import re

_END = re.compile(r"(?:[.!?…]+|;)(?:\s*[»”\"])?(?=\s+[«“\"(]?\s*[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ0-9]|\s*\Z)|\n\s*\n|\n(?=\s*[-•▪◦*]\s)|\f")
_SHORT = re.compile(r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|art|cf|ex|etc|env|av|bd|tél|no|n|p|pp|vs|max|min|chap)|\b[A-Z])\.\Z")
_MAX = 200_000


def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence of a text, blanks outside; only the first 200,000 signs are read."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text, 0, _MAX):
        if _SHORT.search(text[max(start, match.start() - 8) : match.end()]):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, min(len(text), _MAX))
    return tuple(spans)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        spans.append((start + lead, start + len(piece.rstrip())))
