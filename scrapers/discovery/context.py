"""What a page is about, told by the nearest of its names that says something: heading, title, crumbs, the link that led to it.

A page called "2026" or "Documents" is understood by how one came to it.
"""

import re

from scrapers.discovery.kinds import read_name
from scrapers.discovery.names import words
from scrapers.discovery.page import Page
from scrapers.discovery.words import Lexicon, load_words

_SITE_NAME = re.compile(r"\s+[-|–—•:]\s+[^-|–—•]*$")  # "Séances - Ville de …": the title's last part is the site's
_MOST = 300


def told_of(page: Page) -> str:
    """Return what a page is about; its own heading alone when that already speaks, or when nothing else does."""
    lexicon = load_words()
    own = page.headline or page.title
    if _speaks(own, lexicon):
        return own[:_MOST]
    title = _SITE_NAME.sub("", page.title)
    nearer = next((one for one in (title, *page.trail[:-1]) if one and _speaks(one, lexicon)), "")
    said = nearer or next((one for one in page.trail[-1:] if _praises(one, lexicon)), "")
    return f"{said} {own}".strip()[:_MOST] if said and said != own else own[:_MOST]


def names_council(text: str) -> bool:
    """Say whether words name the council or its records, and no other body."""
    return _praises(text, load_words())


def _speaks(text: str, lexicon: Lexicon) -> bool:
    """Say whether words tell of a record, of the council, or firmly of something else."""
    said = read_name(words(text), lexicon)
    return bool(said and (said.weight > 0 or said.firm)) or _praises(text, lexicon)


def _praises(text: str, lexicon: Lexicon) -> bool:
    name = words(text)
    said = read_name(name, lexicon)
    if said is not None:
        return said.weight > 0
    return bool(lexicon.hits("council", name) or lexicon.hits("posting", name))
