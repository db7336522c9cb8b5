"""Plain forms of French text that keep every position, so that what is matched can be shown as written."""

import unicodedata
from functools import lru_cache

_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "‑": "-", "–": "—"}


def low(text: str) -> str:
    """Return lower-case text with straight apostrophes and plain blanks, accents kept: one sign for each sign."""
    return "".join(_low(sign) for sign in text)


def flat(text: str) -> str:
    """Return `low` without accents, except « où », which is another word than « ou »: one sign for each sign."""
    return "".join(_flat(sign) for sign in text)


@lru_cache(maxsize=4096)
def _low(sign: str) -> str:
    lowered = _SIGNS.get(sign, sign).lower()
    return lowered if len(lowered) == 1 else sign


@lru_cache(maxsize=4096)
def _flat(sign: str) -> str:
    lowered = _low(sign)
    if lowered == "ù":
        return lowered
    plain = unicodedata.normalize("NFKD", lowered)[:1]
    return plain or lowered
