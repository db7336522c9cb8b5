"""Office files, rich text and web pages: what a reader sees, with the numbers that stand nowhere in the text."""

import stat
from pathlib import Path

import pytest
from docx import Document

from scrapers.documents import read_document
from scrapers.documents.doc import read_doc
from scrapers.documents.docx import read_docx
from scrapers.documents.odt import read_odt
from scrapers.documents.rtf import read_rtf
from scrapers.documents.sniff import sniff
from scrapers.documents.text import decode, read_html, read_text
from tests.papers import STRICT_WORD, abstract, docx, level, listed, odt, paragraph, zipped
from tracker.vocabulary import TextStatus


def lines(pages: tuple[str, ...]) -> list[str]:
    return "\f".join(pages).split("\n")


def word(body: str, numbering: str = "", styles: str = "") -> list[str]:
    reading = read_docx(docx(body, numbering, styles), "a.docx")
    assert reading.problems == ()
    return lines(reading.pages)


def test_word_numbers_are_written_as_word_shows_them() -> None:
    numbering = abstract(7, level(0, "%1."), level(1, "%1.%2)"), level(2, "%3", "lowerLetter")) + listed(3, 7)
    body = (
        paragraph("Approbation du procès-verbal", 3) + paragraph("Texte") + paragraph("Budget", 3) + paragraph("Eau", 3, 1)
        + paragraph("Bois", 3, 1) + paragraph("détail", 3, 2) + paragraph("Motion", 3) + paragraph("Gare", 3, 1)
    )  # fmt: skip
    assert word(body, numbering) == [
        "1. Approbation du procès-verbal", "Texte", "2. Budget", "2.1) Eau", "2.2) Bois", "a détail", "3. Motion", "3.1) Gare",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "pattern", "start", "shown"),
    [
        ("decimal", "Point n° %1 :", 1, ["Point n° 1 : a", "Point n° 2 : b"]),
        ("decimal", "2024-%1", 14, ["2024-14 a", "2024-15 b"]),
        ("decimalZero", "%1", 9, ["09 a", "10 b"]),
        ("upperRoman", "%1.", 4, ["IV. a", "V. b"]),
        ("lowerRoman", "%1)", 1, ["i) a", "ii) b"]),
        ("upperLetter", "%1 -", 26, ["Z - a", "AA - b"]),
        ("bullet", "\uf0b7", 1, ["• a", "• b"]),
        ("bullet", "-", 1, ["- a", "- b"]),
        ("none", "", 1, ["a", "b"]),
    ],
)
def test_kinds_of_numbers(kind: str, pattern: str, start: int, shown: list[str]) -> None:
    numbering = abstract(1, level(0, pattern, kind, start)) + listed(1, 1)
    assert word(paragraph("a", 1) + paragraph("b", 1), numbering) == shown


def test_lists_go_on_counting_together_unless_one_starts_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "%1.")) + listed(1, 1) + listed(2, 1) + listed(3, 1, again)
    body = paragraph("a", 1) + paragraph("b", 2) + paragraph("c", 3) + paragraph("d", 3) + paragraph("e", 0)
    assert word(body, numbering) == ["1. a", "2. b", "1. c", "2. d", "e"]


def test_numbers_and_capitals_that_a_style_gives() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:styleId="Titre"><w:basedOn w:val="Base"/></w:style><w:style w:styleId="Boucle"><w:basedOn w:val="Boucle"/></w:style>'
    )
    numbering = abstract(2, level(0, "%1 –"), level(1, "%1.%2", more='<w:pStyle w:val="Sous"/>')) + listed(5, 2)
    sub = '<w:style w:styleId="Sous"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    body = paragraph("budget", style="Titre") + paragraph("détail", style="Sous") + paragraph("libre", style="Boucle")
    assert word(body, numbering, styles + sub) == ["1 – BUDGET", "1.1 détail", "libre"]


