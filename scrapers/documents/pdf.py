"""PDF text by pypdfium2, page by page: native text in the order of reading, and the image recognised where there is no usable text.

The plain order of the PDF is kept; positions are read only where it is suspect (see `layout`). JavaScript and embedded files are
never run nor opened: no form or script engine is started.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from scrapers.documents import hyphens
from scrapers.documents.clean import normalise, odd_characters
from scrapers.documents.extras import carried
from scrapers.documents.layout import Doubt, doubt, figures_apart, reordered
from scrapers.documents.legible import FEW_CHARACTERS, STAMP_CHARACTERS, is_junk
from scrapers.documents.limits import MAX_CHARACTERS, MAX_PAGES, allow_recognition
from scrapers.documents.positions import boxes, pieces, plain_text
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import PDF
from tracker.vocabulary import TextStatus

if TYPE_CHECKING:
    from scrapers.documents.ocr import Kept

EXTRACTOR = f"pdf@2+pypdfium2-{pypdfium2.PYPDFIUM_INFO}"
_SOFT_HYPHEN = "\xad"
_TYPED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)  # what somebody typed on top of the page
_MOST_OBJECTS = 300  # looked at to find the picture of a page
_PICTURE = 0.5  # of the page: a scan
_FIRST_PAGES, _EVERY = 2, 8  # pages looked at for columns: an extract is short; of long minutes a sample, to keep up with PDFium
_DRAWN = 30  # paths: letters drawn as lines


@dataclass
class Pages:
    """The pages read so far: raw text, and the numbers of those whose image must be recognised."""

    raw: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    characters: int = 0


def read_pdf(source: Path | bytes, name: str) -> Reading:
    """Return the text of a PDF, with an issue for every reason why it is not whole."""
    try:
        document = PdfDocument(source)
    except PdfiumError as error:
        code, why = ("pdf_locked", "it asks for a password") if "password" in str(error).lower() else ("pdf_broken", str(error))
        return failed(PDF, EXTRACTOR, code, f"{name}: the PDF cannot be opened ({why}); a readable PDF was expected")
    with document:
        if len(document) == 0:
            return failed(PDF, EXTRACTOR, "pdf_empty", f"{name}: the PDF has no page; at least one was expected")
        return reading_of(document, native_pages(document, name), name)


def native_pages(document: PdfDocument, name: str) -> Pages:
    """Return the text that each page holds, and which pages show more than that."""
    found, total = Pages(), len(document)
    for number in range(1, min(total, MAX_PAGES) + 1):
        try:
            text, usable = _page(document, number)
        except PdfiumError as error:
            text, usable = "", True
            message = f"{name}, page {number}: the page cannot be read ({error})"
            found.problems.append(Problem("page_broken", message, "warning", number))
        found.characters += len(text)
        if found.characters > MAX_CHARACTERS:
            break
        found.raw.append(text)
        if not usable:
            found.missing.append(number)
    if len(found.raw) < total:
        message = (
            f"{name}: only the first {len(found.raw)} of {total} pages are read (limits: {MAX_PAGES} pages, {MAX_CHARACTERS} characters)"
        )
        found.problems.append(Problem("too_long", message))
    return found


def _page(document: PdfDocument, number: int) -> tuple[str, bool]:
    """Return a page's raw text, and whether it is all that the page says."""
    page = document[number - 1]
    try:
        if _flattened(page):
            page.close()
            page = document[number - 1]
        sheet = page.get_textpage()
        try:
            text = _ordered(page, sheet, number)
        finally:
            sheet.close()
        if is_junk(text):
            return "", False
        size = len(text.strip())
        return text, size > STAMP_CHARACTERS or not _shows_more(page, size)
    finally:
        page.close()


def _flattened(page: PdfPage) -> bool:
    """Make what was typed on top of the page (form fields, notes, stamps) part of its text; say whether the page must be opened again."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_OBJECTS)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note) if note else 0
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _TYPED:
            return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)
    return False


def _ordered(page: PdfPage, sheet: PdfTextPage, number: int) -> str:
    text = plain_text(page, sheet).replace("\r\n", "\n")
    figures = figures_apart(text)
    looked_at = figures or number <= _FIRST_PAGES or number % _EVERY == 0
    why = doubt(boxes(sheet), figures) if looked_at else Doubt(False, False)
    better = reordered(pieces(sheet), why) if why else None
    return hyphens.join(better if better and _signs(better) == _signs(text) else text)


def _signs(text: str) -> list[str]:
    """Return every printed sign: an order is better only when no sign is lost and none is added (from outside the page's borders)."""
    return sorted("".join(text.replace(hyphens.MARK, "-").split()))


def _shows_more(page: PdfPage, size: int) -> bool:
    """Say whether a page with so few characters shows more than its text: a scan, a picture, letters drawn as lines."""
    width, height = page.get_size()
    paths = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and (size < FEW_CHARACTERS or _covers(item, width * height)):
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and size < FEW_CHARACTERS:
            return True
    return paths > _DRAWN and size < FEW_CHARACTERS


def _covers(item: object, area: float) -> bool:
    left, bottom, right, top = (pdfium.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return bool((right.value - left.value) * (top.value - bottom.value) > _PICTURE * area)


def reading_of(document: PdfDocument, found: Pages, name: str, kept: "Kept | None" = None) -> Reading:
    """Return the reading of these pages, those without usable text recognised; `kept` takes what was recognised."""
    problems = [*found.problems, *carried(document, name), *odd_characters(found.raw, name)]
    pages = [text if _is_plain(text) else normalise(text.replace(_SOFT_HYPHEN, "")) for text in found.raw]
    if not found.missing:
        return _without_images(pages, problems, name)
    from scrapers.documents.ocr import fill_pages  # 0.1 s of imports that a native document does not need

    allow_recognition(len(found.missing))
    filled, marks, unread = fill_pages(document, pages, found.missing, name, kept)
    status = TextStatus.OCR if 2 * len(marks) > len(filled) else TextStatus.NATIVE
    if not any(len(page.strip()) >= FEW_CHARACTERS for page in filled):
        status = TextStatus.NONE
    return Reading(PDF, status, EXTRACTOR, tuple(filled), (*problems, *unread), tuple(marks))


def _is_plain(text: str) -> bool:
    """Say whether a text holds nothing that `normalise` would change: printable signs, line ends and no-break spaces only."""
    return text.replace("\n", "").replace("\xa0", "").isprintable()


def _without_images(pages: list[str], problems: list[Problem], name: str) -> Reading:
    if any(page.strip() for page in pages):
        return Reading(PDF, TextStatus.NATIVE, EXTRACTOR, tuple(pages), tuple(problems))
    message = f"{name}: {len(pages)} page(s) without any text or picture; minutes were expected"
    return Reading(PDF, TextStatus.NONE, EXTRACTOR, tuple(pages), (*problems, Problem("no_text", message)))
