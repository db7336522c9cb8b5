"""Printed references of acts in all the shapes that towns give them: "20240325 1", "D2024-17", "24-07/059", "2022.00028", "48/2026 :".

A reference must carry the year of the sitting when that year is known: "2022 - 114 Occupation …" in a table of 2024 is no act.
The mayor's decisions (DM, décision n°, arrêté n°) never begin an act.
"""

import re
from datetime import date

from scrapers.parsers.headers import LONGEST, Header, ordinal_value
from scrapers.parsers.stops import is_alone
from scrapers.parsers.text import Line

_LEAD = (
    r"^[^\w(\[]{0,4}(?:(?P<listed>\d{1,2}|[ivx]{1,5})\s?[.)/-]+\s*)?[(\[]?"
    r"(?:(?P<word>deliberations?|delib|dcm|acte|affaire|dossier|question|rapport|objet)\b\s*[.:]?\s*)?(?:n\s*[°o]\s*[.:]?\s*)?"
)
_PREFIX = r"(?P<prefix>d|de|del|delib|deliberation|dcm|cm|dl|dg|cc|dcc|delb|ca|cs|bc|b)"
_TAIL = r"(?=[\s:.,;)\]–-]|$)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(_LEAD + r"(?P<ref>" + shape + r")" + _TAIL))
    for name, shape in (
        (
            "date-ordinal",
            r"(?P<year>20\d\d)[ ./-]?(?P<month>0[1-9]|1[0-2])[ ./-]?(?P<dd>0[1-9]|[12]\d|3[01])"
            r"(?:\s*[-_/.:]?\s*(?:(?:dcm|del|delib|d|cm)[-_ ]*)?(?:n°\s*)?(?P<n>\d{1,3})(?:[ -]{0,2}(?P<sub>[a-z]|bis|ter)(?=[\s:.-]))?)",
        ),
        ("year-month-ordinal", r"(?P<year>20\d\d)[ -](?P<month>0[1-9]|1[0-2])[ -](?P<n>\d{2,3})"),
        ("prefix-year-number", _PREFIX + r"\s?[_.-]?\s?(?P<year>20\d\d)\s?[-_/.]?\s?(?P<n>\d{1,4})"),
        ("year-number", r"(?P<year>20\d\d)\s?[-_/.]\s?(?P<n>\d{1,5})"),
        ("year-service-number", r"(?P<year>20\d\d)\s(?P<prefix>[a-z]{2,6})\s(?P<n>\d{1,4})"),
        ("year-month-number", r"(?P<yy>\d\d)[-.](?P<month>0[1-9]|1[0-2])[/-](?P<n>\d{1,4})"),
        ("day-month-number", r"(?P<dd>0[1-9]|[12]\d|3[01])-(?P<month>0[1-9]|1[0-2])/(?P<n>\d{2,4})"),
        ("number-year", r"(?P<n>\d{1,4})\s?[/-]\s?(?P<year>20\d\d)"),
        ("prefix-number-year", _PREFIX + r"[-_](?P<n>\d{1,4})[-_](?P<yy>\d\d)"),
        ("prefix-short-number", _PREFIX + r"[\s._-]?(?P<yy>\d\d)(?:[_.-]?(?P<month>0[1-9]|1[0-2]))?[_-](?P<n>\d{2,4})"),
        ("code", r"\d(?P<prefix>dl)(?P<yy>\d\d)(?P<n>\d{4})"),
    )
)
_TRAILING = re.compile(
    r"[([]\s?(?:deliberation\s*)?(?:n\s*°\s*)?(?P<ref>(?P<prefix>[a-z]{1,4})?[ _-]?(?:(?P<year>20\d\d)[_/.-](?P<n>\d{1,5})"
    r"|(?P<m>\d{1,4})/(?P<y>20\d\d)))\s?[)\]]"
    r"\s*\.?\s*$"
)
_AFTER = re.compile(r"[\s.:;,)\]–-]*")
_CITED = re.compile(
    r"\s*(?:du|en date|de la seance|relative?|approuvant|autorisant|portant|et|ou|a|au|modifie|prise|pris|ci-dessus|annexee?|susvisee?)\b"
)
_LETTER_O = re.compile(r"(?<=[\d./-])[oûôöu](?=[\d./-])")
_LETTER_I = re.compile(r"(?<=[\d./-])[il|!](?=[\s\d./-]|$)|(?<=[./-] )[il|!](?= )")
_FIGURE = re.compile(r"\d")
_DATED = re.compile(
    r"\W{0,4}\d{1,2}([/.-])\d{1,2}\1(?:20)?\d\d\b(?!\s?[-/.]\s?\d)"
)  # "21/03/2024 Title" is no list ordinal before "03/2024"
_SUITE = re.compile(r"\(?\s*\bsuite\b\s*\)?\W*$")


