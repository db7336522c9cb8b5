"""Boxes side by side: a title over two columns parts them even when it is short, and one at a column's foot belongs to what is below."""

from scrapers.documents.lines import Line
from scrapers.programmes.compose import compose

LEFT, RIGHT = 60.0, 320.0


def line(text: str, left: float, top: float, size: float = 10.0, weight: int = 400) -> Line:
    return Line(text, 1, size=size, weight=weight, left=left, right=left + 0.5 * size * len(text), bottom=top - size, top=top)


def box(title: str, items: tuple[str, ...], left: float, top: float) -> list[Line]:
    return [line(title, left, top, weight=800), *(line(f"• {one}", left + 10, top - 14 * n) for n, one in enumerate(items, 1))]


def section(title: str, top: float, size: float, left: tuple[str, ...], right: tuple[str, ...]) -> list[Line]:
    return [line(title, 30, top, size), *box("Constats partagés", left, LEFT, top - 30), *box("Objectifs", right, RIGHT, top - 30)]


FIRST = (
    ("Les salles sont trop peu nombreuses", "Les clubs manquent de bénévoles"),
    ("Ouvrir une salle de danse au bourg", "Aider chaque club"),
)
SECOND = (
    ("Les rues du centre sont trop étroites", "Trop de bâtiments restent vides"),
    ("Paver la grande rue du bourg", "Rénover l'ancien moulin"),
)


def paths(lines: list[Line]) -> dict[str, tuple[str, ...]]:
    return {one.text: one.headings for one in compose(lines).text.passages if one.bullet}


def test_a_short_title_over_both_columns_parts_them() -> None:
    found = paths([*section("Sport et culture", 800, 16, *FIRST), *section("Travaux", 680, 16, *SECOND)])
    assert found["Aider chaque club"] == ("Sport et culture", "Objectifs")
    assert found["Trop de bâtiments restent vides"] == ("Travaux", "Constats partagés")
    assert found["Rénover l'ancien moulin"] == ("Travaux", "Objectifs")


def test_a_title_set_a_little_smaller_over_the_same_boxes_is_of_the_same_level() -> None:
    found = paths([*section("Sport et culture", 800, 16, *FIRST), *section("Travaux et bâtiments", 680, 14.5, *SECOND)])
    assert found["Rénover l'ancien moulin"] == ("Travaux et bâtiments", "Objectifs")


def test_a_title_at_the_foot_of_a_column_goes_with_the_wide_text_below() -> None:
    wide = "• Mettre les salles de la commune à la disposition de toutes les associations et partager leur matériel de fête"
    lines = [*section("Sport et culture", 800, 16, *FIRST), line("Les idées reçues :", LEFT, 729, weight=800), line(wide, LEFT + 10, 711)]
    found = paths(lines)
    assert found["Aider chaque club"] == ("Sport et culture", "Objectifs")
    assert found[wide[2:]] == ("Sport et culture", "Les idées reçues :")
