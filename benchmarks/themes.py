"""Prints how often the theme of a pledge is among the first two suggested, and makes the shipped weights.

Usage: CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.themes [--write]. Exit 1 when the bar is not reached.
Protocol: the ten themes that a comparator of Rennes gave its 559 proposals of 2020; each list is judged by a model that saw only the
other lists (leave one candidate out). Beside it a plain TF-IDF model by the same protocol. `--write` trains the shipped model on our own
theme keys, from every labelled set of several towns; a stem used by one town alone is left out, so that no private word is learned; the
shipped model is then judged on each town after training without it.
"""

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from scrapers.parsers.pledges.themes import FILE, Features, load_reader
from tracker.themes import load_themes

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.65
STRENGTH = 3.0
ROUNDS = 120
MAPPING = ROOT / "benchmarks" / "theme_labels.yml"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """One pledge with its theme, the list that wrote it and its town."""

    text: str
    theme: str
    group: str
    town: str = ""


def rennes(folder: Path) -> list[tuple[Labelled, str]]:
    """Return the proposals of Rennes with their theme, and with the name of their sub-theme."""
    lists, themes, names = (
        json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("candidats", "thematiques", "sous-thematiques")
    )
    of = {sub: theme["label"] for theme in themes for sub in theme["sous-thematiques"]}
    called = {row["id"]: row["label"] for row in names}
    return [(Labelled(row["label"], of[row["st"]], one["id"], "rennes"), called[row["st"]]) for one in lists for row in one["propositions"]]


def other_towns(folder: Path) -> list[tuple[Labelled, str]]:
    """Return the proposals of the other towns with the label that each set gives them."""
    found = []
    for path in sorted((folder / "pourquituvotes-2026").glob("*.json")):
        for category in json.loads(path.read_text("utf-8"))["categories"]:
            for sub in category["sousThemes"]:
                rows = [row for row in (sub["propositions"] or {}).values() if row and row.get("texte")]
                found += [(Labelled(row["texte"], "", path.stem, path.stem.rsplit("-", 1)[0]), sub["id"]) for row in rows]
    for line in (folder / "montpellier-2026" / "programmes.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if len(row.get("tags", ())) == 1:
            found.append((Labelled(row["title"], "", row["list"], "montpellier"), row["tags"][0].lower()))
    for row in json.loads((folder / "angers-2026" / "commitments.json").read_text("utf-8")):
        found.append((Labelled(row["title"], "", "angers", "angers"), row["category"]))
    return found


class Trained:
    """A multinomial logistic regression on weighted features, each document of length one."""

    def __init__(self, documents: Sequence[Features], labels: Sequence[str], keep: Callable[[str], bool] = lambda name: True) -> None:
        """Learn the weights."""
        counts = Counter(name for one in documents for name in one if keep(name))
        self.names = {name: place for place, name in enumerate(sorted(counts))}
        self.idf = np.array([np.log((1 + len(documents)) / (1 + counts[name])) + 1 for name in self.names])
        self.themes = sorted(set(labels))
        self.weights, self.bias = _fit(self.matrix(documents), np.array([self.themes.index(one) for one in labels]), len(self.themes))

    def matrix(self, documents: Sequence[Features]) -> Any:
        """Return the documents as rows."""
        rows, columns, values = [], [], []
        for row, one in enumerate(documents):
            kept = [
                (self.names[name], (1 + np.log(max(count, 1.0))) * min(count, 1.0))
                for name, (count, _) in one.items()
                if name in self.names
            ]
            weights = np.array([value * self.idf[place] for place, value in kept])
            norm = float(np.sqrt((weights**2).sum())) or 1.0
            rows += [row] * len(kept)
            columns += [place for place, _ in kept]
            values += list(weights / norm)
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(documents), len(self.names)))

    def ranked(self, documents: Sequence[Features]) -> list[list[str]]:
        """Return the themes of each document, best first."""
        scores = self.matrix(documents) @ self.weights + self.bias
        return [[self.themes[place] for place in np.argsort(-row)] for row in np.asarray(scores)]


