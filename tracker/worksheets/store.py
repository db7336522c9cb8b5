"""Who says what on a worksheet: rows are only ever added, in one order, and never over something that the person has not seen.

Several people may work at once. Each choice carries the version of the passage that its author saw; when somebody has said more
since, it is refused in words and nothing is written. In blind readings a person's view holds only their own rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.models import User, WorksheetDecision
from tracker.refusals import BadInput, NotAllowed, NotNow
from tracker.rights import acting_user, declaration_of
from tracker.store import reading, writing
from tracker.vocabulary import ReadingPass, SheetAction
from tracker.worksheets.files import Worksheet, load_worksheet, proposal_id
from tracker.worksheets.projection import PART, Sheet, compare, project
from tracker.worksheets.states import Phase, deciders, fold, live, phase_of
from tracker.worksheets.values import OF_A_PART, Choice, Context, checked

MOST_CHOICES = 60_000
_TRIES = 3
R = TypeVar("R")


@dataclass(frozen=True)
class Subject:
    """What a choice is about: the id that its rows name, the words and page that its author saw, and the version now stored."""

    shown: str  # the id on the screen
    target: str  # that of the first decision about it: rows of one passage stay together whatever the machine reads later
    quote: str
    page: int | None
    version: int
    context: Context


def rows_of(session: Session, ref: str) -> list[WorksheetDecision]:
    """Return every row of a worksheet, in order."""
    query = select(WorksheetDecision).where(WorksheetDecision.worksheet == ref)
    return list(session.exec(query.order_by(col(WorksheetDecision.sequence))))


def all_rows(ref: str) -> list[WorksheetDecision]:
    """Return every row of a worksheet, in order, from a session of its own."""
    with reading() as session:
        return rows_of(session, ref)


def allow(session: Session, user_id: str, sheet: Worksheet) -> User:
    """Refuse strangers, and whoever declared an interest in the list of this programme."""
    user = acting_user(session, user_id)
    declared = declaration_of(session, user_id)
    organization = f"{sheet.head.town}/{sheet.head.organization}"
    if declared and organization in declared.lists:
        raise NotAllowed("rights.conflict", user=user_id, list=organization)
    return user


def reading_of(phase: Phase, user_id: str) -> ReadingPass:
    """Return the reading that this person may add to now, or refuse with what to do instead."""
    own = phase.reader(user_id)
    if not phase.blind:
        return ReadingPass.FIRST
    if own is not None:
        if own in phase.finished:
            raise NotAllowed("worksheet.finished" if not phase.compared else "worksheet.third_person")
        return own
    if phase.compared:
        return ReadingPass.SETTLE
    raise NotAllowed("worksheet.take_first" if phase.free() else "worksheet.wait")


def view_for(sheet: Worksheet, rows: Sequence[WorksheetDecision], phase: Phase, user_id: str) -> Sheet | None:
    """Return the sheet as this person may see it now; None when both blind readings belong to others and are not finished."""
    if not phase.blind:
        return project(sheet, rows)
    if phase.compared:
        return compare(sheet, rows)
    own = phase.reader(user_id)
    return project(sheet, rows, own) if own else None


def decide(user_id: str, ref: str, choices: Iterable[Choice], seen: Mapping[str, int]) -> str:
    """Record what a person says, all of it or nothing, and return the batch that an undo takes back.

    `seen` gives the version of each passage that the person had before their eyes.
    """
    wanted = list(choices)
    if not 0 < len(wanted) <= MOST_CHOICES:
        raise BadInput("worksheet.too_many", limit=MOST_CHOICES)
    sheet = load_worksheet(ref)

    def write(session: Session, rows: list[WorksheetDecision]) -> str:
        own = reading_of(phase_of(rows), user_id)
        view = compare(sheet, rows) if own == ReadingPass.SETTLE else project(sheet, rows, own)
        view = replace(view, by_id=dict(view.by_id))
        batch = _batch(user_id, ref, rows)
        made: list[WorksheetDecision] = []
        for choice in wanted:
            subject = _subject(sheet, view, choice)
            _refuse_unseen(session, subject, seen.get(subject.shown, 0), rows)
            if choice.action == SheetAction.MERGE:
                _refuse_unseen_other(session, view, str(choice.value.get("with")), seen, rows)
            value = checked(choice, subject.context)
            made.append(_row(ref, user_id, own, subject, choice.action, value, batch))
            _overlay(view, subject, made[-1])
        _append(session, rows, made)
        return batch

    return _in_order(user_id, sheet, write)


def _overlay(view: Sheet, subject: Subject, row: WorksheetDecision) -> None:
    """Let the next choice of the same move see what this one changed: words first corrected, then split."""
    item = subject.context.item
    if item is not None and isinstance(view.by_id, dict):
        state = fold([row], item.state)
        view.by_id[item.id] = replace(item, state=state, text=state.text or item.text, page=state.page or item.page)


def try_choice(sheet: Worksheet, draft: Sheet, choice: Choice) -> None:
    """Refuse a choice that would be refused, without writing it; `draft` then shows what it would change."""
    subject = _subject(sheet, draft, choice)
    value = checked(choice, subject.context)
    _overlay(draft, subject, _row(sheet.ref, "", ReadingPass.FIRST, subject, choice.action, value, ""))


def undo(user_id: str, ref: str, batch: str | None = None) -> list[str]:
    """Take back one's own last move (or a named one) and return the passages concerned; refused when somebody has spoken since."""
    sheet = load_worksheet(ref)

    def write(session: Session, rows: list[WorksheetDecision]) -> list[str]:
        own = reading_of(phase_of(rows), user_id)
        mine = [row for row in live(rows) if row.user_id == user_id and row.reading == own and row.target]
        wanted = batch or (mine[-1].batch if mine else "")
        taken = [row for row in mine if row.batch == wanted]
        if not taken:
            raise BadInput("worksheet.nothing_to_undo")
        targets = dict.fromkeys(row.target for row in taken)
        newest = max(row.sequence for row in taken)
        for later in rows:
            if later.target in targets and later.reading == own and later.sequence > newest and later.user_id != user_id:
                raise _moved(session, later)
        move = _batch(user_id, ref, rows)
        made = [
            _copy(next(row for row in taken if row.target == target), SheetAction.UNDO, {"batch": wanted}, move, user_id)
            for target in targets
        ]
        _append(session, rows, made)
        return list(targets)

    return _in_order(user_id, sheet, write)


