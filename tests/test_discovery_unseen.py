"""Sites that nobody prepared: the discovery still finds nearly all, takes nothing else, and asks little. No bar is tuned on them."""

from pathlib import Path

import pytest

from benchmarks.collecting import discover
from tests.sites import UNSEEN, serve_sites
from tests.sites.crawling import open_doors


def test_the_records_of_towns_that_nobody_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    with serve_sites(*UNSEEN) as internet:
        open_doors(internet, monkeypatch)
        results = discover(internet, tuple(UNSEEN))
        internet.assert_all_known()
    found, there = (sum(getattr(one, name) for one in results) for name in ("found", "there"))
    assert found / there >= 0.95, [url for one in results for url in one.missed]
    assert all(one.found for one in results)
    assert [url for one in results for url in (*one.others, *one.dates_wrong)] == []
    assert sum(one.requests for one in results) <= 2 * found
