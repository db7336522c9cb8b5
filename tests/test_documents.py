"""Documents: type by bytes, honest issues, and a child that dies alone."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents import DocumentReader, Problem, Reading, Request, child, hyphens, read_document, read_documents, worker
from scrapers.documents.legible import is_junk
from scrapers.documents.server import answer
from scrapers.documents.sniff import sniff
from tracker.items import OcrPage
from tracker.vocabulary import TextStatus


def pdf(*pages: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for page in pages:
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(50, 780 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_pdf_gives_its_pages(tmp_path: Path) -> None:
    path = write(tmp_path, "a.pdf", pdf("Conseil municipal du 25 mars\nquestion une", "page deux de ce procès-verbal"))
    reading = read_document(path)
    assert (reading.text_status, len(reading.pages), reading.problems) == (TextStatus.NATIVE, 2, ())
    assert reading.pages[0] == "Conseil municipal du 25 mars\nquestion une"


@pytest.mark.parametrize(
    ("name", "data", "code", "status"),
    [
        ("blanc.pdf", pdf("", ""), "no_text", TextStatus.NONE),
        ("page.pdf", b"<!DOCTYPE html><html><body>Page introuvable</body></html>", "not_a_pdf", TextStatus.FAILED),
        ("vide.pdf", b"", "empty_file", TextStatus.FAILED),
        ("casse.pdf", b"%PDF-1.7\nnothing more", "pdf_broken", TextStatus.FAILED),
    ],
)
def test_what_cannot_be_read_says_so_by_name(tmp_path: Path, name: str, data: bytes, code: str, status: TextStatus) -> None:
    reading = read_document(write(tmp_path, name, data))
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.text_status is status and name in reading.problems[0].message


def test_encodings_of_old_sites(tmp_path: Path) -> None:
    text = "Délibération du conseil : été"
    assert read_document(write(tmp_path, "a.txt", text.encode("cp1252"))).pages == (text,)
    assert read_document(write(tmp_path, "b.txt", text.encode("utf-16"))).pages == (text,)
    page = f'<html><head><meta charset="iso-8859-1"><title>x</title></head><body><nav>menu</nav><p>{text}</p></body></html>'
    assert read_document(write(tmp_path, "c.html", page.encode("latin-1"))).pages == (text,)


@cache
def bomb() -> bytes:
    """Return a small PDF whose page's content is a doubly compressed gigabyte and a half."""
    inner = zlib.compressobj(9)
    once = b"".join(inner.compress(b"BT /F1 9 Tf (x) Tj ET " * 50_000) for _ in range(1400)) + inner.flush()
    twice = zlib.compress(once, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << >> >>", stream,
    ]  # fmt: skip
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer << /Root 1 0 R >>"


GOOD = "Le conseil municipal de la commune se réunit pour le vote du budget"


def test_a_bomb_ends_its_child_and_its_neighbours_are_read(tmp_path: Path) -> None:
    good = write(tmp_path, "bon.pdf", pdf(GOOD))
    paths = [good, write(tmp_path, "bombe.pdf", bomb()), good]
    readings = [reading for _, reading in read_documents([Request(path) for path in paths], workers=1)]
    assert [reading.text_status for reading in readings] == [TextStatus.NATIVE, TextStatus.FAILED, TextStatus.NATIVE]
    assert [problem.code for problem in readings[1].problems] == ["reader_killed"]
    assert "bombe.pdf" in readings[1].problems[0].message and "left unread" in readings[1].problems[0].message


def test_each_document_has_a_child_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tells_itself(request: dict[str, str], answers: int) -> None:
        worker._send(answers, worker._READ, Reading("", TextStatus.NATIVE, "", (str(os.getpid()),)).to_json().encode())

    monkeypatch.setattr(worker, "_serve", tells_itself)
    path = write(tmp_path, "a.pdf", pdf(GOOD))
    children = [reading.pages[0] for reading in served([path, path, path])]
    assert len({*children, str(os.getpid())}) == 4


def test_a_document_that_dies_alone_is_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(request: dict[str, str], answers: int) -> None:
        os._exit(7)

    monkeypatch.setattr(worker, "_serve", dies)
    said = served([write(tmp_path, "a.pdf", pdf(GOOD))])
    assert [(one.code, "exit code 7" in one.message) for one in said[0].problems] == [("reader_killed", True)]


