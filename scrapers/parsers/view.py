"""What the splitter asks of a document, looked up once: decisions, candidate headers by family, printed lists of titles, stops."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrapers.parsers.agenda import Block, Entry, find_blocks
from scrapers.parsers.align import Found, align
from scrapers.parsers.capitals import capitals
from scrapers.parsers.decisions import Decisions
from scrapers.parsers.headers import Header, object_line
from scrapers.parsers.learned import learn
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.references import reference
from scrapers.parsers.stops import is_stop, names_no_act
from scrapers.parsers.text import Sheet, plain

_SHARE = 0.4  # share of a list's titles that must come again in the body
_MANY = 3  # numbered titles of a list that counts as one although the body words them otherwise
_TIGHT = 3.5  # lines for each of them, at most


@dataclass(frozen=True)
class View:
    """One document as the splitter sees it; headers inside a printed list of titles are left out."""

    sheet: Sheet
    day: date | None
    decisions: Decisions
    refs: tuple[Header, ...]
    nums: dict[str, tuple[Header, ...]]  # by shape
    objs: tuple[Header, ...]
    caps: tuple[Header, ...]
    stops: tuple[int, ...]
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]  # titles of the lists found again, one per line, in order

    @property
    def agenda(self) -> tuple[str, ...]:
        """The titles of the printed agenda."""
        return tuple(entry.title for block in self.blocks if not block.closing for entry in block.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The titles of all lists under which something of its own may be decided."""
        return tuple(entry for block in self.blocks if block.echoed for entry in block.entries if not names_no_act(plain(entry.title)))


def look(sheet: Sheet, day: date | None, decisions: Decisions) -> View:
    """Return the view of a document whose sitting was held on a day, if that is known."""
    marks = {line.index: own for line in sheet.lines if (own := ordinals(line))}
    refs = [one for line in sheet.lines if (one := reference(line, day))]
    objs = [one for line in sheet.lines if (one := object_line(line))]
    named: dict[int, list[Header]] = defaultdict(list, {line: list(own) for line, own in marks.items()})
    for header in (*refs, *objs):
        named[header.line].append(header)
    blocks, found = _lists(sheet, decisions, named)

    def outside(headers: Iterable[Header]) -> tuple[Header, ...]:
        return tuple(one for one in headers if not any(block.holds(one.line) for block in blocks))

    nums: dict[str, list[Header]] = defaultdict(list)
    for header in outside(one for own in marks.values() for one in own):
        nums[header.shape].append(header)
    free = [not any(block.holds(line.index) for block in blocks) for line in sheet.lines]
    return View(
        sheet, day, decisions,
        refs=tuple(_with_learned(outside(refs), learn(sheet, decisions, day, free))),
        nums={shape: tuple(own) for shape, own in nums.items()},
        objs=outside(objs),
        caps=outside(one for one in capitals(sheet) if not decisions.any(one.line, one.line + 1)),
        stops=tuple(line.index for line in sheet.lines if not line.blank and is_stop(line)),
        blocks=blocks, found=found,
    )  # fmt: skip


def _with_learned(known: Sequence[Header], learned: Sequence[Header]) -> list[Header]:
    """Return the references of both kinds: a learned one gives a known one its whole number, and stands where none is known."""
    wider = {one.line: one for one in learned if one.shape.startswith("learned")}
    whole = [_widened(one, wider.get(one.line)) for one in known]
    lines = {one.line for one in known}
    new = {one.shape for one in learned if one.line not in lines}
    return [*whole, *(one for one in learned if one.shape in new)]


def _widened(known: Header, learned: Header | None) -> Header:
    if learned is None or known.number is None or learned.number is None or known.number not in learned.number:
        return known
    return replace(known, number=learned.number, title_at=max(known.title_at, learned.title_at))


def _lists(sheet: Sheet, decisions: Decisions, marks: dict[int, list[Header]]) -> tuple[tuple[Block, ...], tuple[Found, ...]]:
    """Return the lists whose titles come again in the body, and where."""
    blocks = find_blocks(sheet, decisions)
    kept: list[Block] = []
    best: dict[int, Found] = {}
    for block in blocks:
        found = align(sheet, block, marks, blocks)
        echoed = len(found) >= max(1.0, _SHARE * len(block.entries))
        if echoed or _dense(block):
            kept.append(block if echoed else replace(block, echoed=False))
        if echoed:
            for one in found:
                if one.line not in best or best[one.line].like < one.like:
                    best[one.line] = one
    return tuple(kept), tuple(best[line] for line in sorted(best))


def _dense(block: Block) -> bool:
    """Say whether a block is a list of numbered titles and nothing else: no act begins there."""
    numbered = [entry for entry in block.entries if entry.ordinal]
    return (
        len(numbered) >= _MANY and block.end - block.start <= _TIGHT * len(numbered) and [one.ordinal for one in numbered][:3] == [1, 2, 3]
    )
