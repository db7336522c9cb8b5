"""The blocks of a web page: headings, list items and paragraphs, each with the address of its place, in the order of reading.

Menus, banners, footers and forms are left out; the words of an accordion's button are a title. A page that shows nothing but a request to
accept cookies, or that fills itself by a program, is recognised by what it says, and that is said.
"""

import re
from collections.abc import Iterator

from lxml import etree

from scrapers.documents.clean import normalise
from scrapers.documents.lines import HEADING, ITEM, MOST_LINES, TEXT, Line
from scrapers.documents.numbering import NUMBER
from scrapers.documents.package import elements

_DROPPED = frozenset(
    ("head", "script", "style", "nav", "noscript", "template", "svg", "select", "textarea", "iframe", "object", "form", "footer", "input",
     "video", "audio", "canvas", "dialog", "map")
)  # fmt: skip
_LEVELS = {f"h{level}": level for level in range(1, 7)} | {"summary": 6, "legend": 6, "dt": 6}
_BLOCKS = frozenset(
    ("p", "div", "li", "section", "article", "main", "body", "html", "ul", "ol", "dl", "dd", "table", "tbody", "thead", "tr", "header",
     "blockquote", "pre", "figure", "figcaption", "aside", "details", "fieldset", "address", "hr", "center", "td", "th", "caption",
     *_LEVELS)
)  # fmt: skip
_ROLES = frozenset(("navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar", "complementary"))
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|rgpd|gdpr|tarteaucitron|axeptio|didomi|breadcrumbs?|fil-?ariane|menu|navbar|sharing|share|partage|"
    r"social|newsletter|skip-links?|screen-reader-text|sr-only|visually-hidden|pagination|related|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_WALL = re.compile(r"\b(?:cookies?|traceurs|consentement|consent)\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\b(?:utilis|mesur|audience|navigation|exp[ée]rience|publicit|accept|refus|param[ée]tr|d[ée]pos|tiers|policy|use)", re.IGNORECASE
)
_ACCEPT = re.compile(r"\b(?:accept\w{0,4}|refuse[rz]?|param[ée]tr\w{0,4}|personnalis\w{0,4}|continuer sans)\b", re.IGNORECASE)
_PROGRAM = re.compile(
    r"(?:activer|enable|n[ée]cessite|requires?|need)\b.{0,40}\bjavascript|javascript.{0,40}\b(?:activ|enable|requis|required)", re.I
)
_LITTLE = 600  # characters of a page that says nothing beside its cookie banner
_LEAST = 40
_HEADING_WORDS = 160
_BULLET = re.compile(rf"^\s*(?:(?:[•◦▪▸►‣●○■□–—✓✔➔➜→⇒»-]|\d{{1,3}}[.)])\s+\S|{NUMBER})", re.IGNORECASE)


