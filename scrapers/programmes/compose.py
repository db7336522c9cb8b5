"""Blocks to the text of a programme: its pages as they are stored, and its passages, each found verbatim in them. Pure.

The text is put together from the blocks in reading order, so that a measure that runs over two columns or two pages is one piece of it.
Running heads and page numbers are not part of it (they are named among the issues), bullets and numbers are, in front of what they mark.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scrapers.documents import hyphens
from scrapers.documents.lines import HEADING, ITEM, TEXT, Line
from scrapers.parsers.pledges.sentences import sentences_of
from scrapers.parsers.pledges.shapes import Layout, Passage, ProgrammeText
from scrapers.programmes.acts import reads_as_measure
from scrapers.programmes.blocks import Block, ends_sentence, of_marks
from scrapers.programmes.languages import sort_languages
from scrapers.programmes.order import ordered
from scrapers.programmes.paragraphs import block as block_of
from scrapers.programmes.paragraphs import goes_on, paragraphs, usual_distance
from scrapers.programmes.running import set_aside
from scrapers.programmes.titles import title_of, with_titles

_PAGE_BREAK = "\f"
_LIST_SHARE = 0.7
_ITEM_WORDS = 45
_MEASURE_TITLES, _MEASURE_SHARE = 5, 0.6
_SOME_TITLES, _SOME_SHARE = 3, 0.25
_PLAIN_LINES, _PLAIN_SHARE = 5, 0.15
_TWO_SENTENCES = re.compile(r"[.!?…]\s+[A-ZÀ-Ý«]")


@dataclass(frozen=True)
class Composed:
    """A programme's text, and how each of its passages is laid out: list or prose, decided section by section."""

    text: ProgrammeText
    layouts: tuple[Layout, ...]
    titles: frozenset[int] = frozenset()  # positions of the passages that are titles
    names: frozenset[int] = frozenset()  # of those, the titles of whole documents


@dataclass
class _Pages:
    """The stored pages as they grow."""

    done: list[str] = field(default_factory=list)
    open: str = ""
    offset: int = 0  # of the open page in the whole text

    def put(self, block: Block) -> tuple[int, int]:
        """Write a block and return its span in the whole text."""
        start: int | None = None
        for page, text in _texts(block):
            self._turn(page)
            self.open += "\n" if self.open else ""
            start = self.offset + len(self.open) if start is None else start
            self.open += text
        return start or 0, self.offset + len(self.open)

    def _turn(self, page: int) -> None:
        while len(self.done) + 1 < page:
            self.offset += len(self.open) + len(_PAGE_BREAK)
            self.done.append(self.open)
            self.open = ""

    def all(self, count: int) -> tuple[str, ...]:
        """Return every page, the empty ones at the end too."""
        self._turn(max(count, len(self.done) + 1))
        return (*self.done, self.open)


def compose(lines: Sequence[Line], title: str = "", pages: int = 0, issues: Sequence[str] = ()) -> Composed:
    """Return the text of a programme from the lines of its document, in the order of its pages."""
    kept, running = set_aside(lines)
    blocks = with_titles(_blocks(kept))
    sorted_out = sort_languages(blocks)
    said = [*issues, *([_said_of(running)] if running else []), *([sorted_out.issue] if sorted_out.issue else [])]
    stored = _Pages()
    spans = [stored.put(block) for block in blocks]
    whole_pages = stored.all(pages)
    whole = _PAGE_BREAK.join(whole_pages)
    french = [number for number in range(len(blocks)) if number not in sorted_out.foreign]
    passages, layouts, titles = _passages([blocks[n] for n in french], [spans[n] for n in french], whole)
    name = title or title_of(blocks)
    names = frozenset({0}) if passages and _is_named(blocks) and 0 in titles else frozenset()
    return Composed(ProgrammeText(name, passages, whole_pages, _overall(layouts), tuple(said)), layouts, titles, names)


