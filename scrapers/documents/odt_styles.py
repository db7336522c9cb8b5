"""Names and styles of OpenDocument texts: which lists are numbered and how, and which paragraphs begin a page.

Numbers of lists and headings stand in list styles: content.xml has the document's own, styles.xml the named ones.
"""

from dataclasses import dataclass

from lxml import etree

from scrapers.documents.docx_lists import whole
from scrapers.documents.package import number_as

_SPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
OUTLINE = "\x00outline"  # the key of the headings' own numbering


def odf(name: str) -> str:
    """Return the full name of an element or attribute written as "text:p"."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


_LISTS = (odf("text:list-level-style-number"), odf("text:list-level-style-bullet"), odf("text:outline-level-style"))


@dataclass(frozen=True)
class Level:
    """How one level of a list style is shown."""

    kind: str
    before: str
    after: str
    shown: int  # how many levels the number shows, as 2 in "1.2"
    start: int
    bullet: bool


@dataclass(frozen=True)
class Styles:
    """What the styles of a document say that changes what is read."""

    lists: dict[str, dict[int, Level]]
    list_of: dict[str, str]  # a paragraph style's list style
    new_page: frozenset[str]


def read_styles(content: etree._Element, named: etree._Element | None) -> Styles:
    """Return the styles of a document: the named ones, then its own, which win."""
    lists: dict[str, dict[int, Level]] = {}
    list_of: dict[str, str] = {}
    new_page: set[str] = set()
    for root in (named, content):
        for style in () if root is None else root.iter(odf("text:list-style"), odf("text:outline-style"), odf("style:style")):
            name = style.get(odf("style:name")) or ""
            if style.tag == odf("style:style"):
                list_of[name] = style.get(odf("style:list-style-name")) or ""
                inner = style.find(odf("style:paragraph-properties"))
                if inner is not None and inner.get(odf("fo:break-before")) == "page":
                    new_page.add(name)
            else:
                key = OUTLINE if style.tag == odf("text:outline-style") else name
                lists[key] = {whole(one.get(odf("text:level")), 1) - 1: _level(one) for one in style.iter(*_LISTS)}
    return Styles(lists, list_of, frozenset(new_page))


def _level(style: etree._Element) -> Level:
    return Level(
        kind=style.get(odf("style:num-format")) or "",
        before=style.get(odf("style:num-prefix")) or "",
        after=style.get(odf("style:num-suffix")) or "",
        shown=whole(style.get(odf("text:display-levels")), 1),
        start=whole(style.get(odf("text:start-value")), 1),
        bullet=style.tag == odf("text:list-level-style-bullet"),
    )


def shown_number(level: Level | None, current: int | None) -> str:
    """Return the number of one level as it is shown, its first one when it has not counted yet."""
    if level is None:
        return "1"
    return number_as(level.start if current is None else current, level.kind)
