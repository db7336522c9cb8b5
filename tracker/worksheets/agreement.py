"""How far two blind readings agree: Cohen's kappa for each kind of decision. Pure.

Kappa is the agreement beyond what chance alone would give with the same habits: (observed - expected) / (1 - expected). When both
readers always said the same one thing, chance explains everything and kappa has no value: None, never 1.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from tracker.worksheets.projection import Sheet
from tracker.worksheets.states import FACETS, State


@dataclass(frozen=True)
class Agreement:
    """How two readers agree on one kind of decision."""

    kind: str
    compared: int
    alike: int
    expected: float = 0.0  # share of agreement that chance gives
    kappa: float | None = None

    @property
    def observed(self) -> float | None:
        """Return the share of equal answers, None when nothing was compared."""
        return self.alike / self.compared if self.compared else None


def cohen_kappa(kind: str, pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """Return the agreement of two readers from their answers on the same things."""
    answers = list(pairs)
    total = len(answers)
    alike = sum(one == other for one, other in answers)
    if not total:
        return Agreement(kind, 0, 0)
    first, second = Counter(one for one, _ in answers), Counter(other for _, other in answers)
    chance = sum(first[answer] * second[answer] for answer in first)  # exact: whole numbers until the last division
    if chance == total * total:
        return Agreement(kind, total, alike, 1.0)
    return Agreement(kind, total, alike, chance / total**2, (alike * total - chance) / (total * total - chance))


def agreements(first: Sheet, second: Sheet) -> tuple[Agreement, ...]:
    """Return the agreement on each kind of decision.

    Pledge or not: every passage that the machine proposes or a person touched. The rest: passages that both kept.
    """
    pairs = [_states(first, second, key) for key in {**first.by_id, **second.by_id} if _asked(first, key) or _asked(second, key)]
    both = [(one, other) for one, other in pairs if one.kept and other.kept]
    found = [cohen_kappa("decision", ((one.facet("decision"), other.facet("decision")) for one, other in pairs))]
    return (*found, *(cohen_kappa(name, ((a.facet(name), b.facet(name)) for a, b in both)) for name in FACETS if name != "decision"))


def _states(first: Sheet, second: Sheet, key: str) -> tuple[State, State]:
    one, other = first.by_id.get(key), second.by_id.get(key)
    return (one.state if one else State()), (other.state if other else State())


def _asked(sheet: Sheet, key: str) -> bool:
    item = sheet.by_id.get(key)
    return item is not None and (item.proposed or item.state.decision is not None)
