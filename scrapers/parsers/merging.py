"""Headers that speak of the same act: "Point 2 – Title" above its reference, "Objet : …" below one, a heading printed twice."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scrapers.parsers.headers import Header
from scrapers.parsers.nesting import header_at
from scrapers.parsers.text import Sheet
from scrapers.parsers.view import View

_CLOSE = 5  # lines that one title may take
_FAR = 90  # lines of a register's page head between the number and "Objet :"
_KEY = 14
_ROWS = 3  # lines between two rows of a list of numbers, at most
_LETTERS = 3  # behind a reference, letters under which it stands alone


def merged(view: View, headers: Sequence[Header]) -> list[Header]:
    """Return the headers with those of one act joined: nothing is decided between them."""
    kept: list[Header] = []
    for header in headers:
        before = kept[-1] if kept else None
        if before and _same_act(view, before, header):
            kept[-1] = _join(before, header)
        else:
            kept.append(header)
    return kept


def _same_act(view: View, before: Header, after: Header) -> bool:
    gap = after.line - before.line
    if view.decisions.any(before.line, after.line) or before.partner:
        return False
    if before.family == after.family == "ref":
        return before.number is not None and before.number == after.number  # the number printed again inside its own act
    if before.family == after.family != "caps":
        return before.family == "agenda" and gap == 1  # one title on two lines, which the agenda's reading took for two
    if before.family == "ref" and after.family == "obj":
        return gap <= _FAR
    return gap <= _CLOSE


def _join(before: Header, after: Header) -> Header:
    """Return the header that names the act best, with the other as its partner."""
    if before.family == "ref":
        return before if after.family == "ref" else replace(before, partner=after)
    if after.family == "ref":
        return replace(after, partner=before)
    return before if before.family in ("num", "obj") else replace(after, partner=before)


def titled(view: View, headers: Sequence[Header]) -> list[Header]:
    """Give a reference that stands alone the title that the agenda knows right above it."""
    return [_under_title(view, one) if one.family == "ref" and not one.partner else one for one in headers]


def _under_title(view: View, header: Header) -> Header:
    line = view.sheet.lines[header.line]
    above = [one.line for one in view.found if 0 < header.line - one.line <= _CLOSE and not view.decisions.any(one.line, header.line)]
    if not above or sum(c.isalpha() for c in view.sheet.text[header.title_at : line.end]) >= _LETTERS:
        return header
    return replace(header, partner=header_at(view, above[-1]))


def without_copies(sheet: Sheet, headers: Sequence[Header]) -> list[Header]:
    """Drop copies of a heading (summary at the head or the end): the copy with the longest text below it is the act."""
    headers = _without_rows(headers)
    ends = [*(one.line for one in headers[1:]), len(sheet.lines)]
    room = [end - one.line for one, end in zip(headers, ends, strict=False)]
    best: dict[tuple[str | None, str], int] = {}
    for place, header in enumerate(headers):
        key = (header.number, title_key(sheet, header))
        if key not in best or room[place] > room[best[key]]:
            best[key] = place
    kept = set(best.values())
    return [one for place, one in enumerate(headers) if place in kept]


def _without_rows(headers: Sequence[Header]) -> list[Header]:
    """Drop the rows of a list that says the numbers again in other words: another copy of each stands alone, with its body."""
    printed: Counter[str | None] = Counter(one.number for one in headers if one.number)
    rows = {place for place in range(len(headers)) if _is_row(headers, place, printed)}
    bodies = {one.number for place, one in enumerate(headers) if place not in rows}
    return [one for place, one in enumerate(headers) if place not in rows or one.number not in bodies]


def _is_row(headers: Sequence[Header], place: int, printed: Counter[str | None]) -> bool:
    """Say whether a heading printed twice stands right by another one printed twice."""
    own = headers[place]
    near = [one for one in (*headers[max(0, place - 1) : place], *headers[place + 1 : place + 2]) if abs(one.line - own.line) <= _ROWS]
    return printed[own.number] > 1 and any(one.number != own.number and printed[one.number] > 1 for one in near)


def title_key(sheet: Sheet, header: Header) -> str:
    """Return the first letters of a header's title, by which its copy is known."""
    line = sheet.lines[header.line]
    follow = sheet.lines[header.line + 1].plain if header.line + 1 < len(sheet.lines) else ""
    words = re.sub(r"^\W*objet\s*:", "", sheet.plain[header.title_at : line.end] + " " + follow)
    if re.match(r"\W*(?:nomenclature|matiere)", words):
        return ""
    return re.sub(r"[^a-z0-9]", "", words)[:_KEY]
