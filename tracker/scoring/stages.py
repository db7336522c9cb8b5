"""Scores of reading the stage of an act from its title, on judged titles.

The judges' letters are wider than the stages: E study, F funding asked, D decided (voted, funded, contracted), R being carried out or
delivered (an amendment to a running contract shows work under way), W routine. They have no letter for a step back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import InputError
from tracker.scoring.judged import read_jsonl
from tracker.vocabulary import ActStage

LETTERS = {
    ActStage.STUDY: "E",
    ActStage.FUNDING_ASKED: "F",
    ActStage.VOTED: "D",
    ActStage.FUNDED: "D",
    ActStage.CONTRACTED: "D",
    ActStage.DELIVERED: "R",
    ActStage.AMENDED: "R",
    ActStage.NONE: "W",
}
UNDECIDABLE = "?"


@dataclass(frozen=True)
class JudgedStage:
    """A title and the letter that a judge gave it."""

    title: str
    letter: str


def read_stages(path: Path) -> list[JudgedStage]:
    """Return the judged titles of `judged.jsonl` without the undecidable ones, or raise `InputError` with the line of a wrong one."""
    found: list[JudgedStage] = []
    known = {*LETTERS.values(), UNDECIDABLE}
    for number, row in read_jsonl(path):
        title, letter = row.get("title"), row.get("stage")
        if not isinstance(title, str) or not title.strip():
            raise InputError(f"{path}:{number}: title: expected the title of an act, found {title!r:.60}")
        if letter not in known:
            raise InputError(f"{path}:{number}: stage: expected one of {', '.join(sorted(known))}, found {letter!r:.60}")
        if letter != UNDECIDABLE:
            found.append(JudgedStage(title, letter))
    return found


def score_stages(stages: Sequence[ActStage | None], judged: Sequence[JudgedStage]) -> dict[str, object]:
    """Return the share of right letters, in all and for each letter; an unknown stage is wrong."""
    pairs = [(LETTERS.get(stage, "") if stage else "", one.letter) for stage, one in zip(stages, judged, strict=True)]
    letters = sorted({letter for _, letter in pairs})
    return {
        "titles": len(pairs),
        "accuracy": _share([found == letter for found, letter in pairs]),
        "recall": {letter: _share([found == letter for found, true in pairs if true == letter]) for letter in letters},
    }


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None
