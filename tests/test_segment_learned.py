"""References of shapes that nobody listed: the document proves them by printing them with a growing number, at a line's start or end."""

import pytest

from scrapers.parsers.heads import make_sheet
from scrapers.parsers.title_end import before_prose
from tests.segmenting import HEAD, TITLES, body, minutes, read

SHAPES = (
    "C 2024-03-{:03}", "{:02}-20240325", "24.03.25/{:02}", "24-{:03}", "D240325{:02}", "VM-24-03-{:02}", "1{:02}", "DCC 2024-03-{:02}",
    "MA-DEL-2024-{:03}", "2024_03_25_D{:02}", "DB 24 {:04}", "CC_240325_{:02}", "2024D{:02}", "D.2024.03.{}", "DCM20240325-{:02}",
)  # fmt: skip
PLACES = {
    "dash": "{} - {}", "colon": "{} : {}", "number": "N° {} {}", "object": "Délibération n° {}\nObjet : {}", "below": "{}\n{}",
    "end": "{1} (N° {0})", "affaire": "AFFAIRE N° {}\n{}",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_repeated_growing_token_is_the_reference(shape: str, place: str) -> None:
    numbers = [shape.format(n) for n in range(7, 12)]
    acts, _, issues = read(minutes([PLACES[place].format(one, title.upper()) for one, title in zip(numbers, TITLES, strict=True)]))
    assert [(act.number, act.title) for act in acts] == [(one, title.upper()) for one, title in zip(numbers, TITLES, strict=True)]
    assert issues == []


@pytest.mark.parametrize(
    "shape",
    ["{:02}/03/2024", "L. 2121-{}", "{} rue", "18h{:02}", "1.{:03}", "60{:03}", "Article {}", "Lot {}", "06 12 34 56 {:02}", "Page {}"],
)
def test_dates_articles_hours_amounts_and_phones_are_no_reference(shape: str) -> None:
    lines = [f"{shape.format(n)} {title}\n" for n, title in enumerate(TITLES, 21)]
    text = HEAD + "Ordre du jour :\nAchat du terrain\n" + "".join(lines + [body(n) for n in range(5)])
    acts, (sitting,), _ = read(text)
    assert not any(act.number for act in acts) and "learned" not in sitting.regime


def test_tokens_under_which_nothing_is_decided_are_no_reference() -> None:
    lots = "".join(f"C 2024-03-{n:03} Parcelle des grands prés\nElle mesure douze ares.\n" for n in range(40, 52))
    acts, (sitting,), _ = read(
        minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)]).replace("La séance est", lots + "La séance est")
    )
    assert [act.title for act in acts] == list(TITLES) and sitting.regime == "num:arabic"


def test_a_theme_alone_takes_the_next_line_into_the_title() -> None:
    themes = ("EAU", "VOIRIE", "ÉCOLE", "SPORT", "CULTURE")
    heads = [f"C 2024-03-{n:03} {theme}\n{title}" for n, (theme, title) in enumerate(zip(themes, TITLES, strict=True))]
    assert [act.title for act in read(minutes(heads))[0]][:2] == [f"EAU - {TITLES[0]}", f"VOIRIE - {TITLES[1]}"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Vote des taxes : après en avoir délibéré, le conseil les maintient.", "Vote des taxes"),
        ("Vote du budget : M. le Maire présente le budget. Il est voté.", "Vote du budget"),
        ("Indemnités : fixées au taux maximal. Pour : 9.", "Indemnités"),
        ("Délégués au syndicat : ont été élus MM. ORY et VANNIER.", "Délégués au syndicat"),
        ("Travaux du chemin : le devis de l'entreprise est accepté.", "Travaux du chemin"),
        ("Subvention au club – le conseil municipal décide de refuser.", "Subvention au club"),
        ("Budget : vote des taux", "Budget : vote des taux"),
        ("Lotissement du Clos : prix de vente des terrains", "Lotissement du Clos : prix de vente des terrains"),
        ("École : convention avec le département", "École : convention avec le département"),
        ("Voirie - Travaux de la rue du Moulin", "Voirie - Travaux de la rue du Moulin"),
    ],
)
def test_a_title_stops_where_decision_prose_begins(line: str, title: str) -> None:
    assert before_prose(make_sheet(line + "\n"), 0, line) == title


def test_a_month_s_acts_counted_like_days_are_references_and_named_reports_may_jump() -> None:
    days = [f"2024/03/{n:02} – {title}" for n, title in enumerate(TITLES, 1)]
    assert [act.number for act in read(minutes(days))[0]] == [f"2024/03/{n:02}" for n in range(1, 6)]
    reports = [f"Rapport {n} – {title}" for n, title in zip((101, 102, 201, 202, 305), TITLES, strict=True)]
    assert [act.number for act in read(minutes(reports))[0]] == ["101", "102", "201", "202", "305"]


def test_dotted_references_of_the_sitting_s_month() -> None:
    heads = [f"24.03.{n:02} {title.upper()}" for n, title in enumerate(TITLES, 1)]
    text = minutes(heads).replace(
        "La séance est levée", "24.03.06 QUESTIONS DIVERSES\n- Madame la Maire rappelle la fête.\nLa séance est levée"
    )
    assert [act.number for act in read(text)[0]] == [f"24.03.{n:02}" for n in range(1, 6)]


def test_numbers_alone_at_the_top_of_pages_are_no_running_heads() -> None:
    pages = [f"DEL-24-03-10{n}\n{title}\n\n{body(n)}" for n, title in enumerate(TITLES, 1)]
    assert [act.number for act in read(HEAD + pages[0], *pages[1:])[0]] == [f"DEL-24-03-10{n}" for n in range(1, 6)]
