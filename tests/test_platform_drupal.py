"""A Drupal listing and its strange ends; family "Drupal" of the reference, traps 4 and 5."""

from itertools import count
from pathlib import Path

import pytest
from scrapy.http import Request

from scrapers.guard import AddressRefusedError
from tests.replay import HOST, Page, html, links, play, query

DAYS = ("12 mars", "9 avril", "14 mai", "11 juin", "9 juillet", "10 septembre", "8 octobre", "12 novembre", "10 décembre")
SHELL = "<!doctype html><html><head><title>Mairie</title></head><body><app-root></app-root><script src='main.js'></script></body></html>"
MINUTES = html(
    "<p>" + "Le conseil municipal, légalement convoqué, s'est réuni sous la présidence du maire. " * 6 + "</p>",
    "Compte rendu du 12 mars 2024",
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))


def listing(number: int, size: int = 3, visit: str = "") -> str:
    rows = [f"/f/pv-{n}.pdf{visit}|Procès-verbal du {DAYS[n]} 2024" for n in range(number * size, min(number * size + size, len(DAYS)))]
    pager = "".join(f'<a href="?page={n}">{n}</a>' for n in range(3))
    return html('<p class="empty">Aucun résultat.</p>' + links(*rows) + f"<nav>{pager}</nav>", "Délibérations et procès-verbaux")


def numbered(visit: str = "") -> "object":
    return lambda request: listing(int(query(request).get("page", "0")), visit=visit) if "/actes" in request.url else None


def test_pages_are_asked_until_one_is_empty() -> None:
    played = play(numbered(), platform="drupal")
    assert played.outcome == "ok" and not played.issues
    assert [path for path in played.asked if "actes" in path] == ["/actes", "/actes?page=1", "/actes?page=2", "/actes?page=3"]
    assert played.urls == [f"/f/pv-{n}.pdf" for n in range(9)]
    assert str(played.documents[0].listed_date) == "2024-03-12" and played.documents[0].kind == "proces_verbal"


@pytest.mark.parametrize("end", [404, 410, 400, html("", "Page introuvable")])
def test_not_found_after_the_last_page_is_the_end(end: int | str) -> None:
    site = {"/actes": listing(0), "/actes?page=1": listing(1), "/actes?page=2": end}
    played = play(site, platform="drupal")
    assert (played.outcome, len(played.urls), played.codes) == ("ok", 6, [])


@pytest.mark.parametrize(("answer", "code"), [(500, "http_500"), (403, "http_403"), (b"%PDF-1.4", "listing_unreadable")])
def test_a_page_lost_on_the_way_is_a_hole(answer: int | bytes, code: str) -> None:
    played = play({"/actes": listing(0), "/actes?page=1": answer}, platform="drupal")
    assert (played.outcome, played.codes) == ("partial", [code])


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (404, "failed", "http_404"),
        (401, "blocked", "http_401"),
        (html("", "Erreur 404"), "failed", "soft_404"),
        (SHELL, "failed", "javascript_only"),
        (html("<p>Bientôt.</p>"), "failed", "listing_without_links"),
        (b"\x00\x01\x02", "failed", "listing_unreadable"),
        (Page(error=AddressRefusedError("refused")), "failed", "address_refused"),
    ],
)
def test_a_first_page_that_is_no_listing_decides_the_run(answer: Page | int | str | bytes, outcome: str, code: str) -> None:
    played = play({"/actes": answer}, platform="drupal")
    assert (played.outcome, played.codes, played.asked) == (outcome, [code], ["/actes"])


def test_the_last_page_shown_for_ever_is_a_loop() -> None:
    played = play(
        lambda request: listing(min(int(query(request).get("page", "0")), 2)) if "/actes" in request.url else None, platform="drupal"
    )
    assert played.outcome == "ok" and len(played.urls) == 9 and len(played.asked) == 4 + 9


def test_an_identifier_of_the_visit_does_not_make_the_loop_endless() -> None:
    visits = count(1000)

    def site(request: Request) -> str | None:
        number = min(int(query(request).get("page", "0")), 2)
        return listing(number, visit=f"?visite={next(visits)}") if "/actes" in request.url else None

    played = play(site, platform="drupal")
    assert len([path for path in played.asked if path.startswith("/actes")]) == 4 and len(played.urls) == 9


