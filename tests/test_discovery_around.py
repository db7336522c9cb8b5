"""What stands around a link names it, and a site that says nothing is looked at a little further: the rules behind unprepared sites."""

import pytest

from scrapers.discovery.context import told_of
from scrapers.discovery.exploring import ground_of
from scrapers.discovery.first_page import read_first_page
from scrapers.discovery.frontier import LEAST, REFUSED, Frontier, Lead
from scrapers.discovery.judge import LinkEvidence, judge
from scrapers.discovery.page import Page, PageLink, read_page
from scrapers.discovery.sorting import another_year, judged, to_link
from scrapers.discovery.words import load_words
from tracker.vocabulary import DocumentKind

BASE = "http://mairie.invalid/conseil/"


def links(body: str) -> dict[str, PageLink]:
    return {link.url.rsplit("/", 1)[-1]: link for link in read_page(body, BASE).links}


def test_a_year_is_understood_by_the_heading_above_it() -> None:
    found = links(
        "<h2>Comptes rendus</h2><h3>2026</h3><a href=a.pdf>3 mars</a>"
        "<h3>2025</h3><a href=b.pdf>1er avril</a><h2>Bulletins</h2><a href=c.pdf>Été</a>"
    )
    assert [found[one].heading for one in ("a.pdf", "b.pdf", "c.pdf")] == ["Comptes rendus › 2026", "Comptes rendus › 2025", "Bulletins"]


def test_a_card_names_its_download() -> None:
    card = "<h2>Procès-verbaux</h2><div><h4>3 mars 2026</h4><p><a href=a.pdf>Télécharger</a></p></div>"
    card += "<div><h4>9 avril 2026</h4><p><a href=b.pdf>Télécharger</a></p></div>"
    found = links(card)
    assert found["a.pdf"].text == "3 mars 2026 Télécharger" and found["b.pdf"].text == "9 avril 2026 Télécharger"
    assert judged(found["a.pdf"], Page(BASE)).kind == DocumentKind.PROCES_VERBAL


def test_a_column_names_the_icons_below_it() -> None:
    rows = "".join(
        f"<tr><td>{day} mars 2026</td><td><a href=o{day}.pdf><img alt=''></a></td><td><a href=p{day}.pdf><img alt=''></a></td></tr>"
        for day in (3, 24)
    )
    found = links(f"<table><tr><th>Séance</th><th>Ordre du jour</th><th>Procès-verbal</th></tr>{rows}</table>")
    assert found["p24.pdf"].text == "Procès-verbal 24 mars 2026" and found["o3.pdf"].text == "Ordre du jour 3 mars 2026"
    assert judged(found["p24.pdf"], Page(BASE)).is_record and not judged(found["o3.pdf"], Page(BASE)).is_record


def test_a_tab_names_its_panel_wherever_its_title_stands() -> None:
    tabs = "<ul><li><a href='#o' role=tab>Ordres du jour</a></li><li><button data-bs-target='#p'>Procès-verbaux</button></li></ul>"
    found = links(
        f"{tabs}<div id=o role=tabpanel><a href=1.pdf>3 mars 2026</a></div><div id=p class='tab-pane'><a href=2.pdf>3 mars 2026</a></div>"
    )
    assert (found["1.pdf"].heading, found["2.pdf"].heading) == ("Ordres du jour", "Procès-verbaux")


def test_words_in_bold_alone_are_a_heading_and_words_in_a_sentence_are_none() -> None:
    assert links("<p><b>Comptes rendus</b></p><a href=a.pdf>Juin</a>")["a.pdf"].heading == "Comptes rendus"
    assert links("<p>La <b>mairie</b> est fermée</p><a href=a.pdf>Juin</a>")["a.pdf"].heading == ""


def test_addresses_kept_for_a_script_are_links() -> None:
    body = "<frame src=menu.htm><button data-href='/d/x.pdf'>PV</button>"
    body += "<div onclick=\"window.open('/d/y.pdf')\">PV</div><option value='/an/2025'>2025</option>"
    assert set(links(body)) == {"menu.htm", "x.pdf", "y.pdf", "2025"}
    assert links("<div onclick=\"alert('/d/y.pdf')\" data-url='du texte'>PV</div>") == {}


def test_a_line_gives_its_own_date_and_several_dates_give_none() -> None:
    lines = "<p>3 mars 2026 : <a href=a.pdf>compte-rendu</a> - <a href=b.pdf>liste</a> - <a href=c.pdf>x</a>"
    lines += "<br>9 avril 2026 : <a href=d.pdf>compte-rendu</a></p>"
    found = links(lines)
    assert "3 mars" in found["a.pdf"].row and "avril" not in found["a.pdf"].row and "9 avril" in found["d.pdf"].row
    two = PageLink(f"{BASE}a.pdf", "compte-rendu", row="3 mars 2026 et 9 avril 2026")
    assert to_link(two, Page(BASE), judged(two, Page(BASE))).date_text == ""


def test_a_page_is_told_by_the_way_to_it() -> None:
    assert told_of(Page(BASE, headline="Procès-verbaux", trail=("Ailleurs", "Sport"))) == "Procès-verbaux"
    assert told_of(Page(BASE, headline="2026", trail=("2026", "Séances du conseil municipal"))) == "Séances du conseil municipal 2026"
    assert told_of(Page(BASE, headline="Documents", trail=("Conseil d'école", "Conseil municipal"))) == "Conseil d'école Documents"
    assert told_of(Page(BASE, headline="Documents", title="Documents - Mairie", trail=("Documents", "Conseil d'école"))) == "Documents"


