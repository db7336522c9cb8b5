"""What looks like an act and is none, and what hides one: lists, tables, copies, rituals, questions, sub-headings."""

from itertools import pairwise

import pytest

from tests.segmenting import HEAD, TITLES, body, minutes, read, titles
from tracker.vocabulary import DocumentKind

CHAIN = [f"{n}. {title}" for n, title in enumerate(TITLES, 1)]


def test_a_list_inside_an_act_is_no_chain() -> None:
    members = "".join(f"{n}. Mme Ida DUMAS{n}\n" for n in range(1, 9))
    places = "".join(f"{n}- VANNIER Paul (Hameau {n})\n" for n in range(1, 9))
    text = (
        minutes(CHAIN[:2]).replace("La séance est levée à 22 heures.\n", "")
        + f"{CHAIN[2]}\nSont candidats :\n{members}{places}{body(2)}{CHAIN[3]}\n{body(3)}"
    )
    assert titles(text) == list(TITLES[:4])


def test_sub_headings_voted_one_by_one_are_the_acts() -> None:
    parts = ["Approbation du compte de gestion 2023", "Approbation du compte administratif 2023", "Budget primitif 2024"]
    agenda = (
        "ORDRE DU JOUR\n1. Budget de la commune\n" + "".join(f"- {part}\n" for part in parts) + f"2. {TITLES[0]}\n3. {TITLES[1]}\n____\n"
    )
    text = HEAD + agenda + "1. Budget de la commune\n" + "".join(f"- {part}\n{body(1)}" for part in parts)
    assert titles(text + f"2. {TITLES[0]}\n{body(0)}3. {TITLES[1]}\n{body(1)}") == [*parts, *TITLES[:2]]


def test_lettered_parts_voted_one_by_one_are_the_acts() -> None:
    text = HEAD + f"1) Désignations\na) {TITLES[0]}\n{body(0)}b) {TITLES[1]}\n{body(1)}2) {TITLES[2]}\n{body(2)}3) {TITLES[3]}\n{body(3)}"
    assert titles(text) == list(TITLES[:4])


def test_a_table_of_subsidies_stays_one_act() -> None:
    rows = "".join(f"Club numéro {n} : {n}00 €\nVote : pour à l'unanimité\n" for n in range(1, 7))
    text = HEAD + f"{CHAIN[0]}\n{body(0)}{CHAIN[1]}\nLes demandes sont les suivantes.\n{rows}{CHAIN[2]}\n{body(2)}"
    assert titles(text) == list(TITLES[:3])


def test_one_bullet_under_a_title_belongs_to_it() -> None:
    heads = [f"{head}\n− Autorisation à donner pour la signature" for head in CHAIN]
    assert titles(minutes(heads))[0] == f"{TITLES[0]} − Autorisation à donner pour la signature"


def test_questions_informations_and_the_end_are_no_acts_and_in_none() -> None:
    tail = (
        "6. Questions diverses\nUn habitant demande où en est la rue du Moulin.\nVote d'un banc pour tous.\nInformations\n"
        "Le marché aura lieu samedi.\n"
    )
    acts, _, _ = read(minutes(CHAIN).replace("La séance est levée", tail + "La séance est levée"))
    assert [act.title for act in acts] == list(TITLES)
    assert not any(word in act.text for act in acts for word in ("habitant", "samedi", "levée"))


def test_numbered_decisions_under_questions_are_acts() -> None:
    tail = f"6. Questions diverses\na) {TITLES[0]} bis\n{body(0)}b) Réparation du four banal\n{body(0)}"
    assert titles(minutes(CHAIN).replace("La séance est levée", tail + "La séance est levée"))[5:] == [
        f"{TITLES[0]} bis",
        "Réparation du four banal",
    ]


def test_the_mayors_own_decisions_begin_no_act() -> None:
    own = "Décision n° 2024-07 : contrat d'entretien\nDM 2024-08 : achat d'une pelle\nArrêté n° 2024-31 : voirie\n"
    acts, _, _ = read(
        minutes([f"D2024-{n:02} - {title}" for n, title in enumerate(TITLES, 1)]).replace(
            "La séance est levée", own + "La séance est levée"
        )
    )
    assert [act.title for act in acts] == list(TITLES) and "d'une pelle" not in acts[-1].text


