"""The ranking of one town's acts for one pledge: suggestions only, each with its explanation, its band and never a status.

About a hundred candidates are read closely; their score is a weighted sum of features (`features.py`) whose weights were fitted on
several towns and pulled towards a ranking by hand (`model.py`). Confirmed links teach about their own pledge (`feedback.py`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from tracker.ids import digest
from tracker.linking.bands import Opinion, judge
from tracker.linking.bm25 import Floats, Index
from tracker.linking.candidates import candidates
from tracker.linking.explain import Contribution, Explainer, with_shares
from tracker.linking.features import Asked, Reader
from tracker.linking.feedback import Lessons
from tracker.linking.link_cues import load_link_cues
from tracker.linking.model import Model, shipped_model
from tracker.linking.neighbours import Neighbours, load_neighbours
from tracker.linking.parts import NAMES, Parts
from tracker.linking.similar import Likeness, Similar
from tracker.linking.thesaurus import ALIKE, Query, Thesaurus, load_thesaurus
from tracker.vocabulary import Band

TOP = 100
TAUGHT = 80  # candidates that confirmed links bring
KEPT = 25  # the first acts, whose order and points likeness never changes
BELOW = 0.999  # of the room that a later act has below them: no act reaches the last of them


class Cosines(Protocol):
    """What the optional encoder gives: its nearness of a pledge to every act of the index."""

    @property
    def name(self) -> str:
        """Name the encoder and its version: part of the name of every ranking made with it."""
        ...

    def cosines(self, pledge: str) -> npt.NDArray[Any]:
        """Return one cosine per act."""
        ...


class Lesson(Protocol):
    """What confirmed links of a pledge teach: points for every act, as a share of the best score."""

    points: Floats

    def best(self, top: int) -> Sequence[int]:
        """Return the acts that were taught best."""
        ...

    def explain(self, acts: Sequence[int], scale: float) -> list[tuple[Contribution, ...]]:
        """Return the reasons of the points of these acts, times the scale."""
        ...


@dataclass(frozen=True)
class Ranked:
    """One suggested act: its place in the index, its score, its band, why, and how likely it belongs to the pledge."""

    act_index: int
    score: float
    band: Band
    explanation: tuple[Contribution, ...]
    probability: float

    @property
    def aside(self) -> bool:
        """Tell whether nothing of the pledge itself is in the act, which only resembles others."""
        return all(part.how in ALIKE for part in self.explanation)


@dataclass(frozen=True)
class _Read:
    """The candidates of one pledge, read and weighed."""

    asked: Asked
    parts: Parts
    scores: Floats
    own: Floats  # the scores before anything was learned from confirmed links
    scale: float  # what a whole point of a lesson is worth
    lesson: Lesson | None
    alike: Likeness  # to the well-ranked acts
    room: Floats  # what likeness is multiplied by to give points; nothing for the first candidates


class Linker:
    """The ranker of one town: made once per index, asked once per pledge."""

    def __init__(
        self,
        index: Index,
        thesaurus: Thesaurus | None = None,
        model: Model | None = None,
        encoder: Cosines | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        """Take the index of a town; what is not given is the shipped one."""
        self.index, self.encoder = index, encoder
        self.thesaurus = load_thesaurus() if thesaurus is None else thesaurus
        self.neighbours = load_neighbours() if neighbours is None else neighbours
        self.model = shipped_model() if model is None else model

    @cached_property
    def reader(self) -> Reader:
        """What reads the features of this town's acts."""
        return Reader(self.index, self.thesaurus, self.neighbours, load_link_cues())

    @cached_property
    def lessons(self) -> Lessons:
        """What learns from the confirmed links of a pledge."""
        return Lessons(self.index, self.reader)

    @cached_property
    def similar(self) -> Similar:
        """What finds the acts that resemble well-ranked ones."""
        return Similar(self.reader)

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.index, self.reader.concepts.entries)

    @property
    def method(self) -> str:
        """Name the way of ranking with the hash of everything that made it; stored with every suggestion."""
        made = digest(self.thesaurus.digest, self.neighbours.digest, load_link_cues().digest, self.encoder.name if self.encoder else "")[:8]
        return f"linker@3+{self.model.digest}+{made}"

    def query(self, pledge: str) -> Query:
        """Return the words searched for a pledge: its own and those of the thesaurus."""
        return self.thesaurus.expand(pledge, self.index.terms)

    def rank(self, pledge: str, top: int | None = TOP, confirmed: Sequence[int] = (), refused: Sequence[int] = ()) -> list[Ranked]:
        """Return the best acts for a pledge, best first, each with the exact contribution of every reason."""
        return next(self.rank_many([pledge], top, [confirmed], [refused]))

    def rank_many(
        self,
        pledges: Sequence[str],
        top: int | None = TOP,
        confirmed: Sequence[Sequence[int]] | None = None,
        refused: Sequence[Sequence[int]] | None = None,
    ) -> Iterator[list[Ranked]]:
        """Yield the ranking of every pledge, as `rank` would give one by one; the words of all are searched in one product."""
        none: list[Sequence[int]] = [()] * len(pledges)
        wanted = len(self.index) if top is None else top
        for read in self._read_many(pledges, wanted, confirmed or none, refused or none):
            yield self._ranked(read, wanted)

    def order(self, pledge: str, confirmed: Sequence[int] = (), refused: Sequence[int] = ()) -> list[int]:
        """Return every act that scores, best first, without reasons: those not read closely stand last, by the words they share."""
        read = next(self._read_many([pledge], TOP, [confirmed], [refused]))
        first = [int(read.parts.acts[place]) for place in _best(read, len(self.index))]
        seen = set(first)
        rest = self.index.search({term: entry.weight for term, entry in read.asked.query.items()}, None)
        return first + [act for act, _ in rest if act not in seen]

    def _read_many(
        self, pledges: Sequence[str], top: int, confirmed: Sequence[Sequence[int]], refused: Sequence[Sequence[int]]
    ) -> Iterator[_Read]:
        asked = [self.reader.ask(pledge) for pledge in pledges]
        queries = [{term: entry.weight for term, entry in one.query.items()} for one in asked]
        found = self.index.top(queries, max(top, TOP))
        for one, words, yes, no in zip(asked, found, confirmed, refused, strict=True):
            yield self._read(one, words, top, yes, no)

    def _read(self, asked: Asked, words: list[tuple[int, float]], top: int, confirmed: Sequence[int], refused: Sequence[int]) -> _Read:
        acts = candidates(self.reader, asked, words, top)
        lesson = self.lessons.of(asked.query, confirmed, refused) if confirmed else None
        if lesson is not None:
            acts = np.union1d(acts, np.asarray(lesson.best(TAUGHT), np.intp))
        parts = self.reader.read(asked, acts, self._cosines)
        own = parts.values() @ self.model.vector
        scale = float(own.max(initial=0.0)) or 1.0  # a pledge that finds nothing by itself learns all the same
        scores = own if lesson is None else own + scale * lesson.points[acts]
        return self._filled(_Read(asked, parts, scores, own, scale, lesson, Likeness(scores), own))

    def _filled(self, read: _Read) -> _Read:
        """Add the acts that resemble well-ranked ones, below the first; what was put back for its wording stays where it is."""
        first = _best(read, KEPT)
        weights = read.scores[first]
        alike = self.similar.to(read.asked, read.parts.acts[first].tolist(), weights / weights.max(initial=0.0) if first else weights)
        more = np.setdiff1d(alike.best(TOP), read.parts.acts)
        parts, none, least = read.parts.with_more(more), np.zeros(len(more)), float(weights[-1]) if first else 1.0
        open_to = np.concatenate([read.scores > 0, np.ones(len(more), bool)])
        open_to[first] = False
        scores = np.concatenate([read.scores, none])
        room = np.where(open_to, BELOW * (least - scores), 0.0) * alike.lift(parts.acts)
        scores += room * alike.of_acts[parts.acts]
        return replace(read, parts=parts, own=np.concatenate([read.own, none]), scores=scores, alike=alike, room=room)

    def _opinions(self, read: _Read) -> Sequence[Opinion]:
        """Return the opinion on every candidate; likeness to other acts is never evidence for a band."""
        judged = judge(self.model, self.reader, read.asked, read.parts, read.own)
        return [one if own else replace(one, band=Band.RELATED) for one, own in zip(judged, read.own.tolist(), strict=True)]

    @property
    def _cosines(self) -> Callable[[str], Floats] | None:
        return self.encoder.cosines if self.encoder else None

    def _ranked(self, read: _Read, top: int) -> list[Ranked]:
        chosen = _best(read, top)
        opinions = self._opinions(read)
        why = self._explainer.of(read.parts, self.model.vector, chosen)
        if read.lesson is not None:
            taught = read.lesson.explain([int(read.parts.acts[place]) for place in chosen], read.scale)
            why = [with_shares((*own, *learned)) for own, learned in zip(why, taught, strict=True)]
        likeness = self.similar.parts(read.alike, read.parts.acts[chosen], read.room[chosen])
        alike = self._explainer.of(likeness, np.ones(len(NAMES)), range(len(chosen)))
        why = [with_shares((*own, *more)) if more else own for own, more in zip(why, alike, strict=True)]
        return [
            Ranked(int(read.parts.acts[place]), float(read.scores[place]), opinions[place].band, reasons, opinions[place].probability)
            for place, reasons in zip(chosen, why, strict=True)
        ]


def _best(read: _Read, top: int) -> list[int]:
    """Return the places of the best candidates, ties by act order; what has no point is not suggested."""
    order = np.lexsort((read.parts.acts, -read.scores))
    return [int(place) for place in order[:top] if read.scores[place] > 0]
