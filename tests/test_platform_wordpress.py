"""A WordPress site asked by its own interface; row "WordPress REST" of the reference, traps 4, 6 and 8."""

import json
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from tests.replay import HOST, Page, html, links, play, query
from tracker.vocabulary import DateOrigin

UP = "/wp-content/uploads/2026/02"
FORBIDDEN = Page(json.dumps({"code": "rest_forbidden"}), 401)
SHELL = "<!doctype html><html><body><app-root></app-root><script src='main.js'></script></body></html>"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))


def media(*names: str) -> list[dict[str, Any]]:
    return [
        {"source_url": f"{HOST}{UP}/{name}", "date": "2026-02-20T09:00:00", "title": {"rendered": name.split(".")[0]}} for name in names
    ]


def site(files: list[dict[str, Any]], pages: Any = FORBIDDEN, listing: Any = "", total: bool = True, root: str = "/wp-json/wp/v2") -> Any:
    """Return a site that answers as WordPress does: by hundreds, searching titles, with the number of answers in a header."""

    def answer(request: Request) -> Any:
        path, asked = request.url.removeprefix(HOST).split("?")[0], query(request)
        path = asked.get("rest_route") or path
        if path == f"{root}/media":
            found = [row for row in files if asked.get("search", "") in row["title"]["rendered"].lower()]
            start = (int(asked["page"]) - 1) * 100
            if start and start >= len(found):
                return Page('{"code": "rest_post_invalid_page_number"}', 400)
            return Page(json.dumps(found[start : start + 100]), headers={"X-WP-TotalPages": str(-(-len(found) // 100))} if total else {})
        if path == f"{root}/pages":
            return pages
        return listing if path == "/actes" else 404 if "wp-json" in path else None

    return answer


def test_library_and_pages_together_name_each_file() -> None:
    rows = links(f"{UP}/1106_001.pdf|Séance du 11 juin 2025", f"{UP}/CR-0804.pdf|Compte rendu", f"{UP}/Annexe-PLU.pdf|Annexe au PLU")
    content = f"<h2>Procès-verbaux</h2>{rows}"
    pages = json.dumps([{"link": f"{HOST}/conseil/", "title": {"rendered": "Conseil municipal"}, "content": {"rendered": content}}])
    files = media(
        "1106_001.pdf", "PV-CM-du-16-octobre-2025.pdf", "menu-cantine.pdf", "salle-du-conseil-municipal.jpg", "CR-0906.pdf", "CR-0804.pdf"
    )
    played = play(site(files, pages), platform="wordpress")
    assert played.outcome == "ok" and not played.issues
    found = {item.url.rsplit("/", 1)[-1]: item for item in played.documents}
    assert set(found) == {"1106_001.pdf", "PV-CM-du-16-octobre-2025.pdf", "CR-0906.pdf", "CR-0804.pdf"}
    assert str(found["1106_001.pdf"].listed_date) == "2025-06-11" and found["1106_001.pdf"].page_url == f"{HOST}/conseil/"
    assert found["PV-CM-du-16-octobre-2025.pdf"].listed_date_origin in (DateOrigin.LINK, DateOrigin.NAME)
    for name in ("CR-0906.pdf", "CR-0804.pdf"):  # linked by no page, and by one that says no day
        assert (str(found[name].listed_date), found[name].listed_date_origin) == ("2026-02-20", DateOrigin.UPLOAD)
    assert found["CR-0804.pdf"].link_text == "Compte rendu"


def test_pages_closed_while_media_is_open_gives_the_listing() -> None:
    listing = html(f'<a href="{UP}/1106_001.pdf">Procès-verbal du 11 juin 2025</a>')
    played = play(site(media("1106_001.pdf", "PV-du-12-mars-2024.pdf"), FORBIDDEN, listing), platform="wordpress")
    assert played.outcome == "ok" and len(played.urls) == 2
    assert [(issue.code, issue.severity) for issue in played.issues] == [("pages_closed", "warning")]


def test_a_library_of_several_answers_is_read_whole() -> None:
    files = media(*(f"PV-{n}-du-12-mars-2024.pdf" for n in range(250)))
    for total in (True, False):  # an unchanged answer comes back without the header that counts
        played = play(site(files, "[]", total=total), platform="wordpress")
        assert (played.outcome, len(played.urls), played.codes) == ("ok", 250, [])
        assert sum("/media?" in path for path in played.asked) == 3
    full = play(site(files[:200], "[]", total=False), platform="wordpress")  # past the last answer, WordPress says 400
    assert (full.outcome, len(full.urls), full.codes) == ("ok", 200, [])


def test_a_large_library_is_searched_word_by_word() -> None:
    files = media(*(f"photo-{n}.pdf" for n in range(1500)), "proces-verbal-du-12-mars-2024.pdf", "compte-rendu-du-9-avril-2024.pdf")
    played = play(site(files, "[]"), platform="wordpress")
    assert played.outcome == "ok" and len(played.urls) == 2 and len(played.asked) < 20
    own = play(site(files, "[]"), platform="wordpress", query={"search": "compte-rendu"})
    assert [path.rsplit("/", 1)[-1] for path in own.urls] == ["compte-rendu-du-9-avril-2024.pdf"]


def test_answers_are_bounded_and_the_limit_is_said() -> None:
    files = media(*(f"PV-{n}-du-12-mars-2024.pdf" for n in range(800)))
    played = play(site(files, "[]"), platform="wordpress", max_pages=3)
    assert played.outcome == "partial" and played.codes == ["page_limit"] and len(played.urls) == 200


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (401, "ok"), (403, "ok"), (Page(error=IgnoreRequest("Forbidden by robots.txt")), "ok"), (404, "partial"), (500, "partial"),
        (html("<p>Erreur</p>"), "partial"), (SHELL, "partial"), ('{"code": "no"}', "partial"),
    ],
)  # fmt: skip
def test_a_closed_library_is_said_and_the_listing_read(answer: Any, outcome: str) -> None:
    listing = html(f'<a href="{UP}/PV-du-12-mars-2024.pdf">Procès-verbal du 12 mars 2024</a>')

    def closed(request: Request) -> Any:
        return answer if "wp-json" in request.url else listing if request.url.endswith("/actes") else None

    played = play(closed, platform="wordpress")
    assert (played.outcome, len(played.urls), played.codes) == (outcome, 1, ["rest_closed"])
    assert play(lambda request: answer if "wp-json" in request.url else html(""), platform="wordpress").outcome in ("empty", "failed")


def test_everything_closed_is_blocked_and_never_ok() -> None:
    played = play(lambda request: 403, platform="wordpress")
    assert (played.outcome, played.codes, played.urls) == ("blocked", ["http_403", "rest_closed"], [])


def test_a_shell_on_any_path_is_no_wordpress() -> None:
    played = play(lambda request: SHELL, platform="wordpress")
    assert (played.outcome, played.codes) == ("failed", ["javascript_only", "rest_closed"])
    assert "expected JSON of WordPress' interface, found a web page" in played.issues[1].message


def test_the_interface_that_the_page_names_is_asked() -> None:
    head = f'<html><head><link rel="https://api.w.org/" href="{HOST}/index.php?rest_route=/"></head><body><p>Conseil</p></body></html>'
    played = play(site(media("PV-du-12-mars-2024.pdf"), "[]", head, root="/wp/v2"), platform="wordpress")
    assert (played.outcome, len(played.urls), played.codes) == ("ok", 1, [])


def test_one_answer_lost_on_the_way_is_a_hole() -> None:
    whole = site(media(*(f"PV-{n}-du-12-mars-2024.pdf" for n in range(250))), "[]")
    played = play(lambda request: 500 if query(request).get("page") == "2" else whole(request), platform="wordpress")
    assert (played.outcome, len(played.urls), played.codes) == ("partial", 150, ["http_500"])


@pytest.mark.parametrize("selectors", [{"next": "a.suite"}, {}])
def test_listing_is_followed_to_its_older_pages(selectors: dict[str, str]) -> None:
    older = '<a class="suite" href="/actes/page/{}/">Articles plus anciens</a>'
    pages = {
        "/actes": html(links("/a.pdf|Procès-verbal du 12 mars 2024") + older.format(2)),
        "/actes/page/2/": html(links("/b.pdf|PV du 9 avril 2024") + older.format(3)),
        "/actes/page/3/": html(links("/c.pdf|PV du 14 mai 2024") + older.format(2)),  # the last page leads back
    }
    played = play(lambda request: pages.get(request.url.removeprefix(HOST), FORBIDDEN if "wp-json" in request.url else None),
                  platform="wordpress", selectors=selectors)  # fmt: skip
    assert played.urls == ["/a.pdf", "/b.pdf", "/c.pdf"] and played.outcome == "ok"
