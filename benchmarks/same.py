"""How well the same measure is recognised in other towns: precision and recall on pairs of real pledges that a person judged by reading.

    CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.same [--misses]

`same_pairs.csv` names each pledge by file, place and digest (no text is copied) and says what a reader found: the same measure, the
same subject but another measure, or unrelated. Sets: `tune` was used to fit the weights, `looked` to find what to mend, `held` was drawn
at the same time as the first `tune` over all bands of the former score and never used, `shown` was drawn last, one pair a pledge, from
what the finished likeness shows. The bar is on `held` and `shown`: pairs that served no tuning.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.linking.same import FLOOR, Measures
from tracker.settings import real_data_dir

PAIRS = Path(__file__).with_name("same_pairs.csv")
BAR = 0.8
Ref = tuple[str, str]  # file, place


@dataclass(frozen=True)
class Pledge:
    """One pledge of the real programmes."""

    town: str
    text: str


@dataclass(frozen=True)
class Judged:
    """One judged pair."""

    set: str
    judged: str
    one: Ref
    other: Ref


def pledges(folder: Path) -> Iterator[tuple[Ref, Pledge]]:
    """Yield every pledge of the real programmes with its file and place."""
    lines = (folder / "montpellier-2026/programmes.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        row = json.loads(line)
        if "title" in row:
            yield ("montpellier-2026/programmes.jsonl", str(number)), Pledge("montpellier", row["title"])
    for candidate in _json(folder / "rennes-2020/candidats.json"):
        for one in candidate["propositions"]:
            yield ("rennes-2020/candidats.json", one["id"]), Pledge("rennes", one["label"])
    for path in sorted((folder / "pourquituvotes-2026").glob("*.json")):
        yield from _compared(path)
    for one in _json(folder / "angers-2026/commitments.json"):
        yield ("angers-2026/commitments.json", str(one["id"])), Pledge("angers", one["title"])
    for section, content in enumerate(_json(folder / "putanges-2026/programme.json")["document"]["sections"]):
        for number, action in enumerate(content["actions"]):
            yield ("putanges-2026/programme.json", f"{section}/{number}"), Pledge("putanges", action)


def _compared(path: Path) -> Iterator[tuple[Ref, Pledge]]:
    for category in _json(path)["categories"]:
        for theme in category["sousThemes"]:
            for key, found in theme["propositions"].items():
                if found and found.get("texte"):
                    place = f"{category['id']}/{theme['id']}/{key}"
                    yield (f"{path.parent.name}/{path.name}", place), Pledge(path.stem.rpartition("-")[0], found["texte"])


def _json(path: Path) -> Any:
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if path.parent.name != "angers-2026" or isinstance(content, list) else content["commitments"]


def judged(known: Mapping[Ref, Sequence[Pledge]]) -> Iterator[tuple[Judged, Pledge, Pledge]]:
    """Yield the judged pairs with their pledges; one whose words have changed is refused."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one, other = (row["one_file"], row["one_place"]), (row["other_file"], row["other_place"])
            yield (
                Judged(row["set"], row["judged"], one, other),
                _found(known, one, row["one_digest"]),
                _found(known, other, row["other_digest"]),
            )


def _found(known: Mapping[Ref, Sequence[Pledge]], ref: Ref, digest: str) -> Pledge:
    for one in known.get(ref, ()):
        if hashlib.sha256(one.text.encode()).hexdigest()[:16] == digest:
            return one
    sys.exit(f"{ref[0]}: {ref[1]}: no pledge with the digest {digest}")


def scores(every: Sequence[Pledge], pairs: Sequence[tuple[Judged, Pledge, Pledge]]) -> list[float]:
    """Return the likeness of each pair, among the pledges of all towns but the first one's: as the screen compares them."""
    measures: dict[str, Measures] = {}
    found = []
    for _, one, other in pairs:
        if one.town not in measures:
            measures[one.town] = Measures([pledge.text for pledge in every if pledge.town != one.town])
        mine = measures[one.town]
        likeness = mine.compare(mine.read(one.text), mine.read(other.text))
        found.append(likeness.score if likeness else 0.0)
    return found


def main() -> int:
    """Print precision and recall of each set at the shipped floor, and say whether the bar is held."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--misses", action="store_true")
    options = asked.parse_args()
    folder = real_data_dir()
    if folder is None:
        sys.exit("CHOSE_PROMISE_REAL_DATA: expected the folder of real documents")
    known: dict[Ref, list[Pledge]] = defaultdict(list)
    for ref, pledge in pledges(folder / "programmes"):
        known[ref].append(pledge)
    pairs = list(judged(known))
    likes = scores([pledge for some in known.values() for pledge in some], pairs)
    good = True
    for names in (("tune",), ("looked",), ("held",), ("shown",), ("held", "shown")):
        rows = [(pair, score) for pair, score in zip(pairs, likes, strict=True) if pair[0].set in names]
        good &= _told(" + ".join(names), rows, names[-1] == "shown") or names[-1] != "shown"
        for (one, first, second), score in rows if options.misses and len(names) == 1 else ():
            if (score >= FLOOR) != (one.judged == "same"):
                print(f"   {'+' if score >= FLOOR else '-'} {score:.2f} {one.judged}: {first.text[:80]} || {second.text[:80]}")
    return 0 if good else 1


def _told(name: str, rows: Sequence[tuple[tuple[Judged, Pledge, Pledge], float]], only_shown: bool) -> bool:
    """Print the line of a set; recall has no sense in a set that holds only what is shown."""
    shown = [pair for pair, score in rows if score >= FLOOR]
    same = sum(pair[0].judged == "same" for pair, _ in rows)
    right = sum(pair[0].judged == "same" for pair in shown)
    precision = right / max(1, len(shown))
    recall = "    -" if only_shown else f"{right / max(1, same):.3f}"
    print(f"{name:14} pairs {len(rows):3} same {same:3} shown {len(shown):3} precision {precision:.3f} recall {recall}")
    return precision >= BAR


if __name__ == "__main__":
    sys.exit(main())
