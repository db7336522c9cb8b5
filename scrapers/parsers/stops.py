"""Lines that end the acts before them and begin none: questions and information, end of the sitting, decisions of the mayor alone."""

import re

from scrapers.parsers.text import Line

_LEAD = r"^\W*(?:(?:(?:point|question|item)\s*)?(?:n\s?°\s*)?(?:[ivx]{1,5}|\d{1,2}|[a-z])\s?[.)/:-]+\s*|(?:[ivx]{1,5}|\d{1,2})\s{1,3})?"
_PREFIXED = re.compile(
    _LEAD + r"(?:questions? (?:diverses|orales|ecrites|et informations|du public|des elus)|affaires diverses|points? divers"
    r"|tour de table|interventions? du public|(?:compte[- ]rendu|releve|liste|etat|communication|information sur les|rapport) des? "
    r"(?:decisions|delegations)|decisions? (?:prises|du maire (?:prises|dans)|prises par)|informations? (?:diverses|generales|du maire"
    r"|communales|et questions)"
    r"|(?:liste|tableau|recapitulatif|releve) des deliberations|feuillet de cloture|l'ordre du jour (?:etant|est) epuise"
    r"|(?:la |fin de (?:la )?)?seance (?:est |a ete |s'est )?(?:levee|close|cloturee|terminee)|plus rien n'etant|rien n'etant plus"
    r"|plus aucune? (?:question|point|sujet)|aucune? autre (?:question|point)|l'ordre du jour est termine|fin de (?:la )?seance"
    r"|signatures? des? (?:membres|conseillers|elus))\b"
)
_WHOLE = re.compile(
    _LEAD + r"(?:informations?|divers|diverses|interventions?|communications?|prochaines? (?:dates?|reunions?|seances?)|agenda|annexes?"
    r"|emargements?"
    r"|decisions? (?:du maire|du president|de la presidente|de la maire)|dates? a retenir|remerciements?|delegations? du maire)\W*$"
)
_ALONE = re.compile(
    r"^[^\w(]{0,4}(?:(?:\d{1,2}|[ivx]{1,5})\s?[.)/-]+\s*)?(?:dm|dec|decision(?: du maire| du president| municipale)?|arrete|arr|ar)\b"
    r"[ .:_-]*(?:n\s*°\s*[:.]?\s*)?(?:dm[ _-]?)?\d{2,4}\s?[-_/.]\s?[\w-]{1,8}"
)
_NO_ACT = re.compile(
    r"^\W*(?:questions? (?:diverses|orales|ecrites|et informations|du public)|informations?\b|affaires diverses|divers\b"
    r"|points? divers|diverses\b"
    r"|tour de table|communications?\b(?! (?:electronique|du reseau))|agenda\b(?! d'accessibilite)|dates?\b|calendrier des"
    r"|remerciements?\b|condoleances|felicitations"
    r"|decisions? (?:du maire|du president|de la presidente|de la maire|prises)|(?:compte[- ]rendu|releve) des decisions"
    r"|ordre du jour|sommaire|appel nominal"
    r"|appel des (?:conseillers|membres|delegues)"
    r"|(?:designation|nomination|election|choix) (?:d'une?|du|de la)? ?secretaires? de seance|secretaire de seance"
    r"|presidence de l'assemblee|constitution du bureau|deroulement (?:de chaque tour|du scrutin)|resultats? du (?:\w+ )?tour"
    r"|proclamation de"
    r"|pas de deliberation|neant\W*$|verification du quorum|ouverture de (?:la )?seance|presentation de l'ordre du jour|article \d)"
)
_LONGEST = 120
_LABEL = 40  # characters of a label in which its colon stands, when the text follows on the same line


def is_alone(line: Line) -> bool:
    """Say whether this line prints the reference of a decision that the mayor took alone."""
    return bool(_ALONE.match(line.plain))


def is_stop(line: Line) -> bool:
    """Say whether this line ends the acts that come before it."""
    simple = line.plain
    if _ALONE.match(simple) or (_WHOLE.match(simple) and not line.text.lstrip()[:1].islower()):
        return True  # "diverses" in small letters is the end of a cell or of a sentence, no heading
    match = _PREFIXED.match(simple)
    return match is not None and (len(simple) < _LONGEST or ":" in simple[match.end() : match.end() + _LABEL])


def names_no_act(title: str) -> bool:
    """Say whether a title, in plain letters, is a heading under which nothing of its own is decided."""
    return bool(_NO_ACT.match(" ".join(title.split())))
