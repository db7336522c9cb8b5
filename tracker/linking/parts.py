"""The parts that the features of a pledge's candidates are sums of: what is weighed, and what is explained, are the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tracker.linking.bm25 import Field, Floats
from tracker.linking.concepts import Places
from tracker.linking.thesaurus import How

VERSION = "3"  # raise it with every change of meaning: a model fitted on other features is refused
NAMES = ("base", "facets", "concept", "subject", "near", "routine", "named", "meaning", "encoder")


@dataclass(frozen=True)
class Unit:
    """One reason as it is explained: the terms met in the act, the words of the pledge, how, and where."""

    how: How
    terms: tuple[str, ...] = ()  # of the act; empty where a reason has no word
    words: tuple[str, ...] = ()
    field: Field = Field.TITLE
    group: str = ""
    shown: str = ""  # the act's words, where they are known already


@dataclass
class Parts:
    """The candidates of one pledge and every part of every feature."""

    acts: Places
    units: list[Unit] = field(default_factory=list)
    features: list[int] = field(default_factory=list)  # of each unit
    rows: list[Floats] = field(default_factory=list)  # each unit × acts

    def add(self, name: str, units: Sequence[Unit], values: Floats) -> None:
        """Add the parts of one feature (units × acts)."""
        for unit, row in zip(units, values, strict=True):
            if row.any():
                self.units.append(unit)
                self.features.append(NAMES.index(name))
                self.rows.append(row)

    def with_more(self, acts: Places) -> "Parts":
        """Return the same parts with acts that have none of them."""
        rows = [np.concatenate([row, np.zeros(len(acts))]) for row in self.rows]
        return Parts(np.concatenate([self.acts, acts]), self.units, self.features, rows)

    def matrix(self) -> Floats:
        """Return the parts (units × acts)."""
        return np.stack(self.rows) if self.rows else np.zeros((0, len(self.acts)))

    def values(self) -> Floats:
        """Return the features (acts × names)."""
        found = np.zeros((len(NAMES), len(self.acts)))
        np.add.at(found, np.array(self.features, np.intp), self.matrix())
        return found.T
