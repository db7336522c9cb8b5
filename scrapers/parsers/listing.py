"""The titles below one heading ("Ordre du jour", "Liste des délibérations"), read line by line until the body begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsers.decisions import Decisions
from scrapers.parsers.headers import Header
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.references import reference
from scrapers.parsers.text import Line, Sheet, plain
from scrapers.parsers.title_words import clean_title, good

AGENDA = re.compile(
    r"^\W*(?:[il1]\s?)?(?:l'|rappel de l'|lecture de l'|presentation de l')?ordre du jou[r]?\b(?! (?:etant|est) (?:epuise|termine))"
    r"|\bordre du jour\W*$"
    r"|ordre du jour[^.]{0,30}(?:suivant|est le suivant|ci-apres|appelle|comporte|comprend)|^\W*s?ommaire\W*$|^\W*points? (?:a"
    r"|inscrits a) l'ordre du jour"
    r"|ordre du jour (?:les|des) (?:sujets|points|rapports|questions|deliberations)[^.]{0,40}:\W*$"
)
_RULE = re.compile(r"^\W{0,2}[_=*~.-]{4,}\W*$|^\W*[-_]{3,}\W*$")
_PROSE = re.compile(
    r"^\W*(?:(?:etaient |sont |membres )?(?:presents?|absents?|excuses?|pouvoirs?|procurations?)\b\W|l'an (?:deux|20)|secretaire"
    r"|date de (?:la )?convocation"
    r"|nombre de|(?:monsieur|madame|m\.|mme) (?:le|la) (?:maire|president)|le (?:quorum|conseil|maire|president)\b|la seance|vu\b"
    r"|considerant|il est|elle|affiche|fait a)"
)
_LOWER = re.compile(r"[a-zà-ÿ(«]")
REACH = 150  # lines that an agenda may cover
_IDLE = 14  # lines without an entry after which a block ends
_LONGEST = 320
_SHORT = 8  # letters under which a title is not looked for again
_COMPARED = 60
_NUMBER = 14  # letters that the number of an act may take: "délibération n° …"


@dataclass(frozen=True)
class Entry:
    """One title of a list: its words, its line, its depth (1 = item, 2 = what stands under it) and its ordinal."""

    title: str
    line: int
    level: int
    ordinal: int | None = None


@dataclass(frozen=True)
class Block:
    """A list of titles from the line of its heading to the line after its last title."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    closing: bool  # the list of délibérations, which mostly stands at the end
    echoed: bool = True  # its titles come again in the body

    def holds(self, line: int) -> bool:
        """Say whether a line lies in the block."""
        return self.start <= line < self.end


