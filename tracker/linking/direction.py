"""Which way an act seems to point on a pledge: supports, contradicts or context, with the words that say so. A preselection, never more.

What an act does to its object is compared with what the pledge wants for the same object; without such words the stage of the act
answers, and what is not known is context. A negative answer asks for more than a positive one: being wrong there accuses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.linking.changes import Change, ChangeReader
from tracker.linking.cues import Cues, load_cues
from tracker.linking.deeds import Deed, Says, read_act, read_pledge, reader_of
from tracker.vocabulary import ActStage, Direction

_NARROW = ("less", "end")  # pledges to do less: only the head of an act's object may contradict them
_FORWARD = ("make", "more", "keep", "fight", "less", "sell", "free", "raze")
_STEPS = ("make", "more", "keep", "fight")
_LOOSE = ("make", "more")
_BACK = ("end", "stop", "less", "raze")
Pairs = Iterable[tuple[str, str]]  # (words of the pledge, words of the act) that linking joined


class Why(StrEnum):
    """What decided: each has its sentence in the wording table."""

    WITH = "with"
    AGAINST = "against"
    MIXED = "mixed"
    DROPPED = "dropped"
    WAITING = "waiting"
    STAGE = "stage"
    ASKED = "asked"
    ROUTINE = "routine"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cue:
    """One reason: its sort, the words of the act and those of the pledge, the way that it points."""

    why: Why
    direction: Direction
    act_words: str = ""
    pledge_words: str = ""


def suggest(pledge_text: str, act: Deed, matched: Pairs = ()) -> tuple[Direction, tuple[Cue, ...]]:
    """Return the direction to preselect for an act on a pledge, and why; `matched` are the words that linking joined."""
    reader = reader_of(load_cues())
    staff, wanted = read_pledge(reader, pledge_text)
    says = read_act(reader, act, staff)
    joined = _joined(reader, matched)
    if says.fate == "waiting":
        return _one(Cue(Why.WAITING, Direction.CONTEXT, says.fate_words))
    if says.fate == "dropped":
        return _dropped(reader, wanted, says, joined)
    found = _compared(reader.cues, wanted, says.changes, joined)
    told = _told(found, act.stage)
    return told if told else _by_stage(reader, wanted, says, act, joined)


def _one(cue: Cue) -> tuple[Direction, tuple[Cue, ...]]:
    return cue.direction, (cue,)


def _told(found: Sequence[tuple[Cue, bool]], stage: ActStage | None) -> tuple[Direction, tuple[Cue, ...]] | None:
    """Return what the words say; going forward by words alone does not outweigh a routine act or one that only asks for money."""
    against = [cue for cue, _ in found if cue.direction == Direction.CONTRADICTS]
    strong = [cue for cue, plain in found if cue.direction == Direction.SUPPORTS and not plain]
    if against and any(cue.direction == Direction.SUPPORTS for cue, _ in found):
        return Direction.CONTEXT, tuple(replace(cue, why=Why.MIXED) for cue, _ in found)
    if against:
        return Direction.CONTRADICTS, tuple(against)
    if strong:
        return Direction.SUPPORTS, tuple(strong)
    plain = tuple(cue for cue, _ in found)
    return (Direction.SUPPORTS, plain) if plain and stage not in (None, ActStage.NONE, ActStage.FUNDING_ASKED, ActStage.WITHDRAWN) else None


def _compared(cues: Cues, wanted: Sequence[Change], done: Sequence[Change], joined: dict[str, set[str]]) -> list[tuple[Cue, bool]]:
    """Return each meeting of a change wanted and a change done, with whether it is a plain step forward."""
    found: dict[Cue, bool] = {}
    for want in wanted:
        for deed in done:
            meets = _meeting(want, deed, joined)
            if not meets:
                continue
            plain = (
                (want.kind, deed.kind) != ("keep", "keep")
                and deed.kind in _STEPS
                and want.kind in _STEPS
                and not (want.price or deed.undone)
            )
            if deed.kind in cues.file.goes_against.get(want.kind, ()) and _may_accuse(want, deed, meets):
                found.setdefault(Cue(Why.AGAINST, Direction.CONTRADICTS, deed.words, want.words), plain)
            elif deed.kind in cues.file.goes_with.get(want.kind, ()) and deed.said:
                found.setdefault(Cue(Why.WITH, Direction.SUPPORTS, deed.words, want.words), plain)
    return list(found.items())


def _meeting(want: Change, deed: Change, joined: dict[str, set[str]]) -> str:
    """Return how two changes speak of one thing: "head", "object" or "joined" (by linking alone), or nothing."""
    if want.price != deed.price:
        return ""
    if want.price in ("tax", "debt") or (want.price and not want.objects):
        return "head"
    own = set(want.objects)
    if deed.objects and deed.objects[0] in own:
        return "head"
    if own & set(deed.objects):
        return "object"
    return "joined" if any(joined.get(stem, set()) & own for stem in deed.objects) else ""


def _may_accuse(want: Change, deed: Change, meets: str) -> bool:
    """Return whether a meeting is near enough to say that the act goes against the pledge."""
    if not deed.said or want.aside or (deed.old and deed.kind != "less") or meets == "joined":
        return False
    own, other = set(want.objects), set(deed.objects)
    if meets == "object" and want.objects[0] not in other:
        return False  # they only share a complement: "the hall of the station" is not "the nursery of the station"
    if want.kind in _LOOSE and not want.price and len(own & other) == 1 and own - other and other - own:
        return False  # "a night brigade" is not "a dog brigade"
    return want.kind not in _NARROW or (meets == "head" and (bool(want.price) or want.objects[:1] == deed.objects[:1]))


def _dropped(reader: ChangeReader, wanted: Sequence[Change], says: Says, joined: dict[str, set[str]]) -> tuple[Direction, tuple[Cue, ...]]:
    """Return what a refused, withdrawn or rejected act says: the reverse of what it proposed."""
    reverse = [replace(change.dropped(reader.cues.file.dropped), said=True) for change in says.changes]
    found = [cue for cue, _ in _compared(reader.cues, wanted, reverse, joined)]
    ways = {cue.direction for cue in found}
    if len(ways) != 1:
        return _one(Cue(Why.DROPPED, Direction.CONTEXT, says.fate_words))
    return ways.pop(), tuple(replace(cue, why=Why.DROPPED, act_words=says.fate_words or cue.act_words) for cue in found[:1])


def _by_stage(
    reader: ChangeReader, wanted: Sequence[Change], says: Says, act: Deed, joined: dict[str, set[str]]
) -> tuple[Direction, tuple[Cue, ...]]:
    said = reader.cues.file.stages.get(act.stage, "") if act.stage else ""
    shared = any(_shares(change, says.title, joined) for change in wanted if change.kind in _FORWARD and not change.price)
    if said == "context" or says.routine:
        return _one(Cue(Why.ROUTINE, Direction.CONTEXT))
    back = any(change.said and (change.undone or change.kind in _BACK) for change in says.changes[: says.named])
    if not shared or not said or back:
        return _one(Cue(Why.UNKNOWN, Direction.CONTEXT))
    if said == "asked" and not says.approves:
        return _one(Cue(Why.ASKED, Direction.CONTEXT))
    return _one(Cue(Why.STAGE, Direction.SUPPORTS))


def _shares(change: Change, title: frozenset[str], joined: dict[str, set[str]]) -> bool:
    own = set(change.objects)
    return bool(own & title) or any(joined.get(stem, set()) & own for stem in title)


def _joined(reader: ChangeReader, matched: Pairs) -> dict[str, set[str]]:
    """Return stem of the act -> stems of the pledge, for the words that linking joined."""
    found: dict[str, set[str]] = {}
    for pledge_words, act_words in matched:
        stems = set(reader.terms(pledge_words))
        for stem in reader.terms(act_words):
            found.setdefault(stem, set()).update(stems)
    return found
