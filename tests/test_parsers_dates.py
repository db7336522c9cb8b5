"""Dates: letters, figures, and the sitting's own date among those of summons and earlier sittings."""

from datetime import date

import pytest

from scrapers.parsers.dates import date_in_name, find_dates
from scrapers.parsers.sitting import sitting_date
from scrapers.parsers.text import plain
from tracker.vocabulary import DateOrigin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'an deux mil vingt et un, le six novembre", date(2021, 11, 6)),
        ("L’an deux mille vingt-cinq, le treize mars à dix-neuf heures", date(2025, 3, 13)),
        ("séance du 1er mars 2021", date(2021, 3, 1)),
        ("le vingt-neuf juin deux mille vingt et un", date(2021, 6, 29)),
        ("le 09/04/2018 à 20 h", date(2018, 4, 9)),
        ("jeudi 28 janvier à 20 heures", None),
    ],
)
def test_a_date_is_read_as_printed(text: str, expected: date | None) -> None:
    assert find_dates(text)[0].value == expected


@pytest.mark.parametrize("text", ["3 ans et 12 000", "article L.2121-29", "12.50 €", "32/13/2024", "le 31 février 2024"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("compte-rendu-11-06-2020.pdf", date(2020, 6, 11)), ("20251120-PV.pdf", date(2025, 11, 20)),
        ("CM-9-juin-2023.pdf", date(2023, 6, 9)), ("CM-23-FEVRIER.pdf", None), ("pv-du-090924.pdf", None),
    ],
)  # fmt: skip
def test_a_name_gives_a_date_only_with_a_whole_year(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


HEADER = """Commune de Vraiville
Date de convocation : 2 mai 2024
Approbation du procès-verbal de la séance du 28 mars 2024
Séance du 14 mai 2024
"""


def test_the_header_beats_summons_and_approval() -> None:
    found = sitting_date(HEADER, plain(HEADER), ["pv-2024-05-14.pdf"], None)
    assert (found.value, found.origin, found.disagrees) == (date(2024, 5, 14), DateOrigin.TEXT, None)


def test_name_and_text_that_differ_are_told() -> None:
    found = sitting_date(HEADER, plain(HEADER), ["pv-2024-06-14.pdf"], None)
    assert (found.value, found.disagrees) == (date(2024, 5, 14), date(2024, 6, 14))


def test_a_two_digit_year_alone_is_never_published() -> None:
    text = "Conseil municipal du 14/05/24\nPrésents : tous"
    assert sitting_date(text, plain(text), ["pv.pdf"], None).value is None
