"""Who sat: lists in every layout, proxies, offices and hours; a name is never made up. All people here are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parsers.attendance import Attendance, read_attendance
from scrapers.parsers.text import plain
from tracker.vocabulary import Presence


def read(text: str) -> Attendance:
    """Return the attendance of a header."""
    return read_attendance(text, plain(text))


def names(text: str, presence: Presence) -> list[str]:
    """Return the names of one presence, with who votes for them."""
    return [p.raw_name + (f" > {p.proxy}" if p.proxy else "") for p in read(text).people if p.presence is presence]


PROSE = """COMMUNE DE VALMONTEL
Séance du 14 mai 2031
L'an deux mille trente et un, le quatorze mai, à vingt heures trente, les membres du conseil municipal, convoqués le 7 mai à 9 h,
se sont réunis dans la salle des Tilleuls, sous la
présidence de Monsieur Bastien VAUDRELLE, maire.
Nombre de membres en exercice : 15 - Quorum : 8
Étaient présents : MM. Bastien VAUDRELLE, Éloi QUERNAC, Mmes Odile TRESQUELIN, Hélène
CORMERAY, Jean-Marc DE LA TOURELLE (arrivé à 20h45), adjoints, M. Guy LE BRETTEC.
Absents ayant donné procuration : M. Octave RIGAUDIN donne pouvoir à Mme Odile TRESQUELIN et Mme Anne PERNELET donne pouvoir à M.
Éloi QUERNAC.
Absents excusés : Mme Solange VIRIEUX et M. Loïc TOURNEMINE
Absente : Mme Agathe BELLUGON
Madame Hélène CORMERAY est nommée secrétaire de séance.
Le conseil municipal accepte d'ajouter un point à l'ordre du jour.
"""


def test_a_header_in_prose_is_read_whole() -> None:
    found = read(PROSE)
    assert (found.opened_at, found.place, found.president) == ("20:30", "salle des Tilleuls", "Bastien VAUDRELLE")
    assert (found.secretary, found.in_office, found.quorum) == ("Hélène CORMERAY", 15, 8)
    assert names(PROSE, Presence.PRESENT) == [
        "Bastien VAUDRELLE", "Éloi QUERNAC", "Odile TRESQUELIN", "Hélène CORMERAY", "Jean-Marc DE LA TOURELLE", "Guy LE BRETTEC",
    ]  # fmt: skip
    assert names(PROSE, Presence.REPRESENTED) == ["Octave RIGAUDIN > Odile TRESQUELIN", "Anne PERNELET > Éloi QUERNAC"]
    assert names(PROSE, Presence.EXCUSED) == ["Solange VIRIEUX", "Loïc TOURNEMINE"]
    assert names(PROSE, Presence.ABSENT) == ["Agathe BELLUGON"]


BULLETS = """Conseil municipal du 3 juin 2031
Présents :
- Madame Odile TRESQUELIN, maire
- Monsieur Éloi QUERNAC, 1er adjoint
- Monsieur Guy LE BRETTEC
Pouvoirs :
− Monsieur Octave RIGAUDIN à Madame Odile TRESQUELIN
− Madame Anne PERNELET à Monsieur Éloi QUERNAC
Absents : néant
Secrétaire : Monsieur LE BRETTEC
"""
SURNAMES = """Étaient présents : M. VAUDRELLE, Maire
MME. TRESQUELIN, M. QUERNAC, MMES CORMERAY, DE ROCHEMAURE, adjoints,
MM LE BRETTEC, RIGAUDIN, conseillers municipaux,
Pouvoirs
Monsieur L. TOURNEMINE a donné pouvoir à Madame O. TRESQUELIN
Secrétaire de séance
Madame H. CORMERAY est désignée comme secrétaire de séance.
"""
COMMUNITY = """Etaient présents :
Titulaires :
Mme Odile TRESQUELIN, M. Éloi QUERNAC, M. Renaud
TOURNEMINE (3)
Absent(s) ayant donné procuration à :
M. Octave RIGAUDIN donne procuration à M. Éloi QUERNAC (1)
Absents et absent(s) excusé(s) :
Mme Anne PERNELET (1)
- Approbation à l'unanimité du compte-rendu de la séance du 13 mars 2031 ;
- Désignation d'un secrétaire de séance (article L.2121-15 du CGCT) : Mme Odile TRESQUELIN a été désignée.
"""
FIRST_NAMES = """CR du conseil
Présents : Jean-Pierre, Yves, Maryline,
Nelly
Excusés : Marielle (pouvoir donné à Yves) / Marc (pas de pouvoir donné)
Ordre du jour
"""
COUNTED = """25 élus étaient Présents ou Représentés (02 Procurations : R. BASTIDON, AL Fontvieille) et 02 Absents : P. Morvaine, LM Tissan.
Le Maire, après avoir désigné Monsieur Noël GARANDEAU comme Secrétaire de Séance, ouvre la session.
"""


def test_bulleted_lists_with_roles_and_pairs() -> None:
    assert names(BULLETS, Presence.PRESENT) == ["Odile TRESQUELIN", "Éloi QUERNAC", "Guy LE BRETTEC"]
    assert names(BULLETS, Presence.REPRESENTED) == ["Octave RIGAUDIN > Odile TRESQUELIN", "Anne PERNELET > Éloi QUERNAC"]
    assert names(BULLETS, Presence.ABSENT) == []
    assert read(BULLETS).secretary == "LE BRETTEC"


def test_surnames_in_capitals_under_shared_civilities() -> None:
    assert names(SURNAMES, Presence.PRESENT) == [
        "VAUDRELLE",
        "TRESQUELIN",
        "QUERNAC",
        "CORMERAY",
        "DE ROCHEMAURE",
        "LE BRETTEC",
        "RIGAUDIN",
    ]
    assert names(SURNAMES, Presence.REPRESENTED) == ["L. TOURNEMINE > O. TRESQUELIN"]
    assert read(SURNAMES).secretary == "H. CORMERAY"


def test_a_council_of_communes_with_headings_and_counts() -> None:
    assert names(COMMUNITY, Presence.PRESENT) == ["Odile TRESQUELIN", "Éloi QUERNAC", "Renaud TOURNEMINE"]
    assert names(COMMUNITY, Presence.REPRESENTED) == ["Octave RIGAUDIN > Éloi QUERNAC"]
    assert names(COMMUNITY, Presence.ABSENT) == ["Anne PERNELET"]
    assert read(COMMUNITY).secretary == "Odile TRESQUELIN"


def test_first_names_only_and_proxies_in_brackets() -> None:
    assert names(FIRST_NAMES, Presence.PRESENT) == ["Jean-Pierre", "Yves", "Maryline", "Nelly"]
    assert names(FIRST_NAMES, Presence.REPRESENTED) == ["Marielle > Yves"]
    assert names(FIRST_NAMES, Presence.EXCUSED) == ["Marc"]


def test_lists_inside_a_sentence() -> None:
    assert names(COUNTED, Presence.REPRESENTED) == ["R. BASTIDON", "AL Fontvieille"]
    assert names(COUNTED, Presence.ABSENT) == ["P. Morvaine", "LM Tissan"]
    assert read(COUNTED).secretary == "Noël GARANDEAU"


@pytest.mark.parametrize(
    "given_how",
    [
        "M. Octave RIGAUDIN a donné pouvoir à Mme Odile TRESQUELIN", "M. Octave RIGAUDIN à Mme Odile TRESQUELIN",
        "M. Octave RIGAUDIN (pouvoir à Mme Odile TRESQUELIN)", "M. Octave RIGAUDIN représenté par Mme Odile TRESQUELIN",
        "M. Octave RIGAUDIN pouvoir à Odile TRESQUELIN", "M. Octave RIGAUDIN ayant donné procuration à Mme Odile TRESQUELIN",
        "RIGAUDIN Octave ayant donné procuration à TRESQUELIN Odile", "M. Octave RIGAUDIN donne procuration à Odile TRESQUELIN",
        "M. Octave RIGAUDIN qui a donné pouvoir à Mme Odile TRESQUELIN", "M. Octave RIGAUDIN -> Mme Odile TRESQUELIN",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "label", ["Absents excusés :", "Absents ayant donné pouvoir :", "Représentés :", "Étaient absents :", "Excusés avec pouvoir :"]
)
def test_who_votes_for_whom_in_every_form(label: str, given_how: str) -> None:
    (person,) = read(f"Présents : M. Guy LE BRETTEC\n{label} {given_how}\nSecrétaire : M. Guy LE BRETTEC\n").people[1:]
    assert person.presence is Presence.REPRESENTED
    assert sorted(person.raw_name.split()) == ["Octave", "RIGAUDIN"]
    assert sorted((person.proxy or "").split()) == ["Odile", "TRESQUELIN"]


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("le 14 mai à 20h30", "20:30"), ("le 14 mai à 19 H 00", "19:00"), ("le quatorze mai à dix-huit heures", "18:00"),
        ("le 14 mai à 18:30", "18:30"),
        ("à dix-neuf heures et demie", "19:30"), ("à vingt heures quarante", "20:40"), ("le 14 mai à 9 heures", "09:00"),
        ("convoqué à 9h, La séance est ouverte à 20h05", "20:05"), ("M. X arrivé à 19h13", None), ("convocation affichée à 10h", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_hour_of_opening(words: str, hour: str | None) -> None:
    assert read(f"Conseil municipal\n{words}\n").opened_at == hour


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("s'est réuni au lieu ordinaire de ses séances sous la présidence de", "lieu ordinaire de ses séances"),
        ("s'est réuni en séance ordinaire, à l'Ancienne Criée, sous la présidence de", "Ancienne Criée"),
        ("se sont réunis dans la salle du conseil en mairie, sous la\nprésidence de", "salle du conseil en mairie"),
        ("s'est réuni en mairie, Salle du Conseil, le jeudi 24 avril 2031 à 18h00, sous la présidence de", "mairie, Salle du Conseil"),
        ("Lieu : salle des Tilleuls\n", "salle des Tilleuls"), ("", ""),
    ],
)  # fmt: skip
def test_the_place(words: str, place: str) -> None:
    assert read(f"Le conseil municipal {words} M. Guy LE BRETTEC").place.removeprefix("l'") == place


@pytest.mark.parametrize(
    "words",
    [
        "Secrétaire de séance : M. Éloi QUERNAC", "Secrétaire : Éloi QUERNAC", "M. Éloi QUERNAC a été désigné secrétaire de séance.",
        "Le conseil a choisi pour secrétaire : M. Éloi QUERNAC", "Éloi QUERNAC est élu secrétaire de séance",
        "Le secrétariat de séance est assuré par M. Éloi QUERNAC", "le maire désigne M. Éloi QUERNAC en qualité de secrétaire de séance",
    ],
)  # fmt: skip
def test_the_secretary_in_every_form(words: str) -> None:
    assert read(f"Présents : M. Guy LE BRETTEC\n\n{words}\n").secretary == "Éloi QUERNAC"


def test_a_title_under_an_empty_list_is_nobody() -> None:
    text = "Présents :\nGuy LE BRETTEC, Éloi QUERNAC\nAbsents :\nAssociation de l'Opéra de Valmontel\nDésignation du représentant\n"
    assert names(text, Presence.ABSENT) == []


def test_the_list_of_a_second_act_is_not_added() -> None:
    text = "Présents : M. Guy LE BRETTEC\nDélibération\nPrésents : M. Éloi QUERNAC\n"
    assert names(text, Presence.PRESENT) == ["Guy LE BRETTEC"]


def test_counts_and_sentences_name_nobody() -> None:
    assert read("Membres présents : 27\nMembres votants : 28\nAbsents : 2\nLe quorum est atteint.").people == ()
    assert read("Le quorum est atteint à 19 h").quorum is None


def test_an_empty_text_gives_nothing() -> None:
    assert read("") == Attendance()


ALL = ["VAUDRELLE", "QUERNAC", "LE BRETTEC"]


@pytest.mark.parametrize(
    "words",
    [
        "MM. et Mmes VAUDRELLE, QUERNAC, LE BRETTEC.", "Mesdames et Messieurs VAUDRELLE, QUERNAC,\nLE BRETTEC.",
        "Mmes et Mrs VAUDRELLE, QUERNAC et LE BRETTEC", "Mesdames, Messieurs VAUDRELLE, QUERNAC, LE BRETTEC\n\nSOMMAIRE\n1. Budget",
        "Mrne VAUDRELLE, M. QUERNAC, Mme LE BRETTEC",
    ],
)  # fmt: skip
def test_the_civility_of_two_sexes_opens_one_list(words: str) -> None:
    assert names(f"Étaient présents : {words}\n", Presence.PRESENT) == ALL


def test_a_place_ends_before_the_kind_of_sitting() -> None:
    assert (
        read("Le conseil municipal s'est réuni à la Mairie en séance publique sous la présidence de M. Guy LE BRETTEC\n").place == "Mairie"
    )


def test_a_list_under_its_count_is_read_and_a_title_under_a_count_is_nobody() -> None:
    assert names("Présents : 3\nAnne CORDELLE, Jean MAURINE, Luc VIRIEUX\n", Presence.PRESENT) == [
        "Anne CORDELLE",
        "Jean MAURINE",
        "Luc VIRIEUX",
    ]
    assert read("Présents : 3\nBudget primitif\n").people == ()


def test_an_empty_line_ends_the_list() -> None:
    text = "Absents excusés : Julie MAURINE (procuration à Luc VIRIEUX), Anne CORDELLE\n\nPoint n° 1 : Désignation\n"
    assert names(text, Presence.EXCUSED) == ["Anne CORDELLE"]


def test_full_members_and_their_substitutes_are_present() -> None:
    text = (
        "Délégués titulaires présents : Messieurs MAURINE, VIRIEUX ; Mesdames CORDELLE,\nTOURNEMINE.\nSuppléants présents : M. RIGAUDIN.\n"
    )
    assert names(text, Presence.PRESENT) == ["MAURINE", "VIRIEUX", "CORDELLE", "TOURNEMINE", "RIGAUDIN"]


@pytest.mark.parametrize("words", ["présidence de\nM. Guy LE BRETTEC.", "présidence de\nVotants : 10     Guy LE BRETTEC (Maire)"])
def test_a_president_on_the_next_line_is_read(words: str) -> None:
    found = read(f"Conseillers en fonction : 15\nLe conseil s'est réuni sous la {words}\n")
    assert (found.president, found.in_office) == ("Guy LE BRETTEC", 15)


def test_initials_are_no_civility() -> None:
    text = "Présents : O. TRESQUELIN, M.-C. VAUDRELLE, G. LE BRETTEC\n"
    assert names(text, Presence.PRESENT) == ["O. TRESQUELIN", "M.-C. VAUDRELLE", "G. LE BRETTEC"]


@pytest.mark.parametrize(
    "words",
    [
        "REPRÉSENTÉS : Mme PERNELET Anne par Mme TRESQUELIN, M. RIGAUDIN par M. QUERNAC.",
        "Excusés et représentés : Mme PERNELET Anne (mandataire Mme TRESQUELIN), M. RIGAUDIN (mandataire M. QUERNAC).",
        "Présents (3) : Mmes VAUDRELLE, TRESQUELIN, M. QUERNAC. Pouvoirs (2) : Mme PERNELET Anne à Mme TRESQUELIN, M. RIGAUDIN à M. QUERNAC"
        ". Absent (1) : M. TOURNEMINE.",
        "Présents : 3. Excusés ayant donné pouvoir : 2 (Mme PERNELET Anne à Mme TRESQUELIN, M. RIGAUDIN à M. QUERNAC).",
        "Représentés : Anne PERNELET (pouvoir à Mme TRESQUELIN),\nM. RIGAUDIN (pouvoir à M. QUERNAC). Absents : L. TOURNEMINE.",
    ],
)  # fmt: skip
def test_the_represented_and_who_votes_for_them_in_every_print(words: str) -> None:
    found = names(words + "\n", Presence.REPRESENTED)
    assert found in (["PERNELET Anne > TRESQUELIN", "RIGAUDIN > QUERNAC"], ["Anne PERNELET > TRESQUELIN", "RIGAUDIN > QUERNAC"])
    assert len(names(words + "\n", Presence.ABSENT)) == words.count("Absent")


@pytest.mark.parametrize(
    "words",
    [
        "Présents : A. CORDELLE, B. MAURINE\nAbsent représenté : M. RIGAUDIN, représenté par Mme CORDELLE\nAbsent : L. VIRIEUX",
        "Présents : 2\nMme CORDELLE, M. MAURINE, maire\nOnt donné pouvoir : M. RIGAUDIN à Mme CORDELLE\nMembre absent : L. VIRIEUX",
        "Présent(e)s : A. CORDELLE, B. MAURINE\nExcusé(e)s : RIGAUDIN (donne pouvoir à CORDELLE)\nAbsent(e)s : L. VIRIEUX",
        "Sont présents : A. CORDELLE, B. MAURINE\nSont absents : RIGAUDIN, pouvoir à CORDELLE ; L. VIRIEUX",
        "Présents : Mmes CORDELLE, MAURINE formant la majorité\nAbsents ayant donné pouvoir : RIGAUDIN (à CORDELLE)\nAbsent : L. VIRIEUX",
    ],
)  # fmt: skip
def test_labels_and_proxies_of_modern_minutes(words: str) -> None:
    assert len(names(words + "\n", Presence.PRESENT)) == 2
    assert [name.replace("A. ", "") for name in names(words + "\n", Presence.REPRESENTED)] == ["RIGAUDIN > CORDELLE"]
    assert names(words + "\n", Presence.ABSENT) == ["L. VIRIEUX"]


def test_everybody_but_one_makes_nobody_present() -> None:
    text = "Présents : tous les conseillers sauf M. RIGAUDIN, excusé (pouvoir à M. QUERNAC) et de Mme PERNELET, excusée\n"
    assert names(text, Presence.PRESENT) == []
    assert names(text, Presence.REPRESENTED) == ["RIGAUDIN > QUERNAC"]
    assert names(text, Presence.EXCUSED) == ["PERNELET"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("sous la présidence de Monsieur Hervé\nvotants : 21     LE BRETTEC-GUY, Maire.", "Hervé LE BRETTEC-GUY"),
        ("sous la présidence de Monsieur Hervé\nLE BRETTEC, Maire.", "Hervé LE BRETTEC"),
        ("sous la présidence de Monsieur Quernac\nmaire de Valmontel", "Quernac"),
        ("sous la présidence de Monsieur Hervé\nNombre : 3", ""),
    ],
)  # fmt: skip
def test_a_president_cut_by_a_line_end_is_whole_or_left_out(words: str, name: str) -> None:
    assert read(f"Le conseil s'est réuni {words}\n").president == name


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("La séance est close à 22 h 30.", None), ("La séance est levée à 22 h 30.", None), ("Fin de séance : 22h30", None),
        ("À 22 h 30, la séance est levée.", None), ("À 22 h 30, le maire lève la séance.", None),
        ("Prochaine réunion le vendredi 5 juillet 2031 à 20 heures 30", None),
        ("Le 30 mai 2031 à 20 h 00, le conseil s'est réuni.\nLa séance est close à 22 h 30.", "20:00"),
        ("Date de convocation : 24 mai 2031\n\nLe 30 mai 2031 à 20 h 00, le conseil s'est réuni", "20:00"),
        ("Début de séance : 20h00 - Fin de séance : 22h30", "20:00"),
    ],
)  # fmt: skip
def test_the_closing_hour_is_never_the_opening_one(words: str, hour: str | None) -> None:
    assert read(f"Compte rendu\n{words}\n").opened_at == hour


PIECES = [
    "Présents : ",
    "Absents ",
    "M. ",
    "Mme ",
    "Jean DUPONT",
    " à ",
    "pouvoir ",
    "\n",
    ", ",
    "(",
    ")",
    " et ",
    "secrétaire ",
    "est désigné ",
    "   ",
]


@given(st.text(max_size=500))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(person.raw_name.strip() for person in read(text).people)


@given(st.lists(st.sampled_from(PIECES), max_size=200))
def test_runs_of_its_words_give_only_names_with_a_capital(words: list[str]) -> None:
    assert all(any(c.isupper() for c in person.raw_name) for person in read("".join(words)).people)
