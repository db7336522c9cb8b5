"""Fits the shipped weights of linking, and tells what they are worth on each judged town by a model fitted without that town.

Usage: CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.link_training [--train] [--ablation] [--folders DIR…]

Towns: the judged links of the real data and those of this project (`tests/truth/link_sets`, made again from the same documents), or the
folders given. Beside each figure stands the ranking by its own base (title field and thesaurus), which it must never fall below.
`--ablation` fits again without each feature; `--train` writes `data/link_model.json` from all towns. Intervals: bootstrap over pledges.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tracker.linking.bands import is_sure
from tracker.linking.bm25 import ActText, Floats, Index
from tracker.linking.model import BY_HAND, FILE, Model
from tracker.linking.ranking import Linker
from tracker.linking.sureness import SURE, fit_sureness, see
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import Thesaurus
from tracker.linking.training import Example, Means, TrainingTown, fit, fit_lessons, lessons
from tracker.scoring.judged import read_link_set
from tracker.scoring.links import score_ranking
from tracker.settings import shipped_data_dir

MEASURES = ("recall_at_10", "p_at_1", "mrr", "recall_at_100", "hit_at_10")
RESAMPLED = 2_000
Order = Callable[[str], Sequence[int]]


def read_town(folder: Path) -> TrainingTown:
    """Return a judged folder as linking learns from it."""
    judged = read_link_set(folder)
    places = {act.id: place for place, act in enumerate(judged.acts)}
    grades = [{places[act]: grade for act, grade in judged.grades.get(key, {}).items()} for key, _ in judged.pledges]
    acts = [ActText(act.title, act.body) for act in judged.acts]
    return TrainingTown(folder.resolve().name.removeprefix("links-"), acts, [text for _, text in judged.pledges], grades)


def default_towns() -> list[TrainingTown]:
    """Return the judged towns of the real data and of this project."""
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not data:
        raise SystemExit("CHOSE_PROMISE_REAL_DATA is not set: expected the folder of real documents, or --folders")
    found = [read_town(folder) for folder in sorted(Path(data).glob("gold/links-*"))]
    from tests.truth.links import towns, write_judged

    for name in towns():
        with TemporaryDirectory() as made:
            folder = Path(made) / name
            write_judged(name, folder)
            found.append(read_town(folder))
    return found


def scores(town: TrainingTown, order: Order) -> Floats:
    """Return the measures of each pledge with evidence (pledges × measures); partly related acts leave the ranking."""
    rows = []
    for pledge, grades in zip(town.pledges, town.grades, strict=True):
        relevant = {act for act, grade in grades.items() if grade == 2}
        if relevant:
            scored = score_ranking([act for act in order(pledge) if grades.get(act) != 1], relevant)
            rows.append([getattr(scored, measure) for measure in MEASURES])
    return np.array(rows, np.float64).reshape(-1, len(MEASURES))


def by_words(index: Index, thesaurus: Thesaurus) -> Order:
    """Return the ranking by the base alone: title field and thesaurus."""
    return lambda pledge: [
        act for act, _ in index.search({term: one.weight for term, one in thesaurus.expand(pledge, index.terms).items()}, None)
    ]


def by_stems(town: TrainingTown) -> Order:
    """Return plain BM25 on stemmed words, one field."""
    terms = Terms()
    index = Index([ActText("", f"{act.title}\n{act.body}") for act in town.acts], terms)
    return lambda pledge: [act for act, _ in index.search(dict.fromkeys(terms(pledge), 1.0), None)]


def rankings(towns: Sequence[TrainingTown], means: Means, models: Mapping[str, Model]) -> dict[str, dict[str, Floats]]:
    """Return town -> system -> measures; `models` holds for each town the one fitted without it."""
    found = {}
    for town in towns:
        index = Index(town.acts)
        linkers = {"by hand": Model(), "fitted without it": models[town.name]}
        made = {name: Linker(index, means.thesaurus, model, neighbours=means.neighbours) for name, model in linkers.items()}
        found[town.name] = {
            "stemmed BM25": scores(town, by_stems(town)),
            "base": scores(town, by_words(index, means.thesaurus)),
            **{name: scores(town, linker.order) for name, linker in made.items()},
        }
    return found


def interval(towns: Sequence[Floats]) -> str:
    """Return a mean over towns with its 95 % bootstrap interval over the pledges of each."""
    source = np.random.default_rng(1)
    drawn = np.mean([source.choice(town, (RESAMPLED, len(town))).mean(axis=1) for town in towns], axis=0)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return f"{np.mean([town.mean() for town in towns]):.3f} [{low:.2f}, {high:.2f}]"


def table(found: Mapping[str, Mapping[str, Floats]]) -> None:
    """Print every town, the mean over towns, and the lifts of the fitted ranking."""
    _line("", MEASURES)
    for town, systems in found.items():
        for name, rows in systems.items():
            _line(f"{town[:14]} {name}", [f"{value:.3f}" for value in rows.mean(axis=0)])
    for name in next(iter(found.values())):
        _line(f"mean {name}", [interval([town[name][:, place] for town in found.values()]) for place in range(len(MEASURES))])
    for other in ("stemmed BM25", "base"):
        gained = [town["fitted without it"] - town[other] for town in found.values()]
        _line(f"lift over {other}", [interval([town[:, place] for town in gained]) for place in range(len(MEASURES))])


def _line(name: str, cells: Sequence[str]) -> None:
    sys.stdout.write(f"{name:34}" + "".join(f"{cell:>22}" for cell in cells) + "\n")


def leave_one_out(towns: Sequence[TrainingTown], means: Means, prior: Model | None = None) -> dict[str, Model]:
    """Return for each town the model fitted on all others."""
    return left_out({town.name: lessons(town, means) for town in towns}, prior or Model())


def left_out(learned: Mapping[str, list[Example]], prior: Model, fixed: frozenset[str] = frozenset()) -> dict[str, Model]:
    """Return for each town the model fitted on the lessons of all others."""
    return {
        name: fit_lessons([one for other, given in learned.items() if other != name for one in given], prior, fixed=fixed)
        for name in learned
    }


def ablation(towns: Sequence[TrainingTown], means: Means) -> None:
    """Print the mean over towns left out without each feature, and without each source of meaning."""
    _line("without", MEASURES)
    learned = {town.name: lessons(town, means) for town in towns}
    for name in ("(nothing)", *(name for name in BY_HAND if name != "encoder")):
        prior = replace(Model(), weights=dict(BY_HAND) | ({name: 0.0} if name in BY_HAND else {}))
        _mean_of(name, towns, means, left_out(learned, prior, frozenset({name}) & BY_HAND.keys()))
    bare = replace(means, thesaurus=Thesaurus())
    _mean_of("thesaurus", towns, bare, leave_one_out(towns, bare))


def _mean_of(name: str, towns: Sequence[TrainingTown], means: Means, models: Mapping[str, Model]) -> None:
    rows = [scores(town, Linker(Index(town.acts), means.thesaurus, models[town.name], neighbours=means.neighbours).order) for town in towns]
    _line(name, [f"{np.mean([one[:, place].mean() for one in rows]):.4f}" for place in range(len(MEASURES))])


def sure(towns: Sequence[TrainingTown], means: Means, models: Mapping[str, Model]) -> None:
    """Print, for each town left out, who would be called sure: by mistake, and rightly."""
    for town in towns:
        seen = see(town, models[town.name], means)
        told = [(one, is_sure(replace(models[town.name], thresholds=SURE), one.signs)) for one in seen]
        without = [certain.any() for one, certain in told if not (one.grades == 2).any()]
        right = [bool((certain & (one.grades == 2)).any()) for one, certain in told if (one.grades == 2).any()]
        wrong = sum(int((certain & (one.grades == 0)).sum()) for one, certain in told)
        told_so = f"by mistake {sum(without)} of {len(without)}; rightly {sum(right)} of {len(right)}; wrong links {wrong}"
        sys.stdout.write(f"{town.name:14} called sure: {told_so}\n")


def main() -> None:
    """Print the tables asked for, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--folders", type=Path, nargs="*", default=[])
    chosen = parser.parse_args()
    towns, means = [read_town(folder) for folder in chosen.folders] or default_towns(), Means.shipped()
    models = leave_one_out(towns, means)
    table(rankings(towns, means, models))
    sure(towns, means, models)
    if chosen.ablation:
        ablation(towns, means)
    if chosen.train:
        model = fit_sureness(fit(towns, means=means), towns, means)
        (shipped_data_dir() / FILE).write_text(model.as_json(), encoding="utf-8")
        sys.stdout.write(model.as_json())


if __name__ == "__main__":
    main()
