"""The platform `programme`: the pages of one programme in the order of reading, and nothing of the rest of the site."""

from pathlib import Path

import pytest
from scrapy.http import Request

from scrapers.platforms.programme import is_under, prefix_of
from tests.replay import HOST, Page, play

MENU = "<nav><a href='/programme/logement'>Logement</a><a href='/programme/sante/'>Santé</a><a href='/actualites'>Actualités</a></nav>"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{MENU}<main><p>{body}</p></main></body></html>"


SITE = {
    "/programme": page(
        "Le projet. <a href='/don'>Donner</a> <a href='/docs/programme.pdf'>Le livret</a> <a href='/programme/photo.jpg'>x</a>"
    ),
    "/programme/logement": page(
        "Loger. <a href='/programme/logement/sociaux'>Suite</a><a href='#haut'>Haut</a><a href='?utm_source=x'>m</a>"
    ),
    "/programme/logement/sociaux": page("Deux cents logements."),
    "/programme/sante/": page("Soigner. <a href='/transports'>Chapitre suivant »</a>"),
    "/transports": page("Se déplacer. <a href='/programme'>Retour</a>", "<link rel='next' href='/ecoles'>"),
    "/ecoles": page("Apprendre."),
}


def test_pages_come_in_the_order_of_reading_and_next_pages_are_followed_anywhere() -> None:
    played = play(SITE, platform="programme", url=f"{HOST}/programme")
    assert played.urls == [
        "/programme",
        "/programme/logement",
        "/programme/logement/sociaux",
        "/programme/sante/",
        "/transports",
        "/ecoles",
    ]
    assert played.outcome == "ok" and played.codes == ["files_not_taken"] and "Le livret" in played.issues[0].message
    assert {item.kind.value for item in played.documents} == {"programme"}


def test_a_lost_page_is_told_and_the_others_are_taken() -> None:
    played = play({**SITE, "/programme/logement": 404}, platform="programme", url=f"{HOST}/programme")
    assert played.urls == ["/programme", "/programme/sante/", "/transports", "/ecoles"]
    assert played.outcome == "partial" and "http_404" in played.codes


def test_a_programme_without_end_is_cut_and_that_is_told() -> None:
    def endless(request: Request) -> str:
        number = request.url.rpartition("/")[2]
        return (
            f"<html><body><p>Page {number}</p><a href='/programme/{int(number) + 1 if number.isdigit() else 1}'>suivant</a></body></html>"
        )

    played = play(endless, platform="programme", url=f"{HOST}/programme", max_pages=7)
    assert len(played.documents) == 7 and played.codes == ["page_limit"] and "max_pages" in played.issues[0].message


def test_an_address_of_a_file_gives_the_file() -> None:
    played = play({"/docs/programme.pdf": Page(b"%PDF-1.4 a")}, platform="programme", url=f"{HOST}/docs/programme.pdf")
    assert played.urls == ["/docs/programme.pdf"] and played.outcome == "ok"


def test_a_page_that_says_nothing_is_there_is_no_page() -> None:
    gone = "<html><head><title>Page non trouvée (404)</title></head><body>Erreur</body></html>"
    played = play({**SITE, "/programme/logement": gone}, platform="programme", url=f"{HOST}/programme")
    assert "/programme/logement" not in played.urls and "soft_404" in played.codes


@pytest.mark.parametrize(
    ("start", "given", "url", "expected"),
    [
        ("/programme/", "", "/programme/logement", True), ("/programme.html", "", "/programme-logement.html", True),
        ("/projet/index.php", "", "/projet/a/b", True), ("/programme", "", "/programmes-tv", False),
        ("/programme", "", "/don", False),
        ("/programme", "/nos-mesures/", "/nos-mesures/ecole", True),
        ("/", "", "/nos-propositions/ecole", True), ("/", "", "/equipe", False),
    ],
)  # fmt: skip
def test_what_stands_under_the_address_of_a_programme(start: str, given: str, url: str, expected: bool) -> None:
    start = f"{HOST}{start}"
    assert is_under(f"{HOST}{url}", start, prefix_of(start, given)) is expected
    assert not is_under(f"http://autre.invalid{url}", start, prefix_of(start, given))
