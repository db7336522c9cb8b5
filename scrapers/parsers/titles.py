"""The title of an act: the words after its number, over as many lines as they really take, never a placeholder."""

import re

from scrapers.parsers.headers import Header, is_stop, ordinals
from scrapers.parsers.text import Line, Sheet, squash
from scrapers.parsers.voting_words import VOTE_MARK

_MOST_LINES = 6
_LONGEST = 400
_CUT = re.compile(
    r"^\W*(?:m\.|mm\.|mmes?\b|monsieur|madame|messieurs|mesdames|vu\b|considerant|rapporteur|le\b|la\b|les\b|il\b"
    r"|elle\b|l'|un\b|une\b|des\b|dans le cadre"
    r"|par \w+ation|suite a|conformement|en application|apres|afin|lors|depuis|nomenclature|matiere|expose|vote\b"
    r"|presents?\b|pour rappel|rappel"
    r"|article|cette?\b|ces\b|ce\b|nous|je\b|chaque|au cours|en \d{4}|aujourd|compte tenu|entendu|sur (?:le rapport"
    r"|proposition)|section|chapitre)"
)
_OPEN_END = re.compile(
    r"(?:\b(?:de|du|des|d'|la|le|les|l'|a|au|aux|et|ou|en|pour|par|sur|avec|dans|un|une|entre|sans|sous|n°|son|sa|ses|leur|dont|:)|[,(–-])\s*$"
)
_NOISE = re.compile(r"^(?:objet\s*[:.]?|nomenclature\b.*|deliberation|n°|page \d+)\W*$")
_OBJECT = re.compile(r"^\W*objet\s*(?:de la deliberation\s*)?:\s*")
_LABEL = re.compile(r"^(?:\W*(?:objet|deliberation|titre|intitule)\s*:\s*)+|^[\s:;,.)\]\-–—•*]+", re.IGNORECASE)
_MATTER_TAIL = re.compile(r"\s*(?:nomenclature|matiere)\b.*$", re.IGNORECASE)
_BEFORE = 8


def title_of(sheet: Sheet, header: Header, limit: int) -> tuple[str, int]:
    """Return the title and the line where the act really begins (a title printed above its reference moves it up)."""
    end_line = min(limit, header.line + _MOST_LINES)
    title = clean_title(_gather(sheet, header.title_at, header.line, end_line))
    if good(title):
        return title, header.line
    above = _above(sheet, header)
    if above is not None:
        return above
    for index in range(header.line + 1, min(limit, header.line + 12)):
        line = sheet.lines[index]
        if line.blank or VOTE_MARK.search(line.plain):
            continue
        title = clean_title(_gather(sheet, line.start, index, min(limit, index + _MOST_LINES)))
        if good(title) and not _CUT.match(line.plain):
            return title, header.line
    return "", header.line


def good(title: str) -> bool:
    """Say whether words are a title at all: two letters and three characters or more, and not a bare label."""
    simple = title.lower()
    return len(title) >= 3 and sum(c.isalpha() for c in title) >= 2 and not _NOISE.match(simple)


def clean_title(raw: str) -> str:
    """Return a title without label, code of matter, bullets and closing colon."""
    title = squash(raw)
    for _ in range(3):
        title = _LABEL.sub("", title)
    return _MATTER_TAIL.sub("", title).strip(" :;,-–—•·").strip()[:_LONGEST]


def _above(sheet: Sheet, header: Header) -> tuple[str, int] | None:
    for index in range(header.line - 1, max(-1, header.line - _BEFORE), -1):
        line = sheet.lines[index]
        if VOTE_MARK.search(line.plain) or is_stop(line):
            return None
        for other in ordinals(line):
            title = clean_title(_gather(sheet, other.title_at, index, header.line))
            if good(title):
                return title, index
    return None


def _gather(sheet: Sheet, start: int, first: int, end: int) -> str:
    """Return the words from `start` on, with the lines that continue them."""
    lines = sheet.lines
    words = sheet.text[start : lines[first].end]
    last = lines[first]
    width = _width(sheet)
    skipped = False
    for index in range(first + 1, min(end, len(lines))):
        line = lines[index]
        if line.blank and (line.text.strip() or line.page != lines[index - 1].page or _page_ends(lines, index)):
            continue  # a running head, or the edge of a page
        if line.blank:
            if skipped or not (_open(words) or _wrapped_capitals(words, last)):
                break
            skipped = True
            continue
        if not _continues(words, last, line, width):
            break
        words, last = words + " " + line.text, line
        if len(words) > _LONGEST:
            break
    return words


def _page_ends(lines: tuple[Line, ...], index: int) -> bool:
    """Say whether a line is the last of its page."""
    return index + 1 < len(lines) and lines[index + 1].page != lines[index].page


def _open(words: str) -> bool:
    return bool(_OPEN_END.search(words.lower())) and not words.rstrip().endswith(":")


def _wrapped_capitals(words: str, last: Line) -> bool:
    """Say whether a title in capitals is long enough to go on after the blank line that some producers put everywhere."""
    return _capitals(words) and len(last.text.strip()) > 50 and len(words) < 200


def _continues(words: str, last: Line, line: Line, width: int) -> bool:
    text, simple = line.text.strip(), line.plain.strip()
    capitals = _capitals(words)
    if VOTE_MARK.search(line.plain) or _OBJECT.match(line.plain) or is_stop(line):
        return False
    if re.match(r"-[A-ZÀ-Ÿ]", text):
        return True
    if words.rstrip().endswith((",", "(")) and _CUT.match(simple):
        return False
    if _OPEN_END.search(words.lower().rstrip()) and not words.rstrip().endswith((":", "-", "–")):
        return not re.match(r"vu\b|considerant|rapporteur", simple)
    if capitals:
        return _capitals(text) and bool(re.match(r"[\w(«]", text)) and not re.match(r"\d", text)
    if words.rstrip().endswith((".", ";")) or (_CUT.match(simple) and not text[0].islower()):
        return False
    if re.match(r"[-−–•*]", text):
        return len(squash(words)) < 45 and len(text) < 90 and text[0] in "-−–"
    if text[0].islower() or text[0] in "(«":
        return True
    if re.match(r"[A-ZÀ-Ÿ0-9]", text) and len(last.text.rstrip()) + len(text.split()[0]) + 1 > width * 0.8 and len(text) < width * 0.6:
        return not ordinals(line)
    return False


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) / len(letters) > 0.82


def _width(sheet: Sheet) -> int:
    """Return the usual width of a full line."""
    lengths = sorted(len(line.text.rstrip()) for line in sheet.lines if len(line.text) > 40)
    return lengths[int(len(lengths) * 0.8)] if lengths else 90
