"""The worksheet as a CSV, out and in again, for people who prefer a spreadsheet.

Each row carries the passage's stable id and `version`: how much of the worksheet was known when the file was written. What is
taken from an edited file is only the cells that differ from that state, as decisions signed by a person: all of them or none.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from tracker import ids
from tracker.errors import InputError, TrackerError
from tracker.exports.cells import neutralise, restore
from tracker.models import WorksheetDecision
from tracker.refusals import BadInput, told
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, RejectReason, SheetAction
from tracker.wording import enum_label, themes
from tracker.worksheets.files import Worksheet, collapse, load_worksheet
from tracker.worksheets.projection import PART, PartView, Sheet, SheetItem
from tracker.worksheets.states import State, phase_of
from tracker.worksheets.store import added_id, all_rows, decide, reading_of, try_choice, view_for
from tracker.worksheets.values import Choice

COLUMNS = (
    "id", "version", "kind", "decision", "reason", "merge_with", "quote", "page", "theme", "bodies", "deadline", "level", "fulfilment",
    "parts", "proposed_parts", "note", "notes", "headings", "suggested_themes", "score",
)  # fmt: skip
EDITED = ("decision", "reason", "merge_with", "quote", "theme", "bodies", "deadline", "level", "fulfilment", "parts", "note")
OF_PART = ("theme", "bodies", "deadline", "level", "fulfilment", "note")
NEEDED = ("id", "version", *EDITED)
MOST_ROWS, MOST_BYTES, MOST_TOLD = 20_000, 30_000_000, 20
JOINT = " | "
NO_SPLIT = "none"  # what a `parts` cell holds when somebody said that the pledge is not to be split
_TAKE_SPLIT = frozenset({"proposed", "propose", "proposee", "comme propose", "as proposed", "oui", "yes"})
_REFUSE_SPLIT = frozenset({NO_SPLIT, "non", "no", "aucun", "aucune"})
Cells = dict[str, str]
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Change:
    """One cell that a person changed."""

    line: int
    id: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the line of a diff."""
        return f"{self.line}: {self.id or '+'}: {self.column}: {_short(self.before)} -> {_short(self.after)}"


@dataclass(frozen=True)
class Diff:
    """What an edited file would change, and what of it cannot be taken."""

    rows: int
    changes: tuple[Change, ...]
    problems: tuple[str, ...]
    batch: str | None = None
    without_reason: tuple[int, ...] = ()  # lines that set a passage aside and do not say why: kept as « other », and told


def _short(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 80 else words[:77] + "…")


# Out.


def export_sheet(user_id: str, ref: str, *, delimiter: str = ";", bom: bool = True) -> str:
    """Return the worksheet as this person may see it, as the text of a CSV."""
    sheet, rows = load_worksheet(ref), all_rows(ref)
    view = view_for(sheet, rows, phase_of(rows), user_id)
    if view is None:
        raise BadInput("worksheet.wait")
    version = str(rows[-1].sequence if rows else 0)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    for cells in _lines(view):
        writer.writerow({name: neutralise(value) for name, value in {**cells, "version": version}.items()})
    return ("\ufeff" if bom else "") + stream.getvalue()


def _lines(view: Sheet) -> Iterator[Cells]:
    for item in view.items:
        yield item_cells(item)
        for part in item.parts:
            yield part_cells(part)


def item_cells(item: SheetItem) -> Cells:
    """Return the cells of a passage."""
    deadline = item.deadline
    suggested = item.proposal.themes if item.proposal else ()
    return {
        "id": item.id, "version": "", "kind": item.proposal.label.value if item.proposal else item.standing.value,
        "decision": item.state.decision.value if item.state.decision else "",
        "reason": item.state.reason.value if item.state.reason else "",
        "merge_with": item.state.merged_into or "", "quote": item.text, "page": str(item.page or ""), "theme": item.state.theme or "",
        "bodies": JOINT.join(item.bodies), "deadline": deadline.date.isoformat() if deadline and deadline.date else "",
        "level": item.level.value if item.level else "", "fulfilment": item.fulfilment.value,
        "parts": "\n".join(item.state.parts) or (NO_SPLIT if item.state.parts_said else ""),
        "proposed_parts": "\n".join(one.text for one in item.proposal.parts) if item.proposal else "",
        "note": "", "notes": "\n".join(item.state.notes), "headings": " > ".join(item.headings),
        "suggested_themes": JOINT.join(one.key for one in suggested), "score": f"{item.proposal.score:.2f}" if item.proposal else "",
    }  # fmt: skip


