"""The segments of a passage that are read apart: its sentences, a title joined to its text, a proposal followed by a resident's words."""

import re

from scrapers.parsers.pledges.sentences import sentences_of

_JOINED = re.compile(r"\s—\s")
_QUOTE_AFTER = re.compile(r"\s(?=«\s?[^«»]{25,})")
_AFTER_QUOTE = re.compile(r"[.!?…]\s?»\s+(?=[A-ZÉÈÀ])")
_ENOUGH = 6  # words behind a closed quotation that make a segment


def segments_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each segment; most passages are one."""
    quote = _QUOTE_AFTER.search(text, 12)
    end = quote.start() if quote and not text[: quote.start()].rstrip().endswith((":", ",")) else len(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _JOINED.finditer(text, 0, end):
        spans.append((start, match.start()))
        start = match.end()
    spans.extend((start + a, start + b) for a, b in sentences_of(text[start:end]))
    after = _AFTER_QUOTE.search(text)
    if after and len(text[after.end() :].split()) >= _ENOUGH:
        spans.append((after.end(), len(text)))
    return tuple((a, b) for a, b in spans if text[a:b].strip())
