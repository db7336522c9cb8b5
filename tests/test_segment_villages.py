"""Short minutes without numbers (rubrics, bullets, lone titles, capitals with telegraphic decisions), and complete chains of numbers."""

import pytest

from tests.segmenting import HEAD, TITLES, minutes, read, titles

SHORT = (
    "Accord du conseil.", "Le devis Ory est retenu.", "Deux voix pour, six voix contre. La commune n'adhère pas.",
    "Point reporté à la prochaine réunion.", "OUI 3, NON 7. Le projet s'arrête là.",
)  # fmt: skip
VAGUE = ("Le maire en a parlé.", "Il faudra y revenir.", "Personne ne sait.", "Rien de neuf.", "On verra bien.")
PROSE = "Un échange a lieu sur le calendrier, le coût et les aides possibles du département."
FORMS = {"capitals": ("{}\n\n{}\n{}\n\n", str.upper), "arrow": ("➢ {}\n{}\n{}\n\n", str), "dash": ("- {}\n{}\n{}\n\n", str)}


def village(form: str, endings: tuple[str, ...]) -> str:
    text, style = FORMS[form]
    sections = (text.format(style(title), PROSE, ending) for title, ending in zip(TITLES, endings, strict=True))
    return HEAD + "\n" + "".join(sections) + "DIVERS\n- Le banc est à repeindre.\nSéance levée à 23 heures.\n"


@pytest.mark.parametrize("form", FORMS)
def test_regular_sections_with_telegraphic_decisions(form: str) -> None:
    acts, (sitting,), issues = read(village(form, SHORT))
    assert [act.title for act in acts] == [FORMS[form][1](title) for title in TITLES]
    assert 0.7 <= sitting.confidence <= 0.85 and issues == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sections_without_a_decision_give_no_act(form: str) -> None:
    assert titles(village(form, VAGUE)) == []


def test_rubrics_end_at_their_colon() -> None:
    words = ("VOIRIE", "ECOLE", "EAU POTABLE", "PERSONNEL", "EGLISE")
    lines = [f"{word} : {PROSE.lower()} {end}\n\n" for word, end in zip(words, SHORT, strict=True)]
    text = HEAD + "\n" + "".join(lines) + "QUESTIONS DIVERSES : un chien errant. Séance levée à 23 heures.\n"
    assert titles(text) == list(words)


def test_lone_titles_need_the_same_vote_block_each_time() -> None:
    block = "Pour : {}   Contre : 1   Abstention : 0"
    same = "".join(f"{title}\n\n{PROSE}\n{block.format(9 + n)}\n\n" for n, title in enumerate(TITLES))
    assert titles(HEAD + "\n" + same + "Questions diverses\n\nRien.\n") == list(TITLES)
    other = "".join(f"{title}\n\n{PROSE}\n{end}\n\n" for title, end in zip(TITLES, SHORT, strict=True))
    acts, _, issues = read(HEAD + "\n" + other + "Questions diverses\n\nRien.\n")
    assert acts == [] and [issue.code for issue in issues] == ["no_segmentation"]


def test_the_roll_in_capitals_is_no_title() -> None:
    roll = "ÉTAIENT ABSENTS : M. FONTANE Gérard.\nSONT REPRÉSENTÉS : MME ORY PAR M. VANNIER.\n"
    acts = read(minutes([title.upper() for title in TITLES]).replace("Présents :", roll + "Présents :"))[0]
    assert [act.title for act in acts] == [title.upper() for title in TITLES]


def test_a_complete_chain_beats_an_agenda_in_another_order() -> None:
    agenda = "Ordre du jour :\n" + "".join(f"{n}. {title}\n" for n, title in enumerate((*TITLES[1:], "Questions diverses"), 1)) + "\n"
    heads = [f"{roman}) {title.upper()}" for roman, title in zip(("I", "II", "III", "IV", "V"), TITLES, strict=True)]
    acts, (sitting,), _ = read(minutes(heads, agenda))
    assert [act.title for act in acts] == [title.upper() for title in TITLES] and sitting.regime == "num:roman"


