"""Unnumbered titles in capitals: a heading of its own, two words or more, that is neither a name, a formula nor a cell of a table."""

import re

from scrapers.parsers.headers import Header
from scrapers.parsers.text import Line, Sheet

_FORMULA = re.compile(
    r"^\W*(?:(?:(?:membres |conseillers )?(?:etaient|sont|etait|ont) .{0,30}(?:presente?s?|absente?s?|excusee?s?|representee?s?|pouvoirs?"
    r"|procurations?))|representee?s?|votants?|quorum|vu|considerant|presents?|presentes?|absents?|excuses?|pouvoirs?|procurations?|recettes?|depenses?|total|section|chapitre"
    r"|article|art\b|decide|approuve|autorise"
    r"|adopte|accepte|fixe|dit que|precise|charge|prend acte|emet|donne|vote|resultat|le conseil|l'assemblee|le maire|monsieur|madame"
    r"|m\b|mme\b|mm\b|messieurs|mesdames|proces"
    r"|compte[- ]rendu (?:de (?:la )?(?:seance|reunion)|du conseil)|extrait|seance|reunion|commune|ville|mairie|departement"
    r"|arrondissement|canton|republique|liberte|conseil|communaute|"
    r"date|nombre|membres|secretaire|ordre du jour|sommaire|convocation|fonctionnement|investissement|exploitation|budget (?:general"
    r"|principal|annexe)s?\W*$|nom\b|liste\b|titulaires?"
    r"|suppleants?|presidente?|vice|pour|contre|abstention|refus|unanim|a l'unanim|montant|designation\W*$|libelle|compte\b|chap"
    r"|imputation|annee|exercice|operation|page|"
    r"fait|le secretaire|la secretaire|signature|affiche|deliberations?\W*$|objet\W*$|questions? diverses|informations?)\b"
)
_DAY = re.compile(r"^.{0,24}\b\d{1,2} (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) 20\d\d\W*$")
_NAMED = re.compile(r"[-–:] (?:[A-ZÀ-Ý'-]{2,} ?){1,3} [A-ZÀ-Ý][a-zà-ÿ]+\W*$")  # "HAMEAU - DUPONT Jeanne": a list of people
_OPEN = re.compile(r"[a-zà-ÿ,'’]\s*$")
_RATIO = 0.82
_LETTERS = [chr(code) for code in range(0x250) if chr(code).isalpha()]
_BIG = {ord(c): None for c in _LETTERS if c.isupper()}
_SMALL = {ord(c): None for c in _LETTERS if not c.isupper()}
_NEAR = 6  # lines below a title among which prose must stand
_SPREAD = 3  # lines that one title may take


def capital(text: str) -> bool:
    """Say whether a text is in capitals, figures and signs left aside."""
    big = len(text) - len(text.translate(_BIG))
    small = len(text) - len(text.translate(_SMALL))
    return big + small >= 4 and big > _RATIO * (big + small)


def formula(line: Line) -> bool:
    """Say whether a line begins with a formula of minutes or a label of the roll, which no title does."""
    return bool(_FORMULA.match(line.plain))


def capitals(sheet: Sheet) -> list[Header]:
    """Return the headers that titles in capitals make: one per title, on its first line."""
    found: list[Header] = []
    last = -_SPREAD
    for line in sheet.lines:
        if line.blank or not _title(line):
            continue
        if line.index - last > 1 and not _follows(sheet, line) and not _inside(sheet, line) and _introduces(sheet, line):
            found.append(Header(line.index, "caps", "caps", line.start))
        last = line.index
    return found


def _title(line: Line) -> bool:
    if not capital(line.text):
        return False
    text = line.text.strip(" -–—•*_:.\t")
    letters = sum(c.isalpha() for c in text)
    words = [word for word in text.split() if sum(c.isalpha() for c in word) >= 2]
    if letters < 8 or len(words) < 2 or len(text) > 200 or _FORMULA.match(line.plain) or _DAY.search(line.plain):
        return False
    if _NAMED.search(text):
        return False
    figures = sum(c.isdigit() for c in text)
    return figures <= letters // 2 and text.count(",") < 4 and "€" not in text


def _introduces(sheet: Sheet, line: Line) -> bool:
    """Say whether prose stands below: below a cell of a table stand other cells."""
    below = [one for one in sheet.lines[line.index + 1 : line.index + 12] if not one.blank and not _title(one)]
    return any(len(one.text.strip()) > 45 and not capital(one.text) for one in below[:_NEAR])


def _inside(sheet: Sheet, line: Line) -> bool:
    """Say whether a line goes on with the sentence above, which filled its own line."""
    above = sheet.lines[line.index - 1].text if line.index else ""
    return len(above) > 0.6 * sheet.width and bool(_OPEN.search(above)) and not capital(above)


def _follows(sheet: Sheet, line: Line) -> bool:
    """Say whether the line above, blank lines left aside, is the same title's beginning."""
    for index in range(line.index - 1, max(-1, line.index - _SPREAD), -1):
        above = sheet.lines[index]
        if not above.blank:
            return _title(above)
    return False
