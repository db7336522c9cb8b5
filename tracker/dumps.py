"""The dump of what people decided: one JSON-lines file per table, sorted, without password or e-mail.

`load` adds what is missing and leaves what is equal. A row that says something else than the stored one stops the whole load:
a person's words are never overwritten. A signed verdict is written as a draft, then its signatures, then its state, so that the
database's own guards check it again.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from tracker import borders
from tracker.errors import InputError, InvariantError
from tracker.ingest import refresh_anchors
from tracker.models import (
    BorderDecision,
    Declaration,
    EvidenceJudgement,
    Jurisdiction,
    Notice,
    Reply,
    SearchLog,
    ThemeTag,
    User,
    Verdict,
    VerdictEvidence,
    VerdictNote,
    VerdictReview,
    WordProposal,
    WordReview,
    WorksheetDecision,
)  # fmt: skip
from tracker.store import reading, writing
from tracker.vocabulary import VerdictState

TABLES: tuple[type[SQLModel], ...] = (
    User, Declaration, ThemeTag, BorderDecision, WorksheetDecision, WordProposal, WordReview, EvidenceJudgement, SearchLog, Verdict,
    VerdictReview, VerdictEvidence, VerdictNote, Notice, Reply,
)  # fmt: skip
STEER_READING: tuple[type[SQLModel], ...] = (User, BorderDecision)
SECRET = {"password_hash"}
LONGEST_LINE = 1_000_000
_UNSIGNED = (VerdictState.DRAFT, VerdictState.IN_REVIEW, VerdictState.NOTICE_SENT, VerdictState.NOTICE_ELAPSED)
_LATER = ("state", "published_by", "published_at", "superseded_at")  # what a verdict gets after its signatures


def dump(folder: Path) -> dict[str, int]:
    """Write every human row to `folder` and return the number of rows by table; the same rows give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with reading() as session:
        content = {_name(model): _lines(session, model) for model in TABLES}
    for name, lines in content.items():
        part = folder / f"{name}.jsonl.part"
        part.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        part.replace(folder / f"{name}.jsonl")
    return {name: len(lines) for name, lines in content.items()}


def load(folder: Path) -> dict[str, int]:
    """Add the rows of a dump that are missing and return their number by table; all of them or none.

    Writes the decisions files that `read` takes. Raises `InputError` for a file that is not a dump, `InvariantError` for a row that
    contradicts a stored one or the rules.
    """
    return _load(folder, TABLES)


def load_before_reading(folder: Path) -> dict[str, int]:
    """Add only what steers reading (borders drawn by hand, and who drew them): a rebuild reads the documents before it loads the rest."""
    return _load(folder, STEER_READING)


def _load(folder: Path, tables: tuple[type[SQLModel], ...]) -> dict[str, int]:
    if not any((folder / f"{_name(model)}.jsonl").is_file() for model in TABLES):
        raise InputError(f"{folder}: expected a dump ({_name(User)}.jsonl and so on), found none of its files")
    parsed = {model: _parse(folder / f"{_name(model)}.jsonl", model) for model in tables}
    added: dict[str, int] = {}
    finals: list[tuple[Verdict, dict[str, Any]]] = []
    with writing() as session:
        for model, rows in parsed.items():
            added[_name(model)] = _add_all(session, model, rows, finals)
        _finish_verdicts(session, finals)
        for slug in session.exec(select(Jurisdiction.slug)).all():
            refresh_anchors(session, slug)
    borders.write_all_decisions()
    return added


def _name(model: type[SQLModel]) -> str:
    return str(model.__tablename__)


def _keys(model: type[SQLModel]) -> list[str]:
    return [column.name for column in model.metadata.tables[_name(model)].primary_key]


def _content(row: SQLModel) -> dict[str, Any]:
    return row.model_dump(mode="json", exclude=SECRET)


def _lines(session: Session, model: type[SQLModel]) -> list[str]:
    order = [col(getattr(model, key)) for key in _keys(model)]
    rows = [_content(row) for row in session.exec(select(model).order_by(*order))]
    rows.sort(key=lambda row: [str(row[key]) for key in _keys(model)])  # the same order whatever the database's collation
    return [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]


def _parse(path: Path, model: type[SQLModel]) -> list[tuple[str, SQLModel]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return [(f"{path}:{n}", _row(f"{path}:{n}", line, model)) for n, line in enumerate(lines, start=1) if line.strip()]


def _row(place: str, line: str, model: type[SQLModel]) -> SQLModel:
    try:
        data = json.loads(line) if len(line) <= LONGEST_LINE else None
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError(f"{place}: expected one JSON object of at most {LONGEST_LINE} characters")
    unknown = set(data) - (set(model.model_fields) - SECRET)
    if unknown:
        raise InputError(f"{place}: unknown field {sorted(unknown)[0]!r}; a {_name(model)} has {sorted(set(model.model_fields) - SECRET)}")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{place}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _add_all(
    session: Session, model: type[SQLModel], rows: Iterable[tuple[str, SQLModel]], finals: list[tuple[Verdict, dict[str, Any]]]
) -> int:  # fmt: skip
    added = 0
    for place, row in rows:
        stored = session.get(model, tuple(getattr(row, key) for key in _keys(model)))
        if stored is not None:
            _refuse_contradiction(place, model, stored, row)
            continue
        if isinstance(row, Verdict):
            _hold_back(row, finals)
        session.add(row)
        _flush(session, place)
        added += 1
    return added


def _refuse_contradiction(place: str, model: type[SQLModel], stored: SQLModel, row: SQLModel) -> None:
    before, after = _content(stored), _content(row)
    differing = sorted(name for name in before if before[name] != after[name])
    if differing:
        key = "/".join(str(before[name]) for name in _keys(model))
        raise InvariantError(
            f"{place}: {_name(model)} {key}: {differing[0]} is {before[differing[0]]!r} in the store and {after[differing[0]]!r} in the "
            "dump; nothing was loaded"
        )


def _hold_back(row: Verdict, finals: list[tuple[Verdict, dict[str, Any]]]) -> None:
    if row.state in _UNSIGNED:
        return
    finals.append((row, {name: getattr(row, name) for name in _LATER}))
    row.state, row.published_by, row.published_at, row.superseded_at = VerdictState.DRAFT, None, None, None


def _finish_verdicts(session: Session, finals: list[tuple[Verdict, dict[str, Any]]]) -> None:
    for row, later in finals:
        for name, value in later.items():
            setattr(row, name, value)
        session.add(row)
        _flush(session, f"verdict {row.id}")


def _flush(session: Session, place: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise InvariantError(f"{place}: refused by the database: {error.orig}; nothing was loaded") from error
