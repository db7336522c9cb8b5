"""Quality of linking on judged towns: the ranker, and engines on the same prepared words, side by side.

The ranker as shipped may have learned from the towns shown; "town left out" is fitted on the other towns of the run only.
Baseline of every lift: plain BM25 on stemmed words, one field. Acts judged partly related leave the ranking, neither right nor wrong.
Intervals are bootstraps over pledges, inside each town for the mean over towns; a lift is measured pledge by pledge.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.link_engines import Ours, others
from tests.truth import links
from tracker.linking.bands import is_sure
from tracker.linking.bm25 import ActText, Index
from tracker.linking.model import Model
from tracker.linking.ranking import Linker
from tracker.linking.sureness import SURE, see
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import load_thesaurus
from tracker.linking.training import Means, TrainingTown, fit_lessons, lessons
from tracker.scoring.judged import LinkSet, read_link_set
from tracker.scoring.links import evaluate_links, score_ranking

MEASURES = ("recall_at_10", "p_at_1", "mrr", "hit_at_10", "recall_at_100")
BASE, OWN_BASE, SHIPPED, LEFT_OUT = "plain stemmed BM25", "title field + thesaurus", "ranker as shipped", "ranker, town left out"
RESAMPLED, DEEP = 2_000, 200
Scores = npt.NDArray[np.float64]  # pledges with evidence × measures


@dataclass(frozen=True)
class Town:
    """A judged town, ready to be ranked by anything."""

    name: str
    judged: LinkSet

    @property
    def acts(self) -> list[ActText]:
        """Return the acts as linking reads them."""
        return [ActText(act.title, act.body) for act in self.judged.acts]

    def training(self) -> TrainingTown:
        """Return the town as the ranker learns from it."""
        places = {act.id: place for place, act in enumerate(self.judged.acts)}
        keys = [key for key, _ in self.judged.pledges]
        grades = [{places[act]: grade for act, grade in self.judged.grades.get(key, {}).items()} for key in keys]
        return TrainingTown(self.name, self.acts, [text for _, text in self.judged.pledges], grades)

    def scores(self, rankings: Mapping[str, Sequence[int]]) -> Scores:
        """Return the measures of each pledge that has evidence, from the ranking of each pledge."""
        places = {act.id: place for place, act in enumerate(self.judged.acts)}
        rows = []
        for key, _ in self.judged.pledges:
            grades = {places[act]: grade for act, grade in self.judged.grades.get(key, {}).items()}
            relevant = {act for act, grade in grades.items() if grade == 2}
            if relevant:
                scored = score_ranking([act for act in rankings[key] if grades.get(act) != 1], relevant)
                rows.append([getattr(scored, measure) for measure in MEASURES])
        return np.array(rows, np.float64).reshape(-1, len(MEASURES))


@contextmanager
def judged_folders(given: Sequence[Path] = ()) -> Iterator[list[Path]]:
    """Give the judged folders: those named, else those of the real data and this project's own, made again from the same documents."""
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    with TemporaryDirectory() as made:
        if given:
            yield list(given)
            return
        if not data:
            raise SystemExit("CHOSE_PROMISE_REAL_DATA is not set: expected the folder of real documents, or --folder")
        own = [Path(made) / name for name in links.towns()]
        for folder in own:
            links.write_judged(folder.name, folder)
        yield [*sorted(Path(data).glob("gold/links-*")), *own]


def read_towns(folders: Iterable[Path]) -> list[Town]:
    """Return the judged towns of some folders."""
    return [Town(folder.resolve().name.removeprefix("links-"), read_link_set(folder)) for folder in folders]


def models_leaving_out(towns: Sequence[Town]) -> list[Model | None]:
    """Return, for each town, the model fitted on all others; none where there is no other."""
    means = Means.shipped()
    learned = [lessons(town.training(), means) for town in towns]
    return [
        fit_lessons([one for other, found in enumerate(learned) if other != place for one in found], Model()) if len(towns) > 1 else None
        for place in range(len(towns))
    ]


