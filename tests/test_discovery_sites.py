"""The discovery spider on the twelve played towns: what is there is found, little is asked, and each decision is explained."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from scrapers.crawl import crawl_many, crawl_source
from scrapers.discovery.explanations import Explanation, read_explanations
from scrapers.loopback import serve_site
from scrapers.runs import finished_runs, read_issues, read_items
from tests.loopback import PUBLIC, make_town, write_site
from tests.sites import TOWNS, Internet, serve_sites, texts
from tracker.items import DocumentItem, IssueItem, RunItem
from tracker.towns import TownConfig
from tracker.vocabulary import DocumentKind

BAD = (
    "endless_calendar",
    "session_ids",
    "soft_404",
    "latin1",
    "accented_paths",
    "post_search",
    "angular_shell",
    "moved_host",
    "robots_refusal",
)
NAMES = (*TOWNS, *BAD)
# Files that no page links are found by the WordPress platform alone: following links cannot show them.
UNLINKED = {"wordpress"}


@dataclass(frozen=True)
class Visit:
    """What one crawl of one site gave."""

    run: RunItem
    documents: dict[str, DocumentItem]
    issues: list[IssueItem]
    explained: list[Explanation]
    asked: int
    not_modified: int


def town_of(name: str, internet: Internet) -> TownConfig:
    return TownConfig.model_validate(
        {
            "slug": name.replace("_", "-"), "name": name, "insee": "99001", "bodies": [{"key": "council", "name": "Conseil municipal"}],
            "terms": [{"key": "t", "start": "2020-05-18", "end": "2032-03-31"}],
            "sources": [{"key": "site", "body": "council", "platform": "discovery", "url": internet.site(name).origin + "/"}],
        }
    )  # fmt: skip


def visit_all(internet: Internet) -> dict[str, Visit]:
    towns = {name: town_of(name, internet) for name in NAMES}
    before = {name: len(internet.visits(name)) for name in NAMES}
    runs = crawl_many([(town, town.sources[0]) for town in towns.values()], by_hand=True)
    found = {}
    for (name, town), run in zip(towns.items(), runs, strict=True):
        folder = finished_runs(town.slug)[-1].folder
        documents = {item.sha256: item for item in read_items(folder) if isinstance(item, DocumentItem)}
        statuses = [status for _, status in internet.visits(name)[before[name] :]]
        found[name] = Visit(
            run, documents, list(read_issues(folder)), read_explanations(folder), len(statuses), statuses.count(304)
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def internet() -> Iterator[Internet]:
    with serve_sites(*NAMES) as played:
        yield played


@pytest.fixture(scope="module")
def visits(internet: Internet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Visit]]]:
    before = dict(os.environ)
    os.environ.update({**internet.environment(), "CHOSE_PROMISE_STORE": str(tmp_path_factory.mktemp("store"))})
    try:
        yield [visit_all(internet), visit_all(internet)]
    finally:
        os.environ.clear()
        os.environ.update(before)


def there(name: str, internet: Internet) -> set[str]:
    site = internet.site(name)
    unlinked = set(getattr(site, "unlinked", ())) if name in UNLINKED else set()
    return {paper.sha256 for paper in site.truth() if paper.path not in unlinked}


def test_the_records_of_the_twelve_towns_are_found_in_two_requests_each(internet: Internet, visits: list[dict[str, Visit]]) -> None:
    wanted = {name: there(name, internet) for name in TOWNS}
    found = {name: set(visits[0][name].documents) for name in TOWNS}
    hits = sum(len(found[name] & wanted[name]) for name in TOWNS)
    assert hits / sum(map(len, wanted.values())) >= 0.98, {name: wanted[name] - found[name] for name in TOWNS if wanted[name] - found[name]}
    assert hits / sum(map(len, found.values())) >= 0.98
    asked = {name: visits[0][name].asked for name in TOWNS}
    assert all(asked[name] <= 2 * len(found[name] & wanted[name]) + 2 for name in TOWNS), asked
    assert sum(asked.values()) <= 2 * hits
    internet.assert_all_known()


def test_a_second_visit_finds_nothing_changed(visits: list[dict[str, Visit]]) -> None:
    again = {name: visits[1][name] for name in TOWNS if name != "wix"}  # its document host never says that nothing changed
    robots = len(again) + 1  # asked once for each host
    assert sum(one.not_modified for one in again.values()) >= 0.95 * (sum(one.asked for one in again.values()) - robots)
    assert sum(visits[1][name].run.counts["new"] for name in TOWNS) == 0
    assert {name: set(visits[1][name].documents) for name in TOWNS} == {name: set(visits[0][name].documents) for name in TOWNS}


def test_each_decision_is_explained(visits: list[dict[str, Visit]]) -> None:
    for name in TOWNS:
        visit = visits[0][name]
        kept = {one.url: one for one in visit.explained if one.decision == "kept"}
        assert {document.url for document in visit.documents.values()} <= set(kept)
        assert all(one.reasons for one in kept.values())
    refused = [one for one in visits[0]["wordpress"].explained if one.decision == "refused"]
    assert any("conseil-ecole" in one.url and one.reasons for one in refused)


@pytest.mark.parametrize("name", ["endless_calendar", "session_ids", "latin1", "accented_paths"])
def test_a_site_with_traps_gives_its_records_and_an_end(name: str, internet: Internet, visits: list[dict[str, Visit]]) -> None:
    visit = visits[0][name]
    assert set(visit.documents) == there(name, internet) and visit.asked <= 12 and visit.run.outcome == "ok"


@pytest.mark.parametrize(
    ("name", "outcome", "code", "said"),
    [
        ("angular_shell", "failed", "javascript_only", "Angular"),
        ("post_search", "failed", "search_form", "platform: webdelib"),
        ("documentheque", "partial", "javascript_listing", "platform: megalis"),
        ("robots_refusal", "blocked", "robots", "robots.txt"),
        ("moved_host", "ok", "site_moved", "write that address"),
    ],
)
def test_what_hides_the_records_is_named(name: str, outcome: str, code: str, said: str, visits: list[dict[str, Visit]]) -> None:
    visit = visits[0][name]
    found = [issue for issue in visit.issues if issue.code == code]
    assert visit.run.outcome == outcome and len(found) == 1 and said in found[0].message, visit.issues


def test_a_name_that_says_nothing_is_opened_and_its_first_page_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = texts.small_pdf(texts.first_page(DocumentKind.PROCES_VERBAL, "Petite-Ville", date(2026, 4, 9), "Achat d'un minibus"))
    order = texts.small_pdf(texts.first_page(DocumentKind.ARRETE, "Petite-Ville", date(2026, 3, 12), "Rue du Four"))
    council = "<h1>Conseil municipal</h1><a href='/a/fichier-1.pdf'>Fichier 1</a> <a href='/a/fichier-2.pdf'>Fichier 2</a>"
    home = "<h1>Petite-Ville</h1><a href='/conseil.html'>Conseil municipal</a>"
    files = {"index.html": home, "conseil.html": council, "a/fichier-1.pdf": minutes, "a/fichier-2.pdf": order}
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    town = make_town(platform="discovery", url=f"{PUBLIC}/", selectors={})
    with serve_site(write_site(tmp_path / "site", files)) as server:
        for visit in (1, 2):
            crawl_source(town, town.sources[0], base_url=server.base_url)
            folder = finished_runs(town.slug)[-1].folder
            assert [item.url for item in read_items(folder) if isinstance(item, DocumentItem)] == [f"{PUBLIC}/a/fichier-1.pdf"]
            last = {one.url.rsplit("/", 1)[-1]: one for one in read_explanations(folder)}
            assert (last["fichier-1.pdf"].decision, last["fichier-2.pdf"].decision) == ("kept", "refused")
            assert any("first page" in reason for reason in last["fichier-1.pdf"].reasons)
            if visit == 2:
                assert [status for path, status in server.asked if path.endswith(".pdf")] == [200, 200, 304, 304]
