"""Papers for the tests of documents, all written here: native PDFs, their scans (turned, askew), Word and OpenDocument files."""

import io
import re
import zipfile
from collections import Counter

from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

MINUTES = """COMMUNE DE VALBRUME
PROCÈS-VERBAL DE LA SÉANCE DU 12 MARS 2024
L'an deux mille vingt-quatre, le douze mars à vingt heures, le conseil municipal
s'est réuni en mairie sous la présidence de Madame Hélène CORMERY, maire.
Présents : Mme CORMERY, M. DUPONT, Mme LEROY, M. BASTIDE, Mme ARNAL.
Absent excusé : M. MARCHAND, qui donne pouvoir à Mme LEROY.
Secrétaire de séance : M. BASTIDE.
2024-07 Subvention au club de natation
Le maire rappelle que le club a demandé une aide pour la rénovation des vestiaires.
Après en avoir délibéré, le conseil municipal décide d'attribuer une subvention
de 2 450 euros au club de natation de Valbrume pour l'année 2024.
Vote : 5 voix pour, 1 abstention de M. DUPONT.
2024-08 Travaux de la toiture de l'école
Le devis de l'entreprise retenue par la commission s'élève à 18 320 euros.
Le conseil municipal approuve ce devis à l'unanimité des membres présents.
2024-09 Motion pour le maintien du guichet de la gare
Monsieur Dupont donne lecture de la motion proposée par plusieurs élus.
Le conseil prend acte de cette lecture et remet sa décision à une autre séance.
La séance est levée à vingt-deux heures trente.
Le présent procès-verbal sera affiché en mairie et publié sur le site de la commune."""


def pdf(*pages: str, size: int = 11, password: str = "") -> bytes:
    """Return a native PDF, one line of text under the other."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, encrypt=password or None)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(60, 780 - (size + 8) * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def image(page: bytes, turn: float = 0, dpi: int = 200) -> Image.Image:
    """Return the first page of a PDF as a grey image, turned counter-clockwise as a careless scan is."""
    with PdfDocument(page) as document:
        grey = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    if not turn:
        return grey
    return grey.rotate(turn, expand=turn % 90 == 0, fillcolor=255, resample=Image.Resampling.BICUBIC)


def scan(*images: Image.Image, dpi: int = 200) -> bytes:
    """Return a PDF that holds nothing but these images."""
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return buffer.getvalue()


def encoded(picture: Image.Image, kind: str, *more: Image.Image) -> bytes:
    """Return an image file; TIFF may have several pages."""
    buffer = io.BytesIO()
    options = {"save_all": True, "append_images": more, "compression": "tiff_lzw"} if kind == "TIFF" else {}
    picture.save(buffer, kind, dpi=(200, 200), **options)
    return buffer.getvalue()


def share(found: str, wanted: str) -> float:
    """Return the share of the wanted words that were found, as often as they are wanted."""
    have, want = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    return sum((have & want).values()) / sum(want.values())


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def docx(body: str, numbering: str = "", styles: str = "", space: str = WORD, **parts: str) -> bytes:
    """Return a Word document from the inside of its body, its numbering and its styles."""
    around = {"word/document.xml": ("document", f"<w:body>{body}</w:body>"), "word/numbering.xml": ("numbering", numbering)}
    around["word/styles.xml"] = ("styles", styles)
    files: dict[str, str | bytes] = {
        name: f'<?xml version="1.0"?><w:{root} xmlns:w="{space}">{inner}</w:{root}>' for name, (root, inner) in around.items() if inner
    }
    return zipped({"[Content_Types].xml": "<Types/>", **files, **parts})


def paragraph(text: str, number: int | None = None, level: int = 0, style: str = "", more: str = "") -> str:
    """Return a Word paragraph, of a list when it has a number."""
    listed = "" if number is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{listed}{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def level(number: int, pattern: str, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    """Return one level of a Word list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    """Return an abstract list of Word."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def listed(key: int, of: int, more: str = "") -> str:
    """Return a list of Word that follows an abstract one."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    """Return an OpenDocument text from the inside of its text and of its styles."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {spaces}><office:styles>{styles}</office:styles></office:document-styles>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": named})