def test_a_child_that_says_nonsense_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among it: asking for time without end, which is believed up to a cap."""
    paths = [write(tmp_path, "a.pdf", pdf(GOOD))]
    monkeypatch.setattr(worker, "MOST_SECONDS", 0.1)
    for letter, said, wall, expected in (
        (b"Z", b"{}", 60.0, "no reading"), (b"R", b"{}\n{}", 60.0, "no reading"), (b"T", b"9999", 0.3, "time limit"),
    ):  # fmt: skip
        monkeypatch.setattr(worker, "_serve", lambda request, answers, what=(letter, said): speaks(answers, *what))
        (reading,) = served(paths, wall)
        assert reading.text_status is TextStatus.FAILED and expected in reading.problems[0].message


def speaks(answers: int, letter: bytes, said: bytes) -> None:
    """Send one frame, then stay silent, as a child that does not end."""
    worker._send(answers, letter, said)
    time.sleep(60)


def served(paths: list[Path], wall: float = 20.0) -> list[Reading]:
    """Have documents read by the server's own code in this process, which forks the children."""
    client, other = os.pipe()
    try:
        return [Reading.from_json(answer({"path": str(path), "hint": "", "name": path.name}, wall, client)) for path in paths]
    finally:
        os.close(client)
        os.close(other)


