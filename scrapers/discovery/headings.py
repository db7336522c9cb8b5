"""Headings of a page as a reader sees them, one above the other: "2026" says something only under "Comptes rendus".

Many town halls write their headings as bold paragraphs, as buttons of an accordion or as titles of tabs.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from scrapers.discovery.names import words

_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "caption": 7, "legend": 7, "summary": 7, "dt": 8}
PANEL, _BOLD = 7, 9
_TITLE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:tab|toggle|accordion|collapse|panel|card|section|block?|bloc|widget|spoiler)s?[-_]*"
    r"(?:title|titre|head(?:er|ing)?|button|label)",
    re.I,
)
BETWEEN = " › "  # between a heading and the one above that gives it a meaning
_OPENS = ("aria-controls", "data-bs-target", "data-target", "href")
_PANEL_CLASS = re.compile(r"(?:^|[-_ ])(?:tab|pane|panel|collapse|accordion|toggle)s?(?:[-_ ]|$)", re.IGNORECASE)
_TAGS = 20_000
_MOST = 200  # characters of a heading: longer is a paragraph
_TELLS_NOTHING = re.compile(
    r"(?:\d+|1er|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    r"|decembre|seances?|reunions?|conseils?|municipal|municipaux|communautaire|ordinaire|extraordinaire|annee|mandat|archive|archives"
    r"|premier|second|semestre|trimestre|du|de|le|la|les|au|a|et|en|cours| )*"
)


class Headings:
    """The headings met so far, the open ones kept by level."""

    def __init__(self) -> None:
        """No heading was met yet."""
        self._open: list[tuple[int, str]] = []
        self.rank = 0  # number of the nearest heading, to tell which links it stands above

    def meet(self, level: int, said: str) -> None:
        """Take a heading, closing those of its level and below; one without words changes nothing."""
        if not said:
            return
        self.rank += 1
        self._open = [*(one for one in self._open if one[0] < level), (level, said)]

    @property
    def nearest(self) -> str:
        """The nearest heading."""
        return self._open[-1][1] if self._open else ""

    @property
    def told(self) -> str:
        """The nearest heading, after the one that gives a meaning to a bare year or date."""
        return self._from(len(self._open))

    @property
    def above(self) -> str:
        """The same without the nearest one."""
        return self._from(len(self._open) - 1)

    def _from(self, end: int) -> str:
        said: list[str] = []
        for _, one in reversed(self._open[: max(0, end)]):
            said.insert(0, one)
            if not _TELLS_NOTHING.fullmatch(words(one)):
                break
        return BETWEEN.join(said)


def heading_of(tag: Tag) -> int | None:
    """Return the level of a tag that stands as a heading, or None: headings, titles of panels, paragraphs in bold alone."""
    if tag.name in _LEVELS:
        return _LEVELS[tag.name]
    if tag.name in ("div", "button", "span", "a", "p", "li") and _is_panel_title(tag):
        return PANEL
    if tag.name in ("b", "strong", "u") and _stands_alone(tag):
        return _BOLD
    return None


def _is_panel_title(tag: Tag) -> bool:
    said = " ".join(tag.get("class") or ())
    opens = tag.get("aria-controls") is not None or tag.get("role") == "heading" or bool(said and _TITLE_CLASS.search(said))
    return (
        opens and not _leads(tag) and len(tag.get_text()) <= _MOST and tag.find(("h1", "h2", "h3", "h4", "h5", "h6", "div", "ul")) is None
    )


def panel_labels(soup: Tag) -> dict[str, str]:
    """Return the titles of tabs and accordions by the id of the panel that each opens; they often stand together above the panels."""
    found: dict[str, str] = {}
    for tag in soup.find_all(("a", "button", "li", "div", "span"), limit=_TAGS):
        opened = next((str(tag[name]) for name in _OPENS if tag.get(name)), "")
        if opened.startswith("#") or tag.get("aria-controls"):
            said = " ".join(tag.get_text(" ").split())
            if said and len(said) <= _MOST:
                found.setdefault(opened.lstrip("#"), said)
    return found


def is_panel(tag: Tag) -> bool:
    """Say whether a tag is what a tab or an accordion opens."""
    return tag.get("role") == "tabpanel" or bool(_PANEL_CLASS.search(" ".join(tag.get("class") or ())))


def _leads(tag: Tag) -> bool:
    """Say whether a tag is or holds a link to somewhere else."""
    return any(not str(one.get("href")).startswith("#") for one in ([tag] if tag.get("href") else tag.find_all("a", href=True, limit=3)))


def _stands_alone(tag: Tag) -> bool:
    """Say whether the words in bold are all that their paragraph says, and no link."""
    parent = tag.parent
    if (
        not isinstance(parent, Tag)
        or parent.name not in ("p", "div", "center", "td", "font", "body")
        or len(tag.get_text()) > _MOST
        or tag.find("a")
    ):
        return False
    beside = (one for one in parent.children if one is not tag)
    return not any(one.strip() if isinstance(one, NavigableString) else isinstance(one, Tag) and one.name != "br" for one in beside)
