"""The verb `learn`: once a night the ranking's weights are fitted again on what people answered, and kept only if not worse.

The fit is pulled towards the shipped weights, harder when answers are few. Before anything is kept, the same fit made without one
town (with a single town: without its later sittings) is compared there with the model in force: on confirmed links among the first
ten, and on how often a confirmed act stands above a refused one. The model in force may have learned from that town itself, which
favours it: a doubt keeps what stands. A learned model never says "sure": that band is measured on judged towns only.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from statistics import fmean

import numpy as np

from tracker import clock
from tracker.files import write_whole
from tracker.linking.curve import curve
from tracker.linking.model import Model, shipped_model
from tracker.linking.standing import learning_dir, model_file, note, standing_model
from tracker.linking.tags import TaggedTown, tagged_towns
from tracker.linking.training import PULL, Means, TrainingTown, examples, fit, recall
from tracker.vocabulary import RunOutcome

CONFIRMED, REFUSED, PLEDGES = 30, 10, 10  # below these the answers of a few evenings would move every ranking
_FIRM = 100  # confirmed links that weigh as much as the prior's own pull
_LATER = 0.3  # share of the confirmed links that a time split keeps to test on
_SLACK = 0.005


@dataclass(frozen=True)
class Score:
    """How a model ranks answers that it was not fitted on."""

    recall_at_10: float
    pairs_right: float  # share of (confirmed, refused) pairs of a pledge in the right order

    def not_worse_than(self, other: "Score") -> bool:
        """Return whether both measures hold, one of them within a hair."""
        return self.recall_at_10 >= other.recall_at_10 - _SLACK and self.pairs_right >= other.pairs_right - _SLACK


@dataclass
class LearnReport:
    """What a night of learning did."""

    outcome: RunOutcome = RunOutcome.EMPTY
    towns: int = 0
    pledges: int = 0
    confirmed: int = 0
    refused: int = 0
    kept: bool = False
    model: str = ""
    message: str = ""
    before: dict[str, dict[str, float]] = field(default_factory=dict)  # by what was left out
    after: dict[str, dict[str, float]] = field(default_factory=dict)
    learned_from: list[str] = field(default_factory=list)


def learn(only: str | None = None) -> LearnReport:
    """Fit, compare, keep or refuse; write the curve of every town. `only` learns from one town's answers, and is tested on all."""
    tagged = tagged_towns()
    towns, others = [one for one in tagged if only in (None, one.town)], [one for one in tagged if only not in (None, one.town)]
    report = LearnReport(
        towns=len(towns), pledges=sum(bool(pledge.confirmed) for town in towns for pledge in town.pledges),
        confirmed=sum(town.confirmed for town in towns),
        refused=sum(town.refused for town in towns), learned_from=[town.town for town in towns],
    )  # fmt: skip
    report.message = _missing(report)
    if not report.message:
        _fit_and_compare(towns, others, report)
        _write_history(towns, report)
    for town in towns:
        _write_curve(town)
    return report


def _missing(report: LearnReport) -> str:
    """Return how many answers are missing, or nothing."""
    needed = {
        "confirmed links": CONFIRMED - report.confirmed,
        "refused links": REFUSED - report.refused,
        "pledges with a confirmed link": PLEDGES - report.pledges,
    }
    short = [f"{count} more {name}" for name, count in needed.items() if count > 0]
    return f"too few answers to learn from: {', '.join(short)} needed" if short else ""


def _fit_and_compare(towns: Sequence[TaggedTown], others: Sequence[TaggedTown], report: LearnReport) -> None:
    means, standing = Means.shipped(), standing_model()
    worse = []
    for name, train, test in _splits(towns, others):
        before, after = _score(standing, test, means), _score(_fit(train, report.confirmed, means), test, means)
        if before is None or after is None:
            continue
        report.before[name], report.after[name] = asdict(before), asdict(after)
        worse += [] if after.not_worse_than(before) else [name]
    learned = _fit([town.training() for town in towns], report.confirmed, means)
    report.outcome, report.model = RunOutcome.OK, learned.digest
    report.kept = bool(report.after) and not worse
    if report.kept:
        write_whole(model_file(), learned.as_json())
    report.message = "kept" if report.kept else f"refused: worse on {', '.join(worse)}" if worse else "refused: nothing to compare it on"


def _splits(towns: Sequence[TaggedTown], others: Sequence[TaggedTown] = ()) -> Iterator[tuple[str, list[TrainingTown], TrainingTown]]:
    """Yield (what is left out, what is trained on, what is tested on); the model would serve the `others` too."""
    for other in others:
        yield other.town, [town.training() for town in towns], other.training()
    if len(towns) > 1:
        for left_out in towns:
            yield left_out.town, [town.training() for town in towns if town is not left_out], left_out.training()
        return
    town = towns[0]
    day = _split_day(town)
    if day:
        yield f"{town.town} since {day}", [town.training(before=day)], town.training(since=day)


def _split_day(town: TaggedTown) -> date | None:
    """Return the day of the sitting from which answers are kept to test on: trained before, tested after."""
    days = sorted(answer.day for pledge in town.pledges for answer in pledge.answers if answer.confirmed and answer.day)
    day = days[int(len(days) * (1 - _LATER))] if days else None
    return day if day and day > days[0] else None


def _fit(towns: Sequence[TrainingTown], confirmed: int, means: Means) -> Model:
    pull = PULL * (1 + _FIRM / max(confirmed, 1))
    return fit(towns, shipped_model(), means, pull).without_sure()


def _score(model: Model, town: TrainingTown, means: Means) -> Score | None:
    """Return the score of a model on a town's answers, None without any: acts nobody answered about count as not wanted, for both."""
    whole = [one for one in examples(replace(town, judged_all=True), means) if one.relevant.any()]
    judged = [one for one in examples(town, means) if 0 < one.relevant.sum() < len(one.relevant)]
    if not whole:
        return None
    right = []
    for one in judged:
        scores = one.values @ model.vector
        higher = scores[one.relevant > 0][:, None] - scores[one.relevant == 0][None]
        right.append(float(np.mean((higher > 0) + 0.5 * (higher == 0))))
    return Score(round(fmean(recall(one, model) for one in whole), 4), round(fmean(right), 4) if right else 0.0)


def _write_history(towns: Sequence[TaggedTown], report: LearnReport) -> None:
    means = Means.shipped()
    note(
        {
            "when": clock.now().isoformat(), "kept": report.kept, "why": report.message, "model": report.model,
            "thesaurus": means.thesaurus.digest, "neighbours": means.neighbours.digest,
            "training": {town.town: town.training().digest for town in towns},
            "pledges": report.pledges, "confirmed": report.confirmed, "refused": report.refused,
            "before": report.before, "after": report.after,
        }
    )  # fmt: skip


def _write_curve(town: TaggedTown) -> None:
    """Write what the answers of a town brought, for its page."""
    model = standing_model()
    points = [asdict(point) for point in curve(town, model)]
    content = {"as_of": clock.today().isoformat(), "model": model.digest, "points": points}
    write_whole(learning_dir() / f"curve-{town.town}.json", json.dumps(content, indent=1) + "\n")
