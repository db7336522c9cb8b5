"""The programs of the computer that some formats need: installing one later re-reads what lacked it, and nothing else."""

import shutil

from scrapers.documents import doc, tesseract

LACKED_A_TOOL = frozenset({"needs_ocr", "pages_need_ocr", "doc_needs_tool", "doc_numbers"})  # issues that another set of tools may cure
OUT_OF_TIME = frozenset({"ocr_interrupted"})  # issues of a busy computer: the same document may be read whole another time


def signature() -> str:
    """Return the tools and versions of this computer, for the key of what was read with them ("tesseract-5.3.0+antiword")."""
    old_word = next((tool for tool in (*doc.OFFICES, doc.ANTIWORD) if shutil.which(tool)), "")
    return "+".join(tool for tool in (tesseract.engine(), old_word) if tool)


def missing() -> list[str]:
    """Return one sentence per tool that is absent, for a person who starts a reading."""
    found = [tesseract.available()]
    if not any(shutil.which(tool) for tool in (*doc.OFFICES, doc.ANTIWORD)):
        found.append("old Word documents (.doc) are not read: install LibreOffice Writer, or the Debian package antiword")
    return [sentence for sentence in found if sentence]
