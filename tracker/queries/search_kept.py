"""The prepared words of a town's acts as a file of the store: without the names of private persons, for the next start of a server.

It may be deleted at any time. It is used only under the mark that it was made with: the town's rows, and the rules that decide its words.
"""

import inspect
import json
import logging
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from tracker import privacy, privacy_names, privacy_search, privacy_words
from tracker.files import replaced
from tracker.ids import digest
from tracker.linking.terms import analysis
from tracker.vocabulary import Outcome

log = logging.getLogger(__name__)
_FORM = "1"


@dataclass(frozen=True, slots=True)
class KeptAct:
    """One act: what it is filtered by, and its terms, separated by blanks."""

    id: str
    day: int
    body_key: str
    outcome: Outcome | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The acts of a town, newest first."""

    acts: Sequence[KeptAct]
    documents: int
    left_out: int


@cache
def rules() -> str:
    """Return a digest of all that decides the words: a better way of finding names must never meet an older file."""
    sources = map(inspect.getsource, (privacy, privacy_names, privacy_words, privacy_search))
    return digest(_FORM, analysis(), *sources)


def read_kept(path: Path, mark: str) -> Kept | None:
    """Return what was kept under this mark, or None; a broken file is no error, only lost time."""
    try:
        with path.open(encoding="utf-8") as stream:
            if stream.readline().strip() != mark:
                return None
            held = json.load(stream)
        acts = [_act(*row) for row in held["acts"]]
        return Kept(acts, int(held["documents"]), int(held["left_out"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        log.warning("kept words cannot be read and are made again", extra={"file": path.name})
        return None


def _act(key: str, day: int, body_key: str, outcome: str | None, title: str, body: str) -> KeptAct:
    return KeptAct(key, day, body_key, Outcome(outcome) if outcome else None, title, body)


def write_kept(path: Path, mark: str, kept: Kept) -> None:
    """Write the file beside and then in its place; a store that cannot be written only costs the next start its time."""
    try:
        with replaced(path) as stream:
            stream.write(f"{mark}\n")
            acts = [astuple(act) for act in kept.acts]
            json.dump({"documents": kept.documents, "left_out": kept.left_out, "acts": acts}, stream, ensure_ascii=False)
    except OSError as error:
        log.warning("prepared words cannot be kept", extra={"file": path.name, "error": str(error)})
