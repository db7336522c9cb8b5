"""A block: a title, an item of a list or a paragraph, with the printed lines that make it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.documents.lines import HEADING, ITEM, TEXT, Line
from scrapers.documents.numbering import LONE_NUMBER, NUMBER

BULLETS = "•◦▪▫▸►▶‣●○■□◆◇❖✓✔✗✘☑☐➔➜➤→⇒➢"
_MARKER = re.compile(rf"\s*(?:[{BULLETS}]\s*|[-–—*»·¤]\s+|[o§Øü]\s+(?=(?-i:[A-ZÀ-Ý]))|{NUMBER})", re.IGNORECASE)
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]|[-–—*»·¤]\s|[o§Øü]\s+(?=[A-ZÀ-Ý]))")
_FIGURE = re.compile(r"\s*[1-9][\d .,]*(?:€|%|\d|h\b|er\b|ème\b|e\b)")
_ENDS = (".", "!", "?", "…", ";", ":", "»", ")")
_LINKING_WORDS = (
    "et de du des à au aux pour dans qui que avec sur en par ou le la les un une d l son sa ses nos notre leur leurs ce cette ces sans "
    "sous vers entre chez afin dont plus très chaque"
)
LINKING = frozenset(_LINKING_WORDS.split())  # words that neither end nor begin what a person writes


@dataclass(frozen=True)
class Block:
    """A piece of a programme; `lead` signs of its text are a bullet or a number that is no part of what it says."""

    kind: str  # HEADING, ITEM or TEXT
    lines: tuple[Line, ...]
    level: int = 0
    lead: int = 0

    @property
    def text(self) -> str:
        """The words of the block on one line, its bullet included."""
        return " ".join(line.text.rstrip("\x02") for line in self.lines)

    @property
    def said(self) -> str:
        """The words without their bullet or number."""
        return self.text[self.lead :].strip()

    @property
    def page(self) -> int:
        """The page where it begins."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """The size in which most of it is set."""
        return sorted(line.size for line in self.lines)[len(self.lines) // 2]

    @property
    def weight(self) -> int:
        """The weight of its lightest line: 700 when all of it is set in bold."""
        return min(line.weight for line in self.lines)

    @property
    def recognised(self) -> bool:
        """It was read from a picture."""
        return any(line.recognised for line in self.lines)

    @property
    def capitals(self) -> bool:
        """Its letters are capitals, but for a few."""
        letters = [sign for sign in self.said if sign.isalpha()]
        return len(letters) >= 4 and sum(sign.isupper() for sign in letters) >= 0.8 * len(letters)


def lead_of(text: str) -> int:
    """Return how many signs at the start of a text are a bullet or a number of a list; 0 for a figure that belongs to the words."""
    found = _MARKER.match(text)
    if not found or found.end() >= len(text):
        return 0
    if not _BULLET.match(text) and _FIGURE.fullmatch(text[: found.end()].rstrip()):
        return 0
    return found.end()


def begins_item(text: str) -> bool:
    """Say whether a line begins with a bullet or a number of a list."""
    return lead_of(text) > 0


def has_bullet(text: str) -> bool:
    """Say whether a text begins with a bullet, which no title does."""
    return bool(_BULLET.match(text))


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence or an item does."""
    return text.rstrip().endswith(_ENDS)


def of_mark(line: Line) -> Block:
    """Return the block of a line whose file says what it is."""
    lead = lead_of(line.text)
    if line.mark == HEADING:
        return Block(HEADING, (line,), line.level, lead)
    kind = ITEM if line.mark == ITEM or lead else TEXT
    return Block(kind, (line,), line.level, lead)


def of_marks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of lines whose file says what they are; a number that stands alone above its item is the item's own."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and line.mark != HEADING and not lead_of(line.text):
            yield Block(ITEM, (waiting, line), line.level, len(waiting.text) + 1)
            waiting = None
            continue
        if waiting is not None:
            yield of_mark(waiting)
        waiting = line if line.mark != HEADING and LONE_NUMBER.fullmatch(line.text.strip()) else None
        if waiting is None:
            yield of_mark(line)
    if waiting is not None:
        yield of_mark(waiting)
