"""The first words of a line: infinitive, action noun, named thing, refusal or plain words (the reader of lists)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from scrapers.parsers.pledges.clauses import Clause, Token
from scrapers.parsers.pledges.lexicon import Forms
from scrapers.parsers.pledges.morphology import bare, is_action_noun, is_infinitive
from scrapers.parsers.pledges.plain import flat

_LEAD = re.compile(
    r"\A\W*(?:(?:\d{1,3}|[a-z])\s?[.)\-/]\s*|#+\s*|(?:et |puis )?(?:enfin|ensuite|d'abord|aussi|également|puis),?\s|[^\w«“\"(]+)*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s?:\s+|\s[—–]\s")
_PREPOSITION = re.compile(r"\W*(?:à|a|pour|afin|dans|lors|avec|en|parmi|au|aux|sur|des|par|grace|face|contre)\b")
_TELLS = re.compile(r"\W*(?:c'est|ce n'est|ce sont|cela|il|elle|ils|elles|on)\b")
_LABEL_WORDS = 9
_PRONOUNS = frozenset(("s'", "se", "nous", "les", "le", "la", "l'", "leur", "lui"))
_NOT = frozenset(("ne", "n'", "pas", "plus", "jamais"))
_REFUSAL = re.compile(r"\A(?:ne|n'|pas|plus|aucun|aucune|zero|stop|non|fini|finis|finie|halte|jamais)\b")


class Form(StrEnum):
    """What the first words are."""

    INFINITIVE = "infinitive"
    ACTION = "action_noun"
    THING = "thing_noun"
    ABSTRACT = "abstract"
    NOUN = "noun"
    NONE = "none"


@dataclass(frozen=True)
class Head:
    """The head of a line: its form, the word that decides, where, and whether it refuses."""

    form: Form
    word: str = ""
    start: int = 0
    end: int = 0
    negative: bool = False
    article: str = ""
    pronominal: bool = False
    offset: int = 0  # where the text of the head starts: after a label (« Propreté : »), when there is one


_ORDER = (Form.INFINITIVE, Form.ACTION, Form.THING, Form.NOUN, Form.ABSTRACT, Form.NONE)


def head_of(clause: Clause, forms: Forms) -> Head:
    """Return the head of a line, or of what stands behind its label when that is the better one."""
    found = _head_at(clause, _LEAD.match(clause.low).end(), forms)  # type: ignore[union-attr]
    if _PREPOSITION.match(clause.flat, found.offset):
        found = _after_comma(clause, found, forms)
    label = _LABEL.search(clause.text[:120])
    if (
        label is None
        or _TELLS.match(clause.low)
        or len(clause.text[: label.start()].split()) > _LABEL_WORDS
        or found.form is Form.INFINITIVE
    ):
        return found
    other = _head_at(clause, label.end(), forms)
    if _PREPOSITION.match(clause.flat, other.offset):
        other = _after_comma(clause, other, forms)
    if other.form is Form.NONE:
        return found
    return min((other, found), key=lambda one: _ORDER.index(one.form))


def _after_comma(clause: Clause, found: Head, forms: Forms) -> Head:
    """Return the head behind a first complement (« À défaut de repreneurs, acquisition de… »), when it is one of a list."""
    weak = found.form in (Form.NOUN, Form.NONE)
    for comma in [match.end() for match in re.finditer(r",\s?", clause.main[found.offset : found.offset + 160])][:2]:
        other = _head_at(clause, found.offset + comma, forms)
        if other.form is Form.INFINITIVE or (weak and other.form is Form.ACTION):
            return other
    return found


def _head_at(clause: Clause, offset: int, forms: Forms) -> Head:
    tokens = [token for token in clause.tokens if token.start >= offset][:8]
    negative = bool(_REFUSAL.match(clause.flat[offset:]))
    verb = _infinitive(tokens, forms)
    if verb is not None:
        pronominal = verb.text.startswith("s'") or any(t.text in ("se", "s'", "nous") for t in tokens[: tokens.index(verb)])
        return Head(Form.INFINITIVE, flat(bare(verb.text)), verb.start, verb.end, negative, "", pronominal, offset)
    return _noun(tokens, forms, negative, offset)


def _infinitive(tokens: list[Token], forms: Forms) -> Token | None:
    """Return the infinitive at the head, adverbs, pronouns and « ne pas » skipped."""
    for token in tokens:
        plain = flat(token.text)
        if is_infinitive(token.text, forms):
            return token
        if plain not in forms.lead_adverbs and token.text not in _PRONOUNS and plain not in _NOT and not plain.endswith("ement"):
            return None
        if plain in forms.action_nouns or is_action_noun(token.text, forms):
            return None
    return None


def _noun(tokens: list[Token], forms: Forms, negative: bool, offset: int) -> Head:
    """Return the noun at the head, articles, numbers and adjectives skipped."""
    article = ""
    for token in tokens:
        plain = flat(token.text)
        if (
            plain in forms.determiners
            or plain.isdigit()
            or plain in forms.front_adjectives
            or plain in _NOT
            or plain in ("aucun", "aucune", "zero", "stop", "à")
        ):
            article = article or plain
            continue
        return Head(_noun_form(token.text, forms), plain, token.start, token.end, negative, article, False, offset)
    return Head(Form.NONE, "", 0, 0, negative, article, False, offset)


def _noun_form(word: str, forms: Forms) -> Form:
    plain = flat(bare(word))
    if is_action_noun(word, forms):
        return Form.ACTION
    if plain in forms.things:
        return Form.THING
    if plain in forms.abstract:
        return Form.ABSTRACT
    return Form.NOUN if plain.isalpha() else Form.NONE
