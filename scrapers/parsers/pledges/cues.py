"""Every reason for and against one passage being a pledge, with the words that give it.

`evidence` reads one segment alone; `detect` adds what its place in the document says.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.parsers.pledges.clauses import Clause
from scrapers.parsers.pledges.heads import Form, Head, head_of
from scrapers.parsers.pledges.lexicon import Lexicon
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.prose import Found, is_finite, sentence_cues
from scrapers.parsers.pledges.shapes import Label, Layout

LINE_FORMS = (Form.INFINITIVE, Form.ACTION)
_NUMBER = re.compile(r"\d+(?:[ .,]\d+)*\s?(?:%|€|m²|km|ha|euros?)?")
_FUTURES = frozenset(("we_future", "i_future", "actor_future", "passive_future", "plain_future", "effect_future", "false_future"))
_SMALL = frozenset(("de", "du", "des", "d'", "et", "la", "le", "les", "l'", "à", "au", "aux", "en", "pour", "a", "&"))
_TOPIC_WORDS = 9
_OFFERED = frozenset(("un", "une", "des", "deux", "trois", "quatre", "plus", "davantage", "moins", "de", "d'"))
_DUE = re.compile(r"\b(?:doit|doivent|devra|devront) (?:\w+ )?(?:être \w+|\w+(?:er|ir|re)\b)")
_NUMBERED = re.compile(
    r"\W*(?:\d{1,3}\s?[.)\-/]|pour [^,.;:]{4,60} : )", re.IGNORECASE
)  # a numbered line, or one that opens with its purpose
_SENTENCE = frozenset(
    (
        *_FUTURES,
        "question",
        "question_words",
        "present",
        "past",
        "conditional",
        "we_want",
        "they_want",
        "must_do",
        "exhortation",
        "own_priority",
        "we_want_that",
    )
)
_WILL = frozenset(("we_want", "they_want", "i_future", "own_priority", "must_do", "we_future", "actor_future"))
_EXPLAINED = frozenset(("present", "belief", "necessity", "anaphora", "connective"))
_SHORT = 6  # words of a line that may be a bare title


def evidence(text: str, layout: Layout, lexicon: Lexicon, *, bullet: bool = False) -> tuple[tuple[Found, ...], Head]:
    """Return the cues of one segment, one of each name, and its head."""
    clause = Clause(text)
    head = _head(clause, lexicon)
    found: dict[str, Found] = {}
    for cue in (*sentence_cues(clause, head, lexicon), *_worded(clause, lexicon)):
        found.setdefault(cue[0], cue)
    sentence = bool(_SENTENCE & found.keys()) or is_finite(clause)
    for cue in (
        *_head_cues(clause, head, sentence, lexicon),
        *_line_cues(clause, head, sentence, layout, bullet, lexicon),
        *_texture(clause, head),
    ):
        found.setdefault(cue[0], cue)
    return tuple(_settled(found)), head


def _head(clause: Clause, lexicon: Lexicon) -> Head:
    """Return the head of a line; a line that is only a topic (« Transports et mobilités ») has an abstract noun for one."""
    head = head_of(clause, lexicon.data.forms)
    words = [flat(token.text) for token in clause.tokens]
    only_topics = all(word in lexicon.data.forms.topics or word in _SMALL for word in words)
    if (
        words
        and only_topics
        and len(words) <= _TOPIC_WORDS
        and head.form not in (Form.INFINITIVE, Form.NONE)
        and head.article not in _OFFERED
    ):
        return replace(head, form=Form.ABSTRACT)
    return head


def _worded(clause: Clause, lexicon: Lexicon) -> Iterator[Found]:
    """Give the cues that are words of the file; those about headings are read elsewhere."""
    for name, regex in lexicon.regexes.items():
        if not name.startswith("heading_"):
            match = regex.search(clause.said.lstrip(" -•#*>"))
            if match:
                shift = len(clause.said) - len(clause.said.lstrip(" -•#*>"))
                yield name, match.start() + shift, match.end() + shift


def _head_cues(clause: Clause, head: Head, sentence: bool, lexicon: Lexicon) -> Iterator[Found]:
    span = (head.start, head.end)
    if head.form is Form.INFINITIVE:
        yield ("infinitive" if _acts(head, lexicon) else "state_verb"), *span
    if head.form is Form.ACTION:
        yield ("action_told" if sentence else "action_noun"), *span
    if head.form is Form.THING and not sentence:
        yield "thing_noun", *span
    if head.negative and ((head.form is not Form.NONE and not sentence) or head.form is Form.INFINITIVE):
        yield "negative_head", head.offset, max(head.end, head.offset)


def _line_cues(clause: Clause, head: Head, sentence: bool, layout: Layout, bullet: bool, lexicon: Lexicon) -> Iterator[Found]:
    """Give what the layout adds: a line without a verb counts in a list, and not in running text."""
    nominal = head.form not in (Form.INFINITIVE, Form.NONE) and not sentence
    words = len(clause.text.split())
    bare = head.form is Form.ABSTRACT or _bare_noun(head, layout, bullet)
    short = nominal and bare and not head.negative and words <= _SHORT + 2 * (head.form is Form.ABSTRACT)
    if short:
        yield "short_title", 0, len(clause.text)
    elif layout is Layout.LIST and (nominal or _acts(head, lexicon) or (bullet and _must(clause, head))) and words > 1:
        yield "in_list", head.start, head.end
    if layout is Layout.PROSE and not bullet:
        if nominal and not _NUMBERED.match(clause.text):
            yield "noun_in_prose", head.start, head.end
        yield "in_prose", 0, 0


def _bare_noun(head: Head, layout: Layout, bullet: bool) -> bool:
    """Say whether a short line is only a noun: « un », « des » offer something, and so does each bullet of a list."""
    return head.form is Form.NOUN and head.article not in _OFFERED and not (bullet and layout is Layout.LIST)


def _must(clause: Clause, head: Head) -> bool:
    """Say whether a bullet of a list tells what must be (« les écoles doivent être… ») or starts with any infinitive."""
    return head.form is Form.INFINITIVE or bool(_DUE.search(clause.main))


def _acts(head: Head, lexicon: Lexicon) -> bool:
    """Say whether the head is an infinitive of action: « rester », « se loger » name no act of the town."""
    forms = lexicon.data.forms
    state = head.word in forms.state_verbs or (head.pronominal and head.word in forms.state_pronominal)
    return head.form is Form.INFINITIVE and (not state or head.negative)


def _texture(clause: Clause, head: Head) -> Iterator[Found]:
    text = clause.text.strip()
    number = _NUMBER.search(clause.text)
    if number:
        yield "number", *number.span()
    if text.endswith(":") and len(text.split()) < 25:
        yield "lead_in", len(clause.text) - 1, len(clause.text)
    if (text[:1].islower() and head.form not in LINE_FORMS) or len(text.split()) < 3 or " > " in text:
        yield "fragment", 0, len(clause.text)


def _settled(found: dict[str, Found]) -> Iterator[Found]:
    """Drop the cues that a stronger one explains: a will in the present is no description of what is."""
    will = _WILL & found.keys()
    subject = {"infinitive_subject", "question"} & found.keys()
    due = "in_list" in found and "necessity" in found
    for name, cue in found.items():
        if due and name in ("necessity", "present", "action_told"):
            continue
        if (name == "infinitive" and subject) or (name in ("false_future", "infinitive_subject") and will):
            continue
        if (name in _EXPLAINED and will) or (name == "we_want_that" and "we_want" in found):
            continue
        if name == "plain_future" and {"passive_future", "we_future", "actor_future"} & found.keys():
            continue
        yield cue


def label_of(weights: dict[Label, float], is_pledge: bool) -> Label:
    """Return the label: a pledge when the score says so, else the strongest reason against."""
    if is_pledge:
        return Label.PLEDGE
    against = {label: weight for label, weight in weights.items() if label is not Label.PLEDGE and weight < 0}
    return min(against, key=lambda label: against[label]) if against else Label.OTHER
