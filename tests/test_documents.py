"""Documents: type by bytes, honest issues, and a child that dies alone."""

import io
import zlib
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents import DocumentReader, Request, read_document, read_documents
from scrapers.documents.sniff import sniff
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
        ("scan.pdf", pdf("", ""), "needs_ocr", TextStatus.NONE),
        ("page.pdf", b"<!DOCTYPE html><html><body>Page introuvable</body></html>", "not_a_pdf", TextStatus.FAILED),
        ("vide.pdf", b"", "empty_file", TextStatus.FAILED),
        ("casse.pdf", b"%PDF-1.7\nnothing more", "pdf_broken", TextStatus.FAILED),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "format_not_read_yet", TextStatus.NONE),
        ("image.pdf", b"\x89PNG\r\n\x1a\nrest", "needs_ocr", TextStatus.NONE),
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


def test_a_bomb_ends_its_child_and_its_neighbours_are_read(tmp_path: Path) -> None:
    good = write(tmp_path, "bon.pdf", pdf("un texte assez long pour être un texte de page"))
    paths = [good, write(tmp_path, "bombe.pdf", bomb()), good]
    readings = [reading for _, reading in read_documents([Request(path) for path in paths], workers=1)]
    assert [reading.text_status for reading in readings] == [TextStatus.NATIVE, TextStatus.FAILED, TextStatus.NATIVE]
    assert "bombe.pdf" in readings[1].problems[0].message


def test_a_reading_over_its_time_is_an_issue(tmp_path: Path) -> None:
    with DocumentReader(wall_seconds=0.0) as reader:
        reading = reader.read(Request(write(tmp_path, "lent.pdf", pdf("texte"))))
    assert [problem.code for problem in reading.problems] == ["reader_killed"]


def test_types_are_told_by_bytes() -> None:
    assert sniff(b"  <!doctype HTML><p>") == "text/html"
    assert sniff(b"junk\n%PDF-1.4") == "application/pdf"
    assert sniff("séance".encode()) == "text/plain"
    assert sniff(bytes(range(256))) == "application/octet-stream"