def html_lines(text: str) -> tuple[list[Line], str]:
    """Return the blocks of a page, and why there are none when it is a wall in front of the page that was wanted."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return [], "no page of text"
    title = " ".join((root.findtext(".//title") or "").split())
    writer = _Writer()
    writer.block(_content(root), "")
    lines = writer.done()
    wall = _wall(root, lines)
    if wall:
        return [], wall
    if title and not any(line.mark == HEADING and line.level == 1 for line in lines):
        lines.insert(0, Line(normalise(title), mark=HEADING, level=1))
    return lines, ""


def _content(root: etree._Element) -> etree._Element:
    """Return the element that holds what the page is about."""
    for name in ("main", "article"):
        found = [one for one in root.iter(name) if _is_seen(one)]
        if len(found) == 1 and len("".join(_texts(found[0]))) > _LEAST:
            return found[0]
    body = root.find(".//body")
    return root if body is None else body


def _texts(element: etree._Element) -> Iterator[str]:
    return (text.strip() for text in element.itertext())


def _wall(root: etree._Element, lines: list[Line]) -> str:
    said = " ".join(line.text for line in lines)
    whole = " ".join(filter(None, _visible(root)))
    if len(said) < _LITTLE and _WALL.search(whole) and _ACCEPT.search(whole) and len(_without_wall(lines)) < _LEAST:
        return "the page shows only a request to accept cookies, not what stands behind it"
    if len(said) < _LITTLE and _PROGRAM.search(" ".join(root.itertext())) and len(_without_wall(lines)) < _LEAST:
        return "the page is filled by a program in the browser (JavaScript) and holds no text of its own"
    return "" if len(said) >= _LEAST / 2 else "the page holds no text"


def _visible(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "template", "head", "title"):
            yield (element.text or "").strip()
            for child in elements(element):
                yield (child.tail or "").strip()


def _without_wall(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines if not _is_wall(line.text))


def _is_wall(text: str) -> bool:
    """Say whether a block speaks of cookies as banners do, is one of their buttons, or asks for a program."""
    button = len(text) < _LEAST and _ACCEPT.search(text)
    return bool((_WALL.search(text) and (len(text) < _LEAST or _PURPOSE.search(text))) or button or _PROGRAM.search(text))


def _is_seen(element: etree._Element) -> bool:
    if element.tag in _DROPPED or "hidden" in element.attrib or element.get("role") in _ROLES:
        return False
    if element.get("aria-hidden") == "true" and sum(map(len, _texts(element))) < _LEAST:  # an icon; a closed accordion holds more
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag not in ("body", "html", "main", "article") and _FURNITURE.search(names):
        return False
    return not _UNSEEN.search(element.get("style", ""))


class _Writer:
    """Gathers the blocks of a page; text between two block borders is one block."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._held: list[str] = []
        self._kind: tuple[str, int] = (TEXT, 0)
        self._strong = 0  # signs of the held text that are set in bold
        self._anchor = ""
        self._spent = False  # the item being read has given its first block: what follows explains it

    def done(self) -> list[Line]:
        """Close the last block and return all."""
        self._close()
        return self._lines[:MOST_LINES]

    def block(self, element: etree._Element, anchor: str, depth: int = 0, strong: bool = False) -> None:
        """Write an element and what it holds."""
        if not _is_seen(element) or depth > 400:
            return
        if element.tag == "button" and not any(one.tag in _LEVELS for one in element.iterancestors()):
            return
        if element.tag == "header" and element.getparent() is not None and element.getparent().tag == "body":
            return
        anchor = element.get("id") or (element.get("name") if element.tag == "a" else None) or anchor
        if element.tag == "br":
            self._held.append("\n")
            return
        edge = element.tag in _BLOCKS
        before, spent = self._kind, self._spent
        if edge:
            self._close()
            self._kind = self._kind_of(element, before)
            self._spent = False if element.tag == "li" else self._spent
        self._anchor = anchor
        self._put(element.text, strong or element.tag in ("strong", "b"))
        for child in elements(element):
            self.block(child, anchor, depth + 1, strong or element.tag in ("strong", "b"))
            self._anchor = anchor
            self._put(child.tail, strong or element.tag in ("strong", "b"))
        if edge:
            self._close()
            self._kind = before
            self._spent = spent if element.tag == "li" else self._spent

    def _kind_of(self, element: etree._Element, before: tuple[str, int]) -> tuple[str, int]:
        if element.tag in _LEVELS:
            return HEADING, _LEVELS[str(element.tag)]
        if element.tag == "li":
            return ITEM, sum(one.tag in ("ul", "ol") for one in element.iterancestors()) - 1
        if element.tag in ("ul", "ol", "section", "article", "table", "blockquote", "details", "dl"):
            return TEXT, 0
        return before

    def _put(self, text: str | None, strong: bool) -> None:
        if text:
            self._held.append(text)
            self._strong += len(text.strip()) if strong else 0

    def _close(self) -> None:
        """End the block that was held; line breaks inside it part it where a new sentence or item begins."""
        whole = "".join(part if part == "\n" else re.sub(r"[\t\n\r\f ]+", " ", part) for part in self._held)
        strong, self._held, self._strong = self._strong, [], 0
        pieces = _pieces(normalise(whole))
        for number, piece in enumerate(pieces):
            kind, level = self._kind
            bold = len(pieces) == 1 and strong >= 0.9 * len(piece)
            if kind == TEXT and bold and len(piece) < _HEADING_WORDS and not piece.endswith((".", ";", ",", "!")):
                kind, level = HEADING, 6
            if kind == ITEM and (number or self._spent) and not _BULLET.match(piece):
                kind = TEXT
            if kind == HEADING and number:
                kind = TEXT
            self._lines.append(Line(piece, mark=kind, level=level, weight=700 if bold else 400, anchor=self._anchor))
        self._spent = self._spent or bool(pieces)


def _pieces(text: str) -> list[str]:
    """Return the parts of a block that its line breaks really part."""
    found: list[str] = []
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if not line:
            continue
        goes_on = found and not _BULLET.match(line) and (line[0].islower() or (found[-1].endswith((",", ":")) and line[0].islower()))
        if goes_on:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
