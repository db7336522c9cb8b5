"""Cleaning that every format shares: one kind of line end, of hyphen and of bullet, and nothing that an eye cannot see.

pypdfium2 writes U+0002 for a hyphen at a line's end and Windows line ends, and Word's bullets come out as private-use
characters. Direction marks (U+202A-202E, U+2066-2069) can show an amount backwards, so that a reader sees another figure than the one
stored; zero-width characters cut words and figures unseen: both are removed; the first kind is reported, as are digits of other scripts.
"""

import re
from collections.abc import Iterable

from scrapers.documents.shapes import Problem

_BULLETS = re.compile(r"[\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TURNING = re.compile(r"[\x00\u202a-\u202e\u2066-\u2069]")
_OTHER_DIGITS = re.compile(r"[^\D0-9]")  # Arabic-Indic, full-width …: digits that are not 0 to 9
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def normalise(text: str) -> str:
    """Return page text with one kind of line end, of hyphen and of bullet, and no control or unseen character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\x02", "-")
    text = _UNSEEN.sub("", _BULLETS.sub("•", text))
    return _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def odd_characters(pages: Iterable[str], name: str) -> list[Problem]:
    """Return one warning when a raw text (before `normalise`) carried what can make a reader see another figure than the stored one."""
    for number, page in enumerate(pages, 1):
        if _TURNING.search(page):
            why = "invisible characters that turn the direction of the text, or NUL, are removed"
        elif _OTHER_DIGITS.search(page):
            why = "figures written with other digits than 0 to 9 are kept as text and never read as an amount, a date or a count"
        else:
            continue
        return [Problem("odd_characters", f"{name}, page {number}: {why}: compare this page with the original", "warning", number)]
    return []
