"""Whose site it is: the public directories' answers, their silences and their contradictions; and what a first look proposes."""

import asyncio
import json
from typing import Any

import pytest

from scrapers.discovery.directories import load_directories
from scrapers.discovery.identify import Identified, Identity, identify, read_commune, read_company, read_town_halls
from scrapers.discovery.looking import Answer, Survey, look
from tracker.vocabulary import Platform

HOST = "www.petiteville.invalid"
COMMUNE = {"nom": "Petite-Ville", "code": "99001", "siren": "219900018", "codeEpci": "249900019", "population": 1200}
HALL = {
    "nom": "Mairie - Petite-Ville", "code_insee_commune": "99001", "siret": "21990001800011",
    "site_internet": json.dumps([{"libelle": "", "valeur": f"https://{HOST}"}]),
}  # fmt: skip
HOME = "<html><title>Petite-Ville</title><h1>Bienvenue</h1><a href='/wp-content/themes/x'>Conseil</a></html>"


def who(answers: dict[str, Any], **typed: str) -> Identified:
    async def ask(url: str) -> bytes | None:
        body = next((answer for part, answer in answers.items() if part in url), None)
        return body if body is None or isinstance(body, bytes) else json.dumps(body).encode()

    return asyncio.run(identify(ask, load_directories(), HOST, Identity(**typed)))


KNOWN = {"api-lannuaire": {"results": [HALL]}, "/communes/99001": COMMUNE, "/epcis/249900019": {"nom": "CC du Val", "code": "249900019"}}


def test_the_site_alone_tells_commune_and_group() -> None:
    found = who(KNOWN)
    assert not found.problem and found.identity == Identity(
        name="Petite-Ville", insee="99001", siren="219900018", epci_name="CC du Val", epci_siren="249900019", population=1200
    )  # fmt: skip


def test_typed_codes_win_and_need_no_directory_of_town_halls() -> None:
    assert who({**KNOWN, "api-lannuaire": b"<html>panne</html>"}, insee="99001").identity.epci_name == "CC du Val"
    place = {"collectivite_territoriale": {"code_insee": "99001", "elus": [{"nom": "X"}]}}
    by_siren = {**KNOWN, "/search": {"results": [{"siren": "219900018", "complements": place}]}}
    assert who(by_siren, siren="219900018").identity.name == "Petite-Ville"


@pytest.mark.parametrize(
    ("answers", "typed", "expected"),
    [
        ({}, {}, "gave no answer"),
        ({"api-lannuaire": {"results": []}}, {}, "no town hall declares petiteville.invalid"),
        (
            {"api-lannuaire": {"results": [HALL, {**HALL, "nom": "Mairie - Autre", "code_insee_commune": "99002"}]}},
            {},
            "several town halls",
        ),
        (KNOWN, {"insee": "99001", "siren": "219900026"}, "SIREN 219900026 is not that of Petite-Ville"),
        ({"/search": {"results": []}}, {"siren": "219900018"}, "names no commune"),
        ({}, {"insee": "99001"}, "--name"),
    ],
)
def test_what_cannot_be_known_is_said_and_never_guessed(answers: dict[str, Any], typed: dict[str, str], expected: str) -> None:
    found = who(answers, **typed)
    assert expected in found.problem and "\n" not in found.problem


def test_without_geography_a_typed_name_is_enough() -> None:
    found = who({}, insee="99001", name="Petite-Ville")
    assert not found.problem and found.identity.epci_siren is None and "group of communes is left out" in found.warnings[0]


def test_a_delegated_town_hall_or_another_host_is_not_the_commune() -> None:
    delegated = {**HALL, "nom": "Mairie déléguée - Hameau", "code_insee_commune": "99009"}
    other = {**HALL, "code_insee_commune": "99008", "site_internet": json.dumps([{"valeur": f"https://{HOST}.attaque.invalid"}])}
    body = json.dumps({"results": [delegated, other, HALL]}).encode()
    assert [one.insee for one in read_town_halls(body, HOST)] == ["99001"]


