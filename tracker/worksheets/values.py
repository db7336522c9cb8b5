"""What a person says, checked before it is kept: one function per action; every refusal is a sentence for the screen.

Words are only ever words of the stored text: a corrected border, a part or an added pledge is looked for in it, white space apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.items import DeadlineItem
from tracker.refusals import BadInput
from tracker.vocabulary import BodyKind, DatePrecision, FulfilmentKind, PledgeLevel, RejectReason, SheetAction
from tracker.wording import themes
from tracker.worksheets.files import Span, Worksheet, collapse, spans_of
from tracker.worksheets.projection import PartView, Sheet, SheetItem

NOTE_LIMIT, QUOTE_LIMITS, MOST_PARTS = 2000, (3, 4000), 40
_GAP = " \t\n\r\f\u00a0;,."  # what may stand between two passages that continue each other: no sign of a list
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Choice:
    """What a person says of one passage: the action, and what it needs."""

    target: str
    action: SheetAction
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a choice is checked against."""

    sheet: Worksheet
    view: Sheet
    item: SheetItem | None  # None: words added by hand
    part: PartView | None = None


def checked(choice: Choice, context: Context) -> dict[str, Any]:
    """Return the value of a choice as it will be kept, or refuse it."""
    return _CHECKS[choice.action](dict(choice.value), context)


def _enum(kind: type[E], value: object, name: str) -> E:
    try:
        return kind(str(value))
    except ValueError as error:
        raise BadInput("flow.bad_value", field=name, value=str(value)[:80]) from error


def _keep(value: dict[str, Any], context: Context) -> dict[str, Any]:
    item = _required(context)
    deadline = item.deadline
    return {
        "text": item.text, "page": item.page, "level": item.level.value if item.level else None, "fulfilment": item.fulfilment.value,
        "bodies": [kind.value for kind in item.bodies], "deadline": deadline.model_dump(mode="json") if deadline else None,
    }  # fmt: skip


def _reject(value: dict[str, Any], context: Context) -> dict[str, Any]:
    return {"reason": _enum(RejectReason, value.get("reason") or RejectReason.OTHER, "reason").value}


def _merge(value: dict[str, Any], context: Context) -> dict[str, Any]:
    item, other = _required(context), context.view.by_id.get(str(value.get("with")))
    if other is None or other.id == item.id:
        raise BadInput("worksheet.merge_unknown")
    if other.state.decision in (SheetAction.MERGE, SheetAction.REJECT):
        raise BadInput("worksheet.merge_gone", quote=other.text[:80])
    if any(one.state.merged_into == item.origin and one.state.decision == SheetAction.MERGE for one in context.view.items):
        raise BadInput("worksheet.merge_holds", quote=item.text[:80])
    apart = _listed(item) and _listed(other)  # two items of a list are two statements, however near: one quote of both would be false
    return {"with": other.origin, "text": None if apart else joined(context.sheet, item.span, other.span)}


def _listed(item: SheetItem) -> bool:
    return item.proposal is not None and item.proposal.bullet


def joined(sheet: Worksheet, one: Span | None, other: Span | None) -> str | None:
    """Return the words from one passage to the other when nothing but punctuation stands between them, else None."""
    if one is None or other is None:
        return None
    first, last = sorted((one, other))
    if sheet.text[first[1] : last[0]].strip(_GAP) or last[0] - first[1] > 40:
        return None
    return collapse(sheet.text[first[0] : max(first[1], last[1])])


def _split(value: dict[str, Any], context: Context) -> dict[str, Any]:
    item = _required(context)
    parts = [words for part in value.get("parts", ()) if (words := collapse(str(part)))]
    if len(parts) == 1 or len(parts) > MOST_PARTS:
        raise BadInput("worksheet.parts_count", limit=MOST_PARTS)
    for words in parts:
        if len(words) < QUOTE_LIMITS[0] or not spans_of(item.text, words):
            raise BadInput("worksheet.part_not_in_quote", part=words[:80])
    if len(set(parts)) != len(parts):
        raise BadInput("worksheet.part_twice")
    return {"parts": parts}


def _correct(value: dict[str, Any], context: Context) -> dict[str, Any]:
    words, page = collapse(str(value.get("text", ""))), value.get("page")
    near = context.item.span[0] if context.item and context.item.span else 0
    return _found(context.sheet, words, page, near)


def _found(sheet: Worksheet, words: str, page: int | None, near: int) -> dict[str, Any]:
    if not QUOTE_LIMITS[0] <= len(words) <= QUOTE_LIMITS[1]:
        raise BadInput("worksheet.quote_length", shortest=QUOTE_LIMITS[0], limit=QUOTE_LIMITS[1])
    span = sheet.find(words, page, near)
    if span is None:
        elsewhere = sheet.find(words)
        if elsewhere is not None:
            raise BadInput("worksheet.quote_not_on_page", page=page, found=sheet.page_at(elsewhere[0]))
        raise BadInput("worksheet.quote_not_found", quote=words[:80])
    return {"text": words, "page": sheet.page_at(span[0])}


def _theme(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    theme = value.get("theme") or None
    if theme is not None and theme not in themes():
        raise BadInput("evidence.no_theme", theme=str(theme)[:80])
    return {"theme": theme}


def _body(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    return {"bodies": sorted({_enum(BodyKind, one, "bodies").value for one in value.get("bodies", ())})}


def _deadline(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    said = value.get("deadline")
    if said is None:
        return {"deadline": None}
    if isinstance(said, date):
        said = {"raw": "", "date": said, "precision": DatePrecision.DAY}
    try:
        return {"deadline": DeadlineItem.model_validate(said).model_dump(mode="json")}
    except ValidationError as error:
        raise BadInput("flow.bad_value", field="deadline", value=str(said)[:80]) from error


def _level(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    return {"level": _enum(PledgeLevel, value.get("level"), "level").value}


def _fulfilment(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    return {"fulfilment": _enum(FulfilmentKind, value.get("fulfilment"), "fulfilment").value}


def _note(value: dict[str, Any], _context: Context) -> dict[str, Any]:
    words = str(value.get("note", "")).strip()
    if not words or len(words) > NOTE_LIMIT:
        raise BadInput("evidence.note_too_long", limit=NOTE_LIMIT)
    return {"note": words}


def _add(value: dict[str, Any], context: Context) -> dict[str, Any]:
    words = collapse(str(value.get("text", "")))
    found = _found(context.sheet, words, value.get("page"), 0)
    return {**found, "level": value.get("level") or None, "fulfilment": value.get("fulfilment") or None, "bodies": [], "deadline": None}


def _required(context: Context) -> SheetItem:
    if context.item is None or context.part is not None:
        raise BadInput("worksheet.not_of_a_part")
    return context.item


_CHECKS: dict[SheetAction, Callable[[dict[str, Any], Context], dict[str, Any]]] = {
    SheetAction.KEEP: _keep, SheetAction.REJECT: _reject, SheetAction.MERGE: _merge, SheetAction.SPLIT: _split,
    SheetAction.CORRECT: _correct, SheetAction.THEME: _theme, SheetAction.BODY: _body, SheetAction.DEADLINE: _deadline,
    SheetAction.LEVEL: _level, SheetAction.FULFILMENT: _fulfilment, SheetAction.NOTE: _note, SheetAction.ADD: _add,
}  # fmt: skip
OF_A_PART = (SheetAction.THEME, SheetAction.BODY, SheetAction.DEADLINE, SheetAction.LEVEL, SheetAction.FULFILMENT, SheetAction.NOTE)
