"""How much a page is worth whose words say nothing of a council: asked only while little is found, the likeliest first.

Minutes lie behind « Ma ville » or « Publications » as often as behind « Conseil municipal »; they never lie behind the swimming pool.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scrapers.discovery.context import names_council
from scrapers.discovery.frontier import STRONG, Lead
from scrapers.discovery.kinds import read_name
from scrapers.discovery.names import words
from scrapers.discovery.page import Page
from scrapers.discovery.page_links import PageLink, says_nothing
from scrapers.discovery.words import load_words

_UNKNOWN, _AWAY, _NEWS = 0.14, 0.04, 0.03
_SITE_MAP = re.compile(r"^(?:le |consulter le )?plan d[eu] (?:ce |notre )?site$|^(?:site ?map|arborescence)$")
_MAP = 0.2  # one page that shows all others
_BELOW = 0.06  # the address lies below that of its page
_OF_A_GOOD_PAGE = 0.1  # the page itself was followed for its words
_INHERITED = 0.8  # "jeudi 25 juin" on a page of sittings
_WORTH_A_LOOK = 0.5
_DATE = re.compile(
    r"(?:\d{1,4}|1er|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    r"|decembre|seances?|reunions?|annees?|du|de|des|le|les|la| )+"
)


@dataclass(frozen=True)
class Ground:
    """What is known of the page where links are met, told once for all of them."""

    page: Page
    lead: Lead
    listing: bool  # its words, or those that led to it, name the council's records

    def inherited(self, link: PageLink) -> float:
        """Return the worth that a bare date, or a « Lire la suite », takes from a page of sittings; 0 for any other link."""
        if not self.listing or link.in_menu or load_words().news.search(link.url.lower()):
            return 0.0
        name = words(link.text)
        bare = bool(name) and _DATE.fullmatch(name) is not None and any(one.isdigit() for one in name)
        return _INHERITED if bare or (link.row and link.text and says_nothing(link.text) and names_council(link.row)) else 0.0

    def worth(self, link: PageLink) -> float:
        """Return the worth of a page whose words say nothing of the council."""
        lexicon = load_words()
        said = read_name(words(link.text), lexicon)
        if lexicon.news.search(link.url.lower()) or (said and (said.firm or said.weight < -1)):
            return _NEWS
        if _SITE_MAP.search(words(link.text)):
            return _MAP
        segments = [words(one) for one in unquote(urlsplit(link.url).path).split("/")[-3:]]
        if any(lexicon.away.search(one) for one in (words(link.text), *segments)):
            return _AWAY
        good = _OF_A_GOOD_PAGE if self.lead.worth >= _WORTH_A_LOOK and self.lead.depth and not link.in_menu else 0.0
        below = _BELOW if self.lead.depth and _lies_below(link.url, self.page.url) else 0.0
        return min(0.24, _UNKNOWN + good + below)


def ground_of(page: Page, lead: Lead, told: str) -> Ground:
    """Return what a page gives to its links."""
    return Ground(page, lead, bool(lead.depth) and (lead.worth >= STRONG or names_council(told)))


def _lies_below(url: str, page_url: str) -> bool:
    here, there = (re.sub(r"\.\w{2,5}$", "", urlsplit(one).path.rstrip("/")) for one in (page_url, url))
    return len(here) > 1 and there.startswith(f"{here}/")


__all__ = ["Ground", "ground_of"]