def part_cells(part: PartView) -> Cells:
    """Return the cells of a part: empty where it follows the pledge that was split."""
    state: State = part.state
    deadline = state.deadline.date if state.deadline else None
    return {
        "id": part.id, "version": "", "kind": "part", "decision": "", "reason": "", "merge_with": "", "quote": part.text,
        "page": str(part.page or ""), "theme": state.theme or "", "bodies": JOINT.join(state.bodies or ()),
        "deadline": deadline.isoformat() if deadline else "", "level": state.level.value if state.level else "",
        "fulfilment": state.fulfilment.value if state.fulfilment else "", "parts": "", "proposed_parts": "", "note": "",
        "notes": "\n".join(state.notes),
        "headings": "", "suggested_themes": "", "score": "",
    }  # fmt: skip


# In.


def import_sheet(user_id: str, ref: str, content: bytes, *, dry_run: bool = False) -> Diff:
    """Take the changed cells of an edited export as decisions of this person; with `dry_run`, or any problem, nothing is written."""
    sheet, rows = load_worksheet(ref), all_rows(ref)
    lines = read_cells(content)
    found = _Differences(sheet, rows, user_id)
    for number, cells in lines:
        found.take(number, cells)
    if dry_run or found.problems or not found.choices:
        return Diff(len(lines), tuple(found.changes), tuple(found.problems), None, tuple(found.without_reason))
    batch = decide(user_id, ref, found.choices, found.seen)
    return Diff(len(lines), tuple(found.changes), (), batch, tuple(found.without_reason))


