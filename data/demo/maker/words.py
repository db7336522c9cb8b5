"""French words for numbers and dates, and choices that depend only on a seed: the same on every machine."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def draw(seed: str, size: int) -> int:
    """Return a number below `size` that depends only on the seed."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % size


def pick(items: Sequence[Any], seed: str) -> Any:
    """Return one of the items, chosen by the seed."""
    return items[draw(seed, len(items))]


def in_words(number: int) -> str:
    """Return a number from 0 to 99 in French words."""
    if number < 17:
        return _UNITS[number]
    if number < 20:
        return f"dix-{_UNITS[number - 10]}"
    tens = number // 10 * 10
    if tens in (70, 90):
        tens -= 10
    rest = number - tens
    if not rest:
        return _TENS[tens] + ("s" if tens == 80 else "")
    link = " et " if rest in (1, 11) and tens != 80 else "-"
    return f"{_TENS[tens]}{link}{in_words(rest)}"


def year_in_words(year: int) -> str:
    """Return a year of this century in words."""
    return f"deux mille {in_words(year - 2000)}"


def day_in_words(day: date) -> str:
    """Return "cinq mars" for the 5th of March."""
    return f"{'premier' if day.day == 1 else in_words(day.day)} {MONTHS[day.month - 1]}"


def long_date(day: date, weekday: bool = False) -> str:
    """Return "5 mars 2021", or "vendredi 5 mars 2021"."""
    number = "1er" if day.day == 1 else str(day.day)
    head = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{head}{number} {MONTHS[day.month - 1]} {day.year}"


def euros(amount: float) -> str:
    """Return "12 500 €" or "12 500,50 €", blanks unbreakable as town clerks' word processors make them."""
    whole, cents = divmod(round(amount * 100), 100)
    grouped = f"{whole:,}".replace(",", "\u00a0")
    return f"{grouped},{cents:02d}\u00a0€" if cents else f"{grouped}\u00a0€"


def capitals(text: str) -> str:
    """Return a title in capitals without accents, as old minutes print it."""
    table = str.maketrans("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ", "AAACEEEEIIOOUUUY")
    return text.upper().translate(table).replace("Œ", "OE")
