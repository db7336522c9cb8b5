"""What an amount is in its act: the nearest telling word of its own sentence, else the title; no word, no role."""

import re

from tracker.vocabulary import AmountRole

_WORDS = (
    (AmountRole.LOAN, r"emprunts?|emprunter|prets?\b|ligne de (?:tresorerie|credit)|capital restant|credit relais"),
    (AmountRole.SUBSIDY, r"subventions?|fonds de concours|\baides?\b|dotations?|participations? financieres?|\bbourses?\b"
        r"|\bprimes?\b|\bdetr\b|\bdsil\b|\bdons?\b"),
    (AmountRole.CONTRACT, r"marches?\b|\blots?\b|\bdevis\b|entreprises?|\boffres?\b|\bprix\b|acquisitions?|acquerir|achats?"
        r"|acheter|ventes?|vendre|vendu|cessions?|ceder"
     r"|loyers?|honoraires|avenants?|prestations?|contrats?|moins[- ]disant|mieux[- ]disant|factures?|fourniture|societe|\bbail\b"),
    (AmountRole.BUDGET_LINE, r"\barticles?\b|chapitres?|\bcomptes?\b|sections?\b|depenses?|recettes?|credits?\b|inscri\w+"
        r"|decision modificative|excedents?|deficits?|resultats?"
     r"|autorisations? de programme|fonctionnement|investissement|budgets?\b|\breports?\b|restes a realiser"),
    (AmountRole.ESTIMATE, r"estim\w+|evalu\w+|previsionnels?|provisoires?|couts?\b|enveloppe|chiffr\w+|avant-projet|environ"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _WORDS))
_SENTENCE = re.compile(r"[.;!?]\s|\n\s*\n|\f|\n\s?[-•*✓]")
_UNIT_PRICE = re.compile(
    r"\s?(?:ht|ttc)?\s?(?:/|par |le |la |l'|du |de l')\s?(?:m2|m3|m²|ml\b|metres?|km|kwh|mwh|kva|kg|tonnes?|litres?|steres?"
    r"|heures?|h\b|nuits?|nuitees?|jours?"
    r"|enfants?|eleves?|personnes?|habitants?|repas|foyers?|vacations?|page|pers)"
)  # fmt: skip
_BEFORE, _AFTER, _LIVE = 160, 50, 25


def role_of(simple: str, start: int, end: int, heading: str) -> AmountRole | None:
    """Return the role of the amount at a place of a plain text whose act has a plain title; a unit price has none."""
    if _UNIT_PRICE.match(simple, end):
        return None
    before = _last_piece(simple[max(0, start - _BEFORE) : start])
    after = _SENTENCE.split(simple[end : end + _AFTER], maxsplit=1)[0].split("\n")[0]
    near = [match for match in _ANY.finditer(before)]
    if near:
        return _settled([AmountRole(match.lastgroup or "") for match in near])
    follows = _ANY.search(after)
    told = follows or _first_of(heading)
    return AmountRole(told.lastgroup or "") if told else None


def _settled(roles: list[AmountRole]) -> AmountRole:
    """Return the nearest role; an estimate named in the sentence stays one when only a general word comes after it."""
    last = roles[-1]
    return AmountRole.ESTIMATE if last is AmountRole.CONTRACT and AmountRole.ESTIMATE in roles[-3:] else last


def _first_of(heading: str) -> re.Match[str] | None:
    return _ANY.search(heading)


def _last_piece(before: str) -> str:
    return _SENTENCE.split(before)[-1]
