"""The printed lines of a PDF with their places, sizes and weight; pictures that hold words are recognised and placed among them.

A programme is set in columns and boxes, with titles that only their size tells and slogans that are part of a photograph, so both the
places of the lines and the words of the pictures are needed. Letters drawn as lines have no text at all: their page is recognised, and it
is said that this was so, because every quote of it must be compared with the image.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from statistics import fmean, median

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from scrapers.documents import pdf
from scrapers.documents.clean import normalise
from scrapers.documents.hyphens import MARK
from scrapers.documents.legible import FEW_CHARACTERS
from scrapers.documents.limits import MAX_PAGES
from scrapers.documents.lines import MOST_LINES, Line
from scrapers.documents.pictures import Box, pictures
from scrapers.documents.positions import MOST_CHARACTERS
from scrapers.documents.recognise import Recognised
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import PDF
from scrapers.documents.tesseract import Word
from tracker.vocabulary import TextStatus

_WORD = re.compile(r"[\r\n]+|[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_BULLET_ALONE = re.compile(r"(?:\W|[o§Øü\uf000-\uf0ff]|\d{1,3}[.)°/-]?|[a-zA-Z][.)])")
_WEIGHTS = (
    (re.compile(rb"black|heavy|ultra", re.IGNORECASE), 900), (re.compile(rb"extra-?bold", re.IGNORECASE), 800),
    (re.compile(rb"semi-?bold|demi", re.IGNORECASE), 600), (re.compile(rb"bold|-bd", re.IGNORECASE), 700),
    (re.compile(rb"medium", re.IGNORECASE), 500),
)  # fmt: skip
_WIDE, _BULLET_GAP, _DOT_GAP = 9.0, 42.0, 24.0  # points
_SURE = 0.75  # mean confidence of a recognised line that is added to a page with text of its own
_OUTSIDE = 15_000.0


@dataclass
class _Run:
    """The words of one line that were put together so far."""

    words: list[str]
    left: float
    bottom: float
    right: float
    top: float
    sizes: list[float]
    weights: list[int]


def read_pdf_lines(path: Path, name: str) -> Reading:
    """Return the reading of a PDF with its lines."""
    try:
        document = PdfDocument(path)
    except PdfiumError:
        return pdf.read_pdf(path, name)  # it says why
    with document:
        if len(document) == 0:
            return failed(PDF, pdf.EXTRACTOR, "pdf_empty", f"{name}: the PDF has no page; at least one was expected")
        return _read(document, name)


def _read(document: PdfDocument, name: str) -> Reading:
    pages = pdf.native_pages(document, name)
    drawn, illustrated, native = [], [], dict[int, list[Line]]()
    for number in range(1, min(len(pages.raw), MAX_PAGES) + 1):
        page = document[number - 1]
        try:
            found = pictures(page)
            native[number] = _with_bullets(_native(page, number), found.dots, number)
            if number in pages.missing and found.outlines:
                drawn.append(number)
            elif number not in pages.missing and found.large:
                illustrated.append(number)
        finally:
            page.close()
    kept = dict[int, Recognised]()
    asked = set(pages.missing)
    pages.missing = sorted({*pages.missing, *illustrated})
    reading = pdf.reading_of(document, pages, name, kept)
    marks = tuple(mark for mark in reading.ocr if mark.page in asked)
    status = TextStatus.NATIVE if not asked and reading.text_status is TextStatus.OCR else reading.text_status
    lines = [line for number in native for line in _page_lines(document, number, native[number], kept.get(number), number in asked)]
    read = sorted({line.page for line in lines if line.recognised} - set(drawn))
    problems = (*_problems(reading, drawn, asked, name), *_from_pictures(read, name))
    return replace(reading, lines=tuple(lines[:MOST_LINES]), problems=problems, ocr=marks, text_status=status)


def _problems(reading: Reading, drawn: list[int], asked: set[int], name: str) -> tuple[Problem, ...]:
    """Return the problems of the pages that need recognition; a photograph without words is none."""
    found = [one for one in reading.problems if asked or one.code not in ("needs_ocr", "pages_need_ocr", "ocr_weak", "ocr_no_text")]
    found = [one for one in found if one.code != "ocr_weak" or one.page in asked]
    if not asked and any(one.code in ("needs_ocr", "pages_need_ocr") for one in reading.problems):
        message = f"{name}: the words inside its pictures are not read (no text recognition here): look at them by eye"
        found.append(Problem("pictures_unread", message, "warning"))
    if drawn:
        shown = ", ".join(map(str, drawn[:8])) + (" …" if len(drawn) > 8 else "")
        read = {mark.page for mark in reading.ocr}
        how = (
            "recognised from its image: compare every quote with it" if set(drawn) <= read else "and not recognised: nothing of it is read"
        )
        message = f"{name}, page {shown}: the letters are drawn as lines (outlines), not written as text; {how}, or ask for a PDF with text"
        found.append(Problem("text_as_outlines", message, "warning" if set(drawn) <= read else "error", drawn[0]))
    return tuple(found)


def _from_pictures(pages: list[int], name: str) -> tuple[Problem, ...]:
    if not pages:
        return ()
    shown = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    message = f"{name}, page {shown}: words recognised in pictures are among the text: compare their quotes with the page"
    return (Problem("words_in_pictures", message, "warning", pages[0]),)


def _native(page: PdfPage, number: int) -> list[Line]:
    sheet = page.get_textpage()
    try:
        if not 0 < pdfium.FPDFText_CountChars(sheet) <= MOST_CHARACTERS:
            return []
        return [line for line in map(lambda run: _line(run, number), _runs(sheet)) if line.text]
    finally:
        sheet.close()


def _with_bullets(lines: list[Line], dots: Iterable[Box], number: int) -> list[Line]:
    """Return the lines with a bullet sign before each that has one drawn at its left: drawing programs write no sign for it."""
    found: list[Line] = []
    free = list(dots)
    for line in lines:
        near = [d for d in free if 0 <= line.left - d[2] <= _DOT_GAP and line.bottom - 1 <= (d[1] + d[3]) / 2 <= line.top + 1]
        if near and not _BULLET_ALONE.match(line.text[:1]):
            left, _, right, _ = near[0]
            free.remove(near[0])
            found.append(replace(line, text="•", left=left, right=right))
        found.append(line)
    return found


def _runs(sheet: PdfTextPage) -> Iterator[_Run]:
    """Yield the words of a page put together to lines that end at line ends, wide gaps and jumps."""
    text, boxes = sheet.get_text_range(), _Boxes(sheet)
    run: _Run | None = None
    for word in _WORD.finditer(text):
        if text[word.start()] in "\r\n":
            if run and not run.words[-1].endswith(MARK):
                yield run
                run = None
            continue
        box = boxes.of(word.start(), word.end() - 1)
        if box is None:
            continue
        shown = word.group().replace("\ufffe", MARK)
        if run and not _goes_on(run, box):
            yield run
            run = None
        if run is None:
            run = _Run([], *box, [], [])
        run.words.append(shown)
        run.left, run.bottom, run.right, run.top = (
            min(run.left, box[0]),
            min(run.bottom, box[1]),
            max(run.right, box[2]),
            max(run.top, box[3]),
        )
        size, weight = boxes.style(word.start())
        run.sizes.append(size)
        run.weights.append(weight)
    if run:
        yield run


def _goes_on(run: _Run, box: Box) -> bool:
    """Say whether a word stands on the line of a run, right behind it; what follows a bullet may stand further off."""
    left, bottom, _, top = box
    gap = _BULLET_GAP if _BULLET_ALONE.fullmatch(" ".join(run.words)) else max(_WIDE, 0.9 * fmean(run.sizes))
    level = min(top, run.top) - max(bottom, run.bottom) > 0.3 * min(top - bottom, run.top - run.bottom)
    return level and -2 <= left - run.right <= gap


def _line(run: _Run, page: int) -> Line:
    text = " ".join(run.words)
    tail = MARK if text.endswith(MARK) else ""
    shown = " ".join(normalise(text.removesuffix(MARK)).split()) + tail
    weight = sorted(run.weights)[len(run.weights) // 4]  # three words of four are at least so heavy
    return Line(
        shown, page, size=round(median(run.sizes), 1), weight=weight, left=run.left, bottom=run.bottom, right=run.right, top=run.top
    )


class _Boxes:
    """Asks PDFium where the characters of a page stand and how they are set."""

    def __init__(self, sheet: PdfTextPage) -> None:
        self._sheet = sheet
        self._rect = pdfium.FS_RECTF()
        self._fonts: dict[bytes, int] = {}
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._box = [ctypes.c_double() for _ in range(4)]

    def of(self, first: int, last: int) -> Box | None:
        """Return the box of a word: left, bottom, right, top; None when it stands nowhere on the paper."""
        left, right, bottom, top = self._box
        found: list[Box] = []
        for index in {first, last}:
            if not pdfium.FPDFText_GetCharBox(self._sheet, index, left, right, bottom, top):
                continue
            if right.value > left.value and top.value > bottom.value:
                found.append((left.value, bottom.value, right.value, top.value))
        if not found or not all(-_OUTSIDE < value < _OUTSIDE for box in found for value in box):
            return None
        size = self.style(first)[0]
        foot = min(box[1] for box in found)
        return min(b[0] for b in found), foot, max(b[2] for b in found), max(foot + 0.5 * size, max(b[3] for b in found))

    def style(self, index: int) -> tuple[float, int]:
        """Return the printed size of a character (its font's line, whatever matrix scales it) and its weight."""
        size = pdfium.FPDFText_GetFontSize(self._sheet, index)
        if pdfium.FPDFText_GetLooseCharBox(self._sheet, index, self._rect):
            tall = self._rect.top - self._rect.bottom
            size = tall / 1.15 if 0 < tall < 400 else size
        used = pdfium.FPDFText_GetFontInfo(self._sheet, index, self._name, 128, self._flags)
        name = self._name.value if 0 < used <= 128 else b""
        if name not in self._fonts:
            said = next((weight for pattern, weight in _WEIGHTS if pattern.search(name)), 400)
            self._fonts[name] = max(said, min(900, pdfium.FPDFText_GetFontWeight(self._sheet, index)))
        return size, self._fonts[name]


def _page_lines(document: PdfDocument, number: int, native: list[Line], seen: Recognised | None, scan: bool) -> list[Line]:
    """Return a page's own lines and those recognised where it has none."""
    if seen is None or not seen.words:
        return native
    page = document[number - 1]
    try:
        height = page.get_height()
        shown = pictures(page).boxes
    finally:
        page.close()
    read = list(_recognised(seen, number, height))
    if scan and len("".join(line.text for line in native)) < FEW_CHARACTERS:
        return [line for line, sure in read if sure > 0.3]
    placed = not seen.rotated and seen.level
    extra = [line for line, sure in read if sure >= _SURE and _is_words(line.text) and not (placed and _covered(line, native))]
    if not scan:
        extra = [line for line in extra if placed and any(_inside(line, box) for box in shown)]
    return native + extra


def _recognised(seen: Recognised, number: int, height: float) -> Iterator[tuple[Line, float]]:
    scale = 72 / seen.dpi
    for _, group in groupby(seen.words, lambda word: (word.block, word.paragraph, word.line)):
        words: list[Word] = list(group)
        text = " ".join(normalise(" ".join(word.text for word in words)).split())
        if not text:
            continue
        left, right = min(w.middle - w.width / 2 for w in words) * scale, max(w.middle + w.width / 2 for w in words) * scale
        top, foot = height - min(w.height - w.tall / 2 for w in words) * scale, height - max(w.height + w.tall / 2 for w in words) * scale
        size = round(median(w.tall for w in words) * scale * 1.2, 1)
        yield (
            Line(text, number, size=size, left=left, bottom=foot, right=right, top=top, recognised=True),
            fmean(word.confidence for word in words),
        )


def _is_words(text: str) -> bool:
    """Say whether a recognised line is more than the speckles of a photograph."""
    return sum(len(word) > 2 and word.isalpha() for word in re.findall(r"\w+", text)) >= 1 and sum(map(str.isalpha, text)) > 0.6 * len(text)


def _covered(line: Line, native: Iterable[Line]) -> bool:
    """Say whether a page's own text stands where a line was recognised."""
    return any(
        min(line.right, own.right) - max(line.left, own.left) > 0.3 * min(line.right - line.left, own.right - own.left)
        and min(line.top, own.top) - max(line.bottom, own.bottom) > 0.3 * min(line.height, own.height)
        for own in native
    )


def _inside(line: Line, box: Box) -> bool:
    across, up = (line.left + line.right) / 2, line.middle
    return box[0] <= across <= box[2] and box[1] <= up <= box[3]
