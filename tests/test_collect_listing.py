"""Real spiders, each in its own subprocess as in production, against sites on loopback."""

import os
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.crawl import crawl_source
from scrapers.loopback import serve_folder, serve_site
from scrapers.runs import finished_runs, read_issues, read_items
from tests.loopback import PDF, PUBLIC, issue_codes, listing, make_town, shape, write_site
from tracker.items import DocumentItem, IssueItem, RunItem
from tracker.towns import TownConfig


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def run_on(site: Path, town: TownConfig) -> tuple[RunItem, list[DocumentItem], list[IssueItem]]:
    with serve_folder(site) as base:
        run = crawl_source(town, town.sources[0], base_url=base)
    folder = finished_runs(town.slug)[-1].folder
    items = [item for item in read_items(folder) if isinstance(item, DocumentItem)]
    return run, items, list(read_issues(folder))


def test_pages_are_followed_in_order_and_addresses_stay_public(tmp_path: Path) -> None:
    first = listing("/docs/a.pdf|PV du 3 mars 2024|3 mars 2024", "../docs/b.pdf?utm_source=x|Séance|2024-04-09", following="p2.html")
    site = write_site(
        tmp_path / "site",
        {
            "seances/index.html": first,
            "seances/p2.html": listing("/docs/c.pdf|CR"),
            "docs/a.pdf": PDF,
            "docs/b.pdf": PDF + b"b",
            "docs/c.pdf": PDF + b"c",
        },
    )
    run, items, issues = run_on(site, make_town())
    assert shape(run) == ("ok", 3, 0), issues
    assert [item.url for item in items] == [f"{PUBLIC}/docs/{name}.pdf" for name in "abc"]
    assert [str(item.listed_date) for item in items] == ["2024-03-03", "2024-04-09", "None"]
    assert items[0].link_text == "PV du 3 mars 2024" and items[0].page_url == f"{PUBLIC}/seances/index.html"
    assert run.counts["pages"] == 2 and run.counts["new"] == 3
    assert Archive().get(items[2].sha256) == PDF + b"c"


def test_documents_are_asked_one_at_a_time_in_the_order_of_the_listing(tmp_path: Path) -> None:
    names = [f"{n * 7 % 40:02d}.pdf" for n in range(40)]
    site = write_site(
        tmp_path / "site", {"seances/index.html": listing(*(f"/{n}|PV" for n in names)), **{n: PDF + n.encode() for n in names}}
    )
    with serve_site(site) as server:
        run = crawl_source(make_town(), make_town().sources[0], base_url=server.base_url)
        assert [path[1:] for path, _ in server.asked[2:]] == names
    kept = [item for item in read_items(finished_runs("petite-ville")[-1].folder) if isinstance(item, DocumentItem)]
    assert [item.url for item in kept] == [f"{PUBLIC}/{name}" for name in names] and run.outcome == "ok"


def test_second_crawl_asks_whether_anything_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"seances/index.html": listing("/a.pdf|PV"), "a.pdf": PDF})
    _, before, _ = run_on(site, make_town())
    with serve_site(site) as server:
        again = crawl_source(make_town(), make_town().sources[0], base_url=server.base_url)
        assert ("/a.pdf", 304) in server.asked
    after = list(read_items(finished_runs("petite-ville")[-1].folder))
    assert shape(again) == ("ok", 1, 0) and again.counts["new"] == 0 and again.counts["unchanged"] == 1
    assert [item.model_dump(exclude={"retrieved_at"}) for item in after] == [item.model_dump(exclude={"retrieved_at"}) for item in before]


def test_replaced_document_is_a_new_version(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"seances/index.html": listing("/a.pdf|PV"), "a.pdf": PDF})
    run_on(site, make_town())
    (site / "a.pdf").write_bytes(PDF + b"corrected")
    os.utime(site / "a.pdf", (4_000_000_000, 4_000_000_000))
    run, _, _ = run_on(site, make_town())
    assert run.counts["new"] == 1 and len({d.sha256 for d in Archive().documents("petite-ville")}) == 2


def test_robots_are_obeyed(tmp_path: Path) -> None:
    pages = {"seances/index.html": listing("/docs/a.pdf|PV"), "docs/a.pdf": PDF, "robots.txt": "User-agent: *\nDisallow: /\n"}
    site = write_site(tmp_path / "site", pages)
    with serve_site(site) as server:
        run = crawl_source(make_town(), make_town().sources[0], base_url=server.base_url)
        assert [path for path, _ in server.asked] == ["/robots.txt"]
    assert shape(run) == ("blocked", 0, 1)


def test_robots_may_close_one_document_only(tmp_path: Path) -> None:
    pages = {"seances/index.html": listing("/docs/a.pdf|PV", "/b.pdf|PV"), "docs/a.pdf": PDF, "b.pdf": PDF}
    site = write_site(tmp_path / "site", {**pages, "robots.txt": "User-agent: chose-promise\nDisallow: /docs/\n"})
    run, _, issues = run_on(site, make_town())
    assert shape(run) == ("partial", 1, 1) and issue_codes(issues) == ["robots"]


