"""What one reading says of one passage: its decisions folded in their order. Pure.

A later word replaces an earlier one; what was undone counts no more. Keeping a passage also accepts what the screen showed of
it (body, deadline, level, way of delivery), so that a later reading by the machine changes nothing that a person kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tracker.items import DeadlineItem
from tracker.models import WorksheetDecision
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, ReadingPass, RejectReason, SheetAction

DECIDES = (SheetAction.KEEP, SheetAction.REJECT, SheetAction.MERGE, SheetAction.ADD)
SHEET_WIDE = (SheetAction.BLIND, SheetAction.TAKE, SheetAction.FINISH)
FACETS = ("decision", "parts", "text", "theme", "bodies", "deadline", "level", "fulfilment")


@dataclass(frozen=True)
class State:
    """What was decided of a passage; None everywhere = nobody said anything."""

    decision: SheetAction | None = None  # keep, reject or merge
    reason: RejectReason | None = None
    merged_into: str | None = None
    text: str | None = None  # the words that a person judged: kept as they stood, or with corrected borders
    page: int | None = None
    parts: tuple[str, ...] = ()
    parts_said: bool = False  # somebody split it, or said that it is not to be split
    theme: str | None = None
    bodies: tuple[BodyKind, ...] | None = None
    deadline: DeadlineItem | None = None
    deadline_said: bool = False
    level: PledgeLevel | None = None
    fulfilment: FulfilmentKind | None = None
    notes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()  # ids of the people whose words still count, in order
    at: Any = None  # when the newest of them was said
    corrected: bool = False

    @property
    def kept(self) -> bool:
        """True for a pledge."""
        return self.decision == SheetAction.KEEP

    def facet(self, name: str) -> Any:
        """Return what two readings are compared on."""
        if name == "deadline":
            return self.deadline.date if self.deadline else None
        if name == "bodies":
            return tuple(sorted(self.bodies or ()))
        if name == "decision":
            return self.decision or SheetAction.REJECT  # a passage set aside by the machine and left alone is no pledge
        return getattr(self, name)


def live(rows: Iterable[WorksheetDecision]) -> list[WorksheetDecision]:
    """Return the rows that count, in order: what was undone, and the undoing, are left out."""
    kept = sorted(rows, key=lambda row: row.sequence)
    undone = {row.value.get("batch") for row in kept if row.action == SheetAction.UNDO}
    return [row for row in kept if row.batch not in undone and row.action != SheetAction.UNDO]


def fold(rows: Iterable[WorksheetDecision], base: State | None = None) -> State:
    """Return the state that live rows of one passage lead to, in their order."""
    state = base or State()
    for row in rows:
        state = _stamp(_FOLD[row.action](state, row), row)
    return state


def _stamp(state: State, row: WorksheetDecision) -> State:
    return replace(state, by=(*(one for one in state.by if one != row.user_id), row.user_id), at=row.decided_at)


def _accept(state: State, row: WorksheetDecision) -> State:
    value = row.value
    text = state.text if state.corrected else value.get("text") or row.quote
    page = state.page if state.corrected else value.get("page", row.page)
    changes: dict[str, Any] = {"decision": SheetAction.KEEP, "reason": None, "merged_into": None, "text": text, "page": page}
    if state.bodies is None:
        changes["bodies"] = _bodies(value.get("bodies", ()))
    if not state.deadline_said:
        changes["deadline"] = _deadline(value.get("deadline"))
    changes["level"] = state.level or _optional(PledgeLevel, value.get("level"))
    changes["fulfilment"] = state.fulfilment or _optional(FulfilmentKind, value.get("fulfilment"))
    return replace(state, **changes)


def _reject(state: State, row: WorksheetDecision) -> State:
    reason = _optional(RejectReason, row.value.get("reason"))
    return replace(state, decision=SheetAction.REJECT, reason=reason, merged_into=None, text=state.text or row.quote)


def _merge(state: State, row: WorksheetDecision) -> State:
    return replace(
        state,
        decision=SheetAction.MERGE,
        merged_into=row.value["with"],
        reason=None,
        text=state.text or row.quote,
        page=state.page or row.page,
    )


def _split(state: State, row: WorksheetDecision) -> State:
    return replace(state, parts=tuple(row.value["parts"]), parts_said=True)


def _correct(state: State, row: WorksheetDecision) -> State:
    return replace(state, text=row.value["text"], page=row.value["page"], corrected=True)


def _theme(state: State, row: WorksheetDecision) -> State:
    return replace(state, theme=row.value["theme"])


def _body(state: State, row: WorksheetDecision) -> State:
    return replace(state, bodies=_bodies(row.value["bodies"]))


def _set_deadline(state: State, row: WorksheetDecision) -> State:
    return replace(state, deadline=_deadline(row.value["deadline"]), deadline_said=True)


def _level(state: State, row: WorksheetDecision) -> State:
    return replace(state, level=PledgeLevel(row.value["level"]))


def _fulfilment(state: State, row: WorksheetDecision) -> State:
    return replace(state, fulfilment=FulfilmentKind(row.value["fulfilment"]))


def _note(state: State, row: WorksheetDecision) -> State:
    return replace(state, notes=(*state.notes, row.value["note"]))


def _bodies(values: Iterable[str]) -> tuple[BodyKind, ...]:
    return tuple(BodyKind(value) for value in values)


def _deadline(value: dict[str, Any] | None) -> DeadlineItem | None:
    return None if value is None else DeadlineItem.model_validate(value)


def _optional(kind: Any, value: str | None) -> Any:
    return kind(value) if value else None


_FOLD = {
    SheetAction.KEEP: _accept, SheetAction.ADD: _accept, SheetAction.REJECT: _reject, SheetAction.MERGE: _merge, SheetAction.SPLIT: _split,
    SheetAction.CORRECT: _correct, SheetAction.THEME: _theme, SheetAction.BODY: _body, SheetAction.DEADLINE: _set_deadline,
    SheetAction.LEVEL: _level, SheetAction.FULFILMENT: _fulfilment, SheetAction.NOTE: _note,
}  # fmt: skip


@dataclass(frozen=True)
class Phase:
    """How far the reading of a programme by people has come: one shared reading, or two blind ones and a third person."""

    blind: bool = False
    first: str | None = None
    second: str | None = None
    finished: frozenset[ReadingPass] = frozenset()

    @property
    def compared(self) -> bool:
        """True when both blind readings are finished: answers may be seen, and a third person settles."""
        return self.blind and {ReadingPass.FIRST, ReadingPass.SECOND} <= self.finished

    def reader(self, user_id: str) -> ReadingPass | None:
        """Return the reading that belongs to a person, if any."""
        if not self.blind:
            return ReadingPass.FIRST
        return {self.first: ReadingPass.FIRST, self.second: ReadingPass.SECOND}.get(user_id)

    def free(self) -> ReadingPass | None:
        """Return the blind reading that nobody has taken."""
        if not self.blind:
            return None
        return ReadingPass.FIRST if self.first is None else ReadingPass.SECOND if self.second is None else None


def deciders(rows: Iterable[WorksheetDecision]) -> list[str]:
    """Return who has decided anything about a passage, in order."""
    return list(dict.fromkeys(row.user_id for row in rows if row.target))


def phase_of(rows: Iterable[WorksheetDecision]) -> Phase:
    """Return how far the reading has come, from its rows."""
    ordered = sorted(rows, key=lambda row: row.sequence)
    phase = Phase()
    early: list[str] = []
    for row in ordered:
        if row.action == SheetAction.BLIND:
            phase = replace(phase, blind=True, first=early[0] if early else None)
        elif row.action == SheetAction.TAKE:
            first = row.reading == ReadingPass.FIRST
            phase = replace(phase, first=row.user_id) if first else replace(phase, second=row.user_id)
        elif row.action == SheetAction.FINISH:
            phase = replace(phase, finished=phase.finished | {row.reading})
        elif row.target and not phase.blind:
            early.append(row.user_id)
    return phase
