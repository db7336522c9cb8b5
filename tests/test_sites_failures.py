"""Bad hosts, one failure each: the good documents come home, the outcome and one clear line say what happened, and the crawl ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import Internet, serve_sites
from tests.sites.crawling import Crawled, crawl, crawl_all, list_town, open_doors
from tests.sites.failures import HugeBody

Played = tuple[Internet, dict[str, Crawled]]
# site -> outcome, how many of the three good minutes come, codes of the issues; those without good minutes come from the council's page
EXPECTED = {
    "soft_404": ("partial", 3, ["html_instead_of_document"]),
    "session_ids": ("ok", 3, []),
    "latin1": ("ok", 3, []),
    "accented_paths": ("ok", 2, []),
    "moved_host": ("ok", 3, ["site_moved"]),
    "error_200": ("partial", 3, ["html_instead_of_document"]),
    "slow_loris": ("partial", 3, ["timeout"]),
    "huge_body": ("partial", 3, ["too_large", "too_large"]),
    "private_redirect": ("partial", 3, ["address_refused"] * 6),
    "gzip_bomb": ("partial", 3, ["too_large"]),
    "redirect_loop": ("partial", 3, ["too_many_redirects", "too_many_redirects"]),
    "status_429": ("ok", 3, []),
    "post_search": ("empty", 0, []),
    "angular_shell": ("empty", 0, []),
    "robots_refusal": ("blocked", 0, ["robots"]),
    "status_401": ("blocked", 0, ["http_401"]),
    "status_403": ("blocked", 0, ["http_403"]),
    "status_429_long": ("blocked", 0, ["http_429"]),
    "maintenance": ("failed", 0, ["http_503"]),
    "dead_host": ("failed", 0, ["connection_failed"]),
    "bad_certificate": ("failed", 0, ["certificate"]),
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Crawl every bad host once, all in one process: a bad host must not cost the others anything."""
    with pytest.MonkeyPatch.context() as patch, serve_sites(*EXPECTED) as internet:
        patch.setenv("CHOSE_PROMISE_STORE", str(tmp_path_factory.mktemp("failures")))
        for name, value in {"MAX_BYTES": "3000000", "DOWNLOAD_SECONDS": "3", "CRAWL_SECONDS": "120"}.items():
            patch.setenv(f"CHOSE_PROMISE_{name}", value)
        open_doors(internet, patch)
        sites = [internet.site(name) for name in EXPECTED]
        crawled = crawl_all([list_town(site, getattr(site, "council", "/")) for site in sites], by_hand=True)
        yield internet, dict(zip(EXPECTED, crawled, strict=True))


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_host(played: Played, name: str) -> None:
    internet, crawled = played
    outcome, good, codes = EXPECTED[name]
    found = crawled[name]
    wanted = {paper.sha256 for paper in internet.truth(name)} if good else set()
    assert (found.run.outcome.value, found.codes) == (outcome, codes), found.issues
    assert {document.sha256 for document in found.documents} >= wanted
    assert len({document.url for document in found.documents}) == len(found.documents)


def test_nothing_that_a_site_does_not_know_was_asked(played: Played) -> None:
    played[0].assert_all_known()


def test_a_failed_line_names_the_address_and_what_was_expected(played: Played) -> None:
    for name, found in played[1].items():
        host = played[0].site(name).host
        for issue in found.issues:
            assert len(issue.message) > 20 and (issue.url or host in issue.message), issue


def test_of_five_gigabytes_little_leaves_the_server(played: Played) -> None:
    site = played[0].site("huge_body")
    assert isinstance(site, HugeBody) and site.sent < 40_000_000


def test_latin1_words_are_read_as_written(played: Played) -> None:
    assert "main d’œuvre, 12 €" in played[1]["latin1"].documents[0].link_text


def test_addresses_of_the_visit_are_not_part_of_a_document(played: Played) -> None:
    assert not any("PHPSESSID" in item.url or "jsessionid" in item.url for item in played[1]["session_ids"].documents)


def test_a_busy_host_that_asks_for_an_hour_is_left_alone(played: Played) -> None:
    assert len([1 for asked, _ in played[0].visits("status_429_long") if asked.path != "/robots.txt"]) == 1


def test_robots_is_obeyed(played: Played) -> None:
    assert {asked.path for asked, _ in played[0].visits("robots_refusal")} == {"/robots.txt"}


def test_an_html_shell_in_place_of_robots_forbids_nothing(played: Played) -> None:
    assert {asked.path for asked, _ in played[0].visits("angular_shell")} >= {"/robots.txt", "/"}


def test_one_bad_host_alone_gives_the_same(played: Played, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    open_doors(played[0], monkeypatch)
    alone = crawl(list_town(played[0].site("soft_404")))
    assert list(alone.golden()) == list(played[1]["soft_404"].golden()) and alone.codes == played[1]["soft_404"].codes
