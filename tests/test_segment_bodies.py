"""Whose minutes they are: other bodies' meetings, notes before the sitting, orders and posts give no act, no sitting and no issue."""

import pytest

from scrapers.parsers.document import text_kind
from tests.segmenting import TITLES, body, minutes, read
from tracker.vocabulary import DocumentKind

ITEMS = "".join(f"{n}. {title}\n{body(n)}" for n, title in enumerate(TITLES, 1))
ROLL = "Présents : 42 membres. Secrétaire de séance : M. Paul VANNIER.\n"
OTHER = {
    "association": "ASSOCIATION DES AMIS DU RU\nProcès-verbal de l'assemblée générale du 17 mars 2024\n" + ROLL,
    "school": "École des Prés\nPROCÈS-VERBAL DU CONSEIL D'ÉCOLE\nJeudi 9 novembre 2023\n" + ROLL,
    "quarter": "Conseil de quartier du Moulin\nCompte rendu de la réunion du 9 novembre 2023\n" + ROLL,
    "children": "Compte rendu du conseil municipal des jeunes\n9 novembre 2023\n" + ROLL,
    "note": "VILLE DE VRAIVILLE\nCONSEIL MUNICIPAL DU 12 DÉCEMBRE 2023\nNOTE EXPLICATIVE DE SYNTHÈSE\n",
    "draft": "PROJET DE DÉLIBÉRATION N° 7\nCONSEIL MUNICIPAL DU 13 AVRIL 2023\nRapporteur : M. ORY\n",
    "notice": "COMMUNE DE VRAIVILLE\nAVIS D'ENQUÊTE PUBLIQUE\n",
    "post": "Conseil municipal : ce qu'il faut retenir !\nPublié le 14 avril 2023\n",
}


@pytest.mark.parametrize("name", OTHER)
def test_what_is_no_councils_minutes_gives_nothing(name: str) -> None:
    assert read(OTHER[name] + ITEMS) == ([], [], [])


@pytest.mark.parametrize(
    "head",
    [
        "conseil municipal",
        "conseil communautaire",
        "conseil métropolitain",
        "conseil d'arrondissement",
        "conseil départemental",
        "comité syndical",
    ],
)
def test_every_deliberating_body_is_read(head: str) -> None:
    text = minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)]).replace("conseil municipal", head)
    assert [act.title for act in read(text)[0]] == list(TITLES)


def test_a_subsidy_to_an_association_makes_no_other_body() -> None:
    agenda = "Ordre du jour :\n1. Subvention à l'association des parents\n2. Conseil d'école : délégué\n"
    text = minutes(["1. Subvention à l'association des parents", "2. Conseil d'école : délégué"], agenda)
    assert text_kind(text) is DocumentKind.PROCES_VERBAL


def test_an_order_that_cites_a_unanimous_deliberation_is_an_order() -> None:
    text = (
        "VILLE DE VRAIVILLE\nARRÊTÉ DU MAIRE N° 2024-118\nVu la délibération du conseil municipal n° 12, adoptée à l'unanimité,\nARRÊTE\n"
        "Article 1 - La rue est fermée.\nArticle 2 - Le présent arrêté est affiché.\n"
    )
    assert text_kind(text) is DocumentKind.ARRETE and read(text) == ([], [], [])


def test_the_published_list_reads_its_two_columns() -> None:
    text = (
        "VILLE DE VRAIVILLE\nLISTE DES DÉLIBÉRATIONS EXAMINÉES\nPAR LE CONSEIL MUNICIPAL EN SA SÉANCE DU 25 MARS 2024\n"
        "(article L. 2121-25)\n\n"
        "2024-078      Désignation du secrétaire de séance                      Approuvée à l'unanimité\n"
        "2024-079      Stationnement payant du front de ru : extension aux      Rejetée (11 pour, 16 contre,\n"
        "              mois d'avril et octobre                                  2 abstentions)\n"
        "2024-080      Zone de mouillages : renouvellement de                   Approuvée à la majorité\n"
        "              l'autorisation\n"
        "2024-081      Acquisition de la parcelle AB 217                        Ajournée\n"
    )
    acts, (sitting,), _ = read(text)
    assert text_kind(text) is DocumentKind.LISTE_DELIBERATIONS and sitting.regime == "official_list"
    assert [(act.number, act.title) for act in acts[1:3]] == [
        ("2024-079", "Stationnement payant du front de ru : extension aux mois d'avril et octobre"),
        ("2024-080", "Zone de mouillages : renouvellement de l'autorisation"),
    ]
    assert [act.outcome for act in acts] == ["adopted", "rejected", "adopted", "adjourned"]


