"""The one form in which names are compared, and the parts of an address that name a document.

Web addresses, file names and link texts spell the same words in twenty ways; here they become lower-case words with single spaces.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

MOST = 400  # characters of a name that are looked at: longer ones are noise or hostile
_ADDRESS = 2000
_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "º": " ", "°": " "})
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z][a-zA-Z])|(?<=\d)(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_EPOCH = re.compile(r"^1[0-9]{9}(?:[0-9]{3})?[-_]")
_ENDING = re.compile(r"\.([a-z0-9]{2,5})$", re.IGNORECASE)
_HEX = re.compile(r"^[0-9a-f~_-]{16,}$")


@dataclass(frozen=True)
class Address:
    """An address cut in the parts that may name a document."""

    whole: str
    host: str
    folders: tuple[str, ...]
    name: str
    ending: str
    absolute: bool


def decode(text: str) -> str:
    """Return a text percent-decoded twice, as addresses are found quoted once too often."""
    return unquote(unquote(text)).replace("\x00", " ")


def loose(text: str, most: int = MOST) -> str:
    """Return a name in lower case without accents, its punctuation kept: dates are read in it."""
    return _bare(text, most).lower()


@lru_cache(maxsize=8192)
def words(text: str) -> str:
    """Return a name as lower-case words without accents, one space between them; joined words are cut at their capitals."""
    return _BETWEEN.sub(" ", _HUMPS.sub(" ", _bare(text, MOST)).lower()).strip()


@lru_cache(maxsize=2048)
def _bare(text: str, most: int) -> str:
    """Return the beginning of a text percent-decoded and without accents."""
    decoded = decode(text[:most])
    if decoded.isascii():
        return decoded
    split = unicodedata.normalize("NFKD", decoded.translate(_LETTERS))
    return "".join(one for one in split if not unicodedata.combining(one))


def address(url: str) -> Address:
    """Return the parts of an address, of a path or of a bare file name; a name that is no address is kept whole, never refused."""
    cut = url.strip()[:_ADDRESS]
    try:
        parts = urlsplit(cut)
        scheme, host, path = parts.scheme, parts.hostname or "", parts.path
    except ValueError:
        scheme, host, path = "", "", cut
    segments = [one for one in decode(path).split("/") if one.strip()]
    last = segments.pop() if segments else ""
    ending = _ENDING.search(last)
    name = _EPOCH.sub("", last[: ending.start()] if ending else last)
    absolute = bool(scheme) or cut.startswith("/")
    return Address(cut, host.lower(), tuple(segments), _without_hash(name), ending[1].lower() if ending else "", absolute)


def _without_hash(name: str) -> str:
    return "" if _HEX.match(name) and re.search(r"[a-f]", name) and re.search(r"\d", name) else name
