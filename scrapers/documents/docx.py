"""Word documents (.docx): the text as it is shown, with automatic numbers, tables as rows, and explicit page breaks.

Left out, because a reader of the minutes does not see it there: headers, footers, foot notes, comments, deleted and hidden text, field
codes, and the second copy of a text box that Word keeps for old programs. Links and pictures kept outside the file are never fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scrapers.documents.docx_lists import Numbering, attribute, local, value, whole, word
from scrapers.documents.package import Package, PackageError, elements, mark, row_lines
from scrapers.documents.paging import paged, split_pages
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import DOCX

EXTRACTOR = "docx@1"
_BOX = "txbxContent"
_SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr", "Fallback")
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_MOST_PARENTS = 12
_HEADING_NAME = re.compile(r"(?:heading|titre|title|sous-titre|subtitle)\s?(\d)?")


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says that changes what is read."""

    number: str | None = None
    level: int | None = None
    capitals: bool = False
    new_page: bool = False
    heading: int = 0  # its level in the outline, from 1; 0 = no heading


def read_docx(data: bytes, name: str) -> Reading:
    """Return the shown text of a Word document; a broken or hostile one is a reading that says why there is none."""
    try:
        with Package(data) as package:
            document = package.xml("word/document.xml")
            body = None if document is None else document.find(word("body"))
            if body is None:
                raise PackageError("it holds no text part")
            text = Writer(package.xml("word/numbering.xml"), package.xml("word/styles.xml")).blocks(body)
            outside = package.linked()
    except PackageError as error:
        return failed(
            DOCX, EXTRACTOR, "office_broken", f"{name}: the Word document cannot be read: {error}; ask for the file again, or a PDF"
        )
    return paged(split_pages("\n".join(text)), DOCX, EXTRACTOR, name, _not_fetched(outside, name))


def _not_fetched(outside: list[str], name: str) -> tuple[Problem, ...]:
    if not outside:
        return ()
    message = f"{name}: {len(outside)} part(s) kept outside the file are not fetched (« {outside[0][:80]} »): ask for a file that is whole"
    return (Problem("office_external", message, "warning"),)


class Writer:
    """Writes the lines of a document; it holds the counters of its lists, so that it goes once over the text, in order.

    `marked`, each paragraph begins with what it is: a heading of a level, an item of a list, or text (see `package.mark`).
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None, marked: bool = False) -> None:
        """Read the parts that decide how paragraphs are shown."""
        self._marked = marked
        self._numbering = Numbering(numbering)
        self._elements = {} if styles is None else {attribute(one, "styleId") or "": one for one in styles.findall(word("style"))}
        self._styles: dict[str, _Style] = {}

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of the paragraphs and tables of a body, a cell or a text box."""
        lines: list[str] = []
        for child in elements(parent):
            if local(child) == "p":
                lines.extend(self._paragraph(child))
            elif local(child) == "tbl":
                lines.extend(self._table(child))
            elif local(child) not in _SKIPPED:  # content controls, tracked insertions, custom markup: what they hold is shown
                lines.extend(self.blocks(child))
        return lines

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        shown = self._style(value(paragraph, "pPr/pStyle") or "")
        parts = list(_runs(paragraph, shown.capitals))
        text = "".join(part for part in parts if isinstance(part, str))
        label = self._label(paragraph, shown)
        if self._marked and text.strip("\f \t\n"):
            text = mark(_outline(paragraph, shown), bool(label), _all_bold(paragraph)) + text
            label = ""
        if label and text.strip("\f \t\n"):
            breaks = len(text) - len(text.lstrip("\f"))
            text = f"{text[:breaks]}{label} {text[breaks:].lstrip()}"
        if shown.new_page or _on(paragraph, "pPr/pageBreakBefore"):
            text = f"\f{text}"
        boxed = [line for part in parts if not isinstance(part, str) for line in self.blocks(part)]
        after = ["\f"] if _section_starts_page(paragraph) else []
        return [*boxed, text, *after]

    def _label(self, paragraph: etree._Element, shown: _Style) -> str:
        number, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        if number is None:
            number = shown.number
            found = shown.level
            if number is not None and found is None:
                found = self._numbering.level_of(number, value(paragraph, "pPr/pStyle") or "")
            return "" if number is None else self._numbering.label(number, whole(level, found or 0))
        return self._numbering.label(number, whole(level))

    def _table(self, table: etree._Element) -> list[str]:
        lines: list[str] = []
        for row in table.iter(word("tr")):
            if next(row.iterancestors(word("tbl")), None) is table:
                lines.extend(row_lines([self.blocks(cell) for cell in row.iter(word("tc")) if _row_of(cell) is row]))
        return lines

    def _style(self, name: str) -> _Style:
        if name not in self._styles:
            self._styles[name] = self._resolved(name)
        return self._styles[name]

    def _resolved(self, name: str) -> _Style:
        """Return what a style and the styles it is based on say; the nearest wins, and a circle of styles ends."""
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _MOST_PARENTS:
            chain.append(self._elements[name])
            name = value(chain[-1], "basedOn") or ""
        number = next((found for one in chain if (found := value(one, "pPr/numPr/numId")) is not None), None)
        level = next((found for one in chain if (found := value(one, "pPr/numPr/ilvl")) is not None), None)
        capitals = next((said for one in chain if (said := _said(one, "rPr/caps")) is not None), False)
        new_page = next((said for one in chain if (said := _said(one, "pPr/pageBreakBefore")) is not None), False)
        outline = next((depth for one in chain if (depth := _heading(one)) is not None), 0)
        return _Style(number, None if level is None else whole(level), capitals, new_page, outline)


