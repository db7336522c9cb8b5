"""Lines that may begin an act, by family: a printed reference, an ordinal, the word "Objet". Candidates only; `segment` decides.

A reference must carry the year of the sitting when that year is known: "2022 - 114 Occupation …" in a table of 2024 is no act.
The mayor's decisions (DM, décision n°, arrêté n°) end an act and never begin one.
"""

import re
from dataclasses import dataclass
from typing import Literal

from scrapers.parsers.text import Line

Family = Literal["ref", "num", "obj"]


@dataclass(frozen=True)
class Header:
    """A candidate: its line, its family and shape, its number, and where its title begins in the stored text."""

    line: int
    family: Family
    shape: str
    title_at: int
    number: str | None = None
    ordinal: int | None = None  # the ordinal in its chain, or the last part of a reference
    listed: int | None = None  # the list ordinal printed before a reference: "3. D2024-17"


_LEAD = (
    r"^[^\w(\[]{0,4}(?:(?P<listed>\d{1,2}|[ivx]{1,5})\s?[.)/-]+\s*)?[(\[]?(?:(?P<word>deliberations?|delib|dcm|acte|affaire|dossier|question|rapport)\b"
    r"\s*[.:]?\s*)?(?:n\s*[°o]\s*[.:]?\s*)?"
)
_PREFIX = r"(?P<prefix>d|de|del|delib|deliberation|dcm|cm|dl|dg|cc|dcc|delb|ca|cs)"
_TAIL = r"(?=[\s:.,;)\]-]|$)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(_LEAD + r"(?P<ref>" + shape + r")" + _TAIL))
    for name, shape in (
        (
            "date-ordinal",
            r"(?P<year>20\d\d)[ ./-]?(?P<month>0[1-9]|1[0-2])[ ./-]?(?P<dd>0[1-9]|[12]\d|3[01])"
            r"(?:\s*[-_/.:]?\s*(?:(?:dcm|del|delib|d|cm)[-_ ]*)?(?:n°\s*)?(?P<n>\d{1,3})(?:[ -]?(?P<sub>[a-z]|bis|ter)(?=[\s:.-]))?)",
        ),
        ("year-month-ordinal", r"(?P<year>20\d\d)[ -](?P<month>0[1-9]|1[0-2])[ -](?P<n>\d{2,3})"),
        ("prefix-year-number", _PREFIX + r"\s?[_.-]?\s?(?P<year>20\d\d)\s?[-_/.]?\s?(?P<n>\d{1,4})"),
        ("year-number", r"(?P<year>20\d\d)\s?[-_/.]\s?(?P<n>\d{1,5})"),
        ("year-service-number", r"(?P<year>20\d\d)\s(?P<prefix>[a-z]{2,6})\s(?P<n>\d{1,4})"),
        ("year-month-number", r"(?P<yy>\d\d)[-.](?P<month>0[1-9]|1[0-2])[/-](?P<n>\d{1,4})"),
        ("number-year", r"(?P<n>\d{1,4})\s?/\s?(?P<year>20\d\d)"),
        ("prefix-number-year", _PREFIX + r"[-_](?P<n>\d{1,4})[-_](?P<yy>\d\d)"),
        ("prefix-short-number", _PREFIX + r"[\s._-]?(?P<yy>\d\d)(?:(?P<month>0[1-9]|1[0-2]))?[_-](?P<n>\d{2,4})"),
        ("code", r"\d(?P<prefix>dl)(?P<yy>\d\d)(?P<n>\d{4})"),
    )
)
_TRAILING = re.compile(r"\((?:n\s*°\s*)?(?P<ref>(?P<prefix>[a-z]{1,4})?[ _-]?(?P<year>20\d\d)[_/-](?P<n>\d{1,4}))\)\s*\.?\s*$")
_AFTER = re.compile(r"[\s.:;,)\]\-]*")
_CITED = re.compile(r"\s*(?:du|en date|de la seance|relative?|approuvant|autorisant|portant|et|ou|a|au)\b")
_NOT_ACTS = re.compile(
    r"^[^\w(]{0,4}(?:(?:\d{1,2}|[ivx]{1,5})\s?[.)/-]+\s*)?(?:dm|dec|decision(?: du maire| du president)?|arrete|arr|ar)\b"
    r"[ .:_-]*(?:n\s*°\s*[:.]?\s*)?(?:dm[ _-]?)?\d{2,4}\s?[-_/.]\s?[\w-]{1,8}"
)
_STOP = re.compile(
    r"^\W*(?:(?:[ivx]{1,4}|\d{1,2})\s?[.)/-]+\s*)?"
    r"(?:questions? (?:diverses|orales|ecrites)|informations?(?: (?:diverses|generales|du maire|communales))?"
    r"|affaires diverses|points? divers|divers"
    r"|tour de table|interventions? du public|compte[- ]rendu des (?:decisions|delegations)|decisions? (?:du maire|prises)"
    r"|(?:liste|tableau|recapitulatif) des deliberations|l'ordre du jour (?:etant|est) epuise"
    r"|(?:la |fin de (?:la )?)?seance (?:est |a ete )?levee|plus rien n'etant|rien n'etant plus|plus aucune question"
    r"|fin de (?:la )?seance)\b[^a-z]{0,40}"
)
_STOP_WHOLE = re.compile(r"^\W*(?:informations?|divers|interventions?|prochaines? dates?)\W*$")

