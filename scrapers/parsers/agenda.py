"""Lists of titles inside a document: the agenda at its top, the list of délibérations at its end. Their lines begin no act.

What they say is kept: a printed agenda tells what must be found below (`align`). A block counts only when its titles come again.
"""

import re

from scrapers.parsers.decisions import Decisions
from scrapers.parsers.listing import AGENDA, Block, Entry, ListReader
from scrapers.parsers.text import Sheet

_LIST = re.compile(
    r"^\W*(?:liste|tableau|recapitulatif|releve|index) (?:des|de) (?:deliberations|questions|affaires|points)\b"
    r"|^\W*deliberations\s*:?\W*$"
)
_MOST = 4
_LONGEST = 140


def find_blocks(sheet: Sheet, decisions: Decisions) -> list[Block]:
    """Return the lists of titles of a document, in order; the first ones that can be agendas, whatever comes below."""
    found: list[Block] = []
    for line in sheet.lines:
        if line.blank or (found and line.index < found[-1].end) or len(line.plain) > _LONGEST:
            continue
        closing = bool(_LIST.search(line.plain)) and len(line.plain) < 90
        if closing or (("jou" in line.plain or "mmaire" in line.plain) and AGENDA.search(line.plain)):
            block = ListReader(sheet, decisions, line.index, closing).read()
            if block:
                found.append(block)
        if len(found) == _MOST:
            break
    return found


__all__ = ["Block", "Entry", "find_blocks"]
