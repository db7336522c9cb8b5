"""An act's words made ready for the vote reader: white space in order, and the letters that recognition damages most put back.

`Words.text` keeps capitals and accents (names are read from it), `Words.simple` is its plain form of the same length, where formulas are
sought. Only what can be nothing else is mended: "ACCEPÏE", "UNAN?MITE", "1'unanimité".
"""

import re
from dataclasses import dataclass

from scrapers.parsers.text import plain

_BLANKS = re.compile(r" (?:[^\S\n\f])+|[^\S\n\f ][^\S\n\f]*")
_BREAKS = re.compile(r" ?[\n\f] ?")
_EMPTY = re.compile(r"\n{2,}")
_DAMAGED_T = re.compile(r"(?<![AOUaou\W\d_])Ï")  # "NAÏF" and "LOÏC" keep theirs
_DAMAGED_I = re.compile(r"(?<=[A-Z])\?(?=[A-Z])")
_DAMAGED_L = re.compile(r"(?<!\w)1(?=['’][a-zA-Z])")
_DAMAGED_ACTE = re.compile(r"(?<=prend )acle\b|(?<=prennent )acle\b")
_LINE_WITH_GAPS = re.compile(r"^(?:\S{1,8} ){9,}\S{0,8}$", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    """A text in order and its plain form, of the same length."""

    text: str
    simple: str
    shown: str = ""  # the text as printed, where speeches are blank in `text`


def words_of(text: str) -> Words:
    """Return the words of an act, or of any passage of one."""
    tidy = _EMPTY.sub("\n\n", _BREAKS.sub("\n", _BLANKS.sub(" ", text)))
    if 2 * tidy.count("\n\n") > max(8, tidy.count("\n") * 0.7):
        tidy = _EMPTY.sub("\n", tidy)  # printed with double spacing: an empty line parts nothing
    mended = _DAMAGED_T.sub("T", tidy) if "Ï" in tidy else tidy
    mended = _DAMAGED_ACTE.sub("acte", mended) if "acle" in mended else mended
    mended = _DAMAGED_I.sub("I", mended) if "?" in mended else mended
    return Words(tidy, plain(_DAMAGED_L.sub("l", mended)))


def spaced_out(words: Words) -> str:
    """Return the letters of the lines printed with gaps ("L E C ONS E IL"), without spaces: only formulas can be known there."""
    lines = [one[0] for one in _LINE_WITH_GAPS.finditer(words.simple)]
    return "\n".join(line.replace(" ", "") for line in lines if len(line) < 3.6 * (line.count(" ") + 1))