class ListReader:
    """Reads the titles below one heading until the body begins."""

    def __init__(self, sheet: Sheet, decisions: Decisions, start: int, closing: bool) -> None:
        self.sheet, self.decisions, self.start, self.closing = sheet, decisions, start, closing
        self.levels: list[str] = []
        self.last: dict[str, int] = {}
        self.open: list[tuple[list[str], int, int, int | None]] = []

    def read(self) -> Block | None:
        """Return the block, or None when no title stands there."""
        end = idle = self.start + 1
        for line in self._lines():
            if self._ends(line) or line.index - idle > _IDLE:
                end = min(
                    [end, *(at for words, at, _, _ in self.open[-1:] if not words)]
                )  # a bare number above the first title of the body
                break
            if self._take(line):
                idle, end = line.index, line.index + 1
        entries = [Entry(clean_title(" ".join(words)), line, level, ordinal) for words, line, level, ordinal in self.open]
        kept = tuple(entry for entry in entries if good(entry.title))
        return Block(self.start, end, kept, self.closing) if len(kept) >= 1 + self.closing else None

    def _lines(self) -> Iterator[Line]:
        return (line for line in self.sheet.lines[self.start + 1 : self.start + 1 + REACH] if not line.blank)

    def _ends(self, line: Line) -> bool:
        if not self.open:
            return self.decisions.any(line.index, line.index + 1)
        if _RULE.match(line.text) or (not self._marks(line) and _PROSE.match(line.plain)):
            return True
        if self.decisions.any(line.index, line.index + 1) and not self._marks(line):
            return True
        return self._again(line) or self._begins_the_body(line)

    def _begins_the_body(self, line: Line) -> bool:
        """Say whether "I)" below a blank line begins the body of a document whose agenda counts 1, 2, 3."""
        mark = self._mark(line)
        if mark is None or mark.ordinal != 1 or not _kind(mark).startswith("roman") or not self.levels or self.levels[0] != "arabic":
            return False
        return len(self.open) > 2 and self.sheet.lines[line.index - 1].blank

    def _again(self, line: Line) -> bool:
        """Say whether a line begins the list anew: the same words, or the first ordinal again."""
        mark = self._mark(line)
        if mark is not None and mark.ordinal and self.last.get(_kind(mark)) == mark.ordinal - 1:
            return False  # the list's own numbering goes on, however alike its titles begin
        if any(level == 1 and _same_words(" ".join(words), line.plain) for words, _, level, _ in self.open):
            return True
        counted = [ordinal for _, _, level, ordinal in self.open if level == 1 and ordinal]
        first = mark is not None and mark.ordinal == 1 and bool(self.levels) and _kind(mark) == self.levels[0]
        return first and len(counted) >= 2 and max(counted) >= 2

    def _marks(self, line: Line) -> list[Header]:
        found = reference(line, None)
        return [found] if found else [mark for mark in ordinals(line) if mark.ordinal or mark.shape == "bullet"]

    def _mark(self, line: Line) -> Header | None:
        """Return the mark of a line, read as the list's own numbering goes on: "l)" after "k)" is a letter and no figure."""
        marks = self._marks(line)
        going = [mark for mark in marks if mark.ordinal and self.last.get(_kind(mark)) == mark.ordinal - 1]
        known = [mark for mark in marks if _kind(mark) in self.levels]
        return next(iter([*going, *known, *marks]), None)

    def _level(self, mark: Header) -> int:
        shape = _kind(mark)
        if shape not in self.levels:
            self.levels.append(shape)
        if mark.ordinal:
            self.last[shape] = mark.ordinal
        return 1 if self.levels[0] == shape else 2

    def _take(self, line: Line) -> bool:
        text, mark = line.text.strip(), self._mark(line)
        if mark:
            words = self.sheet.text[mark.title_at : line.end].strip()
            self.open.append(([words] if words else [], line.index, self._level(mark), mark.ordinal or None))
            return True
        if not self.open:
            return self._first(line, text)
        held = self.open[-1][0]
        if not held or self._continues(held, line):
            if sum(map(len, held)) < _LONGEST:
                held.append(text)
            return True
        if self.levels:
            return False
        self.open.append(([text], line.index, 1, None))
        return True

    def _first(self, line: Line, text: str) -> bool:
        if (
            _PROSE.match(line.plain)
            or AGENDA.search(line.plain)
            or text.endswith((".", ",", ";"))
            or _LOWER.match(text)
            or _RULE.match(text)
            or len(text) > 160
        ):
            return False
        self.open.append(([text], line.index, 1, None))
        return True

    def _continues(self, words: list[str], line: Line) -> bool:
        text, before = line.text.strip(), words[-1]
        if (
            _LOWER.match(text)
            or before.endswith((",", "(", "/", "-", "–", "’", "'"))
            or re.search(r"\b(?:d[eu]s?|l[ae]s?|et|[aà]|aux?|pour|par|sur)$", before)
        ):
            return True
        full = len(before) > (50 if self.levels else max(60, 0.85 * self.sheet.width))
        return full and line.index - 1 <= self._last(line)

    def _last(self, line: Line) -> int:
        index = line.index - 1
        while index > self.start and self.sheet.lines[index].blank:
            index -= 1
        return index


def _kind(mark: Header) -> str:
    if mark.family == "ref":
        return "ref"
    return "arabic" if mark.shape in ("dot", "bracket", "slash", "dash", "n", "point", "item", "bare") else mark.shape


def _same_words(title: str, simple: str) -> bool:
    """Say whether a line holds a title anew, behind whatever number; a common beginning ("Élection des délégués …") is not enough."""
    one, other = (re.sub(r"[^a-z]", "", text) for text in (plain(title), simple))
    shorter = min(len(one), len(other), _COMPARED)
    if shorter < max(_SHORT, 0.8 * min(len(one), 40)):
        return False
    return one[:shorter] in other or (shorter > 2 * _NUMBER and one[: shorter - _NUMBER] in other[:_COMPARED])
