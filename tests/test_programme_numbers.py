"""Numbered items: each number is cut from its own item, and no two items are glued, whatever the print and the kind of document."""

from collections.abc import Callable, Iterable

import pytest

from scrapers.documents.lines import Line
from scrapers.documents.lines_html import html_lines
from scrapers.documents.lines_text import markdown_lines, text_lines
from scrapers.programmes.blocks import lead_of
from scrapers.programmes.compose import compose

ITEMS = ("Créer une maison du vélo dans chaque quartier", "Ouvrir un centre de santé municipal", "3 000 arbres le long des avenues",
         "Rénover les deux gymnases du centre")  # fmt: skip
PRINTS = {
    "1.": "{n}. ",
    "1\\.": "{n}\\. ", "1)": "{n}) ", "1\\)": "{n}\\) ", "1°": "{n}° ", "n°1 –": "n°{n} – ", "N° 1 :": "N° {n} : ", "1 -": "{n} - ",
    "1.-": "{n}.- ", "Mesure 1 :": "Mesure {n} : ",
    "Proposition n°1 –": "Proposition n°{n} – ", "(1)": "({n}) ", "01": "0{n} ", "1/": "{n}/ ",
    "#1": "#{n} ", "1.1.": "1.{n}. ", "**1.**": "**{n}.** ",
}  # fmt: skip
TITLE = "Nos mesures pour le mandat"
Lines = Callable[[list[str]], Iterable[Line]]
KINDS: dict[str, Lines] = {
    "text": lambda rows: text_lines(["\n".join([TITLE, "", *rows])]),
    "text, apart": lambda rows: text_lines(["\n\n".join([TITLE, *rows])]),
    "markdown": lambda rows: markdown_lines("\n\n".join([f"# {TITLE}", *rows])),
    "markdown, tight": lambda rows: markdown_lines("\n".join([f"# {TITLE}", "", *rows])),
    "page": lambda rows: html_lines(f"<body><h1>{TITLE}</h1>" + "".join(f"<p>{row}</p>" for row in rows) + "</body>")[0],
    "page, breaks": lambda rows: html_lines(f"<body><h1>{TITLE}</h1><p>" + "<br>".join(rows) + "</p></body>")[0],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", PRINTS)
def test_each_number_stands_before_its_own_item(sign: str, kind: str) -> None:
    rows = [PRINTS[sign].format(n=number) + item for number, item in enumerate(ITEMS, 1)]
    composed = compose(list(KINDS[kind](rows)))
    whole = "\f".join(composed.text.pages)
    found = [one for one in composed.text.passages if one.text != TITLE]
    assert [(one.text, one.bullet) for one in found] == [(item, True) for item in ITEMS]
    assert all(" ".join(whole[slice(*one.span)].split()) == one.text for one in found)


@pytest.mark.parametrize("kind", ["text", "text, apart", "markdown", "page", "page, breaks"])
def test_a_number_on_a_line_of_its_own_belongs_to_the_item_below(kind: str) -> None:
    rows = [row for number, item in enumerate(ITEMS, 1) for row in (f"{number}.", item)]
    found = compose(list(KINDS[kind](rows))).text.passages
    assert [one.text for one in found if one.text != TITLE] == list(ITEMS)


@pytest.mark.parametrize(
    "text",
    ["3 000 arbres plantés", "24/7 au commissariat", "2.5 km de pistes", "30 km/h partout", "1er budget vert", "06 12 34 56 78",
     "100 % de bio",
     "1.500 logements", "12 ans plus tard, la place est rouverte"],
)  # fmt: skip
def test_a_figure_of_the_words_is_no_number_of_a_list(text: str) -> None:
    assert lead_of(text) == 0
