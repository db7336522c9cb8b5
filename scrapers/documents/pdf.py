"""Native PDF text by pypdfium2, page by page; a PDF without text is said to need OCR, never guessed.

pypdfium2 alone writes U+0002 for a hyphen at a line's end and Windows line ends, and Word's bullets come out as
private-use characters: all three are normalised here, so that every later step sees plain text.
"""

import re

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError

from scrapers.documents.limits import MAX_CHARACTERS, MAX_PAGES
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import PDF
from tracker.vocabulary import TextStatus

EXTRACTOR = f"pdf-native@1+pypdfium2-{pypdfium2.PYPDFIUM_INFO}"
FEW_CHARACTERS = 25  # a page under this has no usable text
_SHORT_OF_TEXT = 0.5

_BULLETS = re.compile(r"[\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return page text with one kind of line end, of hyphen and of bullet, and no control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-")
    text = _BULLETS.sub("•", text)
    return _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def read_pdf(data: bytes, name: str) -> Reading:
    """Return the text of a PDF, with an issue for every reason why it is not whole."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        code, why = ("pdf_locked", "it asks for a password") if "password" in str(error).lower() else ("pdf_broken", str(error))
        return failed(PDF, EXTRACTOR, code, f"{name}: the PDF cannot be opened ({why}); a readable PDF was expected")
    with document:
        if len(document) == 0:
            return failed(PDF, EXTRACTOR, "pdf_empty", f"{name}: the PDF has no page; at least one was expected")
        pages, problems = _pages(document, name)
    return _judge(tuple(pages), problems, name)


def _pages(document: PdfDocument, name: str) -> tuple[list[str], list[Problem]]:
    pages: list[str] = []
    problems: list[Problem] = []
    total, characters = len(document), 0
    for index in range(min(total, MAX_PAGES)):
        try:
            text = normalise(document[index].get_textpage().get_text_bounded())
        except PdfiumError as error:
            text = ""
            problems.append(Problem("page_broken", f"{name}, page {index + 1}: the page cannot be read ({error})", "warning", index + 1))
        characters += len(text)
        if characters > MAX_CHARACTERS:
            break
        pages.append(text)
    if len(pages) < total:
        message = f"{name}: only the first {len(pages)} of {total} pages are read (limits: {MAX_PAGES} pages, {MAX_CHARACTERS} characters)"
        problems.append(Problem("too_long", message))
    return pages, problems


def _judge(pages: tuple[str, ...], problems: list[Problem], name: str) -> Reading:
    bare = [number for number, page in enumerate(pages, 1) if len(page.strip()) < FEW_CHARACTERS]
    if len(bare) == len(pages):
        message = f"{name}: no text on its {len(pages)} page(s), it is a scan: it needs optical character recognition"
        return Reading(PDF, TextStatus.NONE, EXTRACTOR, pages, (*problems, Problem("needs_ocr", message)))
    if len(bare) > _SHORT_OF_TEXT * len(pages):
        message = f"{name}: {len(bare)} of {len(pages)} pages have no text (first: page {bare[0]}): they need OCR"
        problems.append(Problem("pages_need_ocr", message, "warning", bare[0]))
    return Reading(PDF, TextStatus.NATIVE, EXTRACTOR, pages, tuple(problems))
