"""Prints how well links are judged from their names: the reference's judged names town by town, and our own invented ones.

Usage: python -m benchmarks.discovery [--reference FILE] [--misses] [--write FOLDER]. Exit 1 when a bar is not reached.
The words were written from the reference's lists and general knowledge, not learned. Two figures are printed: each town judged with every
word, and "held out": each town judged without the words that no *other* town of the set uses. The second is a floor, hard on purpose:
a word as common as "copil" or "odj" counts as unknown when a single town of the set has it.
`--write` leaves the reference as `names.csv` for `chose-promise evaluate discovery FOLDER`.
"""

import argparse
import csv
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows_evaluate import answer_name
from scrapers.discovery.names import address, words
from scrapers.discovery.words import Lexicon, load_words
from tracker.scoring.discovery import COLUMNS, JudgedName, NameAnswer, certain_wrong, read_names, same_kind, score_names

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = Path(os.environ.get("CHOSE_PROMISE_REFERENCE", str(ROOT.parent / "shared" / "reference"))) / "data" / "discovery-urls.csv"
INVENTED = ROOT / "tests" / "fixtures" / "discovery_names.csv"
RECORDS = ("pv", "compte_rendu", "deliberation", "liste_deliberations")
OTHERS = ("non_acte", "arrete", "annexe", "convocation", "ordre_du_jour", "autre_organe")
TO_ALIAS = {"pv": "proces_verbal"}
BARS = {"recall": 0.94, "precision": 0.97, "kind_accuracy": 0.95, "date_right": 0.97}


@dataclass(frozen=True)
class TownName:
    """A judged name and its town."""

    town: str
    judged: JudgedName


def reference_rows(path: Path) -> Iterator[dict[str, str]]:
    """Give the rows of the reference that are judged: no unverified address, no mere pattern, the kinds of its section 7."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["evidence"] not in ("unverified", "pattern") and row["kind"] in (*RECORDS, *OTHERS):
                kind = TO_ALIAS.get(row["kind"], row["kind"])
                yield {**row, "is_record": "yes" if row["kind"] in RECORDS else "no", "kind": kind}


def write_names(rows: Sequence[dict[str, str]], path: Path) -> None:
    """Write rows in the format of `evaluate discovery`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def judge_all(names: Sequence[TownName], lexicon: Lexicon) -> list[NameAnswer]:
    """Return the answers of the program for every name."""
    return [answer_name(one.judged, lexicon) for one in names]


def held_out(names: Sequence[TownName], lexicon: Lexicon) -> list[NameAnswer]:
    """Judge each town without the words that no other town uses: what a rule learned elsewhere would still find."""
    users = _users(names, lexicon)
    found = []
    for one in names:
        own = frozenset(term for term, towns in users.items() if towns == {one.town})
        found.append(answer_name(one.judged, lexicon.without(own)))
    return found


def _users(names: Sequence[TownName], lexicon: Lexicon) -> dict[tuple[str, str], set[str]]:
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in names:
        said = (words(one.judged.link_text), words(address(one.judged.doc_url).name))
        for term in lexicon.terms():
            if any(term.regex.search(name) for name in said):
                users[term.section, term.source].add(one.town)
    return users


def misses(names: Sequence[TownName], answers: Sequence[NameAnswer]) -> Iterator[str]:
    """Give one line for every wrong record, kind or date."""
    for one, answer in zip(names, answers, strict=True):
        truth, wrong = one.judged, []
        if answer.is_record != truth.is_record:
            wrong.append(f"record {truth.is_record} -> {answer.is_record}")
        if truth.kind and not same_kind(answer.kind, truth.kind):
            wrong.append(f"kind {truth.kind} -> {answer.kind}")
        if truth.exact_day and answer.day != truth.exact_day:
            wrong.append(f"date {truth.day} -> {answer.day}{' CERTAIN' if answer.certain else ''}")
        elif certain_wrong(answer, truth):
            wrong.append(f"date {truth.day} -> {answer.day} CERTAIN")
        if wrong:
            yield f"{one.town}: {truth.link_text or '-'} | {truth.doc_url or '-'}: {'; '.join(wrong)}"


def print_set(title: str, names: Sequence[TownName], lexicon: Lexicon, *, show: bool) -> bool:
    """Print the figures of one set, with all words and held out by town; return whether the bars are reached."""
    answers, without = judge_all(names, lexicon), held_out(names, lexicon)
    scores = score_names(answers, [one.judged for one in names])
    out = score_names(without, [one.judged for one in names])
    print(f"{title}: {json.dumps(scores)}")
    print(f"{title}, held out by town: {json.dumps(out)}")
    if show:
        _print_towns(names, answers, without)
        print("\n".join(f"  {line}" for line in misses(names, answers)))
    return all(isinstance(value := scores[key], float) and value >= bar for key, bar in BARS.items()) and scores["date_certain_wrong"] == 0


def _print_towns(names: Sequence[TownName], answers: Sequence[NameAnswer], without: Sequence[NameAnswer]) -> None:
    """Print, town by town, the names judged right with every word and without those that only this town uses."""
    for town in dict.fromkeys(one.town for one in names):
        rows = [row for row in zip(names, answers, without, strict=True) if row[0].town == town]
        right = [sum(found.is_record == one.judged.is_record for one, *both in rows for found in [both[at]]) for at in (0, 1)]
        print(f"  {town}: {right[0]}/{len(rows)}, held out {right[1]}/{len(rows)}")


def named(rows: Sequence[dict[str, str]], path: Path) -> list[TownName]:
    """Return a written set with the town of each row."""
    return [TownName(row["town"], judged) for row, judged in zip(rows, read_names(path), strict=True)]


def main() -> int:
    """Print every set; 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=REFERENCE)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", type=Path, default=ROOT / "local" / "discovery")
    options = parser.parse_args()
    lexicon = load_words()
    with INVENTED.open(encoding="utf-8", newline="") as file:
        invented = named(list(csv.DictReader(file)), INVENTED)
    passed = print_set("invented towns", invented, lexicon, show=options.misses)
    if not options.reference.is_file():
        print(f"{options.reference}: not there, the reference's names are not scored (set CHOSE_PROMISE_REFERENCE)")
        return 1
    rows = list(reference_rows(options.reference))
    write_names(rows, options.write / "names.csv")
    passed &= print_set("reference", named(rows, options.write / "names.csv"), lexicon, show=options.misses)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