def test_what_word_does_not_show_is_left_out_and_what_it_shows_is_kept() -> None:
    body = (
        "<w:p><w:r><w:t>Le </w:t></w:r><w:del><w:r><w:delText>vieux </w:delText></w:r></w:del><w:ins><w:r><w:t>nouveau </w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r><w:hyperlink><w:r><w:t>pont</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>12</w:t><w:br/><w:t>fin</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Champ rempli</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>après</w:t></w:r></w:p>"
    )
    assert word(body) == ["Le nouveau pont\t12", "fin", "Champ rempli", "Encadré", "après"]


def test_word_tables_are_rows_and_a_cell_of_paragraphs_keeps_its_lines() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    inner = f"<w:tbl>{row(paragraph('x'), paragraph('y'))}</w:tbl>"
    body = f"<w:tbl>{row(paragraph('Objet'), paragraph('Approuvée'))}{row(paragraph('un') + paragraph('deux'), inner)}</w:tbl>"
    assert word(body) == ["Objet\tApprouvée", "un", "deux", "x\ty"]


def test_page_breaks_make_pages() -> None:
    section = "<w:sectPr/>"
    body = (
        paragraph("un") + '<w:p><w:r><w:br w:type="page"/><w:t>deux</w:t></w:r></w:p>' + paragraph("trois", more="<w:pageBreakBefore/>")
        + paragraph("encore trois", more=section) + paragraph("quatre")
    )  # fmt: skip
    assert read_docx(docx(body), "a.docx").pages == ("un", "deux", "trois\nencore trois", "quatre")


def test_strict_files_are_read_as_the_others() -> None:
    numbering = abstract(1, level(0, "%1.")) + listed(1, 1)
    assert read_docx(docx(paragraph("Budget", 1), numbering, space=STRICT_WORD), "a.docx").pages == ("1. Budget",)


def test_a_document_of_a_real_library(tmp_path: Path) -> None:
    made = Document()
    made.add_heading("Procès-verbal", 1)
    for title in ("Budget", "Voirie"):
        made.add_paragraph(title, style="List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Pour", "12"
    made.save(str(tmp_path / "pv.docx"))
    reading = read_document(tmp_path / "pv.docx")
    assert (lines(reading.pages), reading.text_status) == (["Procès-verbal", "1. Budget", "2. Voirie", "Pour\t12"], TextStatus.NATIVE)


NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>'
    '<style:style style:name="Saut" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
)


def item(text: str, inner: str = "", start: str = "") -> str:
    return f"<text:list-item{start}><text:p>{text}</text:p>{inner}</text:list-item>"


def test_opendocument_numbers_bullets_and_pages() -> None:
    inner = f"<text:list>{item('eau')}{item('bois')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item("Budget", inner)}{item("Voirie")}</text:list><text:p>Vote</text:p>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("Motion")}</text:list>'
        f'<text:list text:style-name="L1">{item("Autre")}</text:list><text:list text:style-name="L2">{item("puce")}</text:list>'
        '<text:p text:style-name="Saut">page<text:s text:c="3"/>deux<text:tab/>fin<text:line-break/>ligne</text:p>'
    )
    pages = read_odt(odt(body, NUMBERED), "a.odt").pages
    assert pages[0].split("\n") == ["1. Budget", "1.a) eau", "1.b) bois", "2. Voirie", "Vote", "3. Motion", "1. Autre", "• puce"]
    assert pages[1] == "page   deux\tfin\nligne"


def test_opendocument_headings_tables_and_unseen_text() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix=" -"/></text:outline-style>'
    )
    body = (
        "<text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Finances</text:h><text:p>Somme<text:note><text:p>note</text:p></text:note> due</text:p>'
        '<text:h text:outline-level="1">Écoles</text:h>'
        "<table:table><table:table-row><table:table-cell><text:p>Pour</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="90000"><text:p>12</text:p></table:table-cell></table:table-row></table:table>'
    )
    assert lines(read_odt(odt(body, "", outline), "a.odt").pages) == ["I - Finances", "Somme due", "II - Écoles", "Pour\t12"]


