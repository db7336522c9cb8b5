"""The class of an act: that of the first decision verb after its formula or, where nothing is voted, what the act says of itself."""

import re
from dataclasses import dataclass

from scrapers.parsers.outcomes_words import (
    ADJOURNED,
    ADOPTED,
    ADVICE,
    ALSO,
    BALLOT,
    BALLOT_RESULT,
    CARRIED_OUT,
    CHAIR,
    CHAIR_TITLE,
    DESIGNATES,
    DESIGNATION_TITLE,
    ELECTED,
    ELECTED_TO,
    ELECTION_TITLE,
    ELECTS,
    ENDING,
    ENDINGS,
    INFORMATION,
    NO_VOTE,
    NOTED,
    REJECTED,
    SAID_ADOPTED,
    SAID_NOTED,
    SAID_REJECTED,
    WITHDRAWN,
)
from scrapers.parsers.vote_text import Words
from tracker.vocabulary import Outcome


@dataclass(frozen=True)
class _Rule:
    """A class of outcome: its words, and letters one of which must stand in a text before the words are sought (searching is dear)."""

    outcome: Outcome
    pattern: re.Pattern[str]
    letters: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        """Return the first place where a text says it."""
        return self.pattern.search(text) if any(one in text for one in self.letters) else None


_REJECTS = _Rule(Outcome.REJECTED, REJECTED, ("rejet", "repouss", "refus", "pas ", "pas\n", "non a", "contre a"))
_LATER_LETTERS = ("report", "ajourn", "differ", "renv", "repouss", "rem", "sur", "decal", "prochain", "ulterieur", "pas ", "avant d")
_ADJOURNS = _Rule(Outcome.ADJOURNED, ADJOURNED, _LATER_LETTERS)
_WITHDRAWS = _Rule(Outcome.WITHDRAWN, WITHDRAWN, ("retir", "retrait", "ordre", "annul", "supprim", "sans objet"))
_NOTES = _Rule(Outcome.NOTED, NOTED, ("acte", "note", "connaissance"))
_ELECTS = _Rule(Outcome.ELECTED, ELECTED, ("elu", "elit", "elis", "proclam"))
_DESIGNATES = _Rule(Outcome.ELECTED, DESIGNATES, ("design", "nomm"))
_ADOPTS = _Rule(Outcome.ADOPTED, ADOPTED, ("",))
_RULES = (_REJECTS, _ADJOURNS, _WITHDRAWS, _NOTES, _ELECTS, _DESIGNATES, _ADOPTS)  # of two that begin at one place the first is meant


def verb_class(clause: str) -> Outcome | None:
    """Return the class of the first decision verb of a clause that follows a formula; None when it holds none."""
    first: tuple[int, Outcome] | None = None
    for rule in _RULES:
        match = rule.find(clause)
        if match and (first is None or match.start() < first[0]) and not (rule is _ELECTS and CHAIR.search(clause)):
            first = match.start(), rule.outcome
    if first and first[1] is Outcome.NOTED and ALSO.search(clause, first[0] + 6):
        return Outcome.ADOPTED
    return first[1] if first else None


def is_election(simple: str) -> bool:
    """Say whether the act is an election: its title says so, or it tells of ballots."""
    return bool(ELECTION_TITLE.search(simple[:600]) or BALLOT.search(simple))


def proclaimed(simple: str, start: int = 0) -> bool:
    """Say whether somebody is proclaimed elected, or designated by ballot, after a place; "les élus" and the chair of a sitting are not."""
    after = simple[start:]
    elected, designated = _ELECTS.find(after), _DESIGNATES.find(after)
    if not elected and not designated:
        return False
    if CHAIR.search(after) and not CHAIR_TITLE.search(simple[:400]):
        return False
    return bool(elected or BALLOT.search(after))


def _as_in_a_list(words: Words, place: int) -> bool:
    """Say whether a word stands as the last column of a list does: with a capital, or after a colon, a dash or a line break."""
    before = words.simple[:place].rstrip(" ")
    return (
        words.text[place].isupper()
        or before[-1:] in ("", ":", "-", "\n", "|")
        or before.endswith(("vote", "point", "decision", "deliberation"))
    )


def _asked(simple: str, match: re.Match[str]) -> bool:
    """Say whether words are only asked: "demande si le point sera reporté"."""
    return bool(re.search(r"\bsi\b[^.;]{0,40}\Z", simple[max(0, match.start() - 60) : match.start()]))


def _elected_without_vote(simple: str) -> bool:
    """Say whether an act tells of an election by ballot, or of persons designated under such a title."""
    if proclaimed(simple) and is_election(simple):
        return True
    if ELECTED_TO.search(simple) and not CHAIR.search(simple):
        return True
    if BALLOT_RESULT.search(simple) and ELECTS.search(simple[:600]):
        return True
    return bool(DESIGNATES.search(simple) and DESIGNATION_TITLE.search(simple[:400]))


def without_vote(words: Words) -> Outcome | None:
    """Return the outcome of an act in which nothing is voted: withdrawn, postponed, noted, elected, an information, or unknown."""
    simple = words.simple
    for outcome, found in (
        (Outcome.WITHDRAWN, _WITHDRAWS.find(simple)),
        (Outcome.REJECTED, SAID_REJECTED.search(simple)),
        (Outcome.ADJOURNED, _ADJOURNS.find(simple)),
    ):
        if found and not _asked(simple, found):
            return outcome
    if _elected_without_vote(simple):
        return Outcome.ELECTED
    if SAID_NOTED.search(simple):
        return Outcome.NOTED
    if SAID_ADOPTED.search(simple):
        return Outcome.ADOPTED
    ending = ENDING.search(simple, max(0, len(simple) - 160))
    if ending and _as_in_a_list(words, ending.start()) and not ADVICE.search(simple[-160:]):
        word = ending["word"]
        return Outcome.NOTED if "acte" in word else next(one for start, one in ENDINGS if word.startswith(start))
    if NO_VOTE.search(simple) or INFORMATION.search(simple[:300]) or CARRIED_OUT.search(simple):
        return Outcome.NO_VOTE
    return None
