"""Golden files: what each platform brings home from the site that plays it, line by line, and nothing asked that the site does not know.

After a wanted change: CHOSE_PROMISE_UPDATE_GOLDEN=1 pytest tests/test_sites_platforms.py, then read the difference.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sites import Internet, Site, make_site, serve_sites
from tests.sites.crawling import Crawled, compare_golden, crawl_all, open_doors, town_of

GOLDEN = Path(__file__).parent / "golden"
_WEBDELIB = {"POS_TYPEDOC": "DDL", "POS_VAL_RUB_COL": "ORLE VILLE", "POS_VAL_RUB_TYP": "DELIBERATION", "POS_VAL_RUB_EXE": "{year}"}
_FORM = {"dtdebut": "01/01/{year}", "dtfin": "31/12/{year}", "nbresults": "100"}


@dataclass(frozen=True)
class Case:
    """One platform on one site: what the town's file says, how the run ends, and how many of the site's records come."""

    site: str
    platform: str
    path: str = "/"
    source: dict[str, Any] = field(default_factory=dict)
    outcome: str = "ok"
    codes: tuple[str, ...] = ()
    share: float = 1.0  # of the site's own truth, when it has one
    items: int | None = None  # how many documents a portal gives


CASES = {
    "wordpress": Case("wordpress", "wordpress", "/conseil-municipal/"),
    "wordpress_closed": Case("wordpress_closed", "wordpress", "/category/comptes-rendus-du-conseil/"),
    "drupal": Case("drupal", "drupal", "/conseil-municipal/actes"),
    "sitemap": Case("sitemap", "sitemap", "/sitemap.xml"),
    "feed_rss": Case("feed", "feed", "/flux.xml"),
    "feed_atom": Case("feed", "feed", "/atom-actes.xml"),
    "webdelib_get": Case(
        "webdelib_get", "webdelib", "/actes/php/rechercher.php",
        {"query": _WEBDELIB, "fields": {"document": "/actes/php/consulter_fichier.php?POS_NUM_DOC={n}&POS_NUM_PAGE=1&POS_NUM_SSPAGE=0"}},
    ),
    "webdelib_post": Case(
        "webdelib_post", "webdelib", "/servlet/WebDelibSearchServlet",
        {"query": _FORM, "fields": {"method": "POST", "limit": "nbresults"}},
    ),
    "scdl": Case("scdl", "scdl", "/deliberations.csv", items=131),
    "scdl_defects": Case("scdl", "scdl", "/defauts.csv", items=13),
    "scdl_wrong_columns": Case("scdl", "scdl", "/mauvaises-colonnes.csv", outcome="failed"),
    "scdl_page": Case("scdl", "scdl", "/page.csv", outcome="failed"),
    "data_gouv": Case("data_gouv", "scdl", "/api/1", {"dataset": "deliberations-de-valmoulin"}, items=131),
    "opendatasoft": Case("opendatasoft", "opendatasoft", "/", {"dataset": "deliberations-orle"}, items=131),
    "data_fair": Case("data_fair", "data_fair", "/", {"dataset": "deliberations-grand-pontis"}, items=133),
    "megalis": Case("megalis", "megalis", "/", items=36),
    "megalis_search": Case("megalis", "megalis", "/mq_apis/actes/v1/search", items=35),
    "decp": Case("spending", "decp", "/decp.json", items=1),
    "decp_csv": Case("spending", "decp", "/decp.csv", items=1),
    "subventions": Case("spending", "subventions", "/subventions.csv", items=1),
}  # fmt: skip

Played = tuple[Internet, dict[str, Crawled]]


def town(name: str, case: Case, site: Site) -> Any:
    """Return the town of a case, under a name of its own."""
    made = town_of(site, platform=case.platform, url=site.origin + case.path, **case.source)
    return made.model_copy(update={"slug": name.replace("_", "-")})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Crawl every case once, in one process."""
    names = sorted({case.site for case in CASES.values()})
    with pytest.MonkeyPatch.context() as patch, serve_sites(*names) as internet:
        patch.setenv("CHOSE_PROMISE_STORE", str(tmp_path_factory.mktemp("platforms")))
        open_doors(internet, patch)
        towns = [town(name, case, internet.site(case.site)) for name, case in CASES.items()]
        yield internet, dict(zip(CASES, crawl_all(towns, by_hand=True), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_what_a_platform_brings_home(played: Played, name: str) -> None:
    case, found = CASES[name], played[1][name]
    assert found.run.outcome.value == case.outcome, (found.run.message, found.issues)
    truth = {paper.sha256 for paper in played[0].truth(case.site)}
    documents = {document.sha256 for document in found.documents}
    if truth and case.items is None:
        assert len(truth & documents) >= case.share * len(truth), [p.url for p in played[0].truth(case.site) if p.sha256 not in documents]
        assert documents <= truth, [document.url for document in found.documents if document.sha256 not in truth]
    if case.items is not None:
        assert len(found.documents) == case.items
    compare_golden(GOLDEN / f"{name}.jsonl", found.golden(), bool(os.environ.get("CHOSE_PROMISE_UPDATE_GOLDEN")))


def test_nothing_unknown_was_asked(played: Played) -> None:
    played[0].assert_all_known()


def test_the_platforms_of_towns_ask_little(played: Played) -> None:
    for name in ("wordpress_closed", "drupal"):
        asked = len(played[0].visits(CASES[name].site))
        assert asked <= 2 * len(make_site(CASES[name].site).truth()), f"{name}: {asked} requests"
