"""Amounts: every shape that council documents print, what is no amount, tax, role and beneficiary."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parsers.amounts import find_amounts
from tracker.vocabulary import AmountRole


def values(text: str, title: str = "") -> list[float | None]:
    """Return the values of the amounts of a text."""
    return [amount.value for amount in find_amounts(text, title=title)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56 €", 1234.56), ("1\u202f234\u202f567,89\xa0€", 1234567.89), ("98 883.73 €", 98883.73), ("50.000 €", 50000.0),
        ("1.746.135,80 €", 1746135.8), ("84. 159, 42 €", 84159.42), ("34.625.00 €", 34625.0), ("1,234.56 €", 1234.56),
        ("1'234.50 €", 1234.5),
        ("7 842, 96 €", 7842.96), ("2.506 ,00€", 2506.0), ("0,125 €", 0.125), ("0,0189 €", 0.0189), ("500€", 500.0), ("1 000,- €", 1000.0),
        ("12€50", 12.5), ("12 euros 50 centimes", 12.5), ("3 000 Euros", 3000.0), ("250 EUR", 250.0), ("28.00 €uros", 28.0),
        ("500 k€", 5e5), ("1,25 k€", 1250.0), ("16 M€", 16e6), ("2,4 Md€", 2.4e9), ("1,250 M€", 1.25e6), ("3,5 millions d'euros", 3.5e6),
        ("1,7 million euros", 1.7e6), ("15 mille euros", 15000.0), ("2 milliards d’euros", 2e9), ("10 000 HT €", 10000.0),
        ("quinze mille euros", 15000.0), ("un million deux cent mille euros", 1.2e6), ("l'euro symbolique", 1.0),
        ("vingt-cinq mille trois cents euros et cinquante centimes", 25300.5),
    ],
)  # fmt: skip
def test_every_shape_has_its_value(text: str, value: float) -> None:
    assert values(f"pour un montant de {text}, soit") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "12,500 €", "34 80 €", "129 814 34 €", "2 410152 ,08 €", "120 000 150 000 €", "1.250 k€", "١٢٣٤ €", "1 ٢34 €", "１２ €",
        "1 million 200 000 €",
        "somme 1 .200 €", "91,24788 €", "quinze mille euros (15 500 €)", "000 €",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_keeps_only_its_words(text: str) -> None:
    (amount,) = find_amounts(f"le total {text} est voté")
    assert amount.value is None
    assert amount.raw in f"le total {text} est voté"


@pytest.mark.parametrize(
    "text",
    [
        "quinze mille euros (15 000 €)", "15 000 € (quinze mille euros)", "15 000 (quinze mille) euros", "quinze mille (15 000) euros",
        "15 000,00 €\n(Quinze-mille euros)", "quinze mille euros, soit 15 000 €",
    ],
)  # fmt: skip
def test_letters_beside_figures_are_one_amount(text: str) -> None:
    assert values(f"à hauteur de {text} au total") == [15000.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chapitre 21 412 530,74 €", [412530.74]), ("lot 3 1 500 €", [1500.0]), ("compte 6574 1 200,00 €", [1200.0]),
        ("en 2031 500 €", [500.0]),
        ("chapitre 012 150 000 €", [150000.0]), ("139,32 € en 2020, 141,91 € en 2021", [139.32, 141.91]), ("15 m² 500 €", [500.0]),
        ("AFN 14-18 619,00 €", [619.0]),
        ("Judo 0 500 € 300 €", [500.0, 300.0]), ("Inférieur à 667 1,85 €", [1.85]), ("58,50€ 48,00€", [58.5, 48.0]),
        ("soit 20\n122,50 € au titre", [20122.5]), ("pour un montant de 2 \n300,00 € HT", [2300.0]), ("lot n° 2\n\n500 €", [500.0]),
        ("Total\n12\n500 €", [500.0]), ("à\n40 € le repas", [40.0]), ("5 200 \neuros", [5200.0]),
        ("de  4  800  €  par  an  au  club", [4800.0]),
    ],
)  # fmt: skip
def test_what_stands_before_an_amount_is_no_part_of_it(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("résultat de -171 280,00 €", -171280.0), ("excédent : - 250 000 € ou + 10 €", -250000.0), ("Club des aînés - 500 €", 500.0),
        ("de 100-500 €", 500.0), ("-500 € au club", 500.0), ("- 150 € pour 50 ans", 150.0),
    ],
)  # fmt: skip
def test_a_minus_is_told_from_a_dash(text: str, value: float) -> None:
    assert values(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "en 2031", "article L. 2121-29", "tél. 01 23 45 67 89", "20 %", "12 500 habitants", "1 234,56", "14 voix pour",
        "3,5 millions d'habitants",
        "en faveur de la commune", "le 12 mars 2031", "5 000 m²", "M57", "les 2 Euroméennes",
    ],
)  # fmt: skip
def test_what_is_no_money_gives_nothing(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        ("12 000 € HT soit 14 400 € TTC", ["HT", "TTC"]), ("12 000 € (H.T.)", ["HT"]), ("12 000 € toutes taxes comprises", ["TTC"]),
        ("montant HT de 12 000 €", ["HT"]), ("Total T.T.C. : 14 400 €", ["TTC"]), ("12 000 €HT, 300 €", ["HT", None]),
        ("12 000 TTC €", ["TTC"]),
        ("HT 12 000 € et 300 €", ["HT", None]), ("12 000 € hors taxes", ["HT"]), ("12 000 €", [None]), ("12 000 €\nTTC", ["TTC"]),
    ],
)  # fmt: skip
def test_the_tax_on_either_side_serves_one_amount(text: str, taxes: list[str | None]) -> None:
    assert [amount.tax for amount in find_amounts(text)] == taxes


def test_a_tax_without_sign_of_money_is_an_amount_when_its_figures_are() -> None:
    text = "s'élève à 11 365,40 HT, soit 13 638,48 TTC, lot 2 HT, budget 2031 TTC"
    assert [(a.value, a.tax) for a in find_amounts(text)] == [(11365.4, "HT"), (13638.48, "TTC")]


TABLE = """Nom Montant Euros HT Montant Euros TTC
ORFEUIL TP 61 212,50 73 455,00
VAUDRELLE 11 080 13 296
"""
OFFERS = """Entreprises Offres € TTC Note sur 10
ORFEUIL TP 61 212,50 7,25 1
VAUDRELLE 70 080,00 6,10 2
"""


def test_a_column_of_euros_gives_its_amounts_without_sign() -> None:
    assert [(a.value, a.tax) for a in find_amounts(TABLE)] == [(61212.5, "HT"), (73455.0, "TTC"), (11080.0, "HT"), (13296.0, "TTC")]
    assert values(OFFERS) == [61212.5, 70080.0]


def test_a_table_without_euros_gives_nothing() -> None:
    assert values(TABLE.replace("Euros", "net")) == []


@pytest.mark.parametrize(
    ("text", "title", "role"),
    [
        ("attribue une subvention de 500 € au club", "", AmountRole.SUBSIDY),
        ("retient l'offre de l'entreprise Orfeuil pour un montant de 12 000 €", "", AmountRole.CONTRACT),
        ("inscrit au chapitre 21 la somme de 12 000 €", "", AmountRole.BUDGET_LINE),
        ("contracte un emprunt de 500 000 €", "", AmountRole.LOAN),
        ("le coût est estimé à 80 000 €", "", AmountRole.ESTIMATE),
        ("Judo 500 €", "Subventions aux associations", AmountRole.SUBSIDY),
        ("Total : 500 €", "", None),
        ("au prix de 45 € le m²", "", None), ("un prix de 12 € / repas", "", None),
    ],
)  # fmt: skip
def test_the_role_is_the_nearest_telling_word(text: str, title: str, role: AmountRole | None) -> None:
    assert find_amounts(text, title=title)[0].role is role


@pytest.mark.parametrize(
    ("text", "beneficiary"),
    [
        ("attribue une subvention de 500 € à l'association Les Amis du Lavoir, pour 2031", "association Les Amis du Lavoir"),
        ("accorde à l'association « Lire Ensemble » une subvention de 300 €", "association « Lire Ensemble »"),
        ("attribue le marché à la société ORFEUIL TP, moins-disante, pour un montant de 12 000 € HT", "société ORFEUIL TP"),
        ("retient le devis de la SARL Vaudrelle d'un montant de 3 290,00 € HT", "SARL Vaudrelle"),
        ("retient l'entreprise Pierre et Patrimoine pour un montant de 9 000 €", "entreprise Pierre et Patrimoine"),
        ("attribue une aide de 500 € à Mme Odile TRESQUELIN", ""), ("verse une subvention de 500 € à la société de M. Orfeuil", ""),
        ("sollicite une subvention de 20 000 € auprès de la Région Nord", ""), ("la subvention de l'Etat de 20 000 €", ""),
        ("vend à la SCI Orfeuil la parcelle au prix de 9 000 €", ""), ("l'offre de l'entreprise Orfeuil, d'un montant de 9 000 €", ""),
        ("admet en non-valeur la créance de la société Orfeuil d'un montant de 648 €", ""),
        ("le Conseil régional des Plaines a accordé une subvention de 15 000 €", ""),
        ("condamnée à verser à la commune de Mornelle la somme de 1 000 €", ""),
    ],
)  # fmt: skip
def test_a_body_that_receives_is_named_and_nobody_else(text: str, beneficiary: str) -> None:
    assert find_amounts(text)[0].beneficiary == beneficiary


@pytest.mark.parametrize(
    ("text", "title", "role"),
    [
        ("fixe le prix du mètre cube à 1,62 € HT", "Service de l'eau - Tarifs 2031", None),
        ("Concession 30 ans   180 €", "TARIFS COMMUNAUX 2031", None), ("Photocopie A4   0,20 €", "Tarifs communaux", None),
        ("Le prix du m3 s'établit à 3,87 € TTC.", "Rapport annuel du service de l'eau", None),
        ("« Le prix a baissé de 60 000 €. »", "Acquisition d'un garage", None),
        ("Le cabinet Vaudrelle est retenu pour 27 300 € HT.", "Choix du maître d'œuvre", AmountRole.CONTRACT),
        ("L'avis de France\nDomaine est de 190 000 €.", "Acquisition d'un garage", AmountRole.ESTIMATE),
        ("France Domaine : 190 000 €", "Acquisition d'un garage", AmountRole.ESTIMATE),
        ("attribue une subvention de 500 €", "Tarifs et subventions 2031", AmountRole.SUBSIDY),
    ],
)  # fmt: skip
def test_a_tariff_has_no_role_and_the_words_of_the_field_have_theirs(text: str, title: str, role: AmountRole | None) -> None:
    assert find_amounts(text, title=title)[0].role is role


@pytest.mark.parametrize("raw", ["12 480,OO € HT", "2OO €", "1O OOO €", "l2 480,00 €", "2O 480,00 €", "12 480,0O €"])
def test_letters_among_figures_are_kept_in_their_words_without_value(raw: str) -> None:
    assert [(a.raw, a.value) for a in find_amounts(f"Le devis s'élève à {raw}\n")] == [(raw, None)]


def test_a_word_before_a_sign_of_money_is_no_amount() -> None:
    assert find_amounts("il €, oui, il, lo € et lot 3 : il €") == ()


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        ("s'élève à\n5 645,28€, toutes taxes comprises.", ["TTC"]), ("5 645 €, hors taxes", ["HT"]),
        ("Total HT 90 000 € 90 000 € 100%\nTVA 18 000 €\nTotal TTC 108 000 € 108 000 €", ["HT", "HT", None, "TTC", "TTC"]),
        ("Total HT 900 € puis 300 €", ["HT", None]),
    ],
)  # fmt: skip
def test_a_tax_after_a_comma_or_at_the_head_of_a_row_of_totals(text: str, taxes: list[str | None]) -> None:
    assert [a.tax for a in find_amounts(text)] == taxes


def test_a_title_is_not_joined_to_the_next_line() -> None:
    text = "2.3 Subvention à l'association sportive du collège\nL'association demande 800 €."
    assert find_amounts(text, title="Subvention")[0].beneficiary == ""
    cut = "accorde à l'association Les\nAmis du Lavoir une subvention de 300 €"
    assert find_amounts(cut)[0].beneficiary == "association Les Amis du Lavoir"


def test_rows_of_a_table_of_subsidies_name_bodies_and_never_people() -> None:
    text = "Club de tennis 500 €\nLes Amis de la Cité 300 €\nTRESQUELIN Odile 200 €\nTotal 1 000 €\nRégion 100 €"
    assert [a.beneficiary for a in find_amounts(text, title="Subventions 2031")] == ["Club de tennis", "Les Amis de la Cité", "", "", ""]


def test_an_amount_told_twice_has_one_role_and_one_beneficiary() -> None:
    first, second = find_amounts("retient le devis de la SARL Vaudrelle d'un montant de 3 290 € HT soit 3 948 € TTC")
    assert (first.role, first.beneficiary) == (second.role, second.beneficiary) == (AmountRole.CONTRACT, "SARL Vaudrelle")


def test_amounts_of_recognised_pages_are_flagged() -> None:
    text = "12 € puis 15 €"
    flags = [a.ocr for a in find_amounts(text, 1000, ocr_spans=[(1008, 1014)])]
    assert flags == [False, True]


@given(st.text(max_size=300))
def test_any_text_is_read_and_its_words_are_its_own(text: str) -> None:
    for amount in find_amounts(text, 7, title=text[:50], ocr_spans=[(0, 20)]):
        assert amount.raw == text[amount.span[0] - 7 : amount.span[1] - 7]


@given(
    st.lists(
        st.sampled_from(
            [*"0123456789", " ", ".", ",", "€", "\n", " 000", "'", "-", "euros ", "vingt-", "cent ", "mille ", "(", ")", "HT "]
        ),
        max_size=150,
    )
)
def test_runs_of_figures_are_read_in_order(words: list[str]) -> None:
    spans = [amount.span for amount in find_amounts("".join(words))]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
