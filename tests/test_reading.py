"""`read`: from the archive to a run folder, each text read once, a person's borders respected, a bad file an issue."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers import reading, texts
from scrapers.archive import Archive, FetchRecord
from scrapers.documents import DocumentReader, Problem, Reading, Request, child
from scrapers.parsers.context import Context
from scrapers.reading import drawn_borders, read_files, read_town
from scrapers.runs import finished_runs, read_issues, read_items
from tests.factories import sample_town
from tests.test_documents import GOOD, bomb, pdf
from tracker import settings
from tracker.errors import ContractError, InputError
from tracker.items import ActItem, Border, BordersItem, DocumentItem, IssueItem, Item, ReadingItem
from tracker.vocabulary import RunOutcome, TextStatus

TOWN = sample_town(
    bodies=[{"key": "council", "name": "Conseil municipal", "siren": "999999990"}, {"key": "agglo", "name": "Agglomération"}]
)
PAGE = "\n".join(
    ["Commune de Val-Essai", "Procès-verbal du conseil municipal du 30 mars 2026", "Présents : 19", "", "1. Crèche des Tanneurs",
     "Le conseil approuve la création de la crèche.", "Adopté à l'unanimité.", "", "2. Tarifs de la cantine",
     "Le conseil fixe le prix du repas.", "Adopté à l'unanimité."]
)  # fmt: skip


def met(name: str, content: bytes, body: str = "council") -> DocumentItem:
    """Put a document into the archive as a crawl would."""
    archive = Archive()
    sha256, _ = archive.put(content)
    item = DocumentItem(
        town="val-essai", source="minutes", body=body, url=name, link_text="", sha256=sha256, media_type="application/pdf",
        size=len(content), retrieved_at=datetime(2026, 4, 1, tzinfo=UTC), publisher="Val-Essai",
    )  # fmt: skip
    archive.record(FetchRecord(document=item, run="r1"))
    return item


def read_lines(run_id: str) -> tuple[list[Item], list[IssueItem]]:
    """Return the items and issues that the run of this id wrote."""
    folder = next(one.folder for one in finished_runs("val-essai", "read") if one.run.id == run_id)
    return list(read_items(folder)), list(read_issues(folder))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell which documents the reading process was asked for."""
    names: list[str] = []
    ask = DocumentReader.read

    def asked(self: DocumentReader, request: Request) -> Reading:
        names.append(request.name or request.path.name)
        return ask(self, request)

    monkeypatch.setattr(DocumentReader, "read", asked)
    return names


@pytest.mark.usefixtures("store")
def test_a_second_reading_opens_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    met("pv.pdf", pdf(PAGE))
    met("clos.pdf", b"%PDF-1.7\nnothing more")
    first = read_town(TOWN)
    before = read_lines(first.id)

    def refused(self: DocumentReader) -> None:
        raise AssertionError("the document server was started")

    monkeypatch.setattr(child.DocumentReader, "_running", refused)
    second = read_town(TOWN)
    assert read_lines(second.id) == before
    assert (first.outcome, first.counts["unread"], second.counts) == (RunOutcome.PARTIAL, 1, first.counts)


@pytest.mark.usefixtures("store")
def test_the_same_bytes_are_opened_once_for_two_bodies_and_named_as_each_knows_them(opened: list[str]) -> None:
    broken = b"%PDF-1.7\nnothing more"
    for name, body in (("a.pdf", "council"), ("b.pdf", "agglo")):
        met(name, broken, body)
        met(f"pv-{name}", pdf(PAGE), body)
    run = read_town(TOWN, workers=1)
    items, issues = read_lines(run.id)
    assert opened == ["a.pdf", "pv-a.pdf"]
    assert len([item for item in items if isinstance(item, ReadingItem)]) == 4
    messages = [issue.message for issue in issues if issue.code == "pdf_broken"]
    assert [message.split(":")[0] for message in messages] == ["a.pdf", "b.pdf"]


