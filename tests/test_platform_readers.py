"""What the CMS platforms read, without any network: small pages written after the patterns of the reference."""

import gzip
import json
from datetime import date

import pytest

from scrapers.platforms import feed_read, sitemap_read, webdelib_read, wordpress_read
from scrapers.platforms.drupal import lasting, page_url
from scrapers.platforms.page_links import read_page_links
from scrapers.platforms.webdelib import with_query
from scrapers.platforms.wordpress_rest import api_root, media_url, search_words, total_pages
from scrapers.platforms.xml_read import XmlError, parse_xml
from tracker.vocabulary import DateOrigin

HERE = "https://www.petite-ville.invalid"
UP = "/wp-content/uploads/2026/02"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
)


# Row "WordPress REST" of the machine routes


def test_media_gives_documents_with_their_upload_day() -> None:
    rows = [
        {
            "source_url": f"{HERE}{UP}/1106_001.pdf", "date": "2026-02-03T10:00:00",
            "title": {"rendered": "Proc&egrave;s-verbal &#8211; <b>mars</b>"},
        },
        {"source_url": f"{UP}/été 2026.docx", "date": "pas de date", "title": "Séance"},
        {"source_url": f"{HERE}{UP}/salle.jpg", "date": "2026-02-03T10:00:00", "title": {"rendered": "Salle du conseil"}},
        {"source_url": "javascript:alert(1)", "title": None}, "not a row",
    ]  # fmt: skip
    first, second = wordpress_read.read_media("\ufeff" + json.dumps(rows), f"{HERE}/wp-json/wp/v2/media")
    assert first.text == "Procès-verbal – mars"
    assert (first.listed_date, first.listed_date_origin) == (date(2026, 2, 3), DateOrigin.UPLOAD)
    assert second.url == f"{HERE}{UP}/%C3%A9t%C3%A9%202026.docx" and second.listed_date is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE html><html><body>Page introuvable</body></html>", "a web page"),
        ('<app-root></app-root><script src="main.js"></script>', "a web page"),
        ('{"code": "rest_forbidden", "message": "Non"}', "rest_forbidden"),
        ('{"routes": {}}', "expected a list"),
        ("[" * 100_000, "expected JSON"),
        ("", "expected JSON"),
    ],
)
def test_what_is_not_the_interface_is_said(text: str, said: str) -> None:
    with pytest.raises(wordpress_read.RestError, match=said):
        wordpress_read.read_media(text, HERE)


def test_pages_give_the_words_of_their_files() -> None:
    content = f'<h3>Séance du 11 décembre 2025</h3><ul><li><a href="{UP}/1106_001.pdf">Procès-verbal</a></li></ul><a href="/c">Contact</a>'
    rows = [{"link": f"{HERE}/conseil/", "title": {"rendered": "Conseil"}, "content": {"rendered": content}}, {"content": None}]
    (link,) = wordpress_read.read_pages(json.dumps(rows), f"{HERE}/wp-json/wp/v2/pages")
    assert (link.text, link.heading, link.page_url) == ("Procès-verbal", "Séance du 11 décembre 2025", f"{HERE}/conseil/")


def test_addresses_of_the_interface() -> None:
    assert api_root(f"{HERE}/conseil-municipal/") == f"{HERE}/wp-json"
    assert api_root(f"{HERE}/blog/wp-json/wp/v2/media?x=1") == f"{HERE}/blog/wp-json"
    assert media_url(api_root(f"{HERE}/index.php?rest_route=/"), "pv", 2).startswith(
        f"{HERE}/index.php?rest_route=/wp/v2/media&per_page=100&page=2&"
    )
    assert "search=" not in media_url(f"{HERE}/wp-json") and "media_type=application" in media_url(f"{HERE}/wp-json")
    assert search_words({"search": "délibération, procès-verbal ,"}) == ("délibération", "procès-verbal")
    assert "proces-verbal" in search_words({}) and (total_pages("12"), total_pages(""), total_pages("1e9")) == (12, 0, 0)
    head = '<html><head><link rel="https://api.w.org/" href="/site/wp-json/"></head></html>'
    assert wordpress_read.advertised_api(head, f"{HERE}/site/") == f"{HERE}/site/wp-json/"
    assert wordpress_read.advertised_api("<html></html>", HERE) is None


# Family "Drupal": `?page=N` from 0


