"""Which blocks of a programme are not French: a leaflet in two languages says everything twice, and is counted once. Pure.

A language is told by its small words; one that is written in other letters by its letters. A block of few words follows its neighbours.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.documents.lines import HEADING
from scrapers.programmes.blocks import Block

_SMALL_WORDS = {
    "français": "le la les l de du des d et un une est dans pour que qui sur au aux par plus nos notre nous avec ce cette ces en ne pas à "
    "son sa ses leur leurs ou où sont être tous toutes ville afin",
    "anglais": "the of and to in is for on with as that by our we will are be this from at an their it all more new city",
    "espagnol": "el los las de y en que un una por para con del se es al lo su sus nuestra nuestro más",
    "italien": "il lo gli di e che un una per con del della dei nel nella sono è più nostra nostro alla",
    "allemand": "der die das und ist in den von zu mit für auf ein eine im des wir werden nicht unsere sich auch",
    "portugais": "o os as de e que um uma para com do da dos das no na em não por mais nossa nosso",
    "breton": "ar an al ur un e da gant evit ez eo hag a zo eus war o hon d en em ha ma vo ober kêr",
    "occitan": "lo los la las de e en que un una per amb del dels al als es son mai nòstra nòstre dins cal",
    "catalan": "el els la les de i en que un una per amb del dels al als és més nostra nostre amb dins",
    "basque": "eta da ez bat den dira izan gure dugu behar egin hiri herri duen dute gara",
    "corse": "u a i e di chì è per in cù un una da nostru nostra più so ghjè micca",
    "alsacien": "d dr s un isch in fer mit uf e vun zue mir han nit unseri",
    "turc": "ve bir bu için ile da de olarak çok daha bizim şehir",
}
_LISTS = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}
_FRENCH = "français"
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 6
_SHARE, _MORE = 0.18, 1.6  # of the words; times as many as French ones
_ENOUGH_WORDS = 20  # of blocks whose own words tell: fewer may be a slogan or a name
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\S+\.(?:fr|com|org|net|eu)\b")


@dataclass(frozen=True)
class Sorted:
    """The blocks that stay, and what is said of the others."""

    foreign: frozenset[int]  # numbers of the blocks in another language
    issue: str = ""


def sort_languages(blocks: Sequence[Block]) -> Sorted:
    """Return which blocks are in another language; a programme wholly in another language keeps all its blocks, and it is said."""
    told_by_words = [language(block.said) for block in blocks]
    if sum(len(block.said.split()) for block, name in zip(blocks, told_by_words, strict=True) if name not in ("", _FRENCH)) < _ENOUGH_WORDS:
        return Sorted(frozenset())
    found = _smoothed(told_by_words, blocks)
    foreign = frozenset(number for number, name in enumerate(found) if name and name != _FRENCH)
    if not foreign:
        return Sorted(frozenset())
    names = Counter(found[number] for number in foreign)
    pages = sorted({blocks[number].page for number in foreign})
    shown = f"page {', '.join(map(str, pages[:8]))}{' …' if len(pages) > 8 else ''}"
    told = ", ".join(str(name) for name, _ in names.most_common(2))
    if _FRENCH not in found:
        return Sorted(frozenset(), f"no French text was found ({told}): the measures are read as French, check every one")
    sample = blocks[min(foreign)].said[:60]
    return Sorted(
        foreign, f"{shown}: {len(foreign)} passages in another language ({told}: « {sample} ») are left out, the French ones are kept"
    )


def language(text: str) -> str:
    """Return the language of a text, "" when too few words tell."""
    text = _ADDRESS.sub(" ", text)
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= 12 and sum("LATIN" in unicodedata.name(sign, "LATIN") for sign in letters) < 0.5 * len(letters):
        return "another script"
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return ""
    counts = {name: sum(word in small for word in words) for name, small in _LISTS.items()}
    best = max(counts, key=lambda name: (counts[name], name == _FRENCH))
    if counts[best] < _SHARE * len(words):
        return ""
    if best != _FRENCH and counts[best] < _MORE * counts[_FRENCH] + 1:
        return _FRENCH
    return best


def _smoothed(found: list[str], blocks: Sequence[Block]) -> list[str]:
    """Return the languages with those of short blocks taken from what surrounds them; a title goes with what it stands over."""
    result = list(found)
    for number, name in enumerate(found):
        if name:
            continue
        after = next((one for one in found[number + 1 : number + 1 + 6] if one), "")
        before = next((one for one in reversed(result[max(0, number - 6) : number]) if one), "")
        if blocks[number].kind == HEADING:
            result[number] = after or before
        else:
            result[number] = before if before == after or not after else _FRENCH
    return result
