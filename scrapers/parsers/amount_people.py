"""Who receives an amount, when a body, an association or a company is named as receiving it; a private person is never given.

A giver is no beneficiary, nor a bidder, a debtor or a buyer: what a text asks from a department, an offer that is only listed, a claim
written off and a price that the town itself receives leave this empty.
"""

import re

from scrapers.parsers.text import plain, squash
from tracker.vocabulary import AmountRole

_PUBLIC = r"departement|region|etat|communes?|communaute|conseil (?:departemental|regional)|agence"
_HEAD = (
    r"associations?|asso|societes?|entreprises?|s\.?a\.?r\.?l|s\.?a\.?s\.?u?|e\.?u\.?r\.?l|s\.?c\.?i|scop|scic|spl|gie|ets"
    r"|etablissements?|cabinet"
    r"|bureau d'etudes?|groupement|office|club|comites?|amicale|union|federation|fondation|mutuelle|caisse|cooperative|syndicat|college"
    r"|lycee|ecoles?|ogec|hopital|centre|theatre|compagnie|harmonie|orchestre|chorale|maison (?:des|de la|pour|familiale)|foyer"
    r"|mission locale"
    r"|ligue|croix[- ]rouge|secours|restos?|protection civile|sapeurs|musee|festival|institut|universite|chambre|ehpad|ape|usep|admr"
    r"|c\.?c\.?a\.?s|s\.?d\.?i\.?s|as|us|fc"
)  # fmt: skip
_BODY = re.compile(rf"(?<![a-z])(?:(?P<public>{_PUBLIC})|{_HEAD})(?![a-z])")
_STOP = re.compile(
    r"\s*\n\s*\n|[,;:(€]|\.\s|\s-\s|(?:^|\s)(?P<word>pour|d'un|d'une|s'elev\w+|dont|au titre|qui|afin|sise?|situee?|represent\w+"
    r"|une?|la somme|le montant|moyennant"
    r"|au prix|et|est|a (?:ete|accorde|attribue|verse|alloue|propose|presente|beneficie|obtenu|recu|sollicite|demande|emis|fait)"
    r"|s'\w+|dit|decide|autorise|precise|charge|ayant|etant|domicili\w+|en vue|dans|sur|par|avec|a hauteur|soit|comme|il|elle|le|ce"
    r"|cette|selon|propos\w+|sous reserve|aux? conditions)(?![a-z])|qu'|\d{2,}|\s\d|(?<=»)"
)
_GIVER = re.compile(
    r"(?:aupres|sollicit\w*|demand\w*|participation|aides?|subventions?|dotations?|financ\w*|recu\w*|par|avec|prets?|emprunts?"
    r"|recettes?|creances?)"
    r"(?:\s(?:exceptionnelle|financiere|aupres))?\s+(?:d[eu]s?\s|d')?(?:la |l'|le |les )?$"
)
_TOWARDS = re.compile(r"\b(?:a|au|aux|profit d[eu]|faveur d[eu]|benefice d[eu])\s+(?:la |l'|les )?$")
_REFUSED = re.compile(
    r"\bsollicit\w*|\bdemand(?:e|er|es) (?:une|la|de|d'|des)\b|\baupres d|\bplan de financement|\bdetr\b|\bdsil\b|\bcreances?\b"
    r"|\bnon[- ]valeur"
    r"|\bpenalites?\b|\bcondamn\w+|\brembours\w+|\btitre de recette|\bindemnis\w+|\bassur\w+"
)
_SOLD = re.compile(r"\bven(?:te|dre|d|du)\b|\bced(?:er|e)\b|\bcessions?\b|\bloyers?\b|\bredevances?\b|\blocation\b|\btarifs?\b")
_AWARDED = re.compile(
    r"\breten\w+|\bretien\w*|\battribu\w+|\bconfi\w+|\baccept\w+|\bchoi(?:x|si\w*)\b|\bbenefice\b|\bsign\w+|\bvalid\w+"
    r"|\bapprouv\w+|\bnotifi\w+|\bcommand\w+|\bacqu\w+|\bachat"
)
_GIVEN = re.compile(
    r"[\s,]*(?:ht|ttc)?[\s,)]*(?:par an|maximum|pour l'annee \d{4})?[\s,]*(?:est |sera )?(?:attribuee?s?|accordee?s?|allouee?s?"
    r"|versee?s?|octroyee?s?)?\s*"
    r"(?:au profit d[eu'] ?|en faveur d[eu'] ?|au benefice d[eu'] ?|a |au |aux )(?:l'|la |le |les )?"
)
_LINK_WORD = (
    r"(?:moins[- ]disante?|mieux[- ]disante?|economiquement|la|plus|avantageuse|une?|subventions?|exceptionnelle|annuelle|aide"
    r"|participation|sommes?|financiere"
    r"|fonctionnement|investissement|pour|montants?|total|maximum|maximal|global|net|toutes|options|verifie|de|d|du|le|les|l|a"
    r"|hauteur|s|elevant|eleve|au|prix"
    r"|moyennant|soit|son|sa|devis|offre|egale?|forfaitaire|environ|est|ht|ttc|annee|titre|20\d\d)"
)
_LINK = re.compile(rf"(?:{_LINK_WORD}|[\s,:()«»\"'–.-])*")
_PERSON = re.compile(
    r"(?<![a-z])(?:m|mm|mr|mme|mmes|mlle|melle|monsieur|madame|mademoiselle|messieurs|epoux|epouse|veuve|consorts|famille|docteur"
    r"|dr)(?![a-z'])"
)
_SENTENCE = re.compile(r"[.;]\s+(?=\S)|\n\s*\n|\f|\n\s?[-•*✓]")
_ROW_WORDS = re.compile(
    r"(?<![a-z])(?:amis|anciens|combattants|judo|foot\w*|tennis|basket|hand\w*|volley|rugby|gym\w*|danse|musi\w+|petanque"
    r"|chasse\w*|peche\w*|parents|eleves"
    r"|donneurs|sang|coeur|telethon|pompiers|scouts|loisirs|cultur\w+|sport\w*|jumelage|fetes|aines|cyclo\w*|randonn\w*"
    r"|patrimoine|veterans|athletisme|natation"
    r"|karate|badminton)(?![a-z])"
)
_NO_ROW = re.compile(
    r"(?<![a-z])(?:subvention|montant|somme|attribu\w*|vers\w*|accord\w*|pour|une?|soit|est|sera|hauteur|propos\w*"
    r"|decide)(?![a-z])|^\W*(?:sous[- ]?total|total|montant|soit|pour|dont|vote|depenses?|recettes?|article|chapitre|compte"
    r"|budget|tarif|subventions?\b)"
)
_TAIL = re.compile(r"(?:[\s.–-]|\s(?:de|d['’]|du|des|la|le|les|et|à|a))+$", re.IGNORECASE)
_NEXT_LINE = re.compile(  # a new sentence begins on the next line: what came before is a title
    r"\n\s*(?:(?:Les?|La|Il|Elle|Ils|Elles|Un|Une|Ce|Cette|Ces|M\.|Mme|Mr|Monsieur|Madame|Vu|En|Par|Après|Considérant|Sur|Rapporteure?|Le)\s"
    r"|L['’]\s?[a-zà-ÿ]|\W)"
)
_REACH, _LONGEST, _FAR, _ROW = 220, 80, 75, 70
_RECEIVING = (AmountRole.SUBSIDY, AmountRole.CONTRACT)


