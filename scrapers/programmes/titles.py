"""Which blocks are titles, and of which level: by size, weight, capitals, numbering, and by what stands below. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from scrapers.documents.lines import HEADING, ITEM, TEXT
from scrapers.programmes.blocks import Block, has_bullet
from tracker.ids import fold

_LONGEST, _LONGEST_CAPITALS, _SHORT = 150, 120, 70  # characters
_MOST_LINES = 4
_LIST_OF_TITLES = 3
_LARGER, _LARGER_RECOGNISED = 1.13, 1.4  # of the size of the running text
_NUMBERED = re.compile(
    r"(?:(?:axe|th[èe]me|chapitre|partie|priorit[ée]|volet|pilier|d[ée]fi|enjeu|titre|objectif|chantier)s?\s+(?:n[°º]\s*)?(?:\d{1,2}|[IVX]{1,4})\b"
    r"|[IVX]{1,4}\s?[.)–—-]\s|[A-H]\s?[.)–—-]\s|\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)–—-]?\s+(?=[A-ZÀ-Ý]))",
    re.IGNORECASE,
)
_FIRST_NUMBER = re.compile(r"\d{1,2}\s?[.)–—-]?\s+")
_SUB_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\s?[.)–—-]?\s+")
_WORDS = 9
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|printemps|ete|automne|hiver"
_NO_TITLE = re.compile(
    r"(?:publie )?(?:le |du |en )?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
    rf"(?:\d{{1,2}}(?:er)? )?(?:(?:{_MONTHS}) )?(?:\d{{4}})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:page|p|n°|numero)? ?\d{1,4}|\S+@\S+|(?:https?://|www\.)\S+|[^\s]+\.(?:fr|org|com|net|eu|info)"
    r"|menu|accueil|sommaire|table des matieres"
)
_NEAR_SIZES = 1.2


def with_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with those that are titles marked as such, each with its level."""
    printed = [block for block in blocks if not block.lines[0].mark]
    body, weight = _body_size(printed), _body_weight(printed)
    kinds = [_is_title(block, after, body, weight) for block, after in _with_next(blocks)]
    found = [replace(block, kind=HEADING) if title else block for block, title in zip(blocks, kinds, strict=True)]
    return _levelled(_listed(found, body), body)


def title_of(blocks: Sequence[Block]) -> str:
    """Return the title of a document: its highest heading where its file says the levels, else the biggest letters of its first page.

    A date, an address or a page number is no title, however large it is set; a document without another has none.
    """
    titles = [block for block in blocks if block.kind == HEADING and not _NO_TITLE.fullmatch(fold(block.said).strip(" .|:-–—"))]
    marked = [block for block in titles if block.lines[0].mark == HEADING]
    if marked:
        return min(marked, key=lambda block: block.level).said
    first = [block for block in titles if block.page == blocks[0].page]
    return max(first, key=lambda block: block.size).said if first else ""


def _listed(blocks: Sequence[Block], body: float) -> list[Block]:
    """Return the blocks with titles of one kind that follow each other without a word between made items: a list set in bold."""
    found = list(blocks)
    for _, group in groupby(range(len(found)), key=lambda number: _kind(found[number], body)):
        run = list(group)
        if found[run[0]].kind == HEADING and len(run) >= _LIST_OF_TITLES and not found[run[0]].capitals:
            for number in run:
                found[number] = replace(found[number], kind=ITEM)
    return found


def _kind(block: Block, body: float) -> tuple[object, ...]:
    """Return what is the same for titles of one kind."""
    return (block.kind, *_style(block, body), block.level, block.lines[0].mark) if block.kind == HEADING else (block.kind,)


def _with_next(blocks: Sequence[Block]) -> list[tuple[Block, Block | None]]:
    return [*pairwise(blocks), (blocks[-1], None)] if blocks else []


def _body_size(blocks: Sequence[Block]) -> float:
    """Return the size in which most of the text is set."""
    counted: Counter[float] = Counter()
    for block in blocks:
        for line in block.lines:
            counted[round(line.size * 2) / 2] += len(line.text) * (3 if not line.recognised else 1)
    return counted.most_common(1)[0][0] if counted else 0.0


