"""What a PDF carries besides its pages: embedded files and scripts. They are never opened nor run, and it is said that they are there."""

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from scrapers.documents.shapes import Problem


def carried(document: PdfDocument, name: str) -> list[Problem]:
    """Return one warning when a PDF carries embedded files or scripts: what they hold is not in the text that was read."""
    files = pdfium.FPDFDoc_GetAttachmentCount(document)
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document)
    parts = [f"{count} {what}" for count, what in ((files, "embedded file(s)"), (scripts, "script(s)")) if count > 0]
    if not parts:
        return []
    message = f"{name}: the PDF carries {' and '.join(parts)}, not opened nor run: only its pages are read; look at the rest by eye"
    return [Problem("pdf_carries_more", message, "warning")]
