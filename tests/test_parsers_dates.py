"""Dates: letters, figures, and the sitting's own date among those of summons and earlier sittings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def certain(text: str, *names: str, recognised: bool = False) -> tuple[date | None, bool]:
    """Return the date of a text and whether it is certain."""
    found = sitting_date(text, plain(text), names, None, recognised=recognised)
    return found.value, found.certain


SITTING = "Commune de Vraiville\nSéance du 14 mai 2024\nConvocation du 2 mai 2024\n"
MEETING = "L'an deux mille vingt-quatre, le quatorze mai à vingt heures, le conseil municipal s'est réuni\n"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (SITTING, [], (date(2024, 5, 14), True)), (MEETING, [], (date(2024, 5, 14), True)),
        (SITTING + MEETING, [], (date(2024, 5, 14), True)),
        (SITTING, ["pv-2024-05-14.pdf"], (date(2024, 5, 14), True)), (SITTING, ["pv-2024-05-15.pdf"], (date(2024, 5, 14), False)),
        (SITTING + MEETING.replace("quatorze", "quinze"), [], (date(2024, 5, 15), False)),
        ("Conseil municipal du 14/05/24\n", ["pv-2024-05-14.pdf"], (date(2024, 5, 14), False)),
        ("Procès-verbal\n", ["pv-2024-05-14.pdf"], (date(2024, 5, 14), False)), ("Procès-verbal\n", [], (None, False)),
        ("Le 14 mai 2024, une visite a lieu.\n", [], (date(2024, 5, 14), False)),
    ],
)  # fmt: skip
def test_a_date_is_certain_when_printed_in_full_and_never_contradicted(
    text: str, names: list[str], expected: tuple[date | None, bool]
) -> None:
    assert certain(text, *names) == expected


def test_a_recognised_date_needs_a_second_witness() -> None:
    assert certain(SITTING, recognised=True) == (date(2024, 5, 14), False)
    assert certain(SITTING, "pv-2024-05-14.pdf", recognised=True) == (date(2024, 5, 14), True)
    assert certain(SITTING + MEETING, recognised=True) == (date(2024, 5, 14), True)


STAMP = "ID : 095-" + "21950" + "1426-20240514-032024-DE\n"


def test_a_stamp_is_certain_and_one_that_differs_from_the_header_is_told() -> None:
    assert certain("Délibération\n" + STAMP) == (date(2024, 5, 14), True)
    assert certain("Séance du 21 mai 2024\n" + STAMP) == (date(2024, 5, 21), False)
    text = "Délibération\n" + STAMP
    assert sitting_date(text, plain(text), [], None).origin is DateOrigin.STAMP


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vous êtes convoqué à la réunion du conseil municipal le lundi 12 février 2024 à 17h00\nConvocation du 5 février 2024",
            date(2024, 2, 12),
        ),
        ("Lundi 01° juillet 2024 à 17h30\nCompte-rendu des réunions du conseil municipal du 22 avril 2024", date(2024, 7, 1)),
        ("Séance du 14 mai 2024\nPar délibération du 22 juillet 2013, le conseil municipal a créé", date(2024, 5, 14)),
        ("Publié le 20 mai 2024\nReçu en préfecture le 17 mai 2024\nRéunion du conseil municipal du 14 mai 2024", date(2024, 5, 14)),
        ("Approbation du procès-verbal de la séance du 2 avril 2024\nSéance publique du mardi 14 mai 2024", date(2024, 5, 14)),
    ],
)
def test_the_sitting_is_told_from_the_other_dates(text: str, expected: date) -> None:
    assert certain(text)[0] == expected


def test_the_record_of_an_earlier_sitting_on_an_agenda_is_not_certain() -> None:
    text = (
        "ORDRE DU JOUR\n"
        + "Point à examiner par le conseil.\n" * 40
        + "Compte-rendu de la réunion du Conseil Municipal du 20 novembre 2023.\n"
    )
    assert not certain(text)[1]


PRESENT = "\nPrésents : Mme VAUDRELLE, M. QUERNAC\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COMPTE-RENDU DE LA SEANCE DU CONSEIL DE VALMONTEL\nVendredi 31 Mai 2013\n" + PRESENT, True),
        ("CONSEIL MUNICIPAL\n31 mai 2013\n" + PRESENT, True),
        ("PROCÈS-VERBAL DU CONSEIL MUNICIPAL\nDE LA COMMUNE DE VALMONTEL\nSéance\nle vendredi 31 mai 2013 à 20 h 30\n" + PRESENT, True),
        ("RÉUNION DU CONSEIL MUNICIPAL DE VALMONTEL DU VENDREDI 31 MAI 2013\n" + PRESENT, True),
        ("CONSEIL MUNICIPAL DE VALMONTEL-LES-TILLEULS\nDU 31 MAI 2013\n" + PRESENT, True),
        ("Compte-rendu du Conseil Municipal\nde Valmontel\n31 mai 2013\n" + PRESENT, True),
        ("PV CM 31 mai 2013\n" + PRESENT, True),
        ("Conseil municipal de Valmontel 31 mai 2013\n" + PRESENT, True),
        ("Compte-rendu du Conseil\n31 mai 2013\nFête du village le 14 juillet 2013 à 11h.\n" + PRESENT, True),
        ("PROCÈS-VERBAL\nApprouvé lors de la séance du 3 juillet 2013\n\nSÉANCE DU CONSEIL\nVendredi 31 mai 2013\n" + PRESENT, True),
        ("Conseil municipal\nAffiché le\n31 mai 2013\n" + PRESENT, False),
        ("Convocation du conseil municipal affichée\n31 mai 2013\n" + PRESENT, False),
    ],
)
def test_a_date_under_the_title_or_after_the_town_is_the_sittings(text: str, expected: bool) -> None:
    assert (certain(text) == (date(2013, 5, 31), True)) is expected


@pytest.mark.parametrize(
    "words",
    [
        "Prochaine réunion le vendredi 5 juillet 2013 à 20 heures 30.", "Prochain conseil : vendredi 5 juillet 2013 à 20 h.",
        "Le prochain conseil municipal aura lieu\nle 5 juillet 2013 à 20 h 30", "Rendez-vous le vendredi 5 juillet 2013 à 18 h",
        "La date de la prochaine séance est fixée au 5 juillet 2013", "Prochaine séance\nLe 5 juillet 2013 à 20 h",
    ],
)  # fmt: skip
def test_the_next_sitting_is_never_this_one(words: str) -> None:
    assert certain(f"Compte rendu\n{PRESENT}{words}\n") == (None, False)
    assert certain(f"Séance du 31 mai 2013\n{PRESENT}{words}\n") == (date(2013, 5, 31), True)


def test_an_earlier_record_put_to_the_vote_contradicts_nothing() -> None:
    text = "CONSEIL DU 31/05/2013\n" + "Présents : tous les membres en exercice de l'assemblée.\n" * 4
    assert certain(text + "Il met aux voix le procès-verbal de la séance du 27/03/2013, approuvé à l'unanimité.") == (
        date(2013, 5, 31),
        True,
    )


def test_a_feast_with_an_hour_is_no_sitting() -> None:
    assert certain("Compte rendu\nPrésents : tous.\nFête du village le 14 juillet 2013 à 11h.\n")[1] is False


def test_a_date_told_in_passing_far_in_the_text_is_not_certain() -> None:
    text = "Compte rendu\n" + "Le maire présente les affaires courantes de la commune.\n" * 40
    assert certain(text + "La fête des Tilleuls est prévue le 12 juin 2031 à 18 h.\n")[1] is False
    assert certain(text + "Il cite le conseil du 12 juin 2031.\n")[1] is False


@given(st.text(max_size=400), st.lists(st.text(max_size=30), max_size=2))
def test_any_text_is_read_and_only_a_found_date_is_certain(text: str, names: list[str]) -> None:
    value, sure = certain(text, *names)
    assert value is not None or not sure
