"""Scores of finding pledges in sentences, on judged ones: pledge or not, concrete or vague, and themes where they are judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.ids import fold
from tracker.scoring.judged import read_jsonl

NOT_A_PLEDGE, VAGUE, CONCRETE = "not_a_pledge", "vague_pledge", "concrete_pledge"
LABELS = (NOT_A_PLEDGE, VAGUE, CONCRETE)


@dataclass(frozen=True)
class JudgedSentence:
    """A sentence, where it is from, and what a judge said; the theme is empty when it was not judged."""

    source: str
    text: str
    label: str
    theme: str = ""

    @property
    def is_pledge(self) -> bool:
        """True for vague and concrete pledges."""
        return self.label != NOT_A_PLEDGE


@dataclass(frozen=True)
class PledgeAnswer:
    """What the program says of a sentence; each suggested theme by all the names it is known by, best first."""

    is_pledge: bool
    concrete: bool = False
    themes: tuple[frozenset[str], ...] = ()


def read_sentences(path: Path) -> list[JudgedSentence]:
    """Return the judged sentences of `judged.jsonl`, or raise `InputError` with the line of a wrong one."""
    found: list[JudgedSentence] = []
    for number, row in read_jsonl(path):
        place = f"{path}:{number}"
        label = row.get("label")
        if label not in LABELS:
            raise InputError(f"{place}: label: expected one of {', '.join(LABELS)}, found {label!r:.60}")
        found.append(JudgedSentence(_text(row, "source", place), _text(row, "text", place), label, _text(row, "theme", place, empty=True)))
    if not found:
        raise InputError(f"{path}: expected judged sentences, found none")
    return found


def _text(row: dict[str, Any], key: str, place: str, *, empty: bool = False) -> str:
    value = row.get(key)
    if value is None and empty:
        return ""
    if not isinstance(value, str) or not (empty or value.strip()):
        raise InputError(f"{place}: {key}: expected {'text' if empty else 'non-empty text'}, found {value!r:.60}")
    return value


def score_sentences(answers: Sequence[PledgeAnswer], judged: Sequence[JudgedSentence]) -> dict[str, object]:
    """Return precision, recall and F1 of pledges in all and by source, F1 of concreteness, and themes where they are judged."""
    pairs = list(zip(answers, judged, strict=True))
    sources = sorted({one.source for one in judged})
    result: dict[str, object] = {
        "sentences": len(pairs),
        **_pledges(pairs),
        "sources": {name: _pledges([pair for pair in pairs if pair[1].source == name]) for name in sources},
        "concreteness": _concreteness(pairs),
    }
    themes = [(answer, one) for answer, one in pairs if one.theme and one.is_pledge]
    if themes:
        result["themes"] = {"pledges": len(themes), "top1": _themes(themes, 1), "top2": _themes(themes, 2)}
    return result


def f1_of(right: int, found: int, true: int) -> dict[str, float | None]:
    """Return precision, recall and F1 from counts; None where nothing can be said."""
    precision = right / found if found else None
    recall = right / true if true else None
    f1 = 2 * right / (found + true) if found + true else None
    return {name: None if value is None else round(value, 4) for name, value in (("precision", precision), ("recall", recall), ("f1", f1))}


def _pledges(pairs: Sequence[tuple[PledgeAnswer, JudgedSentence]]) -> dict[str, object]:
    right = sum(answer.is_pledge and one.is_pledge for answer, one in pairs)
    found, true = sum(answer.is_pledge for answer, _ in pairs), sum(one.is_pledge for _, one in pairs)
    return {"judged_pledges": true, "found": found, **f1_of(right, found, true)}


def _concreteness(pairs: Sequence[tuple[PledgeAnswer, JudgedSentence]]) -> dict[str, object]:
    """Score « concrete » among the sentences that both call a pledge, so that it is not the first score over again."""
    both = [(answer.concrete, one.label == CONCRETE) for answer, one in pairs if answer.is_pledge and one.is_pledge]
    concrete = f1_of(sum(a and b for a, b in both), sum(a for a, _ in both), sum(b for _, b in both))
    vague = f1_of(sum(not a and not b for a, b in both), sum(not a for a, _ in both), sum(not b for _, b in both))
    accuracy = round(sum(a == b for a, b in both) / len(both), 4) if both else None
    scores = [one["f1"] for one in (concrete, vague) if one["f1"] is not None]
    return {
        "pledges": len(both), "accuracy": accuracy, "f1": concrete["f1"], "concrete": concrete, "vague": vague,
        "macro_f1": round(sum(scores) / len(scores), 4) if scores else None,
    }  # fmt: skip


def _themes(pairs: Sequence[tuple[PledgeAnswer, JudgedSentence]], first: int) -> float:
    hits = [any(fold(one.theme) in {fold(name) for name in names} for names in answer.themes[:first]) for answer, one in pairs]
    return round(sum(hits) / len(hits), 4)
