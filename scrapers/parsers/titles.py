"""The title of an act: the words after its number, over as many lines as they really take, never a placeholder, never a page's foot."""

import re

from scrapers.parsers.capitals import capital
from scrapers.parsers.headers import Header
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.stops import is_stop
from scrapers.parsers.text import Line, Sheet, squash
from scrapers.parsers.title_words import LONGEST, clean_title, good
from scrapers.parsers.voting_words import VOTE_MARK

_MOST_LINES = 7
_CUT = re.compile(
    r"^\W*(?:m\.|mm\.|mmes?\b|monsieur|madame|messieurs|mesdames|vu\b|considerant|rapporteur|le\b|la\b|les\b|il\b"
    r"|elle\b|l'|un\b|une\b|des\b|dans le cadre|par \w+ation|suite a|conformement|en application|apres|afin|lors|depuis|nomenclature"
    r"|matiere"
    r"|expose|vote\b|presents?\b|pour rappel|rappel|article|cette?\b|ces\b|ce\b|nous|je\b|chaque|au cours|en \d{4}|aujourd|compte tenu"
    r"|entendu"
    r"|sur (?:le rapport|proposition)|section|chapitre|classification|date\b|seance|nombre|membres|etaient|secretaire|annexe|tableau"
    r"|montant)"
)
_SPEAKER = re.compile(
    r"^\W*(?:ra.{0,3}porteu|m\.|mm\.|mmes?\b|monsieur|madame|vu\b|considerant|presents?\b|seance|date\b|nombre|nomenclature|matiere"
    r"|l'an\b|expose)"
)
_OPEN_END = re.compile(
    r"(?:\b(?:de|du|des|d'|la|le|les|l'|a|au|aux|et|ou|en|pour|par|sur|avec|dans|un|une|entre|sans|sous|n°|son|sa|ses|leur|dont"
    r"|annees?|annee scolaire|exercice|budgets?|:)|[,(–-])\s*$"
)
_OBJECT = re.compile(r"^\W*objet\s*(?:de la deliberation\s*)?:\s*")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-$")
_CELL = re.compile(
    r"^\W*(?:recettes?\b|depenses?\b|total\b|section\b|chapitre\b|article\b|fonctionnement\W*$|investissement\W*$|budget (?:principal"
    r"|annexe|general)\W*$|n-1\b"
    r"|le conseil\b|vu\b|considerant|monsieur\b|madame\b|m\.|mme\b|decide|approuve|vote\b|votants|ont obtenu|sont (?:elus|declares)"
    r"|rapporteur|presents?\b|projet de deliberation)"
)
_BULLET = re.compile(r"[-−–•]\s*[A-ZÀ-Ÿ]")
_POWER = re.compile(r"\W*(?:d(?:e |')\s*\w+(?:er|ir|re)\b|l'autoris|\w+(?:er|ir)\b|\d|pour|contre|abst)")
_BULLETS = 3  # bullets that a title may hold
_ASIDE = re.compile(r"^\W*(?:ra.{0,3}porteu|nomenclature|matiere|classification|seance|date\b|nombre|objet\W*$)")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{3,40}[)\]]\W*$")
_TALL = 3  # lines that a title above its reference may take
_BEFORE = 8


def title_of(sheet: Sheet, header: Header, limit: int) -> tuple[str, int]:
    """Return the title and the line where the act really begins (a title printed above its reference moves it up)."""
    own = _own(sheet, header, limit)
    partner = header.partner
    if partner and partner.family == "obj":
        below = _own(sheet, partner, limit)
        return (below, header.line) if good(below) else (own, header.line)
    if good(own):
        return own, header.line
    if partner:
        other = _own(sheet, partner, max(header.line, partner.line) + 1)
        if good(other):
            return other, min(header.line, partner.line)
    return _above(sheet, header) or _below(sheet, header, limit)


def _own(sheet: Sheet, header: Header, limit: int) -> str:
    words = _gather(sheet, header.title_at, header.line, min(limit, header.line + _MOST_LINES))
    if header.family in ("num", "agenda") and header.shape != "bullet":
        words += _bullets(sheet, words, header, limit)
    return clean_title(words)


def _bullets(sheet: Sheet, words: str, header: Header, limit: int) -> str:
    """Return the bullets that stand right under a title and are part of it; a longer list belongs to the act's text."""
    at = header.line + 1 + words.count("\n")
    letters = squash(words)
    while at < min(limit, len(sheet.lines)) and squash(sheet.lines[at].text) and squash(sheet.lines[at].text) in letters:
        at += 1
    found: list[str] = []
    for line in sheet.lines[at : min(limit, at + 2 * _BULLETS + 2)]:
        text = line.text.strip()
        if _BULLET.match(text) and _begins(line) and not _POWER.match(line.plain):
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
            title = clean_title(_gather(sheet, other.title_at, index, header.line))
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
    return not line.blank and _begins(line) and not line.text.rstrip().endswith((".", ";", ","))


