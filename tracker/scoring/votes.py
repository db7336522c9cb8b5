"""Scores of reading votes on judged passages: outcome, unanimity and counts, each field on its own.

`null` in the truth means that the passage does not say: an answer given there is counted as invented, never as right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.scoring.judged import read_jsonl
from tracker.vocabulary import Outcome, VoteOption

COUNTS = tuple(option.value for option in VoteOption)
FIELDS = ("outcome", *COUNTS, "unanimous")
Answer = Mapping[str, object]  # field -> value; None = unknown


@dataclass(frozen=True)
class JudgedVote:
    """A passage and what it says of its vote; None = it does not say."""

    id: str
    text: str
    truth: Answer


def read_votes(path: Path) -> list[JudgedVote]:
    """Return the judged passages of `items.jsonl`, or raise `InputError` with the line of the first wrong one."""
    found: list[JudgedVote] = []
    for number, row in read_jsonl(path):
        place = f"{path}:{number}"
        if not isinstance(row.get("text"), str) or not row["text"].strip():
            raise InputError(f"{place}: text: expected the words of a vote, found {row.get('text')!r:.60}")
        found.append(JudgedVote(str(row.get("id", number)), row["text"], _truth(place, row)))
    return found


def _truth(place: str, row: dict[str, Any]) -> Answer:
    outcome, unanimous = row.get("outcome"), row.get("unanimous")
    if outcome is not None and outcome not in set(Outcome):
        raise InputError(f"{place}: outcome: expected one of {', '.join(Outcome)} or null, found {outcome!r:.60}")
    if unanimous is not None and not isinstance(unanimous, bool):
        raise InputError(f"{place}: unanimous: expected true, false or null, found {unanimous!r:.60}")
    counts = {name: row.get(name) for name in COUNTS}
    for name, value in counts.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise InputError(f"{place}: {name}: expected a number of votes or null, found {value!r:.60}")
    return {"outcome": outcome, **counts, "unanimous": unanimous}


def score_votes(answers: Sequence[Answer], judged: Sequence[JudgedVote]) -> dict[str, object]:
    """Return the scores of the answers given to the judged passages, in the same order."""
    pairs = [(answer, one.truth) for answer, one in zip(answers, judged, strict=True)]
    outcomes = [(answer["outcome"], truth["outcome"]) for answer, truth in pairs]
    classes = sorted({str(truth) for _, truth in outcomes if truth})
    return {
        "items": len(pairs),
        **{name: _field([(answer[name], truth[name]) for answer, truth in pairs]) for name in FIELDS},
        "counts_when_printed": _share(answer[name] == truth[name] for answer, truth in pairs for name in COUNTS if truth[name] is not None),
        "outcome_recall": {one: _share(found == truth for found, truth in outcomes if truth == one) for one in classes},
        "false_rejected": sum(found == Outcome.REJECTED != truth for found, truth in outcomes),
        "false_unanimous": sum(answer["unanimous"] is True and truth["unanimous"] is not True for answer, truth in pairs),
    }


def _field(pairs: Sequence[tuple[object, object]]) -> dict[str, object]:
    """Return the share of equal answers, that share where something is printed, and the answers invented where nothing is."""
    return {
        "accuracy": _share(found == truth for found, truth in pairs),
        "when_printed": _share(found == truth for found, truth in pairs if truth is not None),
        "invented": sum(found is not None for found, truth in pairs if truth is None),
    }


def _share(right: Iterable[bool]) -> float | None:
    answers = list(right)
    return round(sum(answers) / len(answers), 4) if answers else None
