"""The checked list: proposals and decisions put together. Pure; nothing here reads a file or a table.

A decision finds its passage by id; when the machine has read the programme again otherwise, it is anchored again by its quote;
when no single passage holds the quote but the text still does, it stands by itself; else it is stale: shown, kept, not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from tracker import ids
from tracker.items import DeadlineItem, FigureItem, ProposalItem
from tracker.models import WorksheetDecision
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, ReadingPass, SheetAction
from tracker.worksheets.files import Proposal, Span, Worksheet, collapse
from tracker.worksheets.states import DECIDES, FACETS, State, fold, live

SHORTEST_ANCHOR = 12  # letters: shorter words would be found anywhere
PART = "par-"


class Standing(StrEnum):
    """Where the subject of a decision is found today."""

    OWN = "own"  # the machine proposes these words
    MOVED = "moved"  # it now cuts them otherwise
    CARRIED = "carried"  # it proposes them no more (or never did), but the text holds them
    STALE = "stale"  # the text does not hold them any more


@dataclass(frozen=True)
class PartView:
    """One checkable part of a split pledge."""

    id: str
    text: str
    page: int | None
    state: State
    version: int
    parent: "SheetItem | None" = None


@dataclass(frozen=True)
class SheetItem:
    """One passage as a reading sees it."""

    id: str
    proposal: ProposalItem | None
    span: Span | None
    state: State
    version: int  # sequence of the newest row about it, in this reading
    standing: Standing
    text: str  # the words to show: those judged, else the machine's
    page: int | None
    proposed: bool
    origin: str = ""  # the id that the first decision about it named: what the pledge's key comes from, whatever is read later
    parts: tuple[PartView, ...] = ()
    also: tuple[tuple[str, int | None], ...] = ()  # the passages merged into it that do not continue its words
    settled: bool = True  # False: two readings disagree, and nobody has settled
    disputed: tuple[str, ...] = ()
    answers: tuple[State, ...] = ()  # what the two readings said, once both are finished

    @property
    def open(self) -> bool:
        """True when somebody is asked about it."""
        return (self.proposed and self.state.decision is None and self.standing != Standing.STALE) or not self.settled

    @property
    def bodies(self) -> tuple[BodyKind, ...]:
        """Return the competent bodies: those chosen, else the machine's."""
        if self.state.bodies is not None:
            return self.state.bodies
        return tuple(dict.fromkeys(one.kind for one in self.proposal.details.bodies)) if self.proposal else ()

    @property
    def deadline(self) -> DeadlineItem | None:
        """Return the deadline: the one said or accepted, else the machine's."""
        if self.state.deadline_said or self.state.kept:
            return self.state.deadline
        return self.proposal.details.deadline if self.proposal else None

    @property
    def level(self) -> PledgeLevel | None:
        """Return how checkable it is."""
        return self.state.level or (self.proposal.level if self.proposal else None)

    @property
    def fulfilment(self) -> FulfilmentKind:
        """Return what counts as delivered."""
        return self.state.fulfilment or (self.proposal.fulfilment if self.proposal else FulfilmentKind.OUTCOME)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the titles above it."""
        return self.proposal.headings if self.proposal else ()

    @property
    def figures(self) -> tuple[FigureItem, ...]:
        """Return the figures that its words hold."""
        return tuple(one for one in self.proposal.details.figures if one.raw in self.text) if self.proposal else ()


@dataclass(frozen=True)
class Sheet:
    """Everything about a programme as one reading sees it, in reading order."""

    items: tuple[SheetItem, ...]
    by_id: Mapping[str, SheetItem] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[SheetItem, ...]:
        """The checked list."""
        return tuple(one for one in self.items if one.state.kept and one.standing != Standing.STALE and one.settled)

    @property
    def open(self) -> tuple[SheetItem, ...]:
        """What people are still asked about."""
        return tuple(one for one in self.items if one.open)

    @property
    def totals(self) -> tuple[int, int]:
        """Both counts: pledges as written, and parts that can be checked."""
        return len(self.kept), sum(max(len(one.parts), 1) for one in self.kept)

    def part(self, key: str) -> PartView | None:
        """Return a part of a split pledge by its id."""
        return self._parts.get(key)

    @cached_property
    def _parts(self) -> dict[str, PartView]:
        return {part.id: part for item in self.items for part in item.parts}


def part_id(parent: str, words: str, occurrence: int) -> str:
    """Return the id of a part: the passage that was split, and the part's words."""
    return PART + ids.digest("part", parent, ids.fold(words), str(occurrence))


def project(sheet: Worksheet, rows: Iterable[WorksheetDecision], reading: ReadingPass = ReadingPass.FIRST) -> Sheet:
    """Return the sheet as one reading left it."""
    own = [row for row in rows if row.reading == reading and row.target]
    return _build(sheet, own, {})


