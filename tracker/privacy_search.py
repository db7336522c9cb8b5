"""Texts in which no private person can be searched for: what a search index is made of, never what is shown.

Hiding a name on screen is not enough for a search: a name hidden in one act stands unannounced in another, and a hit would tell where.
So a word hidden somewhere as part of a name is taken out wherever it is written as a name: everywhere in that act, and in the whole town
when it is a surname that nobody writes as a common word. Elected people, streets, schools and companies stay findable.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from tracker.ids import fold
from tracker.privacy import private_spans
from tracker.privacy_names import known_people
from tracker.privacy_words import COMPANY, GIVEN, PARTICLES

Pair = tuple[str, str]
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
_MOST_SHOWN = 10  # a word printed more often than this for each act that hides it is no private person's name (CAF, SNCF)
_BLANK = " \n "  # stands for a name: no expression runs over it, since a line break is kept between its neighbours
_NAMED_PLACE = re.compile(
    r"rues?|avenues?|boulevards?|bd|places?|impasses?|allees?|chemins?|routes?|quais?|square|cours|passage|ruelle|pont|parc|jardins?|stade"
    r"|gymnase|piscine|salles?|espace|foyer|maison|mediatheque|bibliotheque|theatre|cinema|conservatoire|musee|ecoles?|scolaire|college"
    r"|lycee|creche|residence|quartier|zac|lotissement|hameau|esplanade|promenade|fondation|prix|" + COMPANY
)


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return fold(word)


def without_names(texts: Sequence[Pair], elected: Collection[str]) -> list[Pair]:
    """Return each (title, body) without the names of private persons, its Unicode composed; offsets are not kept."""
    composed = [(unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", body)) for title, body in texts]
    hidden = [(private_spans(title, elected), private_spans(body, elected)) for title, body in composed]
    by_act = [_hidden_words(text, spans) for text, spans in zip(composed, hidden, strict=True)]
    known = frozenset().union(*(one.surname for one in known_people(frozenset(elected)))) if elected else frozenset()
    everywhere = _surnames(composed, by_act) - known if any(by_act) else frozenset()
    return [
        (_cleaned(title, spans[0], wanted), _cleaned(body, spans[1], wanted))
        for (title, body), spans, own in zip(composed, hidden, by_act, strict=True)
        for wanted in [everywhere | (own - known)]
    ]


def _hidden_words(text: Pair, spans: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> frozenset[str]:
    """Return the words of the names hidden in an act, folded, without particles."""
    parts = (part[start:end] for part, found in zip(text, spans, strict=True) for start, end in found)
    return frozenset(_plain(word) for part in parts for word in _WORD.findall(part) if len(word) > 1) - PARTICLES


def _surnames(texts: Iterable[Pair], by_act: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the words hidden somewhere that are surnames in the whole town: never in small letters, and not in every other act."""
    hidden = Counter(word for words in by_act for word in words)
    written = Counter(word for pair in texts for part in pair for word in _WORD.findall(part))
    shown: Counter[str] = Counter()
    for word, count in written.items():
        plain = _plain(word)
        if plain in hidden:
            shown[plain] += count if not word.islower() else _MOST_SHOWN * hidden[plain] + 1
    return frozenset(w for w, count in hidden.items() if len(w) >= _SHORTEST and w not in GIVEN and shown[w] <= _MOST_SHOWN * count)


def _cleaned(text: str, spans: list[tuple[int, int]], wanted: frozenset[str]) -> str:
    """Return a text without its hidden passages, and without the wanted words where they are written as names."""
    gone = [*spans, *_named(text, wanted)] if wanted else spans
    shown, place = [], 0
    for start, end in sorted(gone):
        if end > place:
            shown += [text[place : max(start, place)], _BLANK]
            place = end
    return "".join([*shown, text[place:]])


def _named(text: str, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    before: list[str] = []
    for word in _WORD.finditer(text):
        plain = _plain(word[0])
        if plain in wanted and word[0][0].isupper() and not any(map(_NAMED_PLACE.fullmatch, before[-3:])):
            yield word.span()
        before.append(plain)
