"""The agenda printed at the top repeats every title: its copies are found by their words and dropped, else every act counts twice."""

import re
from collections.abc import Sequence

from scrapers.parsers.headers import Header
from scrapers.parsers.text import Sheet

_AGENDA = re.compile(
    r"^\W*(?:l'|rappel de l')?ordre du jour\b|ordre du jour (?:suivant|est le suivant|ci-apres)|^\W*sommaire\W*$"
    r"|^\W*deliberations?\s*:?\W*$"
)
_REACH = 150  # lines that an agenda may cover
_KEY = 26
_FAR = 4


def title_key(sheet: Sheet, header: Header) -> str:
    """Return the first letters of a header's title, by which its copy is known."""
    line = sheet.lines[header.line]
    follow = sheet.lines[header.line + 1].plain if header.line + 1 < len(sheet.lines) else ""
    words = sheet.plain[header.title_at : line.end] + " " + follow
    words = re.sub(r"^\W*objet\s*:", "", words)
    if re.match(r"\W*(?:nomenclature|matiere)", words):
        return ""
    return re.sub(r"[^a-z0-9]", "", words)[:_KEY]


def without_agenda(sheet: Sheet, headers: Sequence[Header]) -> list[Header]:
    """Return the headers that are not the agenda's copies of later ones."""
    found = list(headers)
    starts = [line.index for line in sheet.lines if _AGENDA.search(line.plain) and len(line.plain.strip()) < 90]
    for start in starts[:4]:
        end = _block_end(sheet, found, start)
        found = [one for one in found if not start < one.line < end]
    return found


def _block_end(sheet: Sheet, headers: Sequence[Header], start: int) -> int:
    """Return the line where the agenda's first repeated title comes again: the body begins there."""
    first: dict[tuple[int | None, str], int] = {}
    for header in headers:
        if header.line <= start:
            continue
        if header.line > start + _REACH:
            break
        key = (header.ordinal, title_key(sheet, header)[:16])
        if len(key[1]) >= 6 and key in first:
            return header.line
        first.setdefault(key, header.line)
    return start
