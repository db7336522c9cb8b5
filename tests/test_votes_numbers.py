"""Numbers written in French letters: each is read back, and words that make no single number are none."""

import pytest

from scrapers.parsers.numbers import from_figures_or_letters, from_letters

UNITS = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze",
    "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def below_hundred(number: int) -> str:
    """Write a number under a hundred as French does."""
    if number < 20:
        return UNITS[number]
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{UNITS[number - 80]}"
    if number >= 60:
        return {60: "soixante", 61: "soixante et un", 71: "soixante et onze"}.get(number) or f"soixante-{UNITS[number - 60]}"
    ten, unit = TENS[number // 10], number % 10
    return ten if not unit else f"{ten} et un" if unit == 1 else f"{ten}-{UNITS[unit]}"


def in_letters(number: int) -> str:
    """Write a number under a million as French does."""
    thousands, rest = divmod(number, 1000)
    if thousands:
        head = "mille" if thousands == 1 else f"{in_letters(thousands)} mille"
        return f"{head} {in_letters(rest)}" if rest else head
    hundreds, rest = divmod(number, 100)
    if hundreds:
        head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent"
        return f"{head} {below_hundred(rest)}" if rest else head
    return below_hundred(number)


def test_every_number_in_letters_is_read_back() -> None:
    numbers = [*range(2200), *range(79_900, 81_000), 100_000, 200_080, 496_785, 999_999]
    assert {number: from_letters(in_letters(number)) for number in numbers} == {number: number for number in numbers}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("quatre-cent-quatre-vingt-seize", 496),
        ("sept cent quatre-vingt-cinq", 785),
        ("deux mil vingt et un", 2021),
        ("septante deux", 72),
        ("nonante-neuf", 99),
    ],
)
def test_spellings_with_hyphens_and_of_other_regions_are_read(words: str, number: int) -> None:
    assert from_letters(words) == number


@pytest.mark.parametrize(
    "words", ["deux trois", "dix vingt", "vingt dix", "onze trois", "vingt cent", "cent cent", "mille mille", "un zero", "et", "", "chat"]
)
def test_words_that_make_no_single_number_are_none(words: str) -> None:
    assert from_letters(words) is None


@pytest.mark.parametrize(("raw", "number"), [(" 12 ", 12), ("aucune", 0), ("neant", 0), ("trente-deux", 32), ("trente vingt", None)])
def test_figures_letters_and_words_for_none(raw: str, number: int | None) -> None:
    assert from_figures_or_letters(raw) == number