def test_a_listing_without_end_is_cut_and_said() -> None:
    def site(request: Request) -> str | None:
        n = int(query(request).get("page", "0"))
        return html(links(f"/f/pv-{n}.pdf|Procès-verbal n° {n} du 12 mars 2024")) if "/actes" in request.url else None

    played = play(site, platform="drupal", max_pages=4)
    assert (played.outcome, len(played.urls), played.codes) == ("partial", 4, ["page_limit"])


def test_the_page_of_an_entry_gives_its_file_or_is_the_minutes() -> None:
    site = {
        "/actes": html(links("/node/1|Compte rendu du 12 mars 2024", "/node/2|Procès-verbal du 9 avril 2024", "/contact|Contact")),
        "/actes?page=1": html(""),
        "/node/1": MINUTES,
        "/node/2": html(links("/f/scan_0409.pdf|Procès-verbal (PDF)", "/f/bulletin.pdf|Bulletin municipal"), "Séance du 9 avril 2024"),
    }  # fmt: skip
    played = play(site, platform="drupal")
    assert played.outcome == "ok" and sorted(played.urls) == ["/f/scan_0409.pdf", "/node/1"]
    assert {item.url: str(item.listed_date) for item in played.documents}[f"{HOST}/node/1"] == "2024-03-12"


def test_a_promised_record_that_is_not_there_is_said() -> None:
    site = {
        "/actes": html(links("/node/1|Procès-verbal du 12 mars 2024", "/f/a.pdf|Procès-verbal du 9 avril 2024")), "/actes?page=1": html(""),
        "/node/1": html("<p>À venir.</p>", "Séance"),
    }  # fmt: skip
    assert (played := play(site, platform="drupal")).outcome == "partial" and played.codes == ["no_record_behind_link"]


def test_files_without_an_ending_are_told_by_their_bytes() -> None:
    site = {
        "/actes": html(links("/download/7|Procès-verbal du 12 mars 2024", "/node/2|Procès-verbal du 9 avril 2024")),
        "/actes?page=1": html(""), "/download/7": b"%PDF-1.4 seven",
        "/node/2": html(links("/getit?id=8|Procès-verbal", "/getit?id=9|Liste des délibérations du 9 avril 2024")),
        "/getit?id=8": b"%PDF-1.4 eight", "/getit?id=9": html("<p>Une erreur est survenue.</p>"),
    }  # fmt: skip
    played = play(site, platform="drupal")
    assert sorted(played.urls) == ["/download/7", "/getit?id=8"] and played.codes == ["no_record_behind_link"]


def test_calendars_and_other_traps_are_not_opened() -> None:
    traps = ("/agenda?month=2024-03|Séance du conseil municipal du 12 mars 2024", "/pv/pv/pv/pv/1|Procès-verbal du 12 mars 2024")
    played = play({"/actes": html(links(*traps, "/f/a.pdf|Procès-verbal du 9 avril 2024")), "/actes?page=1": html("")}, platform="drupal")
    assert played.asked == ["/actes", "/f/a.pdf", "/actes?page=1"] and played.outcome == "ok"


def test_latin_1_and_accented_paths_and_filters() -> None:
    page = html(links("/fichiers/Procès-verbal n°3 été.pdf|Procès-verbal – main d’œuvre – 12/03/2024")).encode("cp1252")
    site = {"/délibérations/séances?année=2024": page, "/délibérations/séances?année=2024&page=0,1": html("")}
    played = play(site, platform="drupal", url=f"{HOST}/délibérations/séances", query={"année": "2024", "page": "0,{n}"})
    assert played.urls == ["/fichiers/Procès-verbal n°3 été.pdf"] and "d’œuvre" in played.documents[0].link_text


def test_selectors_of_the_town_replace_the_judge() -> None:
    site = {
        "/actes": html('<div class="acte"><a href="/f/x.pdf">Sans titre</a></div><a href="/f/y.pdf">Procès-verbal</a>'),
        "/actes?page=1": html(""),
    }
    assert play(site, platform="drupal", selectors={"row": "div.acte", "link": "a"}).urls == ["/f/x.pdf"]


def test_pages_of_other_sites_are_not_opened_but_their_files_are_taken() -> None:
    rows = ("http://autre.invalid/pv|Procès-verbal du 12 mars 2024", "http://cdn.invalid/pv-12-03-2024.pdf|Procès-verbal du 12 mars 2024")
    played = play({"/actes": html(links(*rows)), "/actes?page=1": html("")}, platform="drupal")
    assert [item.url for item in played.documents] == ["http://cdn.invalid/pv-12-03-2024.pdf"]