def read_cells(content: bytes) -> list[tuple[int, Cells]]:
    """Return the lines of a file with their numbers, or say what is wrong with the file as a whole."""
    if len(content) > MOST_BYTES:
        raise BadInput("worksheet.csv_too_large", limit=MOST_BYTES // 1_000_000)
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        names = [restore(name).strip().lower() for name in next(reader, [])]
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise BadInput("worksheet.csv_columns", missing=", ".join(missing))
        lines = []
        for number, row in enumerate(reader, start=2):  # the line that a spreadsheet shows: a cell may hold several
            if any(cell.strip() for cell in row):
                lines.append((number, _cells(names, row, number)))
            if len(lines) > MOST_ROWS:
                raise BadInput("worksheet.csv_rows", limit=MOST_ROWS)
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: not a CSV: {error}") from error
    return lines


def _decoded(content: bytes) -> str:
    """Return the text of a file saved by any spreadsheet: UTF-8, or the old encoding of Windows."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("worksheet.csv_encoding")


def _cells(names: Sequence[str], row: Sequence[str], line: int) -> Cells:
    if len(row) > len(names):
        raise BadInput("worksheet.csv_width", line=line, found=len(row), expected=len(names))
    padded = [*row, *[""] * (len(names) - len(row))]
    return {name: restore(cell).strip() for name, cell in zip(names, padded, strict=True)}


class _Differences:
    """Collects, line by line, what an edited file changes."""

    def __init__(self, sheet: Worksheet, rows: Sequence[WorksheetDecision], user_id: str) -> None:
        self.sheet, self.rows, self.user_id = sheet, rows, user_id
        self.phase = phase_of(rows)
        self.own = reading_of(self.phase, user_id)
        self.newest = rows[-1].sequence if rows else 0
        self.views: dict[int, Sheet] = {}
        self.now = self._view(self.newest)
        self.draft = replace(self.now, by_id=dict(self.now.by_id))
        self.lines: dict[str, int] = {}
        self.changes: list[Change] = []
        self.problems: list[str] = []
        self.choices: list[Choice] = []
        self.seen: dict[str, int] = {}
        self.without_reason: list[int] = []

    def _view(self, version: int) -> Sheet:
        if version not in self.views:
            known = [row for row in self.rows if row.sequence <= version]
            view = view_for(self.sheet, known, self.phase, self.user_id)
            if view is None:
                raise BadInput("worksheet.wait")
            self.views[version] = view
        return self.views[version]

    def take(self, line: int, cells: Cells) -> None:
        """Add the changes of a line, or its problem."""
        try:
            self._take(line, cells)
        except TrackerError as error:
            self._problem(line, told(error))

    def _problem(self, line: int, words: str) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(f"{line}: {words}")
        elif len(self.problems) == MOST_TOLD:
            self.problems.append("…")

    def _take(self, line: int, cells: Cells) -> None:
        key = cells["id"]
        if not key:
            self._added(line, cells)
            return
        if key in self.lines:
            raise BadInput("worksheet.csv_twice", id=key, line=self.lines[key])
        self.lines[key] = line
        subject: SheetItem | PartView | None = self.now.part(key) if key.startswith(PART) else self.now.by_id.get(key)
        if subject is None:
            raise BadInput("worksheet.unknown_id", id=key[:40])
        cells = _with_split(cells, subject)
        version = self._version(cells["version"])
        then = self._view(version)
        known = then.part(key) if key.startswith(PART) else then.by_id.get(key)
        before = _shown(known) if known else {}
        names = OF_PART if key.startswith(PART) else EDITED
        changed = [name for name in names if _differs(name, before.get(name, ""), cells[name])]
        if not changed:
            return
        self._refuse_later(key, subject.version, version)
        other = self.now.by_id.get(cells["merge_with"])
        if other is not None:  # the pledge that this one joins must not have moved either
            self._refuse_later(other.id, other.version, version)
        made = list(choices_of(key, changed, cells))
        self._check(made)
        self.changes += [Change(line, key, name, before.get(name, ""), cells[name]) for name in changed]
        self.choices += made
        self.seen[key] = version
        if "decision" in changed and not cells["reason"] and _plain("decision", cells["decision"]) == SheetAction.REJECT:
            self.without_reason.append(line)
        if cells["merge_with"]:
            self.seen[cells["merge_with"]] = version

    def _check(self, made: Iterable[Choice]) -> None:
        """Refuse what `decide` would refuse, with the line it stands on."""
        for choice in made:
            try_choice(self.sheet, self.draft, choice)

    def _version(self, cell: str) -> int:
        if not (cell.isascii() and cell.isdigit()) or len(cell) > 9 or int(cell) > self.newest or len(self.views) > 50:
            raise BadInput("worksheet.csv_version", found=cell[:20])
        return int(cell)

    def _refuse_later(self, key: str, stored: int, version: int) -> None:
        if stored > version:
            later = next(row for row in self.rows if row.sequence == stored)
            raise BadInput("worksheet.csv_moved", action=later.action, quote=later.quote[:60])

    def _added(self, line: int, cells: Cells) -> None:
        words = collapse(cells["quote"])
        if not words:
            raise BadInput("worksheet.csv_no_id")
        page = int(cells["page"]) if cells.get("page", "").isdigit() else None
        choice = Choice("", SheetAction.ADD, {"text": words, "page": page})
        self._check([choice])
        self.choices.append(choice)
        self.seen[added_id(self.sheet, words)] = self.newest
        self.changes.append(Change(line, "", "quote", "", words))


def _with_split(cells: Cells, subject: SheetItem | PartView) -> Cells:
    """Return the cells with the proposed parts in place of the word that takes them."""
    if ids.fold(cells["parts"]) not in _TAKE_SPLIT:
        return cells
    proposed = subject.proposal.parts if isinstance(subject, SheetItem) and subject.proposal else ()
    if not proposed:
        raise BadInput("worksheet.csv_no_split", found=cells["parts"][:20])
    return {**cells, "parts": "\n".join(part.text for part in proposed)}


def _shown(subject: SheetItem | PartView) -> Cells:
    return part_cells(subject) if isinstance(subject, PartView) else item_cells(subject)


def _differs(name: str, before: str, after: str) -> bool:
    if before == after:
        return False
    if name == "deadline":
        return (_day(after) or None) != (_day(before) or None)
    if name == "bodies":
        return _bodies(after) != _bodies(before)
    if name in ("decision", "reason", "level", "fulfilment", "theme"):
        return _plain(name, before) != _plain(name, after)
    if name == "parts":
        was, now = _parts(before), _parts(after)
        return (was or ()) != (now or ()) or (was is None and now is not None)
    return collapse(before) != collapse(after)


_KINDS: Mapping[str, type[StrEnum]] = {
    "decision": SheetAction, "reason": RejectReason, "level": PledgeLevel, "fulfilment": FulfilmentKind, "bodies": BodyKind,
}  # fmt: skip


def _plain(name: str, cell: str) -> str:
    """Return the stored value of a cell: people may write it, or its words in French or English."""
    folded = ids.fold(cell)
    if not folded:
        return ""
    return _theme_words(tuple(themes().items())).get(folded, cell) if name == "theme" else _words_of(name).get(folded, cell)


@lru_cache(maxsize=4)
def _theme_words(known: tuple[tuple[str, tuple[str, str]], ...]) -> dict[str, str]:
    return {ids.fold(word): key for key, pair in known for word in (key, *pair)}


@lru_cache(maxsize=16)
def _words_of(name: str) -> dict[str, str]:
    """Return what may be written for each value of the vocabulary."""
    return {
        ids.fold(word): str(member.value)
        for member in _KINDS[name]
        for word in (enum_label(member, "en"), enum_label(member, "fr"), str(member.value))
    }


def _bodies(cell: str) -> tuple[str, ...]:
    return tuple(sorted({_plain("bodies", one) for one in cell.replace("\n", "|").split("|") if one.strip()}))


def _parts(cell: str) -> tuple[str, ...] | None:
    """Return the parts that a cell asks for: none when it refuses the split, None when it says nothing of it."""
    if not cell.strip():
        return None
    if ids.fold(cell) in _REFUSE_SPLIT:
        return ()
    pieces: Iterable[str] = cell.splitlines() if "\n" in cell else cell.split(JOINT)
    return tuple(words for piece in pieces if (words := collapse(piece)))


def _day(cell: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell, form).date() if cell else None  # noqa: DTZ007 - a day of a form, not a moment
        except ValueError:
            continue
    raise BadInput("flow.bad_value", field="deadline", value=cell[:40])


_ORDER = ("quote", "parts", "bodies", "deadline", "level", "fulfilment", "theme", "note", "merge_with", "decision", "reason")


def choices_of(key: str, changed: Sequence[str], cells: Cells) -> Iterator[Choice]:
    """Yield the decisions that a line's changed cells stand for; the answer last, so that keeping accepts what the line corrects."""
    for name in sorted(changed, key=_ORDER.index):
        if name in ("merge_with", "reason") and "decision" in changed:
            continue
        yield _CHOICES[name](key, cells)


def _answer(key: str, cells: Cells) -> Choice:
    answer = _plain("decision", cells["decision"])
    if answer == SheetAction.KEEP:
        return Choice(key, SheetAction.KEEP)
    if answer == SheetAction.REJECT:
        return Choice(key, SheetAction.REJECT, {"reason": _plain("reason", cells["reason"])})
    if answer == SheetAction.MERGE:
        return Choice(key, SheetAction.MERGE, {"with": cells["merge_with"]})
    raise BadInput("worksheet.csv_answer", found=cells["decision"][:40])


def _level(key: str, cells: Cells) -> Choice:
    return Choice(key, SheetAction.LEVEL, {"level": _plain("level", cells["level"])})


def _fulfilment(key: str, cells: Cells) -> Choice:
    return Choice(key, SheetAction.FULFILMENT, {"fulfilment": _plain("fulfilment", cells["fulfilment"])})


_CHOICES: dict[str, Callable[[str, Cells], Choice]] = {
    "decision": _answer,
    "reason": _answer,
    "merge_with": _answer,
    "quote": lambda key, cells: Choice(key, SheetAction.CORRECT, {"text": cells["quote"]}),
    "theme": lambda key, cells: Choice(key, SheetAction.THEME, {"theme": _plain("theme", cells["theme"]) or None}),
    "bodies": lambda key, cells: Choice(key, SheetAction.BODY, {"bodies": _bodies(cells["bodies"])}),
    "deadline": lambda key, cells: Choice(key, SheetAction.DEADLINE, {"deadline": _day(cells["deadline"])}),
    "level": _level,
    "fulfilment": _fulfilment,
    "parts": lambda key, cells: Choice(key, SheetAction.SPLIT, {"parts": _parts(cells["parts"]) or ()}),
    "note": lambda key, cells: Choice(key, SheetAction.NOTE, {"note": cells["note"]}),
}


def import_file(user_id: str, ref: str, path: Path, *, dry_run: bool = False) -> Diff:
    """Take an edited export from a file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return import_sheet(user_id, ref, content, dry_run=dry_run)
