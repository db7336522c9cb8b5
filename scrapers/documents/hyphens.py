"""The hyphen at the end of a line, which PDFium marks and joins: kept where it belongs to the word, dropped where it only cut it.

« Jean-Pierre », « Saint-Etienne », « ci-dessus », « 2024-18 » keep it; « éli-gible » and « com-merciale » are one word again, so that
a search finds them. What stands before a mark may also be nothing: a dash that begins a line of a list, which stays a dash.
"""

import re
from itertools import pairwise

MARK = "\x02"
_LONGEST = 30  # characters of a word that are looked at
_LAST_WORD, _FIRST_WORD = re.compile(r"\w+$"), re.compile(r"\w+")
# Words that stand before a hyphen and do not begin a longer word written in one: « trans », « inter », « par » are not among them.
_FIRST_WORDS = (
    "abat arc arrière après avant basse beau belle celle celles celui centre ceux chef ci compte cul demi deux eau ex faux garde "
    "grand grande gros haute huit là libre lieu maître moins neuf non nord nouveau nouvelle néo ouest outre petit petite pique plus porte "
    "presque procès quasi quatre rendez rond saint sainte sans sapeur sapeurs self semi six sous socio soixante sud tiers timbre "
    "treize trente vice vingt états éco cinquante quarante cinq lave pare"
)
_SECOND_WORDS = (
    "ci là il ils elle elles je vous même mêmes dessus dessous devant delà mer sous rendu rendus verbal verbaux maire président présidente "
    "présidents adjoint adjointe deux trois cents nique midi"
)
_FIRST, _SECOND = frozenset(_FIRST_WORDS.split()), frozenset(_SECOND_WORDS.split())
_ONE_WORD = re.compile(r"sous(?:cri|tra|tir|ten|tien)|avan[ct]|porteu|paren|plusieurs|nonobst", re.IGNORECASE)


def join(text: str) -> str:
    """Return the text with every marked hyphen kept as a hyphen or dropped."""
    if MARK not in text:
        return text
    parts = text.split(MARK)
    return parts[0] + "".join(_sign(before, after) + after for before, after in pairwise(parts))


def _sign(before: str, after: str) -> str:
    left, right = _LAST_WORD.search(before[-_LONGEST:]), _FIRST_WORD.match(after[:_LONGEST])
    if left and right and not _belongs(left.group(), right.group()):
        return ""
    return "-"


def _belongs(before: str, after: str) -> bool:
    if after[0].isupper() or after[0].isdigit() or before[-1].isdigit() or (before[-1].isupper() and len(before) > 1):
        return True
    if _ONE_WORD.match(before + after):
        return False
    return before.lower() in _FIRST or after.lower() in _SECOND
