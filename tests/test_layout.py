"""Reading order: woven columns taken apart, figures put back beside their labels, and everything else left as the PDF has it."""

import io

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents.layout import Doubt, doubt, figures_apart, reordered
from scrapers.documents.pdf import read_pdf
from scrapers.documents.positions import Piece

PROSE = (
    "L'an deux mille vingt-six, le trente mars à vingt heures, le",
    "conseil municipal de la commune de Val-Essai, dûment convoqué,",
    "s'est réuni en session ordinaire à la salle des fêtes sous la",
    "présidence de Madame la maire, et a délibéré sur la création",
    "d'une crèche de vingt berceaux dans les anciens ateliers de la",
    "rue des Tanneurs, dont les travaux commenceront au printemps.",
)
SIDE = ("Nombre de conseillers", "en exercice : 23", "présents : 19", "votants : 21", "Date de convocation", "24 mars 2026")

Printed = list[tuple[float, float, str]]  # left, height, words: in the order of printing


def page(printed: Printed) -> str:
    """Return the text read from a page on which these words were printed in this order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setFont("Helvetica", 10)
    for left, height, words in printed:
        canvas.drawString(left, height, words)
    canvas.save()
    reading = read_pdf(buffer.getvalue(), "page.pdf")  # our own file: no child is needed
    assert reading.problems == ()
    return reading.pages[0]


def test_a_side_column_printed_line_by_line_is_taken_apart() -> None:
    printed: Printed = [(50, 760, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS")]
    for number, (side, prose) in enumerate(zip(SIDE, PROSE, strict=True)):
        printed += [(50, 700 - 14 * number, side), (220, 700 - 14 * number, prose)]
    printed.append((50, 580, "Le conseil adopte à l'unanimité."))
    expected = ["EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", *SIDE, *PROSE, "Le conseil adopte à l'unanimité."]
    assert page(printed).split("\n") == expected


def test_two_columns_of_prose_printed_line_by_line_are_read_one_after_the_other() -> None:
    narrow = [
        "Le conseil approuve la convention avec le",
        "département pour les travaux de la route",
        "qui mène au bourg, et autorise la maire à",
    ]
    narrow += [
        "signer tous les actes qui en découlent,",
        "dans la limite des crédits du budget de",
        "la commune pour cette année de travaux",
    ]
    printed: Printed = []
    for number, line in enumerate(narrow):
        printed += [(40, 700 - 12 * number, line), (310, 700 - 12 * number, line.replace("conseil", "bureau"))]
    text = page(printed).split("\n")
    assert text == [*narrow, *(line.replace("conseil", "bureau") for line in narrow)]


def test_columns_printed_one_after_the_other_stay_as_they_are() -> None:
    printed = [(50.0, 700.0 - 14 * n, side) for n, side in enumerate(SIDE)] + [
        (220.0, 700.0 - 14 * n, line) for n, line in enumerate(PROSE)
    ]
    assert [line.strip() for line in page(printed).split("\n")] == [*SIDE, *PROSE]


def test_the_rows_of_a_table_stay_rows() -> None:
    rows = [(f"2026-0{n}", f"Objet numéro {n} de la séance, adopté ou non par le conseil", "Approuvée") for n in range(1, 8)]
    printed: Printed = []
    for number, row in enumerate(rows):
        printed += [(left, 700.0 - 16 * number, cell) for left, cell in zip((50, 120, 450), row, strict=True)]
    assert [line.split() for line in page(printed).split("\n")] == [" ".join(row).split() for row in rows]


def test_a_list_with_bullets_stays_a_list() -> None:
    printed: Printed = []
    for number, line in enumerate(PROSE):
        printed += [(50, 700 - 14 * number, "-"), (70, 700 - 14 * number, line[0].lower() + line[1:].rstrip("."))]
    text = page(printed).split("\n")
    assert all(line.startswith("- ") for line in text) and len(text) == len(PROSE)


def test_counts_printed_apart_from_their_labels_are_joined() -> None:
    labels, values = ("Pour :", "Contre :", "Abstentions :", "Votants :"), ("17", "3", "1", "21")
    printed: Printed = [(60, 600 - 15 * n, label) for n, label in enumerate(labels)] + [
        (160, 600 - 15 * n, v) for n, v in enumerate(values)
    ]
    assert page(printed).split("\n") == ["Pour : 17", "Contre : 3", "Abstentions : 1", "Votants : 21"]


def test_amounts_in_a_column_of_their_own_are_joined_and_the_rest_stays() -> None:
    printed: Printed = [
        (60, 640, "Le plan de financement est le suivant :"),
        (60, 620, "Département"), (60, 605, "Région"), (60, 590, "Commune"),
        (260, 620, "40 %"), (260, 605, "40 %"), (260, 590, "20 %"),
        (340, 620, "26 830,00 €"), (340, 605, "26 830,00 €"), (340, 590, "13 415,00 €"),
        (60, 570, "Après en avoir délibéré, le conseil approuve."),
    ]  # fmt: skip
    assert page(printed).split("\n") == [
        "Le plan de financement est le suivant :", "Département 40 % 26 830,00 €", "Région 40 % 26 830,00 €",
        "Commune 20 % 13 415,00 €", "Après en avoir délibéré, le conseil approuve.",
    ]  # fmt: skip


def test_figures_that_no_label_stands_beside_stay_where_they_are() -> None:
    lines = [Piece("Total", 0, 50, 700, 90, 710), Piece("Reste", 1, 50, 680, 90, 690)]
    figures = [Piece("12", 2, 200, 500, 220, 510), Piece("14", 3, 200, 480, 220, 490)]
    assert reordered([*lines, *figures], Doubt(woven=True, apart=True)) is None


def test_plain_minutes_are_not_in_doubt() -> None:
    assert not figures_apart("Pour : 12\nContre : 0\nLe conseil approuve.\n2026\n")
    assert figures_apart("Pour :\nContre :\n12\n0\n")
    assert figures_apart("Pour :\nContre :\n120\n")  # « 12 » above « 0 », which PDFium writes as one word
    assert not figures_apart("Présents :\nLe maire et ses adjoints\nAbsents :\nNéant ce jour\n")  # nothing to join to the labels
    column = [(50.0, 700.0 - 14 * n, 500.0, 690.0 - 14 * n) for n in range(40)]
    assert not doubt(column, figures=True)


boxes = st.tuples(*[st.floats(-1e4, 1e4) for _ in range(4)])
some = st.builds(Piece, st.text(min_size=1, max_size=8), st.integers(0, 12), *[st.floats(-1e4, 1e4) for _ in range(4)])


@given(st.lists(some, max_size=40), st.lists(boxes, max_size=40))
def test_no_word_is_lost_nor_made_wherever_things_stand(pieces: list[Piece], found: list[tuple[float, float, float, float]]) -> None:
    doubt(found, figures=True)
    text = reordered(pieces, Doubt(woven=True, apart=True))
    if text is not None:
        assert sorted("".join(text.split())) == sorted("".join("".join(piece.text for piece in pieces).split()))


def test_words_outside_the_paper_stay_outside_and_nothing_else_is_lost() -> None:
    labels, values = ("Pour :", "Contre :", "Abstentions :"), ("17", "3", "1")
    printed: Printed = [(60, 600 - 15 * n, label) for n, label in enumerate(labels)] + [
        (160, 600 - 15 * n, v) for n, v in enumerate(values)
    ]
    assert page([*printed, (900, 600, "ailleurs")]).count("ailleurs") == 0
    assert sorted("".join(page([*printed, (900, 600, "ailleurs")]).split())) == sorted("".join(labels + values).replace(" ", ""))


def test_a_page_of_impossible_places_is_left_alone_quickly() -> None:
    """Figures far outside any paper, thousands of them, neither fail nor take time."""
    far = [(position, 700 - 0.01 * n, str(n)) for n in range(1500) for position in (-1e7, 5.0, 1e7)]
    assert page(far)
    many = [Piece(str(n), n, 10, 700 - n, 20, 701 - n) for n in range(5000)]
    assert reordered(many, Doubt(woven=True, apart=True)) is None
