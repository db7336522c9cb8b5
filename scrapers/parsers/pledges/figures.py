"""Every figure written in a pledge: its words, its value when exact, what it counts, and the scope words around it.

Numbers that are names are no figures: years, dates, « ligne 4 », « Valmont 2 », « zone 30 », « le 115 ». A range keeps its words and has
no value; « passer de 20 à 50 % » gives the target, its starting point as the scope.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parsers.pledges.numerals import Numeral, numerals
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Figure

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_NAMED = re.compile(  # what stands before a number that is a name
    r"(?:\b(?:lignes?(?: de (?:tram\w*|metro|bus))?|tram(?:way)?s?|bus|zones?|villes?|article|loi(?: de)?|phase|chapitre"
    r"|page|mesure|proposition|engagement"
    r"|lots?|ilots?|route|section|axe|numero|n°|n|secteur|tome|niveau|categorie|echelon|accords? de paris|version|no|rd|rn"
    r"|le|appelez le|objectif"
    r"|egalim|universite|article l\.?|arrondissement|plan|agenda|horizon|municipales|elections?|programme|projet|rive|jeux"
    r"|jo|fonds|norme|standard)"
    r"\.?|[#/&])[ -]?$"
)
_MONEY = r"(?:€|eur(?:os?)?\b)"
_UNIT = re.compile(
    rf" ?(?:(?P<percent>%|pour ?cent\b)|(?:d'|d' |de )?(?P<money>{_MONEY})|(?P<hours>(?:h|heures?)? ?(?:/|sur) ?24\b|(?:j"
    rf"|jours?)? ?(?:/|sur) ?7\b))"
)
_CLOCK = re.compile(r" ?h(?:eures?)?(?: ?[0-5]\d)?(?![\w/])")
_ADJECTIVES = (
    r"(?:nouve(?:aux|lles?|l)|petite?s?|grande?s?|beaux|belles|autres|premi(?:er|ere)s?|vraie?s?|gros(?:se)?s?|principa(?:ux|les)|jeunes"
    r"|derni(?:er|ere)s?|prochaine?s?|mini|meilleure?s?|futurs?|futures|bon(?:ne)?s?)"
)
_COUNTED = re.compile(rf" (?:d'|de |de l')?(?:{_ADJECTIVES} )*(?:d')?(?P<unit>[a-z°²³/-]{{1,}}[a-z0-9²³/-]*)")
_GLUED = re.compile(r"(?P<unit>km/h|km²|km2|km|m²|m2|m³|m3|ha|kwh|mwh|gwh|kw|mw|go|mo|cm|mm|kg|tonnes?|t|m|min|ans|mn|v/m)(?![\w²])")
_NO_UNIT_WORDS = """
rue place avenue boulevard quai route a en dans d'ici pour par sur et ou où au aux des dès du de le la les l qui que est sont sera seront
contre avec sans chez vers ou puis mais soit afin comme selon entre avant apres pendant lors jusqu jusque ne n' se s y il ils elle elles
on nous
"""
_NO_UNIT = frozenset(_NO_UNIT_WORDS.split())
_COMPARED = re.compile(r"\bpar rapport aux? [^,.;:!?]{2,40}|\bpar rapport a [^,.;:!?]{2,40}")
_MARKER = re.compile(r"(?:^|[.!?:;] )$")
_CALLED = re.compile(r"\b(?:le|du|au) $")


_TIMES = (
    (r"\b(?:doubl(?:er|era|erons|eront|ement)|double(?= |$)|deux fois plus|multipli\w+ par (?:deux|2)(?![\d,])|[x×] ?2(?!\d))", 2.0),
    (r"\b(?:tripl(?:er|era|erons|eront|ement)|trois fois plus|multipli\w+ par (?:trois|3)(?![\d,])|[x×] ?3(?!\d))", 3.0),
    (r"\b(?:quadrupl(?:er|era|erons|ement)|multipli\w+ par (?:quatre|4)(?![\d,])|[x×] ?4(?!\d))", 4.0),
    (r"\b(?:multipli\w+ par (?:cinq|5)(?![\d,])|[x×] ?5(?!\d))", 5.0),
    (r"\bmultipli\w+ par (?:dix|10)(?![\d,])", 10.0),
    (r"\bmultipli\w+ par (?P<by>\d+(?:,\d+)?)", 0.0),
    (r"\bdivis\w+ par (?:deux|2)(?![\d,])", 0.5),
    (r"(?<!\w)[x×] ?2(?!\d)", 2.0),
    (r"(?<!\w)[x×] ?3(?!\d)", 3.0),
)
_MULTIPLES = tuple((re.compile(words), value) for words, value in _TIMES)
_SHARES = (
    (re.compile(r"\b(?:la moitie|moitie)\b"), 50.0, "%"),
    (re.compile(r"\b(?:les )?trois quarts\b"), 75.0, "%"),
    (re.compile(r"\b(?:un |le )quart(?= d)"), 25.0, "%"),
    (re.compile(r"\b(?:(?:un|le) tiers|deux tiers)(?= d| min| au| des|$)"), None, ""),
)
_BEFORE = re.compile(
    r"(?P<scope>\b(?:au moins|au minimum|au maximum|au plus|jusqu'(?:a|au|aux)|plus (?:de|d')|moins (?:de|d')|environ"
    r"|pres (?:de|d')|minimum|maximum"
    r"|progressivement|tous les|toutes les|chaque|les|a partir de|des|(?:d')?ici(?:e)?|quelque|a peine|a raison de)"
    r"|[+±]|(?<![\w)])[-—])(?: ?(?:une?|les|de|a|la))?\s*$"
)
_KEPT = re.compile(
    r"(?:au moins|au minimum|au maximum|au plus|jusqu'|plus d|moins d|environ|pres d|minimum|maximum|progressivement"
    r"|tous les|toutes les|quelque"
    r"|a partir|a peine|a raison|[+±—-])"
)
_AFTER = re.compile(
    r"\b(?:par (?:an|annee|mois|jour|semaine|quartier|habitante?|enfant|eleve|ecole|classe|personne|foyer|menage|famille"
    r"|agent|mandat|trimestre|semestre"
    r"|nuit|heure|place|repas|logement|m²|m2|hectare|commune|arrondissement|secteur|canton|etudiante?)|chaque (?:annee|an"
    r"|mois|jour|semaine)"
    r"|supplementaires?|de plus|en plus|au moins|au minimum|minimum|au maximum|maximum|tous les ans|sur (?:deux|trois|quatre"
    r"|cinq|dix|\d+)|pour (?:\d[\d ]*|dix|cent|mille) habitants?"
    r"|au lieu de [^,.;]{1,40}|contre [\d][^,.;]{0,40}|en moins)"
)


@dataclass(frozen=True)
class _Found:
    """A figure being read, with its place in the text."""

    start: int
    end: int
    value: float | None
    unit: str
    scope: str


def figures_of(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """Return the figures of a pledge in order; `taken` are the places of deadlines and names already read."""
    simple = flat(text)
    found = [*_multiples(text, simple), *_shares(text, simple)]
    held = [*taken, *((one.start, one.end) for one in found)]
    found += _numbers(text, simple, held)
    return tuple(
        Figure(text[one.start : one.end].strip(), one.value, one.unit, one.scope) for one in sorted(found, key=lambda one: one.start)
    )


def _multiples(text: str, simple: str) -> list[_Found]:
    found: list[_Found] = []
    for pattern, value in _MULTIPLES:
        for match in pattern.finditer(simple):
            if not _meets(match.start(), match.end(), [(one.start, one.end) for one in found]):
                times = value or float(match["by"].replace(",", "."))
                found.append(_Found(match.start(), match.end(), times, "fois", _after(text, simple, match.end())))
    return [
        one
        for one in found
        if not re.match(r" (?:de chacun|de la (?:ligne|voie|route)|sens|vitrage|peine|page|mixte|flux)", simple[one.end :])
    ]


def _shares(text: str, simple: str) -> list[_Found]:
    return [
        _Found(match.start(), match.end(), value, unit, _before(text, simple, match.start()))
        for pattern, value, unit in _SHARES
        for match in pattern.finditer(simple)
    ]


def _numbers(text: str, simple: str, taken: Sequence[tuple[int, int]]) -> list[_Found]:
    found: list[_Found] = []
    for one in sorted(numerals(simple), key=lambda one: one.start):
        if _meets(one.start, one.end, taken) or _is_name(text, simple, one) or (found and one.start < found[-1].end):
            continue
        if found and _is_rate(simple, found[-1], one):
            continue  # « 1 agent pour 1 000 habitants »: the second number is the scope of the first
        read = _measured(text, simple, one)
        if found and one.value is not None and _is_range(simple, found[-1], one):
            first = found.pop()
            read = _ranged(text, simple, first, read)
        found.append(read)
    return found


def _measured(text: str, simple: str, one: Numeral) -> _Found:
    """Return a number with its unit and its scope."""
    unit, end = _unit(text, simple, one.end)
    compared = _COMPARED.search(simple[end : end + 80])
    told = text[end + compared.start() : end + compared.end()] if compared else ""
    scope = ", ".join(filter(None, (_before(text, simple, one.start), _after(text, simple, end), told)))
    kept = end if unit in ("%", "€", "h", "h/24", "j/7") or simple[one.end : one.end + 1] not in (" ", "") else one.end
    return _Found(one.start, max(one.end, kept), one.value, unit, scope)


def _unit(text: str, simple: str, at: int) -> tuple[str, int]:
    """Return what a number counts, as written (money as €, a share as %), and where it ends."""
    match = _UNIT.match(simple, at)
    if match:
        unit = "%" if match["percent"] else "€" if match["money"] else "h/24" if match["hours"].endswith("24") else "j/7"
        return unit, match.end()
    clock = _CLOCK.match(simple, at)
    if clock:
        return "h", clock.end()
    glued = _GLUED.match(simple, at)
    if glued:
        return text[glued.start() : glued.end()], glued.end()
    counted = _COUNTED.match(simple, at)
    if counted is None or counted["unit"] in _NO_UNIT or re.fullmatch(r"(?:[a-z]'.*|-.*)", counted["unit"]):
        return "", at
    return text[counted.start("unit") : counted.end("unit")].rstrip("-/"), counted.end()


def _before(text: str, simple: str, at: int) -> str:
    match = _BEFORE.search(simple, max(0, at - 30), at)
    if match is None or not _KEPT.match(match["scope"]):
        return ""
    return text[match.start("scope") : match.end("scope")].strip()


def _after(text: str, simple: str, at: int) -> str:
    """Return the scope words that follow a figure before the next mark, « par an » and the like."""
    clause = re.match(r"[^.;:!?]{0,60}", simple[at:])
    kept = re.split(r" et | dont |,(?! par )| a (?=\d)", clause.group())[0] if clause else ""
    return ", ".join(text[at + one.start() : at + one.end()].strip() for one in _AFTER.finditer(kept))


def _is_range(simple: str, first: _Found, second: Numeral) -> bool:
    """Say whether two numbers are the ends of one: « 200 à 300 », « 18-25 ans », « 10h à 19h »."""
    between = simple[first.end : second.start]
    return (
        first.value is not None
        and bool(re.fullmatch(r" ?(?:%|€|h|euros|ans|heures|h ?\d\d)? ?(?:a|-|—|/|ou|et) ?", between))
        and (not re.search(r"\bou\b|\bet\b|/", between) or _paired(simple, first, between))
    )


def _is_rate(simple: str, first: _Found, second: Numeral) -> bool:
    """Say whether a number is already the scope of the one before (« sur 10 », « pour 1 000 habitants »)."""
    return re.search(r"\b(?:sur|pour) $", simple[: second.start]) is not None and simple[second.start : second.end] in flat(first.scope)


def _paired(simple: str, first: _Found, between: str) -> bool:
    """« entre 10 et 20 » and « 2 ou 3 » are ranges, « 3 et 5 » is not."""
    if "et" in between:
        return bool(re.search(r"\bentre $", simple[max(0, first.start - 10) : first.start]))
    return True


def _ranged(text: str, simple: str, first: _Found, second: _Found) -> _Found:
    """Join two ends: a range has no value, « passer de 20 à 50 % » is its target."""
    moves = re.search(
        r"\b(?:passe\w*|passant|port\w+|augment\w+|baiss\w+|redui\w+|abaiss\w+|elev\w+"
        r"|faire passer)\b[^.;]{0,60}?\bde (?:moins de |plus de )?$",
        simple[max(0, first.start - 100) : first.start],
    )
    if moves:
        start = simple.rfind("de ", 0, first.start)
        scope = ", ".join(filter(None, (text[start : second.start].strip(), second.scope)))
        return _Found(second.start, second.end, second.value, second.unit, scope)
    scope = ", ".join(dict.fromkeys(filter(None, (first.scope, second.scope))))
    return _Found(first.start, second.end, None, second.unit or first.unit, scope)


def _is_name(text: str, simple: str, one: Numeral) -> bool:
    """Say whether a number is a name, a year, a date or an ordinal rather than a quantity."""
    before, after = simple[max(0, one.start - 30) : one.start], simple[one.end : one.end + 14]
    if _MARKER.search(text, max(0, one.start - 2), one.start) and re.match(r"\\?[.)°]?\s*$|[.)] ", text[one.end :]):
        return True  # the number of an item of a list
    if one.letters:
        return _letters_in_name(simple, text, one)
    if re.match(rf"(?:er|ere|e|eme|nd|nde|°)\b|(?:er)? (?:{_MONTHS})\b|[a-z]\d|g\b(?! )|(?:d|g)\b", after) and not re.match(r" ?%", after):
        return True
    if re.match(r"°|[A-Z](?![a-za-ÿ/])", text[one.end :]) or (_CALLED.search(before) and re.match(r"\W*(?:$|[(,.;]|dans|pour|et )", after)):
        return True  # « 3R », « 360° », « le 119 »
    if _is_year(simple, one) or re.search(rf"(?:{_MONTHS}) $", before):
        return True
    if re.search(r"[a-z]-?$", before) and not before.endswith(("l'", "d'")):
        return True
    if _NAMED.search(before) and not re.match(
        r" ?(?:%|€|km|m²|m2|millions?|milliards?)| (?!a |a |et |ou |en |de |d'|pour |par |sur |au |du )[a-z]{4,}", after
    ):
        return True
    return _after_name(text, one, after)


def _is_year(simple: str, one: Numeral) -> bool:
    written = simple[one.start : one.end]
    if not re.fullmatch(r"(?:19|20)\d\d", written):
        return False
    return not re.match(
        r" (?!a |a |et |ou |en |de |d'|pour |par |sur |au |du |un |une |le |la |les |l'|avec |dans |afin )[a-z]{3,}| ?[€%]",
        simple[one.end :],
    )


def _after_name(text: str, one: Numeral, after: str) -> bool:
    """« Valmont 2 »: a small number glued to a capital name, with nothing counted behind it."""
    name = re.search(r"(?<=[^.!?:] )(?P<name>[A-ZÉÈÀ][\w'’-]+) $", text[: one.start])
    return bool(name) and one.end - one.start <= 2 and not re.match(r" [a-z]{3,}| ?[%€hk]|\d", after)


def _letters_in_name(simple: str, text: str, one: Numeral) -> bool:
    """Say whether number words are part of a name or of a compound: « deux-roues », « Trois-Ponts », « mille-feuille »."""
    if re.match(r"-[a-z]", simple[one.end :]) or (one.start and simple[one.start - 1] == "-"):
        return True
    inside = text[one.start : one.end]
    return inside[:1].isupper() and bool(text[: one.start].strip()) and not re.search(r"[.:!?•—–-]\s*$", text[: one.start])


def _meets(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < high and low < end for low, high in taken)