def _is_named(blocks: Sequence[Block]) -> bool:
    """Say whether a document begins with its own title: the only one of the highest level, over everything else."""
    levels = [block.level for block in blocks if block.kind == HEADING]
    return len(blocks) > 1 and blocks[0].kind == HEADING and blocks[0].level == min(levels) and levels.count(blocks[0].level) == 1


def _said_of(running: Sequence[str]) -> str:
    shown = ", ".join(f"« {text[:60]} »" for text in running[:4])
    return f"set aside as running from page to page: {shown}{' …' if len(running) > 4 else ''}"


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a document: what its file says, else what its pages show; what runs over a page or column is one block."""
    blocks: list[Block] = []
    pages = sorted({line.page for line in lines})
    boxes = {page: ordered([line for line in lines if line.page == page and not line.mark]) for page in pages}
    usual = usual_distance([box for page in pages for box in boxes[page]])
    for page in pages:
        blocks.extend(of_marks([line for line in lines if line.mark and line.page == page]))
        for box in boxes[page]:
            found = paragraphs(box, usual)
            if blocks and found and not blocks[-1].lines[0].mark and goes_on(blocks[-1], found[0].lines[0]):
                blocks[-1] = _longer(blocks[-1], found.pop(0))
            blocks.extend(found)
    return blocks


def _longer(block: Block, more: Block) -> Block:
    return replace(block_of((*block.lines, *more.lines)), kind=block.kind)


def _texts(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the text of a block page by page, its lines as printed, words cut at a line's end whole again."""
    for page in dict.fromkeys(line.page for line in block.lines):
        own = [line.text for line in block.lines if line.page == page]
        text = own[0]
        for line in own[1:]:
            text += line if text.endswith(hyphens.MARK) else f"\n{line}"
        yield page, hyphens.join(text)


def _passages(
    blocks: Sequence[Block], spans: Sequence[tuple[int, int]], whole: str
) -> tuple[tuple[Passage, ...], tuple[Layout, ...], frozenset[int]]:  # fmt: skip
    found: list[Passage] = []
    layouts: list[Layout] = []
    titles: set[int] = set()
    path: list[tuple[int, str]] = []
    plain, measures = _lists_without_marks(blocks), _levels_of_measures(blocks)
    listed = _levels_of_measures(blocks, _SOME_TITLES, _SOME_SHARE)
    for numbers, heading in _sections(blocks):
        if heading is not None:
            path = [one for one in path if one[0] < blocks[heading].level]
            titles.add(len(found))
            span, measure = _inner(blocks[heading], spans[heading], whole), blocks[heading].level in measures
            shape = Layout.LIST if blocks[heading].level in listed else Layout.MIXED  # the titles of a post are no lines of a list
            _add(found, layouts, blocks[heading], [span], path, whole, shape, bullet=measure)
            path.append((blocks[heading].level, found[-1].text))
        below = [blocks[number] for number in numbers]
        told = heading is not None and blocks[heading].level in measures  # what stands below a measure tells it, and is no list
        layout, marked = _layout(below), told or any(block.kind == ITEM for block in below)
        unmarked = set[int]() if told else _unmarked_items(below, plain and not marked)
        prose = Layout.MIXED if layout is Layout.LIST else layout
        for place, number in enumerate(numbers):
            block = blocks[number]
            start, end = _inner(block, spans[number], whole)
            single = block.kind == ITEM or place in unmarked or (layout is Layout.LIST and not marked and _is_line(block))
            cut = [(start, end)] if single else [(start + a, start + b) for a, b in _sentences(whole[start:end])]
            _add(found, layouts, block, cut, path, whole, Layout.LIST if single else prose, bullet=single)
    return tuple(found), tuple(layouts), frozenset(titles)


def _add(
    found: list[Passage], layouts: list[Layout], block: Block, spans: Sequence[tuple[int, int]], path: Sequence[tuple[int, str]],
    whole: str,
    layout: Layout, *, bullet: bool = False,
) -> None:  # fmt: skip
    for start, end in spans:
        text = " ".join(whole[start:end].split())
        if not any(map(str.isalnum, text)):
            continue
        page = 1 + whole.count(_PAGE_BREAK, 0, start)
        headings = tuple(title for _, title in path)
        found.append(Passage(text, page, block.lines[0].anchor, headings, bullet, len(found), (start, end)))
        layouts.append(layout)