@pytest.mark.usefixtures("store")
def test_a_new_extractor_reads_again(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    met("pv.pdf", pdf(PAGE))
    read_town(TOWN)
    monkeypatch.setattr(texts, "extractor_versions", lambda: "another")
    read_town(TOWN)
    read_town(TOWN)
    assert opened == ["pv.pdf", "pv.pdf"]


@pytest.mark.usefixtures("store")
def test_a_scan_read_without_tesseract_is_read_again_when_it_comes(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    met("scan.pdf", pdf(GOOD))
    lacking = Reading("application/pdf", TextStatus.NONE, "x", ("",), (Problem("needs_ocr", "scan.pdf: install Tesseract"),))
    kept = texts._Kept(lacking, texts.extractor_versions(), "", "scan.pdf", promised=True)
    texts._keep(met("scan.pdf", pdf(GOOD)).sha256, kept)
    monkeypatch.setattr(texts, "signature", lambda: "")
    read_town(TOWN)
    assert opened == []
    monkeypatch.setattr(texts, "signature", lambda: "tesseract-5")
    run = read_town(TOWN)
    assert opened == ["scan.pdf"] and run.outcome is RunOutcome.OK


@pytest.mark.usefixtures("store")
def test_what_broke_its_limits_is_kept_until_asked_again_and_what_was_interrupted_is_not(opened: list[str]) -> None:
    sha256 = met("a.pdf", pdf(PAGE)).sha256
    for code, times in (("reader_killed", 0), ("reader_interrupted", 1)):
        lost = Reading("application/octet-stream", TextStatus.FAILED, "x", (), (Problem(code, "a.pdf: lost"),))
        texts._keep(sha256, texts._Kept(lost, texts.extractor_versions(), texts.signature(), "a.pdf", promised=True))
        opened.clear()
        read_town(TOWN)
        assert len(opened) == times, code
    texts._keep(sha256, texts._Kept(replace_code(lost), texts.extractor_versions(), texts.signature(), "a.pdf", promised=True))
    opened.clear()
    assert read_town(TOWN, again=True).outcome is RunOutcome.OK and opened == ["a.pdf"]


def replace_code(lost: Reading) -> Reading:
    return Reading(lost.media_type, lost.text_status, lost.extractor, (), (Problem("reader_killed", "a.pdf: lost"),))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("damage", [b"", b"{", b'{"versions": 3}\n{}', b"\xff\xfe"])
def test_a_damaged_text_is_made_again(damage: bytes, opened: list[str]) -> None:
    sha256 = met("a.pdf", pdf(PAGE)).sha256
    read_town(TOWN)
    path = texts._path(sha256)
    path.write_bytes(damage)
    assert read_town(TOWN).outcome is RunOutcome.OK and opened == ["a.pdf", "a.pdf"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("store")
def test_an_html_page_kept_as_a_page_is_no_pdf_elsewhere() -> None:
    page = "<html><body><p>Procès-verbal du conseil municipal du 30 mars 2026</p></body></html>".encode()
    met("pv", page)
    assert read_town(TOWN).counts.get("unread") == 1  # announced as a PDF by the crawl's media type
    kept = texts._load(texts._path(met("pv", page).sha256))
    assert kept is not None and kept.promised
    request = Request(Archive().path(met("pv", page).sha256), None, "pv")
    (again,) = texts.readings([(met("pv", page).sha256, request)], 1)
    assert again.text_status is TextStatus.NATIVE


@pytest.mark.usefixtures("store")
def test_a_bomb_leaves_its_neighbours_read_and_the_run_partial() -> None:
    met("a.pdf", pdf(PAGE))
    met("bombe.pdf", bomb())
    met("c.pdf", pdf(PAGE + "\nfin"))
    run = read_town(TOWN)
    items, issues = read_lines(run.id)
    assert (run.outcome, run.counts["documents"], run.counts["unread"]) == (RunOutcome.PARTIAL, 3, 1)
    states = [item.text_status for item in items if isinstance(item, ReadingItem)]
    assert states == [TextStatus.NATIVE, TextStatus.FAILED, TextStatus.NATIVE]
    assert [issue.code for issue in issues if issue.severity == "error"] == ["reader_killed"]


@pytest.mark.usefixtures("store")
def test_many_documents_are_read_in_their_order_some_of_them_known() -> None:
    """More than are in flight at once, the same bytes under two names among them."""
    for number in range(40):
        met(f"{number}.pdf", pdf(f"{GOOD} numéro {number % 37}"), "agglo" if number >= 37 else "council")
        if number == 9:
            read_town(TOWN)
    items, _ = read_lines(read_town(TOWN, workers=2).id)
    pages = [item.pages[0] for item in items if isinstance(item, ReadingItem)]
    assert pages == [f"{GOOD} numéro {number % 37}" for number in range(40)]


@pytest.mark.usefixtures("store")
def test_a_town_without_documents_is_empty() -> None:
    assert read_town(TOWN).outcome is RunOutcome.EMPTY


@pytest.mark.usefixtures("store")
def test_borders_drawn_by_a_person_reach_the_parser_and_the_last_decision_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    document, other = met("a.pdf", pdf(PAGE)), met("b.pdf", pdf(PAGE + "\nfin"))
    border = Border(page=1, first_line="2. Tarifs de la cantine", title="Tarifs de la cantine")
    decide(document, border, border)
    decide(document, border)
    given: dict[str, object] = {}

    def parse(item: ReadingItem, context: Context) -> list[Item]:
        given[item.sha256] = context.borders
        return []

    monkeypatch.setattr(reading, "parse_document", parse)
    read_town(TOWN)
    assert given == {document.sha256: (border,), other.sha256: None}
    decide(other)
    read_town(TOWN)
    assert given[other.sha256] == ()


def decide(document: DocumentItem, *borders: Border) -> None:
    path = settings.reading_decisions_file("val-essai")
    path.parent.mkdir(parents=True, exist_ok=True)
    item = BordersItem(
        sha256=document.sha256, body=document.body, borders=borders, decided_by="nadia", decided_at=datetime(2026, 5, 1, tzinfo=UTC)
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(item.model_dump_json() + "\n")


@pytest.mark.usefixtures("store")
def test_drawn_borders_give_the_acts_of_a_reading() -> None:
    document = met("a.pdf", pdf(PAGE))
    decide(document, Border(page=1, first_line="2. Tarifs de la cantine", title="Tarifs de la cantine"))
    items, _ = read_lines(read_town(TOWN).id)
    assert [item.title for item in items if isinstance(item, ActItem)] == ["Tarifs de la cantine"]


@pytest.mark.usefixtures("store")
def test_a_spoiled_decisions_file_is_refused_by_line() -> None:
    decide(met("a.pdf", pdf(PAGE)))
    path = settings.reading_decisions_file("val-essai")
    path.write_text(path.read_text(encoding="utf-8") + '{"item": "borders"}\n', encoding="utf-8")
    with pytest.raises(ContractError, match=r"val-essai\.jsonl:2: "):
        drawn_borders("val-essai")


def test_files_are_read_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "none"))
    paths = [tmp_path / name for name in ("a.pdf", "b.txt")]
    paths[0].write_bytes(pdf(PAGE))
    paths[1].write_bytes(b"")
    steps: list[tuple[int, int]] = []
    items = read_files(paths, lambda done, total: steps.append((done, total)))
    states = [item.text_status for item in items if isinstance(item, ReadingItem)]
    assert states == [TextStatus.NATIVE, TextStatus.FAILED] and steps == [(1, 2), (2, 2)]
    assert not (tmp_path / "none").exists()
    lines = [json.loads(line) for line in reading.as_json_lines(items)]
    assert [line["item"] for line in lines].count("reading") == 2
    with pytest.raises(InputError, match="no such file"):
        read_files([tmp_path / "absent.pdf"])
