"""Blocks to files: PDF (reportlab, uncompressed and invariant, so that bytes depend on nothing but the text), HTML, Word."""

import html
import io
import zipfile
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from maker.layouts import Block

WIDTH, HEIGHT, MARGIN = 595, 842, 60
Line = tuple[str, str, float]  # text, font, x


@dataclass(frozen=True)
class Look:
    """Fonts of a layout, its running head and its foot; `{page}` and `{pages}` are filled in."""

    font: str
    bold: str
    size: float
    head: str = ""
    foot: str = "{page}"


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines that fit; unbreakable blanks stay inside words."""
    lines: list[str] = [""]
    for word in text.split(" "):
        trial = f"{lines[-1]} {word}" if lines[-1] else word
        if stringWidth(trial, font, size) <= width or not lines[-1]:
            lines[-1] = trial
        else:
            lines.append(word)
    return lines


def _lines(block: Block, look: Look) -> list[Line]:
    font = look.bold if block.style in ("title", "bold") else look.font
    indent = 14 if block.style == "bullet" else 0
    lines = wrap(block.text, font, look.size, WIDTH - 2 * MARGIN - indent)
    if block.style == "title":
        return [(line, font, (WIDTH - stringWidth(line, font, look.size)) / 2) for line in lines]
    return [(line, font, MARGIN + indent) for line in lines]


def paginate(blocks: list[Block], look: Look) -> list[list[Line | None]]:
    """Cut the blocks into pages of lines (None is an empty line); a heading never stands at the foot of a page."""
    room = int((HEIGHT - 2 * MARGIN - 30) / (look.size * 1.35))
    pages: list[list[Line | None]] = [[]]
    for block in blocks:
        new: list[Line | None] = [None] if block.style == "gap" else [*_lines(block, look)]
        need = len(new) + (3 if block.style == "bold" else 0)
        if block.style in ("bold", "title") and len(pages[-1]) + need > room:
            pages.append([])
        for line in new:
            if len(pages[-1]) >= room:
                pages.append([])
            if line or pages[-1]:
                pages[-1].append(line)
    return pages


def to_pdf(blocks: list[Block], look: Look, title: str) -> bytes:
    """Return a PDF with a text layer in standard fonts."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle(title)
    canvas.setAuthor("Document fictif du projet Chose promise")
    pages = paginate(blocks, look)
    for number, page in enumerate(pages, start=1):
        _print_page(canvas, page, look, number, len(pages))
    canvas.save()
    return stream.getvalue()


def _print_page(canvas: Canvas, page: list[Line | None], look: Look, number: int, total: int) -> None:
    small = look.size - 2
    canvas.setFont(look.font, small)
    if look.head:
        canvas.drawString(MARGIN, HEIGHT - 36, look.head)
    height: float = HEIGHT - MARGIN - 10
    for line in page:
        if line:
            canvas.setFont(line[1], look.size)
            canvas.drawString(line[2], height, line[0])
        height -= look.size * 1.35
    canvas.setFont(look.font, small)
    canvas.drawCentredString(WIDTH / 2, 34, look.foot.format(page=number, pages=total))
    canvas.showPage()


def to_html(blocks: list[Block], title: str) -> str:
    """Return a web page that is itself the record."""
    tags = {"title": "h1", "bold": "h2", "para": "p", "bullet": "li", "line": "p"}
    body = "\n".join(f"<{tags[b.style]}>{html.escape(b.text)}</{tags[b.style]}>" for b in blocks if b.style != "gap")
    return page(title, f'<article class="seance">\n{body}\n</article>')


def page(title: str, body: str) -> str:
    """Return a whole page of the fictional site."""
    safe = html.escape(title)
    style = "body{font-family:sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
    menu = (
        '<nav><a href="/index.html">Accueil</a> · <a href="/ville/proces-verbaux.html">Procès-verbaux</a> · '
        '<a href="/ville/deliberations.html">Délibérations</a> · <a href="/metropole/seances.html">Métropole</a> · '
        '<a href="/programmes/index.html">Programmes 2020 et 2026</a></nav>'
    )
    return (
        f'<!doctype html>\n<html lang="fr">\n<head><meta charset="utf-8"><title>{safe}</title>'
        f"<style>{style}</style></head>\n<body>\n{menu}\n"
        f"<p><em>Ville fictive, écrite pour une démonstration.</em></p>\n{body}\n</body>\n</html>\n"
    )


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def to_docx(blocks: list[Block]) -> bytes:
    """Return a minimal Word file: stored, not deflated, with fixed dates, so that its bytes never change."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{html.escape(b.text)}</w:t></w:r></w:p>' for b in blocks)
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>',
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2023, 12, 18, 9, 0, 0)), text.encode())
    return stream.getvalue()
