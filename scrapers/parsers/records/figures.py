"""The VOTE_* figures of a row: totals as printed, and what they prove. An empty cell is unknown, and so are zeros everywhere."""

import re
from dataclasses import dataclass

from scrapers.parsers.records.cells import read_whole
from scrapers.parsers.records.paper import Paper
from scrapers.parsers.records.shapes import Record
from scrapers.parsers.text import plain
from tracker.items import VoteCountItem
from tracker.vocabulary import Outcome, VoteOption

MEMBERS, VOTERS, RESULT = "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_RESULTAT"
_OPTIONS = {"VOTE_POUR": VoteOption.FOR, "VOTE_CONTRE": VoteOption.AGAINST, "VOTE_ABSTENTION": VoteOption.ABSTENTION}
COLUMNS = (MEMBERS, VOTERS, *_OPTIONS)
_MOST = 500
_WORDS = (
    (r"rejet|refus|non adopt|pas (?:ete )?adopt|pas (?:ete )?approuv|defavorabl|desapprouv", Outcome.REJECTED),
    (r"adopt|approuv|favorabl", Outcome.ADOPTED), (r"ajourn|report", Outcome.ADJOURNED), (r"retir|retrait", Outcome.WITHDRAWN),
    (r"(?:prend|prendre|pris|prise d'?|dont) ?acte", Outcome.NOTED), (r"elue?s?\b", Outcome.ELECTED), (r"sans vote", Outcome.NO_VOTE),
)  # fmt: skip
_SAID = tuple((re.compile(rf"\b(?:{words})"), outcome) for words, outcome in _WORDS)
_DENIED = re.compile(r"\b(?:non|pas(?: ete)?) (?:adopt|approuv|favorabl|rejet|refus)\w*")


@dataclass(frozen=True)
class Figures:
    """What the vote cells of a row say."""

    outcome: Outcome | None = None
    unanimous: bool | None = None
    raw: str = ""
    counts: tuple[VoteCountItem, ...] = ()
    members: int | None = None


def read_figures(paper: Paper, record: Record) -> Figures:
    """Return the result and the counts that a row prints; contradictions are told, and nothing is concluded from them."""
    numbers = {column: number for column in COLUMNS if (number := _number(paper, record, column)) is not None}
    said = _said(record)
    votes = {column: numbers[column] for column in _OPTIONS if column in numbers}
    if votes and not any(votes.values()):
        paper.defects.add(
            "votes_all_zero", record, ": zero votes for, against and abstaining: the cells are not filled, the vote is unknown"
        )
        return Figures(said, None, _raw(paper, record) if said else "", members=numbers.get(MEMBERS) or None)
    sound = _sound(paper, record, numbers)
    counts = tuple(
        VoteCountItem(option=option, value=numbers[column], raw=paper.text[record.values[column].start : record.values[column].end])
        for column, option in _OPTIONS.items()
        if column in numbers
    )
    unsaid = max(0, (numbers.get(VOTERS) or 0) - sum(votes.values()))  # voters of whom no cell says what they voted
    counted = _counted(votes, unsaid) if sound else None
    if said and counted and said is not counted and counted is not Outcome.ADOPTED:
        paper.defects.add("votes_against_result", record, f": the printed result is {said}, the figures say {counted}; the result is kept")
    raw = _raw(paper, record) if counts or said else ""
    return Figures(said or counted, _unanimous(votes, unsaid) if sound else None, raw, counts, numbers.get(MEMBERS) or None)


def _number(paper: Paper, record: Record, column: str) -> int | None:
    text = record.get(column)
    if not text:
        return None
    number = read_whole(text)
    if number is None or number > _MOST:
        paper.defects.add("vote_unreadable", record, f": {column} is no number of votes from 0 to {_MOST}; it is unknown", text)
        return None
    return number


def _sound(paper: Paper, record: Record, numbers: dict[str, int]) -> bool:
    """Tell what contradicts the schema's own rules, and say whether the figures may still be believed together.

    More votes for than voters is the rule in real files (VOTE_REEL counts who is in the room, VOTE_POUR the proxies too): a warning.
    """
    given = {column: numbers[column] for column in _OPTIONS if column in numbers}
    total, members, voters = sum(given.values()), numbers.get(MEMBERS), numbers.get(VOTERS)
    if voters and any(value > voters for value in given.values()):
        what = ": more votes than VOTE_REEL (it often counts who is in the room, without proxies); both are kept as printed"
        paper.defects.add("votes_above_voters", record, what)
    elif voters and len(given) == len(_OPTIONS) and total != voters:
        paper.defects.add(
            "votes_do_not_add_up", record, ": VOTE_POUR, VOTE_CONTRE and VOTE_ABSTENTION do not make VOTE_REEL; kept as printed"
        )
    if members and voters and voters > members:
        paper.defects.add("voters_above_members", record, ": VOTE_REEL is above VOTE_EFFECTIF; kept as printed")
    if members and total > members:
        what = ": more votes than VOTE_EFFECTIF has members; the figures are kept as printed and no result is read from them"
        paper.defects.add("votes_above_members", record, what)
        return False
    return True


def _counted(votes: dict[str, int], unsaid: int) -> Outcome | None:
    """Return the result that the counts prove: for and against are printed, and differ by more than the votes that are not."""
    given, against = votes.get("VOTE_POUR"), votes.get("VOTE_CONTRE")
    unsaid = unsaid if "VOTE_ABSTENTION" in votes else 0  # without that column, those who abstain are simply not printed
    if given is None or against is None or abs(given - against) <= unsaid:
        return None
    return Outcome.ADOPTED if given > against else Outcome.REJECTED


def _unanimous(votes: dict[str, int], unsaid: int) -> bool | None:
    if votes.get("VOTE_CONTRE") or votes.get("VOTE_ABSTENTION"):
        return False
    return True if len(votes) == len(_OPTIONS) and votes["VOTE_POUR"] and not unsaid else None


def _said(record: Record) -> Outcome | None:
    """Return the result that a column of its own tells in words; two results in one cell tell neither."""
    simple = plain(record.get(RESULT))
    found = {outcome for words, outcome in _SAID if words.search(_DENIED.sub(" ", simple) if outcome is Outcome.ADOPTED else simple)}
    return found.pop() if len(found) == 1 else None


def _raw(paper: Paper, record: Record) -> str:
    """Return the words of the vote as the file writes them, when its cells stand together."""
    places = [record.values[column] for column in (*COLUMNS, RESULT) if column in record.values]
    start, end = min(one.key for one in places), max(one.end for one in places)
    return " ".join(paper.text[start:end].split()) if end - start <= 200 else record.get(RESULT)
