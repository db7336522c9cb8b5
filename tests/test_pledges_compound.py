"""Compound pledges cut where a careful reader cuts them: the cases of `fixtures/compound_pledges.txt`, written by hand."""

import pytest

from benchmarks.pledges import COMPOUND, case_of, splits
from scrapers.parsers.pledges.compound import parts_of
from scrapers.parsers.pledges.lexicon import load_lexicon

FORMS = load_lexicon().data.forms


def parts(text: str) -> list[str]:
    """Return the texts of the proposed parts."""
    return [part.text for part in parts_of(text, FORMS)]


def test_proposed_splits_are_right() -> None:
    proposed, right, compound, cases = splits(load_lexicon())
    assert cases >= 60
    assert right / proposed >= 0.9
    assert right / compound >= 0.85


def test_parts_are_verbatim_and_in_order() -> None:
    for line in COMPOUND.read_text(encoding="utf-8").splitlines():
        text, _ = case_of(line)
        found = parts_of(text, FORMS)
        assert all(text[part.span[0] : part.span[1]] == part.text for part in found)
        assert [part.span[0] for part in found] == sorted(part.span[0] for part in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Rénover trois écoles, végétaliser leurs cours et doubler les ATSEM.",
            ["Rénover trois écoles", "végétaliser leurs cours", "doubler les ATSEM"],
        ),
        ("Entretenir et rénover la voirie.", []),
        ("Créer une régie pour maîtriser l'eau et baisser son prix.", []),
        ("Construire un gymnase et une piscine.", ["Construire un gymnase", "une piscine"]),
        ("Construire un gymnase avec une salle et un mur.", []),
        ("Soutenir les clubs, les associations et les bénévoles.", []),
        ("Avenue des Tilleuls", []),
        ("", []),
    ],
)
def test_cuts_between_verbs_and_between_objects(text: str, wanted: list[str]) -> None:
    assert parts(text) == wanted
