"""The prepared words of acts, kept in the store; and the texts of acts, read from it only where a word as written is shown.

A preparation carries a digest of the rules and of the words that it was made from. Only acts that are new, or that say something
else, or that were prepared under other rules, are prepared; the rest is read back.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, overload

from sqlalchemy import Select, delete, func, insert, select
from sqlmodel import Session, col

from tracker.errors import InputError
from tracker.ids import digest
from tracker.linking.bm25 import ActText
from tracker.linking.postings import Prepared
from tracker.linking.terms import Terms, analysis
from tracker.models import Act, ActTerms, Body
from tracker.store import reading, writing

MOST_ACTS, MOST_CHARACTERS = 250_000, 1_500_000_000  # of one town: what fits in about 2 GB of memory
_WRITTEN, _ASKED, _READ = 1_000, 400, 2_000  # rows at once
_KEPT = 8_000_000  # characters of texts kept between pledges


def of_town(town: str) -> Any:
    """Return the condition that an act is one of this town's."""
    return col(Act.body_id).in_(select(col(Body.id)).where(col(Body.jurisdiction) == town))


def refuse_too_many(town: str) -> None:
    """Raise `InputError` when the acts of a town would not fit in memory."""
    with reading() as session:
        wanted = select(func.count(), func.coalesce(func.sum(func.length(Act.text)), 0)).select_from(Act).where(of_town(town))
        acts, characters = session.connection().execute(wanted).one()
    if acts > MOST_ACTS or characters > MOST_CHARACTERS:
        raise InputError(
            f"{town}: {acts} acts of {characters} characters; linking holds at most {MOST_ACTS} acts and {MOST_CHARACTERS} characters "
            "of one town in memory: nothing was linked; give bodies with so many acts a town file of their own"
        )


def prepare(town: str, *, only_missing: bool = False) -> int:
    """Bring the prepared words of a town's acts up to date and return how many were made; `only_missing` trusts those that stand."""
    terms, made = Terms(), 0
    with reading() as session:
        rows = _unprepared(session, town, only_missing)
        while part := list(islice(rows, _WRITTEN)):
            made += _write(part, terms)
    return made


def _unprepared(session: Session, town: str, only_missing: bool) -> Iterator[tuple[str, str, ActText]]:
    wanted: Select[Any] = select(Act.id, Act.title, Act.text, ActTerms.analysis)  # type: ignore[call-overload]
    wanted = wanted.outerjoin(ActTerms, col(ActTerms.act_id) == col(Act.id)).where(of_town(town))
    if only_missing:
        wanted = wanted.where(col(ActTerms.act_id).is_(None))
    for key, title, text, made_from in session.connection().execution_options(yield_per=_READ).execute(wanted):
        now = digest(analysis(), title, text.encode("utf-8", "replace").decode())
        if now != made_from:
            yield key, now, ActText(title, text)


def _write(part: list[tuple[str, str, ActText]], terms: Terms) -> int:
    """Replace the preparations of these acts; one whose act is gone meanwhile is left out."""
    rows = []
    for key, made_from, act in part:
        title, text = act.prepared(terms)
        rows.append({"act_id": key, "analysis": made_from, "title_terms": title, "text_terms": text})
    with writing() as session:
        for start in range(0, len(rows), _ASKED):
            keys = [row["act_id"] for row in rows[start : start + _ASKED]]
            standing = set(session.execute(select(col(Act.id)).where(col(Act.id).in_(keys))).scalars())
            session.execute(delete(ActTerms).where(col(ActTerms.act_id).in_(keys)))
            alive = [row for row in rows[start : start + _ASKED] if row["act_id"] in standing]
            if alive:
                session.execute(insert(ActTerms), alive)
    return len(rows)


def read_prepared(session: Session, town: str, order: Sequence[Any]) -> Iterator[Prepared]:
    """Yield the prepared words of the town's acts, in this order; acts without are left out."""
    wanted = select(col(ActTerms.title_terms), col(ActTerms.text_terms)).join(Act, col(Act.id) == col(ActTerms.act_id))
    rows = session.connection().execution_options(yield_per=_READ).execute(wanted.where(of_town(town)).order_by(*order))
    return ((title, text) for title, text in rows)


class StoredActs(Sequence[ActText]):
    """The acts of a town by their place; a text is read when it is asked for, and the last ones are remembered."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the ids of the acts, in the order of the index."""
        self._keys = keys
        self._kept: OrderedDict[int, ActText] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> ActText: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ActText]: ...
    def __getitem__(self, place: int | slice) -> ActText | Sequence[ActText]:
        """Return an act's words; empty ones for an act that is gone meanwhile."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        self.fetch([place])
        self._kept.move_to_end(place)
        return self._kept[place]

    def all(self) -> Iterator[ActText]:
        """Yield every act in order, a few at a time in memory."""
        for start in range(0, len(self), _ASKED):
            yield from self._load(range(start, min(start + _ASKED, len(self)))).values()

    def fetch(self, places: Sequence[int]) -> None:
        """Read the texts of these acts at once."""
        missing = [place for place in places if place not in self._kept]
        for start in range(0, len(missing), _ASKED):
            self._keep(self._load(missing[start : start + _ASKED]))

    def _load(self, places: Sequence[int]) -> dict[int, ActText]:
        wanted = select(col(Act.id), col(Act.title), col(Act.text)).where(col(Act.id).in_([self._keys[place] for place in places]))
        with reading() as session:
            found = {key: ActText(title, text) for key, title, text in session.connection().execute(wanted)}
        return {place: found.get(self._keys[place], ActText("")) for place in places}

    def _keep(self, texts: dict[int, ActText]) -> None:
        """Remember these texts, none of which is remembered yet, in place of the oldest ones."""
        self._kept.update(texts)
        self._size += sum(len(text.body) for text in texts.values())
        while self._size > _KEPT and len(self._kept) > len(texts):
            self._size -= len(self._kept.popitem(last=False)[1].body)
