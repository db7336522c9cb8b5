"""Every way of heading an act that towns print, with and without a printed agenda: the same acts come out."""

import pytest

from tests.segmenting import TITLES, minutes, read, titles

ROMAN = ("I", "II", "III", "IV", "V")
NUMBERED = {
    "DEL2024-48": "DEL2024-{:02} : {}", "DE2024-073": "DE2024-{:03} {}", "DE-087-24": "DE-{:03}-24 : {}", "DG24_057": "DG24_{:03} {}",
    "1DL240452": "1DL24{:04} - {}", "2024-0339": "2024-{:04} {}", "48/2024": "{}/2024 : {}", "DEL 2403_02": "N° DEL 2403_{:02} {}",
    "2024.00028": "2024.{:05} {}", "2024 DDCT 69": "2024 DDCT {} {}", "2024-03-01": "DCM n° 2024-03-{:02} : {}",
    "2024-03-25-01": "2024-03-25-{:02} – {}", "20240325 1": "20240325 {} {}", "24-03/059": "24-03/{:03} – {}",
    "25-03/059": "25-03/{:03} – {}",
    "2024.03.25 – 2": "2024.03.25 – {}  {}",
}  # fmt: skip
CHAINS = {
    "dot": "{}. {}", "bracket": "{}) {}", "slash": "{}/ {}", "dash": "{} - {}", "degree": "{}°) {}", "nested": "1.{} {}", "bare": "{} {}",
    "point": "Point n° {} : {}", "POINT": "POINT {} – {}", "question": "Question n° {} : {}", "affaire": "Affaire n°{} – {}",
    "rapport": "RAPPORT N° {} : {}", "dossier": "Dossier n° {} - {}", "deliberation": "Délibération n°{} : {}", "n": "N° {} – {}",
    "markdown": "## {}. {}", "bold": "**{}. {}**",
}  # fmt: skip
AGENDAS = {
    "none": "",
    "plain": "Ordre du jour :\n" + "".join(f"{title}\n" for title in TITLES),
    "numbered": "ORDRE DU JOUR\n" + "".join(f"{n}. {title}\n" for n, title in enumerate(TITLES, 1)),
    "bullets": "L'ordre du jour est le suivant :\n" + "".join(f"- {title}\n" for title in TITLES) + "- Questions diverses\n",
}


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("form", NUMBERED)
def test_printed_references(form: str, agenda: str) -> None:
    heads = [NUMBERED[form].format(n, title) for n, title in enumerate(TITLES, 51 if "48" in form else 1)]
    acts, (sitting,), issues = read(minutes(heads, AGENDAS[agenda]))
    assert [act.title for act in acts] == list(TITLES)
    assert sitting.regime.startswith("ref:") and sitting.confidence >= 0.9 and issues == []
    assert all(act.number and act.number in head for act, head in zip(acts, heads, strict=True))


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("form", CHAINS)
def test_numbering_chains(form: str, agenda: str) -> None:
    acts, (sitting,), issues = read(minutes([CHAINS[form].format(n, title) for n, title in enumerate(TITLES, 1)], AGENDAS[agenda]))
    assert [act.title for act in acts] == list(TITLES)
    assert sitting.confidence >= 0.9 and issues == []
    assert {act.number for act in acts} == ({"1", "2", "3", "4", "5"} if form == "n" else {None})


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("form", ["{} - {}", "{}/ {}", "{} {}", "{}. {}"])
def test_roman_chains(form: str, agenda: str) -> None:
    assert titles(minutes([form.format(roman, title) for roman, title in zip(ROMAN, TITLES, strict=True)], AGENDAS[agenda])) == list(TITLES)


@pytest.mark.parametrize("form", ["{}) {}", "{}/ {}"])
def test_letters(form: str) -> None:
    assert titles(minutes([form.format(letter, title) for letter, title in zip("ABCDE", TITLES, strict=True)])) == list(TITLES)


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("form", ["Objet : {}", "OBJET :\n{}", "Délibération : {}"])
def test_the_word_objet(form: str, agenda: str) -> None:
    acts, (sitting,), _ = read(minutes([form.format(title) for title in TITLES], AGENDAS[agenda]))
    assert [act.title for act in acts] == list(TITLES) and sitting.regime == "objet"


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("form", ["\n{}\n", "{}"])
def test_titles_in_capitals(form: str, agenda: str) -> None:
    assert titles(minutes([form.format(title.upper()) for title in TITLES], AGENDAS[agenda])) == [title.upper() for title in TITLES]