def _runs(parent: etree._Element, capitals: bool) -> Iterator[str | etree._Element]:
    """Yield the pieces of text of a paragraph, and its text boxes as elements."""
    for child in elements(parent):
        if local(child) == _BOX:
            yield child
        elif local(child) == "t":
            yield (child.text or "").upper() if capitals else (child.text or "")
        elif local(child) == "br":
            yield "\f" if attribute(child, "type") == "page" else "\n"
        elif local(child) in _SIGNS:
            yield _SIGNS[local(child)]
        elif local(child) == "r":
            if not _on(child, "rPr/vanish"):
                said = _said(child, "rPr/caps")
                yield from _runs(child, capitals if said is None else said)
        elif local(child) not in _SKIPPED:
            yield from _runs(child, capitals)


def _said(parent: etree._Element, path: str) -> bool | None:
    """Return an on-off property: True, False, or None when it is not said."""
    one: etree._Element | None = parent
    for name in path.split("/"):
        one = None if one is None else one.find(word(name))
    return None if one is None else attribute(one, "val") not in ("0", "false", "off")


def _on(parent: etree._Element, path: str) -> bool:
    return _said(parent, path) is True


def _heading(style: etree._Element) -> int | None:
    """Return the level of a heading style, by its outline level or by its name; None when it says nothing."""
    level = value(style, "pPr/outlineLvl")
    if level is not None:
        return whole(level, 9) + 1 if whole(level, 9) < 9 else 0
    name = _HEADING_NAME.fullmatch((value(style, "name") or "").strip().lower())
    return None if name is None else whole(name.group(1), 1) if name.group(1) else 1


def _outline(paragraph: etree._Element, shown: _Style) -> int:
    level = value(paragraph, "pPr/outlineLvl")
    return shown.heading if level is None else whole(level, 9) + 1 if whole(level, 9) < 9 else 0


def _all_bold(paragraph: etree._Element) -> bool:
    runs = [run for run in paragraph.iter(word("r")) if any((text.text or "").strip() for text in run.iter(word("t")))]
    return bool(runs) and all(_on(run, "rPr/b") for run in runs)


def _section_starts_page(paragraph: etree._Element) -> bool:
    section = paragraph.find(f"{word('pPr')}/{word('sectPr')}")
    return section is not None and (value(section, "type") or "nextPage") != "continuous"


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(word("tr")), None)
