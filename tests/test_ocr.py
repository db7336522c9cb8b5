"""Recognition of scans: straight, turned, askew, in columns and tables, and honest when it fails. Papers are written here."""

import os
import stat
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents import ocr, read_document, recognise, tesseract, tools
from scrapers.documents.grey import MAX_PIXELS, Grey, UndrawableError, fitting_dpi, from_image, from_page
from scrapers.documents.tesseract import Word
from tests.papers import MINUTES, encoded, image, pdf, scan, share
from tracker.vocabulary import TextStatus

FAITHFUL = 0.97  # of the words of a clean page
CORPUS = os.environ.get("CHOSE_PROMISE_REAL_DATA")


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_scan_is_read_line_by_line_with_its_confidence(tmp_path: Path) -> None:
    reading = read_document(write(tmp_path, "scan.pdf", scan(image(pdf(MINUTES)))))
    assert (reading.text_status, reading.problems, len(reading.pages)) == (TextStatus.OCR, (), 1)
    assert share(reading.pages[0], MINUTES) >= FAITHFUL
    assert [page.page for page in reading.ocr] == [1] and reading.ocr[0].confidence > 0.85
    shown = [line for line in reading.pages[0].split("\n") if line]
    assert len(shown) == len(MINUTES.split("\n"))
    assert any(line.startswith("2024-07 Subvention") for line in shown)


@pytest.mark.parametrize("turn", [90, 180, 270, 3, -3, 182])
def test_a_scan_turned_or_askew_is_set_straight_and_says_so(tmp_path: Path, turn: float) -> None:
    reading = read_document(write(tmp_path, "scan.pdf", scan(image(pdf(MINUTES), turn))))
    assert share(reading.pages[0], MINUTES) >= FAITHFUL
    assert [problem.code for problem in reading.problems] == ["ocr_straightened"] and "page 1" in reading.problems[0].message


def columns() -> bytes:
    """Return a page of an extract: a narrow column with the number on the left, the act on the right."""
    path = Canvas("unused.pdf", pagesize=A4)
    left = ["Ville de", "Valbrume", "", "Service de", "l'assemblée", "", "Extrait du registre", "des délibérations", "n° 2024 / 17"]
    right = MINUTES.split("\n")[2:15]
    for x, size, rows in ((45, 11, left), (215, 9, right)):
        path.setFont("Helvetica", size)
        for number, row in enumerate(rows):
            path.drawString(x, 760 - 18 * number, row)
    path.line(205, 780, 205, 480)
    path.showPage()
    return bytes(path.getpdfdata())


def test_columns_are_not_woven_together(tmp_path: Path) -> None:
    text = read_document(write(tmp_path, "extrait.pdf", scan(image(columns())))).pages[0]
    assert "n° 2024 / 17" in text.split("\n")
    assert "Après en avoir délibéré, le conseil municipal décide d'attribuer une subvention" in text.replace("’", "'")


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    canvas = Canvas("unused.pdf", pagesize=A4)
    canvas.setFont("Helvetica", 11)
    rows = [("Association", "Montant"), ("Club de natation", "2 450 euros"), ("Amis de la gare", "300 euros"), ("Chorale", "1 125 euros")]
    for number, (name, amount) in enumerate(rows):
        canvas.drawString(70, 700 - 24 * number, name)
        canvas.drawString(330, 700 - 24 * number, amount)
        canvas.rect(60, 692 - 24 * number, 240, 24)
        canvas.rect(300, 692 - 24 * number, 200, 24)
    canvas.showPage()
    text = read_document(write(tmp_path, "table.pdf", scan(image(bytes(canvas.getpdfdata()))))).pages[0]
    for name, amount in rows:
        assert any(name in line and amount in line for line in text.split("\n")), text


def test_a_mixed_document_is_recognised_page_by_page(tmp_path: Path) -> None:
    native, scanned = pdf(MINUTES), scan(image(pdf(MINUTES.replace("natation", "judo"))))
    with PdfDocument(native) as whole, PdfDocument(scanned) as other:
        whole.import_pages(other)
        whole.save(str(tmp_path / "mixte.pdf"))
    reading = read_document(tmp_path / "mixte.pdf")
    assert [page.page for page in reading.ocr] == [2]
    assert "club de natation" in reading.pages[0] and "club de judo" in reading.pages[1]


def test_a_stamp_in_characters_is_kept_beside_the_recognised_page(tmp_path: Path) -> None:
    canvas = Canvas("unused.pdf", pagesize=A4)
    image(pdf(MINUTES)).save(tmp_path / "page.png")
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, *A4)
    canvas.drawString(300, 20, "ID : 061-216100000-20240312-2024_07-DE")
    canvas.showPage()
    reading = read_document(write(tmp_path, "tampon.pdf", bytes(canvas.getpdfdata())))
    assert reading.text_status is TextStatus.OCR
    assert "ID : 061-216100000-20240312-2024_07-DE" in reading.pages[0].split("\n")


def test_unreadable_pages_are_flagged(tmp_path: Path) -> None:
    small = image(pdf(MINUTES), dpi=38)
    reading = read_document(write(tmp_path, "flou.pdf", scan(small, dpi=38)))
    assert [problem.code for problem in reading.problems] == ["ocr_weak"] and "page 1" in reading.problems[0].message
    white = read_document(write(tmp_path, "blanc.pdf", scan(Image.new("L", (1654, 2339), 255))))
    assert ([problem.code for problem in white.problems], white.ocr) == (["ocr_no_text"], ())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_images_are_documents(tmp_path: Path, kind: str) -> None:
    page = image(pdf(MINUTES))
    more = (page.rotate(180),) if kind == "TIFF" else ()
    reading = read_document(write(tmp_path, "photo", encoded(page, kind, *more)))
    assert [share(text, MINUTES) >= FAITHFUL for text in reading.pages] == [True] * (1 + len(more))
    assert reading.text_status is TextStatus.OCR and tesseract.engine() in reading.extractor