def ask_blind(user_id: str, ref: str) -> None:
    """Ask for two blind readings; what one person has already decided becomes theirs, so it must be one person at most."""
    sheet = load_worksheet(ref)

    def write(session: Session, rows: list[WorksheetDecision]) -> None:
        if phase_of(rows).blind:
            raise NotNow("worksheet.already_blind")
        if len(deciders(rows)) > 1:
            raise NotNow("worksheet.too_late_for_blind")
        _append(session, rows, [_about_sheet(ref, user_id, ReadingPass.FIRST, SheetAction.BLIND, rows)])

    _in_order(user_id, sheet, write)


def take(user_id: str, ref: str) -> ReadingPass:
    """Take one of the two blind readings that nobody has."""
    sheet = load_worksheet(ref)

    def write(session: Session, rows: list[WorksheetDecision]) -> ReadingPass:
        phase = phase_of(rows)
        own, free = phase.reader(user_id), phase.free()
        if not phase.blind:
            raise NotNow("worksheet.not_blind")
        if own is not None:
            return own
        if free is None:
            raise NotAllowed("worksheet.wait" if not phase.compared else "worksheet.no_reading_left")
        _append(session, rows, [_about_sheet(ref, user_id, free, SheetAction.TAKE, rows)])
        return free

    return _in_order(user_id, sheet, write)


def finish(user_id: str, ref: str) -> None:
    """Close one's own blind reading: from now on it cannot change, and once both are closed everybody sees both."""
    sheet = load_worksheet(ref)

    def write(session: Session, rows: list[WorksheetDecision]) -> None:
        phase = phase_of(rows)
        own = phase.reader(user_id) if phase.blind else None
        if own is None:
            raise NotNow("worksheet.not_blind")
        left = len(project(sheet, rows, reading_of(phase, user_id)).open)
        if left:
            raise NotNow("worksheet.not_complete", n=left)
        _append(session, rows, [_about_sheet(ref, user_id, own, SheetAction.FINISH, rows)])

    _in_order(user_id, sheet, write)


