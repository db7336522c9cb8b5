"""Names of private persons are hidden in titles; elected people, streets, schools and companies keep theirs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.privacy import PLACEHOLDER, mask_private, private_spans

TITLES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "fixtures" / "private_titles.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_the_fixtures_are_many() -> None:
    assert len(TITLES) >= 60


@pytest.mark.parametrize(("shown", "title"), TITLES)
def test_private_names_are_hidden_and_public_ones_are_not(shown: str, title: str) -> None:
    assert mask_private(title, []) == shown


ELECTED = ["Madame Hélène CORMERAY", "M. DUPERRON Jean-Luc", "VASSELIN", "Bruno Tarquin"]


@pytest.mark.parametrize(
    "title",
    [
        "Mandat spécial de Mme Hélène Cormeray", "Mandat spécial de Mme CORMERAY", "Frais de mission de M. Jean-Luc Duperron",
        "FRAIS DE MISSION DE M. DUPERRON", "Formation de M. VASSELIN", "Formation de Madame Anne VASSELIN",
        "Remboursement de frais à Bruno TARQUIN", "Démission de M. B. Tarquin",
    ],
)  # fmt: skip
def test_an_elected_person_stays_named(title: str) -> None:
    assert mask_private(title, ELECTED) == title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Vente d'un terrain à M. Paul CORMERAY", "Vente d'un terrain à M. [nom masqué]"),
        ("Vente à M. et Mme DUPERRON", "Vente à M. et Mme [nom masqué]"),
        ("Succession CORMERAY", "Succession [nom masqué]"),
        ("Mme CORMERAY et Mme TARQUINEL", "Mme CORMERAY et Mme [nom masqué]"),
    ],
)  # fmt: skip
def test_a_namesake_or_a_couple_is_hidden(title: str, shown: str) -> None:
    assert mask_private(title, ELECTED) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ne prend pas part : M. VASSELIN\nDélibération adoptée.", "Ne prend pas part : M. VASSELIN\nDélibération adoptée."),
        ("Abstention de Mme CORMERAY\nFINANCES", "Abstention de Mme CORMERAY\nFINANCES"),
        ("Contre : M. Tarquin\nAdopté à la majorité", "Contre : M. Tarquin\nAdopté à la majorité"),
        ("Contre : M. TARQUIN Adopté à la majorité", "Contre : M. TARQUIN Adopté à la majorité"),
        ("Vente à M. BRISOUX\nMarolles", "Vente à M. [nom masqué]\nMarolles"),
        ("Vente à M. BRISOUX\nDélibération adoptée", "Vente à M. [nom masqué]\nDélibération adoptée"),
        ("Vente à Mme Yasmina\nBrisoux", "Vente à Mme [nom masqué]"), ("Vente à M. BRISOUX\nPaul", "Vente à M. [nom masqué]"),
        ("Vente à M. CORMERAY\nPaul", "Vente à M. [nom masqué]"), ("Vente à Mrne BRISOUX", "Vente à Mrne [nom masqué]"),
        ("Vente à MM. BRISOUX, Paul VIDALON et GRUEL", "Vente à MM. [nom masqué], [nom masqué] et [nom masqué]"),
        ("Vente à Mmes VASSELIN et VIDALON", "Vente à Mmes VASSELIN et [nom masqué]"),
        ("Vente à MM. BRISOUX et la commune", "Vente à MM. [nom masqué] et la commune"),
    ],
)  # fmt: skip
def test_a_name_ends_with_its_line_and_an_elected_surname_is_never_hidden(text: str, shown: str) -> None:
    assert mask_private(text, ELECTED) == shown


def test_an_office_beside_the_name_tells_an_elected_person() -> None:
    title = "Délégation à Mme Solange VIRIEUX, adjointe au maire"
    assert mask_private(title, []) == title


def test_spans_are_the_hidden_words_in_order() -> None:
    title = "Vente à M. Jérôme ASTIEUX et M. Éric DELMONTE"
    assert [title[low:high] for low, high in private_spans(title, [])] == ["Jérôme ASTIEUX", "Éric DELMONTE"]


def test_another_placeholder_can_be_shown() -> None:
    assert mask_private("Bail à M. TOURNEMINE", [], "***") == "Bail à M. ***"


@given(st.text(max_size=400), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_is_masked_without_failing(text: str, elected: list[str]) -> None:
    place = 0
    for start, end in private_spans(text, elected):
        assert place <= start < end <= len(text)
        place = end
    assert PLACEHOLDER in mask_private(text, elected) or mask_private(text, elected) == text


@given(
    st.lists(
        st.sampled_from(["M. ", "Mme ", "et ", "DUPONT ", "Jean ", "consorts ", "rue ", "bail ", "de ", "la ", "\n", "_", "vente "]),
        max_size=120,
    )
)
def test_long_runs_of_title_words_are_read(words: list[str]) -> None:
    assert isinstance(mask_private("".join(words), ["Jean DUPONT"]), str)