@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize(
    "form",
    [
        "Délibération n° 2024-{:03}\n{}", "DELIBERATION N° 2024/{:03}\nObjet : {}", "{1} (N° DE_2024_{0:03})", "{1}\n(N° DE_2024_{0:03})",
        "{0}. {1}\nDélibération n° 2024-{0:03}",
    ],
)  # fmt: skip
def test_numbers_above_below_and_behind_the_title(form: str, agenda: str) -> None:
    acts, _, _ = read(minutes([form.format(n, title) for n, title in enumerate(TITLES, 1)], AGENDAS[agenda]))
    assert [act.title for act in acts] == list(TITLES)
    assert [act.number.rsplit("2024", 1)[1][1:] for act in acts if act.number] == ["001", "002", "003", "004", "005"]


@pytest.mark.parametrize("agenda", ["plain", "bullets", "numbered"])
def test_no_numbering_at_all_but_an_agenda(agenda: str) -> None:
    acts, (sitting,), issues = read(minutes([f"\n{title}\n" for title in TITLES], AGENDAS[agenda]))
    assert [act.title for act in acts] == list(TITLES)
    assert sitting.regime == "agenda" and sitting.agenda[:5] == TITLES and issues == []
    assert "5 of 5 agenda titles found again" in sitting.regime_evidence


def test_one_item_under_an_agenda_of_one_item() -> None:
    acts, (sitting,), _ = read(minutes([f"\n{TITLES[0]}\n"], f"ORDRE DU JOUR\n{TITLES[0]}\n________\n"))
    assert [act.title for act in acts] == [TITLES[0]] and sitting.confidence >= 0.7


def test_separators_mixed_by_the_clerk() -> None:
    heads = [f"{n}{sep} {title}" for n, sep, title in zip((1, 2, 3, 4, 5), (")", ")", " -", "-", "/"), TITLES, strict=True)]
    assert titles(minutes(heads)) == list(TITLES)


def test_a_point_that_groups_several_numbered_acts() -> None:
    heads = [f"Point n° 1 : Finances\n24-03/001 – {TITLES[0]}", f"24-03/002 – {TITLES[1]}", f"Point n° 2 : Voirie\n24-03/003 – {TITLES[3]}"]
    acts, _, _ = read(minutes(heads))
    assert [(act.number, act.title) for act in acts] == [("24-03/001", TITLES[0]), ("24-03/002", TITLES[1]), ("24-03/003", TITLES[3])]


def test_a_title_above_a_bare_reference_and_an_item_without_one() -> None:
    heads = [
        f"POINT 1 – {TITLES[4]} :",
        f"POINT 2 – {TITLES[0]} :\n2024-03-25-DCM-01 Nomenclature ACTES : 6.1.1",
        f"POINT 3 – {TITLES[3]} :\n2024-03-25-DCM-02",
    ]
    acts, _, _ = read(minutes(heads))
    assert [(act.number, act.title) for act in acts] == [
        (None, TITLES[4]), ("2024-03-25-DCM-01", TITLES[0]), ("2024-03-25-DCM-02", TITLES[3]),
    ]  # fmt: skip
    assert acts[1].matter_code == "6.1.1" and acts[1].text.startswith("POINT 2") and "POINT 2" not in acts[0].text


@pytest.mark.parametrize("damaged", ["2O24.03.25 - {} ", "2024.O3.25 - {} ", "2024-03-25-{} – "])
def test_references_damaged_by_recognition(damaged: str) -> None:
    heads = [damaged.format(sign) + title for sign, title in zip(("l", "2", "3", "4", "5"), TITLES, strict=True)]
    acts, _, _ = read(minutes(heads))
    assert [act.title for act in acts] == list(TITLES) and acts[0].number and "l" not in acts[0].number


def test_votes_damaged_by_recognition_still_prove_a_heading() -> None:
    text = (
        minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)])
        .replace("unanimité", "unanimiïé")
        .replace("UNANIMITE, ACCEPTE", "UNANIMIÏE, ACCEPÏE")
    )
    assert titles(text) == list(TITLES)