def test_rich_text() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}{\info{\title Titre}}"
        rb"{\header En-t\'eate}{\listtext 1.\tab}S\'e9ance du 12\~mars\par {\*\bkmkstart x}montant : 2\u8239?450 \u8364?\par"
        rb"{\f1 \'e8}{\v cach\'e9}\plain visible\tab fin\page page deux {\pict\bin9 }}}{\\x} }suite{\*\generator Word;}\par"
        rb"\trowd Pour\cell 12\cell\row apr\uc2\u233 ??s}"
    )
    assert read_rtf(data, "a.rtf").pages == (
        "1.\tSéance du 12\xa0mars\nmontant : 2\u202f450 €\nčvisible\tfin",
        "page deux suite\nPour\t12\naprés",
    )


ANTIWORD = """#!/bin/sh
/bin/cat > /dev/null
printf 'SEANCE DU 12 MARS\\n\\n|Pour      |12      |\\n[pic]\\n1. Budget\\n'
"""


def tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(script)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


def test_old_word_goes_through_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, "antiword", ANTIWORD)
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_doc(OLE, "vieux.doc")
    assert [problem.code for problem in reading.problems] == ["doc_numbers"]
    assert [line for line in lines(reading.pages) if line] == ["SEANCE DU 12 MARS", "Pour\t12", "1. Budget"]


def test_old_word_goes_through_libreoffice_in_a_profile_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, "antiword", ANTIWORD)
    (tmp_path / "ready.docx").write_bytes(docx(paragraph("Budget communal")))
    script = f'#!/bin/sh\nfor last; do :; done\necho "$*" > {tmp_path}/asked\n/bin/cp {tmp_path}/ready.docx "${{last%.doc}}.docx"\n'
    tool(tmp_path, "soffice", script)
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_doc(OLE, "vieux.doc")
    asked = (tmp_path / "asked").read_text()
    assert reading.pages == ("Budget communal",) and "-env:UserInstallation=file:" in asked and "--headless" in asked
    assert not Path(asked.split()[-1]).exists()


def test_old_word_without_a_program_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_doc(OLE, "vieux.doc")
    assert [problem.code for problem in reading.problems] == ["doc_needs_tool"] and "antiword" in reading.problems[0].message
    assert reading.text_status is TextStatus.NONE


def test_kinds_of_files() -> None:
    assert sniff(OLE) == "application/msword"
    assert sniff(OLE[:8] + b"\x00" * 99) == "application/x-ole-storage"
    assert sniff(docx("")) == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert sniff(odt("")) == "application/vnd.oasis.opendocument.text"
    assert sniff(zipped({"a": "b"})) == "application/zip"
    assert sniff(b"{\\rtf1 x}") == "application/rtf"


def test_a_web_page_keeps_rows_and_shown_numbers_and_drops_what_is_hidden() -> None:
    page = (
        "<main>avant<div>bloc</div>après<table><tr><td>Objet<br>suite</td><td>Approuvée</td></tr>"
        "<tr><td><p>un</p><p>deux</p></td><td>droite</td></tr></table><ol start=4><li>Quatre<li value=9>Neuf<li>Dix</ol>"
        "<form><select><option>choix</select>lié\nau bloc</form><pre>un\ndeux</pre><ol><li><p>Premier</p></ol>"
        "<p style='display: none'>caché</p><p hidden>caché</p>12&nbsp;500 €<wbr> net</main>"
    )
    assert read_html(page.encode(), "a.html").pages[0].split("\n") == [
        "avant", "bloc", "après", "Objet suite\tApprouvée", "un", "deux", "droite", "4. Quatre", "9. Neuf", "10. Dix",
        "lié au bloc", "un", "deux", "1. Premier",
        "12 500 € net",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-7", "utf-8"),
        ("no-such", "cp1252"),
        ("utf-16", "utf-8"),
    ],
)
def test_letters_are_right_whatever_a_page_declares(declared: str, written: str) -> None:
    text = f'<meta charset="{declared}">L’été : 12 €'
    assert decode(text.encode(written)) == text


def test_other_one_byte_encodings_are_obeyed() -> None:
    assert decode('<meta charset="iso-8859-15">12 €'.encode("iso-8859-15")).endswith("12 €")
    assert decode("12 €".encode("iso-8859-15"), "ISO-8859-15") == "12 €"
    assert read_text("é".encode("utf-16"), "a.txt").pages == ("é",)
