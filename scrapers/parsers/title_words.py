"""The words of a title made clean: no label, no number, no code of matter, no page foot; and whether words are a title at all."""

import re

from scrapers.parsers.text import squash

LONGEST = 400
_NOISE = re.compile(
    r"^(?:objet\s*[:.]?|nomenclature(?: (?:des )?actes)? ?(?:n°|:|\d).*|deliberation|delib\.?|n°|page \d+|titre|intitule"
    r"|(?:sans )?titre|n/a|bis|ter)\W*$"
)
_LABEL = re.compile(r"^(?:\W*(?:objet|d[ée]lib[ée]ration|titre|intitul[ée])\s*:\s*)+|^[\s:;,.)\]|\-–—−•*►➢✓]+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*\b(?:nomenclature(?: (?:des )?actes)? ?(?:n°|:|\d)|mati[èe]re (?:n°|:|\d)|classification\b|rapporteure?\s*:|liste affich[ée]e"
    r"|affich[ée]e? (?:le|en mairie)|publi[ée]e? le|mise? en ligne"
    r"|transmise? (?:le|au|en)|re[çc]ue? en pr[ée]fecture|envoy[ée]e? en pr[ée]fecture|accus[ée] de r[ée]ception"
    r"|certifi[ée]e? ex[ée]cutoire|page \d+ ?(?:/|sur) ?\d+"
    r"|d[ée]lib[ée]ration n ?° ?\d|fait et d[ée]lib[ée]r[ée]"
    r"|(?<!M\.\s)(?<!Mme\s)(?<!Mr\s)(?<!ieur\s)(?<!dame\s)(?<!\sà\s)(?<!par\s)le maire,?\s*$).*$",
    re.IGNORECASE | re.DOTALL,
)
_SUITE = re.compile(r"\s*[(\[]\s*suite(?: et fin)?\s*[)\]]\s*", re.IGNORECASE)
_TRAILING_REF = re.compile(
    r"\s*[([]\s?(?:d[ée]lib[ée]ration\s*)?(?:n\s*°\s*)?(?:[a-z]{1,4}[ _-]?)?(?:20\d\d[_/.-]\d{1,5}|\d{1,4}/20\d\d)\s?[)\]]\s*\.?$",
    re.IGNORECASE,
)


def good(title: str) -> bool:
    """Say whether words are a title at all: two letters and three characters or more, and not a bare label."""
    return len(title) >= 3 and sum(c.isalpha() for c in title) >= 2 and not _NOISE.match(title.lower())


def clean_title(raw: str) -> str:
    """Return a title without label, code of matter, bullets, page foot and closing colon."""
    title = squash(raw)
    for _ in range(3):
        title = _LABEL.sub("", title)
    title = _TRAILING_REF.sub("", _SUITE.sub(" ", title))
    return squash(_TAIL.sub("", title)).strip(" :;,-–—−•·_*#").strip()[:LONGEST]
