"""Linking against other engines, quality and speed side by side, in one run.

Quality: recall in the first ten, first place, reciprocal rank, each with its bootstrap interval, and the lift over plain stemmed BM25.
Speed: 400 pledges × 50,000 made-up acts on one core, everything included; candidate retrieval against tantivy and others on the same
words; the cost from 1,000 to 50,000 acts. Ratios of one run are the figures; absolute times are of the machine.

Usage: python -m benchmarks.link [--quality] [--speed] [--folder DIR]… [--acts N] [--pledges N] [--json]
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.link_quality import MEASURES, quality
from benchmarks.link_speed import in_own_process, through_store

SMALL = 1_000


def folders(given: list[Path]) -> list[Path]:
    """Return the judged folders: those given, after those of the shared data when they are there."""
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    return [*(sorted(Path(data).glob("gold/links-*")) if data else []), *given]


def speed(acts: int, pledges: int) -> dict[str, Any]:
    """Return all measures of speed."""
    large, small = in_own_process("prepare_and_rank", acts, pledges), in_own_process("prepare_and_rank", SMALL, pledges)
    parts = ("ms_candidates", "ms_ranked_explained")
    growth = {name: round(large[name] / max(small[name], 0.001) / (acts / SMALL), 3) for name in parts}
    growth["acts_prepared_per_s"] = round(small["acts_prepared_per_s"] / large["acts_prepared_per_s"], 3)
    return {
        "in_memory": large,
        "small_town": small,
        "growth_over_linear": growth,
        "retrieval": in_own_process("retrieval", acts, pledges, 0),
        "retrieval_widened": in_own_process("retrieval", acts, pledges, 1),
        "store": through_store(acts, pledges),
    }


def show_quality(found: dict[str, Any]) -> None:
    """Print one table for each town and one for their mean."""
    for town, systems in found.items():
        print(f"\n{town}: {next(iter(systems.values()))['pledges']} pledges with evidence")
        print(f"{'':24}" + "".join(f"{name:>24}" for name in (*MEASURES, "lift_recall_at_10")))
        for name, row in systems.items():
            print(f"{name:24}" + "".join(_interval(row[measure]) for measure in (*MEASURES, "lift_recall_at_10")))


def _interval(values: list[float]) -> str:
    mean, low, high = values
    return f"{f'{mean:.3f} [{low:.2f}, {high:.2f}]':>24}"


def show_speed(found: dict[str, Any]) -> None:
    """Print the measures of speed."""
    for name in ("in_memory", "small_town", "growth_over_linear"):
        print(f"\n{name}: " + ", ".join(f"{key} {value}" for key, value in found[name].items()))
    for name in ("retrieval", "retrieval_widened"):
        print(f"\n{name}: {found[name]['acts']} acts, {found[name]['query_terms']} terms in a query, one thread")
        for engine, row in found[name]["engines"].items():
            print(f"  {engine:24}{row['queries_per_s']:>8} q/s  ×{row['ratio']:<6} index {row['index_s']} s  same first {row['same_best']}")
    for name, row in found["store"].items():
        print(f"\nstore, {name}: " + ", ".join(f"{key} {value}" for key, value in row.items()))


def main() -> None:
    """Measure what was asked, or everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--acts", type=int, default=50_000)
    parser.add_argument("--pledges", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    both = chosen.quality == chosen.speed
    found: dict[str, Any] = {}
    if both or chosen.quality:
        found["quality"] = quality(folders(chosen.folder))
    if both or chosen.speed:
        found["speed"] = speed(chosen.acts, chosen.pledges)
    if chosen.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    show_quality(found.get("quality", {}))
    if "speed" in found:
        show_speed(found["speed"])


if __name__ == "__main__":
    main()
