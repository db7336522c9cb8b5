"""The ranking of one town's acts for one pledge: suggestions only, each with its explanation.

Confirmed links widen the query with the rarest words of their titles (Rocchio); refusals do not enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.linking.bm25 import Field, Index
from tracker.linking.explain import Contribution, explain
from tracker.linking.thesaurus import How, Query, QueryTerm, Thesaurus, load_thesaurus

TOP = 100
FEEDBACK_TERMS, FEEDBACK_WEIGHT = 15, 0.8


@dataclass(frozen=True)
class Ranked:
    """One suggested act: its place in the index, its score and why."""

    act_index: int
    score: float
    explanation: tuple[Contribution, ...]


def make_query(pledge: str, index: Index, thesaurus: Thesaurus, confirmed: Sequence[int] = ()) -> Query:
    """Return the pledge's terms, widened by the thesaurus and by the titles of its confirmed acts."""
    query = thesaurus.expand(pledge, index.terms)
    return _with_feedback(query, index, confirmed) if confirmed else query


def rank(
    pledge: str, index: Index, top: int | None = TOP, *, thesaurus: Thesaurus | None = None, confirmed: Sequence[int] = ()
) -> list[Ranked]:
    """Return the best acts for a pledge, best first, each with the exact contribution of every matched word."""
    query = make_query(pledge, index, load_thesaurus() if thesaurus is None else thesaurus, confirmed)
    found = index.search({term: entry.weight for term, entry in query.items()}, top)
    why = explain(index, query, found)
    return [Ranked(act, score, reasons) for (act, score), reasons in zip(found, why, strict=True)]


def _with_feedback(query: Query, index: Index, confirmed: Sequence[int]) -> Query:
    worth: dict[str, float] = {}
    words: dict[str, str] = {}
    for act in confirmed:
        for term, written in index.surfaces(act, Field.TITLE).items():
            worth[term] = worth.get(term, 0.0) + float(index.idf[index.vocabulary[term]])
            words.setdefault(term, written[0])
    best = sorted(worth, key=lambda term: (-worth[term], term))[:FEEDBACK_TERMS]
    widened = dict(query)
    for term in best:
        added = FEEDBACK_WEIGHT * worth[term] / worth[best[0]]
        known = query.get(term)
        widened[term] = (
            QueryTerm(known.weight + added, known.words, known.how) if known else QueryTerm(added, (words[term],), How.CONFIRMED)
        )
    return widened
