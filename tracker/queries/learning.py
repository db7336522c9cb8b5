"""What answers bring, as the group sees it: the curve that `learn` played again, and how right a random share of suggestions was.

Counts come with what they were counted on; where answers are too few there is no figure at all.
"""

import json
import math
from collections import defaultdict
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from tracker.linking.curve import FEWEST, Point
from tracker.linking.standing import learning_dir
from tracker.models import EvidenceJudgement
from tracker.queries.places import open_town
from tracker.queries.pledges import town_rows
from tracker.queries.shapes import Drawn, Learning, Viewer
from tracker.store import reading
from tracker.subjects import subjects_of
from tracker.vocabulary import AskedAs, Judgement

FEWEST_DRAWN = 20  # decided pairs below which the interval would say nothing
_Z = 1.96  # of a 95 % interval


def learning(slug: str, viewer: Viewer) -> Learning | None:
    """Return what answers brought in a town, for signed-in people only."""
    with reading() as session:
        town = open_town(session, slug, viewer) if viewer.signed_in else None
        if town is None:
            return None
        pledges = [row.id for row in town_rows(session, town, viewer)]
        points, as_of = _curve(slug)
        return Learning(points, as_of, FEWEST, _drawn(session, pledges))


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson), which stays inside 0 and 1 and holds for small counts."""
    if total <= 0:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def _curve(slug: str) -> tuple[tuple[Point, ...], date | None]:
    """Return the points of the last night and their day; none while no night has written them."""
    try:
        content = json.loads((learning_dir() / f"curve-{slug}.json").read_text(encoding="utf-8"))
        return tuple(_point(one) for one in content["points"]), date.fromisoformat(content["as_of"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return (), None


def _point(one: dict[str, Any]) -> Point:
    return Point(*(int(one[name]) for name in ("after", "pledges", "wanted", "without", "found")))


def _drawn(session: Session, pledges: list[str]) -> Drawn | None:
    """Return how the pairs drawn at random were answered; None while nobody was asked any. One pair counts once, whoever answered."""
    live = session.exec(
        select(EvidenceJudgement).where(col(EvidenceJudgement.pledge_id).in_(pledges), col(EvidenceJudgement.superseded_at).is_(None))
    ).all()
    subjects = subjects_of(session, pledges)
    said: dict[tuple[str, str], set[Judgement]] = defaultdict(set)
    drawn: set[tuple[str, str]] = set()
    for row in live:
        pair = row.pledge_id, subjects[row.id].act_id
        said[pair].add(Judgement(row.judgement))
        if row.asked_as == AskedAs.RANDOM:
            drawn.add(pair)
    if not drawn:
        return None
    right = sum(Judgement.CONFIRMED in said[pair] and Judgement.REJECTED not in said[pair] for pair in drawn)
    wrong = sum(Judgement.REJECTED in said[pair] for pair in drawn)
    decided = right + wrong
    return Drawn(right, wrong, len(drawn) - decided, wilson(right, decided) if decided >= FEWEST_DRAWN else None, FEWEST_DRAWN)
