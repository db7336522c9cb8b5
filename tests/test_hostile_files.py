"""Hostile and broken files, each made here: none crashes the reading, outlives its child or leaks a handle; each leaves one issue."""

import os
import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from scrapers.documents import Reading, read_document
from scrapers.documents.render import render_document
from tests.papers import MINUTES, docx, encoded, image, odt, paragraph, pdf, scan, share, zipped
from tracker.errors import InputError
from tracker.vocabulary import TextStatus


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return body + b"trailer << /Root 1 0 R >>\n"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), extra, data)


CATALOGUE, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
TEXT = stream(b"BT /F1 12 Tf 40 700 Td (Seance du conseil municipal du 12 mars 2024) Tj ET")


def page(box: str = "0 0 595 842", resources: bytes = FONT) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources %b >>" % (box.encode(), resources)


def drawn(width: int, height: int, data: bytes, box: str = "0 0 595 842", filters: bytes = b"", colours: bytes = b"/DeviceGray") -> bytes:
    """Return a PDF whose page shows one stored image."""
    about = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %b %b" % (width, height, colours, filters)
    show = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return raw_pdf(CATALOGUE, PAGES, page(box, b"<< /XObject << /I 5 0 R >> >>"), show, stream(data, about))


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(10_000))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " + FONT + b" >>"
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [%b] /Count 10000 >>" % kids, b"null", TEXT, *[leaf] * 10_000)


def carrying() -> bytes:
    catalogue = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(true){}) >>"
        b" /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >>"
        b" /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>] >> >> >>"
    )
    return raw_pdf(catalogue, PAGES, page(), TEXT, stream(b"MZ" * 500, b"/Type /EmbeddedFile"))


