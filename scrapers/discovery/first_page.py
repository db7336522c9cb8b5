"""What a document's first page says: the roll of a council, a summons, an arrêté, another body.

The signs of a sitting that was held win over words that any paper quotes ("ordre du jour", "procès-verbal de la séance précédente").
"""

import re
from collections.abc import Iterator
from functools import cached_property

from scrapers.discovery.kinds import Said
from scrapers.discovery.names import words
from scrapers.discovery.words import Lexicon
from scrapers.parsers.bodies import other_body, prepares
from scrapers.parsers.text import plain
from tracker.vocabulary import DocumentKind

_MOST = 8000  # characters of a first page that are looked at
_TITLE = 700  # characters in which a paper says what it is
# what an act is about: "Subventions aux associations" is voted by the council
_OBJECT = re.compile(r"(?:\bobjet ?:|\bsubventions?\b|\bconventions?\b|\baides? aux?\b|\bsoutien\b|\bpartenariats?\b)[^\n]*")
_HEAD = 200  # where a paper says whose it is
_START = 120
_SURE, _LIKELY = 5.0, 2.5
_FEW = 15  # words under which a page says nothing (a cover, a scan)
_ROWS = 2  # acts with their result that make a list
_MET = 2  # signs of a sitting that was held


class _Page:
    """A first page and the signs found in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.simple = plain(text[:_MOST].replace("\r", "\n"))
        self._signs = lexicon.first_page
        self._lexicon = lexicon

    def count(self, group: str, most: int | None = None) -> int:
        """Return how many signs of a group stand in the page, or in its first characters."""
        return sum(1 for sign in self._signs[group] if sign.search(self.simple[:most]))

    @cached_property
    def tabled(self) -> bool:
        """Whether acts stand one below the other, each with its number and its result."""
        return sum(len(sign.findall(self.simple)) for sign in self._signs["act_row"]) >= _ROWS

    @cached_property
    def of_another(self) -> bool:
        """Whether the page is of another body, or of no council; rows of voted acts are a council's unless the head names another."""
        if not other_body(_OBJECT.sub(" ", self.simple)):
            return False
        named = self._lexicon.hits("bodies", words(_OBJECT.sub(" ", self.simple[:_HEAD])))
        return bool(named) or not (self.tabled or self.count("list_title", _TITLE))

    def place(self, group: str) -> int:
        """Return where the first sign of a group stands in the title; after it when there is none."""
        found = [match.start() for sign in self._signs[group] if (match := sign.search(self.simple[:_TITLE]))]
        return min(found, default=_TITLE)


def read_first_page(text: str, lexicon: Lexicon) -> Iterator[Said]:
    """Give what the first page says, nothing when it says too little (a scan without text, a cover)."""
    page = _Page(text, lexicon)
    if len(page.simple.split()) < _FEW:
        return
    yield _other(page) or _held(page) or _prepared(page) or Said(DocumentKind.OTHER, -1, "no sitting of a council is told")


def _other(page: _Page) -> Said | None:
    """Return the paper that has the words of a record and is none: another body's, a draft, an annex, an arrêté."""
    if page.of_another:
        return Said(DocumentKind.OTHER, -_SURE, "names another body, or no council at all")
    if prepares(page.simple):
        return Said(DocumentKind.ANNEXE, -_SURE, "a draft or a note written before the sitting")
    met, decided = page.count("met"), page.count("decided")
    if page.count("annex", _START) and met < _MET:
        return Said(DocumentKind.ANNEXE, -_SURE, "an annex")
    if page.count("order") and (met < _MET or not decided) and not page.count("extract", _TITLE):
        return Said(DocumentKind.ARRETE, -_SURE, "an arrêté")
    return None


def _held(page: _Page) -> Said | None:
    """Return the record of a sitting that was held."""
    met, decided = page.count("met"), page.count("decided")
    titled = min(page.place("minutes_title"), page.place("report_title")) < page.place("agenda")
    listed = page.tabled or page.place("list_title") < page.place("agenda")
    if listed and met < _MET + 1 and not page.count("summons"):
        return Said(DocumentKind.LISTE_DELIBERATIONS, _SURE, "a list of what the council examined")
    if page.count("extract", _TITLE) or (page.count("single_act") and decided and page.count("single_act", _TITLE)):
        return Said(DocumentKind.DELIBERATION, _SURE, "an extract of the register, or one act")
    if met >= _MET + 1 or (met >= _MET and (decided or titled)) or (met and decided and (titled or not page.count("summons"))):
        return Said(_minutes(page), _SURE, "tells of a sitting that was held")
    if titled and (decided or met) and not page.count("summons"):
        return Said(_minutes(page), _LIKELY, "is titled as minutes and tells decisions")
    return None


def _prepared(page: _Page) -> Said | None:
    """Return the paper sent before a sitting, or a title of minutes without any sign of the sitting."""
    if page.count("summons"):
        return Said(DocumentKind.CONVOCATION, -_SURE, "calls to a sitting to come")
    titled = min(page.place("minutes_title"), page.place("report_title"))
    if page.place("agenda") < titled:
        return Said(DocumentKind.ORDRE_DU_JOUR, -_SURE, "an agenda, without any sign of the sitting")
    return Said(_minutes(page), 1.0, "is titled as minutes") if titled < _TITLE else None


def _minutes(page: _Page) -> DocumentKind:
    return DocumentKind.COMPTE_RENDU if page.place("report_title") < page.place("minutes_title") else DocumentKind.PROCES_VERBAL
