"""HTML and plain text as pages.

Encoding: a byte-order mark, else UTF-8 when the bytes are strictly UTF-8, else the encoding that the server or the page declares, else
Windows-1252. UTF-8 goes before the declaration because no French text in a one-byte encoding is valid UTF-8 by chance, while town sites
declare the wrong one in both directions; and "iso-8859-1" means Windows-1252 in practice (its € and ’ are not in ISO 8859-1).
"""

import codecs
import re

import bs4
from bs4 import BeautifulSoup, Tag

from scrapers.documents.paging import paged
from scrapers.documents.shapes import Problem, Reading
from scrapers.documents.sniff import HTML, TEXT

HTML_EXTRACTOR = f"html@2+bs4-{bs4.__version__}"
TEXT_EXTRACTOR = "text@2"
_META = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ONE_BYTE = re.compile(r"iso8859-(?:[2-9]|1[0-6])|cp125[0-8]|cp850|mac-roman")  # as `codecs.lookup` names them
_WINDOWS = "cp1252"
_BLOCKS = (
    "p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol", "dt", "dd", "pre",
    "blockquote", "header", "footer", "hr", "address", "caption",
)  # fmt: skip
_DROPPED = ("script", "style", "nav", "noscript", "template", "svg", "form", "iframe", "object")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \xa0]+")
_CELL_END = re.compile(r" ?\t[ \t]*")


def decode(data: bytes, header: str | None = None) -> str:
    """Return the text of bytes whose encoding is only said (`header`: by the server), never sure; it fails on nothing."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_one_byte(header or _declared(data)), errors="replace")


def _declared(data: bytes) -> str:
    meta = _META.search(data[:4096])
    return meta.group(1).decode("ascii") if meta else ""


def _wrongly_declared(data: bytes, name: str) -> tuple[Problem, ...]:
    """Return one warning for a page that calls itself UTF-8 and is not."""
    if _declared(data).lower() not in ("utf-8", "utf8") or data.startswith(tuple(mark for mark, _ in _BOMS)):
        return ()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        message = f"{name}: the page calls itself UTF-8 and is not; it is read as Windows-1252: look whether its accents are right"
        return (Problem("wrong_encoding", message, "warning"),)
    return ()


def _one_byte(named: str) -> str:
    """Return the codec for a declared name: only known one-byte encodings are obeyed, all else is read as Windows-1252."""
    try:
        known = codecs.lookup(named).name
    except LookupError:
        return _WINDOWS
    return known if _ONE_BYTE.fullmatch(known) else _WINDOWS


def read_text(data: bytes, name: str) -> Reading:
    """Return plain text; a form feed is a page border."""
    return paged(decode(data).split("\f"), TEXT, TEXT_EXTRACTOR, name)


def read_html(data: bytes, name: str) -> Reading:
    """Return an HTML page's visible text as one page: a table row is a line of cells and tabs, a numbered list shows its numbers."""
    soup = BeautifulSoup(decode(data), "lxml")
    _drop_unseen(soup)
    for one in soup.find_all("ol"):
        _number(one)
    for row in soup.find_all("tr"):
        _row(row)
    for tag in soup.find_all(_BLOCKS):
        tag.insert(0, "\n")
        tag.append("\n")
    body = soup.find("main") or soup.find("article") or soup.body or soup
    lines = (_line(line) for line in body.get_text().splitlines())
    return paged(["\n".join(line for line in lines if line)], HTML, HTML_EXTRACTOR, name, _wrongly_declared(data, name))


def _line(text: str) -> str:
    return _CELL_END.sub("\t", _SPACES.sub(" ", text)).strip()


def _drop_unseen(soup: BeautifulSoup) -> None:
    """Remove what a reader of the page does not see: it must never be quoted."""
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(lambda one: one.has_attr("hidden") or _UNSEEN.search(str(one.get("style", ""))) is not None):
        if not tag.decomposed:
            tag.decompose()


def _number(listing: Tag) -> None:
    """Write the numbers that a browser shows before the items of a numbered list: acts are found by them."""
    start = str(listing.get("start", "1"))
    number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    for item in listing.find_all("li", recursive=False):
        value = str(item.get("value", ""))
        number = int(value) if re.fullmatch(r"\d{1,6}", value) else number
        item.insert(0, f"{number}. ")
        number += 1


def _row(row: Tag) -> None:
    """Keep the cells of a row on one line, unless one of them holds several paragraphs: then each cell keeps its lines."""
    cells = row.find_all(["td", "th"], recursive=False)
    layout = any(len(cell.find_all(("p", "div", "li", "br", "table"))) > 1 for cell in cells)
    for cell in cells:
        if not layout:
            for inner in cell.find_all(_BLOCKS):
                inner.insert_before(" ")
                inner.unwrap()
        cell.append("\n" if layout else "\t")
    row.insert(0, "\n")
    row.append("\n")
