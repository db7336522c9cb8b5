"""Speed of linking on made-up acts: the ratio of two ways in one run is the figure, absolute times are only reported.

Compared side by side on the same scores: taking the top of the non-zeros (what `tracker.linking` does) and partitioning
the whole vector. Both must give the same scores. Queries hold no very frequent word, as pledges without stop words.

Usage: python benchmarks/linking.py [--acts N]
"""

import argparse
import json
import math
import random
import sys
from time import perf_counter

import numpy as np

from tracker.linking.bm25 import ActText, Floats, Index, top_of
from tracker.linking.ranking import rank
from tracker.linking.thesaurus import load_thesaurus

WORDS, LENGTH, QUERY_LENGTH, TOP, FREQUENT = 30_000, 105, 15, 100, 1_000


def _words(count: int, source: random.Random, rarest: int = 1) -> list[str]:
    """Draw words of a Zipf-like vocabulary, none among the `rarest` - 1 most frequent."""
    low = math.log(rarest) / math.log(WORDS)
    return [f"mot{int(WORDS ** source.uniform(low, 1))}" for _ in range(count)]


def _whole_vector(dense: Floats, top: int) -> list[tuple[int, float]]:
    best = np.argpartition(-dense, min(top, len(dense) - 1))[:top]
    order = best[np.lexsort((best, -dense[best]))]
    return [(int(act), float(dense[act])) for act in order if dense[act] > 0]


def measure(acts: int, queries: int) -> dict[str, float | int | bool]:
    """Return the ratio of both ways of taking the top, and the times of this machine."""
    source = random.Random(1)  # noqa: S311 - made-up words, not a secret
    texts = [ActText(" ".join(_words(10, source)), " ".join(_words(LENGTH - 10, source))) for _ in range(acts)]
    start = perf_counter()
    index = Index(texts)
    built = perf_counter() - start
    thesaurus = load_thesaurus()
    product_s = sparse_s = naive_s = ranked_s = share = 0.0
    same = True
    for _ in range(queries):
        pledge = " ".join(_words(QUERY_LENGTH, source, FREQUENT))
        weights = {term: entry.weight for term, entry in thesaurus.expand(pledge, index.terms).items()}
        t0 = perf_counter()
        found, scores = index.scores(weights)
        t1 = perf_counter()
        sparse_top = top_of(found, scores, TOP)
        t2 = perf_counter()
        dense = np.zeros(len(index))
        dense[found] = scores
        t3 = perf_counter()
        naive_top = _whole_vector(dense, TOP)
        t4 = perf_counter()
        rank(pledge, index, thesaurus=thesaurus)
        product_s, sparse_s, naive_s, ranked_s = product_s + t1 - t0, sparse_s + t2 - t1, naive_s + t4 - t3, ranked_s + perf_counter() - t4
        share += len(found) / acts / queries
        same = same and [score for _, score in sparse_top] == [score for _, score in naive_top]
    return {
        "acts": acts,
        "queries": queries,
        "non_zero_share": round(share, 3),
        "same_top": same,
        "naive_over_sparse": round(naive_s / sparse_s, 2),
        "index_seconds": round(built, 2),
        "acts_per_second": round(acts / built),
        "ms_product": round(1000 * product_s / queries, 2),
        "ms_top": round(1000 * sparse_s / queries, 2),
        "ms_per_pledge_explained": round(1000 * ranked_s / queries, 2),
    }


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=100)
    chosen = parser.parse_args()
    sys.stdout.write(json.dumps(measure(chosen.acts, chosen.queries)) + "\n")


if __name__ == "__main__":
    main()
