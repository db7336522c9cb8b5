"""The CMS platforms against the served sites, in the real crawl: what is there is found, and a second visit costs next to nothing."""

import os
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl import crawl_many
from scrapers.runs import finished_runs, read_items
from tests.sites import serve_sites
from tracker.items import DocumentItem
from tracker.towns import TownConfig
from tracker.vocabulary import DateOrigin

SOURCES: dict[str, dict[str, Any]] = {
    "wordpress": {"platform": "wordpress", "url": "https://www.valmoulin.invalid/"},
    "wordpress_closed": {
        "platform": "wordpress", "url": "https://www.saint-brevelin.invalid/category/comptes-rendus-du-conseil/",
    },
    "drupal": {"platform": "drupal", "url": "https://www.castelnoy.invalid/conseil-municipal/actes"},
    "webdelib_get": {
        "platform": "webdelib", "url": "https://webdelib.orle.invalid/actes/php/rechercher.php",
        "query": {"POS_TYPEDOC": "DDL", "POS_VAL_RUB_COL": "ORLE VILLE", "POS_VAL_RUB_EXE": "{year}"},
        "fields": {"document": "/actes/php/consulter_fichier.php?POS_NUM_DOC={n}&POS_NUM_PAGE=1&POS_NUM_SSPAGE=0"},
    },
    "webdelib_post": {
        "platform": "webdelib", "url": "https://deliberations.pontis.invalid/servlet/WebDelibSearchServlet",
        "query": {"dtdebut": "01/01/{year}", "dtfin": "31/12/{year}", "nbresults": "100"},
        "fields": {"method": "POST", "limit": "nbresults"},
    },
    "sitemap": {"platform": "sitemap", "url": "https://www.plan-de-ville.invalid/"},
    "feed": {"platform": "feed", "url": "https://www.fil-de-ville.invalid/flux.xml"},
    "session_ids": {"platform": "drupal", "url": "http://sessions.invalid/conseil-municipal"},
    "latin1": {"platform": "drupal", "url": "http://latin1.invalid/conseil-municipal"},
    "accented_paths": {"platform": "drupal", "url": "http://accents.invalid/délibérations/séances du conseil"},
}  # fmt: skip


def a_town(name: str) -> TownConfig:
    terms = [{"key": "t", "start": "2024-01-01", "end": "2026-03-15"}, {"key": "u", "start": "2026-03-22", "end": "2032-03-15"}]
    slug = name.replace("_", "-")
    return TownConfig.model_validate(
        {
            "slug": slug, "name": "Ville", "insee": "99001", "as_of": "2026-10-01", "terms": terms,
            "bodies": [{"key": "c", "name": "Conseil"}], "sources": [{"key": "actes", "body": "c", **SOURCES[name]}],
        }
    )  # fmt: skip


def items_of(name: str) -> list[DocumentItem]:
    run = finished_runs(name.replace("_", "-"))[-1].folder
    return [item for item in read_items(run) if isinstance(item, DocumentItem)]


def test_everything_is_found_and_a_second_visit_is_cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    towns = [a_town(name) for name in SOURCES]
    with serve_sites(*SOURCES) as internet:
        for variable, value in internet.environment().items():
            monkeypatch.setitem(os.environ, variable, value)
        runs = dict(zip(SOURCES, crawl_many((town, town.sources[0]) for town in towns), strict=True))
        internet.assert_all_known()
        first = {name: len(internet.visits(name)) for name in SOURCES}
        for name in SOURCES:
            truth = {paper.sha256: paper for paper in internet.truth(name)}
            found = items_of(name)
            assert {item.sha256 for item in found} == set(truth), name
            for item in found:
                if item.listed_date and item.listed_date_origin != DateOrigin.UPLOAD:
                    assert item.listed_date == truth[item.sha256].day, item.url
            assert first[name] <= 2 * len(truth) + 2, name  # robots.txt and an empty last page, whatever the number of documents
        assert {name: run.message for name, run in runs.items() if run.outcome != "ok"} == {}
        again = crawl_many((town, town.sources[0]) for town in towns)
        assert [run.outcome for run in again] == [run.outcome for run in runs.values()]
        later = [(asked, status) for name in SOURCES for asked, status in internet.visits(name)[first[name] :]]
        fresh = [f"{asked.method} {asked.target}" for asked, status in later if status == 200 and asked.method == "GET"]
        assert not [target for target in fresh if ".pdf" in target or "fichier" in target], "a document was sent twice"
        assert all(run.counts["new"] == 0 for run in again)
