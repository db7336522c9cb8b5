"""The learned part of linking: one weight per feature, as data, with the hash of everything that made it.

A model fitted on other features is refused, since its weights would mean something else. One fitted with another thesaurus still
serves: its features keep their meaning, and the hashes say what it was fitted with.
"""

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from tracker.errors import InputError
from tracker.ids import digest
from tracker.linking.bm25 import Floats
from tracker.linking.parts import NAMES, VERSION
from tracker.settings import find_data_file

log = logging.getLogger(__name__)
FILE = "link_model.json"
_LARGEST = 1e6  # of a number in a model: larger ones would make scores that cannot be compared
# The ranking by hand that every fitted one is pulled towards: title field and thesaurus, and what was seen to help everywhere.
BY_HAND = {
    "base": 2.0, "facets": 2.0, "concept": 1.0, "subject": 1.0, "near": 0.1, "routine": -0.8, "named": 0.5, "meaning": 0.8, "encoder": 1.0,
}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """Weights of the ranking, and how a probability and a band are told from it."""

    weights: Mapping[str, float] = field(default_factory=lambda: dict(BY_HAND))
    features: str = VERSION
    sureness: Mapping[str, float] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    made_from: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def vector(self) -> Floats:
        """Return the weights in the order of the features."""
        return np.array([self.weights[name] for name in NAMES])

    @cached_property
    def digest(self) -> str:
        """Name the model; stored with every suggestion."""
        return digest(self.as_json())[:8]

    @property
    def may_be_sure(self) -> bool:
        """Tell whether any link can be called sure."""
        return any(name.startswith("sure_") for name in self.thresholds)

    def without_sure(self) -> "Model":
        """Return the same model that calls nothing sure: that band is measured on judged towns, never on the answers of a store."""
        return replace(self, thresholds={name: value for name, value in self.thresholds.items() if not name.startswith("sure_")})

    def as_json(self) -> str:
        """Return the content of a model's file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def load_model(path: Path | None = None) -> Model:
    """Return a checked model (the data folder's, else the shipped one), or raise `InputError` with one line."""
    path = path or find_data_file(FILE)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def shipped_model() -> Model:
    """Return the model of the data folder; one that does not fit these features is told in the log, and the hand-set ranking serves."""
    try:
        return load_model()
    except InputError as error:
        log.warning("%s; ranking with the hand-set weights instead", error)
        return Model()


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: int) -> Model:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        features, weights = raw["features"], {str(name): float(weight) for name, weight in raw["weights"].items()}
        sureness, thresholds = (_numbers(raw.get(name, {})) for name in ("sureness", "thresholds"))
        made = dict(raw.get("made_from", {}))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError(f"{path}: expected an object with features, weights, sureness, thresholds, made_from ({error})") from error
    if features != VERSION or set(weights) != set(NAMES):
        raise InputError(f"{path}: made for other features (version {features!r}, here {VERSION!r}): fit it again")
    if not all(math.isfinite(one) and abs(one) <= _LARGEST for one in (*weights.values(), *sureness.values(), *thresholds.values())):
        raise InputError(f"{path}: weights: expected finite numbers, none above {_LARGEST:g}")
    return Model(weights, features, sureness, thresholds, made)


def _numbers(raw: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(value) for name, value in raw.items()}
