"""Whether the text of a page says anything: some files print letters whose codes mean nothing, and a stamp alone is not the page's text."""

import re
import unicodedata
from itertools import islice

FEW_CHARACTERS = 25  # a page under this has no usable text
STAMP_CHARACTERS = 400  # a tele-transmission stamp, a header: less than a page says
_ENOUGH = 200  # letters on which a judgement can rest
_MOST_BAD = 0.1
_LEAST_FIGURES = 0.3
_FEW_SMALL_WORDS = 4
_BAD = re.compile(r"[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_VOWEL = re.compile(r"[aeiouy]")
_SMALL_WORD = re.compile(r"\b(?:de|la|le|et|du|les|des|en|au|par|pour|une?|est|dans|qui|the|of|and|der|die|und|di|il|a|e)\b", re.IGNORECASE)


def is_junk(text: str) -> bool:
    """Say whether a text layer is rubbish: codes without a meaning, or letters that form no words of a European language."""
    signs = len(text) - text.count(" ") - text.count("\n")
    if signs < FEW_CHARACTERS:
        return False
    if len(_BAD.findall(text)) > _MOST_BAD * signs:
        return True
    if len(list(islice(_SMALL_WORD.finditer(text), _FEW_SMALL_WORDS))) == _FEW_SMALL_WORDS:
        return False
    return _no_words(text, signs)


def _no_words(text: str, signs: int) -> bool:
    letters = len(_LETTER.findall(text))
    if len(_FIGURE.findall(text)) > _LEAST_FIGURES * signs:
        return False
    if letters < _ENOUGH:
        return letters < _LEAST_FIGURES * signs
    vowels = len(_VOWEL.findall(unicodedata.normalize("NFD", text.lower())))
    return not 0.25 * letters <= vowels <= 0.65 * letters
