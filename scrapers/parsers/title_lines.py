"""The lines of a title: from its first words on, over the lines that go on with them, and no further."""

import re

from scrapers.parsers.capitals import capital
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.stops import is_stop
from scrapers.parsers.text import Line, Sheet, squash
from scrapers.parsers.title_words import LONGEST
from scrapers.parsers.voting_words import VOTE_MARK

CUT = re.compile(
    r"^\W*(?:m\.|mm\.|mmes?\b|monsieur|madame|messieurs|mesdames|vu\b|considerant|rapporteur|le\b|la\b|les\b|il\b"
    r"|elle\b|l'|un\b|une\b|des\b|dans le cadre|par \w+ation|suite a|conformement|en application|apres|afin|lors|depuis|nomenclature"
    r"|matiere"
    r"|expose|vote\b|presents?\b|pour rappel|rappel|article|cette?\b|ces\b|ce\b|nous|je\b|chaque|au cours|en \d{4}|aujourd|compte tenu"
    r"|entendu"
    r"|sur (?:le rapport|proposition)|section|chapitre|classification|date\b|seance|nombre|membres|etaient|secretaire|annexe|tableau"
    r"|montant|suffrages|votants|bulletins|majorite|resultats?\b|candidats?\b|sont candidats|ont obtenu)"
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
_SENTENCE = re.compile(
    r"[a-zà-ÿ0-9€%)»]\.(?:\s+[A-ZÀ-Ý]|\s*$)"
)  # a line in capital letters only at its start that ends a sentence is prose
_LETTER = re.compile(r"\b[A-Z]\s*$")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-$")
_CELL = re.compile(
    r"^\W*(?:recettes?\b|depenses?\b|total\b|section\b|chapitres?\b|libelle|imputation|article\b|fonctionnement\W*$"
    r"|investissement\W*$|budget (?:principal"
    r"|annexe|general)\W*$|n-1\b"
    r"|le conseil\b|vu\b|considerant|monsieur\b|madame\b|m\.|mme\b|decide|approuve|vote\b|votants|ont obtenu|sont (?:elus|declares)"
    r"|rapporteur|presents?\b|projet de deliberation)"
)


def gather(sheet: Sheet, start: int, first: int, end: int) -> str:
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
        if not (_continues(words, last, line, sheet.width) if words.strip() else begins(line)):
            break
        words, last = _joined(words, line), line
        if len(words) > LONGEST:
            break
    return words


def begins(line: Line) -> bool:
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
    return _open_end(words) and not words.rstrip().endswith(":")


def _open_end(words: str) -> bool:
    """Say whether words end on one that calls for more; the "A" of "hameau A" is a name."""
    letter = _LETTER.search(words)
    return bool(_OPEN_END.search(words.lower())) and not (letter and not capital(words))


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
    if before.endswith((",", "(")) and CUT.match(simple):
        return False
    if _open_end(before) and not before.endswith((":", "-", "–")):
        return not _SPEAKER.match(simple)
    if capital(before):
        return capital(text) and not _CELL.match(line.plain) and bool(re.match(r"[\w(«:–-]", text)) and not re.match(r"\d", text)
    if before.endswith((".", ";")) or (CUT.match(simple) and not text[0].islower()):
        return False
    if re.match(r"[-−–•*]", text):
        return len(squash(words)) < 45 and len(text) < 90 and text[0] in "-−–"
    return _flows(last, line, text, width)


def _flows(last: Line, line: Line, text: str, width: int) -> bool:
    """Say whether a line goes on with the one above: it begins small, or its first word had no room there."""
    if text[0].islower() or text[0] in "(«":
        return True
    full = len(last.text.rstrip()) + len(text.split()[0]) + 1 > width * 0.8
    return bool(re.match(r"[A-ZÀ-Ÿ0-9]", text)) and full and len(text) < width * 0.6 and not (_SENTENCE.search(text) or ordinals(line))
