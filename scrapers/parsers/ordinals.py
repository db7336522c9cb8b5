"""Ordinals at a line's start: "1.", "2)", "IV -", "A/", "1.2", "Point n° 3", "Question 4", and the bullets of sub-headings."""

import re

from scrapers.parsers.headers import LONGEST, Header, ordinal_value
from scrapers.parsers.text import Line

WEAK = frozenset({"dot", "bracket", "slash", "dash"})  # clerks mix these inside one list
_WORDS = r"question|affaire|rapport|dossier|deliberation|delib\.?|sujet|projet|objet|item|resolution|delib\.? n"
_SPELLED = {
    "premiere": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13, "quatorzieme": 14,
    "quinzieme": 15, "seizieme": 16, "dix-septieme": 17, "dix-huitieme": 18, "dix-neuvieme": 19, "vingtieme": 20, "dernier": 0,
}  # fmt: skip
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("point", re.compile(r"^\W*point\s*(?:n\s?[°ºo]?\s*)?(?P<n>\d{1,3}|[ivx]{1,5})\b")),
    ("item", re.compile(rf"^\W*(?:{_WORDS})\s*(?:n\s?[°ºo]?\s*)?(?P<n>\d{{1,3}})\s*(?:[.:)/-]|$|(?=[a-z\"«' ]{{3}}))")),
    (
        "spelled",
        re.compile(
            r"^\W*(?P<n>" + "|".join(_SPELLED) + r")\s+(?:point|question|sujet|affaire|dossier|rapport|deliberation)\b[^:\n]{0,40}:"
        ),
    ),
    ("n", re.compile(r"^\W*n\s?°\s*(?P<n>\d{1,3})(?![\d/])\s*[-:.)]")),
    ("nested", re.compile(r"^\W{0,3}(?P<up>\d{1,2})\s?[.-]\s?(?P<n>\d{1,2})(?:\s?[.)/:-](?!\s?\d)|\s+(?=[a-z'\"«]))")),
    ("lettered", re.compile(r"^\W{0,3}(?P<up>\d{1,2})\s?[.-]\s?(?P<n>[a-h])(?:\s?[.):-]\s*|\s+)(?=[a-z'\"«])")),
    ("dot", re.compile(r"^\W{0,3}(?P<n>\d{1,2}|[l|!])\s?\.(?!\s?\d)")),
    ("bracket", re.compile(r"^\W{0,3}(?P<n>\d{1,2}|[l|!])\s?°?\)")),
    ("slash", re.compile(r"^\W{0,3}(?P<n>\d{1,2}|[l|!])\s?/(?!\s?\d)")),
    ("dash", re.compile(r"^\W{0,3}(?P<n>\d{1,2}|[l|!])\s?°?\s?[-:°](?!\s?\d)")),
    ("roman", re.compile(r"^\W{0,3}(?P<n>x{0,3}(?:ix|iv|v?i{0,3}))\s?[.)/:-]")),
    ("letter", re.compile(r"^\W{0,3}(?P<n>[a-z])\s?[.)/](?!\s?[a-z]\s?\.)|^\W{0,3}(?P<m>[a-z]) ?- ?(?=[a-z])")),
    ("bare", re.compile(r"^(?P<n>\d{1,2})\s{1,3}(?=[a-z'\"« ]{6})")),
    ("romanbare", re.compile(r"^\W{0,3}(?P<n>x{0,3}(?:ix|iv|v?i{0,3}))\s{1,3}(?=[a-z'\"«])")),
    ("bullet", re.compile(r"^\s*(?P<n>[-•●▪■*✓➢►→o])\s*(?=[a-z\"«])")),
)  # fmt: skip
_QUICK = re.compile(
    r"[^\w\n]{0,4}(?:[\dl|!]|[ivx]{1,5}\b|[a-z]\s?[.)/-]|n\s?°|point|question|affaire|rapport|dossier|delib|sujet|projet|item|resol"
    r"|premi|deuxi|second|troisi|quatri|cinqui|sixi|septi|huiti|neuvi|dixi|onzi|douzi|treizi|quatorzi|quinzi|seizi|dix-|vingti"
    r"|o )|\W"
)
_SUB_ITEM = re.compile(
    r"\W*(?:d(?:e |')\s*\w{3,}(?:er|ir|re)\b|[a-z]+(?:er|ir)\s+(?:le|la|les|l'|un|une|des|a|au|aux|en|que)\b)"
)  # a list of powers
_PERSON = re.compile(r"\W*(?:m|mr|mrs|mm|mme|mmes|mlle|monsieur|madame|messieurs|mesdames)\b\.?\s")
_SEVERAL = re.compile(
    rf"[;,.] (?:point|{_WORDS}) n\s?°\s?\d{{1,3}}\b"
)  # an agenda printed as a sentence: "Rapport n° 1 - A ; Rapport n° 2 - B"
_AFTER = re.compile(r"[\s.:;,)\]/°-]*")


def ordinals(line: Line) -> list[Header]:
    """Return the headers that a list ordinal at the line's start makes (one per way of reading it)."""
    if line.blank or len(line.text) > LONGEST or not _QUICK.match(line.plain) or _SEVERAL.search(line.plain):
        return []
    found = []
    for name, pattern in _PATTERNS:
        match = pattern.match(line.plain)
        header = _header(line, name, match) if match else None
        if header:
            found.append(header)
    return found


def _header(line: Line, name: str, match: re.Match[str]) -> Header | None:
    parts = match.groupdict()
    raw = parts["n"] or parts.get("m") or ""
    value = _value(name, raw)
    if value is None or not _titled(line, match.end(), name):
        return None
    after = _AFTER.match(line.plain, match.end())
    at = line.start + (after.end() if after else match.end())
    up = int(parts["up"]) if parts.get("up") else None
    return Header(line.index, "num", name, at, raw if raw.isdigit() else None, value, up)


def _value(name: str, raw: str) -> int | None:
    if name == "bullet":
        return 0
    if name == "spelled":
        return _SPELLED[raw] or None
    if name in ("letter", "lettered"):
        return ord(raw) - ord("a") + 1 if raw else None
    return 1 if raw in ("l", "|", "!") else ordinal_value(raw)


def _titled(line: Line, at: int, name: str) -> bool:
    simple = line.plain[at:]
    if _SUB_ITEM.match(simple) or _PERSON.match(simple):
        return False
    rest = line.text[at:].lstrip(" .:;,)]/°-–—\t•")
    letters = sum(c.isalpha() for c in rest)
    if not rest:
        return name in ("point", "item")
    if name == "lettered":
        return letters >= 8 and rest[0].isupper() and line.text[:at].rstrip(" .):-–")[-1:].isupper()
    if name in ("bare", "romanbare", "bullet", "letter") and not (rest[0].isupper() or rest[0] in "«\"“'’"):
        return name == "letter" and letters >= 8
    if name == "romanbare":
        return letters >= 3 and line.text.lstrip()[:1].isupper()
    return letters >= (12 if name == "bare" else 3) or (rest[0].isdigit() and letters >= 2)
