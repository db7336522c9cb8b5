"""The links of a web page for the platforms that know no selector: each with its words, its heading and the date of its row.

`html_list` trusts a town's selectors; here the whole page is read (`scrapers.discovery.page`) and the judge decides.
"""

from dataclasses import dataclass

from scrapers.discovery.page import PageLink, read_page
from scrapers.discovery.sorting import names_a_file
from scrapers.parsers.dates import find_dates
from scrapers.platforms.links import Link
from tracker.towns import Selectors

_WORDS_OF_FILES = ("download", "telecharg", "getit", "/file", "pdf", "document", "fichier", "piece")


@dataclass(frozen=True)
class PageLinks:
    """What a page holds: its title, its visible words from the top, and its links in their order, each address once."""

    title: str
    words: str
    links: tuple[Link, ...]


def read_page_links(text: str, page_url: str) -> PageLinks:
    """Return the links of a page with their words; those of its menus are left out, unless they are files."""
    page = read_page(text, page_url)
    links = tuple(_link(link, page_url) for link in page.links if names_a_file(link.url) or not link.in_menu)
    return PageLinks(page.headline or page.title, page.text, links)


def _link(link: PageLink, page_url: str) -> Link:
    return Link(link.url, page_url, text=link.text, date_text=date_words(link.row), heading=link.heading)


def date_words(text: str) -> str:
    """Return the words of the one full date of a text; empty when it has none or several, which say nothing of one link."""
    found = [one for one in find_dates(text) if one.value and not one.two_digits]
    return found[0].raw if len({one.value for one in found}) == 1 else ""


def may_be_file(url: str) -> bool:
    """Say whether an address speaks of a document without the ending of one: only its bytes will tell."""
    lower = url.lower()
    return names_a_file(url) or any(word in lower for word in _WORDS_OF_FILES)


def chosen_by_town(selectors: Selectors) -> bool:
    """Say whether the town itself tells which links are records."""
    return selectors.row is not None or selectors.link != Selectors().link
