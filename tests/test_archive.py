"""The archive and the run folders: atomic, append-only, honest about what a killed process left."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.archive import Archive, FetchRecord
from scrapers.runs import RunFolder, finished_runs, read_issues, read_items, town_lock
from tracker.errors import ContractError, InputError, InvariantError, LockHeldError
from tracker.items import DocumentItem, IssueItem
from tracker.vocabulary import RunOutcome


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    return tmp_path


def document(sha256: str, url: str = "a.pdf") -> DocumentItem:
    return DocumentItem(
        town="t", source="s", body="conseil", url=url, sha256=sha256, media_type="application/pdf", size=3,
        retrieved_at=datetime(2026, 1, 2, tzinfo=UTC), publisher="Mairie",
    )  # fmt: skip


def test_bytes_are_kept_once_and_checked() -> None:
    archive = Archive()
    sha256, new = archive.put(b"abc")
    assert new and archive.put(b"abc") == (sha256, False)
    assert archive.get(sha256) == b"abc" and archive.path(sha256).parent.name == sha256[:2]
    archive.path(sha256).write_bytes(b"abd")
    with pytest.raises(ContractError, match="no longer match"):
        archive.get(sha256)
    with pytest.raises(InputError, match="not in the archive"):
        archive.get("0" * 64)
    with pytest.raises(InputError, match="expected 64"):
        archive.path("../../etc/passwd")


def test_fetch_record_alone_gives_the_documents_back() -> None:
    archive = Archive()
    sha256, _ = archive.put(b"abc")
    archive.record(FetchRecord(document=document(sha256), run="r1", status=200, headers={"etag": '"x"'}, date_text="3 mars"))
    with archive.fetches_path.open("ab") as file:
        file.write(b'{"document": {"town"')  # killed while writing
    archive.record(FetchRecord(document=document(sha256, "b.pdf"), run="r2"))
    assert archive.documents("t") == [document(sha256), document(sha256, "b.pdf")]
    assert archive.documents("other") == []
    assert archive.latest("t", "s")["a.pdf"].headers == {"etag": '"x"'}
    archive.path(sha256).unlink()
    assert archive.latest("t", "s") == {}


def test_broken_fetch_record_is_named() -> None:
    archive = Archive()
    archive.folder.mkdir(parents=True)
    archive.fetches_path.write_text('{"document": {}}\n')
    with pytest.raises(ContractError, match=r"fetches\.jsonl:1"):
        list(archive.fetches())


def test_run_folder_has_three_files_and_counts_its_lines() -> None:
    with RunFolder("t", "s") as run:
        run.add(document("0" * 64))
        run.add(IssueItem(code="x", message="y"))
        closed = run.close(RunOutcome.PARTIAL, "one problem", documents=1, pages=2)
    assert sorted(path.name for path in run.path.iterdir()) == ["issues.jsonl", "items.jsonl", "run.json"]
    assert closed.counts == {"documents": 1, "issues": 1, "pages": 2}
    assert [found.run for found in finished_runs("t", "crawl")] == [closed] and finished_runs("t", "read") == []
    assert list(read_items(run.path)) == [document("0" * 64)] and [i.code for i in read_issues(run.path)] == ["x"]


def test_unfinished_run_is_ignored_and_can_be_taken_over() -> None:
    killed = RunFolder("t", "s")
    killed.add(document("0" * 64))
    killed.release()
    with (killed.path / "items.jsonl").open("a") as file:
        file.write('{"item": "docum')
    assert finished_runs("t") == []
    with RunFolder("t", "s", killed.id) as run:
        assert run.close(RunOutcome.FAILED, "killed").counts == {"documents": 1, "issues": 0}
    assert len(list(read_items(killed.path))) == 1


def test_runs_are_sorted_even_when_the_clock_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-03-01T12:00:00")
    ids = []
    for source in ("s", "other", "read", "s"):
        with RunFolder("t", source) as run:
            ids.append(run.close(RunOutcome.OK).id)
    assert [found.run.id for found in finished_runs("t")] == ids
    assert [found.run.verb for found in finished_runs("t")] == ["crawl", "crawl", "read", "crawl"]


def test_leaving_a_run_by_an_error_closes_it_as_failed() -> None:
    with pytest.raises(ZeroDivisionError), RunFolder("t", "read"):
        _ = 1 / 0
    assert finished_runs("t", "read")[0].run.outcome == RunOutcome.FAILED
    with pytest.raises(InvariantError, match="without an outcome"), RunFolder("t"):
        pass


def test_bad_line_is_named_by_file_and_line() -> None:
    with RunFolder("t", "s") as run:
        run.close(RunOutcome.OK)
    (run.path / "items.jsonl").write_text(document("0" * 64).model_dump_json() + '\n{"item": "document"}\n')
    with pytest.raises(ContractError, match=r"items\.jsonl:2: document\.town"):
        list(read_items(run.path))


def test_town_lock_is_exclusive() -> None:
    with town_lock("t"):
        with pytest.raises(LockHeldError, match="another run"), town_lock("t"):
            pass
        with town_lock("u"):
            pass
    with town_lock("t"):
        pass


def test_what_a_killed_put_left_is_replaced() -> None:
    archive = Archive()
    sha256, _ = archive.put(b"abc")
    target = archive.path(sha256)
    target.rename(target.with_name(f".put-{sha256}"))
    target.with_name(f".put-{sha256}").write_bytes(b"a")
    assert archive.put(b"abc") == (sha256, True) and archive.get(sha256) == b"abc"
    assert [path.name for path in target.parent.iterdir()] == [sha256]
