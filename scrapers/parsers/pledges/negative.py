"""Whether a pledge promises that something will not be done: « ne pas augmenter », « aucun licenciement », « gel des tarifs », « zéro ».

An aim that only names what must disappear (« lutter contre ») is none: it is met by an act, not by abstaining.
"""

import re

from scrapers.parsers.pledges.plain import flat

_HEAD = r"^\W*(?:\d{1,2}[.)] ?)?(?:nous nous engageons a |s'engager a |je m'engage a |engagement (?:de|a) )?"
_NEGATIVE = re.compile(
    rf"{_HEAD}(?:pas|plus|aucune?|zero|0(?= [a-z])|non|stop|ni|fini|halte)\b(?! (?:de )?(?:seulement|d'espaces? vert"
    rf"|de (?:bus|logements?|velos?|places?|moyens|transparence|democratie|proximite|nature|vegetal|pistes?|policiers"
    rf"|agents)))"
    r"|\b(?:ne|n')[ ]?(?:pas|plus|jamais|aucune?) \w+"
    r"|\b(?:ne|n') ?(?:(?!pas\b|plus\b|que\b)[\w']+ ){1,4}?(?:pas|plus|jamais|aucune?|ni)\b"
    r"|\b(?:n'|ne )\w+(?:rons|ra|ront|rai|ons) (?:pas|plus|jamais|aucune?)\b"
    rf"|{_HEAD}(?:(?:le|la|l'|un) ?)?(?:gel(?:er)?|moratoire|refus(?:er)?|interdi\w+|abandon(?:ner)?|renonce\w*|arret(?:er"
    rf"|ons)?|suspen\w+|stopper|bannir|supprim\w+|suppression|fin d|mettre fin|mettre un terme|maintien des taux"
    rf"|stabilite fiscale)\b"
    r"|\b(?:sans (?:aucune? )?(?:hausse|augmentation|augmenter|licenciement|suppression|fermer|fermeture))\b"
    r"|\b(?:zero|aucune?) (?:hausse|augmentation|expulsion|artificialisation|licenciement|construction|fermeture|suppression"
    r"|pesticide|phyto\w*|nouvel\w*|nouveau\w*|plastique|dechet|sdf|impot)"
    r"|\b(?:gel|moratoire) (?:de|des|du|d'|sur)\b"
)
_STRONG_ACT = re.compile(
    rf"{_HEAD}(?:supprim\w+|suppression|interdi\w+|bannir|abandon(?:ner)?|arret(?:er|ons)?|mettre (?:fin|un terme)|fin d"
    rf"|suspen\w+|stopper)\b"
)


def is_negative(text: str) -> bool:
    """Say whether a pledge is one of abstaining; ending or forbidding something is an act, hence none."""
    simple = flat(text)
    return bool(_NEGATIVE.search(simple)) and not _STRONG_ACT.search(simple)
