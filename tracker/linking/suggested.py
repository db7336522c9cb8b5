"""Suggestions in the store: those of some pledges are compared with those that stand, and only what differs is written.

A row keeps the run that last changed it. An explanation is compared as the text that the store keeps: reading forty thousand of
them back into objects would cost more than linking.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, insert, update
from sqlmodel import Session, col, select

from tracker.models import Act, LinkSearch, Pledge, Suggestion

_ASKED = 400
_SHOWN = ("rank", "score", "preexisting", "method", "band", "direction", "aside")
Row = dict[str, Any]


@dataclass
class Written:
    """What happened to the suggestions of some pledges."""

    standing: int = 0  # rows that hold afterwards
    preexisting: int = 0
    written: int = 0
    removed: int = 0
    left_out: int = 0  # their act or pledge went away while the machine computed

    def add(self, other: "Written") -> None:
        """Add the counts of other pledges."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def replace(session: Session, searches: Sequence[Row], rows: Sequence[Row]) -> Written:
    """Make these the suggestions of the pledges of `searches`, and write what was searched for each; pledges gone are left out."""
    pledges = _alive(session, Pledge.id, [search["pledge_id"] for search in searches])
    acts = _alive(session, Act.id, [row["act_id"] for row in rows])
    alive = [row for row in rows if row["act_id"] in acts and row["pledge_id"] in pledges]
    stored = _stored(session, sorted(pledges))
    new = [row for row in alive if row["id"] not in stored]
    changed = [row for row in alive if row["id"] in stored and stored[row["id"]] != _told(row)]
    gone = sorted(stored.keys() - {row["id"] for row in alive})
    for start in range(0, len(gone), _ASKED):
        session.execute(delete(Suggestion).where(col(Suggestion.id).in_(gone[start : start + _ASKED])))
    if new:
        session.execute(insert(Suggestion), new)
    _update(session, changed)
    _write_searches(session, [search for search in searches if search["pledge_id"] in pledges])
    older = sum(row["preexisting"] for row in alive)
    return Written(len(alive), older, len(new) + len(changed), len(gone), len(rows) - len(alive))


def _alive(session: Session, column: Any, keys: Sequence[str]) -> set[str]:
    wanted, found = sorted(set(keys)), set[str]()
    for start in range(0, len(wanted), _ASKED):
        found.update(session.exec(select(column).where(col(column).in_(wanted[start : start + _ASKED]))))
    return found


def _told(row: Row) -> tuple[Any, ...]:
    return (*(row[name] for name in _SHOWN), json.dumps(row["explanation"]))


def _stored(session: Session, pledges: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    columns = [col(getattr(Suggestion, name)) for name in _SHOWN]
    found: dict[str, tuple[Any, ...]] = {}
    for start in range(0, len(pledges), _ASKED):
        wanted = select(col(Suggestion.id), *columns, cast(col(Suggestion.explanation), String))  # type: ignore[call-overload]
        rows = session.exec(wanted.where(col(Suggestion.pledge_id).in_(pledges[start : start + _ASKED])))
        found.update((row[0], tuple(row[1:])) for row in rows)
    return found


def _update(session: Session, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = (*_SHOWN, "explanation", "run_id")
    table = Suggestion.metadata.tables["suggestion"]
    statement = update(table).where(table.c.id == bindparam("key")).values({name: bindparam(f"new_{name}") for name in names})
    session.connection().execute(statement, [{"key": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows])


def _write_searches(session: Session, searches: Sequence[Row]) -> None:
    keys = [search["id"] for search in searches]
    session.execute(delete(LinkSearch).where(col(LinkSearch.id).in_(keys)))
    if searches:
        session.execute(insert(LinkSearch), list(searches))


def standing_states(session: Session, pledges: Sequence[str]) -> dict[str, str]:
    """Return pledge -> the state under which its suggestions were last made."""
    found: dict[str, str] = {}
    for start in range(0, len(pledges), _ASKED):
        wanted = select(col(LinkSearch.pledge_id), col(LinkSearch.state))
        found.update(session.exec(wanted.where(col(LinkSearch.pledge_id).in_(pledges[start : start + _ASKED]))).all())
    return found


def confirm(session: Session, pledges: Sequence[str], searched: Row) -> Written:
    """Say that these pledges were searched by this run too, with the same answer, and return the counts that stand."""
    counted = Written()
    for start in range(0, len(pledges), _ASKED):
        part = col(LinkSearch.pledge_id).in_(pledges[start : start + _ASKED])
        session.execute(update(LinkSearch).where(part).values(**searched))
        rows = session.exec(select(Suggestion.preexisting).where(col(Suggestion.pledge_id).in_(pledges[start : start + _ASKED]))).all()
        counted.add(Written(len(rows), sum(rows)))
    return counted