@pytest.mark.parametrize("body", [None, b"", b"<html>", b"[]", b"{}", b'{"results": 3}', b'{"results": [{}]}', b'{"code": "x", "nom": 1}'])
def test_other_answers_are_no_commune(body: bytes | None) -> None:
    assert read_commune(body) is None and read_town_halls(body, HOST) == [] and read_company(body, "219900018") is None


def first_look(answers: dict[str, Answer], *, elsewhere: bool = False, **typed: str) -> Survey:
    async def ask(url: str, *, interface: bool = False) -> Answer:
        found = next((answer for part, answer in answers.items() if part in url), None)
        return found or Answer(url=url, final_url=url, status=404)

    url = f"https://{HOST}/"
    return asyncio.run(look(ask, url, Identity(**typed), load_directories(), 2026, elsewhere=elsewhere))


def page(body: str | bytes, status: int = 200, final: str = f"https://{HOST}/") -> Answer:
    return Answer(url=f"https://{HOST}/", final_url=final, status=status, body=body.encode() if isinstance(body, str) else body)


DIRECTORIES = {name: page(json.dumps(answer)) for name, answer in KNOWN.items()}


def platforms(survey: Survey) -> list[Platform]:
    return [source.platform for source in survey.candidates]


def test_machine_routes_come_first_and_following_links_last() -> None:
    assert platforms(first_look({**DIRECTORIES, HOST: page("<html><h1>x</h1></html>")})) == [Platform.DISCOVERY]
    media = {"/wp-json/": page("[]"), **DIRECTORIES, HOST: page(HOME)}
    assert platforms(first_look(media)) == [Platform.WORDPRESS, Platform.DISCOVERY]
    closed = {"/wp-json/": page("", 401), **DIRECTORIES, HOST: page(HOME)}
    assert platforms(first_look(closed)) == [Platform.DISCOVERY]
    acts = {"scdl/deliberation/219900018/2026": page("COLL_NOM,COLL_SIRET,DELIB_ID\n"), **media}
    assert platforms(first_look(acts)) == [Platform.MEGALIS, Platform.WORDPRESS, Platform.DISCOVERY]
    error_page = {"scdl/deliberation/219900018/2026": page("<html>200 quand même</html>"), **media}
    assert platforms(first_look(error_page)) == [Platform.WORDPRESS, Platform.DISCOVERY]


def test_a_data_set_of_another_body_is_not_the_commune_s() -> None:
    def sets(name: str) -> dict[str, Answer]:
        rows = {"data": [{"id": "1", "slug": "delibs", "organization": {"name": name}}]}
        return {"/api/1/datasets/": page(json.dumps(rows)), **DIRECTORIES, HOST: page("<html></html>")}

    mine = first_look(sets("Ville de Petite-Ville")).candidates[0]
    assert (mine.platform, mine.dataset) == (Platform.SCDL, "delibs")
    assert platforms(first_look(sets("Syndicat de Petite-Ville et environs"))) == [Platform.DISCOVERY]


@pytest.mark.parametrize(
    ("home", "problem"),
    [
        (page(b"%PDF-1.4\n"), "not_a_site"),
        (page("", 503), "maintenance"),
        (page("<html><title>Site en maintenance</title></html>"), "maintenance"),
        (page("<html><h1>Notre site est en cours de maintenance</h1></html>"), "maintenance"),
        (page("", 403), "http_403"),
        (page("", 500), "http_500"),
        (page("<html></html>", final="https://www.autre.invalid/"), "moved"),
        (page("<html></html>", final="https://www.facebook.com/mairie"), "social_network"),
        (Answer(url="", problem="unknown_host", message="no such host"), "unknown_host"),
    ],
)
def test_a_home_page_that_stops_everything(home: Answer, problem: str) -> None:
    survey = first_look({HOST: home})
    assert survey.problem == problem and survey.message.startswith(f"https://{HOST}/: ") and "\n" not in survey.message


def test_a_move_is_followed_when_it_was_agreed_to() -> None:
    moved = {**DIRECTORIES, HOST: page("<html></html>", final="https://www.nouvelle.invalid/")}
    survey = first_look(moved, elsewhere=True)
    assert (survey.problem, survey.home) == ("", "https://www.nouvelle.invalid/") and "sends to" in survey.warnings[0]
