"""Whole numbers written in French letters ("deux mil vingt et un"), for dates and for votes; text2num is not needed for these."""

import re

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "premier": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90,
}  # fmt: skip
_WORD = r"(?:" + "|".join(sorted([*_UNITS, "cent", "cents", "mille", "mil"], key=len, reverse=True)) + r")"
LAST_LETTERS = "(?:" + "|".join(sorted({word[-2:] for word in _UNITS})) + ")"  # what a number in letters can end with
IN_LETTERS = rf"{_WORD}(?:(?:[\s-]{{1,4}}(?:et[\s-]{{1,4}})?){_WORD}){{0,9}}"
_DOZENS = (60, 80)  # after these "dix" to "dix-neuf" go on: "soixante et onze", "quatre-vingt-seize"


def from_letters(words: str) -> int | None:
    """Return the number that plain French words spell, or None when they are no number or more than one ("deux trois")."""
    total: int | None = None
    current: int | None = None  # what stands since the last "mille"
    for word in re.split(r"[\s-]+", words.strip()):
        if word == "et":
            continue
        if word in ("mille", "mil"):
            if total is not None:
                return None
            total, current = (1 if current is None else current) * 1000, None
            continue
        current = _joined(current, word)
        if current is None:
            return None
    return None if total is None and current is None else (total or 0) + (current or 0)


def _joined(before: int | None, word: str) -> int | None:
    """Return what a number under a thousand becomes with one more word, or None when the word cannot follow it."""
    if word in ("cent", "cents"):
        return 100 if before is None else before * 100 if 1 < before < 10 else None
    value = _UNITS.get(word)
    if value is None or before is None:
        return value
    rest = before % 100
    if value == 20 and rest == 4:
        return before + 76  # "quatre-vingt", after a hundred too
    if not value or (rest == 0 and before >= 100):
        return before + value if value else None
    ten = rest % 10 == 0 and rest >= 20
    follows = (ten and value < 10) or (rest in _DOZENS and 10 <= value < 17) or (rest in (10, 70, 90) and 7 <= value < 10)
    return before + value if follows else None


def from_figures_or_letters(raw: str) -> int | None:
    """Return the number written in figures or in letters; "aucune" and "néant" are 0."""
    raw = raw.strip()
    if raw.isdigit():
        return int(raw)
    return 0 if raw in ("aucun", "aucune", "neant") else from_letters(raw)