def test_a_table_with_results_is_a_list_whatever_its_name_and_its_theme_is_no_title() -> None:
    text = (
        "Mairie de Vraiville\n\nConseil municipal du 25 mars 2024\nDélibérations examinées\n\n"
        "Numéro        Thème            Intitulé                                                  Décision du conseil\n"
        "D24-001       Finances         Budget 2024 : autorisation d'engager un quart des         Adopté à l'unanimité\n"
        "                               dépenses d'investissement\n"
        "D24-002       Domaine          Vente de l'ancienne perception                            Ajournée au 24 mai 2024\n"
        "D24-003       Domaine          Convention de passage pour le sentier                     Rejetée\n"
    )
    acts, (sitting,), _ = read(text)
    assert text_kind(text) is DocumentKind.LISTE_DELIBERATIONS and sitting.regime == "official_list"
    assert [(act.number, act.title) for act in acts] == [
        ("D24-001", "Budget 2024 : autorisation d'engager un quart des dépenses d'investissement"),
        ("D24-002", "Vente de l'ancienne perception"),
        ("D24-003", "Convention de passage pour le sentier"),
    ]


def test_rules_with_articles_and_annexes_are_no_minutes() -> None:
    rules = "".join(
        f"Article {n} : Séances\nLe conseil municipal adopte à la majorité ; le maire nomme un secrétaire.\n" for n in range(1, 9)
    )
    assert read("VILLE DE VRAIVILLE\nRÈGLEMENT INTÉRIEUR DU CONSEIL MUNICIPAL\n" + rules) == ([], [], [])
    figures = "Membres en exercice : 11\nVOTES : Pour : 9   Contre : 0\n"
    assert read("COMMUNE DE VRAIVILLE\nANNEXE - Présentation du compte administratif\nConseil municipal\n" + figures) == ([], [], [])


def test_a_council_named_in_other_words_is_read() -> None:
    text = minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)])
    text = text.replace("Procès-verbal du conseil municipal", "Réunion de conseil").replace("le conseil\nmunicipal", "l'assemblée")
    assert [act.title for act in read(text)[0]] == list(TITLES)


def test_a_press_article_gives_no_act() -> None:
    items = "".join(
        f"{n}. {title}\nLe conseil municipal a approuvé ce projet. Adopté à la majorité, par 9 voix pour et 2 contre.\n"
        for n, title in enumerate(TITLES, 1)
    )
    text = "LE COURRIER DES PRÉS - Vendredi 29 mars 2024\nVRAIVILLE\nLe conseil municipal de Vraiville s'est réuni mardi soir.\n"
    assert read(text + items) == ([], [], [])
    assert read(text.replace("s'est réuni", "a siégé") + items + "De notre correspondante\n") == ([], [], [])


def test_the_house_rules_presided_by_the_mayor_are_no_minutes() -> None:
    rules = "".join(
        f"Article {n} : Séances\nLe conseil est présidé par le maire et nomme un secrétaire. Il vote à la majorité.\n" for n in range(1, 9)
    )
    assert read("COMMUNE DE VRAIVILLE\nRÈGLEMENT INTÉRIEUR DU CONSEIL MUNICIPAL\n" + rules) == ([], [], [])


def test_a_published_list_with_a_roll_below_is_a_list() -> None:
    rows = "".join(f"2024-08{n}      {title:<60}   Approuvée à l'unanimité\n" for n, title in enumerate(TITLES * 3, 10))
    head = "LISTE DES DÉLIBÉRATIONS EXAMINÉES PAR LE CONSEIL MUNICIPAL\nSÉANCE DU 25 MARS 2024\n\n"
    text = head + rows + "\nNombre de conseillers en exercice : 29\nPrésents : 25\nProcurations : 4\n"
    acts, _, _ = read(text)
    assert text_kind(text) is DocumentKind.LISTE_DELIBERATIONS and len(acts) == 3 * len(TITLES)
    assert "Nombre" not in acts[-1].text


def test_an_extract_with_a_number_a_tally_and_an_object_is_one_act() -> None:
    text = (
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\nSéance du 25 mars 2024\nDélibération n° DEL_2024_038\n"
        "En exercice : 19\nPour : 16\nContre : 0\n\nDate de convocation : 18 mars 2024\n\n\n"
        "Présents : M. Paul VANNIER, Mme Odile ORY\nSecrétaire : Mme ORY\n" + "\n" * 9 + f"OBJET : {TITLES[0]}\n\n{body(0)}"
    )
    (act,), _, _ = read(text)
    assert (act.number, act.title) == ("DEL_2024_038", TITLES[0])
