"""HTML and plain text as pages.

Encoding: a byte-order mark, else UTF-8 when the bytes are strictly UTF-8, else the encoding that the server or the page declares, else
Windows-1252. UTF-8 goes before the declaration because no French text in a one-byte encoding is valid UTF-8 by chance, while town sites
declare the wrong one in both directions; and "iso-8859-1" means Windows-1252 in practice (its € and ’ are not in ISO 8859-1).
"""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from scrapers.documents.docx_lists import whole
from scrapers.documents.package import elements
from scrapers.documents.paging import paged
from scrapers.documents.shapes import Problem, Reading
from scrapers.documents.sniff import HTML, TEXT

HTML_EXTRACTOR = "html@3+lxml-" + ".".join(map(str, etree.LXML_VERSION))
TEXT_EXTRACTOR = "text@2"
_META = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ONE_BYTE = re.compile(r"iso8859-(?:[2-9]|1[0-6])|cp125[0-8]|cp850|mac-roman")  # as `codecs.lookup` names them
_WINDOWS = "cp1252"
_BLOCKS = frozenset(
    ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol", "dt", "dd", "pre",
     "blockquote", "header", "footer", "hr", "address", "caption", "main", "body")
)  # fmt: skip
_PARAGRAPHS = ("p", "div", "li", "br", "table")
_BODIES = ("main", "article", "body")
_DROPPED = frozenset(("head", "script", "style", "nav", "noscript", "template", "svg", "select", "textarea", "button", "iframe", "object"))
_AT_BLOCKS, _NEVER, _AS_WRITTEN = "at blocks", "never", "as written"
_UNSEEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_WHITE = re.compile(r"[\t\n\r\f ]+")
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
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(decode(data).encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    body = None if root is None else next((found for tag in _BODIES if (found := root.find(f".//{tag}")) is not None), root)
    text = "" if body is None else "".join(_shown(body, _AT_BLOCKS))
    lines = (_line(line) for line in text.splitlines())
    return paged(["\n".join(line for line in lines if line)], HTML, HTML_EXTRACTOR, name, _wrongly_declared(data, name))


def _line(text: str) -> str:
    return _CELL_END.sub("\t", _SPACES.sub(" ", text)).strip()


def _shown(element: etree._Element, mode: str) -> Iterator[str]:
    """Yield the text inside an element; `mode` is how its lines break: at its blocks, never (in a table row), or as written."""
    mode = _AS_WRITTEN if element.tag == "pre" and mode == _AT_BLOCKS else mode
    edge = "" if element.tag not in _BLOCKS else " " if mode == _NEVER else "\n"
    yield edge
    yield _flat(element.text, mode)
    if element.tag == "tr":
        yield from _row(element)
    else:
        numbers = _numbers(element) if element.tag == "ol" else {}
        for child in elements(element):
            if _is_seen(child):
                shown = _shown(child, mode)
                yield from _numbered(numbers[child], shown) if child in numbers else shown
            yield _flat(child.tail, mode)
    yield edge


def _numbered(number: int, shown: Iterator[str]) -> Iterator[str]:
    yield f"\n{number}. "
    begun = False
    for piece in shown:
        yield piece if begun else piece.lstrip()
        begun = begun or bool(piece.strip())


def _row(row: etree._Element) -> Iterator[str]:
    """Yield the cells of a row on one line, unless one of them holds several paragraphs: then each cell keeps its lines."""
    cells = [cell for cell in elements(row) if cell.tag in ("td", "th") and _is_seen(cell)]
    layout = any(len(list(islice(cell.iter(*_PARAGRAPHS), 2))) > 1 for cell in cells)
    yield "\n"
    for cell in cells:
        yield from _shown(cell, _AT_BLOCKS if layout else _NEVER)
        yield "\n" if layout else "\t"
    yield "\n"


def _numbers(listing: etree._Element) -> dict[etree._Element, int]:
    """Return the numbers that a browser shows before the items of a numbered list: acts are found by them."""
    number, found = whole(listing.get("start"), 1), {}
    for item in elements(listing):
        if item.tag == "li":
            number = whole(item.get("value"), number)
            found[item] = number
            number += 1
    return found


def _is_seen(element: etree._Element) -> bool:
    """Say whether a reader of the page sees an element: what is hidden must never be quoted."""
    return element.tag not in _DROPPED and "hidden" not in element.attrib and not _UNSEEN.search(element.get("style", ""))


def _flat(text: str | None, mode: str) -> str:
    return (text or "") if mode == _AS_WRITTEN else _WHITE.sub(" ", text or "")