def reference(line: Line, day: date | None) -> Header | None:
    """Return the header that a printed reference at the line's start (or in brackets at its end) makes, if any."""
    if line.blank or len(line.text) > LONGEST + 100 or not _FIGURE.search(line.plain, 0, 60):
        return _trailing(line, day) if line.plain.rstrip(" .").endswith((")", "]")) else None
    if is_alone(line):
        return None
    simple = mended(line.plain)
    for name, pattern in _SHAPES:
        match = pattern.match(simple)
        if match and _plausible(match, line, simple, day):
            return _make(name, match, line, simple)
    return _trailing(line, day)


def mended(simple: str) -> str:
    """Return a plain line whose first figures are mended where recognition wrote letters ("2O17.03.06-I"); same length."""
    head = _LETTER_I.sub("1", _LETTER_O.sub("0", simple[:34]))
    return head + simple[34:]


def _trailing(line: Line, day: date | None) -> Header | None:
    match = _TRAILING.search(line.plain)
    if not match or match.start() <= 8:
        return None
    year = int(match["year"] or match["y"])
    if day and year != day.year:
        return None
    number = line.text[match.start("ref") : match.end("ref")].strip()
    return Header(line.index, "ref", "trailing", line.start, number, int(match["n"] or match["m"]))


def _plausible(match: re.Match[str], line: Line, simple: str, day: date | None) -> bool:
    parts = match.groupdict()
    if not _of_this_sitting(parts, day) or (parts.get("listed") and _DATED.match(simple)):
        return False
    year = int(parts["year"]) if parts.get("year") else 0
    if year and parts.get("n") and len(parts["n"]) == 4 and int(parts["n"]) in (year - 1, year, year + 1):
        return False  # a school or budget year, "2024-2025"
    rest = simple[match.end() :]
    if _CITED.match(rest) or _SUITE.search(rest):
        return False
    after = _AFTER.match(rest)
    start = match.end() + (after.end() if after else 0)
    following = line.text[start : start + 1]
    separated = bool(re.match(r"\s*[-–:.)\]]", rest))
    return not following or following.isupper() or separated or bool(parts.get("prefix") or parts.get("word")) or not following.isalpha()


def _of_this_sitting(parts: dict[str, str | None], day: date | None) -> bool:
    """Say whether the year (or the day and month where no year is printed) of a reference is the sitting's."""
    year = parts.get("year") or ("20" + (parts["yy"] or "") if parts.get("yy") else None)
    if year:
        return not day or int(year) == day.year
    return day is not None and (parts.get("dd"), parts.get("month")) == (f"{day.day:02}", f"{day.month:02}")


def _make(name: str, match: re.Match[str], line: Line, simple: str) -> Header:
    parts = match.groupdict()
    after = _AFTER.match(simple, match.end())
    number = " ".join(_printed(line.text, simple, match.start("ref"), match.end("ref")).split())
    listed = parts.get("listed")
    letter = "" if name == "year-service-number" else (parts.get("prefix") or "")[:1]  # services differ inside one sitting
    shape = f"{name}:{letter}"
    title_at = line.start + (after.end() if after else match.end())
    return Header(line.index, "ref", shape, title_at, number, int(parts["n"]), ordinal_value(listed) if listed else None)


def _printed(text: str, simple: str, start: int, end: int) -> str:
    """Return the reference as printed, with the figures that recognition damaged mended."""
    return "".join(s if s.isdigit() and not c.isdigit() else c for c, s in zip(text[start:end], simple[start:end], strict=True))
