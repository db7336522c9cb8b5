"""What a sentence says of itself: who will do what, in which tense, in whose voice (the reader of running text)."""

import re
from collections.abc import Iterator

from scrapers.parsers.pledges.clauses import CONDITIONAL, FINITE_AFTER_INFINITIVE, PAST, PRESENT, Clause
from scrapers.parsers.pledges.heads import Form, Head
from scrapers.parsers.pledges.lexicon import Forms, Lexicon
from scrapers.parsers.pledges.morphology import is_infinitive, is_third_future, is_we_future
from scrapers.parsers.pledges.plain import flat

Found = tuple[str, int, int]  # cue, start, end in the text
_PRIORITY = re.compile(
    r"\b(?:nos|notre) (?:\w+ ){0,2}?(?:priorites?|objectifs?|ambitions?|engagements?|propositions?|mesures?"
    r"|projet|volonte|cap)\b(?: (?:pour|en matiere)[^:,]{0,60}?)?(?:,? (?:est|sera|c'est|seront|sont"
    r"|principale?s? est)|\s?[:?])"
    r"|\bc'est notre (?:objectif|ambition|engagement|priorite)|\bpoursuivons (?:\w+ ){0,3}objectif"
    r"|\bl'ambition que nous \w+|\b(?:proposition principale|premier engagement|notre ambition)\b"
)
_MUST = re.compile(r"\b(?:il (?:nous )?(?:faut|faudra|convient de)|nous devons|nous devrons)\b|\bil est propose\b")
_PASSIVE = re.compile(
    r"\b(?:sera|seront) (?:\w+ment |aussi |ainsi |également |donc |enfin |encore )*"
    r"(?!(?:ainsi|aussi|parmi|ici)\b)(?:\w+(?:é|ée|és|ées|i|ie|is"
    r"|ies|u|ue|us|ues|ise|ises|it|ite|its|ites|ert|erte|erts|ertes)|mis|mise|mises)\b"
)
_SOON = re.compile(
    r"(?:connu|annoncé|dévoilé|présenté|communiqué|désigné|animé|diffusé|retransmis|reçu)e?s?\Z"
)  # news of the campaign, not acts of the town
_I_FUTURE = re.compile(r"\bje (?:m'engage|veux|propose|souhaite|(?:le |la |les |vous )?\w+rai)\b|\bj'\w+rai\b|\bje suis engage")
_OTHER_VOICE = re.compile(
    r"\b(?:je|j'|mon|ma|mes|moi|tu|ton|toi|vous|votre|vos|t')\b|\bon (?:a|avait|est|nous|ne|n'|s'|m'|se|y|aurait|peut|veut|fait)\b"
)
_QUOTED = re.compile(r"\A\W*[«“\"](?![^«»“”\"]{1,45}[»”\"]\s*[\w:,(])")  # not a short name in quotes with words behind it
_CLAUSE_START = re.compile(r"[,:;—]\s|\bet\s(?=(?:la|le|les|l')\b)")
_ARTICLE = re.compile(r"(?:[ldcnsm]|qu)'\w")
_NAME = re.compile(r"[A-ZÉÈÎ][\w’'-]+ (?:(?:de|du|des|la|le|en) )?[A-ZÉÈÎ][\w’'-]+")
_ANNOUNCED = re.compile(
    r" (?:(?:des|ses|plusieurs|quelques|un ensemble de) (?:\w+ )?(?:mesures|propositions|solutions|services|pistes)"
    r"|une (?:bonne|belle|excellente)|la bienvenue)\b"
)
_WE = re.compile(r"\bnous (?:ne |n'|nous |y |en |les |le |la |l'|leur |lui |aussi |tous |\w+ment )*\Z")
_LOST_SIGN = re.compile(r"(?<=[.!?)…])\s\?\W*\Z")  # a picture sign that became a question mark
_SIGN_ROOM = 12  # signs at the end that are looked at
_PARTICIPLE = re.compile(r"\A\W*\w+(?:é|ée|és|ées) (?:autour|comme|pour|par|en|dans|à|au|aux|avec|sur|de|du|des)\b")
_ASKS = re.compile(r"\w-(?:t-)?(?:on|il|elle|ils|elles|nous|vous)\b")
_LONG_LINE = 12  # an infinitive line longer than this that ends with « ? » ends with a lost picture sign, not with a question
_NOT_EXHORT = re.compile(
    r"(?:tions|sions|xions|gions|nions|maisons|saisons|prisons|boissons|liaisons|garcons|piétons|pietons"
    r"|cantons|balcons|patrons|raisons|environs|jalons|dons|bons|lions|millions|horizons|poissons|combinaisons"
    r"|livraisons|salons|talons|buissons|moissons|fonds|cons|tons|sons|avions)\Z"
)


def sentence_cues(clause: Clause, head: Head, lexicon: Lexicon) -> Iterator[Found]:
    """Give the cues of a sentence beside those of its first words."""
    forms = lexicon.data.forms
    yield from _futures(clause, head, lexicon, forms)
    yield from _wills(clause, lexicon, forms)
    yield from _tenses(clause, head)
    yield from _voices(clause, head)


def _futures(clause: Clause, head: Head, lexicon: Lexicon, forms: Forms) -> Iterator[Found]:
    for token in clause.tokens:
        if is_we_future(token.text, forms) and _WE.search(clause.main[: token.start]) is not None:
            false = flat(token.text) in forms.false_we_future
            yield ("false_future" if false else "we_future"), token.start, token.end
        elif is_third_future(token.text, forms) and (clause.text[token.start].islower() or token.start == 0):
            yield from _third(clause, token.start, token.end, lexicon, forms)


