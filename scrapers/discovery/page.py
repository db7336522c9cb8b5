"""One web page as discovery sees it: its links with the nearest heading above each, its title, and how much it says without a script."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from scrapers.discovery.page_links import FURNITURE, PageLink, links_of, says_nothing, words_of
from scrapers.platforms.addresses import absolute

_SILENT = ("script", "style", "noscript", "template")
MAX_TEXT = 20_000
_BREADCRUMB = re.compile(r"bread-?crumb|fil-?(?:d-?)?-?ariane|\bariane\b", re.IGNORECASE)


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
    trail: tuple[str, ...] = ()  # other names of the page, nearest first: its crumbs, the link that led to it, the page before

    @property
    def names(self) -> tuple[str, ...]:
        """What the page is called: its first heading, its title, then its trail."""
        return tuple(one for one in (self.headline, self.title, *self.trail) if one)


def read_page(text: str, page_url: str) -> Page:
    """Return the page behind a text of HTML."""
    soup = BeautifulSoup(text, "lxml")
    for tag in soup(_SILENT):
        tag.decompose()
    base = (absolute(page_url, str(soup.base.get("href", ""))) if soup.base else None) or page_url
    first = soup.find(("h1", "h2"))
    links, refused = links_of(soup, base)
    return Page(
        page_url, words_of(soup.title), words_of(first if isinstance(first, Tag) else None), tuple(links), _count_words(soup),
        tuple(_feeds(soup, base)), tuple(refused), _main_words(soup), _form(soup, base), tuple(_crumbs(soup)),
    )  # fmt: skip


def _crumbs(soup: BeautifulSoup) -> list[str]:
    """Return the steps of the breadcrumb, nearest first, without the home page."""
    place = soup.find(class_=_BREADCRUMB) or soup.find(True, {"aria-label": _BREADCRUMB})
    steps = [words_of(one) for one in place.find_all(("a", "li", "span"), limit=40)] if isinstance(place, Tag) else []
    return [one for one in dict.fromkeys(reversed(steps[1:])) if one][:4]


def _main_words(soup: BeautifulSoup) -> str:
    main = soup.find("main") or soup.find("article") or soup.body
    return " ".join(main.get_text(" ").split())[:MAX_TEXT] if isinstance(main, Tag) else ""


def _count_words(soup: BeautifulSoup) -> int:
    return len((soup.body or soup).get_text(" ").split())


def _form(soup: BeautifulSoup, base: str) -> SearchForm | None:
    """Return the first posted form that is neither a login nor a newsletter nor a part of the menus."""
    for tag in soup.find_all("form"):
        fields = [field for field in tag.find_all(("input", "select")) if field.get("name")]
        kinds = {str(field.get("type") or "text").lower() for field in fields}
        url = absolute(base, str(tag.get("action") or base))
        if str(tag.get("method") or "").lower() != "post" or kinds & {"password", "email", "file"} or tag.find_parent(FURNITURE) or not url:
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


__all__ = ["Page", "PageLink", "SearchForm", "read_page", "says_nothing"]
