"""The tele-transmission stamp of an act: "ID : 095-219501426-20240105-032024-DE", on one line or cut, clean or damaged by recognition.

It holds the department, the SIREN of the body, the day of the act, its local number and its nature. A damaged one is repaired only when
its SIREN is then the body's own and its day is a real one: a key that is nearly right would join two acts.
"""

import re
from dataclasses import dataclass
from datetime import date

DELIBERATION = "DE"
NATURES = ("DE", "AR", "AI", "CC", "BF", "AU")  # délibération, two kinds of arrêté, contract, budget, other
_EARLIEST, _LATEST = 2000, 2100
_DASH = r"\s?[-‐‑–—−_]\s{0,2}"
_CODE = re.compile(
    rf"(?<![\w-])(?P<place>[0-9OoIl]{{3}}|0?2[ABab]|2[ABab][0-9])(?:{_DASH})(?P<siren>[0-9OoIlSB](?:\s?[0-9OoIlSB]){{8}})(?:{_DASH})"
    rf"(?P<day>[0-9OoIlSB](?:\s?[0-9OoIlSB]){{7}})(?:{_DASH})(?P<number>[A-Za-z0-9_./°-]{{1,40}}?)(?:{_DASH})(?P<nature>DE|AR|AI"
    rf"|CC|BF|AU|D[EÉé])(?![A-Za-z0-9])",
    re.IGNORECASE,
)  # fmt: skip
_REPAIRED = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "i": "1", "L": "1", "S": "5", "s": "5", "B": "8", "b": "8"})


@dataclass(frozen=True)
class Stamp:
    """A stamp read in a text: where, its whole identifier as it should be printed, the act's day, its number and nature."""

    offset: int
    identifier: str
    day: date
    number: str
    nature: str


def read_stamps(text: str, siren: str | None = None) -> list[Stamp]:
    """Return the valid stamps of a text; with a SIREN, only the body's own."""
    return [stamp for match in _CODE.finditer(text) if (stamp := _stamp(match, siren))]


def stamps(text: str, siren: str | None = None) -> list[tuple[int, str, date]]:
    """Return (offset, identifier, day of the act) of every valid stamp of a délibération."""
    return [(one.offset, one.identifier, one.day) for one in read_stamps(text, siren) if one.nature == DELIBERATION]


def _stamp(match: re.Match[str], siren: str | None) -> Stamp | None:
    printed = "".join(match["siren"].split()), "".join(match["day"].split())
    owner, day = (part.translate(_REPAIRED) for part in printed)
    clean = printed == (owner, day) and match["place"].upper() == _place(match["place"])
    if (siren and owner != siren) or not (clean or siren):
        return None
    when = _day(day)
    if when is None:
        return None
    nature = match["nature"].upper().replace("É", "E")
    number = match["number"].strip("-_ ")
    identifier = f"{_place(match['place'])}-{owner}-{day}-{number}-{nature}"
    return Stamp(match.start(), identifier, when, number, nature) if number else None


def _place(raw: str) -> str:
    """Return the department, a Corsican letter kept."""
    corsican = re.fullmatch(r"0?2[ABab]|2[ABab][0-9]", raw)
    return raw.upper() if corsican else raw.translate(_REPAIRED)


def _day(raw: str) -> date | None:
    try:
        day = date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    except ValueError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None
