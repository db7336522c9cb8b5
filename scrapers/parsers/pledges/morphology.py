"""French word forms by suffix rules and lists of exceptions: infinitives, action nouns, futures.

A full dictionary would be larger and no better here: what matters stands at the head of a line or behind « nous ».
Every word given is one token of `plain.low`: lower case, accents kept.
"""

import re

from scrapers.parsers.pledges.lexicon import Forms
from scrapers.parsers.pledges.plain import flat

_WE_FUTURE = re.compile(r"(?:erons|irons|drons|ttrons|[aâî]itrons|vrons|prons|ourrons|aurons|clurons|oirons|uirons)\Z")
_THIRD = re.compile(r"[a-zà-ÿœ]{2,}(?:ra|ront)\Z")
_ACTION = re.compile(r"(?:tions?|sions?|xions?|ements?|[iu]ments?|ages?|tures?)\Z")
_ADVERB = re.compile(
    r"(?:alement|(?<!v)ellement|[ai]vement|[iu]erement|usement|quement|blement|amment|emment|vraiment|airement|simplement|ainement)\Z"
)
_CLITIC = re.compile(r"\A(?:s'|d'|l'|m'|n'|j'|qu'|y )")


def bare(word: str) -> str:
    """Return a token without the elided word before it (« s'engager » gives « engager »)."""
    return _CLITIC.sub("", word)


def is_infinitive(word: str, forms: Forms) -> bool:
    """Say whether a word is an infinitive by its ending, the lists of nouns taken out."""
    plain = flat(bare(word))
    if len(plain) < 4 and plain not in ("agir", "lire"):
        return plain in ("lier", "nier")
    if plain in forms.not_infinitive or not plain.replace("-", "").isalpha():
        return False
    if plain.endswith("er"):
        return not plain.endswith("ier") or plain.endswith(("fier", "graphier")) or plain in forms.ier_verbs
    if plain.endswith("oir"):
        return plain.endswith(forms.oir_endings)
    if plain.endswith("ir"):
        return not plain.endswith("air")
    return plain.endswith("re") and (plain in forms.re_verbs or plain.endswith(forms.re_endings))


def is_action_noun(word: str, forms: Forms) -> bool:
    """Say whether a noun names an action (« création », « renforcement », « mise »)."""
    plain = flat(bare(word))
    if plain in forms.action_nouns:
        return True
    return bool(_ACTION.search(plain)) and len(plain) > 5 and not _ADVERB.search(plain) and not _listed(plain, forms.not_action_nouns)


def _listed(plain: str, words: frozenset[str]) -> bool:
    """Say whether a word or its singular is listed."""
    return plain in words or (plain.endswith("s") and plain[:-1] in words)


def is_we_future(word: str, forms: Forms) -> bool:
    """Say whether a word is a future of « nous »; présents in -rons (« espérons », « montrons ») are none.

    An « érons » with its accent is a présent: the future has a silent e.
    """
    return bool(_WE_FUTURE.search(word)) and flat(word) not in forms.present_rons


def is_third_future(word: str, forms: Forms) -> bool:
    """Say whether a word is a future of the third person."""
    plain = flat(word)
    return (bool(_THIRD.search(plain)) and plain not in forms.not_future and not plain.endswith(("erra", "orra"))) or plain == "verra"
