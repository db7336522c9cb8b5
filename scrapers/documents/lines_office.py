"""The blocks of a word processor's document: its heading styles, its lists and its paragraphs, as the styles say."""

import re
from collections.abc import Iterator

from scrapers.documents.clean import normalise
from scrapers.documents.docx import Writer as DocxWriter
from scrapers.documents.docx_lists import word
from scrapers.documents.lines import HEADING, ITEM, MOST_LINES, TEXT, Line
from scrapers.documents.odt import Writer as OdtWriter
from scrapers.documents.odt_styles import odf, read_styles
from scrapers.documents.package import MARK_END, MARK_START, Package, PackageError
from scrapers.documents.paging import split_pages
from scrapers.documents.sniff import DOCX

_MARK = re.compile(rf"{MARK_START}([a-z])(\d?){MARK_END}")
_LONGEST_HEADING = 160


def office_lines(data: bytes, media: str) -> Iterator[Line]:
    """Yield the blocks of a document whose plain text was already read without a problem."""
    try:
        with Package(data) as package:
            text = _docx(package) if media == DOCX else _odt(package)
    except PackageError:  # it was told when its plain text was read
        return
    for number, page in enumerate(split_pages("\n".join(text)), 1):
        for raw in page.split("\n")[:MOST_LINES]:
            line = _line(raw, number)
            if line.text:
                yield line


def _docx(package: Package) -> list[str]:
    document = package.xml("word/document.xml")
    body = None if document is None else document.find(word("body"))
    return [] if body is None else DocxWriter(package.xml("word/numbering.xml"), package.xml("word/styles.xml"), marked=True).blocks(body)


def _odt(package: Package) -> list[str]:
    content = package.xml("content.xml")
    body = None if content is None else content.find(f"{odf('office:body')}/{odf('office:text')}")
    if content is None or body is None:
        return []
    return OdtWriter(read_styles(content, package.xml("styles.xml")), marked=True).blocks(body)


def _line(raw: str, page: int) -> Line:
    found = _MARK.search(raw)
    kind, level = (found.group(1), int(found.group(2) or 0)) if found else ("t", 0)
    text = " ".join(normalise(_MARK.sub("", raw)).split())
    if kind == "b" and (len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",", "!"))):
        kind = "t"
    marks = {"h": (HEADING, level), "b": (HEADING, 6), "i": (ITEM, 0)}
    mark, depth = marks.get(kind, (TEXT, 0))
    return Line(text, page, mark=mark, level=depth, weight=700 if kind == "b" else 400)
