"""Turn a judge's typed drafts into references: `python -m tests.truth.mark drafts.jsonl [--dry]`.

One object per line, `kind` act (the default), vote, rare, amount, date or none (no act in this file), `file`, and `ref` when
the file is a scan with a readable twin; see README.md for the other keys. The rows of a kind and file replace the earlier
ones. Text that stands nowhere, or at several places, is an error: give `line`. Drafts hold real text: keep them out of the project.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.truth.reference import Spot, find_text, minutes_dir
from tests.truth.tables import COLUMNS, Row, problems, replace_rows
from tracker.errors import InputError

Draft = dict[str, Any]
TABLE = {"act": "acts", "none": "acts", "vote": "votes", "rare": "rare", "amount": "amounts", "date": "dates"}


def mark(draft: Draft) -> Row:
    """Return the row of one draft, or raise `InputError` that says what was not found or is ambiguous."""
    kind = draft.get("kind", "act")
    row = dict.fromkeys(COLUMNS[TABLE[kind]], "")
    row |= {key: _cell(draft[key]) for key in row if draft.get(key) is not None}
    if kind == "act":
        row |= _act_place(draft) if "title" in draft else {"number_at": f"={draft['number']}"}
    if kind in ("vote", "rare"):
        row["line_from"] = row["line_from"] or _cell(draft["line"])
        row["page_to"] = row["page_to"] or row["page"]
    return row


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _path(draft: Draft) -> Path:
    return minutes_dir() / str(draft.get("ref") or draft["file"])


def _act_place(draft: Draft) -> Row:
    start, end = _one(draft, draft["title"], draft["page"], draft.get("line"))
    row = {"page": str(start.page), "line_from": str(start.line), "char_from": str(start.char)}
    row |= {"page_to": str(end.page) if end.page != start.page else "", "line_to": str(end.line), "char_to": str(end.char)}
    if draft.get("number"):
        row["number_at"] = _number_place(draft, start)
    return row


def _one(draft: Draft, typed: str, page: int, line: int | None) -> tuple[Spot, Spot]:
    found = find_text(_path(draft), typed, page, line)
    if len(found) != 1:
        where = f"at lines {[a.line for a, _ in found]}" if found else "nowhere"
        raise InputError(f"{draft['file']}: page {page}, line {line}: {typed!r:.90} stands {where}; expected one place")
    return found[0]


def _number_place(draft: Draft, title: Spot) -> str:
    """Return the last place of the number at or before the title's start, else the first after it on that page."""
    number = str(draft["number"])
    found = find_text(_path(draft), number, title.page, draft.get("number_line"), pages=1)
    if not found and title.page > 1:
        found = find_text(_path(draft), number, title.page - 1, pages=1)
    before = [span for span in found if span[0] <= title]
    if not found:
        raise InputError(f"{draft['file']}: page {title.page}: the number {number!r} stands nowhere")
    start, end = before[-1] if before else found[0]
    if start.line != end.line:
        raise InputError(f"{draft['file']}: page {title.page}: the number {number!r} goes over a line's end")
    return f"{start.page}:{start.line}:{start.char}:{end.char}"


def main(arguments: list[str]) -> int:
    """Mark every draft of a file; write only when all of them are found."""
    dry = "--dry" in arguments
    rows: dict[str, list[Row]] = defaultdict(list)
    errors: list[str] = []
    for name in (one for one in arguments if one != "--dry"):
        for number, line in enumerate(Path(name).read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                draft = json.loads(line)
                rows[TABLE[draft.get("kind", "act")]].append(mark(draft))
            except (InputError, ValueError, KeyError) as error:
                errors.append(f"{name}:{number}: {type(error).__name__}: {error}")
    errors += [problem for kind, own in rows.items() for problem in problems(kind, own)]
    if not errors and not dry:
        for kind, own in rows.items():
            replace_rows(kind, own)
    print("\n".join(errors) or {kind: len(own) for kind, own in rows.items()})
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
