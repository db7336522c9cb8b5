"""Votes: what is printed, and nothing more."""

import pytest

from scrapers.parsers.votes import read_vote
from tracker.vocabulary import Outcome, VoteOption

FOR, AGAINST, ABSTENTION = VoteOption.FOR, VoteOption.AGAINST, VoteOption.ABSTENTION


def counts(text: str) -> list[tuple[VoteOption, int, str]]:
    return [(one.option, one.value, one.group) for one in read_vote(text).counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pour : 30 Ville Vivante, 5 Ensemble / Contre : 8 Horizon / Abstention : 2",
         [(FOR, 30, "Ville Vivante"), (FOR, 5, "Ensemble"), (AGAINST, 8, "Horizon"), (ABSTENTION, 2, "")]),
        ("2 votes contre 1 abstention 9 votes pour", [(AGAINST, 2, ""), (ABSTENTION, 1, ""), (FOR, 9, "")]),
        ("POUR 21 / CONTRE 0 / ABSTENTION 3", [(FOR, 21, ""), (AGAINST, 0, ""), (ABSTENTION, 3, "")]),
        ("Vote : huit voix pour – trente-trois voix contre.", [(FOR, 8, ""), (AGAINST, 33, "")]),
        ("Le conseil adopte le budget pour 2021 et vote 300 pour la crèche", []),
    ],
)  # fmt: skip
def test_counts_are_read_in_every_order(text: str, expected: list[tuple[VoteOption, int, str]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "outcome", "unanimous"),
    [
        ("Après en avoir délibéré, le Conseil, à l'unanimité, APPROUVE la convention.", Outcome.ADOPTED, True),
        ("Après en avoir délibéré, à l'unanimité, APPROUVE.\nAbstentions : 5 (M. ADAM, Mme BONNET)", Outcome.ADOPTED, False),
        ("Après en avoir délibéré, à l'unanimité : DÉCIDE de rejeter l'offre de la société.", Outcome.ADOPTED, True),
        ("Après en avoir délibéré, à l'unanimité, prend acte du rapport.", Outcome.NOTED, True),
        ("Le conseil, après en avoir délibéré, décide à l'unanimité de reporter ce point.", Outcome.ADJOURNED, True),
        ("Ce point est retiré de l'ordre du jour.", Outcome.WITHDRAWN, None),
        ("Vote : 3 voix pour, 12 voix contre.", Outcome.REJECTED, False),
        ("Le Conseil adopte.", Outcome.ADOPTED, None),
        ("La commission a rejeté les offres des trois entreprises.", None, None),
    ],
)
def test_outcome_and_unanimity(text: str, outcome: Outcome | None, unanimous: bool | None) -> None:
    vote = read_vote(text)
    assert (vote.outcome, vote.unanimous) == (outcome, unanimous)


def test_voters_are_named_and_the_speaker_is_not() -> None:
    text = "Vote :\n- Contre : 2 (M. ADAM, Mme\nBONNET)\n- Pour : 14\nMonsieur CARON précise son vote."
    assert [(v.option, v.raw_name) for v in read_vote(text).persons] == [(AGAINST, "M. ADAM"), (AGAINST, "Mme BONNET")]


def test_a_table_with_two_values_of_one_option_leaves_it_unknown() -> None:
    text = "Vote des subventions\nJudo 14 pour 2 abstentions\nChorale 13 pour 3 abstentions"
    assert counts(text) == []
