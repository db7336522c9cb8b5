"""One image to text: upright, level, with the confidence of its words.

Tesseract's automatic layout reads upright pages and those lying on one side; one found with little confidence is tried upside down, which
covers the other two. A page laid askew by a degree or more is levelled and read again, because Tesseract silently loses whole lines of it
(up to half of the words at 3 degrees) while its confidence stays high. Both cost nothing on a straight page: the slope and the direction
of the lines are measured on the boxes of the words already found. Orientation data (osd) is not used: it was wrong on a real table.
"""

import time
from dataclasses import dataclass

from scrapers.documents import tesseract
from scrapers.documents.clean import normalise
from scrapers.documents.grey import Grey
from scrapers.documents.tesseract import Word

PAGE_SECONDS = 60.0  # for one page, all its tries together
WEAK = 0.7  # a mean confidence under this is no text to rely on: real scans have 0.88-0.93, pictures 0.3-0.5
LEAST_SLOPE = 1.0  # degrees
_ALIKE = 0.9  # of the weight: a turned page may lose a few words at its edges
_SMALL = 20  # a page with fewer words than this …
_MUCH_INK = 0.015  # … and more dark pixels than this was not read: a plan, a photograph, or lines that were lost


@dataclass(frozen=True)
class Recognised:
    """What was read in one image: lines of text, mean confidence of the words (0 to 1), by how many degrees it was turned clockwise.

    `level` is false when it lay askew and was levelled; `doubtful` is true when the confidence is weak or much ink gave few words.
    """

    text: str
    confidence: float
    rotated: int = 0
    level: bool = True
    doubtful: bool = False
    words: tuple[Word, ...] = ()
    dpi: int = 0  # of the image in whose pixels the words are placed


@dataclass(frozen=True)
class _Try:
    """An image as it was last read."""

    image: Grey
    found: list[Word]
    rotated: int = 0
    level: bool = True


def recognise(image: Grey, seconds: float = PAGE_SECONDS) -> Recognised | None:
    """Return the text of one image, or None when Tesseract gave no answer in time: never what a hurried half of the tries gave."""
    deadline = time.monotonic() + seconds
    try:
        best = _Try(image, _words(image, deadline))
        if best.found and tesseract.confidence_of(best.found) < WEAK:
            best = _turned(best, 180, deadline)
        if aside := tesseract.sideways(best.found):
            best = _turned(best, aside, deadline)
        slope = tesseract.slope_of(best.found, image.dpi)
        if abs(slope) >= LEAST_SLOPE:
            best = _levelled(best, slope, deadline)
    except TimeoutError:
        return None
    return _recognised(best)


def _words(image: Grey, deadline: float) -> list[Word]:
    found = tesseract.find_words(image, max(0.5, deadline - time.monotonic()))
    if found is None:
        raise TimeoutError
    return found


def _turned(best: _Try, degrees: int, deadline: float) -> _Try:
    image = best.image.turned(degrees)
    found = _words(image, deadline)
    if _weight(found) > _ALIKE * _weight(best.found):
        return _Try(image, found, (best.rotated + degrees) % 360)
    return best


def _levelled(best: _Try, slope: float, deadline: float) -> _Try:
    image = best.image.levelled(slope)
    found = _words(image, deadline)
    return _Try(image, found, best.rotated, level=False) if _weight(found) > _weight(best.found) else best


def _weight(found: list[Word]) -> float:
    """Return how much was read: the sum of the words' confidences, so that lost lines count as much as bad letters."""
    return sum(word.confidence for word in found)


def _recognised(best: _Try) -> Recognised:
    confidence = tesseract.confidence_of(best.found)
    few = len(best.found) < _SMALL
    unread = few and best.image.ink() > _MUCH_INK
    if confidence == 0:
        return Recognised("", 0.0, best.rotated, best.level, unread)
    text, doubtful = normalise(tesseract.text_of(best.found)), unread or confidence < WEAK
    return Recognised(text, confidence, best.rotated, best.level, doubtful, tuple(best.found), best.image.dpi)