def _fit(matrix: Any, labels: npt.NDArray[np.intp], classes: int) -> tuple[Floats, Floats]:
    count, width = matrix.shape
    wanted = np.zeros((count, classes))
    wanted[np.arange(count), labels] = 1

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, bias = flat[: width * classes].reshape(width, classes), flat[width * classes :]
        scores = matrix @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        error = (chances - wanted) * STRENGTH
        value = -STRENGTH * np.log(chances[np.arange(count), labels] + 1e-12).sum() + 0.5 * (weights**2).sum()
        return float(value), np.concatenate([(matrix.T @ error + weights).ravel(), error.sum(axis=0)])

    found = minimize(loss, np.zeros((width + 1) * classes), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return found[: width * classes].reshape(width, classes), found[width * classes :]


def leave_one_out(
    rows: Sequence[Labelled], group: Callable[[Labelled], str], keep: Callable[[str], bool] = lambda name: True
) -> tuple[float, float]:
    """Return how often the theme is first, and in the first two, each group judged by a model of the others."""
    reader, first, second = load_reader(), 0, 0
    features = [reader.features(one.text) for one in rows]
    for name in sorted({group(one) for one in rows}):
        inside = [place for place, one in enumerate(rows) if group(one) == name]
        outside = [place for place, one in enumerate(rows) if group(one) != name]
        model = Trained([features[place] for place in outside], [rows[place].theme for place in outside], keep)
        for place, ranked in zip(inside, model.ranked([features[place] for place in inside]), strict=True):
            first += rows[place].theme == ranked[0]
            second += rows[place].theme in ranked[:2]
    return first / len(rows), second / len(rows)


def shared_words(rows: Sequence[Labelled]) -> Callable[[str], bool]:
    """Return what says whether a feature may be learned: a stem must be used in two towns; groups and themes are ours."""
    reader, towns = load_reader(), defaultdict(set)
    for one in rows:
        for name in reader.features(one.text):
            towns[name].add(one.town)
    common = {name for name, users in towns.items() if len(users) > 1}
    return lambda name: not name.startswith("w:") or name in common


def own_keys(folder: Path) -> list[Labelled]:
    """Return every labelled pledge under the project's own theme keys; labels that fit none are left out."""
    from tracker.towns import read_yaml

    table, known = read_yaml(MAPPING), load_themes()
    if lost := set(filter(None, table.values())) - set(known):
        raise SystemExit(f"{MAPPING}: no such theme: {sorted(lost)}")
    rows = [*rennes(folder / "rennes-2020"), *other_towns(folder)]
    return [Labelled(one.text, table[label], one.group, one.town) for one, label in rows if table.get(label)]


def write(rows: Sequence[Labelled], path: Path) -> None:
    """Train on every row and leave the weights, two decimals, features that weigh nothing left out."""
    reader, keep = load_reader(), shared_words(rows)
    model = Trained([reader.features(one.text) for one in rows], [one.theme for one in rows], keep)
    features = {}
    for name, place in model.names.items():
        weights = [round(float(weight), 2) for weight in model.weights[place]]
        if max(map(abs, weights)) >= 0.1:
            features[name] = [round(float(model.idf[place]), 2), *weights]
    lines = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}" for name, row in features.items())
    bias = [round(float(one), 2) for one in model.bias]
    path.write_text(f'{{"themes":{json.dumps(model.themes)},\n"bias":{json.dumps(bias)},\n"features":{{\n{lines}}}}}\n', encoding="utf-8")


def main() -> int:
    """Print the figures; return 1 below the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="train and write data/theme_weights.json")
    wanted = parser.parse_args()
    if "CHOSE_PROMISE_REAL_DATA" not in os.environ:
        print("CHOSE_PROMISE_REAL_DATA: expected the folder that holds programmes/")
        return 2
    folder = Path(os.environ["CHOSE_PROMISE_REAL_DATA"]) / "programmes"
    rows = [one for one, _ in rennes(folder / "rennes-2020")]
    plain = leave_one_out(rows, lambda one: one.group, lambda name: name.startswith("w:"))
    first, second = leave_one_out(rows, lambda one: one.group)
    print(
        f"Rennes, ten themes, {len(rows)} proposals, leave one candidate out: first {first:.3f}, in the first two {second:.3f} (bar {BAR})"
    )
    print(f"  TF-IDF alone by the same protocol: first {plain[0]:.3f}, in the first two {plain[1]:.3f}")
    own = own_keys(folder)
    by_town = leave_one_out(own, lambda one: one.town, shared_words(own))
    towns = len({one.town for one in own})
    print(
        f"our own keys, {len(own)} pledges of {towns} towns, leave one town out: first {by_town[0]:.3f}, in the first two {by_town[1]:.3f}"
    )
    if wanted.write:
        write(own, ROOT / "data" / FILE)
        print(f"written: data/{FILE}")
    return 0 if second >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
