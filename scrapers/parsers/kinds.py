"""The kind of a document from its own words; the town's own word is a hint only where the text says nothing.

Only minutes, single acts and official lists may give acts: an agenda, a summons, an arrêté or an annex never does.
"""

import re
from itertools import islice

from scrapers.parsers.bodies import held, listed, other_body, prepares, rolled, tabled
from scrapers.parsers.voting_words import VOTE_MARK
from tracker.vocabulary import DocumentKind

_HEAD = 3500
_ENOUGH = 14  # marks of votes above which more change nothing
_LIST = re.compile(
    r"\b(?:liste|repertoire|tableau|index|recapitulatif)\b[^.\n]{0,40}\s*(?:des|de)\s+(?:deliberations|decisions du conseil|questions)"
)
_PUBLISHED = re.compile(r"2121[- ]25|deliberations examinees")  # the list that the law has towns publish
_EXTRACT = re.compile(r"extrait\s+(?:du|des|de)?\s*(?:registre|proces|deliberations)")
_ONE_ACT = re.compile(r"^[^\w\n]*(?:deliberation|dcm|acte)\s*(?:n\s*°\s*)?[a-z]{0,3}[ _-]?\d", re.MULTILINE)
_MINUTES = re.compile(r"proces[- ]?verbal|\bp\.?v\.? (?:du|de la|des)\b")
_REPORT = re.compile(r"compte[- ]?rendu|\bc\.?r\.? (?:du|de la|des)\b")
_PRESENT = re.compile(
    r"\b(?:presents?|presentes?|absents?|excuses?|pouvoirs?|procurations?|secretaire de seance|quorum|seance (?:du"
    r"|ouverte)|deliberations? du conseil)\b"
)
_COUNCIL = re.compile(
    r"\bconseil (?:municipal|communautaire|metropolitain|departemental|regional|de communaute|d'administration)|comite syndical|assemblee"
)
_SUMMONS = re.compile(
    r"\bconvocation\b|(?:vous (?:prie|invite|convie|informe)|invite[er]? a (?:assister|participer)|l'honneur de vous"
    r"|sont convoques|se reunira|aura lieu|qui se tiendra)"
)
_MET = re.compile(r"\bpresente?s?\s*:|secretaires?(?: de seance)?\s*:|s'est reuni|dument convoque|seance (?:est |a ete )?levee")
_AGENDA = re.compile(r"ordre du jour")
_ORDER = re.compile(
    r"^[^\w\n]*(?:arrete\b|arrete (?:municipal|n|du maire|permanent|temporaire)|ar_\d|le maire\b[^\n]{0,60},?\s*arrete)"
    r"|\barrete\s*:|\barretons\b",
    re.MULTILINE,
)
_DECISION = re.compile(r"^[^\w\n]*decision (?:du maire|municipale|n)", re.MULTILINE)
_VOTED = re.compile(r"en avoir delibere|^[^\w\n]*votes? ?:", re.MULTILINE)
_ANNEX = re.compile(r"^\W*annexes?\b")
GIVES_ACTS = frozenset({DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU, DocumentKind.DELIBERATION, DocumentKind.LISTE_DELIBERATIONS})


def kind_of(simple: str, hint: DocumentKind = DocumentKind.OTHER) -> DocumentKind:
    """Return the kind that a document's plain text shows, else the hint when it cannot give acts, else "other"."""
    head = simple[:_HEAD]
    votes = sum(1 for _ in islice(VOTE_MARK.finditer(simple), _ENOUGH))
    if _LIST.search(simple[:700]) and not ((rolled(head) if _PUBLISHED.search(head) else _PRESENT.search(simple[:700])) and votes > 12):
        return DocumentKind.LISTE_DELIBERATIONS
    if tabled(simple) or (_LIST.search(simple[:700]) and _PUBLISHED.search(head) and listed(simple) and not _VOTED.search(simple)):
        return DocumentKind.LISTE_DELIBERATIONS
    if votes == 0:
        return _without_votes(simple, head, hint)
    if _is_order(simple, head):
        return DocumentKind.ARRETE
    if _EXTRACT.search(simple[:1500]) or (_ONE_ACT.search(head[:1500]) and _few_acts(simple) and not _MINUTES.search(simple[:800])):
        return DocumentKind.DELIBERATION
    if _SUMMONS.search(simple[:1500]) and votes <= 1 and not re.search(r"en avoir delibere|a l'unanimite", simple):
        return DocumentKind.CONVOCATION
    return _minutes(simple, head, votes, hint)


def _minutes(simple: str, head: str, votes: int, hint: DocumentKind) -> DocumentKind:
    if other_body(simple) or prepares(simple) or not held(simple):
        return _harmless(hint)
    meets = bool(_PRESENT.search(head)) + bool(_COUNCIL.search(head)) + bool(_MINUTES.search(head) or _REPORT.search(head))
    if meets >= 2 or (meets and votes >= 3):
        return DocumentKind.COMPTE_RENDU if _reports(head) else DocumentKind.PROCES_VERBAL
    return _harmless(hint)


def _reports(head: str) -> bool:
    minutes, report = _MINUTES.search(head), _REPORT.search(head)
    return bool(report and (not minutes or report.start() < minutes.start()))


def _few_acts(simple: str) -> bool:
    return len(_ONE_ACT.findall(simple)) <= 2 and len(_VOTED.findall(simple)) <= 2


def _is_order(simple: str, head: str) -> bool:
    return (
        bool(_ORDER.search(head))
        and not re.search(
            r"^(?!\W{0,8}vu\b)[^\n]*(?:deliber(?:e|ation du conseil)\b[^.]{0,200}unanim|en avoir delibere)", simple, re.MULTILINE
        )
        and not rolled(head[:2500])
    )


def _without_votes(simple: str, head: str, hint: DocumentKind) -> DocumentKind:
    if _ORDER.search(head):
        return DocumentKind.ARRETE
    if _MET.search(head) and _COUNCIL.search(head):
        return DocumentKind.COMPTE_RENDU if _reports(head) else DocumentKind.PROCES_VERBAL
    if _SUMMONS.search(head) and _COUNCIL.search(head):
        return DocumentKind.CONVOCATION
    if _AGENDA.search(head):
        return DocumentKind.ORDRE_DU_JOUR
    if _DECISION.search(head[:1200]):
        return DocumentKind.DECISION
    return DocumentKind.ANNEXE if _ANNEX.match(simple) else _harmless(hint)


def _harmless(hint: DocumentKind) -> DocumentKind:
    return DocumentKind.OTHER if hint in GIVES_ACTS else hint
