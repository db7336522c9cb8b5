"""What discovery reads in a page: each link's own words, the heading above it, and what a script hides."""

import pytest

from scrapers.discovery.hidden import hidden_in, source_lines
from scrapers.discovery.page import read_page, says_nothing
from scrapers.discovery.vendors import load_vendors

BASE = "http://mairie.invalid/conseil/"
PAGE = """<html><head><title>Mairie</title><link rel="alternate" type="application/rss+xml" href="/flux.xml"></head><body>
<nav><a href="/conseil/">Conseil municipal</a><a href="/plan/">Plan</a></nav>
<main><h1>Séances</h1><h2>Procès-verbaux</h2>
<ul><li>Séance du 3 mars 2024 <a href="a.pdf">Télécharger (PDF, 1,2 Mo)</a></li>
<li><a href="b.pdf" title="PV du 9 avril 2024"><img src="x.png" alt="pdf"></a></li></ul>
<h2>Listes</h2><table><tr><td>12 mai 2024</td><td><a href="c.pdf">Liste</a></td></tr></table>
<a href="/conseil/">Le conseil municipal</a><object data="d.pdf"></object><iframe src="https://widget.invalid/x"></iframe>
<a href="file:///etc/passwd">x</a><a href="javascript:void(0)">y</a><a href="mailto:a@b.invalid">z</a></main>
<footer><a href="/pied/">Publications</a></footer>
<script>var link = '<a href="never.pdf">PV</a>';</script></body></html>"""


def test_each_link_has_its_words_and_the_nearest_heading() -> None:
    page = read_page(PAGE, BASE)
    found = {link.url.rsplit("/", 1)[-1]: link for link in page.links}
    assert (found["a.pdf"].text, found["a.pdf"].heading) == ("Séance du 3 mars 2024 Télécharger (PDF, 1,2 Mo)", "Procès-verbaux")
    assert found["b.pdf"].text == "PV du 9 avril 2024"
    assert (found["c.pdf"].heading, found["c.pdf"].row) == ("Listes", "12 mai 2024 Liste")
    assert "d.pdf" in found and "https://widget.invalid/x" in {link.url for link in page.links}
    assert "never.pdf" not in found
    assert (page.title, page.headline, page.feeds) == ("Mairie", "Séances", ("http://mairie.invalid/flux.xml",))
    assert page.refused == ("file:///etc/passwd",)


def test_a_link_met_twice_keeps_its_place_outside_the_menu() -> None:
    links = [link for link in read_page(PAGE, BASE).links if link.url == BASE]
    assert [(link.text, link.in_menu) for link in links] == [("Le conseil municipal", False)]
    menu = {link.url.rsplit("/", 2)[1]: (link.in_menu, link.heading) for link in read_page(PAGE, BASE).links if link.in_menu}
    assert menu == {"plan": (True, ""), "pied": (True, "")}  # the last heading of the page does not speak of its footer


@pytest.mark.parametrize(
    ("words", "nothing"), [("Télécharger (PDF, 1,2 Mo)", True), ("cliquez ici", True), ("", True), ("PV", False), ("12 mars", False)]
)
def test_words_that_name_no_document(words: str, nothing: bool) -> None:
    assert says_nothing(words) is nothing


def test_hostile_pages_are_read_without_end_or_error() -> None:
    deep = "<div>" * 5000 + "<a href='/a.pdf'>PV</a>"
    assert len(read_page(deep, BASE).links) <= 1
    many = "".join(f"<a href='/{n}.pdf'>{n}</a>" for n in range(12_000))
    assert len(read_page(many, BASE).links) <= 5_000
    assert read_page("", BASE).links == ()
    assert read_page("<a href='http://[::1'>x</a><base href='http://[::1'>", BASE).links == ()


@pytest.mark.parametrize(
    ("body", "name", "is_shell"),
    [
        ("<app-root></app-root><script src='main.js'></script>", "Angular", True),
        ('<div id="root"></div><script src="/static/js/main.js"></script>', "React", True),
        ('<div id="app"></div>', "Vue", True),
        ("<p>Les actes :</p><script src='https://data.megalis.bretagne.bzh/widget.js'></script>", "Mégalis Bretagne", False),
    ],
)
def test_pages_that_only_a_script_fills_are_named(body: str, name: str, is_shell: bool) -> None:
    found = hidden_in(body, read_page(body, BASE), 0, load_vendors())
    assert found is not None and (found.family.name, found.is_shell) == (name, is_shell)
    assert name in found.sentence(BASE, "council", None)


def test_a_page_that_shows_its_documents_hides_nothing() -> None:
    body = "<app-root></app-root>" + "<p>mot </p>" * 100
    assert hidden_in(body, read_page(body, BASE), 0, load_vendors()) is None
    assert hidden_in("<app-root></app-root>", read_page("", BASE), 3, load_vendors()) is None


def test_the_lines_to_write_instead_are_a_source_that_the_contract_takes() -> None:
    import yaml

    from tracker.towns import SourceConfig

    families = [family for family in load_vendors().hidden_listings if family.route]
    assert {"Mégalis Bretagne", "Opendatasoft"} <= {family.name for family in families}
    for family in families:
        SourceConfig.model_validate(yaml.safe_load(source_lines(family, "council"))[0])
