"""The links of a web page, each with what a reader sees around it: headings above, column of its table, words of its row.

« Télécharger » or an icon names nothing: a reader understands it by the title of its card, the head of its column, the date of its row.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from scrapers.discovery.headings import PANEL, Headings, heading_of, is_panel, panel_labels
from scrapers.parsers.text import plain
from scrapers.platforms.addresses import absolute

FURNITURE = ("nav", "header", "footer", "aside")
_LINKS = {"a": "href", "area": "href", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}  # where each keeps its address
_DATA = ("data-href", "data-url", "data-file", "data-link", "data-download", "data-src")
_ADDRESS = re.compile(r"^(?:https?:)?/{1,2}\S+$|^[\w./-]+\.(?:pdf|html?|php|aspx?|docx?|odt)(?:\?\S*)?$", re.IGNORECASE)
_OPENED = re.compile(r"(?:location(?:\.href)?\s*=|window\.open\s*\()\s*['\"]([^'\"\s]{2,400})['\"]")
_NAMELESS = re.compile(
    r"(?:\W|\d|_|\b(?:cliquez|click|ici|here|telecharger?|telechargement|download|lire|la|le|les|ce|suite|en|savoir|plus|voir|ouvrir|consulter|afficher"
    r"|visualiser|acceder|pdf|lien|fichier|document|documents|liste|page|ko|mo|kb|mb|octets|format|nouvelle|fenetre|dans|une|un|au|de|du|des|doc|docx|odt"
    r"|piece|jointe|version|numerique|texte|integral|integralite|detail|details|decouvrir|open|view|read|more|onglet|joint)\b)*+"
)
_ROW = ("li", "tr", "article", "p", "dd")
_BOUNDS = ("body", "main", "section", "table", "tbody", "ul", "ol", "form", *FURNITURE)  # a block of one link is smaller than these
_CLIMB = 6
MAX_LINKS = 5_000
MAX_TAGS = 60_000
MAX_WORDS = 300
MAX_ROW = 400


@dataclass(frozen=True)
class PageLink:
    """One link: its address, its words, and the heading under which it stands."""

    url: str
    text: str = ""
    heading: str = ""
    in_menu: bool = False  # stands in the page's furniture, which every page of the site repeats
    row: str = ""  # words of the list entry, table row or paragraph that it has for itself: a date often stands in the next cell


def links_of(soup: BeautifulSoup, base: str) -> tuple[list[PageLink], list[str]]:
    """Return each address once, with the words that say most, in the order of the page; and the links that are not http(s)."""
    found: dict[str, PageLink] = {}
    refused: list[str] = []
    below: Counter[int] = Counter()  # how many links each heading stands above
    under: dict[str, tuple[int, str, str]] = {}
    headings, columns, labels = Headings(), _Columns(), panel_labels(soup)
    for tag in soup.find_all(True, limit=MAX_TAGS):
        if (label := labels.get(str(tag.get("id") or ""))) and is_panel(tag):
            headings.meet(PANEL, label)
        if (level := heading_of(tag)) is not None:
            headings.meet(level, words_of(tag))
        for href in _addresses(tag) if len(found) < MAX_LINKS else ():
            url = absolute(base, href)
            if url is None:
                refused += [href.strip()[:200]] if href.lower().strip().startswith(("file:", "ftp:", "data:")) else []
                continue
            link = _link(tag, url, headings.told, columns)
            if not link.in_menu:
                below[headings.rank] += url not in under
                under.setdefault(url, (headings.rank, headings.nearest, headings.above))
            found[url] = _fuller(found.get(url), link)
    return [_named_by_heading(link, below, under) for link in found.values()], refused


def words_of(tag: Tag | None) -> str:
    """Return the words of a part of the page, on one line."""
    return " ".join(tag.get_text(" ").split())[:MAX_WORDS] if tag is not None else ""


def says_nothing(words: str) -> bool:
    """Say whether a link's words name no document: "Télécharger (PDF, 1,2 Mo)"."""
    return _NAMELESS.fullmatch(plain(words)) is not None


def _addresses(tag: Tag) -> Iterator[str]:
    """Yield the addresses that a tag leads to: its own, one kept for a script, one written in its click."""
    if tag.name in _LINKS:
        href = str(tag.get(_LINKS[tag.name]) or "")
        if href and not href.startswith(("#", "javascript:")):
            yield href
            return
    if tag.name == "option" and _ADDRESS.match(str(tag.get("value") or "")):
        yield str(tag["value"])
    for name in _DATA if tag.name not in ("img", "source", "video", "audio", "script") else ():
        if _ADDRESS.match(str(tag.get(name) or "").strip()):
            yield str(tag[name]).strip()
            return
    opened = _OPENED.search(str(tag.get("onclick") or tag.get("href") or "")[:1000])
    if opened:
        yield opened[1]