def test_addresses_of_the_listing_pages() -> None:
    url = f"{HERE}/deliberations?tid[]=1&tid[]=2&page=7"
    assert "page" not in page_url(url, {}, 0) and page_url(url, {}, 0).count("tid") == 2
    assert page_url(url, {}, 3).endswith("page=3") or "page=3&" in page_url(url, {}, 3)
    assert page_url(f"{HERE}/d", {"page": "0,{n}", "field_annee": "2026"}, 2) == f"{HERE}/d?field_annee=2026&page=0%2C2"


def test_an_identifier_of_the_visit_makes_nothing_new() -> None:
    first = lasting([f"{HERE}/doc{n}?visite=811" for n in range(5)])
    assert first == lasting([f"{HERE}/doc{n}?visite=947" for n in range(5)])
    assert lasting([f"{HERE}/dl.php?id={n}" for n in range(5)]) != lasting([f"{HERE}/dl.php?id={n}" for n in range(5, 10)])


def test_page_links_have_row_dates_and_accents() -> None:
    html = """<base href="/a/"><nav><a href="/menu">Menu</a></nav><main><h2>Délibérations</h2><table>
      <tr><td>12 mars 2024</td><td><a href="délibérations/séance n°3.pdf">Télécharger</a></td></tr></table></main>"""
    page = read_page_links(html, f"{HERE}/x")
    (link,) = page.links
    assert link.url == f"{HERE}/a/d%C3%A9lib%C3%A9rations/s%C3%A9ance%20n%C2%B03.pdf"
    assert (link.heading, link.date_text) == ("Délibérations", "12 mars 2024") and "12 mars 2024" in link.text


# Rows "webdelib (Amiens)" and "webdelib (others)"


def test_numbers_in_a_script_take_the_address_of_the_template() -> None:
    text = r"""<html><script>var r = [{num:"12345", objet:"Tarifs de l\u2019eau", date:"09/07/2020"},
      {"num": 678, "objet": 'Don d\'arbres'}];</script>
      <a href="/aide.pdf">Mode d'emploi</a></html>"""
    found = webdelib_read.read_links(text, f"{HERE}/actes/rechercher.php", "/actes/voir.php?NUM={n}&PAGE=1")
    assert [link.url for link in found] == [f"{HERE}/actes/voir.php?NUM=12345&PAGE=1", f"{HERE}/actes/voir.php?NUM=678&PAGE=1"]
    assert [link.text for link in found] == ["Tarifs de l’eau", "Don d'arbres"] and found[0].date_text == "09/07/2020"
    assert webdelib_read.read_links(text, HERE, "") == webdelib_read.read_links('<a href="/aide.pdf">Mode d\'emploi</a>', HERE)


def test_links_that_a_script_opens() -> None:
    text = """<table><tr><td>2019-0339</td><td>28 juin 2019</td>
      <td><a href='javascript:f_openDoc("/servlet/Doc?ref=2019-0339&amp;v=1")'>Voir</a></td></tr>
      <tr><td>Voirie</td><td><a href="#" onclick="return ouvrirFichier('A 77', 'pdf');">PDF</a></td></tr>
      <tr><td><a href="javascript:f_sort('date')">Trier</a><a href="javascript:window.print()">Imprimer</a></td></tr></table>"""
    found = webdelib_read.read_results(text, f"{HERE}/s", "/doc/{n}")
    assert [link.url for link in found] == [f"{HERE}/servlet/Doc?ref=2019-0339&v=1", f"{HERE}/doc/A%2077"]
    assert "2019-0339" in found[0].text and found[0].date_text == "28 juin 2019"
    assert len(webdelib_read.read_results(text, f"{HERE}/s")) == 1  # a number without a template leads nowhere


def test_form_parameters_replace_those_of_the_address() -> None:
    assert with_query(f"{HERE}/r.php?A=1&B=2", {"B": "3 é"}) == f"{HERE}/r.php?A=1&B=3+%C3%A9"


def test_scripts_that_would_take_for_ever_do_not() -> None:
    hostile = "<script>" + 'num:"1",' * 20_000 + '{num:"2"' + ",a:'" * 5000 + "</script>" + '<a href="javascript:f_open(' * 3000
    assert len(webdelib_read.read_results(hostile, HERE, "/{n}")) == 2


# Rows "sitemap" and "feed" of the issue


