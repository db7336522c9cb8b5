"""Scores of reading minutes: acts found against a truth marked from the body of each document.

Inside a file acts are matched one to one: first by equal normalised number (in the number field or in the title,
never in the body), then by folded title token-F1 of at least 0.6, best first. An empty cell of the truth is not
judged. A file with one row and neither number nor title must give no act. Files without truth are left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.errors import InputError
from tracker.ids import fold, normal_number
from tracker.scoring.judged import read_csv
from tracker.vocabulary import Outcome

TITLE_F1 = 0.6


@dataclass(frozen=True)
class MinuteAct:
    """An act as read or as marked; None or empty = unknown or not judged."""

    number: str | None
    title: str
    outcome: Outcome | None = None
    day: date | None = None


@dataclass(frozen=True)
class FileReading:
    """What the program read in one document."""

    acts: tuple[MinuteAct, ...]
    pages: int = 0
    flagged: bool = False  # sent to a person instead of being trusted


Truth = Mapping[str, Sequence[MinuteAct]]  # file -> its acts; an empty sequence = no act there
Pair = tuple[MinuteAct, MinuteAct]  # (read, marked)


def read_truth(path: Path) -> dict[str, list[MinuteAct]]:
    """Return the marked acts of `truth.csv` (file, number, title, outcome, date), or raise `InputError` with its line."""
    truth: dict[str, list[MinuteAct]] = {}
    for number, row in read_csv(path, ("file", "number", "title", "outcome", "date")):
        if not row["file"].strip():
            raise InputError(f"{path}:{number}: file: expected a file name, found an empty cell")
        acts = truth.setdefault(row["file"].strip(), [])
        if row["number"].strip() or row["title"].strip():
            acts.append(_marked(f"{path}:{number}", row))
    return truth


def _marked(place: str, row: Mapping[str, str]) -> MinuteAct:
    outcome, day = row["outcome"].strip(), row["date"].strip()
    if outcome and outcome not in set(Outcome):
        raise InputError(f"{place}: outcome: expected one of {', '.join(Outcome)} or nothing, found {outcome!r}")
    try:
        parsed = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise InputError(f"{place}: date: expected YYYY-MM-DD or nothing, found {day!r}") from error
    return MinuteAct(row["number"].strip() or None, row["title"].strip(), Outcome(outcome) if outcome else None, parsed)


def score_minutes(predictions: Mapping[str, FileReading], truth: Truth) -> dict[str, object]:
    """Return the scores of what was read against the truth; a file that was not read counts as giving no act."""
    read = {name: predictions.get(name, FileReading(())) for name in truth}
    pairs = [pair for name, marked in truth.items() for pair in match_acts(read[name].acts, marked)]
    found, wanted = sum(len(one.acts) for one in read.values()), sum(len(marked) for marked in truth.values())
    precision, recall = _share(len(pairs), found), _share(len(pairs), wanted)
    return {
        "precision": precision,
        "recall": recall,
        "f1": _share(2 * len(pairs), found + wanted),
        **_outcomes(pairs),
        "date_accuracy": _accuracy(a.day == b.day for a, b in pairs if b.day),
        "flagged": sum(one.flagged for one in read.values()),
        "acts": found,
        "pages": sum(one.pages for one in read.values()),
    }


def match_acts(read: Sequence[MinuteAct], marked: Sequence[MinuteAct]) -> list[Pair]:
    """Return the one-to-one pairs of one file."""
    by_number = [(1.0, i, j) for i, a in enumerate(read) for j, b in enumerate(marked) if _same_number(a, b)]
    by_title = [(_title_f1(a.title, b.title), i, j) for i, a in enumerate(read) for j, b in enumerate(marked)]
    by_title = sorted((row for row in by_title if row[0] >= TITLE_F1), key=lambda row: (-row[0], row[1], row[2]))
    return _one_to_one(
        [*sorted(by_number, key=lambda row: (-_title_f1(read[row[1]].title, marked[row[2]].title), *row)), *by_title], read, marked
    )


def _one_to_one(rows: Iterable[tuple[float, int, int]], read: Sequence[MinuteAct], marked: Sequence[MinuteAct]) -> list[Pair]:
    left: set[int] = set()
    right: set[int] = set()
    pairs: list[Pair] = []
    for _, i, j in rows:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((read[i], marked[j]))
    return pairs


def _same_number(read: MinuteAct, marked: MinuteAct) -> bool:
    wanted = normal_number(marked.number or "")
    if not wanted:
        return False
    if normal_number(read.number or ""):
        return normal_number(read.number or "") == wanted
    return f"-{wanted}-" in f"-{normal_number(read.title)}-" and any(c.isdigit() for c in wanted) and len(wanted) > 2


def _title_f1(left: str, right: str) -> float:
    one, two = (Counter(re.findall(r"[a-z0-9]+", fold(text))) for text in (left, right))
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _outcomes(pairs: Sequence[Pair]) -> dict[str, object]:
    judged = [(a.outcome, b.outcome) for a, b in pairs if b.outcome]
    classes = sorted({truth for _, truth in judged if truth})
    return {
        "outcome_accuracy": _accuracy(found == truth for found, truth in judged),
        "outcome_recall": {str(one): _accuracy(found == one for found, truth in judged if truth == one) for one in classes},
        "false_rejected": sum(found == Outcome.REJECTED != truth for found, truth in judged),
    }


def _accuracy(right: Iterable[bool]) -> float | None:
    answers = list(right)
    return _share(sum(answers), len(answers))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
