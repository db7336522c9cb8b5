"""What became of an act, on written passages in the wording of many towns: one file of fixtures for each class and each trap."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.parsers.votes import Vote, read_vote
from tracker.items import BallotItem
from tracker.vocabulary import Outcome, VoteOption

FIXTURES = Path(__file__).parent / "fixtures" / "votes"
LEAST = {"adopted": 40, "noted": 20, "adjourned": 20, "withdrawn": 20, "elected": 20, "rejected": 20, "no_vote": 10}
WORDS = (
    "pour", "contre", "abstention", "abstentions", ":", "-", "(", ")", ",", ".", "\n", "\f", "M.", "Mme", "MM.", "Dupont", "LE GALL", "et",
    "12", "3", "deux", "voix", "vote", "à l'unanimité", "à la majorité", "le conseil municipal", "après en avoir délibéré", "décide",
    "approuve", "rejette", "reporte", "retire", "ce point", "de l'ordre du jour", "prend acte", "est élu", "désigne", "qui s'abstient",
    "à l'exception de", "ne prend pas part au vote", "amendement", "€", "2024", "Ï", "?", "\x00", "\u202e", "œ", "٣",
)  # fmt: skip
REPEATED = (
    "pour ", "( ", "M. A, ", "M. Durand qui s'abstient, ", "Contre : ", "Pour : 3 A, ", "pour pour contre : ", "un deux trois ",
    "le conseil municipal, ", "\n", "0", "décide de ", "Pour\n1\n", "Mme DUPONT : Nous votons.\n", "unanimité ", "OUI : 9, ",
    "à l'unanimité moins une voix (", "Contre 11 : A\n",
)  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    """Return the fixtures of a file."""
    return [json.loads(line) for line in (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def cases(*names: str) -> list[Any]:
    """Return every fixture of some files with the file's name, for parametrize."""
    return [pytest.param(name, row, id=f"{name}-{index}") for name in names for index, row in enumerate(rows(name), start=1)]


def count(answer: Vote | BallotItem, option: str) -> int | None:
    """Return the council's count of an option, groups added up."""
    found = [one for one in answer.counts if one.option == VoteOption(option)]
    whole = [one.value for one in found if not one.group]
    return whole[0] if whole else sum(one.value for one in found) if found else None


def test_every_class_has_enough_fixtures() -> None:
    assert {name: len(rows(name)) for name in LEAST if len(rows(name)) < LEAST[name]} == {}
    assert len(rows("not_unanimous")) >= 20


@pytest.mark.parametrize(("name", "row"), cases(*LEAST))
def test_the_outcome_is_the_class_of_the_first_decision_verb(name: str, row: dict[str, Any]) -> None:
    vote = read_vote(row["text"])
    assert vote.outcome == Outcome(name)
    if "unanimous" in row:
        assert vote.unanimous is row["unanimous"]


@pytest.mark.parametrize(("name", "row"), cases("unknown"))
def test_words_of_others_and_proposals_are_no_outcome(name: str, row: dict[str, Any]) -> None:
    assert read_vote(row["text"]).outcome is None


@pytest.mark.parametrize(("name", "row"), cases("not_unanimous"))
def test_a_number_or_a_name_cancels_unanimity(name: str, row: dict[str, Any]) -> None:
    vote = read_vote(row["text"])
    assert (vote.outcome is not None, vote.unanimous) == (True, False)


@pytest.mark.parametrize(("name", "row"), cases("unanimity_unknown"))
def test_the_unanimity_of_others_is_not_the_councils(name: str, row: dict[str, Any]) -> None:
    vote = read_vote(row["text"])
    assert (vote.outcome, vote.unanimous) == (Outcome.ADOPTED, None)


@pytest.mark.parametrize(("name", "row"), cases("counts"))
def test_counts_are_what_is_printed_and_nothing_more(name: str, row: dict[str, Any]) -> None:
    vote = read_vote(row["text"])
    assert {option.value: count(vote, option) for option in VoteOption} == {option.value: row[option] for option in VoteOption}


@pytest.mark.parametrize(("name", "row"), cases("names"))
def test_voters_are_named_as_printed_beside_their_option(name: str, row: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for one in read_vote(row["text"]).persons:
        found.setdefault(one.option.value, []).append(one.raw_name)
    assert found == row["names"]


@pytest.mark.parametrize(("name", "row"), cases("ballots"))
def test_several_votes_of_one_act_are_told_apart(name: str, row: dict[str, Any]) -> None:
    vote = read_vote(row["text"])
    assert (vote.outcome, vote.unanimous, count(vote, "for")) == (Outcome(row["outcome"]), row["unanimous"], row["for"])
    assert len(vote.ballots) == len(row["ballots"])
    for found, expected in zip(vote.ballots, row["ballots"], strict=True):
        told: dict[str, object] = {"subject": found.subject, "outcome": found.outcome, "unanimous": found.unanimous}
        told |= {option.value: count(found, option) for option in VoteOption}
        assert {key: told[key] for key in expected} == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=60))
def test_no_text_breaks_the_reader(words: list[str]) -> None:
    vote = read_vote(" ".join(words))
    assert all(0 <= one.value <= 150 for one in vote.counts)
    assert len(vote.raw) <= 600


@pytest.mark.parametrize("words", REPEATED)
def test_200_kilobytes_of_one_word_are_read(words: str) -> None:
    vote = read_vote(words * (200_000 // len(words)))
    assert vote.outcome in (None, Outcome.ADOPTED)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Le terrain est en friche. La commune le borde. Après en avoir délibéré, par 9 voix pour, 2 contre, le conseil vend.",
            "Le terrain",
        ),
        ("la haie longe le pré\n" * 20 + "Le pré est loué. Vote : 9 voix pour, 2 contre.", "Le pré est loué."),
        ("M. PAVIN : Nous voterons contre ce projet de clôture.\n\nLe projet est adopté. Pour : 9, contre : 2.", "Le projet est adopté."),
    ],
)
def test_the_words_shown_begin_at_the_head_of_a_sentence_or_a_line(text: str, shown: str) -> None:
    assert read_vote(text).raw.startswith(shown)
