"""Several pledges in one passage: where a careful reader would cut it, each piece verbatim.

Three cuts are proposed: between sentences that are each a pledge, between verbs (or action nouns) of the same rank, and
between objects of one verb of making when each is countable or named (« un gymnase et une piscine »). A clause of purpose
(« pour… et… »), verbs that share one object (« entretenir et rénover la voirie ») and vague enumerations stay whole.
The parent keeps the text as written; in doubt nothing is cut.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from scrapers.parsers.pledges.clauses import Clause, Token
from scrapers.parsers.pledges.heads import Form, Head, head_of
from scrapers.parsers.pledges.lexicon import Forms
from scrapers.parsers.pledges.morphology import is_action_noun, is_infinitive, is_third_future, is_we_future
from scrapers.parsers.pledges.objects import object_cuts
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.segments import segments_of
from scrapers.parsers.pledges.sentences import sentences_of
from scrapers.parsers.pledges.shapes import Part

MAX_PARTS = 15
_CUT = re.compile(r"\s*;\s+(?:et\s+)?|\s*,\s+(?:puis\s+|et\s+|ainsi que\s+)?|\s+(?:et|puis|ainsi que|&|\+)\s+")
_PURPOSE = frozenset(("pour", "afin", "sans", "d'", "de", "à", "par"))
_STRONG = frozenset(("pour", "afin", "sans"))
_ARTICLE = frozenset(("le", "la", "les", "l'", "un", "une", "des"))
_OF = frozenset(("de", "d'", "du", "des", "en", "à", "au", "aux", "pour"))
_TAIL = re.compile(r"[\s,;.:]*(?:\s(?:et|puis|ainsi que|&|\+))?[\s,;.:]*\Z")
_COLON = re.compile(r"\s?:\s")


def parts_of(text: str, forms: Forms) -> tuple[Part, ...]:
    """Return the proposed parts of a passage, empty when it is one pledge."""
    segment = min(segments_of(text), default=(0, len(text)))
    pieces = [piece for start, end in _sentences(text, segment, forms) for piece in _cut(text, start, end, forms)]
    parts = tuple(part for start, end in pieces if (part := _part(text, start, end)) is not None)
    return parts if 2 <= len(parts) <= MAX_PARTS else ()


def _part(text: str, start: int, end: int) -> Part | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" ,;.:•–-"))
    piece = _TAIL.sub("", text[start:end])
    return Part(piece, (start, start + len(piece))) if len(piece.split()) >= 2 or "'" in piece or "’" in piece else None


def _sentences(text: str, segment: tuple[int, int], forms: Forms) -> list[tuple[int, int]]:
    """Return the sentences of a passage that are each a pledge by their form; the whole passage when fewer than two are."""
    found = [(segment[0] + a, segment[0] + b) for a, b in sentences_of(text[segment[0] : segment[1]])]
    pledges = [(a, b) for a, b in found if _rank(Clause(text[a:b]), forms)[0]]
    if len(pledges) >= 2:
        return pledges
    return pledges or [segment]


def _rank(clause: Clause, forms: Forms) -> tuple[str, Head]:
    """Return the rank that parts must share: infinitive, noun, « nous » + future, third person; empty when it is no pledge."""
    head = head_of(clause, forms)
    future = next((token.start for token in clause.tokens if is_we_future(token.text, forms)), None)
    if head.form is Form.INFINITIVE and (future is None or head.start < future):
        return "infinitive", head
    if any(is_we_future(token.text, forms) for token in clause.tokens):
        return "we", head
    if any(is_third_future(token.text, forms) for token in clause.tokens):
        return "third", head
    if head.form in (Form.ACTION, Form.THING) or (head.form is Form.NOUN and head.article in ("un", "une")):
        return "noun", head
    return "", head


def _cut(text: str, start: int, end: int, forms: Forms) -> Iterator[tuple[int, int]]:
    """Give the pieces of one sentence."""
    clause = Clause(text[start:end])
    rank, head = _rank(clause, forms)
    if not rank:
        yield start, end
        return
    if rank == "we" and head.form is Form.INFINITIVE:
        head = replace(head, offset=0, start=0, end=0)  # the infinitive belongs to a clause of the sentence
    first, last = _stretch(clause, head, rank, forms)
    borders = [first, *_borders(clause, rank, first, last, head, forms), last]
    for at, (a, b) in enumerate(pairwise(borders)):
        whole = 0 if at == 0 and first == 0 else a
        cuts = list(object_cuts(clause, a, b, forms))
        bounds = [whole, *cuts, b if b != last else len(clause.text)]
        yield from ((start + c, start + d) for c, d in pairwise(bounds))


def _stretch(clause: Clause, head: Head, rank: str, forms: Forms) -> tuple[int, int]:
    """Return where parts may stand: behind a label, up to a colon; behind the colon when a list of verbs follows it."""
    first = head.offset
    colon = _COLON.search(clause.main, max(first, head.end))
    if colon is None:
        return first, len(clause.main)
    after = Clause(clause.text[colon.end() :])
    if rank == "infinitive" and head_of(after, forms).form is Form.INFINITIVE and head_of(after, forms).offset == 0:
        return colon.end(), len(clause.main)
    return first, colon.start()


def _borders(clause: Clause, rank: str, first: int, last: int, head: Head, forms: Forms) -> Iterator[int]:
    """Give the places where a new part of the same rank starts."""
    since = first
    for match in _CUT.finditer(clause.main, first, last):
        tokens = [token for token in clause.tokens if token.start >= match.end() and token.end <= last][:5]
        before = [token for token in clause.tokens if since <= token.start < match.start()]
        if (
            tokens
            and _starts(tokens, rank, head, forms)
            and _complete(before, rank, forms)
            and not _governed(before, match[0], rank, forms)
        ):
            yield match.end()
            since = match.end()


def _starts(tokens: list[Token], rank: str, head: Head, forms: Forms) -> bool:
    """Say whether a part of this rank starts with these words."""
    if rank == "noun":
        article = tokens[0].text in _ARTICLE
        noun = tokens[1 if article and len(tokens) > 1 else 0]
        follows = tokens[tokens.index(noun) + 1 : tokens.index(noun) + 2]
        same = article == (head.article in _ARTICLE)
        return head.form is Form.ACTION and same and is_action_noun(noun.text, forms) and bool(follows) and follows[0].text in _OF
    skipped = next((token for token in tokens if flat(token.text) not in forms.between and not flat(token.text).endswith("ement")), None)
    if skipped is None:
        return False
    if rank == "infinitive":
        return is_infinitive(skipped.text, forms)
    if rank == "we":
        return is_we_future(skipped.text, forms)
    return is_third_future(skipped.text, forms) and flat(skipped.text) not in forms.effect_verbs


def _complete(before: list[Token], rank: str, forms: Forms) -> bool:
    """Say whether what stands before has its own object: « entretenir et rénover la voirie » has none."""
    content = [token for token in before if len(token.text) > 2 and flat(token.text) not in forms.between]
    if rank == "noun":
        return len(content) >= 2 and not _bare_pair(before, forms)
    rest = [token for token in content[1:] if not is_infinitive(token.text, forms) and not flat(token.text).endswith("ment")]
    if rank in ("we", "third"):
        return any(is_we_future(t.text, forms) or is_third_future(t.text, forms) for t in before[:-1]) and len(rest) >= 1
    return bool(rest)


def _bare_pair(before: list[Token], forms: Forms) -> bool:
    """Say whether the last word is an action noun behind « de » (« programme de rénovation et réhabilitation des… »)."""
    return len(before) >= 2 and is_action_noun(before[-1].text, forms) and before[-2].text in ("de", "d'", "en")


def _governed(before: list[Token], connector: str, rank: str, forms: Forms) -> bool:
    """Say whether the next verb continues a clause of purpose or a complement rather than the head."""
    if rank != "infinitive" or ";" in connector:
        return False
    governors = [a.text for a, b in pairwise(before) if a.text in _PURPOSE and is_infinitive(b.text, forms)]
    governors += [a.text for a, c in zip(before, before[2:], strict=False) if a.text in _PURPOSE and is_infinitive(c.text, forms)]
    if any(governor in _STRONG for governor in governors) or any(token.text == "afin" for token in before):
        return True
    return bool(governors) and "," not in connector
