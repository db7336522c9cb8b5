"""Fits the shipped weights of linking, and tells what each part of them is worth on towns left out.

Usage: CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.link_training [--train] [--ablation] [--folder DIR]…

Towns: the judged links of the real data and those of this project (`tests/truth/link_sets`, made again from the same documents), or the
folders given. `--ablation` fits again without each feature; `--train` writes `data/link_model.json` from all towns. What the ranking is
worth beside its own base and other engines: `python -m benchmarks.link --quality`.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.link_quality import MEASURES, Town, judged_folders, read_towns
from tracker.linking.bm25 import Index
from tracker.linking.model import BY_HAND, FILE, Model
from tracker.linking.ranking import Linker
from tracker.linking.sureness import fit_sureness
from tracker.linking.thesaurus import Thesaurus
from tracker.linking.training import Example, Means, fit, fit_lessons, lessons
from tracker.settings import shipped_data_dir


def left_out(learned: Mapping[str, list[Example]], prior: Model, fixed: frozenset[str] = frozenset()) -> dict[str, Model]:
    """Return for each town the model fitted on the lessons of all others."""
    return {
        name: fit_lessons([one for other, given in learned.items() if other != name for one in given], prior, fixed=fixed)
        for name in learned
    }


def ablation(towns: Sequence[Town], means: Means) -> None:
    """Print the mean over towns left out without each feature, and without each source of meaning."""
    _line("without", MEASURES)
    learned = {town.name: lessons(town.training(), means) for town in towns}
    for name in ("(nothing)", *(name for name in BY_HAND if name != "encoder")):
        prior = replace(Model(), weights=dict(BY_HAND) | ({name: 0.0} if name in BY_HAND else {}))
        _mean_of(name, towns, means, left_out(learned, prior, frozenset({name}) & BY_HAND.keys()))
    bare = replace(means, thesaurus=Thesaurus())
    _mean_of("thesaurus", towns, bare, left_out({town.name: lessons(town.training(), bare) for town in towns}, Model()))


def _mean_of(name: str, towns: Sequence[Town], means: Means, models: Mapping[str, Model]) -> None:
    rows = []
    for town in towns:
        linker = Linker(Index(town.acts), means.thesaurus, models[town.name], neighbours=means.neighbours)
        rows.append(town.scores({key: linker.order(text) for key, text in town.judged.pledges}))
    _line(name, [f"{np.mean([one[:, place].mean() for one in rows]):.4f}" for place in range(len(MEASURES))])


def _line(name: str, cells: Sequence[str]) -> None:
    sys.stdout.write(f"{name:34}" + "".join(f"{cell:>22}" for cell in cells) + "\n")


def main() -> None:
    """Print the ablation when it is asked for, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    with judged_folders(chosen.folder) as folders:
        towns, means = read_towns(folders), Means.shipped()
    if chosen.ablation:
        ablation(towns, means)
    if chosen.train:
        given = [town.training() for town in towns]
        model = fit_sureness(fit(given, means=means), given, means)
        (shipped_data_dir() / FILE).write_text(model.as_json(), encoding="utf-8")
        sys.stdout.write(model.as_json())


if __name__ == "__main__":
    main()
