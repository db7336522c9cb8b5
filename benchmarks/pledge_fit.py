"""Weights of the cues of pledges: fitted near the hand-set ones, each with its sign kept, so that they stay readable.

Each cue is present or absent. The fit is a logistic regression pulled towards the hand-set weight (`prior`): a cue that no
judged sentence shows keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from scrapers.parsers.pledges.detect import read
from scrapers.parsers.pledges.lexicon import Lexicon
from scrapers.parsers.pledges.shapes import Label, Layout, Passage

PULL = 0.35  # strength of the pull towards the hand-set weights
ROUNDS = 3  # the best segment of a passage depends on the weights, so it is chosen again


@dataclass(frozen=True)
class Sample:
    """One judged sentence with the layout of its document."""

    source: str
    text: str
    pledge: bool
    layout: Layout


def fit(samples: Sequence[Sample], lexicon: Lexicon) -> Lexicon:
    """Return the lexicon with weights fitted on `samples`, from the hand-set ones."""
    cues = {name: cue for name, cue in lexicon.data.cues.items() if cue.fitted}
    names = tuple(cues)
    prior = np.array([cues[name].prior for name in names])
    found = lexicon.with_weights(-1.0, {name: cue.prior for name, cue in lexicon.data.cues.items()})
    truth = np.array([sample.pledge for sample in samples], dtype=float)
    bounds = [(0.05, 5.0) if cues[name].label is Label.PLEDGE else (-5.0, -0.05) for name in names]
    for _ in range(ROUNDS):
        table = _table(samples, names, found)
        solved = minimize(
            _loss, np.append(prior, -1.0), args=(table, truth, prior), jac=True, method="L-BFGS-B", bounds=[*bounds, (-3.0, 1.0)]
        )
        weights = {name: round(float(value), 2) for name, value in zip(names, solved.x[:-1], strict=True)}
        found = lexicon.with_weights(round(float(solved.x[-1]), 2), weights)
    return found


def _table(samples: Sequence[Sample], names: tuple[str, ...], lexicon: Lexicon) -> np.ndarray:
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(samples), len(names) + 1))
    table[:, -1] = 1
    for row, sample in enumerate(samples):
        for cue in read(Passage(sample.text), sample.layout, lexicon)[1]:
            if cue.name in column:
                table[row, column[cue.name]] = 1
    return table


def _loss(weights: np.ndarray, table: np.ndarray, truth: np.ndarray, prior: np.ndarray) -> tuple[float, np.ndarray]:
    values = table @ weights
    shares = 1 / (1 + np.exp(-values))
    gap = weights[:-1] - prior
    loss = float(np.sum(np.logaddexp(0, values) - truth * values) + PULL * np.sum(gap**2))
    slope = table.T @ (shares - truth)
    slope[:-1] += 2 * PULL * gap
    return loss, slope