def compare(sheet: Worksheet, rows: Sequence[WorksheetDecision]) -> Sheet:
    """Return the result of two finished readings and of whoever settled: what both say alike, then what a third person said."""
    first, second = project(sheet, rows, ReadingPass.FIRST), project(sheet, rows, ReadingPass.SECOND)
    answers = {key: (_state(first, key), _state(second, key)) for key in {**first.by_id, **second.by_id}}
    agreed = {key: _agreed(*pair) for key, pair in answers.items()}
    said = [row for row in rows if row.target]
    settling = [row for row in said if row.reading == ReadingPass.SETTLE]
    built = _build(sheet, settling, agreed, said)
    decided = {row.target for row in live(settling) if row.action in DECIDES}
    anchors = anchor(sheet, said)
    decided = {anchors[target][0] for target in decided if target in anchors}
    items = tuple(_judged(item, answers.get(item.id, (State(), State())), item.id in decided) for item in built.items)
    return Sheet(items, {one.id: one for one in items})


def _state(sheet: Sheet, key: str) -> State:
    found = sheet.by_id.get(key)
    return found.state if found else State()


def _judged(item: SheetItem, answers: tuple[State, State], settled: bool) -> SheetItem:
    disputed = disputes(*answers)
    return replace(item, answers=answers, disputed=disputed, settled=settled or not disputed)


def disputes(first: State, second: State) -> tuple[str, ...]:
    """Return what two readings say differently of a passage; of a passage that is no pledge for both, nothing else matters."""
    if first.facet("decision") != second.facet("decision"):
        return ("decision",)
    if first.decision == SheetAction.MERGE:
        return () if first.merged_into == second.merged_into else ("decision",)
    if not first.kept:
        return ()
    return tuple(name for name in FACETS if first.facet(name) != second.facet(name))


def _agreed(first: State, second: State) -> State:
    """Return what both say alike: the rest is left unsaid until a third person settles it."""
    by = tuple(dict.fromkeys((*first.by, *second.by)))
    disputed = disputes(first, second)
    if "decision" in disputed:
        return State(by=by, text=first.text or second.text, page=first.page or second.page)
    empty = {name: getattr(State(), name) for name in disputed}
    empty |= {f"{name}_said": False for name in ("deadline", "parts") if name in disputed}
    notes = tuple(dict.fromkeys((*first.notes, *second.notes)))
    return replace(first if first.decision else second, by=by, notes=notes, **empty)


# Building a sheet: decisions to passages, states, merges, parts.

Anchor = tuple[str, Standing]


def anchor(sheet: Worksheet, rows: Iterable[WorksheetDecision]) -> dict[str, Anchor]:
    """Return, for every target of the rows, the passage where it stands today, and how."""
    newest = {row.target: row for row in sorted(rows, key=lambda row: row.sequence) if row.target and not _of_part(row.target)}
    quotes = {target: row.quote for target, row in newest.items()}
    by_hand = {row.target for row in rows if row.action == SheetAction.ADD}
    taken = set(quotes) & set(sheet.by_id)
    found: dict[str, Anchor] = {}
    lost = {target: quote for target, quote in quotes.items() if target not in sheet.by_id}
    found.update({target: (target, Standing.OWN) for target in taken})
    free = [(one.id, ids.fold(one.item.text)) for one in sheet.proposals if one.id not in taken] if lost else []
    for target, quote in lost.items():
        near = Near.SAME if target in by_hand else Near.INSIDE if newest[target].action == SheetAction.REJECT else Near.EITHER
        found[target] = _anchor_one(target, quote, near, free)
    return found


def _anchor_one(target: str, quote: str, near: "Near", free: list[tuple[str, str]]) -> Anchor:
    words = ids.fold(quote)
    same = [key for key, text in free if text == words][:1]
    holding = same or [key for key, text in free if _holds(words, text, near)]
    if len(holding) == 1:
        free[:] = [pair for pair in free if pair[0] != holding[0]]
        return holding[0], Standing.MOVED
    return target, Standing.CARRIED  # stale when the text does not hold its words either: see `_by_itself`


class Near(StrEnum):
    """How close a passage must come to a judged quote to be its subject."""

    SAME = "same"  # words added by hand stand beside the machine's passages
    INSIDE = "inside"  # what was refused must not hide words that nobody saw
    EITHER = "either"


def _holds(words: str, text: str, near: Near) -> bool:
    if near == Near.SAME:
        return False
    inside = len(text) >= SHORTEST_ANCHOR and text in words
    return inside or (near == Near.EITHER and len(words) >= SHORTEST_ANCHOR and words in text)


def _of_part(target: str) -> bool:
    return target.startswith(PART)