def _third(clause: Clause, start: int, end: int, lexicon: Lexicon, forms: Forms) -> Iterator[Found]:
    """Give the cue of one future of the third person: passive, effect, the list or the town acting, or plain."""
    passive = _PASSIVE.match(clause.main, start)
    subject = _subject(clause, start, lexicon)
    if passive and _SOON.search(passive[0]):
        yield "false_future", start, passive.end()
    elif passive:
        yield "passive_future", start, passive.end()
    elif subject is not None and clause.flat[start:end] not in ("sera", "seront", "aura", "auront"):
        yield "actor_future", subject, end
    elif clause.flat[start:end] in forms.effect_verbs:
        yield "effect_future", start, end
    else:
        yield "plain_future", start, end


def _subject(clause: Clause, verb: int, lexicon: Lexicon) -> int | None:
    """Return where the list, the town or a name with two capitals stands as the subject of a verb."""
    before = clause.text[max(0, verb - 90) : verb]
    start = max(0, verb - 90) + max((match.end() for match in _CLAUSE_START.finditer(before)), default=0)
    subject = lexicon.actors.match(flat(clause.text[start:verb]).lstrip())
    if subject or _NAME.match(clause.text[start:verb].lstrip()):
        return start
    return None


def _wills(clause: Clause, lexicon: Lexicon, forms: Forms) -> Iterator[Found]:
    main = flat(clause.main)
    will = lexicon.will.search(main)
    if will:
        yield ("we_want_that" if will[0].startswith("nous ne ") else "we_want"), *will.span()
    for name, pattern, text in (
        ("we_want_that", lexicon.will, clause.flat),
        ("own_priority", _PRIORITY, clause.flat),
        ("i_future", _I_FUTURE, main),
    ):
        found = pattern.search(text)
        if found:
            yield name, *found.span()
    yield from _third_will(clause, main, lexicon)
    must = _MUST.search(main)
    if (
        must
        and any(
            is_infinitive(token.text, forms) and token.text not in forms.state_verbs and 0 <= token.start - must.end() < 16
            for token in clause.tokens
        )
    ) or (must and "propose" in must[0]):
        yield "must_do", *must.span()


def _wanting(clause: Clause, verb: int, lexicon: Lexicon) -> bool:
    """Say whether a list or a person wants: an actor, or a short name that starts with a capital."""
    if _subject(clause, verb, lexicon) is not None:
        return True
    start = max((match.end() for match in _CLAUSE_START.finditer(clause.text, 0, verb)), default=0)
    words = clause.text[start:verb].split()
    if words and _ARTICLE.match(flat(words[0])):
        return False  # « L'absence de règles demande… »: no list, no person
    if len(words) == 1 and not clause.flat[verb:].startswith(("propose de", "s'engage", "promet")):
        return False  # « Une ville voisine prévoit… »: one name alone is as often somebody else
    return 1 <= len(words) <= 5 and words[0][:1].isupper() and flat(words[0]) not in lexicon.data.forms.no_names


def _third_will(clause: Clause, main: str, lexicon: Lexicon) -> Iterator[Found]:
    """Give « la liste propose », when the subject is an actor or a name and what follows is no announcement."""
    for match in lexicon.will_third.finditer(main):
        if (
            (" " in match[0] or clause.low[match.end() - 1] != "é")
            and _wanting(clause, match.start(), lexicon)
            and not _ANNOUNCED.match(main, match.end())
        ):
            yield "they_want", *match.span()
            return


def _tenses(clause: Clause, head: Head) -> Iterator[Found]:
    past = clause.first(PAST, clause.main)
    if past:
        yield "past", *past.span()
    conditional = CONDITIONAL.search(clause.main)
    if conditional:
        yield "conditional", *conditional.span()
    present = clause.first(PRESENT, clause.before_colon)
    if present and head.form is not Form.INFINITIVE:
        yield "present", *present.span()
    if head.form is Form.INFINITIVE:
        subject = FINITE_AFTER_INFINITIVE.search(clause.before_colon, head.end)
        if subject:
            yield "infinitive_subject", *subject.span()


def _voices(clause: Clause, head: Head) -> Iterator[Found]:
    text = clause.text.rstrip()
    text = text[:-_SIGN_ROOM] + _LOST_SIGN.sub("", text[-_SIGN_ROOM:])
    if text.endswith(("?", "? »", "?»")) and not (
        head.form is Form.INFINITIVE and len(text.split()) > _LONG_LINE and not _ASKS.search(text)
    ):
        yield "question", len(text) - 1, len(text)
    quoted = _QUOTED.match(text)
    if quoted or (text.endswith(("»", "”")) and "«" not in text and "“" not in text):
        yield "quotation", 0, min(len(text), 12)
    voice = _OTHER_VOICE.search(clause.main)
    if voice and not _I_FUTURE.search(flat(clause.main)):
        yield "other_voice", *voice.span()
    participle = _PARTICIPLE.match(clause.low)
    if participle:
        yield "anaphora", *participle.span()
    first = clause.tokens[0] if clause.tokens else None
    if first and first.text.endswith("ons") and not _NOT_EXHORT.search(flat(first.text)):
        yield "exhortation", first.start, first.end


def is_finite(clause: Clause) -> bool:
    """Say whether the main clause holds a verb that tells (past, present, conditional): a sentence, not a line of a list."""
    return bool(clause.first(PAST, clause.main) or CONDITIONAL.search(clause.main) or clause.first(PRESENT, clause.before_colon))
