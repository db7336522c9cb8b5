"""XML from a town's site (feeds, sitemaps) read without danger: no entity is ever expanded, nothing is fetched, sizes are bounded.

The text is decoded here first, because many French sites declare one encoding and write another. HTML's named letters (`&eacute;`)
are not XML, yet feeds are full of them: they are exchanged for the letters that they mean before the parser could lose them.
"""

import re
import zlib
from html.entities import html5

from lxml import etree

from scrapers.documents.text import decode
from scrapers.settings import MAX_LISTING_BYTES

_GZIP = b"\x1f\x8b"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = ("amp", "lt", "gt", "quot", "apos")


class XmlError(ValueError):
    """The answer is not XML that can be read; the message says what it is."""


def unpacked(data: bytes, limit: int = MAX_LISTING_BYTES) -> bytes:
    """Return the bytes of a compressed answer, or those given; refuse more than the limit before they fill the memory."""
    if len(data) > limit:
        raise XmlError(f"{len(data)} bytes, at most {limit} are read")
    if not data.startswith(_GZIP):
        return data
    reader = zlib.decompressobj(wbits=31)
    try:
        body = reader.decompress(data, limit + 1)
    except zlib.error as error:
        raise XmlError(f"expected a compressed file, found broken bytes ({error})") from error
    if len(body) > limit:
        raise XmlError(f"more than {limit} bytes once decompressed")
    if not reader.eof:
        raise XmlError("the compressed file is cut short")
    return body


def parse_xml(data: bytes, charset: str | None = None) -> etree._Element:
    """Return the root of an XML answer; a page in its place, or one that declares entities, is refused with its reason."""
    text = _DECLARATION.sub("", decode(unpacked(data), charset).lstrip("\ufeff"))
    head = text[:2000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")):
        raise XmlError("expected XML, found a web page")
    if "<!ENTITY" in text:
        raise XmlError("the file declares entities of its own, which is refused")
    root = _root(_NAMED.sub(_letter, text))
    if root is None:
        raise XmlError("expected XML, found other text")
    return root


def _root(text: str) -> etree._Element | None:
    """Parse leniently: one bare `&` in a title must not hide the hundred sittings after it."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _letter(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OWN else html5.get(f"{match[1]};", match[0])


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace: feeds and sitemaps of all makers are read alike."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these names, whatever their namespace."""
    return [child for child in element if local(child) in names]


def words(element: etree._Element | None) -> str:
    """Return the text inside an element on one line; empty when there is no element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def child_words(element: etree._Element, *names: str) -> str:
    """Return the text of the first child of these names, in the order of the names, that has any."""
    for name in names:
        for child in children(element, name):
            if words(child):
                return words(child)
    return ""
