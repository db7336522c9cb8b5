"""Names of private persons in titles and acts, found so that screens and exports can hide them; the archive keeps every word.

Elected people acting as such, streets, schools, companies and institutions keep their names. In doubt a name is hidden: a buyer, a
neighbour or an employee never asked to be shown, while a hidden word can be read at its source.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from tracker.privacy_names import CIVIL, WORD, Elected, end_of_name, is_elected, known_people, plain, surname_before
from tracker.privacy_words import COMPANY, GIVEN, PLACE

PLACEHOLDER = "[nom masqué]"
_CIVILITIES = rf"{CIVIL}(?:\s*(?:et|&|ou|,)\s*{CIVIL})?"
_ANCHOR = re.compile(
    rf"(?<![a-z0-9'’.-])(?<!\d\s)(?:(?P<civil>{_CIVILITIES})"
    r"|(?P<kin>(?:consorts?|epoux|epouse|veuve|veuf|heritiers?|hoirs|hoirie|succession|indivision|famille"
    r"|defunte?)(?![a-z]))(?:\s+(?:de |d')?)?"
    r"|(?<!transfert de )(?P<estate>proprietes?(?![a-z]))(?:\s+de\s)?"
    r"|(?P<suit>(?:contentieux|litige|affaire)(?![a-z])(?:\s+(?:avec|contre|c/))?)"
    r"|(?P<lease>(?:bail|baux|creances?)(?:\s+(?:rural|ruraux|commercial|commerciaux|professionnel|d'habitation|agricole|precaire"
    r"|eteintes?))*(?![a-z])(?:\s+(?:a\s|de\s|d'))?)"
    r"|(?P<office>(?:maitre|me|docteur|dr|professeur)(?![a-z])\.?))\s*"
)
_AFTER_PLACE = re.compile(
    rf"(?<![a-z])(?:{PLACE}|{COMPANY})(?:[\s-]+(?:de|du|des|la|le|les|l'|d'|dite?|boxe|sports?|municipal\w*|communal\w*|primaire"
    rf"|maternelle|elementaire"
    r"|polyvalente|publique|intercommunal\w*|culturel\w*|omnisports|fetes|multi\w*|docteur|dr|general|colonel|marechal|abbe"
    r"|president|l|d))*[\s«\"'“(]*$"
)
_TRIGGER = re.compile(
    r"(?<![a-z])(?:ventes?|vendre|cession|ceder|bail|baux|location|louer|achat|acquisition|acquerir|parcelles?|terrains?"
    r"|creances?|indemni\w+|rembours\w+|recrut\w+|nomination"
    r"|titularis\w+|concession|logement|secours|remise|retraite|licenciement|protocole|transaction\w*|contentieux|affaire"
    r"|servitude|echange|retrocession"
    r"|empietement|alignement|admission|embauche|demission|mutation)(?![a-z])"
)
_NAMING = re.compile(r"(?<![a-z])(?:denomin\w+|denomm\w+|nommage|baptis\w+|hommage)")
_PLURAL = re.compile(r"(?:mm|mmes|messieurs|mesdames|mlles)(?![a-z])")
_AND = re.compile(r"\s{0,3}(?:,|&|(?<=\s)et(?=\s))\s{0,3}(?:et\s)?")
_REACH, _MOST_LISTED = 70, 40


def _near(ends: list[int], place: int) -> bool:
    """Say whether a word of sale, lease, debt or employment ended shortly before a place; `ends` are in order."""
    last = bisect_right(ends, place) - 1
    return last >= 0 and place - ends[last] <= _REACH


def mask_private(text: str, elected: Collection[str], placeholder: str = PLACEHOLDER) -> str:
    """Return a text with the names of private persons hidden; `elected` are names as printed, whose owners stay named."""
    shown, place = [], 0
    for start, end in private_spans(text, elected):
        shown += [text[place:start], placeholder]
        place = end
    return "".join([*shown, text[place:]])


def private_spans(text: str, elected: Collection[str]) -> list[tuple[int, int]]:
    """Return the places of the hidden names, in order and apart from one another."""
    known = known_people(frozenset(elected))
    spaced = text.replace("_", " ") if "_" in text and " " not in text else text
    simple = plain(spaced)
    found: list[tuple[int, int]] = []
    for start, end in sorted([*_anchored(spaced, simple, known, slug=spaced is not text), *_paired(spaced, simple, known)]):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _anchored(text: str, simple: str, known: tuple[Elected, ...], *, slug: bool) -> Iterator[tuple[int, int]]:
    """Give the names that a civility, a family word, an estate, a lease or a profession announces."""
    for anchor in _ANCHOR.finditer(simple):
        kind, start = anchor.lastgroup or "", anchor.end()
        raw = text[anchor.start() : anchor.end()].strip()
        if not slug and (kind == "office" or raw.lower() in ("m", "mm", "me")) and not raw[0].isupper():
            continue
        if slug and (raw.lower() == "m" or kind == "lease"):
            continue
        end = end_of_name(text, simple, start, kind, slug=slug)
        if end <= start or (kind in ("civil", "office") and _AFTER_PLACE.search(simple, max(0, anchor.start() - _REACH), anchor.start())):
            continue
        couple = kind == "kin" or " et " in simple[anchor.start() : anchor.end()]
        if not is_elected(simple, anchor.start(), start, end, known, couple=couple):
            yield start, end
        if _PLURAL.match(simple, anchor.start()):
            yield from _listed(text, simple, end, known)


def _listed(text: str, simple: str, place: int, known: tuple[Elected, ...]) -> Iterator[tuple[int, int]]:
    """Give the next names that one civility announces ("MM. VERNET, GRUEL et Paul VIDALIN")."""
    for _ in range(_MOST_LISTED):
        mark = _AND.match(simple, place)
        end = end_of_name(text, simple, mark.end(), "civil", slug=False) if mark else place
        if mark is None or end <= mark.end():
            return
        if not is_elected(simple, mark.end(), mark.end(), end, known, couple=False):
            yield mark.end(), end
        place = end


def _paired(text: str, simple: str, known: tuple[Elected, ...]) -> Iterator[tuple[int, int]]:
    """Give the names without civility ("Jean DUPONT") that stand near words of sale, lease, debt or employment."""
    allowed = [match.end() for match in _TRIGGER.finditer(simple)]
    if not allowed or _NAMING.search(simple):
        return
    for word in WORD.finditer(text):
        start = word.start()
        first = simple[start : word.end()].split("-")[0].strip(".")
        if first not in GIVEN or not word[0][0].isupper() or not _near(allowed, start):
            continue
        end = end_of_name(text, simple, start, "pair", slug=False)
        before = surname_before(text, simple, start)
        if (end <= word.end() and before == start) or _AFTER_PLACE.search(simple, max(0, before - _REACH), before):
            continue
        if not is_elected(simple, before, before, end, known, couple=False):
            yield before, end
