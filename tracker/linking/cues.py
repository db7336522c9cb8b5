"""The words that say which way a text goes, as data (`data/direction_cues.yml`), and a small matcher of such words.

Texts are cut into folded tokens that remember how they were written; punctuation is a token of its own, so that a phrase never runs over
it. Patterns are looked up by the first letters of a token: a text costs about as much as its number of words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from pydantic import ValidationError

from tracker.errors import InputError
from tracker.ids import fold
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml
from tracker.vocabulary import ActStage, Outcome

BREAK = "|"
_TOKEN = re.compile(r"[^\W_]+|[.,;:!?()/\n]|(?<=\s)[-–—•](?=\s)")
_ELIDED = re.compile(r"\b[nN]['’](?=[^\W\d_])")  # "n'2" is a number badly recognised
_REMEMBERED = 200_000
_HEAD = 2  # letters of a token by which patterns are looked up
_GAP = r"(?:[a-z0-9]+ ){0,3}"
Words = tuple[str, ...]


class CueFile(Strict):
    """The file of cues; what each part is for is told in the file itself."""

    changes: dict[str, Words]
    negations: dict[str, Words]
    turned: dict[str, str]
    dropped: dict[str, str]
    goes_with: dict[str, Words]
    goes_against: dict[str, Words]
    prices: dict[str, Words]
    decides: Words
    refusals: Words
    these: Words
    nothing: Words
    routine: Words
    staff: Words
    staff_pledges: Words
    old: Words
    wide: Words
    ends: Words
    outcomes: dict[Outcome, str]
    stages: dict[ActStage, str]
    approves: Words


@dataclass(frozen=True)
class Token:
    """One word, folded and as written, or a break."""

    plain: str
    raw: str
    head: str  # first letters of the folded word


NOTHING = Token(BREAK, "", BREAK)  # stands where words were taken out


class _Memo(dict[str, Token]):
    """Raw word -> token, folded at its first meeting; emptied when it grows beyond what a town's words need."""

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _REMEMBERED:
            self.clear()
        plain = fold(raw)
        plain = plain if plain and plain[0].isalnum() else BREAK
        self[raw] = token = Token(plain, raw.strip(), plain[:_HEAD])
        return token


_memo = _Memo()


def tokens(text: str) -> list[Token]:
    """Return the words of a text and its breaks; an elided "n'" is the negation "ne"."""
    return [_memo[raw] for raw in _TOKEN.findall(_ELIDED.sub("ne ", text))]


class Matcher:
    """Patterns of words, each with a name; `*` ends a word any way, `a|b` is a choice, `#` a figure, `~` leaves up to three words out."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        """Compile the patterns, the longest first."""
        by_head: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        pairs = [(words, name) for name, listed in patterns.items() for words in listed]
        for words, name in sorted(pairs, key=lambda pair: -len(pair[0])):
            by_head[words.split(" ")[0].rstrip("*").split("|")[0][:_HEAD]].append((_compiled(words), name))
        self._by_head = dict(by_head)

    def find(self, words: list[Token]) -> list[tuple[int, int, str]]:
        """Return (first token, token after the last, name) of each match, from the left, never two on one token."""
        places = [place for place, token in enumerate(words) if token.head in self._by_head]
        if not places:
            return []
        plain = [token.plain for token in words]
        line, starts = " ".join(plain) + " ", [0, *accumulate(len(word) + 1 for word in plain)]
        found, busy = [], 0
        for place in places:
            hit = self._at(line, starts[place], words[place].head) if place >= busy else None
            if hit:
                busy = place + hit[0].count(" ")
                found.append((place, busy, hit[1]))
        return found

    def _at(self, line: str, start: int, head: str) -> tuple[str, str] | None:
        for pattern, name in self._by_head[head]:
            match = pattern.match(line, start)
            if match:
                return match.group(), name
        return None


def _compiled(words: str) -> re.Pattern[str]:
    made = ""
    for word in words.split(" "):
        made += (
            _GAP if word == "~" else "(?:" + re.escape(word).replace(r"\*", "[a-z0-9]*").replace(r"\|", "|").replace(r"\#", "[0-9]+") + ") "
        )
    return re.compile(made)


@dataclass(frozen=True, eq=False)
class Cues:
    """The checked cues, ready to match."""

    file: CueFile
    changes: Matcher  # name = what is done, or a sort of negation
    prices: Matcher
    nothing: Matcher  # name `routine` when the phrase makes an act a routine one, `staff` when it is about posts
    staff: Matcher  # in a pledge: it is about posts
    decides: Matcher
    refusals: Matcher
    approves: Matcher
    old: Matcher
    wide: Matcher


def load_cues(path: Path | None = None) -> Cues:
    """Return the cues of the data folder (else the shipped ones), or raise `InputError` with one line."""
    path = path or find_data_file("direction_cues.yml")
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the cues of direction")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Cues:
    try:
        file = CueFile.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
    _check(path, file)
    wide = [word for line in file.wide for word in line.split(" ")]
    return Cues(
        file, Matcher({**file.changes, **file.negations}), Matcher(file.prices),
        Matcher({"nothing": file.nothing, "routine": file.routine, "staff": file.staff}), Matcher({"staff": file.staff_pledges}),
        Matcher({"decides": file.decides}), Matcher({"refuses": file.refusals}), Matcher({"approves": file.approves}),
        Matcher({"old": file.old}), Matcher({"wide": wide}),
    )  # fmt: skip


def _check(path: Path, file: CueFile) -> None:
    """Refuse a name that no list of `changes` has: a typing mistake would silently say nothing."""
    known = set(file.changes)
    for part in (file.turned, file.dropped, file.goes_with, file.goes_against):
        for name, value in part.items():
            wrong = {name, *([value] if isinstance(value, str) else value)} - known
            if wrong:
                raise InputError(f"{path}: {sorted(wrong)[0]!r} is not one of the changes {', '.join(sorted(known))}")
    for listed in (*file.changes.values(), *file.negations.values(), file.nothing, file.routine, file.staff, file.decides, file.refusals):
        for words in listed:
            if not words.strip() or set("|~#") & set(words.split(" ")[0]):
                raise InputError(f"{path}: {words!r}: expected a pattern that begins with a plain word")