def fake(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str, languages: str = "eng\nfra") -> None:
    """Put a Tesseract of our own on the path, alone."""
    path = folder / "tesseract"
    head = f'#!/bin/sh\n[ "$1" = --list-langs ] && {{ printf "List:\\n{languages}\\n"; exit; }}\n/bin/cat > /dev/null\n'
    path.write_text(head + answer)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize("languages", ["", "eng"])
def test_without_tesseract_or_its_french_a_scan_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str
) -> None:
    path = write(tmp_path, "scan.pdf", scan(image(pdf(MINUTES), dpi=100)))
    monkeypatch.setenv("PATH", str(tmp_path))
    if languages:
        fake(tmp_path, monkeypatch, "", languages)
    reading = read_document(path)
    assert [problem.code for problem in reading.problems] == ["needs_ocr"] and reading.text_status is TextStatus.NONE
    assert "tesseract-ocr-fra" in reading.problems[0].message and ocr.engine() == "" and len(tools.missing()) == 2


PAGE = Grey(300, 100, b"\xff" * 30_000, 200)


def test_tesseract_works_in_one_thread_and_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tsv = "5\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t9\\t9\\t91\\tfils:$OMP_THREAD_LIMIT"
    fake(tmp_path, monkeypatch, f'echo x >> {tmp_path}/asked\nprintf "header\\n{tsv}\\n"\n')
    read = recognise.recognise(PAGE)
    assert read is not None and (read.text, read.confidence) == ("fils:1", 0.91)
    assert (tmp_path / "asked").read_text() == "x\n"


@pytest.mark.parametrize("script", ["/bin/sleep 30\n", "exit 1\n"])
def test_a_tesseract_that_hangs_or_fails_is_an_issue_to_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    fake(tmp_path, monkeypatch, script)
    monkeypatch.setattr(ocr, "recognise", lambda given: recognise.recognise(given, 0.6))
    pages, marks, problems = ocr.fill(lambda _: PAGE, ["un", ""], [2], "a.pdf")
    assert (pages, marks, [problem.code for problem in problems]) == (["un", ""], [], ["ocr_interrupted"])
    assert problems[0].page == 2 and {"ocr_interrupted"} == tools.OUT_OF_TIME


def test_pixels_are_counted_before_anything_is_drawn() -> None:
    assert fitting_dpi(595, 842) == 200
    wide = fitting_dpi(2384, 3370)  # A0
    assert 100 <= wide < 200 and 2384 * 3370 / 72**2 * wide**2 <= MAX_PIXELS
    with pytest.raises(UndrawableError, match="no page of text"):
        fitting_dpi(2_000_000, 2_000_000)


def test_a_page_is_drawn_without_padding() -> None:
    with PdfDocument(scan(image(pdf(MINUTES), dpi=96), dpi=96)) as document:
        drawn = from_page(document[0])
    assert drawn.dpi == 200 and abs(drawn.width - 595 * 200 / 72) <= 4
    assert len(drawn.data) == drawn.width * drawn.height


def line(number: int, step: tuple[float, float], words: int = 6) -> list[Word]:
    return [Word(1, 1, number, 500 + step[0] * one, 500 + 60 * number + step[1] * one, 0.9, "mot") for one in range(words)]


def test_slope_and_direction_are_measured_on_the_words() -> None:
    level = [word for number in range(5) for word in line(number, (200, 0))]
    falling = [word for number in range(5) for word in line(number, (200, 10.48))]
    rising = [word for number in range(5) for word in line(number, (1, -200))]
    sinking = [word for number in range(5) for word in line(number, (1, 200))]
    assert tesseract.slope_of(level, 200) == 0 and round(tesseract.slope_of(falling, 200), 2) == 3.0
    assert tesseract.slope_of(falling[:12], 200) == 0  # two lines do not tell
    assert [tesseract.sideways(found) for found in (level, falling, rising, sinking, [])] == [0, 0, 90, 270, 0]


def test_an_image_is_turned_clockwise_and_ink_is_counted() -> None:
    corner = Image.new("L", (40, 20), 255)
    corner.putpixel((0, 0), 0)
    grey = from_image(corner, 200)
    turned = grey.turned(90)
    assert (turned.width, turned.height, turned.data.index(0)) == (20, 40, 19)
    assert grey.turned(180).data.index(0) == 799 and grey.turned(270).data.index(0) == 39 * 20
    assert grey.ink() == 1 / 800 and grey.pgm_header() == b"P5 40 20 255\n" and grey.data[0] == 0


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="corpus: CHOSE_PROMISE_REAL_DATA is not set")
def test_a_real_scan_agrees_with_its_twin_read_by_others() -> None:
    folder = Path(CORPUS or "") / "minutes" / "putanges-le-lac"
    ours = read_document(folder / "pv-de-la-seance-du-19-02-2024.pdf")
    twin = read_document(folder / "pv-de-la-seance-du-19-02-2024_readable.pdf")
    assert share("\n".join(ours.pages), "\n".join(twin.pages)) >= FAITHFUL
    assert min(page.confidence for page in ours.ocr) > 0.9
