"""The folder platform, with manifests, hostile links and a crawl that is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.crawl import crawl_source, crawl_town
from scrapers.runs import finished_runs, read_issues, read_items, town_lock
from tests.loopback import PDF, issue_codes, make_town, shape, write_site
from tracker.errors import InputError, LockHeldError
from tracker.items import DocumentItem, RunItem
from tracker.settings import real_data_dir
from tracker.towns import TownConfig

FOLDER = make_town(platform="folder", url=None)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def crawl(folder: Path, town: TownConfig = FOLDER) -> tuple[RunItem, dict[str, DocumentItem], list[str]]:
    run = crawl_town(town, folder=folder)[0]
    place = finished_runs(town.slug)[-1].folder
    items = {item.url: item for item in read_items(place) if isinstance(item, DocumentItem)}
    return run, items, issue_codes(list(read_issues(place)))


def test_manifest_of_the_parent_gives_kinds_and_dates(tmp_path: Path) -> None:
    manifest = "path,town,insee,kind,session_date\nville/a.pdf,P,99001,pv,2024-03-05\nville/sub/b.pdf,P,99001,odj,\n"
    manifest += "ville/x.pdf,Autre,99002,pv,\nville/gone.pdf,P,99001,pv,\nville/c.doc,P,99001,tract,05/03/2024\nautre/z.pdf,A,99001,pv,\n"
    files = {"manifest.csv": manifest, "ville/a.pdf": PDF, "ville/sub/b.pdf": PDF + b"b", "ville/x.pdf": PDF, "ville/c.doc": b"\x00\x01"}
    root = write_site(tmp_path / "minutes", {**files, "ville/PV-du-12-mars-2021.txt": "PV", "ville/.hidden.pdf": PDF})
    run, items, codes = crawl(root / "ville")
    assert {name: (item.kind.value, item.raw_kind, str(item.listed_date)) for name, item in items.items()} == {
        "a.pdf": ("proces_verbal", "pv", "2024-03-05"),
        "sub/b.pdf": ("ordre_du_jour", "odj", "None"),
        "c.doc": ("other", "tract", "None"),
        "PV-du-12-mars-2021.txt": ("other", "", "2021-03-12"),
    }
    assert codes == ["bad_manifest_date", "missing_file"] and shape(run) == ("partial", 4, 2)
    assert Archive().get(items["sub/b.pdf"].sha256) == PDF + b"b"


def test_manifest_inside_the_folder_and_no_machine_path_anywhere(tmp_path: Path) -> None:
    root = write_site(tmp_path / "ici", {"manifest.csv": "path;insee;kind\na.pdf;;delib\n", "a.pdf": PDF})
    run, items, _ = crawl(root)
    assert shape(run) == ("ok", 1, 0) and items["a.pdf"].kind == "deliberation"
    written = (
        "".join(path.read_text() for path in finished_runs("petite-ville")[0].folder.glob("*.json*")) + Archive().fetches_path.read_text()
    )
    assert str(tmp_path) not in written


def test_bad_files_are_kept_and_links_that_leave_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_MAX_BYTES", "3000")
    root = write_site(tmp_path / "ici", {"a.pdf": PDF, "page.pdf": "<html>x", "empty.pdf": b"", "big.pdf": PDF + b" " * 4000})
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (root / "leak.pdf").symlink_to(tmp_path / "secret.pdf")
    (root / "same.pdf").symlink_to("a.pdf")
    (root / "up").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.pdf")
    run, items, codes = crawl(root)
    assert sorted(items) == ["a.pdf", "empty.pdf", "page.pdf", "same.pdf"]
    assert codes == ["empty_document", "html_instead_of_document", "link_refused", "link_refused", "too_large"]
    assert run.outcome == "partial"


def test_empty_folder_is_empty(tmp_path: Path) -> None:
    assert shape(crawl(write_site(tmp_path / "ici", {".keep": ""}))[0]) == ("empty", 0, 0)


def test_manifest_without_path_column_fails_with_one_clear_line(tmp_path: Path) -> None:
    run, _, _ = crawl(write_site(tmp_path / "ici", {"manifest.csv": "file,kind\n", "a.pdf": PDF}))
    assert run.outcome == "failed" and "manifest.csv:1: expected a column named path" in run.message


def test_wrong_use_is_refused_before_a_run_begins(tmp_path: Path, store: Path) -> None:
    with pytest.raises(InputError, match="not a folder"):
        crawl_town(FOLDER, folder=tmp_path / "nowhere")
    with pytest.raises(InputError, match="expected --folder"):
        crawl_town(FOLDER)
    with pytest.raises(InputError, match="platform folder"):
        crawl_town(make_town(), folder=tmp_path)
    with town_lock("petite-ville"), pytest.raises(LockHeldError):
        crawl_town(FOLDER, folder=tmp_path)
    assert not (store / "runs").exists()


def _start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a crawl in a process of its own, as the command line does."""
    code = (
        "import sys; from pathlib import Path; from tests.loopback import make_town; from scrapers.crawl import crawl_town;"
        "crawl_town(make_town(platform='folder', url=None), folder=Path(sys.argv[1]))"
    )
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=Path(__file__).parent.parent)


def _wait_for(archive: Archive, count: int) -> None:
    for _ in range(600):
        if len(list(archive.fetches())) >= count:
            return
        time.sleep(0.01)
    raise AssertionError("the crawl did not begin")


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in listed.stdout.split()]


def test_killed_crawl_leaves_what_an_undisturbed_one_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path / "ici", {f"{n:04d}.pdf": PDF + str(n).encode() for n in range(2000)})
    process = _start(root)
    _wait_for(Archive(), 5)
    child = _children(process.pid)[0]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for _ in range(300):
        if not Path(f"/proc/{child}").exists() and not _alive(child):
            break
        time.sleep(0.01)
    assert not _alive(child), "the child outlived its parent"
    assert finished_runs("petite-ville") == []
    run, disturbed, _ = crawl(root)
    assert shape(run) == ("ok", 2000, 0) and run.counts["new"] < 2000
    kept = sorted(path.name for path in Archive().folder.glob("??/*"))
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store2"))
    _, undisturbed, _ = crawl(root)
    clock = {"retrieved_at"}
    assert [i.model_dump(exclude=clock) for i in disturbed.values()] == [i.model_dump(exclude=clock) for i in undisturbed.values()]
    assert kept == sorted(path.name for path in Archive().folder.glob("??/*"))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_killed_child_is_a_failed_run_that_was_closed(tmp_path: Path) -> None:
    root = write_site(tmp_path / "ici", {f"{n:04d}.pdf": PDF + str(n).encode() for n in range(2000)})
    process = _start(root)
    _wait_for(Archive(), 5)
    os.kill(_children(process.pid)[0], signal.SIGKILL)
    assert process.wait() == 0
    (closed,) = finished_runs("petite-ville")
    assert closed.run.outcome == "failed" and "status -9" in closed.run.message
    assert issue_codes(list(read_issues(closed.folder))) == ["crawl_died"]


@pytest.mark.corpus
def test_every_real_file_of_a_town_is_stored() -> None:
    data = real_data_dir()
    if data is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    folder = data / "minutes" / "pierrefonds"
    town = FOLDER.model_copy(update={"insee": "60491"})
    run = crawl_source(town, town.sources[0], folder=folder)
    assert shape(run) == ("ok", sum(1 for path in folder.rglob("*") if path.is_file()), 0)
