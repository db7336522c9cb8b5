"""Scores of linking on a judged set (linking measurements, "How to score").

Grade-1 acts are taken out of the ranking before counting; `strict` leaves them in as wrong. Pledges without evidence
are counted but have no part in the means. With `confirm` N only pledges with at least N + 3 relevant acts are scored:
their first N by date are given as confirmed, leave the ranking and the count, and the rest is looked for.
`sure_false` counts pledges without any relevant act that get a link marked sure; `sure_recall` is the share of pledges with
evidence that have at least one sure and right link. A partly related act is no evidence: shown as sure, it is a mistake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter

from tracker.errors import InputError
from tracker.linking.bm25 import ActText, Index
from tracker.linking.ranking import Linker, Ranked
from tracker.scoring.judged import LinkSet, read_link_set
from tracker.vocabulary import Band

FIRST, DEEP, LEFT_AFTER_CONFIRM = 10, 100, 3


@dataclass(frozen=True)
class PledgeScore:
    """The measures of one pledge with evidence."""

    p_at_1: float
    mrr: float
    recall_at_10: float
    recall_at_100: float
    hit_at_10: float


@dataclass(frozen=True)
class Sure:
    """What was marked sure for one pledge, and whether a relevant act exists and was among it."""

    evidence: bool
    marked: bool
    right: bool


def evaluate_links(folder: Path, strict: bool = False, confirm: int = 0) -> dict[str, object]:
    """Return the scores of linking on a judged folder; `sure_*` are null where the model can call no link sure."""
    if confirm < 0:
        raise InputError(f"--confirm: expected 0 or more, found {confirm}")
    judged = read_link_set(folder)
    linker = Linker(Index([ActText(act.title, act.body) for act in judged.acts]))
    scores, told, seconds = [], [], 0.0
    for key, text in judged.pledges:
        confirmed = _confirmed(judged, key, confirm)
        start = perf_counter()  # a stopwatch, not a clock: nothing is dated by it
        ranked = linker.rank(text, confirmed=confirmed)
        seconds += perf_counter() - start
        told.append(_sure(ranked, _relevant(judged, key)))
        relevant = _relevant(judged, key) - set(confirmed)
        if relevant and len(confirmed) == confirm:
            scores.append(score_ranking(_ranking(judged, key, linker.order(text, confirmed), confirmed, strict), relevant))
    return _summary(len(judged.pledges), scores, seconds) | (_sure_scores(told) if linker.model.may_be_sure else {})


def score_ranking(ranking: Sequence[int], relevant: set[int]) -> PledgeScore:
    """Return the measures of one ranking against a non-empty set of relevant acts."""
    places = [place for place, act in enumerate(ranking, start=1) if act in relevant]
    first = places[0] if places else 0
    return PledgeScore(
        p_at_1=float(first == 1),
        mrr=1 / first if first else 0.0,
        recall_at_10=sum(place <= FIRST for place in places) / min(FIRST, len(relevant)),
        recall_at_100=sum(place <= DEEP for place in places) / min(DEEP, len(relevant)),
        hit_at_10=float(0 < first <= FIRST),
    )


def _sure(ranked: Sequence[Ranked], relevant: set[int]) -> Sure:
    marked = {one.act_index for one in ranked if one.band == Band.SURE}
    return Sure(bool(relevant), bool(marked), bool(marked & relevant))


def _sure_scores(told: Sequence[Sure]) -> dict[str, object]:
    with_evidence = [one.right for one in told if one.evidence]
    return {
        "sure_false": sum(one.marked for one in told if not one.evidence),
        "sure_recall": round(fmean(with_evidence), 4) if with_evidence else None,
    }


def _relevant(judged: LinkSet, pledge: str, grade: int = 2) -> set[int]:
    grades = judged.grades.get(pledge, {})
    return {place for place, act in enumerate(judged.acts) if grades.get(act.id) == grade}


def _confirmed(judged: LinkSet, pledge: str, confirm: int) -> list[int]:
    """Return the first N relevant acts by date (no date last, then file order), or none for a pledge with too few."""
    relevant = _relevant(judged, pledge)
    if not confirm or len(relevant) < confirm + LEFT_AFTER_CONFIRM:
        return []
    return sorted(relevant, key=lambda place: (judged.acts[place].date or "9999", place))[:confirm]


def _ranking(judged: LinkSet, key: str, order: Sequence[int], confirmed: Sequence[int], strict: bool) -> list[int]:
    out = set(confirmed) if strict else set(confirmed) | _relevant(judged, key, grade=1)
    return [act for act in order if act not in out]


def _summary(pledges: int, scores: Sequence[PledgeScore], seconds: float) -> dict[str, object]:
    def mean(measure: str) -> float | None:
        return round(fmean(getattr(score, measure) for score in scores), 4) if scores else None

    measures = ("p_at_1", "mrr", "recall_at_10", "recall_at_100", "hit_at_10")
    return {
        "pledges": pledges,
        "with_evidence": len(scores),
        **{measure: mean(measure) for measure in measures},
        "sure_false": None,
        "sure_recall": None,
        "ms_per_pledge": round(1000 * seconds / pledges, 2) if pledges else None,
    }
