"""Where a title stops on its own line: "1°) Tax rates: after deliberation, the council …" is a title up to the colon, prose behind it.

Only decision prose ends a title there: a colon inside a title ("Budget : vote des taux") is followed by no sentence.
"""

import re

from scrapers.parsers.text import Sheet, plain

_REACH = 900  # characters of a paragraph that are looked at
_MOST = 140  # characters of a title before its colon
_COLON = re.compile(r"\s?[:;]\s+|\s[-–—]\s+|\.\s?[-–—]\s+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\f|\n(?=[^\S\n]*(?:\d{1,2}\s?[°.)/-]|[IVX]{1,4}\s?[.)/-]|[➢►✓•*]))")
_SAYS = (
    r"(?:est|sont|sera|seront|serait|etait|etaient|ete|decide(?:nt)?|approuve(?:nt)?|accepte(?:nt)?|adopte(?:nt)?|autorise(?:nt)?"
    r"|donne(?:nt)?"
    r"|prend|prennent|presente|propose|rappelle|informe|expose|indique|explique|souhaite|retient|refuse|valide|emet|fixe|vote|sollicite"
    r"|attend|rend|fait|precise|demande|signale|annonce|charge|designe|elit|maintient|constate|choisit|opte|renonce|reporte|ajourne)\b"
)
_DECIDED = re.compile(
    r"(?:apres (?:en )?(?:avoir )?(?:\w+ ){0,2}(?:deliber|debat|discussion|echange|lecture|expose|examen|vote)|a l'unanimite"
    r"|a la majorite|par \d+ voix"
    r"|(?:a|ont|a donc|ont donc) ete |(?:est|sont) (?:\w+ )?(?:approuve|adopte|accepte|refuse|rejete|reporte|retenu|vote|elu"
    r"|designe|fixe|valide)"
    r"|(?:fixee?s?|acceptee?s?|adoptee?s?|approuvee?s?|refusee?s?|rejetee?s?|reportee?s?|ajournee?s?|votee?s?"
    r"|maintenue?s?)\b(?! (?:de|des|du|d')\b)"
    r"|accord\b(?! (?:de|cadre))|refus\b(?! d[eu'])|avis (?:de)?favorable\b|pour ?: ?\d|\d+ (?:voix )?pour\b|oui ?:? ?\d|dont acte"
    r"|prend acte"
    r"|le conseil (?:municipal |communautaire )?(?:a |" + _SAYS + r"|,))"
)
_OPENS = re.compile(
    r"(?:le conseil|la commune|l'assemblee|m\. |mm\. |mr\.? |mme\.? |mmes |monsieur|madame|messieurs|mesdames|le maire|la maire"
    r"|le president"
    r"|la presidente|il |elle |ils |elles |on |nous |les (?:elus|membres|conseillers)|vu |considerant |pour \w+ \w+, "
    r"|sur proposition)"
)
_DETERMINER = re.compile(r"(?:l'|le |la |les |un |une |des |ce |cet |cette |ces |deux |trois |plusieurs |aucune? )")
_VERB = re.compile(r"\b" + _SAYS)
_HAS = re.compile(r"(?<![\w'’])(?:a|ont|avait)(?= )")
_FULL_STOP = re.compile(r"\.\s*(?:\Z|[A-ZÀ-Ý])")
_LEAST = 4  # letters of a title


def before_prose(sheet: Sheet, start: int, words: str) -> str:
    """Return a title's words up to the colon or dash that decision prose follows; the same words when none does."""
    text = _paragraph(sheet.text[start : start + _REACH])
    for sign in _COLON.finditer(text, 0, min(len(text), _MOST)):
        head = text[: sign.start()]
        if sum(c.isalpha() for c in head) < _LEAST or head.count("(") > head.count(")"):
            continue
        if _is_prose(text[sign.end() :], colon=sign.group().strip() in (":", ";")):
            return head if len(head) < len(words) else words
    return words


def _paragraph(text: str) -> str:
    end = _PARAGRAPH.search(text)
    return text[: end.start()] if end else text


def _is_prose(rest: str, *, colon: bool) -> bool:
    """Say whether words are a sentence in which something is told or decided."""
    simple = " ".join(plain(rest).split())
    if _DECIDED.match(simple):
        return True
    if not _FULL_STOP.search(rest.rstrip()) or not (_VERB.search(simple) or _HAS.search(rest)):
        return False
    # behind a dash, "le club …" may go on with the title
    return bool(_OPENS.match(simple)) or (colon and bool(_DETERMINER.match(simple)))