_NUM: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("point", re.compile(r"^\W*point\s*(?:n\s?°\s*)?(?P<n>\d{1,3})\b")),
    (
        "item",
        re.compile(
            r"^\W*(?:question|affaire|rapport|dossier|deliberation|delib\.?|sujet|projet)\s*(?:n\s?[°o]?\s*)?(?P<n>\d{1,3})\s*(?:[.:)/-]|$)"
        ),
    ),
    ("n", re.compile(r"^\W*n\s?°\s*(?P<n>\d{1,3})(?![\d/])\s*[-:.)]")),
    ("dot", re.compile(r"^\W{0,3}(?P<n>\d{1,2})\s?\.(?!\s?\d)")),
    ("bracket", re.compile(r"^\W{0,3}(?P<n>\d{1,2})\s?°?\)")),
    ("slash", re.compile(r"^\W{0,3}(?P<n>\d{1,2})\s?/(?!\s?\d)")),
    ("dash", re.compile(r"^\W{0,3}(?P<n>\d{1,2})\s?[-:°](?!\s?\d)")),
    ("roman", re.compile(r"^\W{0,3}(?P<n>x{0,3}(?:ix|iv|v?i{0,3}))\s?[.)/:-]")),
    ("bare", re.compile(r"^(?P<n>\d{1,2})\s{1,3}(?=[a-z'\" ]{6})")),
)
_OBJ = re.compile(r"^\W*objet\s*(?:de la deliberation\s*)?:\s*(?=\S)")
_SUB_ITEM = re.compile(r"\W*d(?:e |')\s*\w{3,}(?:er|ir|re)\b")  # "10. De fixer …": a list of powers, not of acts
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_LONGEST = 260


def is_stop(line: Line) -> bool:
    """Say whether this line ends the acts that come before it (questions, information, end of sitting, a mayor's decision)."""
    simple = line.plain
    return bool(_NOT_ACTS.match(simple) or _STOP_WHOLE.match(simple) or (_STOP.match(simple) and len(simple) < 120))


def reference(line: Line, years: frozenset[int]) -> Header | None:
    """Return the header that a printed reference at the line's start (or in brackets at its end) makes, if any."""
    if line.blank or _NOT_ACTS.match(line.plain):
        return None
    for name, pattern in _SHAPES:
        match = pattern.match(line.plain)
        if match and _plausible(match, line, years):
            return _make_reference(name, match, line)
    match = _TRAILING.search(line.plain)
    if match and match.start() > 8 and (not years or int(match["year"]) in years):
        number = line.text[match.start("ref") : match.end("ref")].strip()
        return Header(line.index, "ref", "trailing", line.start, number, int(match["n"]))
    return None


def _plausible(match: re.Match[str], line: Line, years: frozenset[int]) -> bool:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["yy"])
    if years and year not in years:
        return False
    if parts.get("n") and len(parts["n"]) == 4 and int(parts["n"]) in (year - 1, year, year + 1):
        return False  # a school or budget year, "2024-2025"
    rest = line.plain[match.end() :]
    if _CITED.match(rest):
        return False
    after = _AFTER.match(rest)
    start = match.end() + (after.end() if after else 0)
    following = line.text[start : start + 1]
    separated = bool(re.match(r"\s*[-:.)\]]", rest))
    named = bool(parts.get("prefix") or parts.get("word"))
    return not following or following.isupper() or separated or named or not following.isalpha()


def _make_reference(name: str, match: re.Match[str], line: Line) -> Header:
    parts = match.groupdict()
    after = _AFTER.match(line.plain, match.end())
    number = " ".join(line.text[match.start("ref") : match.end("ref")].split())
    listed = parts.get("listed")
    shape = f"{name}:{(parts.get('prefix') or '')[:1]}"
    title_at = line.start + (after.end() if after else match.end())
    return Header(line.index, "ref", shape, title_at, number, int(parts["n"]), _ordinal(listed) if listed else None)


def ordinals(line: Line) -> list[Header]:
    """Return the headers that a list ordinal at the line's start makes (one per way of reading it)."""
    found = []
    if line.blank or len(line.text) > _LONGEST:
        return []
    for name, pattern in _NUM:
        match = pattern.match(line.plain)
        value = _ordinal(match["n"]) if match else None
        if match and value and _titled(line, match.end(), name):
            after = _AFTER.match(line.plain, match.end())
            at = line.start + (after.end() if after else match.end())
            found.append(Header(line.index, "num", name, at, match["n"] if match["n"].isdigit() else None, value))
    return found


def _titled(line: Line, at: int, name: str) -> bool:
    if _SUB_ITEM.match(line.plain[at:]):
        return False
    rest = line.text[at:].lstrip(" .:;,)]-–—\t•")
    letters = sum(c.isalpha() for c in rest)
    if not rest:
        return name in ("point", "item")
    if name == "bare":
        return rest[0].isupper() and letters >= 12
    return (rest[0].isupper() or rest[0] in "«\"“'’" or rest[0].isdigit()) and letters >= 3


def _ordinal(raw: str) -> int | None:
    if raw.isdigit():
        return int(raw)
    total = 0
    for one, following in zip(raw, [*raw[1:], "i"], strict=False):
        value = _ROMAN.get(one, 0)
        total += -value if value < _ROMAN.get(following, 0) else value
    return total or None


def object_line(line: Line) -> Header | None:
    """Return the header that a line "Objet : …" makes."""
    match = _OBJ.match(line.plain)
    return Header(line.index, "obj", "objet", line.start + match.end()) if match else None