def test_each_document_has_its_own_limit_of_processor_time(tmp_path: Path) -> None:
    """The limit moves on with the time already used, as when pages must be recognised."""
    code = (
        "import resource, time\n"
        "from scrapers.documents.limits import limit_processor_time, allow_recognition\n"
        "limit_processor_time(5)\nfirst = resource.getrlimit(resource.RLIMIT_CPU)[0]\n"
        "end = time.process_time() + 1.2\nwhile time.process_time() < end: pass\n"
        "limit_processor_time(5)\nsecond = resource.getrlimit(resource.RLIMIT_CPU)[0]\n"
        "allow_recognition(40)\nprint(first < second < resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_reading_over_its_time_is_an_issue(tmp_path: Path) -> None:
    with DocumentReader(wall_seconds=0.0) as reader:
        reading = reader.read(Request(write(tmp_path, "lent.pdf", pdf("texte"))))
    assert [problem.code for problem in reading.problems] == ["reader_interrupted"]


def test_reading_leaves_no_descriptor_and_no_process(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.pdf", pdf(GOOD)) for n in range(4)]
    list(read_documents([Request(path) for path in paths]))
    before = open_descriptors()
    paths.append(write(tmp_path, "bombe.pdf", bomb()))
    list(read_documents([Request(path) for path in paths]))
    assert open_descriptors() == before
    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert not [line for line in listed if line.split()[:1] == [str(os.getpid())] and "documents.server" in line]


def test_a_client_that_goes_away_takes_its_server_with_it(tmp_path: Path) -> None:
    reader = DocumentReader()
    assert reader.read(Request(write(tmp_path, "a.pdf", pdf(GOOD)))).pages == (GOOD,)
    server = reader._server
    assert server is not None and not children(server.process.pid)  # its child has read one document and is gone
    reader.close()
    assert server.process.poll() == 0


def test_a_lane_that_dies_costs_one_document_and_no_neighbour(tmp_path: Path) -> None:
    """Both lanes come from one server; the reader whose lane died goes on with a server of its own."""
    lanes = child._Lanes(2)
    one, two = lanes.reader(), lanes.reader()
    asked = Request(write(tmp_path, "a.pdf", pdf(GOOD)))
    try:
        assert [reader.read(asked).pages for reader in (one, two)] == [(GOOD,), (GOOD,)]
        server = lanes._server
        assert server is not None
        (forked,) = children(server.process.pid)
        os.kill(forked, signal.SIGKILL)
        readings = [reader.read(asked) for reader in (one, two)]
        assert sorted(reading.text_status for reading in readings) == [TextStatus.FAILED, TextStatus.NATIVE]
        assert [one.code for reading in readings for one in reading.problems] == ["reader_interrupted"]
        assert [reader.read(asked).pages for reader in (one, two)] == [(GOOD,), (GOOD,)]
    finally:
        lanes.close()
    assert server.process.poll() == 0


def test_a_lane_does_not_wait_for_its_neighbour(tmp_path: Path) -> None:
    """One lane's client has asked and does not listen; the other lane, and then the first one, answer all the same."""
    slow, quick = write(tmp_path, "long.pdf", many_pages(800)), write(tmp_path, "a.pdf", pdf(GOOD))
    server = child._Server(2)
    try:
        for lane, path in zip(server.lanes, (slow, quick), strict=True):
            lane.write(json.dumps({"path": str(path), "hint": "", "name": path.name}).encode() + b"\n")
            lane.flush()
        assert Reading.from_json(server.lanes[1].readline()).pages == (GOOD,)
        assert len(Reading.from_json(server.lanes[0].readline()).pages) == 800
    finally:
        server.close()


def open_descriptors() -> int:
    folder = Path("/proc/self/fd")  # Linux; elsewhere only the processes are counted
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(one) for one in listed.split()]


def test_many_pages_are_cut_and_said(tmp_path: Path) -> None:
    reading = read_document(write(tmp_path, "long.pdf", many_pages(10_000)))
    assert len(reading.pages) == 800
    assert [(one.code, "800 of 10000" in one.message) for one in reading.problems] == [("too_long", True)]


def many_pages(count: int) -> bytes:
    """Return a PDF of that many pages which all show the same content."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    text = b"BT /F 9 Tf 9 50 Td (Le conseil de la commune et le vote du budget) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"] * count,
    ]  # fmt: skip
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, content) for n, content in enumerate(objects, 1))
    return body + b"trailer <</Root 1 0 R>>\n"


def test_a_locked_pdf_says_what_to_do(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(50, 700, GOOD)
    canvas.save()
    reading = read_document(write(tmp_path, "clos.pdf", buffer.getvalue()))
    assert [(one.code, "password" in one.message) for one in reading.problems] == [("pdf_locked", True)]


def test_a_truncated_pdf_and_a_point_of_a_page_do_no_harm(tmp_path: Path) -> None:
    whole = pdf(GOOD, GOOD)
    cut = read_document(write(tmp_path, "coupe.pdf", whole[: len(whole) // 2]))
    assert cut.text_status is TextStatus.FAILED and cut.problems[0].code in ("pdf_broken", "pdf_empty")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(1, 1))
    canvas.showPage()
    canvas.save()
    point = read_document(write(tmp_path, "point.pdf", buffer.getvalue()))
    assert [one.code for one in point.problems] == ["no_text"]


def test_a_text_layer_of_meaningless_codes_is_not_the_text() -> None:
    """Fonts without a table of characters give codes shifted by 29, or private ones; names, figures and other languages are text."""
    french = "Le conseil municipal approuve la convention avec le département pour les travaux de la route. " * 4
    assert not is_junk(french)
    assert is_junk("".join(chr(ord(sign) - 29) if sign.isalpha() and ord(sign) < 128 else sign for sign in french))
    assert is_junk("".join(chr(0xF000 + ord(sign)) if sign.isalpha() else sign for sign in french))
    assert not is_junk("MARTIN DURAND BERNARD THOMAS PETIT ROBERT RICHARD DUBOIS MOREAU LAURENT " * 5)
    assert not is_junk("011 6042 12 500,00 012 6411 -3 200,00 65 6531 1 000,00 " * 5)
    assert not is_junk("U cunsigliu municipale hà decisu di fà i travaglii nantu à a strada maestra di u paese " * 4)


def test_what_is_typed_on_top_of_a_page_is_read(tmp_path: Path) -> None:
    """Counts typed into the fields of a form belong to the text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Vote du conseil sur le budget de la commune : nombre de voix pour")
    canvas.acroForm.textfield(name="pour", value="XXVII", x=400, y=695, width=60, height=16)
    canvas.save()
    assert "XXVII" in read_document(write(tmp_path, "formulaire.pdf", buffer.getvalue())).pages[0]


def test_a_reading_crosses_as_json_whole() -> None:
    page = OcrPage(page=2, confidence=0.81)
    reading = Reading("application/pdf", TextStatus.OCR, "x@1", ("été\n", "½ \u2028 ligne"), (Problem("a", "b", "warning", 2),), (page,))
    assert Reading.from_json(reading.to_json()) == reading and "\n" not in reading.to_json()
    for nonsense in ("", "[]", "{}", '{"pages": 3}', reading.to_json().replace('"ocr"', '"orc"')):
        with pytest.raises(ValueError, match=r"."):
            Reading.from_json(nonsense)


@pytest.mark.parametrize(
    ("printed", "read"),
    [("Jean|Pierre", "Jean-Pierre"), ("éli|gible", "éligible"), ("ci|dessus", "ci-dessus"), ("2024|18", "2024-18"),
     ("| un point", "- un point"), ("trans|mission", "transmission"), ("par|ticipation", "participation"),
     ("vice|président", "vice-président"),
     ("sous|crire", "souscrire")],
)  # fmt: skip
def test_hyphens_at_the_end_of_a_line(printed: str, read: str) -> None:
    assert hyphens.join(printed.replace("|", hyphens.MARK)) == read


def test_types_are_told_by_bytes() -> None:
    assert sniff(b"  <!doctype HTML><p>") == "text/html"
    assert sniff(b"junk\n%PDF-1.4") == "application/pdf"
    assert sniff("séance".encode()) == "text/plain"
    assert sniff(bytes(range(256))) == "application/octet-stream"
