"""Linking against other engines, quality and speed side by side, in one run.

Quality: recall in the first ten, first place, reciprocal rank, each with its bootstrap interval, and the lift over plain stemmed BM25.
Speed: 400 pledges × 50,000 made-up acts on one core, everything included; candidate retrieval against tantivy and others on the same
words; the cost from 1,000 to 50,000 acts. Ratios of one run are the figures; absolute times are of the machine.

Usage: python -m benchmarks.link [--quality] [--speed] [--folder DIR]… [--acts N] [--pledges N] [--json]
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.link_quality import LEFT_OUT, MEASURES, OWN_BASE, judged_folders, quality
from benchmarks.link_speed import in_own_process, through_store

SMALL = 1_000


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
    """Print one table for each town and one for their mean, then the bars."""
    for town, systems in found["towns"].items():
        print(f"\n{town}: {next(iter(systems.values()))['pledges']} pledges with evidence")
        print(f"{'':24}" + "".join(f"{name:>24}" for name in (*MEASURES, "lift_recall_at_10")))
        for name, row in systems.items():
            print(f"{name:24}" + "".join(_interval(row[measure]) for measure in (*MEASURES, "lift_recall_at_10")))
    for name, bar, value in bars(found):
        print(f"{'holds ' if value >= bar else 'MISSED'} {name}: {value:.3f} (bar {bar})")


def bars(found: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Return (measure, bar, figure) of the quality that was asked for; each town is ranked by a model that never saw it."""
    mean = found["towns"].get("mean over towns", {}).get(LEFT_OUT)
    if mean is None:
        return []
    asked = {"recall_at_10": 0.64, "p_at_1": 0.56, "mrr": 0.62, "hit_at_10": 0.82, "recall_at_100": 0.94, "lift_recall_at_10": 0.12}
    told = [(f"mean {measure}", bar, mean[measure][0]) for measure, bar in asked.items()]
    for town, systems in found["towns"].items():
        told += [(f"{town}, {m} over its own base", 0.0, systems[LEFT_OUT][m][0] - systems[OWN_BASE][m][0]) for m in MEASURES[:3]]
    after = [row for row in found["confirmed"].values() if row["pledges"]]
    told.append(("mean recall_at_10 after 3 confirmed", 0.85, sum(row["recall_at_10"] for row in after) / len(after)))
    total = sum(row["pledges"] for row in after)
    told.append(("recall_at_10 after 3 confirmed, over pledges", 0.85, sum(row["pledges"] * row["recall_at_10"] for row in after) / total))
    sure = found["sure"].values()
    told.append(("0 less pledges called sure by mistake", 0.0, 0.0 - sum(row["mistaken"] for row in sure)))
    told.append(("sure_recall (goal)", 0.25, sum(row["right"] for row in sure) / sum(row["with"] for row in sure)))
    return told


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
        with judged_folders(chosen.folder) as folders:
            found["quality"] = quality(folders)
    if both or chosen.speed:
        found["speed"] = speed(chosen.acts, chosen.pledges)
    if chosen.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    if "quality" in found:
        show_quality(found["quality"])
    if "speed" in found:
        show_speed(found["speed"])


if __name__ == "__main__":
    main()
