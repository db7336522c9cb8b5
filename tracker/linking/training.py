"""Fitting the ranking's weights on judged towns, pulled towards the ranking by hand.

A conditional logistic regression: among the candidates of one pledge, which ones were judged relevant? Every town weighs the same and
so does every pledge of a town; partly related acts are left out. Weights keep the sign that their feature means. Each town is also
learned with its bodies taken away, with the letters that a scan confuses and with a part of the thesaurus missing: a town unlike
those of the folder must not be served worse. scipy only, at the desk: ranking itself needs no fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np
import numpy.typing as npt

from tracker.ids import digest
from tracker.linking.bm25 import ActText, Floats, Index
from tracker.linking.candidates import candidates
from tracker.linking.features import Asked, Reader
from tracker.linking.link_cues import load_link_cues
from tracker.linking.model import Model
from tracker.linking.neighbours import Neighbours, load_neighbours
from tracker.linking.parts import NAMES, Parts
from tracker.linking.thesaurus import Thesaurus, load_thesaurus
from tracker.linking.variants import variants

PULL = 0.1  # towards the prior, in squared units of weight
AGAINST = frozenset({"routine"})  # features whose weight may only be negative
UNFITTED = frozenset({"encoder", "near"})  # as the prior has them: the one is absent offline, the other only orders the last places


@dataclass(frozen=True)
class TrainingTown:
    """Judged pledges of one town: for each pledge, act place -> 2 direct or supporting, 1 related (left out), 0 refused."""

    name: str
    acts: Sequence[ActText]
    pledges: Sequence[str]
    grades: Sequence[Mapping[int, int]]
    judged_all: bool = True  # acts without a grade were judged unrelated; else they are not known and stay out

    @property
    def digest(self) -> str:
        """Name what was learned from: any change of a text or a grade changes it."""
        judged = (f"{text}:{sorted(grades.items())}" for text, grades in zip(self.pledges, self.grades, strict=True))
        return digest(self.name, *(f"{act.title}\n{act.body}" for act in self.acts), *judged)


@dataclass(frozen=True)
class Means:
    """What features are read with."""

    thesaurus: Thesaurus
    neighbours: Neighbours

    @classmethod
    def shipped(cls) -> "Means":
        """Return the thesaurus and the neighbours in force."""
        return cls(load_thesaurus(), load_neighbours())


@dataclass(frozen=True)
class Example:
    """The candidates of one pledge: features, which of them are relevant, and what the pledge counts in the fit."""

    asked: Asked
    parts: Parts
    values: Floats  # candidates × features
    relevant: Floats  # 1 or 0
    weight: float = 1.0


def examples(town: TrainingTown, means: Means) -> Iterator[Example]:
    """Yield every pledge of a town that has a candidate."""
    reader = Reader(Index(town.acts), means.thesaurus, means.neighbours, load_link_cues())
    asked = [reader.ask(pledge) for pledge in town.pledges]
    found = reader.index.top([{term: entry.weight for term, entry in one.query.items()} for one in asked])
    for one, words, grades in zip(asked, found, town.grades, strict=True):
        acts = candidates(reader, one, words)
        known = [act for act in acts.tolist() if (grades.get(act, 0) if town.judged_all else grades.get(act, 1)) != 1]
        if known:
            parts = reader.read(one, acts)
            kept = np.isin(acts, known)
            yield Example(one, parts, parts.values()[kept], np.array([float(grades.get(act, 0) == 2) for act in known]))


def lessons(town: TrainingTown, means: Means) -> list[Example]:
    """Return what is learned from a town and its variants: every pledge with a relevant and an irrelevant candidate."""
    found: list[Example] = []
    for acts, thesaurus, share in variants(town.acts, means.thesaurus):
        made = examples(replace(town, acts=acts), replace(means, thesaurus=thesaurus))
        telling = [one for one in made if 0 < one.relevant.sum() < len(one.relevant)]
        found += [replace(one, weight=share / len(telling)) for one in telling]
    return found


def fit(towns: Sequence[TrainingTown], prior: Model | None = None, means: Means | None = None, pull: float = PULL) -> Model:
    """Return the weights that rank the judged acts best, pulled towards the prior (the ranking by hand)."""
    prior, means = prior or Model(), means or Means.shipped()
    model = fit_lessons([one for town in towns for one in lessons(town, means)], prior, pull)
    made = {
        "towns": {town.name: town.digest for town in towns},
        "thesaurus": means.thesaurus.digest,
        "neighbours": means.neighbours.digest,
        "cues": load_link_cues().digest,
        "prior": prior.digest,
    }
    return replace(model, made_from=made)


def fit_lessons(learned: Sequence[Example], prior: Model, pull: float = PULL, fixed: frozenset[str] = frozenset()) -> Model:
    """Return the prior with the weights that rank these examples best; those of `fixed` features stay as they are."""
    weights = _weights(learned, prior.vector, pull, fixed | UNFITTED) if learned else prior.vector
    return replace(prior, weights={name: round(float(one), 4) for name, one in zip(NAMES, weights, strict=True)})


@dataclass(frozen=True)
class _Choices:
    """Examples side by side, and how badly weights explain which candidates were judged relevant."""

    values: Floats
    relevant: Floats  # shares that sum to 1 in each example
    starts: npt.NDArray[np.intp]
    owner: npt.NDArray[np.intp]
    share: Floats  # of each example

    @classmethod
    def of(cls, learned: Sequence[Example]) -> "_Choices":
        sizes = [len(one.relevant) for one in learned]
        share = np.array([one.weight for one in learned])
        return cls(
            np.concatenate([one.values for one in learned]),
            np.concatenate([one.relevant / one.relevant.sum() for one in learned]),
            np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp),
            np.repeat(np.arange(len(sizes)), sizes),
            share / share.sum(),
        )

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """Return the surprise at the judgements, and its slope."""
        scores = self.values @ weights
        scores -= np.maximum.reduceat(scores, self.starts)[self.owner]
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, self.starts)
        told = np.add.reduceat(self.relevant * scores, self.starts) - np.log(sums)
        slope: Floats = self.values.T @ ((powers / sums[self.owner] - self.relevant) * self.share[self.owner])
        return -float(told @ self.share), slope


def _weights(learned: Sequence[Example], prior: Floats, pull: float, fixed: frozenset[str] = UNFITTED) -> Floats:
    from scipy.optimize import minimize

    choices = _Choices.of(learned)

    def pulled(weights: Floats) -> tuple[float, Floats]:
        surprise, slope = choices.loss(weights)
        apart = weights - prior
        return surprise + pull * float(apart @ apart) / 2, slope + pull * apart

    bounds = [_bound(name, one, fixed) for name, one in zip(NAMES, prior, strict=True)]
    return _balanced(np.asarray(minimize(pulled, prior.copy(), jac=True, method="L-BFGS-B", bounds=bounds).x, np.float64))


def _bound(name: str, prior: float, fixed: frozenset[str]) -> tuple[float | None, float | None]:
    if name in fixed:
        return prior, prior
    return (None, 0.0) if name in AGAINST else (0.0, None)


def _balanced(weights: Floats) -> Floats:
    """Keep the penalty of routine wordings below what the words themselves bring: no score falls under zero."""
    routine, facets = NAMES.index("routine"), NAMES.index("facets")
    weights[routine] = max(weights[routine], -weights[facets])
    return weights


@dataclass(frozen=True)
class Gate:
    """Whether a new model may replace the standing one, measured on towns that neither was fitted on."""

    kept: bool
    before: float  # mean recall in the first ten of the standing model
    after: float


def gate(candidate: Model, standing: Model, left_out: Sequence[TrainingTown], means: Means | None = None) -> Gate:
    """Compare two models on towns left out; the new one is kept only if it is not worse on any of them, nor on the mean."""
    means = means or Means.shipped()
    pairs = []
    for town in left_out:
        told = [one for one in examples(town, means) if one.relevant.any()]
        if told:
            pairs.append((fmean(recall(one, standing) for one in told), fmean(recall(one, candidate) for one in told)))
    if not pairs:
        return Gate(False, 0.0, 0.0)
    before, after = fmean(one for one, _ in pairs), fmean(one for _, one in pairs)
    return Gate(after >= before and all(new >= old - 0.005 for old, new in pairs), before, after)


def recall(one: Example, model: Model, first: int = 10) -> float:
    """Return the share of a pledge's relevant candidates that stand in the first ten."""
    best = np.argsort(-(one.values @ model.vector), kind="stable")[:first]
    return float(one.relevant[best].sum() / min(first, one.relevant.sum()))