def test_votes_of_the_opening_belong_to_nobody() -> None:
    ritual = (
        "Le compte rendu de la séance précédente est adopté à l'unanimité.\nLe mode de vote à main levée est retenu.\n"
        "Vote : pour à l'unanimité\n"
    )
    acts, (sitting,), _ = read(minutes(CHAIN, ritual))
    assert [act.title for act in acts] == list(TITLES) and sitting.confidence >= 0.95


def test_a_closing_list_repeats_titles_and_gives_no_act() -> None:
    closing = "LISTE DES DELIBERATIONS\n" + "".join(f"{n} – {title.upper()}\n" for n, title in enumerate(TITLES, 1))
    assert titles(minutes(CHAIN) + closing) == list(TITLES)


def test_a_list_whose_titles_begin_alike_is_read_to_its_end() -> None:
    alike = [
        f"Rapport annuel sur le prix et la qualité du service public de l'assainissement\ncollectif du hameau {name}" for name in "ABCD"
    ]
    closing = "LISTE DES DELIBERATIONS\n" + "".join(f"{n}. {title}\n" for n, title in enumerate(alike, 1))
    text = minutes([f"{n}. {title}" for n, title in enumerate(alike, 1)]).replace("La séance est levée à 22 heures.\n", closing)
    assert titles(text) == [title.replace("\n", " ") for title in alike]


def test_a_heading_deliberations_above_the_votes_cuts_nothing() -> None:
    text = HEAD + "".join(
        f"DELIBERATIONS :\n- le prix est fixé à {n} €\n- le maire signe\nAprès en avoir délibéré, à l'unanimité, adopté.\n"
        for n in range(9)
    )
    acts, (sitting,), issues = read(text)
    assert acts == [] and sitting.confidence < 0.7
    assert {issue.code for issue in issues} & {"no_segmentation", "low_confidence"}


def test_acts_cited_by_their_number_begin_nothing() -> None:
    cited = "2024-12 du 3 janvier fixant les tarifs de l'année\n2023-114 Occupation du domaine public\n"
    heads = [f"2024-{n:03} {title}\n{cited}" for n, title in enumerate(TITLES, 21)]
    assert titles(minutes(heads)) == list(TITLES)


def test_a_page_of_figures_is_no_title() -> None:
    table = (
        "CHAPITRES BUDG N-1 REA N-1\nFONCTIONNEMENT\n011 CHARGES A CARACTERE GENERAL 210 000,00 €\n"
        "012 CHARGES DE PERSONNEL 455 000,00 €\nTOTAL DEPENSES 665 000 €\n"
    )
    text = HEAD + "".join(f"\n{title.upper()}\n\n{table}{body(n)}" for n, title in enumerate(TITLES))
    assert titles(text) == [title.upper() for title in TITLES]


def test_few_doubtful_headings_keep_the_sitting_whole_and_tell_why() -> None:
    text = HEAD + f"1. {TITLES[0]}\n" + "".join(f"Sur ce point numéro {n}, beaucoup de prose.\n" * 20 + body(n) for n in range(6))
    acts, (sitting,), issues = read(text)
    assert acts == [] and [issue.code for issue in issues][:1] in (["no_segmentation"], ["low_confidence"])
    assert sitting.regime_evidence


