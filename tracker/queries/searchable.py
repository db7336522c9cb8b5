"""The acts and pledges of a town, kept ready to be searched: made once, renewed when the town's rows change, never more than a bound.

The making reads every text to take names out, so its result is also kept as a file of the store, for the next start of the server.
What is kept holds no private person's name (see `tracker.privacy_search`), whoever searches. The index is the linking's own, not the
database's full text, so that SQLite and PostgreSQL give the same hits.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np
import numpy.typing as npt
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select

from tracker.elected import mask_for
from tracker.ids import digest
from tracker.linking.bm25 import ActText
from tracker.linking.search import Flags, Searchable
from tracker.linking.terms import Terms
from tracker.models import Act, Attendance, Body, Person, Run, Sitting
from tracker.privacy_search import without_names
from tracker.queries.search_kept import Kept, KeptAct, read_kept, rules, write_kept
from tracker.queries.shapes import PledgeRow
from tracker.settings import database_url, store_dir
from tracker.store import reading
from tracker.vocabulary import Outcome

MOST_ACTS = 100_000  # kept in memory, all towns together; of a larger town the newest ones
MOST_PLEDGE_LISTS = 16
NO_DAY = 0


@dataclass(frozen=True)
class TownActs:
    """A town's acts in the order of their places, newest first, with what they are filtered by."""

    ids: tuple[str, ...]
    texts: Searchable
    days: npt.NDArray[np.int64]  # ordinals, `NO_DAY` when unknown
    bodies: tuple[str, ...]
    outcomes: tuple[Outcome | None, ...]
    documents: int
    left_out: int  # acts beyond the bound, the oldest

    def kept(self, body: str, outcome: str, start: date | None, end: date | None) -> Flags | None:
        """Return which acts answer the filters, or None when nothing is asked of them."""
        if not (body or outcome or start or end):
            return None
        flags = np.ones(len(self.ids), np.bool_)
        if start or end:
            first, last = (start or date.min).toordinal(), (end or date.max).toordinal()
            flags &= (self.days >= first) & (self.days <= last)  # an unknown day is before every day
        if body:
            flags &= np.array([one == body for one in self.bodies], np.bool_)
        if outcome:
            flags &= np.array([one == outcome for one in self.outcomes], np.bool_)
        return flags

    @property
    def undated(self) -> int:
        """How many acts have no known day: a search between two dates never finds them."""
        return int((self.days == NO_DAY).sum())

    @property
    def period(self) -> tuple[date, date] | None:
        """Return the first and last known day."""
        known = self.days[self.days != NO_DAY]
        return (date.fromordinal(int(known.min())), date.fromordinal(int(known.max()))) if len(known) else None


_lock = Lock()
_making: dict[Hashable, Lock] = {}
_acts: OrderedDict[Hashable, tuple[str, TownActs]] = OrderedDict()
_pledges: OrderedDict[Hashable, Searchable] = OrderedDict()


def forget() -> None:
    """Drop everything that is kept in memory."""
    with _lock:
        _acts.clear()
        _pledges.clear()


def prepare(slug: str) -> int:
    """Make the words of a town ready before somebody asks, as the last step of a nightly run; return how many acts are searchable."""
    with reading() as session:
        return len(town_acts(session, slug).ids)


def town_acts(session: Session, slug: str) -> TownActs:
    """Return the searchable acts of a town; those who ask for the same town at once wait for one making."""
    mark, key = _fingerprint(session, slug), (database_url(), slug)
    with _lock:
        making = _making.setdefault(key, Lock())
    with making:
        found = _acts.get(key)
        if found is None or found[0] != mark:
            found = (mark, _made(session, slug, mark))
        with _lock:
            _acts[key] = found
            _acts.move_to_end(key)
            while len(_acts) > 1 and sum(len(kept.ids) for _, kept in _acts.values()) > MOST_ACTS:
                _acts.popitem(last=False)
    return found[1]


def _made(session: Session, slug: str, mark: str) -> TownActs:
    """Return the acts from the file that the last making left in the store, else from their texts."""
    path = store_dir() / "linking" / "search" / f"{slug}.json"
    kept = read_kept(path, mark)
    if kept is None:
        kept = _read(session, slug)
        write_kept(path, mark, kept)
    days = np.array([row.day for row in kept.acts], np.int64)
    return TownActs(
        ids=tuple(row.id for row in kept.acts), texts=Searchable((row.title, row.body) for row in kept.acts), days=days,
        bodies=tuple(row.body_key for row in kept.acts), outcomes=tuple(row.outcome for row in kept.acts),
        documents=kept.documents, left_out=kept.left_out,
    )  # fmt: skip


def searchable_pledges(rows: Sequence[PledgeRow]) -> Searchable:
    """Return the pledges that a reader may see, ready to be searched."""
    key = tuple((row.id, row.text) for row in rows)
    with _lock:
        found = _pledges.get(key) or Searchable.of(ActText("", row.text) for row in rows)
        _pledges[key] = found
        _pledges.move_to_end(key)
        while len(_pledges) > MOST_PLEDGE_LISTS:
            _pledges.popitem(last=False)
    return found


def _fingerprint(session: Session, slug: str) -> str:
    """Return what changes whenever an ingest changes the acts of a town, or the people whose names may be shown."""
    bodies = select(Body.id).where(Body.jurisdiction == slug)
    act = Act.__table__.c  # type: ignore[attr-defined]
    acts = sql_select(
        func.count(), func.min(act.id), func.max(act.id), func.max(act.run_id), func.sum(act.span_end), func.sum(func.length(act.title))
    )
    people = select(func.count()).select_from(Person).where(Person.jurisdiction == slug)
    sittings = select(Sitting.id).where(col(Sitting.body_id).in_(bodies))
    members = select(func.count()).select_from(Attendance).where(col(Attendance.sitting_id).in_(sittings))
    ingested = select(func.max(Run.ingested_at)).where(Run.town == slug)
    counted = session.connection().execute(acts.where(act.body_id.in_(bodies))).one()
    return digest(*map(str, (rules(), *counted, session.exec(people).one(), session.exec(members).one(), session.exec(ingested).one())))


def _read(session: Session, slug: str) -> Kept:
    act, day = Act.__table__.c, func.coalesce(col(Act.date), col(Sitting.date))  # type: ignore[attr-defined]
    wanted = (
        sql_select(act.id, act.title, act.text, day, act.outcome, act.sha256, col(Body.key))
        .join(Body, col(Body.id) == act.body_id)
        .join(Sitting, col(Sitting.id) == act.sitting_id, isouter=True)
        .where(col(Body.jurisdiction) == slug)
        .order_by(day.is_(None), day.desc(), act.sha256, act.span_start, act.id)
    )
    rows = session.connection().execute(wanted.limit(MOST_ACTS)).all()
    bodies = select(Body.id).where(Body.jurisdiction == slug)
    held = session.exec(select(func.count()).select_from(Act).where(col(Act.body_id).in_(bodies))).one()
    texts, terms = without_names([(row[1], row[2]) for row in rows], mask_for(session, slug).elected), Terms()
    acts = [
        KeptAct(row[0], row[3].toordinal() if row[3] else NO_DAY, row[6], row[4], terms.prepared(title), terms.prepared(body))
        for row, (title, body) in zip(rows, texts, strict=True)
    ]
    return Kept(acts, documents=len({row[5] for row in rows}), left_out=held - len(rows))
