"""What an amount is in its act: the nearest telling word of its own sentence, else the title; no word, no role."""

import re

from tracker.vocabulary import AmountRole

_WORDS = (
    (AmountRole.LOAN, r"emprunts?|emprunter|prets?\b|ligne de (?:tresorerie|credit)|capital restant|credit relais"),
    (AmountRole.SUBSIDY, r"subventions?|fonds de concours|\baides?\b|dotations?|participations? financieres?|\bbourses?\b"
        r"|\bprimes?\b|\bdetr\b|\bdsil\b|\bdons?\b"),
    (AmountRole.CONTRACT, r"marches?\b|\blots?\b|\bdevis\b|\breten(?:ue?s?|ir)\b|\bretien(?:t|nent)\b"
        r"|entreprises?|\boffres?\b|\bprix\b|acquisitions?|acquerir|achats?"
        r"|acheter|ventes?|vendre|vendu|cessions?|ceder"
     r"|loyers?|honoraires|avenants?|prestations?|contrats?|moins[- ]disant|mieux[- ]disant|factures?|fourniture|societe|\bbail\b"),
    (AmountRole.BUDGET_LINE, r"\barticles?\b|chapitres?|\bcomptes?\b|sections?\b|depenses?|recettes?|credits?\b|inscri\w+"
        r"|decision modificative|excedents?|deficits?|resultats?"
     r"|autorisations? de programme|fonctionnement|investissement|budgets?\b|\breports?\b|restes a realiser"),
    (AmountRole.ESTIMATE, r"estim\w+|evalu\w+|\bfrance\s+domaines?\b|\bavis\s+(?:du\s+service\s+)?des\s+domaines\b"
        r"|previsionnels?|provisoires?|couts?\b|enveloppe|chiffr\w+|avant-projet|environ"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _WORDS))
_SENTENCE = re.compile(r"[.;!?]\s|\n\s*\n|\f|\n\s?[-•*✓]")
_UNIT_PRICE = re.compile(
    r"\s?(?:ht|ttc)?\s?(?:/|par |le |la |l'|du |de l')\s?(?:m2|m3|m²|ml\b|metres?|km|kwh|mwh|kva|kg|tonnes?|litres?|steres?"
    r"|heures?|h\b|nuits?|nuitees?|jours?"
    r"|enfants?|eleves?|personnes?|habitants?|repas|foyers?|vacations?|page|pers)"
)  # fmt: skip
_TARIFF = re.compile(
    r"\btarif\w*|\bgrille tarifaire|\bprix\s+(?:(?:moyen|de base|unitaire|public)\s+)?(?:d[eu]s?|de l'|de la|d'un)\s?"
    r"(?:l'|la )?(?:eau|m3|m²|m2|metre|repas|stere|kwh|litre|billet|entree|ticket|abonnement|cantine|photocopie|carte)"
)
_CHANGED = re.compile(r"\b(?:baiss|augment|diminu|hauss|reduit|reduct|major|minor)\w*\s+(?:de|d')\s*$")
_BEFORE, _AFTER = 160, 50


def role_of(simple: str, start: int, end: int, heading: str) -> AmountRole | None:
    """Return the role of the amount at a place of a plain text whose act has a plain title; a unit price and a tariff have none."""
    if _UNIT_PRICE.match(simple, end):
        return None
    before = _last_piece(simple[max(0, start - _BEFORE) : start])
    after = _SENTENCE.split(simple[end : end + _AFTER], maxsplit=1)[0].split("\n")[0]
    near = [match for match in _ANY.finditer(before)]
    role = _settled([AmountRole(match.lastgroup or "") for match in near]) if near else None
    if role is None:
        told = _ANY.search(after) or _ANY.search(heading)
        role = AmountRole(told.lastgroup or "") if told else None
    tariff = role is AmountRole.CONTRACT and (_CHANGED.search(before) or _TARIFF.search(before) or _TARIFF.search(heading))
    return None if tariff else role


def _settled(roles: list[AmountRole]) -> AmountRole:
    """Return the nearest role; an estimate named in the sentence stays one when only a general word comes after it."""
    last = roles[-1]
    return AmountRole.ESTIMATE if last is AmountRole.CONTRACT and AmountRole.ESTIMATE in roles[-3:] else last


def _last_piece(before: str) -> str:
    return _SENTENCE.split(before)[-1]