@pytest.mark.parametrize("kind", [DocumentKind.OTHER, DocumentKind.PROCES_VERBAL, DocumentKind.DELIBERATION])
def test_documents_that_are_no_minutes_give_no_act(kind: DocumentKind) -> None:
    agenda = "CONSEIL MUNICIPAL DU 25 MARS 2024\nORDRE DU JOUR\n" + "".join(f"{head}\n" for head in CHAIN)
    summons = "CONVOCATION\nJ'ai l'honneur de vous inviter à assister au conseil municipal qui se tiendra le 25 mars 2024.\n" + "".join(
        f"{head}\n" for head in CHAIN
    )
    order = (
        "ARRÊTÉ DU MAIRE N° 2024-31\nVu le code de la route,\nARRÊTE :\nArticle 1 : la rue est fermée.\n"
        "Article 2 : le maire est chargé de l'application.\n"
    )
    post = (
        "Le conseil de lundi, notre lecture\nNous avons voté contre la hausse des tarifs. 1. Les tarifs\nNous disons non.\n"
        "2. La voirie\nNous disons oui.\n3. Le reste\nÀ suivre.\n"
    )
    for text in (agenda, summons, order, post):
        assert read(text, kind=kind)[0] == []


def test_an_item_continued_on_the_next_page_is_one_act() -> None:
    halves = body(1).splitlines(keepends=True)
    first = HEAD + f"D2024-01 - {TITLES[0]}\n{body(0)}D2024-02 - {TITLES[1]}\n{halves[0]}"
    acts, _, issues = read(first, f"D2024-02 - {TITLES[1]} (suite)\n{halves[1]}{halves[2]}D2024-03 - {TITLES[2]}\n{body(2)}")
    assert [act.title for act in acts] == list(TITLES[:3]) and issues == []
    assert (acts[1].page_from, acts[1].page_to) == (1, 2)


def test_no_act_holds_the_title_of_the_next() -> None:
    acts, _, _ = read(minutes([f"{title}\n(N° DE_2024_{n:03})" for n, title in enumerate(TITLES, 1)]))
    assert all(following.title not in act.text for act, following in pairwise(acts))
    assert all(act.span[1] <= following.span[0] for act, following in pairwise(acts))


def test_capitals_inside_a_sentence_or_naming_people_are_no_titles() -> None:
    inside = "Le budget annexe est tenu en gestion directe pour les deux régies des communes historiques de\nBELLERIVE et LA FORET HAUTE\n"
    people = "Sont délégués par le maire les conseillers dont les noms suivent, commune par commune :\nBELLERIVE HAUTE - DUMAS Jeanne\n"
    text = HEAD + "".join(f"{title.upper()}\n{inside}{people}{body(n)}" for n, title in enumerate(TITLES))
    assert titles(text) == [title.upper() for title in TITLES]


@pytest.mark.parametrize(
    "noise", ["\x00\u202e" * 500, "1. " * 3000, "ordre du jour\n" * 400, "é" * 5000, "(" * 3000, "\f" * 300, "٣٤. " * 500]
)
def test_hostile_text_raises_nothing_and_invents_nothing(noise: str) -> None:
    assert read(HEAD + noise)[0] == []
    assert len(read(minutes(CHAIN) + noise)[0]) <= len(TITLES)


def test_a_closing_list_in_other_words_repeats_numbers_and_gives_no_act() -> None:
    heads = [f"N° 2024-0{231 + n} - {title}" for n, title in enumerate(TITLES)]
    rows = "".join(f"2024-0{231 + n}  Dossier abrégé {'abcde'[n]}                 Adopté\n" for n in range(len(TITLES)))
    acts, _, issues = read(minutes(heads) + "\nLISTE DES DÉLIBÉRATIONS\n\n" + rows)
    assert [act.title for act in acts] == list(TITLES) and issues == []
    assert all("abrégé" not in act.text for act in acts)


def test_a_wrapped_cell_ends_no_act() -> None:
    text = minutes(CHAIN).replace(CHAIN[1], CHAIN[1] + "\n70 Produits des services du domaine et ventes\ndiverses\n74 Dotations\n")
    acts, _, _ = read(text)
    assert [act.title for act in acts] == list(TITLES)
    assert "74 Dotations" in acts[1].text and acts[1].outcome is not None


def test_dossiers_taken_in_another_order_are_all_acts() -> None:
    order = (1, 2, 4, 3, 5)
    heads = [f"DOSSIER N° {n}\n{title}\n" for n, title in zip(order, TITLES, strict=True)]
    assert titles(minutes(heads)) == list(TITLES)