def beneficiary_of(text: str, simple: str, start: int, end: int, role: AmountRole | None) -> str:
    """Return the body that receives the amount at a place of a text, or an empty text when none is named or the name is a person's."""
    if role not in _RECEIVING:
        return ""
    before = _SENTENCE.split(simple[max(0, start - _REACH) : start])[-1]
    contract = role is AmountRole.CONTRACT
    if _REFUSED.search(before) or (contract and (_SOLD.search(before) or not _AWARDED.search(before))):
        return ""
    given = _GIVEN.match(simple, end)
    name = _named(text, simple, given.end(), len(text)) if given and _BODY.match(simple, given.end()) else ""
    if not contract:
        name = name or _in_row(text, simple, start)
    return name or _named_before(text, simple, start, len(before))


def _named(text: str, simple: str, at: int, limit: int) -> str:
    """Return the name that begins at a place, up to the words that end a name; nothing when it tells nothing or names a person."""
    high = min(limit, at + _LONGEST + 20)
    stop = next((match.start() for match in _STOP.finditer(simple, at + 1, high) if not _goes_on(text, match)), high)
    line = _NEXT_LINE.search(text, at, stop)
    stop = line.start() if line else stop
    name = _TAIL.sub("", squash(text[at:stop]))
    head = _BODY.match(simple, at)
    rest = name[head.end() - at :] if head else name
    told = any(character.isupper() for character in rest) or bool(head and head["public"])
    return name if told and len(name) <= _LONGEST and not _PERSON.search(plain(name)) else ""


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Say whether "et" joins two parts of one name ("Pierre et Patrimoine")."""
    return stop["word"] == "et" and text[stop.end() + 1 : stop.end() + 2].isupper()


def _named_before(text: str, simple: str, start: int, reach: int) -> str:
    """Return the body named last in the sentence before the amount, when nothing but linking words stands between."""
    for head in reversed(list(_BODY.finditer(simple, start - reach, start))):
        lead = simple[max(0, head.start() - 45) : head.start()]
        name = _named(text, simple, head.start(), start)
        if name and not _GIVER.search(lead) and (not head["public"] or _TOWARDS.search(lead)):
            words = squash(simple[head.start() : start])
            link = words[len(name) :]
            return name if len(link) <= _FAR and _LINK.fullmatch(link) else ""
    return ""


def _in_row(text: str, simple: str, start: int) -> str:
    """Return the label of a table's row when it is the name of a body and not that of a person."""
    low = simple.rfind("\n", 0, start) + 1
    label = squash(text[low:start]).rstrip(" .:–-•*€0").lstrip(" .:–-•*")
    folded = plain(label)
    body = _BODY.match(folded)
    named = 3 <= len(label) <= _ROW and not re.search(r"\d", label) and ((body and not body["public"]) or _ROW_WORDS.search(folded))
    return label if named and label[0].isupper() and not _PERSON.search(folded) and not _NO_ROW.search(folded) else ""
