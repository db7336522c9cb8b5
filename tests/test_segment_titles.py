"""Titles as they are printed, whole and clean: no number, no label, no foot of the page, no first words of the report."""

import pytest

from scrapers.parsers.title_words import clean_title
from tests.segmenting import HEAD, TITLES, body, minutes, read, titles
from tracker.vocabulary import Outcome


def title(head: str, after: str = "") -> str:
    text = HEAD + f"D2024-01 - {head}\n{after}{body(0)}D2024-02 - Tarifs de la cantine\n{body(1)}"
    return read(text)[0][0].title


def test_a_word_cut_at_the_end_of_a_line_is_made_whole() -> None:
    assert title("Entretien et maintenance des ins-\ntallations d'éclairage") == "Entretien et maintenance des installations d'éclairage"


def test_a_compound_keeps_its_hyphen() -> None:
    assert title("Collecte des déchets en porte-\nà-porte dans le bourg") == "Collecte des déchets en porte-à-porte dans le bourg"


def test_a_long_title_takes_the_lines_it_needs_and_no_more() -> None:
    wrapped = (
        "Fixation de la participation financière des communes de résidence des enfants accueillis dans les\nécoles publiques de la commune"
    )
    assert title(wrapped, "Le coût moyen est établi chaque année.\n") == wrapped.replace("\n", " ")


def test_a_short_title_does_not_take_the_sentence_below() -> None:
    assert (
        title("Élection de la présidence de séance", "Conformément au code, la maire se retire.\n") == "Élection de la présidence de séance"
    )
    assert title("Élection de la présidence de séance", "Sont candidats Mme ORY et M. VANNIER.\n") == "Élection de la présidence de séance"


def test_figures_of_a_ballot_are_in_no_title() -> None:
    head = "Élection de la présidente et des membres du bureau de la communauté"
    assert title(head, "Suffrages exprimés, 46. Majorité absolue, 24.\n") == head
    assert title(head, "Mandats pourvus, 12. Blancs, 2.\n") == head


def test_capitals_broken_by_blank_lines() -> None:
    assert title("CONVENTION DE PARTENARIAT AVEC LE\n\nSYNDICAT DES EAUX\n") == "CONVENTION DE PARTENARIAT AVEC LE SYNDICAT DES EAUX"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Objet : Achat d'un bus (suite)", "Achat d'un bus"),
        ("Achat d'un bus Liste affichée le 2 avril 2024", "Achat d'un bus"),
        ("Achat d'un bus Affiché le 2 avril", "Achat d'un bus"),
        ("Achat d'un bus Page 3 sur 12", "Achat d'un bus"),
        ("- Achat d'un bus :", "Achat d'un bus"),
        ("Achat d'un bus Nomenclature : 1.1", "Achat d'un bus"),
        ("Passage à la nomenclature M57", "Passage à la nomenclature M57"),
        ("Achat d'un bus (N° DE_2024_086)", "Achat d'un bus"),
        ("**Achat d'un bus**", "Achat d'un bus"),
        ("Publication des actes et affichage", "Publication des actes et affichage"),
    ],
)
def test_clean_titles(raw: str, clean: str) -> None:
    assert clean_title(raw) == clean


def test_the_foot_of_an_official_list_is_in_no_title() -> None:
    text = (
        "LISTE DES DELIBERATIONS EXAMINEES PAR LE CONSEIL MUNICIPAL\nSéance du 25 mars 2024\n2024-01 Achat d'un bus Approuvée\n"
        "2024-02 Tarifs de la cantine Rejetée\n2024-03 Convention des eaux – Approuvée\nListe affichée en mairie le 28 mars 2024\n"
    )
    acts, _, _ = read(text)
    assert [act.title for act in acts] == ["Achat d'un bus", "Tarifs de la cantine", "Convention des eaux"]
    assert [act.outcome for act in acts] == [Outcome.ADOPTED, Outcome.REJECTED, Outcome.ADOPTED]
    assert "affichée" not in acts[-1].text


@pytest.mark.parametrize("rubric", ["FINANCES", "EAU ET ASSAINISSEMENT", "VŒU"])
@pytest.mark.parametrize("number", ["DOSSIER N° {}", "DEL-24-03-10{}"])
def test_a_rubric_in_capitals_between_number_and_title_is_no_title(number: str, rubric: str) -> None:
    heads = [f"{number.format(n)}\n{rubric}\n{one}\n\nRapporteur : M. Paul VANNIER\n" for n, one in enumerate(TITLES, 1)]
    assert titles(minutes(heads)) == list(TITLES)


def test_a_title_in_capitals_above_prose_is_no_rubric() -> None:
    heads = [
        f"DOSSIER N° {n}\n{one.upper()}\nMise à jour des conditions déjà connues des membres du conseil.\n"
        for n, one in enumerate(TITLES, 1)
    ]
    assert titles(minutes(heads)) == [one.upper() for one in TITLES]


def test_what_is_posted_below_a_list_is_in_no_title() -> None:
    rows = "".join(
        f"Délibération n° D2024-4{n}\n{one}\nLe conseil municipal a approuvé à l'unanimité.\n\n" for n, one in enumerate(TITLES, 1)
    )
    text = "Liste des délibérations examinées par le conseil municipal\nSéance du 25 mars 2024\n\n" + rows
    acts, _, _ = read(text + "\nAffiché à la porte de la mairie le 28 mars 2024.\n")
    assert [act.title for act in acts] == list(TITLES) and "Affiché" not in acts[-1].text
