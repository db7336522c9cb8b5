"""Sitemaps and feeds; routes "sitemap" and "RSS/Atom" of the issue, traps 4 and 5 of the reference."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from tests.replay import HOST, Page, html, links, play
from tracker.vocabulary import DateOrigin

BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
SHELL = "<!doctype html><html><body><app-root></app-root><script src='main.js'></script></body></html>"
UNREADABLE = [SHELL, html("", "Page introuvable"), BOMB, gzip.compress(b" " * 12_000_000), b"", b"\x1f\x8bxx", b"%PDF-1.4", "<opml></opml>"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))


def index(*names: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{HOST}/{name}</loc></sitemap>' for name in names)}</sitemapindex>"


def urls(*rows: str) -> str:
    """Return a url set of rows `path` or `path|lastmod`."""
    parts = [row.partition("|") for row in rows]
    return f"<urlset>{''.join(f'<url><loc>{HOST}{path}</loc><lastmod>{day}</lastmod></url>' for path, _, day in parts)}</urlset>"


def rss(*items: str) -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{entries}</channel></rss>'


# Sitemaps


def test_index_leads_to_url_sets_compressed_or_not() -> None:
    site = {
        "/sitemap.xml": index("s1.xml", "s2.xml.gz"),
        "/s1.xml": urls("/f/pv-du-12-03-2024.pdf|2024-04-02", "/f/menu.pdf", "/cantine", "/conseil/pv-du-09-04-2024|2024-05-01"),
        "/s2.xml.gz": gzip.compress(urls("/f/Compte-rendu-CM.pdf|2025-01-08T09:00:00+01:00", "/photo-conseil-municipal.jpg").encode()),
        "/conseil/pv-du-09-04-2024": html('<a href="/f/scan9.pdf">Procès-verbal</a>', "Procès-verbal du 9 avril 2024"),
    }
    played = play(site, platform="sitemap", url=f"{HOST}/")
    assert (played.outcome, played.codes) == ("ok", [])
    found = {item.url.rsplit("/", 1)[-1]: item for item in played.documents}
    assert set(found) == {"pv-du-12-03-2024.pdf", "Compte-rendu-CM.pdf", "scan9.pdf"}
    assert str(found["pv-du-12-03-2024.pdf"].listed_date) == "2024-03-12"
    assert (str(found["Compte-rendu-CM.pdf"].listed_date), found["Compte-rendu-CM.pdf"].listed_date_origin) == (
        "2025-01-08",
        DateOrigin.UPLOAD,
    )


def test_a_sitemap_that_names_itself_and_its_children_ends() -> None:
    site = {"/actes": index("actes", "a.xml"), "/a.xml": index("b.xml", "a.xml"), "/b.xml": index("c.xml")}
    played = play(site, platform="sitemap")
    assert played.asked == ["/actes", "/a.xml", "/b.xml"] and played.codes == ["sitemap_depth"] and played.outcome == "failed"


def test_sitemaps_and_opened_pages_are_bounded_and_said() -> None:
    children = play(
        lambda request: index(*(f"s{n}.xml" for n in range(9))) if request.url.endswith("/actes") else urls(),
        platform="sitemap",
        max_pages=4,
    )
    assert len(children.asked) == 4 and children.codes == ["page_limit"]
    pages = urls(*(f"/conseil-municipal/proces-verbal-du-{n % 28 + 1:02d}-{n // 28 + 1:02d}-2024" for n in range(40)))
    opened = play(lambda request: pages if request.url.endswith("/actes") else html("<p>Rien.</p>"), platform="sitemap", max_pages=2)
    assert len(opened.asked) == 1 + 20 and "page_limit" in opened.codes and opened.outcome == "failed"


def test_a_child_lost_is_a_hole() -> None:
    site = {"/actes": index("a.xml", "b.xml", "c.xml"), "/a.xml": urls("/f/pv-du-12-03-2024.pdf"), "/b.xml": 500, "/c.xml": SHELL}
    played = play(site, platform="sitemap")
    assert (played.outcome, played.codes, len(played.urls)) == ("partial", ["http_500", "sitemap_unreadable"], 1)


@pytest.mark.parametrize("platform", ["sitemap", "feed"])
@pytest.mark.parametrize("answer", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_xml_of_the_kind_decides_the_run(platform: str, answer: Any) -> None:
    played = play({"/actes": answer}, platform=platform)
    assert (played.outcome, played.codes, played.asked) == ("failed", [f"{platform}_unreadable"], ["/actes"])


@pytest.mark.parametrize("platform", ["sitemap", "feed"])
def test_a_refusal_is_blocked(platform: str) -> None:
    assert play({"/actes": 403}, platform=platform).outcome == "blocked"
    assert play({"/actes": rss() if platform == "feed" else urls()}, platform=platform).outcome == "empty"


# Feeds


def test_enclosures_files_in_the_text_and_pages_one_level_deep() -> None:
    posted, text = "<pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate>", "<![CDATA[<a href='/f/CR-CM.pdf'>Compte rendu</a>]]>"
    feed = rss(
        f"<title>Procès-verbal du 12 mars 2024</title><link>{HOST}/a/1</link><enclosure url='/f/x1.pdf'/>{posted}",
        f"<title>Fête du village</title><link>{HOST}/a/2</link><enclosure url='/f/fete.pdf'/>",
        f"<title>Liste des délibérations du 9 avril 2024</title><link>{HOST}/a/3</link>",
        f"<title>Compte rendu du conseil</title><link>{HOST}/a/4</link><description>{text}</description>{posted}",
    )  # fmt: skip
    site = {
        "/actes": feed,
        "/a/1": html('<a href="/f/x1.pdf">PV</a>', "Procès-verbal du 12 mars 2024"),
        "/a/3": html(
            links("/f/liste.pdf|Liste des délibérations", "/f/bulletin.pdf|Bulletin municipal", "/a/9|Suite"), "Conseil du 9 avril 2024"
        ),
        "/a/4": html('<a href="/f/CR-CM.pdf">Compte rendu</a>', "Compte rendu du conseil"),
    }
    played = play(site, platform="feed")
    assert (played.outcome, played.codes) == ("ok", [])
    found = {item.url.rsplit("/", 1)[-1]: item for item in played.documents}
    assert set(found) == {"x1.pdf", "liste.pdf", "CR-CM.pdf"} and "/a/9" not in played.asked
    assert str(found["x1.pdf"].listed_date) == "2024-03-12" and found["x1.pdf"].page_url == f"{HOST}/a/1"
    assert (str(found["CR-CM.pdf"].listed_date), found["CR-CM.pdf"].listed_date_origin) == ("2024-05-14", DateOrigin.UPLOAD)


def test_a_file_without_a_day_takes_that_of_its_entry_as_upload() -> None:
    entry = f"<title>Compte rendu du dernier conseil n° 4</title><link>{HOST}/a/1</link><pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate>"
    site = {"/actes": rss(entry), "/a/1": html(links("/f/cr-cm.pdf|Compte rendu du conseil municipal"), "Compte rendu")}
    (item,) = play(site, platform="feed").documents
    assert (str(item.listed_date), item.listed_date_origin) == ("2024-05-14", DateOrigin.UPLOAD)


def test_older_entries_are_followed_once_and_bounded() -> None:
    def atom(number: int, following: int) -> str:
        entry = f'<entry><title>Procès-verbal n° {number} du 12 mars 2024</title><link rel="enclosure" href="/f/{number}.pdf"/></entry>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/actes?p={following}"/>{entry}</feed>'

    loop = {"/actes": atom(0, 1), "/actes?p=1": atom(1, 2), "/actes?p=2": atom(2, 1)}
    played = play(loop, platform="feed")
    assert (played.outcome, played.urls) == ("ok", ["/f/0.pdf", "/f/1.pdf", "/f/2.pdf"])
    cut = play(loop, platform="feed", max_pages=2)
    assert (cut.outcome, cut.codes, len(cut.urls)) == ("partial", ["page_limit"], 2)


def test_latin_1_feed_without_a_word_of_its_encoding() -> None:
    body = rss("<title>Procès-verbal – séance d’été du 12 mars 2024</title><enclosure url='/f/été 1.pdf'/>").replace(
        ' encoding="utf-8"', ""
    )
    played = play({"/actes": Page(body.encode("cp1252"), headers={"Content-Type": "application/rss+xml"})}, platform="feed")
    assert played.urls == ["/f/été 1.pdf"] and played.documents[0].link_text == "Procès-verbal – séance d’été du 12 mars 2024"


def test_a_feed_forgets_and_nothing_is_gone() -> None:
    from scrapers.platforms.feed import FeedSpider

    assert FeedSpider.shows_everything is False
