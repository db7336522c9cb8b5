"""Words of a pledge that are evidence by themselves: proper names (streets, schools, districts) and sums of money.

A capital inside a sentence marks a name; a pledge in capitals marks nothing, and neither does the first word of a sentence. A sum is
compared whole: "500 000" and "300 000" share a group of digits and nothing else.
"""

import re

from tracker.linking.terms import Terms

_WORD = re.compile(r"[^\W_]+|[.!?:;«»\n•]")
_END = frozenset(".!?:;«»\n•")
_SUM = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?(?!\d)\s*(millions?\b|milliards?\b|M€|k€|€|euros?\b)?",
    re.IGNORECASE,
)
_TIMES = {"m": 1_000_000, "k": 1_000}
_LEAST = 1_000  # euros from which a sum says more than a fee
_DIGITS = 12  # of a sum that a town can have; a longer run of figures is a table that lost its columns


def names_of(pledge: str, terms: Terms) -> tuple[str, ...]:
    """Return the terms of a pledge's proper names."""
    tokens = _WORD.findall(pledge)
    words = [token for token in tokens if token not in _END]
    if sum(word[0].isupper() for word in words) > 0.6 * len(words):
        return ()
    inside = (token for before, token in zip([".", *tokens], tokens, strict=False) if before not in _END and token[0].isupper())
    return tuple(dict.fromkeys(term for token in inside if not token.isdigit() for term in terms(token)))


def sums_of(text: str) -> dict[int, str]:
    """Return the sums of money of a text, in euros, each as it is written there."""
    found: dict[int, str] = {}
    for match in _SUM.finditer(text):
        digits, cents, unit = match[1], match[2], (match[3] or "").lower()
        figures = re.sub(r"[^0-9]", "", digits)
        if len(figures) > _DIGITS:
            continue
        times = 1_000_000_000 if unit.startswith("milliard") else _TIMES.get(unit[:1], 1) if unit else 1
        if unit or not digits.isdigit():
            value = int(float(f"{figures}.{cents or 0}") * times)
            if value >= _LEAST:
                found.setdefault(value, match[0].strip())
    return found
