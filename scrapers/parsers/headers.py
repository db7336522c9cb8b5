"""A line that may begin an act: a candidate with its family, its number and where its title begins. `segment` decides.

Families: "ref" a printed reference, "num" an ordinal of a list, "obj" the word "Objet", "caps" a title in capitals, "agenda" a line that
repeats a title of the printed agenda.
"""

import re
from dataclasses import dataclass
from typing import Literal

from scrapers.parsers.text import Line, Sheet

Family = Literal["ref", "num", "obj", "caps", "agenda"]
LONGEST = 260  # characters of a line above which it is prose
_OBJ = re.compile(r"^\W*(?:objet|intitule)\s*(?:de la deliberation\s*)?(?:n\s?°\s*\d+\s*)?:\s*(?=\S)|^\W*deliberation\s*:\s*(?=\S)")
_OBJ_ALONE = re.compile(r"^\W*objet\s*(?::\s*)?$")
_WISH = re.compile(r"^\W{0,4}(?:vou|voeu|motion)\s{0,3}n\s?°\s{0,3}\d{1,3}\b\W{0,4}\w{3,}")
_WISH_REF = re.compile(r"^\W{0,4}(?P<ref>[a-z]{0,5}\d[\d./-]{0,12}(?: [a-z]{0,5}\d{1,6}){0,3})\s?[-:]\s?(?=(?:vou|voeu|motion)\b)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


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
    partner: "Header | None" = (
        None  # another header of the same act: the line "Point 2 – Title" above a bare reference, "Objet : …" below it
    )

    @property
    def first(self) -> int:
        """The first line of the header and its partner."""
        return min(self.line, self.partner.line) if self.partner else self.line

    @property
    def worded(self) -> bool:
        """Say whether the town itself names the unit: a reference, "Question n° 3", "Point 2"; such an act is never cut further."""
        return self.family in ("ref", "obj") or self.shape in ("point", "item", "n")


def object_line(line: Line) -> Header | None:
    """Return the header that a line "Objet : …" makes, also when the title stands on the next line."""
    if line.blank or ("obj" not in line.plain[:20] and "intitule" not in line.plain[:20] and "deliberation" not in line.plain[:20]):
        return None
    match = _OBJ.match(line.plain) or _OBJ_ALONE.match(line.plain)
    return Header(line.index, "obj", "objet", line.start + match.end()) if match else None


def wishes(sheet: Sheet) -> list[Header]:
    """Return the headers of lines such as "VŒU N° 1 présenté par le groupe …": an act of its own, numbered apart."""
    found = []
    for line in sheet.lines:
        if line.blank or len(line.text) > LONGEST:
            continue
        own = _WISH_REF.match(line.plain)
        if own:
            number = " ".join(line.text[own.start("ref") : own.end("ref")].split())
            found.append(Header(line.index, "ref", "wish", line.start + own.end(), number))
        elif _WISH.match(line.plain) and line.text.strip(" -*•\t")[:1].isupper():
            found.append(Header(line.index, "num", "item", line.start))
    return found


def ordinal_value(raw: str) -> int | None:
    """Return the value of an ordinal in figures or in roman figures."""
    if raw.isdigit():
        return int(raw)
    total = 0
    for one, following in zip(raw, [*raw[1:], "i"], strict=False):
        value = _ROMAN.get(one, 0)
        total += -value if value < _ROMAN.get(following, 0) else value
    return total or None
