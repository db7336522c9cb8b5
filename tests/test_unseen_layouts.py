"""Layouts of towns that are not in the sample: written documents, fictional towns, truth marked by hand from the body.

`tests/fixtures/minutes` is a folder for `evaluate minutes` (documents and `truth.csv`); `counts.csv` beside it holds the printed
counts and the unanimity of the same acts (empty = not printed, or not judged). One document per way of printing: a rule that is
tuned to one town breaks another one here.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows_evaluate import read_each
from tracker.items import ActItem, SittingItem
from tracker.scoring.minutes import MinuteAct, match_acts, read_truth
from tracker.vocabulary import VoteOption

FOLDER = Path(__file__).parent / "fixtures" / "minutes"
TRUTH = read_truth(FOLDER / "truth.csv")
LEAST_F1 = 0.9
MINUTES = sorted(name for name, acts in TRUTH.items() if acts)
NO_MINUTES = sorted(name for name, acts in TRUTH.items() if not acts)

Key = tuple[str, str, str]  # (file, number, title)
Row = dict[str, str]


@pytest.fixture(scope="module")
def read() -> dict[str, list[ActItem | SittingItem]]:
    """Every document of the folder, read once."""
    items = read_each([FOLDER / name for name in TRUTH])
    return {name: [one for one in file if isinstance(one, ActItem | SittingItem)] for name, file in zip(TRUTH, items, strict=True)}


@pytest.mark.parametrize("name", MINUTES)
def test_acts_of_a_layout(read: dict[str, list[ActItem | SittingItem]], name: str) -> None:
    found, marked = _acts(read[name]), TRUTH[name]
    pairs = match_acts([_judged(act) for act in found], marked)
    assert 2 * len(pairs) / (len(found) + len(marked)) >= LEAST_F1, [act.title for act in found]


@pytest.mark.parametrize("name", MINUTES)
def test_sitting_date_of_a_layout(read: dict[str, list[ActItem | SittingItem]], name: str) -> None:
    sittings = [one for one in read[name] if isinstance(one, SittingItem)]
    assert [one.date for one in sittings] == [TRUTH[name][0].day]


@pytest.mark.parametrize("name", NO_MINUTES)
def test_no_act_where_there_is_no_sitting(read: dict[str, list[ActItem | SittingItem]], name: str) -> None:
    assert [act.title for act in _acts(read[name])] == []


def test_outcomes(read: dict[str, list[ActItem | SittingItem]]) -> None:
    wrong = [(name, marked.title, act.outcome) for name, act, marked in _pairs(read) if marked.outcome and act.outcome != marked.outcome]
    assert wrong == []


def test_nothing_unanimous_that_is_not(read: dict[str, list[ActItem | SittingItem]]) -> None:
    counts = _counts()
    said = [(name, marked) for name, act, marked in _pairs(read) if act.unanimous]
    wrong = [(name, marked.title) for name, marked in said if not _may_be_unanimous(counts.get(_key(name, marked)))]
    assert wrong == []


def _may_be_unanimous(row: Row | None) -> bool:
    """Say whether an act may be told unanimous: judged so, or nobody printed against or abstaining; no row = not judged."""
    return row is None or row["unanimous"] == "1" or (row["against"], row["abstention"]) == ("0", "0")


def test_printed_counts(read: dict[str, list[ActItem | SittingItem]]) -> None:
    counts = _counts()
    wrong = []
    for name, act, marked in _pairs(read):
        if _key(name, marked) not in counts:
            continue
        printed = {option: counts[_key(name, marked)][option.value] for option in VoteOption}
        given = {option: _value(act, option) for option in VoteOption}
        wrong += [(name, marked.title, option.value, given[option]) for option in VoteOption if given[option] != printed[option]]
    assert wrong == []


def _pairs(read: dict[str, list[ActItem | SittingItem]]) -> Iterator[tuple[str, ActItem, MinuteAct]]:
    for name in MINUTES:
        found = _acts(read[name])
        judged = [_judged(act) for act in found]
        for one, marked in match_acts(judged, TRUTH[name]):
            yield name, next(act for act, same in zip(found, judged, strict=True) if same is one), marked


def _value(act: ActItem, option: VoteOption) -> str:
    """Return the council's own count, or the sum of the groups' counts; empty when none is given."""
    whole = [count.value for count in act.counts if count.option is option and not count.group]
    groups = [count.value for count in act.counts if count.option is option and count.group]
    return str(whole[0]) if whole else str(sum(groups)) if groups else ""


def _acts(items: list[ActItem | SittingItem]) -> list[ActItem]:
    return [one for one in items if isinstance(one, ActItem)]


def _judged(act: ActItem) -> MinuteAct:
    return MinuteAct(act.number, act.title, act.outcome, act.date)


def _key(name: str, marked: MinuteAct) -> Key:
    return (name, marked.number or "", marked.title)


def _counts() -> dict[Key, Row]:
    with (FOLDER / "counts.csv").open(encoding="utf-8", newline="") as table:
        return {(row["file"], row["number"], row["title"]): row for row in csv.DictReader(table)}