def lead(path: str, worth: float) -> Lead:
    return Lead(PageLink(f"http://mairie.invalid/{path}"), BASE, worth, 1)


def asked(frontier: Frontier) -> list[str]:
    found = []
    while one := frontier.pop():
        found.append(one.url.removeprefix("http://mairie.invalid/"))
        frontier.gave(False, one)
    return found


def test_pages_without_words_are_asked_only_while_little_is_found() -> None:
    def explored(records: int, worth: float = 0.14) -> int:
        frontier = Frontier(max_pages=1000, records=records)
        for number in range(100):
            frontier.add(lead(f"{number}/page", worth))
        return len(asked(frontier))

    assert explored(0) == 20 and 0 < explored(5) < 20 and explored(12) == 0
    assert explored(0, REFUSED) == 20 and explored(1, REFUSED) == 0


def test_neighbours_of_a_page_that_gave_records_come_first_and_those_of_barren_ones_last() -> None:
    frontier = Frontier(max_pages=10)
    for path, worth in (("a/1", 0.5), ("b/1", 0.4), ("c/1", 0.3), ("b/2", 0.2), ("a/2", 0.45), ("a/3", 0.44), ("d/1", 0.3)):
        frontier.add(lead(path, worth))
    frontier.gave(True, lead("b/0", 0.4))
    frontier.gave(False, lead("a/0", 0.5))
    frontier.gave(False, lead("a/9", 0.5))
    assert [frontier.pop().url[-3:] for _ in range(4)] == ["b/1", "b/2", "a/1", "a/2"]  # type: ignore[union-attr]
    assert not frontier.add(lead("b/1", 0.9)) and frontier.add(lead("c/1", 0.9)) and not frontier.add(lead("c/1", 0.5))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("Ma rubrique", REFUSED, LEAST), ("La piscine", 0, REFUSED), ("Bulletin municipal", 0, REFUSED), ("Plan du site", 0.19, LEAST)],
)
def test_the_worth_of_a_page_without_words_of_a_council(text: str, low: float, high: float) -> None:
    ground = ground_of(Page(BASE), lead("", 1.0), "")
    assert (
        low < ground.worth(PageLink("http://mairie.invalid/rubrique/7", text)) < high
        or low == 0 < ground.worth(PageLink(BASE, text)) <= high
    )


def test_a_bare_date_on_a_page_of_sittings_is_followed() -> None:
    page = Page(BASE)
    assert ground_of(page, lead("x", 0.9), "").inherited(PageLink(f"{BASE}x", "jeudi 25 juin")) > LEAST
    assert ground_of(page, lead("x", 0.3), "").inherited(PageLink(f"{BASE}x", "jeudi 25 juin")) == 0
    assert ground_of(page, lead("x", 0.9), "").inherited(PageLink(f"{BASE}x", "Nous écrire")) == 0
    assert ground_of(page, lead("x", 0.9), "").inherited(PageLink("http://mairie.invalid/agenda/x", "jeudi 25 juin")) == 0


def test_a_listing_may_have_other_years_and_a_calendar_may_not() -> None:
    assert another_year(PageLink("http://m.invalid/actes?annee=2025", "2025"), "http://m.invalid/actes?annee=2026")
    assert not another_year(PageLink("http://m.invalid/actes?annee=2025&mois=3", "2025"), "http://m.invalid/actes")
    assert not another_year(PageLink("http://m.invalid/agenda?annee=2025", "2025"), "http://m.invalid/actes")
    assert not another_year(PageLink("http://m.invalid/actes?annee=2099", "2099"), "http://m.invalid/actes")


ROWS = "Affichage\nSéance du 3 mars 2026\n26-11   {}   Unanimité\n26-12   Tarifs de l'eau   Majorité (2 abstentions)\n"
ROWS += "26-13   Personnel   Unanimité"


@pytest.mark.parametrize(
    ("text", "kind", "is_record"),
    [
        (ROWS.format("Toiture"), DocumentKind.LISTE_DELIBERATIONS, True),
        (ROWS.format("Subventions aux associations"), DocumentKind.LISTE_DELIBERATIONS, True),
        ("Comité des fêtes\nAssemblée générale\n" + ROWS.format("Toiture"), DocumentKind.OTHER, False),
        ("Ville de X\nReçu en préfecture le 4 mars\nToiture de la halle\nLe conseil, après en avoir délibéré, adopte le rapport qui lui a "
         "été présenté ce jour.", DocumentKind.DELIBERATION, True),
    ],
)  # fmt: skip
def test_first_pages_of_acts(text: str, kind: DocumentKind, is_record: bool) -> None:
    (said,) = read_first_page(text, load_words())
    assert (said.kind, said.weight > 0) == (kind, is_record)


def test_a_nameless_file_that_is_a_bulletin_is_refused_under_the_council_too() -> None:
    page = "BULLETIN MUNICIPAL n° 12\nInformation de la commune\n"
    page += "Le mot du maire : chers habitants, l'été commence et la fête du village approche."
    said = judge(LinkEvidence("http://m.invalid/a/2.pdf", "Fichier 2", "Conseil municipal", "Conseil municipal", page))
    assert not said.is_record and said.score < 0.2


def test_a_decision_in_a_file_named_as_acts_is_opened() -> None:
    said = judge(LinkEvidence("http://m.invalid/a/délib 3.pdf", "Décisions du 3 mars 2026"))
    assert 0.25 < said.score < 0.8
    assert judge(LinkEvidence("http://m.invalid/a/3.pdf", "Décision du maire n° 12")).score < 0.25