def test_parts_with_numbered_items_are_no_acts() -> None:
    heads = ["1. FINANCES\n1.1 " + TITLES[0], "1.2 " + TITLES[1], "1.3 " + TITLES[2], "2. URBANISME\n2.1 " + TITLES[3], "2.2 " + TITLES[4]]
    assert titles(minutes(heads)) == list(TITLES)


def test_points_counted_in_letters() -> None:
    words = ("Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième")
    assert titles(minutes([f"{word} point à l'ordre du jour : {title}" for word, title in zip(words, TITLES, strict=True)])) == list(TITLES)


def test_a_numbered_wish_is_an_act_and_ends_the_one_before() -> None:
    heads = [f"DÉLIBÉRATION N° {n} - {title}" for n, title in enumerate(TITLES[:4], 1)]
    acts = read(minutes([*heads, "VŒU N° 1 présenté par le groupe Demain relatif à la gare"]))[0]
    assert [act.title for act in acts] == [*TITLES[:4], "VŒU N° 1 présenté par le groupe Demain relatif à la gare"]


def test_the_list_of_the_mayors_decisions_stays_in_its_numbered_act() -> None:
    heads = [f"DG24_03{n} {title}" for n, title in enumerate(TITLES[:4], 1)]
    last = "DG24_035 COMPTE RENDU DES DÉCISIONS PRISES PAR LE MAIRE\nDécision n° 2024-12 : ascenseurs.\nDécision n° 2024-13 : papier."
    acts = read(minutes([*heads, last]))[0]
    assert acts[-1].number == "DG24_035" and "2024-13" in acts[-1].text and len(acts) == 5


def test_a_title_keeps_the_mayor_it_names() -> None:
    last = "Remboursement de frais à M. le Maire"
    assert titles(minutes([f"Objet : {title}" for title in (*TITLES[:4], last)]))[-1] == last


def test_a_running_head_printed_once_joins_no_title() -> None:
    pages = minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)]).replace("3. Sub", "\f3. Sub").split("\f")
    assert titles(pages[0] + "Travaux divers", "Commune de Vraiville-sur-Ru - compte rendu du conseil\n" + pages[1])[2] == TITLES[2]


def test_letters_under_one_point_do_not_replace_the_points() -> None:
    sub = "".join(f"\n{letter}) {title}\nAdopté à l'unanimité." for letter, title in zip("ABC", TITLES, strict=False))
    heads = [f"Point n° {n} : {title}" for n, title in enumerate((*TITLES[3:], "Finances" + sub, "Achat d'un banc", "Nom de la crèche"), 1)]
    assert titles(minutes(heads)) == [*TITLES[3:], *TITLES[:3], "Achat d'un banc", "Nom de la crèche"]


def test_an_agenda_printed_as_a_sentence_heads_no_act() -> None:
    agenda = "Il rappelle l'ordre du jour :\n" + " ; ".join(f"Rapport n° {n} - {title[:14]}" for n, title in enumerate(TITLES, 1)) + ".\n"
    assert titles(minutes([f"RAPPORT N° {n} - {title}" for n, title in enumerate(TITLES, 1)], agenda)) == list(TITLES)


def test_wishes_numbered_apart_among_references() -> None:
    heads = [
        f"2024 {service} {n} - {title}" for service, n, title in zip(("DDCT", "DLH", "DVD", "DFA"), (69, 12, 8, 3), TITLES, strict=False)
    ]
    acts = read(minutes([*heads, "V06 2024 01 - Vœu relatif à la propreté de la place"]))[0]
    assert [act.number for act in acts] == ["2024 DDCT 69", "2024 DLH 12", "2024 DVD 8", "2024 DFA 3", "V06 2024 01"]
