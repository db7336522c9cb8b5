"""Borders drawn by a person win over every regime and are found again when the text is read better."""

from tests.segmenting import HEAD, TITLES, body, minutes, read
from tracker.items import Border, OcrPage
from tracker.vocabulary import DocumentKind

TEXT = HEAD + "".join(f"{title}\n{body(n)}" for n, title in enumerate(TITLES[:3]))


def border(number: int, first_line: str | None = None, page: int = 1) -> Border:
    return Border(page=page, first_line=first_line or TITLES[number], title=f"Titre {number}", number=f"2024-0{number}")


def test_a_person_cuts_what_no_regime_proves() -> None:
    assert read(TEXT)[0] == []
    acts, (sitting,), issues = read(TEXT, borders=(border(0), border(2)))
    assert [(act.title, act.number, act.regime, act.confidence) for act in acts] == [
        ("Titre 0", "2024-00", "hand", 1.0), ("Titre 2", "2024-02", "hand", 1.0),
    ]  # fmt: skip
    assert TITLES[1] in acts[0].text and acts[1].text.startswith(TITLES[2])
    assert (sitting.regime, sitting.confidence, issues) == ("hand", 1.0, [])


def test_a_person_says_that_there_is_no_act() -> None:
    acts, (sitting,), _ = read(minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)]), borders=())
    assert acts == [] and sitting.regime == "hand"


def test_borders_win_over_a_proved_regime_and_over_the_kind() -> None:
    acts, _, _ = read(minutes([f"{n}. {title}" for n, title in enumerate(TITLES, 1)]), borders=(border(1, "2. " + TITLES[1]),))
    assert [act.title for act in acts] == ["Titre 1"]
    acts, _, _ = read("ORDRE DU JOUR\n1. Budget\n2. Voirie\n", kind=DocumentKind.ORDRE_DU_JOUR, borders=(border(0, "2. Voirie"),))
    assert [act.text for act in acts] == ["2. Voirie"]


def test_a_line_is_found_again_in_a_better_text() -> None:
    acts, _, issues = read(TEXT, borders=(border(0, "Achat  du terraln des  grands pres"), border(1, "TARIFS DE LA CANTINE\u00a0SCOLAIRE")))
    assert [act.title for act in acts] == ["Titre 0", "Titre 1"] and issues == []


def test_a_line_moved_to_the_next_page_is_found_again() -> None:
    first, second = TEXT.split(TITLES[2])
    acts, _, _ = read(first, TITLES[2] + second, borders=(border(2, page=1),))
    assert [(act.title, act.page_from) for act in acts] == [("Titre 2", 2)]


def test_the_same_line_drawn_twice_is_found_twice() -> None:
    text = HEAD + f"Vote\n{body(0)}Vote\n{body(1)}"
    acts, _, issues = read(text, borders=(border(0, "Vote"), border(1, "Vote")))
    assert [act.title for act in acts] == ["Titre 0", "Titre 1"] and issues == []


def test_a_lost_border_is_told_with_its_page_and_line_and_the_others_stay() -> None:
    acts, _, (issue,) = read(TEXT, borders=(border(0), border(1, "Une ligne qui n'est nulle part", page=4)))
    assert [act.title for act in acts] == ["Titre 0"]
    assert (
        issue.code == "border_lost" and issue.page == 4 and "page 4" in issue.message and "Une ligne qui n'est nulle part" in issue.message
    )


def test_an_act_that_touches_a_recognised_page_is_to_be_checked() -> None:
    first, second = TEXT.split(TITLES[1])
    acts, _, _ = read(
        first, TITLES[1] + second, ocr=(OcrPage(page=2, confidence=0.8),), borders=(border(0), border(1, page=2), border(2, page=2))
    )
    assert [act.ocr for act in acts] == [False, True, True]


def test_a_number_is_not_taken_for_a_longer_one_that_begins_like_it() -> None:
    text = HEAD + f"Délibération n° 1\n{body(0)}Délibération n° 12\n{body(1)}"
    (act,), _, _ = read(text, borders=(border(0, "Délibération n° 12"),))
    assert act.text.startswith("Délibération n° 12")
