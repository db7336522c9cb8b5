"""One act met in several documents becomes one row: the richer text wins, the others only fill what it leaves unknown.

A list of délibérations never replaces the minutes. Two documents that print different outcomes are an issue, not a choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.ingest.candidates import Candidate
from tracker.ingest.folders import Trouble
from tracker.ingest.rows import Row
from tracker.ingest.twins import find_twins
from tracker.items import ActItem

_KEPT = (
    "sha256", "number", "transmission_id", "date", "title", "text", "matter_code", "page_from", "page_to", "regime",
    "confidence", "outcome", "unanimous", "vote_raw", "stage", "stage_reason", "ocr", "extractor",
)  # fmt: skip
_FILLED = ("number", "transmission_id", "date", "matter_code", "outcome")


@dataclass
class Facts:
    """Wanted rows of the reading, ready to be compared."""

    pages: list[Row] = field(default_factory=list)
    sittings: list[Row] = field(default_factory=list)
    attendance: list[Row] = field(default_factory=list)
    sitting_documents: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    person_votes: list[Row] = field(default_factory=list)
    ballots: list[Row] = field(default_factory=list)
    amounts: list[Row] = field(default_factory=list)


def merge(candidates: Iterable[Candidate], facts: Facts, trouble: Trouble) -> None:
    """Add to the facts one row per act, with its votes and amounts."""
    for cluster in find_twins(candidates, trouble):
        best = cluster.best
        row = {**best.row, **{name: getattr(best.act, name) for name in _KEPT}, "id": cluster.id}
        row["span_start"], row["span_end"] = best.act.span
        counted = _fill(row, best, cluster.others, trouble)
        row["ocr"] = best.act.ocr or counted.ocr  # a figure taken from a recognised page is to be checked, wherever the text comes from
        facts.acts.append(row)
        _votes(row["id"], counted, facts)
        _ballots(row["id"], counted, facts)
        _amounts(row["id"], best.act, facts, trouble)


def _fill(row: Row, best: Candidate, others: list[Candidate], trouble: Trouble) -> ActItem:
    """Fill the unknown fields of the row, and return the act whose vote figures stand."""
    for other in others:
        for name in _FILLED:
            row[name] = getattr(other.act, name) if row[name] is None else row[name]
        if row["sitting_id"] is None:
            row["sitting_id"] = other.row["sitting_id"]
        if row["stage"] is None:
            row["stage"], row["stage_reason"] = other.act.stage, other.act.stage_reason
        _tell_conflict(row, best, other, trouble)
    agreeing = [o.act for o in others if o.act.outcome in (None, row["outcome"])]
    for act in agreeing:
        row["unanimous"] = act.unanimous if row["unanimous"] is None else row["unanimous"]
        row["vote_raw"] = row["vote_raw"] or act.vote_raw
    return next((act for act in (best.act, *agreeing) if act.counts or act.person_votes or act.ballots), best.act)


def _tell_conflict(row: Row, best: Candidate, other: Candidate, trouble: Trouble) -> None:
    if other.act.outcome is not None and other.act.outcome != row["outcome"]:
        said = f"{best.kind} says {row['outcome']}, {other.kind} says {other.act.outcome}"
        trouble.note("outcome_conflict", f"act {row['title'][:60]!r} of {row['date']}: {said}", sha256=other.act.sha256)


def _votes(act_id: str, act: ActItem, facts: Facts) -> None:
    counts = {(c.option, c.group): c for c in reversed(act.counts)}
    names = {(v.raw_name, v.option) for v in act.person_votes}
    facts.counts += [
        {"act_id": act_id, "option": o, "group_name": g, "value": c.value, "raw": c.raw} for (o, g), c in sorted(counts.items())
    ]
    facts.person_votes += [{"act_id": act_id, "raw_name": name, "option": option} for name, option in sorted(names)]


def _ballots(act_id: str, act: ActItem, facts: Facts) -> None:
    for position, ballot in enumerate(act.ballots):
        told = {"subject": ballot.subject, "outcome": ballot.outcome, "unanimous": ballot.unanimous, "raw": ballot.raw}
        counts = [count.model_dump(mode="json") for count in ballot.counts]
        names = [vote.model_dump(mode="json") for vote in ballot.person_votes]
        facts.ballots.append({"act_id": act_id, "position": position, **told, "counts": counts, "person_votes": names})


def _amounts(act_id: str, act: ActItem, facts: Facts, trouble: Trouble) -> None:
    for position, amount in enumerate(act.amounts):
        start, end = amount.span
        if not (act.span[0] <= start < end <= act.span[1]):
            message = f"amount {amount.raw!r} of act {act.title[:60]!r}: its span {start}-{end} is outside the act's"
            trouble.note("amount_outside_act", message, sha256=act.sha256)
            continue
        told = {name: getattr(amount, name) for name in ("raw", "value", "tax", "role", "beneficiary", "ocr")}
        facts.amounts.append({"act_id": act_id, "position": position, **told, "span_start": start, "span_end": end})
