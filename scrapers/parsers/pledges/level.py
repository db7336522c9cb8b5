"""How checkable a pledge is as worded, with the reason: a number or threshold, a named object or act, or neither.

A rule proposes and flatters (pledges.md, section 3: 10 of 12 errors called a vague pledge checkable), so doubt goes to vague.
"""

import re

from scrapers.parsers.pledges.clauses import Clause
from scrapers.parsers.pledges.heads import Form, Head, head_of
from scrapers.parsers.pledges.lexicon import Forms, Lexicon
from scrapers.parsers.pledges.morphology import is_we_future
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Level

_FIGURE = re.compile(
    r"(?<![\w.])\d+(?:[ .,]\d+)*(?!\d*(?:e|er|ere|eme)\b)\s?(?:%|€|euros?|k€|m€|millions?|km|m²|m2|ha|hectares?"
    r"|places?|logements?|arbres?|agents?|postes?|lignes?|ans|heures?|h\b|fois|\w+)"
    r"|\b(?:doubl|tripl|quadrupl|multipli)\w+ (?:par|l|le|la|les|du|des|de)\b|\b(?:deux|trois|quatre|cinq|six"
    r"|sept|huit|neuf|dix|douze|quinze|vingt|trente|cinquante|cent|mille) (?!fois par)\w+|\b100 ?%"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINARY = re.compile(r"^(?:\d{1,3}\s?[.)\-/])\s*")
_DEADLINE = re.compile(
    r"\b(?:d'ici|avant|des|horizon|en|fin|dans les) (?:\w+ ){0,3}(?:20\d\d|mandat|annees?|mois|jours"
    r"|semaines)\b|\bchaque (?:annee|mois|semaine)\b|\bpar an\b|\bannuel\w*"
)
_PROPER = re.compile(r"(?<=[\w,'’] )(?:[A-ZÉÈÀÂÎÔ][\w'’-]{2,})|(?<=['’])[A-ZÉ]\w{2,}")
_FREE = re.compile(r"\bgratui\w+|\bpermis de louer\b|\bmoratoire\b|\bgel\b|\breferend\w+|\bzero\b|\btarif\w*")
_BAN = re.compile(
    r"\b(?:interdi\w+|supprim\w+|suppression|obligat\w+|systemati\w+|exiger|refus\w*|fin (?:de|du|des)|stop|abolir|abandon\w*)\b"
)


def level_of(text: str, lexicon: Lexicon) -> tuple[Level, str]:
    """Return the proposed level and the words that decide."""
    clause = Clause(_ORDINARY.sub("", text))
    found = signs(clause, head_of(clause, lexicon.data.forms), lexicon)
    weights = lexicon.data.concrete
    total = weights["bias"] + sum(weights[name] for name in found)
    if "figure" in found and (total > 0 or weights["figure"] + total > 0):
        return Level.MEASURABLE, found["figure"]
    if total > 0:
        return Level.NAMED, _strongest(found, weights, 1)
    return Level.VAGUE, _strongest(found, weights, -1)


def signs(clause: Clause, head: Head, lexicon: Lexicon) -> dict[str, str]:
    """Return the signs for and against a checkable wording, with their words."""
    found: dict[str, str] = {}
    plain = clause.flat
    figures = [match for match in _FIGURE.finditer(plain) if not _YEAR.fullmatch(match[0].split()[0].strip())]
    for name, match in (
        ("figure", figures[0] if figures else None),
        ("deadline", _DEADLINE.search(plain)),
        ("proper_name", _PROPER.search(clause.text)),
        ("free", _FREE.search(plain)),
        ("ban", _BAN.search(plain)),
    ):
        if match:
            found[name] = clause.text[match.start() : match.end()]
    found |= _verb_signs(clause, head, lexicon)
    if len(clause.text.split()) < 6:
        found["short"] = clause.text
    return found


def _verb_signs(clause: Clause, head: Head, lexicon: Lexicon) -> dict[str, str]:
    forms = lexicon.data.forms
    found: dict[str, str] = {}
    for verb, start, end in _verbs(clause, head, forms):
        name = "vague_verb" if verb in forms.vague_verbs else "doing_verb" if verb in forms.doing_verbs else ""
        if name:
            found.setdefault(name, clause.text[start:end])
    if head.form is Form.ACTION:
        found["vague_noun" if head.word in forms.vague_nouns or head.word.rstrip("s") in forms.vague_nouns else "doing_verb"] = clause.text[
            head.start : head.end
        ]
    words = {flat(token.text): token for token in clause.tokens}
    thing = next((word for word in words if word in forms.things), None)
    if thing:
        found["thing"] = clause.text[words[thing].start : words[thing].end]
    elif any(word in forms.abstract for word in words):
        token = next(token for word, token in words.items() if word in forms.abstract)
        found["abstract_only"] = clause.text[token.start : token.end]
    return found


def _verbs(clause: Clause, head: Head, forms: Forms) -> list[tuple[str, int, int]]:
    """Return the verbs that decide, as infinitives, with their places: the head's, else the first futures of « nous »."""
    if head.form is Form.INFINITIVE:
        return [(head.word, head.start, head.end)]
    return [(_infinitive_of(t.text), t.start, t.end) for t in clause.tokens if is_we_future(t.text, forms)][:3]


def _infinitive_of(future: str) -> str:
    plain = flat(future).removesuffix("ons")
    return plain if plain.endswith("r") else plain + "r"


def _strongest(found: dict[str, str], weights: dict[str, float], sign: int) -> str:
    kept = [(weights[name] * sign, words) for name, words in found.items() if weights[name] * sign > 0]
    return max(kept)[1] if kept else ""
