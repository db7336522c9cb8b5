"""In which order people are asked about the machine's suggestions, and why each of them is asked.

One confirmed link for every pledge comes before a second one anywhere: it is the answer that teaches most. Of five questions three
are the best suggestion of a pledge, one is where the machine hesitates, and one is drawn at random. The pairs that may be drawn are
set aside by a draw of their own, whatever their rank, and asked in no other way while the rest lasts: else the best ones would be
gone before the draw, and the share that people confirm among them would say nothing of how right the suggestions are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import fmean, median

from tracker.vocabulary import AskedAs, Band

TURNS = (AskedAs.TOP, AskedAs.TOP, AskedAs.UNCERTAIN, AskedAs.TOP, AskedAs.RANDOM)
SET_ASIDE = 8  # one pair in so many waits for the random draw
_NEAR = (Band.SURE, Band.DIRECT, Band.SUPPORTING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion that this person has not answered: where it stands, and how far its pledge has come."""

    pledge: str
    act: str
    rank: int
    score: float
    band: Band | None
    confirmed: int  # links of the pledge that count as evidence
    answers: int  # of anyone, on the pledge
    place: int  # of the pledge on its programme


@dataclass(frozen=True, slots=True)
class Question:
    """The pair to ask about, and why it is asked."""

    pledge: str
    act: str
    why: AskedAs


def next_question(waiting: Sequence[Waiting], turn: int, seed: str) -> Question | None:
    """Return the next question for a person who has had `turn` questions today; `seed` names the person and the day."""
    apart = [one for one in waiting if set_aside(one.pledge, one.act)]
    rest = [one for one in waiting if not set_aside(one.pledge, one.act)]
    why = TURNS[turn % len(TURNS)]
    if not waiting:
        return None
    if apart and (why == AskedAs.RANDOM or not rest):
        return _ask(min(apart, key=lambda one: _draw(seed, one.pledge, one.act)), AskedAs.RANDOM)
    if why == AskedAs.UNCERTAIN:
        return _ask(_least_certain(rest, seed), AskedAs.UNCERTAIN)
    return _ask(min(rest, key=_most_useful), AskedAs.TOP)


def set_aside(pledge: str, act: str) -> bool:
    """Return whether a pair waits for the random draw: a fixed draw over all pairs, the same for everybody."""
    return _draw("set aside", pledge, act) % SET_ASIDE == 0


def _ask(one: Waiting, why: AskedAs) -> Question:
    return Question(one.pledge, one.act, why)


def _most_useful(one: Waiting) -> tuple[int, int, int, int]:
    """Order by: pledges with the fewest confirmed links, of these the least asked, then their programme, then the rank."""
    return (one.confirmed, one.answers, one.place, one.rank)


def _least_certain(waiting: Sequence[Waiting], seed: str) -> Waiting:
    """Return the pair nearest to the border between what the machine takes for evidence and what it does not."""
    border = _border(waiting)
    return min(waiting, key=lambda one: (one.confirmed > 0, abs(one.score - border), _draw(seed, one.pledge, one.act)))


def _border(waiting: Iterable[Waiting]) -> float:
    listed = list(waiting)
    near = [one.score for one in listed if one.band in _NEAR]
    far = [one.score for one in listed if one.band == Band.RELATED]
    return (fmean(near) + fmean(far)) / 2 if near and far else median(one.score for one in listed)


def _draw(*words: str) -> int:
    return int.from_bytes(sha256("\x1f".join(words).encode()).digest()[:8])
