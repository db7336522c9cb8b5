"""Fitting how sure a suggestion is: the probability and the thresholds of the bands, each town judged by what the others taught.

A threshold is the lowest probability from which, on towns left out, the measured share of right links is high enough. `sure` is not a
probability: it is a list of signs that must all be there, kept only while no pledge without evidence gets it in any judged town.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.linking.bands import SIGNS, Flags, is_sure, probabilities, signs
from tracker.linking.bm25 import Floats, Index
from tracker.linking.candidates import candidates
from tracker.linking.features import Reader
from tracker.linking.link_cues import load_link_cues
from tracker.linking.model import Model
from tracker.linking.training import Means, TrainingTown

DIRECT, SUPPORTING = 0.5, 0.5  # shares measured on towns left out: of grade 2 in `direct`, of grade 2 or 1 in `supporting`
SURE = {"sure_title_share": 0.3, "sure_concept_share": 0.8, "sure_words": 0.3, "sure_leads": 0.8}
STEPS = np.arange(0.9, 0.15, -0.02)
STRENGTH = 1.0  # inverse of the pull towards zero


@dataclass(frozen=True)
class Seen:
    """The candidates of one pledge: their signs and grades (0 where judged unrelated)."""

    signs: Floats
    grades: Floats

    @property
    def known(self) -> "Seen":
        """Return those that are plainly right or wrong: partly related acts teach nothing."""
        return Seen(self.signs[self.grades != 1], self.grades[self.grades != 1])


def see(town: TrainingTown, model: Model, means: Means) -> list[Seen]:
    """Return the signs of the candidates of every pledge of a town, those without evidence included."""
    reader = Reader(Index(town.acts), means.thesaurus, means.neighbours, load_link_cues())
    asked = [reader.ask(pledge) for pledge in town.pledges]
    words = reader.index.top([{term: entry.weight for term, entry in one.query.items()} for one in asked])
    found = []
    for one, hits, grades in zip(asked, words, town.grades, strict=True):
        acts = candidates(reader, one, hits)
        if len(acts):
            parts = reader.read(one, acts)
            given = np.array([float(grades.get(act, 0)) for act in acts.tolist()])
            found.append(Seen(signs(reader, one, parts, parts.values() @ model.vector), given))
    return found


def fit_sureness(model: Model, towns: Sequence[TrainingTown], means: Means | None = None) -> Model:
    """Return the model with its probability, and the thresholds measured on each town by what the others taught."""
    means = means or Means.shipped()
    seen = [see(town, model, means) for town in towns if town.judged_all]
    if len(seen) < 2:
        return replace(model, thresholds={}, sureness=_regress(seen) if seen else {})
    told, grades = _left_out(model, seen)
    thresholds = {"direct": _lowest(told, grades == 2, DIRECT), "supporting": _lowest(told, grades >= 1, SUPPORTING)}
    certain = replace(model, thresholds=SURE)
    if not any(is_sure(certain, one.signs).any() for town in seen for one in town if not (one.grades == 2).any()):
        thresholds |= SURE
    return replace(model, sureness=_regress(seen), thresholds=thresholds)


def _left_out(model: Model, seen: Sequence[Sequence[Seen]]) -> tuple[Floats, Floats]:
    """Return the probability of every candidate by what the other towns taught, and its grade."""
    told, grades = [], []
    for place, town in enumerate(seen):
        taught = replace(model, sureness=_regress([other for at, other in enumerate(seen) if at != place]))
        told += [probabilities(taught, one.signs) for one in town]
        grades += [one.grades for one in town]
    return np.concatenate(told), np.concatenate(grades)


def _lowest(told: Floats, right: Flags, share: float) -> float:
    """Return the lowest probability from which at least this share is right, looking down from the top; 2 when there is none."""
    found = 2.0
    for step in STEPS:
        above = told >= step
        if above.sum() >= 20:
            if right[above].mean() < share:
                break
            found = round(float(step), 2)
    return found


def _regress(towns: Sequence[Sequence[Seen]]) -> dict[str, float]:
    """Return the weights of a plain logistic regression: every town counts the same, and so does every pledge of it."""
    from sklearn.linear_model import LogisticRegression

    known = [(one.known, 1 / len(town)) for town in towns for one in town]
    known = [(one, share / len(one.grades)) for one, share in known if len(one.grades)]
    values = np.concatenate([one.signs for one, _ in known])
    right = np.concatenate([one.grades == 2 for one, _ in known])
    weights = np.concatenate([np.full(len(one.grades), share) for one, share in known])
    if right.all() or not right.any():
        return {}
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(values, right, sample_weight=weights * len(weights) / weights.sum())
    pairs = zip(SIGNS, fitted.coef_[0], strict=True)
    return {name: round(float(weight), 4) for name, weight in pairs} | {"start": round(float(fitted.intercept_[0]), 4)}