def test_sitemap_index_is_newest_first_and_url_set_keeps_its_order() -> None:
    index = f"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>{HERE}/s1.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
      <sitemap><loc>{HERE}/s2.xml.gz</loc><lastmod>2026-01-01T10:00:00+02:00</lastmod></sitemap></sitemapindex>"""
    assert [link.url for link in sitemap_read.read_sitemap(index.encode(), HERE).sitemaps] == [f"{HERE}/s2.xml.gz", f"{HERE}/s1.xml"]
    rows = f"<url><loc> {HERE}/a?x=1&amp;y=2 </loc><lastmod>2026-13-01</lastmod></url><url><loc>{HERE}/b</loc></url>"
    urls = f"<urlset>{rows}<url><loc>mailto:x</loc></url></urlset>"
    first, second = sitemap_read.read_links(gzip.compress(urls.encode()), HERE)
    assert (first.url, first.listed_date, second.url) == (f"{HERE}/a?x=1&y=2", None, f"{HERE}/b")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!DOCTYPE html><html><title>404</title></html>", "a web page"),
        (BOMB.encode(), "entities"),
        (BOMB.encode("utf-16"), "entities"),
        (gzip.compress(b" " * 20_000_000, mtime=0), "once decompressed"),
        (gzip.compress(b"<urlset></urlset>", mtime=0)[:-9], "cut short"),
        (b"\x1f\x8b\x08\x00garbage", "broken|cut short"),
        (b"x" * 11_000_000, "at most"),
        (b"plain words", "expected XML"),
        (b"<rss></rss>", "expected a sitemap"),
        (b"", "expected XML"),
    ],
)
def test_what_is_not_a_sitemap_is_said(data: bytes, said: str) -> None:
    with pytest.raises(XmlError, match=said):
        sitemap_read.read_sitemap(data, HERE)


def test_outside_entities_are_never_fetched() -> None:
    text = '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><title>&eacute;t&eacute; &amp; conseil</title></channel></rss>'
    assert "".join(parse_xml(text.encode()).itertext()) == "été & conseil"


def test_rss_gives_enclosures_files_in_the_text_and_pages() -> None:
    text = f"""<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel>
      <item><title>Conseil du 9 avril 2026 : procès-verbal</title>
      <link>{HERE}/actu/1</link><pubDate>Thu, 16 Apr 2026 08:00:00 +0200</pubDate><enclosure url="/f/pv.pdf" type="application/pdf"/>
      <description>&lt;p&gt;La &lt;a href="{HERE}/f/liste.pdf"&gt;liste des délibérations&lt;/a&gt;&lt;/p&gt;</description></item>
      <item><title>Fête</title><guid isPermaLink="false">42</guid><guid>{HERE}/actu/2</guid></item></channel></rss>"""
    feed = feed_read.read_feed(text.encode("latin-1"), f"{HERE}/feed/")
    assert [link.url for link in feed.files] == [f"{HERE}/f/pv.pdf", f"{HERE}/f/liste.pdf"]
    assert feed.files[0].text == "Conseil du 9 avril 2026 : procès-verbal" and feed.files[1].text == "liste des délibérations"
    assert {(link.listed_date, link.listed_date_origin) for link in feed.files} == {(date(2026, 4, 16), DateOrigin.UPLOAD)}
    assert [link.url for link in feed.pages] == [f"{HERE}/actu/1", f"{HERE}/actu/2"] and feed.next_url is None


def test_atom_gives_the_same_and_names_its_older_entries() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/><link rel="next" href="/feed?page=2"/>
      <entry><title type="html">PV du &lt;b&gt;9 avril&lt;/b&gt;</title><link rel="alternate" href="/a/1"/>
      <link rel="enclosure" href="/f/pv.pdf"/><updated>2026-04-16T08:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="/f/annexe.odt">Annexe</a></div></content></entry></feed>"""
    feed = feed_read.read_feed(text.encode(), f"{HERE}/feed")
    assert [link.url for link in feed.files] == [f"{HERE}/f/pv.pdf", f"{HERE}/f/annexe.odt"]
    assert feed.next_url == f"{HERE}/feed?page=2" and feed.pages[0].url == f"{HERE}/a/1" and feed.pages[0].text == "PV du 9 avril"


def test_a_feed_with_a_bare_ampersand_keeps_its_entries() -> None:
    text = f"<rss><channel><item><title>Eau & voirie</title><link>{HERE}/1</link></item><item><link>{HERE}/2</link></item></channel></rss>"
    assert [link.url for link in feed_read.read_links(text.encode(), HERE)] == [f"{HERE}/1", f"{HERE}/2"]