def _link(tag: Tag, url: str, heading: str, columns: "_Columns") -> PageLink:
    in_menu = tag.find_parent(FURNITURE) is not None
    row = "" if in_menu else columns.words(tag) or _block_words(tag)
    return PageLink(url, _link_words(tag, row), "" if in_menu else heading, in_menu, row)


def _fuller(known: PageLink | None, link: PageLink) -> PageLink:
    """Return the more telling of two links to one address: one outside the menus, then the one with more words."""
    if known is None:
        return link
    if known.in_menu != link.in_menu:
        inside, outside = (known, link) if known.in_menu else (link, known)
        return outside if outside.text else replace(outside, text=inside.text)
    if says_nothing(link.text) != says_nothing(known.text):
        return known if says_nothing(link.text) else link
    return link if len(link.text) > len(known.text) else known


def _named_by_heading(link: PageLink, below: Counter[int], under: dict[str, tuple[int, str, str]]) -> PageLink:
    """Name a bare "download" by the heading that stands above it alone: the title of its card."""
    rank, nearest, above = under.get(link.url, (0, "", ""))
    if not nearest or below[rank] != 1 or not says_nothing(link.text):
        return link
    return replace(link, text=f"{nearest} {link.text}".strip(), heading=above)


def _link_words(tag: Tag, row: str) -> str:
    """Return a link's own words; for a bare "download", what its title says, else its row, which names the sitting."""
    own = words_of(tag) or _said(tag, "title") or _said(tag, "aria-label") or _image_words(tag)
    for words in (own, _said(tag, "title"), _said(tag, "aria-label"), _image_words(tag), _said(tag, "download"), row):
        if not says_nothing(words):
            return words
    return own


def _block_words(tag: Tag) -> str:
    """Return the words of the largest block that holds this link alone, or of its row what stands in no other link."""
    block: Tag | None = None
    for parent, _ in zip(tag.parents, range(_CLIMB), strict=False):
        if parent.name in _BOUNDS or len({str(one.get("href")) for one in parent.find_all("a", href=True, limit=6)}) > 1:
            break
        block = parent if len(parent.get_text(" ")) <= 2 * MAX_ROW else block
    row = tag.find_parent(_ROW)
    words = [words_of(block), *([_own_text(row, tag)] if isinstance(row, Tag) else [])]
    own = words_of(tag)
    return next((one for one in words if one and len(one) <= MAX_ROW and one != own), "")


def _own_text(row: Tag, tag: Tag) -> str:
    """Return the words of a row that stand in no link, on the link's own line: "Séance du 3 mars :" before three links."""
    line: list[str] = []
    ours = False
    for one in row.descendants:
        if isinstance(one, Tag) and one.name == "br":
            if ours:
                break
            line = []
        ours = ours or one is tag
        if isinstance(one, NavigableString) and not _in_link(one, row):
            line.append(str(one))
    said = " ".join(" ".join(line).split())
    return said if len(said) <= MAX_ROW else ""


def _in_link(text: NavigableString, row: Tag) -> bool:
    for parent in text.parents:
        if parent is row:
            return False
        if parent.name in ("a", "ul", "ol", "table"):
            return True
    return False


class _Columns:
    """The heads of the columns of the table that is being walked."""

    def __init__(self) -> None:
        self._table: Tag | None = None
        self._heads: list[str] = []

    def words(self, tag: Tag) -> str:
        """Return the head of a link's column and what its row says outside of links; empty outside of a table with heads."""
        cell = tag.find_parent(("td", "th"))
        row = cell.find_parent("tr") if isinstance(cell, Tag) else None
        table = row.find_parent("table") if isinstance(row, Tag) else None
        if not (isinstance(cell, Tag) and isinstance(row, Tag) and isinstance(table, Tag)):
            return ""
        if table is not self._table:
            self._table, self._heads = table, _heads(table)
        cells = [one for one in row.find_all(("td", "th"), recursive=False)]
        place = next((number for number, one in enumerate(cells) if one is cell), len(cells))
        head = self._heads[place] if place < len(self._heads) else ""
        beside = " ".join(words_of(one) for one in cells if one.find("a") is None)
        return f"{head} {beside}".strip()[:MAX_ROW] if head else ""


def _heads(table: Tag) -> list[str]:
    first = table.find("tr")
    cells = first.find_all(("th", "td"), recursive=False, limit=30) if isinstance(first, Tag) else []
    return [words_of(one)[:80] for one in cells] if cells and not any(one.find("a") for one in cells) and len(cells) > 1 else []


def _said(tag: Tag, name: str) -> str:
    return " ".join(str(tag.get(name) or "").split())[:MAX_WORDS]


def _image_words(tag: Tag) -> str:
    image = tag.find("img")
    return _said(image, "alt") or _said(image, "title") if isinstance(image, Tag) else ""
