"""Tele-transmission stamps: every layout and nature, and damage repaired only under the body's own SIREN."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parsers.stamps import read_stamps, stamps

SIREN = "21950" + "1426"
ROUND = f"""Envoyé en préfecture le 08/01/2024
Reçu en préfecture le 08/01/2024
Publié le 09/01/2024
ID : 095-{SIREN}-20240105-032024-DE
"""
RECEIPT = f"""Accusé de réception en préfecture
095-{SIREN}-20211025-RA21_23060-AR
Date de télétransmission : 26/10/2021
Date de réception préfecture : 26/10/2021
"""


def test_the_round_stamp_is_read() -> None:
    (stamp,) = read_stamps(ROUND, SIREN)
    assert (stamp.day, stamp.number, stamp.nature) == (date(2024, 1, 5), "032024", "DE")
    assert stamp.identifier == f"095-{SIREN}-20240105-032024-DE"
    assert ROUND[stamp.offset :].startswith("095-")


def test_the_receipt_is_read_with_its_nature() -> None:
    (stamp,) = read_stamps(RECEIPT, SIREN)
    assert (stamp.day, stamp.number, stamp.nature) == (date(2021, 10, 25), "RA21_23060", "AR")
    assert stamps(RECEIPT, SIREN) == []


@pytest.mark.parametrize("nature", ["DE", "AR", "AI", "CC", "BF", "AU"])
def test_every_nature_is_read(nature: str) -> None:
    assert read_stamps(f"ID : 02A-{SIREN}-20230401-D2023_12-{nature}")[0].nature == nature


@pytest.mark.parametrize(
    "damaged",
    [
        "O95-2195O1426-20240105-032024-DE",
        "095-219501426-2O24O1O5-032024-DE", "095 - 219501426 - 20240105 - 032024 - DE", "095-219 501 426-20240105-032024-DE",
        "095–219501426–20240105–032024–DE", "095-219501426-20240105-\n032024-DE", "095-2l950l426-20240l05-032024-DE",
    ],
)  # fmt: skip
def test_damage_is_repaired_under_the_own_siren(damaged: str) -> None:
    assert [stamp.identifier for stamp in read_stamps(damaged, SIREN)] == [f"095-{SIREN}-20240105-032024-DE"]


def test_damage_without_a_siren_to_check_gives_nothing() -> None:
    assert read_stamps("095-2195O1426-20240105-032024-DE") == []


@pytest.mark.parametrize(
    "text",
    [
        f"095-{SIREN}-20241305-032024-DE", f"095-{SIREN}-19240105-032024-DE", "095-111111111-20240105-032024-DE",
        f"095-{SIREN}-20240105-032024-DEX", f"tél. 095-{SIREN}-20240105", "n° 2024-01-05-DE",
    ],
)  # fmt: skip
def test_what_is_no_stamp_of_the_body_gives_nothing(text: str) -> None:
    assert read_stamps(text, SIREN) == []


@given(st.text(alphabet="0123456789-OIlDEAR \n_", max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    for stamp in read_stamps(text, SIREN):
        assert SIREN in stamp.identifier
