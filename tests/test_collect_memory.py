"""What is remembered of every address: what is asked again and when, what is gone, what has moved."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.archive import Archive, FetchRecord
from scrapers.memory import LADDER, Memory, Seen
from scrapers.memory_index import MemoryIndex
from scrapers.restore import restore_runs
from scrapers.runs import finished_runs, read_items
from tests.shelf import Shelf, pdf, played, visit
from tests.sites.model import Answer, html
from tracker.items import DocumentItem, GoneItem

START = datetime(2026, 3, 2, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    at(monkeypatch)
    return tmp_path / "store"


def at(monkeypatch: pytest.MonkeyPatch, **later: float) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", (START + timedelta(**later)).isoformat())


def test_second_visit_asks_the_listing_only_and_counts_what_it_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf) as internet:
        (first,) = visit(shelf.town())
        internet.asked.clear()
        (second,) = visit(shelf.town(expect={"min_items": 3}))
        statuses = {asked.path: status for asked, status in internet.asked}
    assert first.counts["documents"] == 3 and statuses == {"/robots.txt": 200, "/seances": 304}
    assert second.run.outcome == "ok" and second.counts == {"skipped": 3, "pages": 1, "requests": 1}


def fetch(hours: float, content: str) -> FetchRecord:
    item = DocumentItem(
        town="t", source="s", body="conseil", url="http://a.invalid/a.pdf", sha256=content * 64, media_type="application/pdf", size=3,
        retrieved_at=START + timedelta(hours=hours), publisher="Mairie",
    )  # fmt: skip
    return FetchRecord(document=item, run="r", status=200)


def test_calm_addresses_climb_the_ladder_and_a_change_brings_them_down() -> None:
    archive, asked_at = Archive(), []
    index = MemoryIndex(archive)
    for hours in range(0, 24 * 80, 12):
        index.refresh()
        memory = index.memory("t", "s", START + timedelta(hours=hours))
        seen = memory.meet("http://a.invalid/a.pdf")
        if seen is None or memory.is_due(seen):
            archive.record(fetch(hours, "a" if hours < 24 * 40 else "b"))
            asked_at.append(hours / 24)
    assert asked_at == [0, 0.5, 1.5, 8.5, 38.5, 68.5, 69, 70, 77]


def test_a_change_falls_back_to_the_first_rung() -> None:
    seen = Seen("http://a.invalid/a.pdf", "document", "0" * 64, 200, START, START, START, calm=9)
    assert seen.due_at() == START + LADDER[-1] - timedelta(minutes=30)
    seen.calm = 0
    assert seen.due_at() == START + LADDER[0] - timedelta(minutes=30)


def test_changed_document_is_asked_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(documents={"/a.pdf": pdf("a")})
    with played(monkeypatch, shelf):
        visit(shelf.town())
        at(monkeypatch, days=300)
        shelf.documents["/a.pdf"] = pdf("corrected")
        (changed,) = visit(shelf.town())
        index = MemoryIndex(Archive())
        index.refresh()
        known = index.memory("petite-ville", "pv", None).document("http://mairie.invalid/a.pdf")
    assert changed.counts["new"] == 1 and known is not None and known.calm == 0
    assert known.due_at() < START + timedelta(days=301)


def test_by_hand_everything_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf) as internet:
        visit(shelf.town())
        internet.asked.clear()
        (again,) = visit(shelf.town(), by_hand=True)
        assert [status for asked, status in internet.asked if asked.path != "/robots.txt"] == [304] * 4
    assert again.counts["unchanged"] == 3 and "skipped" not in again.counts


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"", status=404), "http_404"),
        (Answer(b"", status=410), "http_410"),
        (html("<h1>Page introuvable</h1>", "Erreur"), "soft_404"),
        (Answer(status=302, headers={"Location": "/"}), "soft_404"),
    ],
)
def test_known_document_that_no_longer_comes_is_gone(monkeypatch: pytest.MonkeyPatch, answer: Answer, reason: str) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        at(monkeypatch, days=200)
        shelf.documents |= {"/pv-1.pdf": answer, "/": html("<h1>Bienvenue</h1>", "Accueil")}
        shelf.listed = ["/pv-0.pdf", "/pv-1.pdf", "/pv-2.pdf"]
        (found,) = visit(shelf.town())
    assert [(item.url, item.reason) for item in found.gone] == [("http://mairie.invalid/pv-1.pdf", reason)]
    assert found.codes() == ["document_gone"] and found.run.outcome == "ok" and len(found.documents) == 2


def test_gone_document_is_asked_more_and_more_rarely_and_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    kept = shelf.documents["/pv-1.pdf"]
    with played(monkeypatch, shelf):
        visit(shelf.town())
        at(monkeypatch, days=200)
        shelf.documents["/pv-1.pdf"] = Answer(b"", status=404)
        visit(shelf.town())
        (soon,) = visit(shelf.town())
        at(monkeypatch, days=300)
        (again,) = visit(shelf.town())
        shelf.documents["/pv-1.pdf"] = kept
        at(monkeypatch, days=400)
        (back,) = visit(shelf.town())
    assert not soon.gone and len(again.gone) == 1 and again.codes() == []  # said once
    assert not back.gone and "http://mairie.invalid/pv-1.pdf" in [item.url for item in back.documents]


def test_maintenance_page_is_no_new_version_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        at(monkeypatch, days=200)
        shelf.documents["/pv-1.pdf"] = html("<h1>Site en maintenance</h1>", "Maintenance")
        (found,) = visit(shelf.town())
    assert found.codes() == ["html_instead_of_document"] and found.run.outcome == "partial"
    assert len(found.documents) == 2 and not found.gone


def test_document_that_left_the_listing_is_asked_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf) as internet:
        visit(shelf.town())
        at(monkeypatch, hours=1)
        shelf.listed = ["/pv-0.pdf"]
        del shelf.documents["/pv-2.pdf"]
        internet.asked.clear()
        (left,) = visit(shelf.town())
        asked = {asked.path: status for asked, status in internet.asked}
        internet.asked.clear()
        at(monkeypatch, hours=2)
        (after,) = visit(shelf.town())
        asked_after = [asked.path for asked, _ in internet.asked]
    assert asked == {"/robots.txt": 200, "/seances": 200, "/pv-1.pdf": 304, "/pv-2.pdf": 404}
    assert [item.url for item in left.documents] == ["http://mairie.invalid/pv-1.pdf"] and len(left.gone) == 1
    assert asked_after == ["/robots.txt", "/seances"] and after.run.outcome == "ok"


def test_absence_from_a_listing_that_could_not_be_read_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf) as internet:
        visit(shelf.town())
        internet.asked.clear()
        shelf.documents |= {"/seances": Answer(b"", status=404)}
        town = shelf.town(url="http://mairie.invalid/ailleurs")
        (lost,) = visit(town)
        assert [asked.path for asked, _ in internet.asked] == ["/robots.txt", "/ailleurs"]
    assert lost.run.outcome == "failed" and not lost.gone


def test_same_content_at_a_new_address_is_moved_without_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(documents={"/2025/pv.pdf": pdf("a")})
    with played(monkeypatch, shelf):
        visit(shelf.town())
        shelf.documents = {"/2026/pv-v2.pdf": pdf("a")}
        (found,) = visit(shelf.town())
    assert found.counts["moved"] == 1 and found.counts["gone"] == 1 and found.counts.get("new") is None
    assert found.codes() == ["document_gone"] and found.run.outcome == "ok"


def test_another_spelling_is_the_same_document_and_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(documents={"/a.pdf": pdf("a")})
    shelf.also = ("http://www.mairie.invalid",)
    with played(monkeypatch, shelf):
        visit(shelf.town())
        at(monkeypatch, days=300)
        shelf.listed = ["http://www.mairie.invalid/a.pdf"]
        (found,) = visit(shelf.town())
    assert [item.url for item in found.documents] == ["http://mairie.invalid/a.pdf"] and not found.gone
    assert [fetch.asked_url for fetch in Archive().fetches()] == [None, "http://www.mairie.invalid/a.pdf"]


def test_listings_are_kept_but_are_no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        visit(shelf.town())
    visits = list(Archive().visits("petite-ville"))
    assert [(one.kind, one.url, one.status) for one in visits] == [("page", "http://mairie.invalid/seances", s) for s in (200, 304)]
    assert all(b"pv-0.pdf" in Archive().get(one.sha256) for one in visits)
    assert {item.url for item in Archive().documents("petite-ville")} == {f"http://mairie.invalid/pv-{n}.pdf" for n in range(3)}


def test_index_is_made_again_from_the_records() -> None:
    archive = Archive()
    archive.record(fetch(0, "a"))
    index = MemoryIndex(archive)
    index.refresh()
    for damage in (index.path.unlink, lambda: index.path.write_bytes(b"no database at all, this is text" * 100)):
        damage()
        index.refresh()
        assert index.memory("t", "s", None).document("http://a.invalid/a.pdf") is not None


def test_index_survives_a_torn_line_and_an_older_record() -> None:
    archive = Archive()
    archive.record(fetch(0, "a"))
    archive.record(fetch(1, "b"))
    index = MemoryIndex(archive)
    whole = archive.fetches_path.read_bytes()
    archive.fetches_path.write_bytes(whole + b'{"document": {"town": "t')
    index.refresh()
    index.refresh()
    archive.record(fetch(2, "c"))
    index.refresh()
    known = index.memory("t", "s", None).document("http://a.invalid/a.pdf")
    assert known is not None and known.sha256 == "c" * 64
    first = whole.splitlines(keepends=True)[0]
    archive.fetches_path.write_bytes(first)  # put back from an old backup
    index.refresh()
    with sqlite3.connect(index.path) as base:
        assert base.execute("select place from progress where file = 'fetches.jsonl'").fetchone() == (len(first),)


def test_lost_bytes_are_asked_without_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf) as internet:
        (first,) = visit(shelf.town())
        Archive().path(first.documents[1].sha256).unlink()
        internet.asked.clear()
        (second,) = visit(shelf.town())
        assert [(a.path, status) for a, status in internet.asked if a.path.startswith("/pv")] == [("/pv-1.pdf", 200)]
    assert second.counts["new"] == 1 and Archive().has(first.documents[1].sha256)


def test_gone_documents_are_restored_from_the_archive(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        del shelf.documents["/pv-1.pdf"]
        (found,) = visit(shelf.town())
    (store / "runs").rename(store / "runs.lost")
    assert restore_runs(Archive()) == ["petite-ville"]
    items = [item for one in finished_runs("petite-ville") for item in read_items(one.folder)]
    assert [item for item in items if isinstance(item, GoneItem)] == found.gone


def test_memory_forgets_nothing_it_was_told_and_meets_each_spelling_once() -> None:
    seen = Seen("http://www.a.invalid/a.pdf", "document", "0" * 64, 200, START, START, START)
    memory = Memory([seen], START + timedelta(days=1))
    assert memory.meet("https://a.invalid/a.pdf") is seen and list(memory.unmet()) == []
    assert memory.place_of("0" * 64, "https://a.invalid/b.pdf") == seen.url
    assert memory.place_of("0" * 64, "https://www.a.invalid/a.pdf") is None
