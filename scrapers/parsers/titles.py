"""The title of an act: the words after its number, over as many lines as they really take, never a placeholder, never a page's foot."""

import re

from scrapers.parsers.headers import Header
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.rubrics import below_rubric
from scrapers.parsers.stops import is_stop
from scrapers.parsers.text import Line, Sheet, squash
from scrapers.parsers.title_end import before_prose
from scrapers.parsers.title_lines import CUT, begins, gather
from scrapers.parsers.title_words import clean_title, good
from scrapers.parsers.voting_words import VOTE_MARK

_MOST_LINES = 7
_BULLET = re.compile(r"[-−–•]\s*[A-ZÀ-Ÿ]")
_POWER = re.compile(r"\W*(?:d(?:e |')\s*\w+(?:er|ir|re)\b|l'autoris|\w+(?:er|ir)\b|\d|pour|contre|abst)")
_BULLETS = 3  # bullets that a title may hold
_ASIDE = re.compile(r"^\W*(?:ra.{0,3}porteu|nomenclature|matiere|classification|seance|date\b|nombre|objet\W*$)")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{3,40}[)\]]\W*$")
_TALL = 3  # lines that a title above its reference may take
_BEFORE = 8


def title_of(sheet: Sheet, header: Header, limit: int) -> tuple[str, int]:
    """Return the title and the line where the act really begins (a title printed above its reference moves it up)."""
    partner = header.partner
    alone = not any(c.isalnum() for c in sheet.text[header.title_at : sheet.lines[header.line].end])
    themed = below_rubric(sheet, header.line, limit) if alone and not partner else ""
    if themed:
        return themed, header.line
    own = _own(sheet, header, limit)
    if partner and partner.family == "obj":
        below = _own(sheet, partner, limit)
        return (below, header.line) if good(below) else (own, header.line)
    if good(own):
        return _under_theme(sheet, header, limit, own), header.line
    if partner:
        other = _own(sheet, partner, max(header.line, partner.line) + 1)
        if good(other):
            return other, min(header.line, partner.line)
    return _above(sheet, header) or _below(sheet, header, limit)


def _under_theme(sheet: Sheet, header: Header, limit: int, own: str) -> str:
    """Return the title with the next line's when a reference's own line names a theme only ("C 2019-06-081 DÉCHETS")."""
    if header.family != "ref" or header.line + 1 >= limit or len(own.split()) > 1 or not own.isupper():
        return own
    line = sheet.lines[header.line + 1]
    if line.blank or CUT.match(line.plain) or not begins(line) or line.text.rstrip().endswith((".", ":", ",")):
        return own
    below = clean_title(gather(sheet, line.start, line.index, min(limit, line.index + _MOST_LINES)))
    return f"{own} - {below}" if good(below) else own


def _own(sheet: Sheet, header: Header, limit: int) -> str:
    words = gather(sheet, header.title_at, header.line, min(limit, header.line + _MOST_LINES))
    if header.shape.startswith("trailing") and header.number and header.number in words:
        words = words[: max(words.index(header.number), 0)].rsplit("(", 1)[0].rsplit("[", 1)[0]
    if header.shape == "rubric":
        return clean_title(words.split(":", 1)[0])
    short = before_prose(sheet, header.title_at, words)
    if short == words and header.family in ("num", "agenda") and header.shape != "bullet":
        short += _bullets(sheet, words, header, limit)
    return clean_title(short)


def _bullets(sheet: Sheet, words: str, header: Header, limit: int) -> str:
    """Return the bullets that stand right under a title and are part of it; a longer list belongs to the act's text."""
    at = header.line + 1 + words.count("\n")
    letters = squash(words)
    while at < min(limit, len(sheet.lines)) and squash(sheet.lines[at].text) and squash(sheet.lines[at].text) in letters:
        at += 1
    found: list[str] = []
    for line in sheet.lines[at : min(limit, at + 2 * _BULLETS + 2)]:
        text = line.text.strip()
        if _BULLET.match(text) and begins(line) and not _POWER.match(line.plain):
            found.append(text)
        elif found and text[:1].islower() and not VOTE_MARK.search(line.plain):
            found[-1] += " " + text
        else:
            break
    return "".join(f" {one}" for one in found) if len(found) <= _BULLETS and all(len(one) < 240 for one in found) else ""


def _above(sheet: Sheet, header: Header) -> tuple[str, int] | None:
    """Return the title printed above a reference that stands alone: a numbered one, or the words right above "(N° DE_2024_086)"."""
    for index in range(header.line - 1, max(-1, header.line - _BEFORE), -1):
        line = sheet.lines[index]
        if VOTE_MARK.search(line.plain) or is_stop(line):
            break
        for other in ordinals(line):
            title = clean_title(gather(sheet, other.title_at, index, header.line))
            if good(title) and other.shape != "bullet":
                return title, index
    return _right_above(sheet, header.line) if _BRACKETED.match(sheet.lines[header.line].text) else None


def _right_above(sheet: Sheet, line: int) -> tuple[str, int] | None:
    first = line
    while first and line - first < _TALL and _may_head(sheet.lines[first - 1]):
        first -= 1
    title = clean_title(" ".join(one.text for one in sheet.lines[first:line]))
    return (title, first) if good(title) else None


def _may_head(line: Line) -> bool:
    return not line.blank and begins(line) and not line.text.rstrip().endswith((".", ";", ","))


def _below(sheet: Sheet, header: Header, limit: int) -> tuple[str, int]:
    """Return the title printed below a reference that stands alone, past the lines about the sitting; prose is none."""
    for index in range(header.line + 1, min(limit, header.line + 12)):
        line = sheet.lines[index]
        if line.blank or _ASIDE.match(line.plain):
            continue
        title = clean_title(gather(sheet, line.start, index, min(limit, index + _MOST_LINES)))
        if not begins(line) or not good(title) or CUT.match(line.plain):
            break
        return title, header.line
    return "", header.line
