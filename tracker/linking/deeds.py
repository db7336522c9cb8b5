"""What an act says it does, and what a pledge wants: read once, with a bounded memo. Pure; compared in `direction.py`."""

from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.linking.changes import Change, ChangeReader
from tracker.linking.cues import BREAK, Cues, Token, tokens
from tracker.vocabulary import ActStage, Outcome

HEAD, TAIL = 4_000, 8_000  # characters read at the two ends of a long act: its decision closes it
PLEDGE = 2_000  # characters of a pledge that are read
_REFUSED = 12  # words read after a refusal, where what is refused stands
_AFTER = 30  # words read after each word of decision
_REMEMBERED = 4096


@dataclass(frozen=True)
class Deed:
    """What is read of an act."""

    title: str
    text: str = ""
    stage: ActStage | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Says:
    """What an act says it does: in its title, in its decision, and whether it is dropped or waits."""

    changes: tuple[Change, ...]
    title: frozenset[str]
    fate: str = ""  # "dropped" or "waiting"
    fate_words: str = ""
    approves: bool = False
    routine: bool = False
    named: int = 0  # how many of the changes are in the title


@lru_cache(maxsize=4)
def reader_of(cues: Cues) -> ChangeReader:
    """Return the reader that belongs to these cues."""
    return ChangeReader(cues)


@lru_cache(maxsize=_REMEMBERED)
def read_pledge(reader: ChangeReader, text: str) -> tuple[bool, tuple[Change, ...]]:
    """Return whether a pledge is about posts, and what it wants; to put an end to something may be said by "stop" words."""
    words = tokens(text[:PLEDGE])
    staff = bool(reader.cues.staff.find(words))
    found = [replace(change, kind="end") if change.kind == "stop" else change for change in reader.read(words, bare=True, staff=staff)]
    return staff, tuple(replace(change, aside=place > 0 and not change.said) for place, change in enumerate(found))


@lru_cache(maxsize=_REMEMBERED)
def read_act(reader: ChangeReader, act: Deed, staff: bool) -> Says:
    """Return what an act says it does; with `staff`, what it says of posts counts."""
    cues = reader.cues
    title, text = tokens(act.title), tokens(_operative(act.text))
    changes = reader.read(title, bare=True, staff=staff)
    named = len(changes)
    for start, after in _decisions(cues, text):
        changes += reader.read(text[start:after], bare=False, staff=staff)
    named_stems = frozenset(reader.stems(title))
    refused = _refused(reader, text, named_stems)
    fate = cues.file.outcomes.get(act.outcome, "") if act.outcome else ""
    routine = any(name == "routine" or (name == "staff" and not staff) for _, _, name in cues.nothing.find(title))
    approves = bool(cues.approves.find(text))
    return Says(tuple(changes), named_stems, fate or ("dropped" if refused else ""), refused, approves, routine, named)


def _refused(reader: ChangeReader, text: list[Token], title: frozenset[str]) -> str:
    """Return the words by which the council refuses what the title names, or nothing: an act may refuse one thing inside another."""
    words = [token for token in text if token.plain != BREAK]
    for first, after, _ in reader.cues.refusals.find(words):
        rest = words[after : after + _REFUSED]
        if title & set(reader.stems(rest)) or any(token.plain in reader.cues.file.these for token in rest[:4]):
            return " ".join(token.raw for token in words[first:after])
    return ""


def _decisions(cues: Cues, text: list[Token]) -> list[tuple[int, int]]:
    """Return the stretches of a text that tell what is decided, joined where they overlap."""
    found: list[tuple[int, int]] = []
    for _, after, _ in cues.decides.find(text):
        if found and after < found[-1][1]:
            found[-1] = (found[-1][0], after + _AFTER)
        else:
            found.append((after, after + _AFTER))
    return found


def _operative(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"