def _body_weight(blocks: Sequence[Block]) -> int:
    """Return the weight in which most of the text is set: where all is half-bold, only bold tells a title."""
    counted: Counter[int] = Counter()
    for block in blocks:
        for line in block.lines:
            counted[line.weight] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 400


def _is_title(block: Block, after: Block | None, body: float, weight: int) -> bool:
    if block.kind == HEADING:
        return True
    text = block.said
    if has_bullet(block.text) or len(text) > _LONGEST or not any(map(str.isalpha, text)) or text.endswith((";", ",")):
        return False
    if block.lines[0].mark:
        return block.kind == TEXT and _announces(block, after)
    if len(block.lines) > _MOST_LINES or "\t" in text:
        return False
    larger = block.size >= body * (_LARGER_RECOGNISED if block.recognised else _LARGER)
    if larger and not (text.endswith(".") and len(text) > _SHORT):
        return True
    if text.endswith("."):
        return False
    if block.weight >= max(600, weight + 100):
        return True
    if block.capitals and len(text) <= _LONGEST_CAPITALS:
        return True
    return _is_numbered_title(block, after) or (block.kind == TEXT and _announces(block, after))


def _is_numbered_title(block: Block, after: Block | None) -> bool:
    """Say whether « II. Logement » is a title: short, and what follows is not the next number of a list."""
    if not _NUMBERED.match(block.text) or len(block.said.split()) > _WORDS:
        return False
    if _SUB_NUMBER.match(block.text):
        return after is not None and not _SUB_NUMBER.match(after.text)
    if not _FIRST_NUMBER.match(block.text):
        return True
    return after is not None and not _FIRST_NUMBER.match(after.text) and (has_bullet(after.text) or len(block.said.split()) <= 5)


def _announces(block: Block, after: Block | None) -> bool:
    """Say whether a short line without a full stop stands over a list."""
    if after is None or after.kind != ITEM or len(block.said) > _SHORT or len(block.said.split()) > _WORDS:
        return False
    return not block.said.endswith((".", "!", "»"))


def _levelled(blocks: Sequence[Block], body: float) -> list[Block]:
    """Return the blocks with the levels of printed titles by how they are set: the larger the higher, then capitals, then bold."""
    printed = {_style(block, body) for block in blocks if block.kind == HEADING and not block.lines[0].mark}
    rank = {style: number for number, style in enumerate(sorted(printed, reverse=True), 1)}
    rank |= _same_level(blocks, rank, body)
    return [
        replace(block, level=rank[_style(block, body)]) if block.kind == HEADING and not block.lines[0].mark
        else replace(block, level=7) if block.kind == HEADING and block.lines[0].mark == TEXT
        else block
        for block in blocks
    ]  # fmt: skip


Style = tuple[float, int, int, int]


def _same_level(blocks: Sequence[Block], rank: Mapping[Style, int], body: float) -> dict[Style, int]:
    """Return the levels of titles set a little smaller than others that stand over the same titles: a long one was made to fit its line."""
    over: dict[Style, set[str]] = defaultdict(set)
    for above, below in pairwise(block for block in blocks if block.kind == HEADING and not block.lines[0].mark):
        over[_style(above, body)].add(fold(below.said))
    found: dict[Style, int] = {}
    for small in sorted(rank, reverse=True):
        for large in sorted(rank, reverse=True):
            near = large[1:] == small[1:] and small[0] < large[0] <= _NEAR_SIZES * small[0]
            if near and any(text in over[large] and rank[large] < rank[small] for text in over[small]):
                found[small] = found.get(large, rank[large])
                break
    return found


def _style(block: Block, body: float) -> Style:
    step = 0.5 if not block.recognised else 4.0
    size = max(round(block.size / step) * step, body)
    numbered = _NUMBERED.match(block.text)
    return size, int(block.capitals), block.weight, int(bool(numbered and not _FIRST_NUMBER.match(block.text)))
