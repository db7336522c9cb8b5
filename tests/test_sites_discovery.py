"""The discovery platform on the twelve towns: the bars of the benchmark, golden files, and nothing asked that a site does not know."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.collecting import FOUND, JUDGED, REQUESTS, TownResult, discover, judge_all
from tests.sites import TOWNS, Internet, serve_sites
from tests.sites.crawling import compare_golden, crawled_again, open_doors

GOLDEN = Path(__file__).parent / "golden" / "discovery"
Played = tuple[Internet, dict[str, TownResult]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Crawl the twelve towns once from their home page, in one process."""
    with pytest.MonkeyPatch.context() as patch, serve_sites(*TOWNS) as internet:
        patch.setenv("CHOSE_PROMISE_STORE", str(tmp_path_factory.mktemp("discovery")))
        open_doors(internet, patch)
        yield internet, {result.name: result for result in discover(internet, tuple(TOWNS))}


@pytest.mark.parametrize("name", TOWNS)
def test_a_town(played: Played, name: str) -> None:
    result = played[1][name]
    assert result.found >= FOUND * result.there, result.missed
    assert not result.others, result.others
    assert not result.dates_wrong, result.dates_wrong
    assert result.requests <= 2.2 * result.found, f"{result.requests} requests for {result.found} documents"
    assert result.outcome in ("ok", "partial")
    lines = sorted(crawled_again(name).golden())
    compare_golden(GOLDEN / f"{name}.jsonl", lines, bool(os.environ.get("CHOSE_PROMISE_UPDATE_GOLDEN")))


def test_all_towns_together(played: Played) -> None:
    found = sum(result.found for result in played[1].values())
    assert found >= FOUND * sum(result.there for result in played[1].values())
    assert sum(result.requests for result in played[1].values()) <= REQUESTS * found


def test_nothing_unknown_was_asked(played: Played) -> None:
    played[0].assert_all_known()


def test_a_page_that_only_a_browser_can_read_is_said(played: Played) -> None:
    assert any("megalis" in issue.message.lower() for issue in crawled_again("documentheque").issues), played[1]["documentheque"]


def test_the_calendar_is_not_followed(played: Played) -> None:
    months = [asked.target for name in TOWNS for asked, _ in played[0].visits(name) if "month=" in asked.target]
    assert len(months) <= len(TOWNS), months


def test_the_judge_with_heading_and_first_page() -> None:
    figures = judge_all(tuple(TOWNS))
    assert figures["recall"] >= JUDGED and figures["precision"] >= JUDGED, figures["wrong"]
    assert figures["kind_right"] >= 0.95 and not figures["certain_dates_wrong"]
