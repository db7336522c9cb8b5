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


def from_letters(words: str) -> int | None:
    """Return the number that plain French words spell, or None when one of them is no number."""
    total, current = 0, 0
    for word in re.split(r"[\s-]+", words.strip()):
        if word == "et":
            continue
        if word in ("mille", "mil"):
            total, current = total + max(current, 1) * 1000, 0
        elif word in ("cent", "cents"):
            current = max(current, 1) * 100
        elif word in _UNITS:
            current = current * 20 if word.startswith("vingt") and current == 4 else current + _UNITS[word]
        else:
            return None
    return total + current


def from_figures_or_letters(raw: str) -> int | None:
    """Return the number written in figures or in letters; "aucune" and "néant" are 0."""
    raw = raw.strip()
    if raw.isdigit():
        return int(raw)
    return 0 if raw in ("aucun", "aucune", "neant") else from_letters(raw)
