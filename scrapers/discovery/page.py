"""One web page as discovery sees it: its links with the nearest heading above each, its title, and how much it says without a script."""

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from scrapers.parsers.text import plain
from scrapers.platforms.addresses import absolute

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "summary", "dt")
_LINKS = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data"}  # where each tag keeps its address
_WALKED = (*_HEADINGS, *_LINKS)
_FURNITURE = ("nav", "header", "footer", "aside")
_SILENT = ("script", "style", "noscript", "template")
_NAMELESS = re.compile(
    r"(?:\W|\d|_|\b(?:cliquez|click|ici|here|telecharger?|telechargement|download|lire|la|le|les|ce|suite|en|savoir|plus|voir|ouvrir|consulter|afficher"
    r"|visualiser|acceder|pdf|lien|fichier|document|page|ko|mo|kb|mb|octets|format|nouvelle|fenetre|dans|une|au|de|du)\b)*+"
)
_ROW = ("li", "tr", "article", "p", "dd")
MAX_LINKS = 5_000
MAX_WORDS = 300
MAX_ROW = 400
MAX_TEXT = 20_000


@dataclass(frozen=True)
class PageLink:
    """One link: its address, its words, and the heading under which it stands."""

    url: str
    text: str = ""
    heading: str = ""
    in_menu: bool = False  # stands in the page's furniture, which every page of the site repeats
    row: str = ""  # words of the list entry, table row or paragraph that it has for itself: a date often stands in the next cell


@dataclass(frozen=True)
class SearchForm:
    """A form that is posted, and the names of what it asks."""

    url: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """What a page says to a reader that runs no script."""

    url: str
    title: str = ""
    headline: str = ""  # the first heading
    links: tuple[PageLink, ...] = ()
    words: int = 0  # words that a visitor without script reads, menus included
    feeds: tuple[str, ...] = ()  # RSS and Atom addresses that the page announces
    refused: tuple[str, ...] = ()  # links that are not http(s), such as file:
    text: str = ""  # visible words of the page's main part
    form: "SearchForm | None" = None  # a posted form outside the menus: what it searches has no link


def read_page(text: str, page_url: str) -> Page:
    """Return the page behind a text of HTML."""
    soup = BeautifulSoup(text, "lxml")
    for tag in soup(_SILENT):
        tag.decompose()
    base = (absolute(page_url, str(soup.base.get("href", ""))) if soup.base else None) or page_url
    first = soup.find(("h1", "h2"))
    links, refused = _links(soup, base)
    return Page(
        page_url, _words(soup.title), _words(first if isinstance(first, Tag) else None), tuple(links), _count_words(soup),
        tuple(_feeds(soup, base)), tuple(refused), _main_words(soup), _form(soup, base),
    )  # fmt: skip


def _links(soup: BeautifulSoup, base: str) -> tuple[list[PageLink], list[str]]:
    """Return each address once, with the words that say most, in the order of the page."""
    found: dict[str, PageLink] = {}
    refused: list[str] = []
    heading = ""
    for tag in soup.find_all(_WALKED, limit=MAX_LINKS * 2):
        if tag.name in _HEADINGS:
            heading = _words(tag) or heading
        if tag.name not in _LINKS:
            continue
        href = str(tag.get(_LINKS[tag.name]) or "")
        url = absolute(base, href) if href else None
        if url is None:
            if href.lower().strip().startswith(("file:", "ftp:", "data:")):
                refused.append(href.strip()[:200])
            continue
        in_menu = tag.find_parent(_FURNITURE) is not None
        row = _row_words(tag)
        link = PageLink(url, _link_words(tag, row), "" if in_menu else heading, in_menu, row)
        found[url] = _fuller(found.get(url), link)
    return list(found.values())[:MAX_LINKS], refused


def _fuller(known: PageLink | None, link: PageLink) -> PageLink:
    """Return the more telling of two links to one address: one outside the menus, then the one with more words."""
    if known is None:
        return link
    if known.in_menu != link.in_menu:
        inside, outside = (known, link) if known.in_menu else (link, known)
        return outside if outside.text else replace(outside, text=inside.text)
    return link if len(link.text) > len(known.text) else known


def _link_words(tag: Tag, row: str) -> str:
    """Return a link's own words; for a bare "download", what its title says, else its row, which names the sitting."""
    own = _words(tag) or _said(tag, "title") or _said(tag, "aria-label") or _image_words(tag)
    for words in (own, _said(tag, "title"), _said(tag, "aria-label"), row):
        if not says_nothing(words):
            return words
    return own


def says_nothing(words: str) -> bool:
    """Say whether a link's words name no document: "Télécharger (PDF, 1,2 Mo)"."""
    return _NAMELESS.fullmatch(plain(words)) is not None


def _row_words(tag: Tag) -> str:
    """Return the words of the row that holds this link alone; a row of several links says nothing of one of them."""
    row = tag.find_parent(_ROW)
    if not isinstance(row, Tag) or len({str(a.get("href")) for a in row.find_all("a", href=True, limit=6)}) > 2:
        return ""
    words = " ".join(row.get_text(" ").split())
    return words if len(words) <= MAX_ROW else ""


def _main_words(soup: BeautifulSoup) -> str:
    main = soup.find("main") or soup.find("article") or soup.body
    return " ".join(main.get_text(" ").split())[:MAX_TEXT] if isinstance(main, Tag) else ""


def _said(tag: Tag, name: str) -> str:
    return " ".join(str(tag.get(name) or "").split())[:MAX_WORDS]


def _image_words(tag: Tag) -> str:
    image = tag.find("img")
    return _said(image, "alt") if isinstance(image, Tag) else ""


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split())[:MAX_WORDS] if tag is not None else ""


def _count_words(soup: BeautifulSoup) -> int:
    return len((soup.body or soup).get_text(" ").split())


def _form(soup: BeautifulSoup, base: str) -> SearchForm | None:
    """Return the first posted form that is neither a login nor a newsletter nor a part of the menus."""
    for tag in soup.find_all("form"):
        fields = [field for field in tag.find_all(("input", "select")) if field.get("name")]
        kinds = {str(field.get("type") or "text").lower() for field in fields}
        url = absolute(base, str(tag.get("action") or base))
        if (
            str(tag.get("method") or "").lower() != "post"
            or kinds & {"password", "email", "file"}
            or tag.find_parent(_FURNITURE)
            or not url
        ):
            continue
        return SearchForm(url, tuple(dict.fromkeys(str(field["name"])[:50] for field in fields))[:12])
    return None


def _feeds(soup: BeautifulSoup, base: str) -> list[str]:
    found = []
    for tag in soup.find_all("link", href=True):
        rel = list(tag.get("rel") or ())
        kind = str(tag.get("type") or "")
        if "alternate" in rel and ("rss" in kind or "atom" in kind):
            url = absolute(base, str(tag["href"]))
            if url:
                found.append(url)
    return found
