"""Stable ids: a prefix and a short hash of the rawest stable fields, never a title, position, path or clock value."""

import hashlib
import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "`": "'"})


def fold(text: str) -> str:
    """Return lower-case text without accents or ligatures, white space collapsed (for comparing, never for showing)."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain.lower()).strip()


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits of SHA-256 over the parts, which are kept apart by a separator."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def normal_number(number: str) -> str:
    """Return an act number with blanks and the words n° / DEL punctuation differences removed."""
    return re.sub(r"[^a-z0-9]+", "-", fold(number).replace("n°", "")).strip("-")


def body_id(town: str, key: str) -> str:
    """Return the id of a body (council, métropole) of a town."""
    return f"{town}/{key}"


def document_id(body: str, address: str) -> str:
    """Return the id of a document: its body and its canonical address (never the text of its link)."""
    return "doc-" + digest(body, address)


def sitting_id(siren_or_body: str, day: str) -> str:
    """Return the id of a sitting: body and ISO date."""
    return "sit-" + digest(siren_or_body, day)


def act_id(
    *, transmission_id: str | None, siren: str, day: str | None, number: str | None, number_is_unique: bool, sha256: str, text: str
) -> str:
    """Return an act's id by the first natural key that exists (architecture document, "Ids").

    `siren` is the body's SIREN (its id when no SIREN is known); `text` is the act's own text.
    """
    if transmission_id:
        return "act-" + digest("tt", transmission_id)
    if number and number_is_unique and day:
        return "act-" + digest("no", siren, day, normal_number(number))
    return "act-" + digest("tx", sha256, fold(text)[:200])


def pledge_id(programme: str, key: str) -> str:
    """Return the id of a pledge: its programme's slug and the key written in its file."""
    return "ple-" + digest(programme, key)
