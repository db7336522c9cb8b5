"""HTML and plain text as pages. The encoding is the one declared, then UTF-8, then Windows-1252: old town sites use all three."""

import codecs
import re

import bs4
from bs4 import BeautifulSoup

from scrapers.documents.limits import MAX_CHARACTERS
from scrapers.documents.pdf import normalise
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import HTML, TEXT
from tracker.vocabulary import TextStatus

HTML_EXTRACTOR = f"html@1+bs4-{bs4.__version__}"
TEXT_EXTRACTOR = "text@1"
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCKS = ("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol", "dt", "dd")
_DROPPED = ("script", "style", "nav", "noscript", "template", "svg", "form")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text: byte-order mark, then the declared encoding, then the meta tag, then UTF-8, then Windows-1252."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace")
    meta = _META.search(data[:4096])
    named: tuple[str | None, ...] = (declared, meta.group(1).decode("ascii") if meta else None, "utf-8")
    for encoding in named:
        try:
            if encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", errors="replace")


def read_text(data: bytes, name: str) -> Reading:
    """Return plain text; a form feed is a page border."""
    return _reading(decode(data).split("\f"), TEXT, TEXT_EXTRACTOR, name)


def read_html(data: bytes, name: str) -> Reading:
    """Return an HTML page's visible text as one page."""
    soup = BeautifulSoup(decode(data), "lxml")
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(_BLOCKS):
        tag.append("\n")
    body = soup.find("main") or soup.find("article") or soup.body or soup
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in body.get_text().splitlines())
    return _reading(["\n".join(line for line in lines if line)], HTML, HTML_EXTRACTOR, name)


def _reading(pages: list[str], media: str, extractor: str, name: str) -> Reading:
    whole = tuple(normalise(page) for page in pages)
    if not any(page.strip() for page in whole):
        return failed(media, extractor, "no_text", f"{name}: no visible text; minutes were expected", TextStatus.NONE)
    if sum(map(len, whole)) > MAX_CHARACTERS:
        cut = ("\f".join(whole)[:MAX_CHARACTERS]).split("\f")
        problem = Problem("too_long", f"{name}: only the first {MAX_CHARACTERS} characters are read")
        return Reading(media, TextStatus.NATIVE, extractor, tuple(cut), (problem,))
    return Reading(media, TextStatus.NATIVE, extractor, whole)
