"""How near a suggested act is to a pledge, told in bands; a band's threshold is a measured precision, never a percentage for people.

Ranking compares acts with each other, so the best act of a pledge without any evidence ranks first too. A band needs figures that
mean the same for every pledge: which share of what the pledge says does the title say? A logistic regression on them gives the
probability. `sure` asks for more, on every side at once: in the judged towns no pledge without evidence ever got it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.linking.bm25 import Field, Floats
from tracker.linking.features import Asked, Reader
from tracker.linking.model import Model
from tracker.linking.parts import NAMES, Parts
from tracker.vocabulary import Band

SIGNS = ("title_share", "text_share", "concept_share", "near_share", "rarest", "words", "leads", "base_leads", "routine")
Flags = npt.NDArray[np.bool_]
NEVER = 2.0  # no probability is as high
TELLING = 0.9  # the worth from which a word of a pledge tells its subject


@dataclass(frozen=True)
class Opinion:
    """What is thought of one candidate."""

    probability: float
    band: Band


def judge(model: Model, reader: Reader, asked: Asked, parts: Parts, scores: Floats) -> Sequence[Opinion]:
    """Return the opinion on every candidate; a model without thresholds tells no band above `related`."""
    if not len(parts.acts):
        return []
    seen = signs(reader, asked, parts, scores)
    told = probabilities(model, seen)
    limits = [(Band.DIRECT, model.thresholds.get("direct", NEVER)), (Band.SUPPORTING, model.thresholds.get("supporting", NEVER))]
    certain = is_sure(model, seen)
    return [
        Opinion(float(p), Band.SURE if sure else next((band for band, limit in limits if p >= limit), Band.RELATED))
        for p, sure in zip(told.tolist(), certain.tolist(), strict=True)
    ]


def probabilities(model: Model, seen: Floats) -> Floats:
    """Return how likely each candidate belongs to the pledge."""
    weights = np.array([model.sureness.get(name, 0.0) for name in SIGNS])
    found: Floats = 1 / (1 + np.exp(-(seen @ weights + model.sureness.get("start", -3.0))))
    return found


def is_sure(model: Model, seen: Floats) -> Flags:
    """Tell which candidates are plain on every side that the model asks for; never a routine wording."""
    asked = {name: model.thresholds[f"sure_{name}"] for name in SIGNS if f"sure_{name}" in model.thresholds}
    column = dict(zip(SIGNS, seen.T, strict=True))
    found: Flags = (column["routine"] == 0) & bool(asked)
    for name, least in asked.items():
        found &= column[name] >= least
    return found


def signs(reader: Reader, asked: Asked, parts: Parts, scores: Floats) -> Floats:
    """Return the signs of every candidate (acts × signs), each between 0 and 1 whatever the pledge."""
    base = parts.values()[:, NAMES.index("base")]
    columns = _words(reader, asked, parts) | {
        "concept_share": _concepts(reader, asked, parts),
        "near_share": _near(reader, asked, parts),
        "leads": scores / max(float(scores.max(initial=0.0)), 1e-9),
        "base_leads": 1 / (1.0 + np.argsort(np.argsort(-base, kind="stable"), kind="stable")),
        "routine": reader.routine[parts.acts].astype(np.float64),
    }
    return np.stack([columns[name] for name in SIGNS], axis=1)


def _words(reader: Reader, asked: Asked, parts: Parts) -> dict[str, Floats]:
    """Return what the own words of the pledge say, by their worth, and how rare the rarest telling one in the title is."""
    acts = parts.acts.tolist()
    title, text = (_held(reader, asked.own, acts, name) for name in (Field.TITLE, Field.TEXT))
    rarity = np.array([reader.idf(term) for term in asked.own])
    worth = np.array([reader.cues.worth(term) for term in asked.own])
    telling = title & (worth >= TELLING)[:, None]
    enough = np.count_nonzero(worth >= TELLING) > 1  # a pledge of one telling word ("Une école") is met by every title that holds it
    return {
        "title_share": _share(worth * rarity, title),
        "text_share": _share(worth * rarity, text),
        "rarest": (rarity[:, None] * telling).max(axis=0, initial=0.0) / reader.rarest,
        "words": np.minimum(telling.sum(axis=0), 3) / 3 * enough,
    }


def _held(reader: Reader, terms: Sequence[str], acts: list[int], name: Field) -> Flags:
    known = [place for place, term in enumerate(terms) if term in reader.index.vocabulary]
    found = np.zeros((len(terms), len(acts)), bool)
    found[known] = reader.index.block([terms[place] for place in known], acts, name) > 0
    return found


def _share(worths: Floats, held: Flags) -> Floats:
    found: Floats = worths @ held / max(float(worths.sum()), 1e-9)
    return found


def _concepts(reader: Reader, asked: Asked, parts: Parts) -> Floats:
    """Return the share of the pledge's groups, by worth, that stand in the title."""
    groups = list(asked.groups)
    worths = np.array([reader.concepts.worth(name) for name in groups])
    return _share(worths, reader.concepts.of_acts(groups, parts.acts) > 0)


def _near(reader: Reader, asked: Asked, parts: Parts) -> Floats:
    """Return how near the title's words come to each word of the pledge, by its worth."""
    total, possible = np.zeros(len(parts.acts)), 0.0
    for term, near in reader.near_terms(asked).items():
        possible += reader.soft_worth(term)
        if near:
            held = reader.index.block(list(near), parts.acts.tolist(), Field.TITLE) > 0
            total += reader.soft_worth(term) * (held * np.array(list(near.values()))[:, None]).max(axis=0)
    return total / max(possible, 1e-9)