@pytest.mark.parametrize(("status", "outcome"), [(403, "blocked"), (401, "blocked"), (404, "failed"), (410, "failed")])
def test_closed_listing(tmp_path: Path, status: int, outcome: str) -> None:
    site = write_site(tmp_path / "site", {"_redirects": f"/seances/index.html - {status}\n"})
    run, _, issues = run_on(site, make_town())
    assert shape(run) == (outcome, 0, 1) and issue_codes(issues) == [f"http_{status}"]


def test_listing_without_document_is_empty_never_ok(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"seances/index.html": listing()})
    assert run_on(site, make_town())[0].outcome == "empty"
    assert run_on(site, make_town(expect={"min_items": 0}))[0].outcome == "ok"


def test_bad_documents_are_kept_and_reported(tmp_path: Path) -> None:
    links = listing("/good.pdf|PV", "/page.pdf|PV", "/gone.pdf|PV", "/empty.pdf|PV", "/soft.php|PV", "/word.pdf|PV")
    not_found = "<html><title>Erreur 404</title><h1>Page introuvable</h1></html>"
    pages: dict[str, str | bytes] = {"seances/index.html": links, "good.pdf": PDF, "page.pdf": "<!DOCTYPE html><p>PV</p>"}
    site = write_site(
        tmp_path / "site",
        {**pages, "empty.pdf": b"", "word.pdf": b"{\\rtf1}", "404.html": not_found, "_redirects": "/soft.php /404.html 200\n"},
    )
    run, items, issues = run_on(site, make_town())
    assert issue_codes(issues) == ["empty_document", "html_instead_of_document", "html_instead_of_document", "http_404", "not_a_pdf"]
    assert shape(run) == ("partial", 5, 5)
    assert {i.sha256 for i in issues if i.sha256} < {item.sha256 for item in items}


def test_redirect_to_a_private_address_is_refused(tmp_path: Path) -> None:
    links = listing("/good.pdf|PV", "/inside.pdf|PV", "/port.pdf|PV", "/hex.pdf|PV", "file:///etc/passwd|PV")
    rules = "/inside.pdf http://10.0.0.1/secret 302\n/port.pdf http://127.0.0.1:1/x 302\n/hex.pdf http://0x7f.1/x 302\n"
    site = write_site(tmp_path / "site", {"seances/index.html": links, "good.pdf": PDF, "_redirects": rules})
    run, items, issues = run_on(site, make_town())
    assert shape(run) == ("partial", 1, 4) and issue_codes(issues) == ["address_refused"] * 4
    assert [item.url for item in items] == [f"{PUBLIC}/good.pdf"]


def test_harmless_redirect_keeps_the_address_of_the_link(tmp_path: Path) -> None:
    rules = "/dl.php /docs/a.pdf 302\n"
    site = write_site(tmp_path / "site", {"seances/index.html": listing("/dl.php|PV"), "docs/a.pdf": PDF, "_redirects": rules})
    _, items, _ = run_on(site, make_town())
    assert [item.url for item in items] == [f"{PUBLIC}/dl.php"]
    assert [fetch.final_url for fetch in Archive().fetches()] == [f"{PUBLIC}/docs/a.pdf"]


def test_document_over_the_limit_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_MAX_BYTES", "2000")
    site = write_site(
        tmp_path / "site", {"seances/index.html": listing("/a.pdf|PV", "/b.pdf|PV"), "a.pdf": PDF, "b.pdf": PDF + b" " * 5000}
    )
    run, _, issues = run_on(site, make_town())
    assert shape(run) == ("partial", 1, 1) and issue_codes(issues) == ["too_large"]


def test_page_loop_ends_and_limit_is_said(tmp_path: Path) -> None:
    pages = {f"seances/p{n}.html": listing(f"/a.pdf|PV {n}", following=f"p{n + 1}.html") for n in range(9)}
    site = write_site(tmp_path / "site", {**pages, "seances/index.html": listing(following="p0.html"), "a.pdf": PDF})
    run, _, issues = run_on(site, make_town(max_pages=3))
    assert run.outcome == "partial" and issue_codes(issues) == ["page_limit"] and run.counts["pages"] == 3
    loop = write_site(tmp_path / "loop", {"seances/index.html": listing("/a.pdf|PV", following="index.html"), "a.pdf": PDF})
    assert shape(run_on(loop, make_town())[0]) == ("ok", 1, 0)


def test_default_selector_takes_documents_only(tmp_path: Path) -> None:
    page = listing("/a.pdf|PV", "/contact.html|Contact", "/download.php?id=3|PV", "mailto:x@y.fr|Écrire")
    site = write_site(tmp_path / "site", {"seances/index.html": page, "a.pdf": PDF, "contact.html": "<html>x", "download.php": PDF + b"x"})
    run, items, _ = run_on(site, make_town(selectors={}))
    assert shape(run) == ("ok", 2, 0) and {item.url for item in items} == {f"{PUBLIC}/a.pdf", f"{PUBLIC}/download.php?id=3"}


def test_unknown_host_is_a_failed_run(tmp_path: Path) -> None:
    town = make_town()
    run = crawl_source(town, town.sources[0])
    assert run.outcome == "failed" and "unknown_host" in run.message