def rankings_of(town: Town, left_out: Model | None) -> dict[str, dict[str, list[int]]]:
    """Return system -> pledge -> its ranking, for the rankers of this project and every engine."""
    terms, keys = Terms(), [key for key, _ in town.judged.pledges]
    texts = [act.prepared(terms)[1] for act in town.acts]
    queries = [list(dict.fromkeys(terms(text))) for _, text in town.judged.pledges]
    found = {}
    for engine in (Ours(), *others()):
        engine.build(texts)
        name = BASE if isinstance(engine, Ours) else engine.name
        found[name] = dict(zip(keys, engine.search(queries, DEEP), strict=True))
    linker = Linker(Index(town.acts), load_thesaurus())
    for key, text in town.judged.pledges:
        query = {term: entry.weight for term, entry in linker.query(text).items()}
        found.setdefault(OWN_BASE, {})[key] = [act for act, _ in linker.index.search(query, None)]
    for name, ranker in ((SHIPPED, linker), (LEFT_OUT, Linker(linker.index, linker.thesaurus, left_out) if left_out else None)):
        if ranker:
            found[name] = {key: ranker.order(text) for key, text in town.judged.pledges}
    return found


def quality(folders: Sequence[Path]) -> dict[str, Any]:
    """Return the measures of every system for each town and their mean, what would be called sure, and what confirmed links bring."""
    towns = read_towns(folders)
    models = models_leaving_out(towns)
    scored = [
        {name: town.scores(one) for name, one in rankings_of(town, model).items()} for town, model in zip(towns, models, strict=True)
    ]  # fmt: skip
    tables = {town.name: _table([one]) for town, one in zip(towns, scored, strict=True)}
    means = Means.shipped()
    return {
        "towns": tables | ({"mean over towns": _table(scored)} if len(towns) > 1 else {}),
        "sure": {town.name: sure(town.training(), means, model or Model()) for town, model in zip(towns, models, strict=True)},
        "confirmed": {town.name: confirmed(folder) for town, folder in zip(towns, folders, strict=True)},
    }


def sure(town: TrainingTown, means: Means, model: Model) -> dict[str, int]:
    """Return who would be called sure by a model that never saw the town: pledges by mistake, pledges rightly, wrong links."""
    told = [(one, is_sure(replace(model, thresholds=SURE), one.signs)) for one in see(town, model, means)]
    without = [bool(certain.any()) for one, certain in told if not (one.grades == 2).any()]
    right = [bool((certain & (one.grades == 2)).any()) for one, certain in told if (one.grades == 2).any()]
    wrong = sum(int((certain & (one.grades == 0)).sum()) for one, certain in told)
    return {"without": len(without), "mistaken": sum(without), "with": len(right), "right": sum(right), "wrong_links": wrong}


def confirmed(folder: Path, count: int = 3) -> dict[str, Any]:
    """Return recall in the first ten of the remaining acts after some confirmed links, by the ranker as shipped."""
    found = evaluate_links(folder, confirm=count)
    return {"pledges": found["with_evidence"], "recall_at_10": found["recall_at_10"]}


def _table(towns: Sequence[Mapping[str, Scores]]) -> dict[str, Any]:
    base = [town[BASE] for town in towns]
    found = {}
    for name in towns[0]:
        rows = [town[name] for town in towns]
        row: dict[str, Any] = {"pledges": sum(map(len, rows))}
        for place, measure in enumerate(MEASURES):
            row[measure] = interval([one[:, place] for one in rows])
        row["lift_recall_at_10"] = interval([one[:, 0] - plain[:, 0] for one, plain in zip(rows, base, strict=True)])
        found[name] = row
    return found


def interval(towns: Sequence[Scores]) -> list[float]:
    """Return the mean over towns of the mean over pledges, and its 95 % bootstrap interval."""
    source = np.random.default_rng(1)
    some = [town for town in towns if len(town)]
    if not some:
        return [float("nan")] * 3
    drawn = np.mean([source.choice(town, (RESAMPLED, len(town))).mean(axis=1) for town in some], axis=0)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return [round(float(value), 4) for value in (np.mean([town.mean() for town in some]), low, high)]
