"""Why an act is suggested: the exact part of its score that each reason brings, so that a person can judge it.

The score is a sum over features, each feature a sum over matched words, hence nothing is estimated: the points of an explanation add
up to it. A reason without a word (a routine wording, a title like others) is named by `how` alone; its points may be negative.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from tracker.ids import fold
from tracker.linking.bm25 import Field, Floats, Index
from tracker.linking.parts import Parts, Unit
from tracker.linking.thesaurus import How, Stems

Surfaces = Mapping[str, Sequence[str]]
_plain = lru_cache(maxsize=50_000)(fold)


class Contribution(NamedTuple):
    """One reason: the words as written in the act and in the pledge, how they met, in which field, and what it is worth."""

    act_word: str
    pledge_word: str
    how: How
    field: Field
    points: float
    share: float  # of the act's score; the shares of one act sum to 1, a reason against it has a negative one

    def as_json(self) -> dict[str, Any]:
        """Return plain values to store."""
        return {
            "act_word": self.act_word, "pledge_word": self.pledge_word, "how": self.how.value, "field": self.field.value,
            "points": self.points, "share": self.share,
        }  # fmt: skip


class Explainer:
    """Tells the reasons of ranked acts."""

    def __init__(self, index: Index, entries: Mapping[str, Sequence[Stems]]) -> None:
        """Take the acts and the entries of each group."""
        self._index, self._entries = index, entries

    def of(self, parts: Parts, weights: Floats, chosen: Sequence[int]) -> list[tuple[Contribution, ...]]:
        """Return, for the candidates at these places, every reason, the greatest first; points sum to the score."""
        points = parts.matrix()[:, list(chosen)] * weights[np.array(parts.features, np.intp)][:, None]
        acts, wanted = [int(parts.acts[place]) for place in chosen], self._wanted(parts.units)
        self._index.fetch(acts)
        return [self._of_act(act, parts.units, row, wanted) for act, row in zip(acts, points.T.tolist(), strict=True)]

    def _wanted(self, units: Iterable[Unit]) -> frozenset[str]:
        """Return the terms whose words may be shown: reading only these is ten times cheaper than reading an act whole."""
        entries = (entry for unit in units if unit.group for entry in self._entries.get(unit.group, ()))
        return frozenset(term for unit in units for term in unit.terms).union(*entries)

    def _of_act(self, act: int, units: Sequence[Unit], points: Sequence[float], wanted: frozenset[str]) -> tuple[Contribution, ...]:
        summed: dict[tuple[str, str, How, Field], float] = {}
        held: dict[Field, Surfaces] = {}
        for unit, worth in zip(units, points, strict=True):
            if worth:
                if unit.field not in held:
                    held[unit.field] = self._index.surfaces(act, unit.field, wanted)
                key = (*self._meeting(unit, held[unit.field] if unit.terms or unit.group else {}), unit.field)
                summed[key] = summed.get(key, 0.0) + worth
        return with_shares(Contribution(*key, worth, 0.0) for key, worth in summed.items())

    def _meeting(self, unit: Unit, held: Surfaces) -> tuple[str, str, How]:
        """Choose the words to show: the same word when both texts hold it, else the first of each."""
        if unit.shown:
            return unit.shown, " ".join(unit.words), unit.how
        terms = unit.terms or next((tuple(sorted(entry)) for entry in self._entries.get(unit.group, ()) if entry <= held.keys()), ())
        if unit.group and len(terms) > 1:
            return " ".join(held[term][0] for term in terms), " ".join(unit.words), unit.how
        written = [word for term in terms for word in held.get(term, ())]
        if not written:
            return "", " ".join(unit.words), unit.how
        plain = {_plain(word): word for word in reversed(written)}
        same = next((word for word in unit.words if _plain(word) in plain), None)
        if same is not None and unit.how in (How.SAME_STEM, How.THESAURUS):
            return plain[_plain(same)], same, How.SAME_WORD
        shown = unit.words[:1] if unit.how == How.SAME_STEM else unit.words
        return written[0], " ".join(shown), unit.how


def with_shares(reasons: Any) -> tuple[Contribution, ...]:
    """Return reasons with their shares of the sum, the greatest first."""
    listed: list[Contribution] = list(reasons)
    total = sum(one.points for one in listed) or 1.0
    shared = (Contribution(c.act_word, c.pledge_word, c.how, c.field, c.points, round(c.points / total, 4)) for c in listed)
    return tuple(sorted(shared, key=lambda c: (-c.points, c.act_word, c.field)))
