"""Where the characters of a PDF page stand: boxes of its runs of text (cheap), and its lines cut into pieces (dear: suspect pages only).

Coordinates are PDF points from the page's bottom left; everything comes in the order of the page's content, as the plain text does.
"""

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

Box = tuple[float, float, float, float]  # left, top, right, bottom: the order in which PDFium gives them
MOST_BOXES = 3_000  # a page with more is a drawing made of letters
MOST_CHARACTERS = 20_000
_EDGE = 15_000.0  # points: no page of a PDF is larger; what stands further out, or nowhere (NaN), is not looked at
_WIDE = 9.0  # points: a gap that no space between two words of a line has
_HYPHENS = "\x02\ufffe"  # how PDFium writes the hyphen at the end of a line that it joins to the next
_WORD = re.compile(r"[\r\n]+|[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")


def _unchecked(function: Any) -> Callable[..., int]:
    """Return PDFium's function without the check of its arguments' types, three times as fast: it is called for every word of a page.

    The caller passes the raw handle, a number and pointers made by `ctypes.byref`, nothing else.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    unchecked: Callable[..., int] = type(function)(address)
    return unchecked


_GET_RECT, _GET_CHAR_BOX = _unchecked(pdfium.FPDFText_GetRect), _unchecked(pdfium.FPDFText_GetCharBox)


@dataclass(frozen=True)
class Piece:
    """Characters that follow each other on one line without a wide gap; `line` counts the lines of the plain text."""

    text: str
    line: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half-way between foot and head."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From foot to head, never 0."""
        return max(self.top - self.bottom, 1.0)


def plain_text(page: PdfPage, sheet: PdfTextPage) -> str:
    """Return what is printed within the page's borders, in the order of the content.

    PdfTextPage.get_text_bounded asks PDFium twice, for the length and for the text; here the length is known to be enough.
    """
    room = 2 * pdfium.FPDFText_CountChars(sheet) + 16  # two characters for each at most: a line end has two
    space = (ctypes.c_ushort * room)()
    left, bottom, right, top = page.get_bbox()
    size = pdfium.FPDFText_GetBoundedText(sheet, left, top, right, bottom, space, room)
    return bytes(memoryview(space)[:size]).decode("utf-16-le", errors="surrogatepass").removesuffix("\x00")


def boxes(page: PdfTextPage) -> list[Box]:
    """Return the boxes of a page's runs of text in the order of its content; none for a page that is a drawing made of letters."""
    count = pdfium.FPDFText_CountRects(page, 0, -1)
    if not 0 < count <= MOST_BOXES:
        return []
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    where = ctypes.byref(left), ctypes.byref(top), ctypes.byref(right), ctypes.byref(bottom)
    handle, found = page.raw, []
    for index in range(count):
        _GET_RECT(handle, index, *where)
        found.append((left.value, top.value, right.value, bottom.value))
    return [box for box in found if _on_paper(box)]


def _on_paper(box: Box) -> bool:
    return -_EDGE < box[0] <= box[2] < _EDGE and -_EDGE < box[3] <= box[1] < _EDGE


def pieces(page: PdfTextPage) -> list[Piece]:
    """Return a page's text cut into pieces; none for a page with more characters than a printed page has.

    Only the first and the last character of a word are looked up: a page has 500 words and 3,000 characters.
    """
    if not 0 < pdfium.FPDFText_CountChars(page) <= MOST_CHARACTERS:
        return []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    where = ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
    get, handle = _GET_CHAR_BOX, page.raw
    text, cutter = page.get_text_range(), _Cutter()

    def box(first: int, last: int) -> Box | None:
        if not get(handle, first, *where):
            return None
        start, foot, head = left.value, bottom.value, top.value
        if first != last and not get(handle, last, *where):
            return None
        if bottom.value > head or top.value < foot:
            return None
        place = (start, max(head, top.value), right.value, min(foot, bottom.value))
        return place if _on_paper(place) else None

    for word in _WORD.finditer(text):
        if text[word.start()] in "\r\n":
            cutter.end_line()
        elif whole := box(word.start(), word.end() - 1):
            cutter.put(word.group(), whole)
        else:
            _put_signs(cutter, word, box)
    cutter.end_line()
    return cutter.found


def _put_signs(cutter: "_Cutter", word: re.Match[str], box: Callable[[int, int], Box | None]) -> None:
    """Put a word sign by sign: PDFium takes figures that stand under one another for one word."""
    for index, sign in enumerate(word.group(), word.start()):
        if place := box(index, index):
            cutter.put(sign, place, joined=index > word.start())


class _Cutter:
    """Joins words to pieces that end at line ends, wide gaps and jumps."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._line = 0
        self._words: list[str] = []
        self._box: Box = (0.0, 0.0, 0.0, 0.0)

    def put(self, word: str, box: Box, joined: bool = False) -> None:
        """Take one word and where it is printed; `joined` to the sign before it, unless it stands on another line."""
        left, top, right, bottom = self._box
        if self._words and (box[0] - right > _WIDE or box[2] < left or box[3] > top or box[1] < bottom):
            self._close()
            self._line += joined
        if self._words:
            box = min(left, box[0]), max(top, box[1]), max(right, box[2]), min(bottom, box[3])
        shown = word.rstrip(_HYPHENS) + "-" if word[-1] in _HYPHENS else word
        if joined and self._words:
            self._words[-1] += shown
        else:
            self._words.append(shown)
        self._box = box
        if word[-1] in _HYPHENS:
            self.end_line()

    def end_line(self) -> None:
        """Close the piece and the line."""
        if self._words:
            self._close()
            self._line += 1

    def _close(self) -> None:
        left, top, right, bottom = self._box
        self.found.append(Piece(" ".join(self._words), self._line, left, bottom, right, top))
        self._words = []