@cache
def flate_bomb() -> bytes:
    """Return a PDF whose page's content is a doubly compressed gigabyte and a half: one block, flushed whole and repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"BT /F1 9 Tf (x) Tj ET " * 50_000) + packer.flush(zlib.Z_FULL_FLUSH)
    content = stream(zlib.compress(b"\x78\xda" + block * 1400 + b"\x03\x00", 9), b"/Filter [/FlateDecode /FlateDecode]")
    return raw_pdf(CATALOGUE, PAGES, page(), content)


def png_bomb() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


ENTITIES = "".join(f'<!ENTITY {one} "{f"&{other};" * 10}">' for one, other in pairwise("ihgfedcba"))
BILLION = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/piege.dotm" TargetMode="External"/>'
    '<Relationship Id="r2" Type="http://x/hyperlink" Target="http://127.0.0.1:9/lien" TargetMode="External"/></Relationships>'
)


def word_part(head: str, inner: str) -> bytes:
    return zipped({"word/document.xml": f"{head}<w:document {WORD}><w:body>{inner}</w:body></w:document>"})


def big_scan() -> bytes:
    """Return a scan of more than 60 MB, as a scanner without compression writes it."""
    rows = image(pdf(MINUTES), dpi=480).convert("RGB")
    return drawn(rows.width, rows.height, rows.tobytes(), colours=b"/DeviceRGB")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOISE = random.Random(4).randbytes(1000)  # the same junk each time
HOSTILE: list[tuple[str, Callable[[], bytes], str, TextStatus]] = [
    ("verrouille.pdf", lambda: pdf(MINUTES, password="secret"), "pdf_locked", TextStatus.FAILED),
    ("tronque.pdf", lambda: pdf(MINUTES)[:300], "pdf_broken", TextStatus.FAILED),
    ("bruit.pdf", lambda: b"%PDF-1.7\n" + NOISE, "pdf_broken", TextStatus.FAILED),
    ("10000-pages.pdf", many_pages, "too_long", TextStatus.NATIVE),
    ("un-pixel.pdf", lambda: drawn(1, 1, b"\x00", "0 0 1 1"), "ocr_no_text", TextStatus.NONE),
    ("geant.pdf", lambda: drawn(1, 1, b"\x00", "0 0 2000000 2000000"), "needs_ocr", TextStatus.NONE),
    ("bombe.pdf", flate_bomb, "reader_killed", TextStatus.FAILED),
    (
        "bombe-image.pdf",
        lambda: drawn(30_000, 30_000, zlib.compress(bytes(2_000_000)), filters=b"/Filter /FlateDecode"),
        "needs_ocr",
        TextStatus.NONE,
    ),
    ("script.pdf", carrying, "pdf_carries_more", TextStatus.NATIVE),
    ("bombe.png", png_bomb, "image_broken", TextStatus.FAILED),
    ("large.png", lambda: encoded(Image.new("1", (12_000, 12_000)), "PNG"), "needs_ocr", TextStatus.NONE),
    ("coupe.png", lambda: encoded(image(pdf(MINUTES), dpi=100), "PNG")[:5000], "needs_ocr", TextStatus.NONE),
    ("bruit.jpg", lambda: b"\xff\xd8\xff" + NOISE, "image_broken", TextStatus.FAILED),
    ("liens.docx", lambda: docx(paragraph("Budget"), **{"word/_rels/document.xml.rels": LINKS}), "office_external", TextStatus.NATIVE),
    ("bombe.docx", lambda: word_part("", paragraph(" " * 100_000_000)), "office_broken", TextStatus.FAILED),
    ("milliard.docx", lambda: word_part(BILLION, paragraph("&i;")), "office_broken", TextStatus.FAILED),
    ("dehors.docx", lambda: word_part(OUTSIDE, paragraph("&x;")), "office_broken", TextStatus.FAILED),
    ("profond.docx", lambda: word_part("", "<w:sdt>" * 100_000), "office_broken", TextStatus.FAILED),
    (
        "parties.docx",
        lambda: zipped({"word/document.xml": "<a/>", **{f"p{number}": "" for number in range(6000)}}),
        "office_broken",
        TextStatus.FAILED,
    ),
    ("coupe.docx", lambda: docx(paragraph("Budget"))[:-40] + b"PK", "format_not_read_yet", TextStatus.NONE),
    ("vide.odt", lambda: odt("<text:p/>"), "no_text", TextStatus.NONE),
    ("accolades.rtf", lambda: b"{\\rtf1 " + b"{" * 2_000_000, "no_text", TextStatus.NONE),
    ("avale.rtf", lambda: b"{\\rtf1 {\\bin999999999 Budget}}", "no_text", TextStatus.NONE),
    (
        "verrouille.docx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "office_locked",
        TextStatus.FAILED,
    ),
    ("latin.html", lambda: '<meta charset="utf-8"><p>Séance d’été</p>'.encode("cp1252"), "wrong_encoding", TextStatus.NATIVE),
    ("nul.txt", lambda: b"Budget\x00 communal" + b" ligne" * 20, "odd_characters", TextStatus.NATIVE),
    ("sens.txt", lambda: "Subvention de \u202e005 1\u202c euros".encode(), "odd_characters", TextStatus.NATIVE),
    ("chiffres.txt", lambda: "Subvention de ١٥٠٠ euros".encode(), "odd_characters", TextStatus.NATIVE),
    ("renverse.pdf", lambda: scan(image(pdf(MINUTES), 180)), "ocr_straightened", TextStatus.OCR),
    ("penche.pdf", lambda: scan(image(pdf(MINUTES), -3)), "ocr_straightened", TextStatus.OCR),
    ("page.pdf", lambda: b"<!DOCTYPE html><html><body>Page introuvable</body></html>", "not_a_pdf", TextStatus.FAILED),
    ("vide.pdf", lambda: b"", "empty_file", TextStatus.FAILED),
]


def handles() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a path of the kernel


def children() -> set[str]:
    return {number for task in Path("/proc/self/task").iterdir() for number in (task / "children").read_text().split()}


def read(folder: Path, name: str, data: bytes) -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize(("name", "data", "code", "status"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_a_hostile_file_leaves_one_issue_by_name(
    tmp_path: Path, name: str, data: Callable[[], bytes], code: str, status: TextStatus
) -> None:
    before, running = handles(), children()
    reading = read(tmp_path, name, data())
    assert [(problem.code, name in problem.message) for problem in reading.problems] == [(code, True)]
    assert reading.text_status is status
    assert "0x" not in reading.problems[0].message  # nothing that changes from one reading to the next
    assert (handles(), children()) == (before, running)


def test_a_scan_of_more_than_60_megabytes_is_read(tmp_path: Path) -> None:
    data = big_scan()
    reading = read(tmp_path, "lourd.pdf", data)
    assert len(data) > 60_000_000 and reading.problems == ()
    assert share(reading.pages[0], MINUTES) >= 0.97


def test_what_hostile_text_becomes(tmp_path: Path) -> None:
    assert read(tmp_path, "latin.html", '<meta charset="utf-8"><p>Séance d’été : 12 €</p>'.encode("cp1252")).pages == (
        "Séance d’été : 12 €",
    )
    assert read(tmp_path, "sens.txt", "de \u202e005 1\u202c \u200beuros".encode()).pages == ("de 005 1 euros",)
    assert read(tmp_path, "nul.txt", b"12\x00500 euros" + b" a" * 40).pages[0].startswith("12 500 euros")
    assert read(tmp_path, "chiffres.txt", "Subvention de ١٥٠٠ euros".encode()).pages == ("Subvention de ١٥٠٠ euros",)


def test_a_script_is_not_run_nor_a_file_opened(tmp_path: Path) -> None:
    reading = read(tmp_path, "script.pdf", carrying())
    assert reading.pages[0].startswith("Seance du conseil") and "embedded" in reading.problems[0].message


def test_only_the_first_pages_of_an_endless_pdf_are_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, "long.pdf", many_pages()).pages) == 800


def test_a_page_becomes_an_image(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(MINUTES, MINUTES))
    (tmp_path / "a.png").write_bytes(encoded(image(pdf(MINUTES)), "PNG"))
    for name, number in (("a.pdf", 2), ("a.png", 1)):
        shown = render_document(tmp_path / name, number, 400)
        (tmp_path / "out.png").write_bytes(shown)
        with Image.open(tmp_path / "out.png") as picture:
            assert picture.size in ((400, 566), (400, 565))
            assert picture.convert("L").getextrema()[0] < 128


@pytest.mark.parametrize(
    ("name", "data", "number", "why"),
    [
        ("a.pdf", lambda: pdf(MINUTES), 2, "page from 1 to 1"),
        ("a.pdf", lambda: pdf(MINUTES), 0, "page from 1 to 1"),
        ("geant.pdf", lambda: drawn(1, 1, b"\x00", "0 0 100 2000000"), 1, "pixels"),
        ("bombe-image.pdf", lambda: drawn(30_000, 30_000, zlib.compress(bytes(2_000_000)), filters=b"/Filter /FlateDecode"), 1, "pixels"),
        ("bombe.pdf", flate_bomb, 1, "without an image"),
        ("a.docx", lambda: docx(paragraph("Budget")), 1, "no page images"),
        ("a.pdf", lambda: b"%PDF-1.7\n", 1, "cannot be drawn"),
    ],
)  # fmt: skip
def test_a_page_that_has_no_image_says_why(tmp_path: Path, name: str, data: Callable[[], bytes], number: int, why: str) -> None:
    (tmp_path / name).write_bytes(data())
    with pytest.raises(InputError, match=why) as refusal:
        render_document(tmp_path / name, number)
    assert name in str(refusal.value)


def test_a_missing_file_has_no_image(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        render_document(tmp_path / "rien.pdf", 1)