def _inner(block: Block, span: tuple[int, int], whole: str) -> tuple[int, int]:
    """Return the span of a block's words, without its bullet or number and the blanks around."""
    start, end = span
    start += block.lead
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    return start, end


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return sentences_of(re.sub(r"\s", " ", text))


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[list[int], int | None]]:
    """Yield the numbers of the blocks below each title, with the title's own number."""
    held: list[int] = []
    heading: int | None = None
    for number, block in enumerate(blocks):
        if block.kind == HEADING:
            if held or heading is not None:
                yield held, heading
            held, heading = [], number
        else:
            held.append(number)
    if held or heading is not None:
        yield held, heading


def _layout(blocks: Sequence[Block]) -> Layout:
    """Return how a section is laid out: bullets, or short lines one under the other, are a list."""
    if not blocks:
        return Layout.LIST
    items = sum(block.kind == ITEM for block in blocks)
    if items:
        return Layout.LIST if items >= _LIST_SHARE * len(blocks) else Layout.MIXED
    lines = [block for block in blocks if _is_line(block)]
    acts = sum(not ends_sentence(block.said) or reads_as_measure(block.said) for block in lines)
    return Layout.LIST if len(lines) >= max(3, _LIST_SHARE * len(blocks)) and acts >= 0.6 * len(lines) else Layout.PROSE


def _unmarked_items(blocks: Sequence[Block], plain: bool) -> set[int]:
    """Return which paragraphs of a section are lines of a list that nothing marks.

    They have no full stop, and others stand beside them or an act is named first; in a document that writes its lists so (`plain`) no
    other sign is needed, and a full stop after an act is no matter.
    """
    lines = [block.kind == TEXT and _is_line(block) for block in blocks]
    open_ends = [line and not ends_sentence(block.said) for line, block in zip(lines, blocks, strict=True)]
    found = set()
    for number, block in enumerate(blocks):
        acts, beside = reads_as_measure(block.said), any(open_ends[max(0, number - 1) : number]) or any(open_ends[number + 1 : number + 2])
        if (open_ends[number] and (plain or acts or beside)) or (plain and lines[number] and acts):
            found.add(number)
    return found


def _levels_of_measures(blocks: Sequence[Block], least: int = _MEASURE_TITLES, share: float = _MEASURE_SHARE) -> set[int]:
    """Return the levels whose titles are measures themselves, each told in a paragraph below it, because most of them read as one does."""
    by_level: dict[int, list[bool]] = {}
    for block in blocks:
        if block.kind == HEADING:
            by_level.setdefault(block.level, []).append(reads_as_measure(block.said))
    return {level for level, told in by_level.items() if len(told) >= least and sum(told) >= share * len(told)}


def _lists_without_marks(blocks: Sequence[Block]) -> bool:
    """Say whether a document writes its lists without bullets: many short paragraphs that name an act first."""
    text = [block for block in blocks if block.kind == TEXT]
    lines = sum(_is_line(block) and reads_as_measure(block.said) for block in text)
    return lines >= _PLAIN_LINES and lines >= _PLAIN_SHARE * len(text)


def _is_line(block: Block) -> bool:
    """Say whether a paragraph is one line of a list that has no bullets."""
    return block.kind in (TEXT, ITEM) and len(block.said.split()) <= _ITEM_WORDS and not _TWO_SENTENCES.search(block.said)


def _overall(layouts: Sequence[Layout]) -> Layout:
    if not layouts:
        return Layout.MIXED
    lists = sum(layout is Layout.LIST for layout in layouts)
    return Layout.LIST if lists >= 0.8 * len(layouts) else Layout.PROSE if lists <= 0.2 * len(layouts) else Layout.MIXED
