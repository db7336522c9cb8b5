"""Search portals of délibérations; rows "webdelib (Amiens)" and "webdelib (others)" of the reference, traps 4, 5 and 6."""

from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Request

from tests.replay import HOST, html, play, query

FORM: dict[str, Any] = {
    "platform": "webdelib",
    "query": {"TYPE": "DELIBERATION", "AN": "{year}"},
    "fields": {"document": "/voir.php?N={n}&P=1"},
}
POST: dict[str, Any] = {
    "platform": "webdelib",
    "query": {"debut": "01/01/{year}", "fin": "31/12/{year}", "nb": "4"},
    "fields": {"method": "POST", "limit": "nb"}
}  # fmt: skip
SHELL = "<!doctype html><html><body><app-root></app-root><script src='main.js'></script></body></html>"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))


def results(*numbers: int, day: str = "12/03/2022") -> str:
    rows = ",".join(f'{{num:"{n}",objet:"Convention n° {n} — école",date:"{day}"}}' for n in numbers)
    return html(f"<div id='liste'>Résultat</div><script>var liste = [{rows}];</script>", "Recherche")


def by_year(answers: dict[str, Any]) -> Any:
    def answer(request: Request) -> Any:
        if not request.url.startswith(f"{HOST}/actes"):
            return b"%PDF-1.4 " + request.url.encode()
        asked = query(request)
        return answers.get(asked.get("AN") or asked["debut"][-4:], html("<p>Aucun document.</p>"))

    return answer


def test_years_are_asked_newest_first_within_the_terms() -> None:
    played = play(by_year({"2022": results(7, 8), "2020": results(1)}), **FORM)
    assert [path for path in played.asked if "AN=" in path] == [f"/actes?TYPE=DELIBERATION&AN={year}" for year in (2022, 2021, 2020)]
    assert played.urls == ["/voir.php?N=7&P=1", "/voir.php?N=8&P=1", "/voir.php?N=1&P=1"]
    assert played.documents[0].link_text == "Convention n° 7 — école" and str(played.documents[0].listed_date) == "2022-03-12"
    assert (played.outcome, played.codes) == ("ok", ["silent_years"]) and "2021" in played.issues[0].message


def test_a_form_without_year_is_asked_once() -> None:
    played = play(lambda request: results(5) if "TYPE" in request.url else b"%PDF-1.4 x", **{**FORM, "query": {"TYPE": "D"}})
    assert played.asked == ["/actes?TYPE=D", "/voir.php?N=5&P=1"] and played.outcome == "ok"


def test_posted_form_and_links_opened_by_a_script() -> None:
    row = "<tr><td>12/03/2022</td><td><a href='javascript:f_openDoc(\"/unzip/séance 1/D{n}.pdf\")'>{n} Voirie</a></td></tr>"
    page = html("<table>" + "".join(row.format(n=n) for n in (1, 2)) + "</table><a href='/aide.pdf'>Aide</a>").encode("latin-1")
    played = play(by_year({"2021": page}), **POST)
    assert played.asked[0] == "POST /actes debut=01/01/2022&fin=31/12/2022&nb=4"
    assert played.urls == ["/unzip/séance 1/D1.pdf", "/unzip/séance 1/D2.pdf"] and str(played.documents[0].listed_date) == "2022-03-12"


def test_an_answer_as_long_as_the_limit_was_cut() -> None:
    page = html("".join(f"<a href='javascript:openDoc(\"/d/{n}.pdf\")'>Acte {n}</a><br>" for n in range(4)))
    played = play(by_year({"2022": page, "2021": page, "2020": html("")}), **POST)
    assert played.outcome == "partial" and "result_limit" in played.codes and len(played.urls) == 4


def test_numbers_without_a_template_are_said_once() -> None:
    played = play(by_year({year: results(1) for year in ("2022", "2021", "2020")}), **{**FORM, "fields": {}})
    assert (played.outcome, played.codes, len(played.asked)) == ("failed", ["document_template"], 1)


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (404, "failed", "http_404"), (403, "blocked", "http_403"), (SHELL, "failed", "javascript_only"),
        (b"", "failed", "listing_unreadable"),
        (b"%PDF-1.4", "failed", "listing_unreadable"), (html("", "Page introuvable"), "failed", "soft_404"),
    ],
)  # fmt: skip
def test_a_portal_that_does_not_answer_is_asked_once(answer: Any, outcome: str, code: str) -> None:
    played = play(lambda request: answer, **FORM)
    assert (played.outcome, played.codes, len(played.asked)) == (outcome, [code], 1)


def test_a_year_lost_on_the_way_is_a_hole_and_the_rest_goes_on() -> None:
    played = play(by_year({"2022": results(1), "2021": 500, "2020": results(2)}), **FORM)
    assert (played.outcome, played.codes, len(played.urls)) == ("partial", ["http_500"], 2)
    assert "year 2021" in played.issues[0].message


def test_an_error_page_in_place_of_an_act_is_kept_and_said() -> None:
    gone = html("<p>Document inexistant</p>", "Erreur 404")
    played = play(lambda request: gone if "/voir.php" in request.url else results(1), **{**FORM, "query": {"TYPE": "D"}})
    assert (played.outcome, played.codes) == ("partial", ["html_instead_of_document"])


def test_no_result_at_all_is_empty_and_never_ok() -> None:
    played = play(by_year({}), **FORM)
    assert (played.outcome, played.urls) == ("empty", [])


def test_pages_of_a_year_are_asked_until_nothing_new() -> None:
    def site(request: Request) -> Any:
        asked = query(request)
        if "/voir.php" in request.url:
            return b"%PDF-1.4 " + request.url.encode()
        number = min(int(asked["p"]), 2)  # the last page is shown for ever
        return results(int(asked["AN"]) * 10 + number)

    played = play(site, **{**FORM, "query": {"AN": "{year}", "p": "{page}"}})
    assert len(played.urls) == 6 and sum("AN=2022" in path for path in played.asked) == 3
    bounded = play(site, **{**FORM, "query": {"AN": "{year}", "p": "{page}"}, "max_pages": 4})
    assert bounded.outcome == "partial" and bounded.codes == ["page_limit"]
    zero = play(site, **{**FORM, "query": {"AN": "{year}", "p": "{page}"}, "fields": {**FORM["fields"], "first_page": "0"}})
    assert "p=0" in zero.asked[0] and play(site, **{**FORM, "fields": {"first_page": "un"}}).codes == ["bad_source"]


def test_selectors_of_the_town_read_an_ordinary_table() -> None:
    page = html("<table><tr class='acte'><td><a href='/consulter?id=9'>Voirie</a></td></tr></table><a href='/x.pdf'>Aide</a>")
    played = play(
        lambda request: b"%PDF-1.4" if "id=9" in request.url else page, platform="webdelib", selectors={"row": "tr.acte", "link": "a"}
    )
    assert played.urls == ["/consulter?id=9"] and played.outcome == "ok" and played.asked[0] == "/actes"