def _below(sheet: Sheet, header: Header, limit: int) -> tuple[str, int]:
    """Return the title printed below a reference that stands alone, past the lines about the sitting; prose is none."""
    for index in range(header.line + 1, min(limit, header.line + 12)):
        line = sheet.lines[index]
        if line.blank or _ASIDE.match(line.plain):
            continue
        title = clean_title(_gather(sheet, line.start, index, min(limit, index + _MOST_LINES)))
        if not _begins(line) or not good(title) or _CUT.match(line.plain):
            break
        return title, header.line
    return "", header.line


def _gather(sheet: Sheet, start: int, first: int, end: int) -> str:
    """Return the words from `start` on, with the lines that continue them; a word cut at a line's end is made whole."""
    lines = sheet.lines
    words = sheet.text[start : lines[first].end]
    last = lines[first]
    skipped = False
    for index in range(first + 1, min(end, len(lines))):
        line = lines[index]
        if line.blank and (line.text.strip() or line.page != lines[index - 1].page or _page_ends(lines, index)):
            continue  # a running head, or the edge of a page
        if line.blank or (capital(words) and not any(c.isalnum() for c in line.text)):
            if (skipped and not capital(words)) or not (
                _open(words) or _wrapped_capitals(words, _after(lines, index, end)) or not words.strip()
            ):
                break
            skipped = True
            continue
        if not (_continues(words, last, line, sheet.width) if words.strip() else _begins(line)):
            break
        words, last = _joined(words, line), line
        if len(words) > LONGEST:
            break
    return words


def _begins(line: Line) -> bool:
    """Say whether a line may be the title of a header that stands alone on the line above."""
    return not (VOTE_MARK.search(line.plain) or _SPEAKER.match(line.plain) or is_stop(line))


def _joined(words: str, line: Line) -> str:
    """Return words and the next line: "des ins-" and "tallations" are one word, "porte-" and "à-porte" keep their hyphen."""
    text = line.text.strip()
    head = words.rstrip()
    if _HYPHEN.search(head) and text[:1].islower():
        return (head if "-" in text.split()[0] else head[:-1]) + text
    return f"{head} {text}"


def _after(lines: tuple[Line, ...], index: int, end: int) -> Line | None:
    """Return the next line that is not blank, at most two lines on."""
    return next((line for line in lines[index + 1 : min(end, index + 4)] if any(c.isalnum() for c in line.text)), None)


def _page_ends(lines: tuple[Line, ...], index: int) -> bool:
    """Say whether a line is the last of its page."""
    return index + 1 < len(lines) and lines[index + 1].page != lines[index].page


def _open(words: str) -> bool:
    return bool(_OPEN_END.search(words.lower())) and not words.rstrip().endswith(":")


def _wrapped_capitals(words: str, after: Line | None) -> bool:
    """Say whether a title in capitals goes on after the blank line that some producers put everywhere."""
    return (
        after is not None
        and len(words) < 200
        and capital(words)
        and capital(after.text)
        and not _CELL.match(after.plain)
        and len(after.text) > 5
    )


def _continues(words: str, last: Line, line: Line, width: int) -> bool:
    text, simple, before = line.text.strip(), line.plain.strip(), words.rstrip()
    if VOTE_MARK.search(line.plain) or _OBJECT.match(line.plain) or is_stop(line):
        return False
    if re.match(r"-[A-ZÀ-Ÿ]", text):
        return True
    if before.endswith((",", "(")) and _CUT.match(simple):
        return False
    if _OPEN_END.search(before.lower()) and not before.endswith((":", "-", "–")):
        return not re.match(r"vu\b|considerant|rapporteur", simple)
    if capital(before):
        return capital(text) and not _CELL.match(line.plain) and bool(re.match(r"[\w(«:–-]", text)) and not re.match(r"\d", text)
    if before.endswith((".", ";")) or (_CUT.match(simple) and not text[0].islower()):
        return False
    if re.match(r"[-−–•*]", text):
        return len(squash(words)) < 45 and len(text) < 90 and text[0] in "-−–"
    return _flows(last, line, text, width)


def _flows(last: Line, line: Line, text: str, width: int) -> bool:
    """Say whether a line goes on with the one above: it begins small, or its first word had no room there."""
    if text[0].islower() or text[0] in "(«":
        return True
    full = len(last.text.rstrip()) + len(text.split()[0]) + 1 > width * 0.8
    return bool(re.match(r"[A-ZÀ-Ÿ0-9]", text)) and full and len(text) < width * 0.6 and not ordinals(line)