def _in_order(user_id: str, sheet: Worksheet, write: Callable[[Session, list[WorksheetDecision]], R]) -> R:
    """Run one move alone: the writer's lock orders people on SQLite; on PostgreSQL the unique sequence does, and the loser tries again."""
    for attempt in range(_TRIES):
        try:
            with writing() as session:
                allow(session, user_id, sheet)
                return write(session, rows_of(session, sheet.ref))
        except IntegrityError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _subject(sheet: Worksheet, view: Sheet, choice: Choice) -> Subject:
    if choice.action == SheetAction.ADD:
        words = " ".join(str(choice.value.get("text", "")).split())
        target = added_id(sheet, words)
        item = view.by_id.get(target)
        return Subject(target, target, words, None, item.version if item else 0, Context(sheet, view, None))
    if choice.target.startswith(PART):
        part = view.part(choice.target)
        if part is None or choice.action not in OF_A_PART:
            raise BadInput("worksheet.unknown_id" if part is None else "worksheet.not_of_a_part", id=choice.target)
        return Subject(part.id, part.id, part.text, part.page, part.version, Context(sheet, view, None, part))
    item = view.by_id.get(choice.target)
    if item is None:
        raise BadInput("worksheet.unknown_id", id=choice.target[:40])
    words = item.proposal.text if item.proposal else item.text
    return Subject(
        item.id, item.origin, words, item.proposal.page if item.proposal else item.page, item.version, Context(sheet, view, item)
    )


def added_id(sheet: Worksheet, words: str) -> str:
    """Return the id of words added by hand: that of the machine's passage with the same words, when there is one."""
    span = sheet.find(words)
    return proposal_id(sheet.document_at(sheet.page_at(span[0]) if span else 1).sha256, words, 1)


def _refuse_unseen(session: Session, subject: Subject, seen: int, rows: Sequence[WorksheetDecision]) -> None:
    if subject.version > seen:
        raise _moved(session, next(row for row in rows if row.sequence == subject.version))


def _refuse_unseen_other(session: Session, view: Sheet, key: str, seen: Mapping[str, int], rows: Sequence[WorksheetDecision]) -> None:
    other = view.by_id.get(key)
    if other is not None and other.version > seen.get(key, 0):
        raise _moved(session, next(row for row in rows if row.sequence == other.version))


def _moved(session: Session, later: WorksheetDecision) -> NotNow:
    """Return the refusal that names who spoke since, and what they said; the refused person's words are still on their screen."""
    name = session.get_one(User, later.user_id).display_name
    return NotNow("worksheet.moved", name=name, action=later.action, quote=later.quote[:80])


def _batch(user_id: str, ref: str, rows: Sequence[WorksheetDecision]) -> str:
    return "bat-" + ids.digest(user_id, ref, str(_next(rows)), clock.now().isoformat())


def _next(rows: Sequence[WorksheetDecision]) -> int:
    return (rows[-1].sequence if rows else 0) + 1


def _row(
    ref: str, user_id: str, own: ReadingPass, subject: Subject, action: SheetAction, value: dict[str, Any], batch: str
) -> WorksheetDecision:  # fmt: skip
    source = subject.context.sheet.document_at(subject.page or 1)
    return WorksheetDecision(
        id="", worksheet=ref, sequence=0, user_id=user_id, reading=own, target=subject.target, sha256=source.sha256,
        quote=subject.quote, page=value.get("page") or subject.page, action=action, value=value, batch=batch, decided_at=clock.now(),
    )  # fmt: skip


def _copy(row: WorksheetDecision, action: SheetAction, value: dict[str, Any], batch: str, user_id: str) -> WorksheetDecision:
    return WorksheetDecision(
        id="", worksheet=row.worksheet, sequence=0, user_id=user_id, reading=row.reading, target=row.target, sha256=row.sha256,
        quote=row.quote, page=row.page, action=action, value=value, batch=batch, decided_at=clock.now(),
    )  # fmt: skip


def _about_sheet(ref: str, user_id: str, own: ReadingPass, action: SheetAction, rows: Sequence[WorksheetDecision]) -> WorksheetDecision:
    return WorksheetDecision(
        id="", worksheet=ref, sequence=0, user_id=user_id, reading=own, action=action, value={}, batch=_batch(user_id, ref, rows),
        decided_at=clock.now(),
    )  # fmt: skip


def _append(session: Session, rows: Sequence[WorksheetDecision], made: Iterable[WorksheetDecision]) -> None:
    for sequence, row in enumerate(made, start=_next(rows)):
        row.sequence = sequence
        row.id = "wsd-" + ids.digest(row.worksheet, str(sequence), row.user_id, row.action.value, row.decided_at.isoformat())
        session.add(row)
    session.flush()