def _build(
    sheet: Worksheet, rows: Sequence[WorksheetDecision], bases: Mapping[str, State], everything: Sequence[WorksheetDecision] | None = None
) -> Sheet:  # fmt: skip
    anchors = anchor(sheet, everything if everything is not None else rows)
    by_item: dict[str, list[WorksheetDecision]] = defaultdict(list)
    versions: dict[str, int] = defaultdict(int)
    for row in rows:
        key = row.target if _of_part(row.target) else anchors[row.target][0]
        versions[key] = max(versions[key], row.sequence)
    for row in live(rows):
        by_item[row.target if _of_part(row.target) else anchors[row.target][0]].append(row)
    states = {key: fold(by_item.get(key, ()), bases.get(key)) for key in {*by_item, *bases}}
    standing = {key: how for key, how in anchors.values()}
    quotes = {anchors[row.target][0]: row.quote for row in (everything or rows) if row.target in anchors}
    items = [_of_proposal(sheet, one, states, versions, standing) for one in sheet.proposals]
    items += [_by_itself(sheet, key, quotes[key], states, versions, how) for key, how in standing.items() if key not in sheet.by_id]
    origins = {anchors[row.target][0]: row.target for row in reversed(everything or rows) if row.target in anchors}
    items = [replace(item, origin=origins.get(item.id, item.id)) for item in items]
    items = [_with_parts(item, states, versions) for item in _merged(items, rows, anchors)]
    items.sort(key=lambda item: item.span or (len(sheet.text), 0))
    return Sheet(tuple(items), {one.id: one for one in items})


def _of_proposal(
    sheet: Worksheet, one: Proposal, states: Mapping[str, State], versions: Mapping[str, int], standing: Mapping[str, Standing]
) -> SheetItem:  # fmt: skip
    state = states.get(one.id, State())
    how = standing.get(one.id, Standing.OWN)
    if state.text and state.text != one.item.text and sheet.find(state.text) is None:
        how = Standing.STALE  # the words that a person kept are no longer in the text
    text, page = state.text or one.item.text, (state.page if state.text else None) or one.item.page
    return SheetItem(one.id, one.item, one.span, state, versions.get(one.id, 0), how, text, page, one.proposed)


def _by_itself(
    sheet: Worksheet, key: str, quote: str, states: Mapping[str, State], versions: Mapping[str, int], how: Standing
) -> SheetItem:  # fmt: skip
    state = states.get(key, State())
    text = state.text or quote
    span = sheet.find(text, state.page) or sheet.find(text)
    page = state.page or (sheet.page_at(span[0]) if span else None)
    how = how if span else Standing.STALE
    return SheetItem(key, None, span, state, versions.get(key, 0), how, text, page, proposed=False)


def _merged(items: Sequence[SheetItem], rows: Sequence[WorksheetDecision], anchors: Mapping[str, Anchor]) -> list[SheetItem]:
    """Return the items, those that took others in with their longer words, or with the other places that say the same."""
    by_id = {item.id: item for item in items}
    joined = {anchors[row.target][0]: row.value for row in live(rows) if row.action == SheetAction.MERGE and row.target in anchors}
    taken: dict[str, list[SheetItem]] = defaultdict(list)
    for item in items:
        if item.state.decision == SheetAction.MERGE and (root := _root(item, by_id, anchors)):
            taken[root].append(item)
    return [_taking(item, taken.get(item.id, []), joined) for item in items]


def _root(item: SheetItem, by_id: Mapping[str, SheetItem], anchors: Mapping[str, Anchor]) -> str | None:
    seen = {item.id}
    while item.state.decision == SheetAction.MERGE:
        key = item.state.merged_into or ""
        key = anchors.get(key, (key, Standing.OWN))[0]
        if key in seen or key not in by_id:
            return None
        seen.add(key)
        item = by_id[key]
    return item.id


def _taking(item: SheetItem, taken: Sequence[SheetItem], joined: Mapping[str, Mapping[str, object]]) -> SheetItem:
    text, page, also = item.text, item.page, []
    for other in taken:
        longer = joined.get(other.id, {}).get("text")
        if longer and not item.state.corrected:
            text = str(longer) if len(str(longer)) > len(text) else text
            page = min(filter(None, (page, other.page)), default=page)
        elif collapse(other.text) not in text:
            also.append((other.text, other.page))
    return replace(item, text=text, page=page, also=tuple(also))


def _with_parts(item: SheetItem, states: Mapping[str, State], versions: Mapping[str, int]) -> SheetItem:
    if not item.state.parts:
        return item
    origin, seen, parts = item.origin, defaultdict[str, int](int), []
    for words in item.state.parts:
        seen[words] += 1
        key = part_id(origin, words, seen[words])
        parts.append(PartView(key, words, item.page, states.get(key, State()), versions.get(key, 0)))
    return replace(item, parts=tuple(parts))
