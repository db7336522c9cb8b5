"""OpenDocument texts (.odt): the text as it is shown, with automatic numbers, tables as rows, and explicit page breaks.

Left out: deleted text, notes, comments, hidden text and, as they stand in another part, headers and footers. Repeated cells and rows are
taken once.
"""

from collections.abc import Iterator

from lxml import etree

from scrapers.documents.docx_lists import whole
from scrapers.documents.odt_styles import OUTLINE, Styles, odf, read_styles, shown_number
from scrapers.documents.package import Package, PackageError, elements, mark, row_lines
from scrapers.documents.paging import paged, split_pages
from scrapers.documents.shapes import Reading, failed
from scrapers.documents.sniff import ODT

EXTRACTOR = "odt@1"
LEVELS = 10
_MOST_SPACES = 100


_SKIPPED = {
    odf(name)
    for name in (
        "text:tracked-changes", "text:note", "office:annotation", "text:hidden-text", "text:hidden-paragraph", "office:forms",
        "text:sequence-decls", "text:user-field-decls", "text:variable-decls", "table:covered-table-cell",
    )
}  # fmt: skip


def read_odt(data: bytes, name: str) -> Reading:
    """Return the shown text of an OpenDocument text; a broken or hostile one is a reading that says why there is none."""
    try:
        with Package(data) as package:
            content = package.xml("content.xml")
            body = None if content is None else content.find(f"{odf('office:body')}/{odf('office:text')}")
            if content is None or body is None:
                raise PackageError("it holds no text part")
            text = Writer(read_styles(content, package.xml("styles.xml"))).blocks(body)
    except PackageError as error:
        return failed(
            ODT, EXTRACTOR, "office_broken", f"{name}: the OpenDocument cannot be read: {error}; ask for the file again, or a PDF"
        )
    return paged(split_pages("\n".join(text)), ODT, EXTRACTOR, name)


class Writer:
    """Writes the lines of a document; it holds the counters of its lists, so that it goes once over the text, in order.

    `marked`, each paragraph begins with what it is (see `package.mark`).
    """

    def __init__(self, styles: Styles, marked: bool = False) -> None:
        """Take the styles that decide how paragraphs are shown."""
        self._styles = styles
        self._marked = marked
        self._counters: dict[str, list[int | None]] = {}

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of the paragraphs, lists and tables of a body, a cell or a text box."""
        lines: list[str] = []
        for child in elements(parent):
            if child.tag == odf("text:p"):
                lines.extend(self._paragraph(child, ""))
            elif child.tag == odf("text:h"):
                level = whole(child.get(odf("text:outline-level")), 1) - 1
                lines.extend(self._paragraph(child, self._count(OUTLINE, level, None)))
            elif child.tag == odf("text:list"):
                lines.extend(self._list(child, "", 0))
            elif child.tag == odf("table:table"):
                lines.extend(self._table(child))
            elif child.tag not in _SKIPPED:
                lines.extend(self.blocks(child))
        return lines

    def _list(self, listing: etree._Element, style: str, level: int) -> list[str]:
        style = listing.get(odf("text:style-name")) or style or self._style_of_first(listing)
        if level == 0 and listing.get(odf("text:continue-numbering")) != "true" and listing.get(odf("text:continue-list")) is None:
            self._counters.pop(style, None)
        lines: list[str] = []
        for item in elements(listing):
            start = item.get(odf("text:start-value"))
            label = ""
            if item.tag == odf("text:list-item") and any(child.tag in (odf("text:p"), odf("text:h")) for child in elements(item)):
                label = self._count(style, level, whole(start, 1) if start else None)
            for child in elements(item):
                if child.tag == odf("text:list"):
                    lines.extend(self._list(child, style, level + 1))
                elif child.tag in (odf("text:p"), odf("text:h")):
                    lines.extend(self._paragraph(child, label))
                    label = ""
        return lines

    def _style_of_first(self, listing: etree._Element) -> str:
        first = next(listing.iter(odf("text:p")), None)
        return "" if first is None else self._styles.list_of.get(first.get(odf("text:style-name")) or "", "")

    def _count(self, style: str, level: int, start: int | None) -> str:
        """Count one paragraph at a level of a list and return what is shown before it."""
        levels = self._styles.lists.get(style, {})
        shown = levels.get(level)
        if shown is None or not 0 <= level < LEVELS:
            return ""
        if shown.bullet:
            return "•"
        counters = self._counters.setdefault(style, [None] * LEVELS)
        current = counters[level]
        counters[level] = start if start is not None else shown.start if current is None else current + 1
        counters[level + 1 :] = [None] * (LEVELS - level - 1)
        if not shown.kind:
            return ""
        numbers = [shown_number(levels.get(one), counters[one]) for one in range(max(0, level - shown.shown + 1), level + 1)]
        return f"{shown.before}{'.'.join(numbers)}{shown.after}".strip()

    def _paragraph(self, paragraph: etree._Element, label: str) -> list[str]:
        parts = list(_pieces(paragraph))
        text = "".join(part for part in parts if isinstance(part, str))
        if self._marked and text.strip():
            text = _mark(paragraph) + text
        elif label and text.strip():
            text = f"{label} {text.lstrip()}"
        if paragraph.get(odf("text:style-name")) in self._styles.new_page:
            text = f"\f{text}"
        return [*(line for part in parts if not isinstance(part, str) for line in self.blocks(part)), text]

    def _table(self, table: etree._Element) -> list[str]:
        lines: list[str] = []
        for row in table.iter(odf("table:table-row")):
            if next(row.iterancestors(odf("table:table")), None) is table:
                lines.extend(row_lines([self.blocks(cell) for cell in elements(row) if cell.tag == odf("table:table-cell")]))
        return lines


def _mark(paragraph: etree._Element) -> str:
    """Return what a paragraph is: a heading of a level, the first paragraph of a list's item, or text."""
    if paragraph.tag == odf("text:h"):
        return mark(max(1, whole(paragraph.get(odf("text:outline-level")), 1)), listed=False, bold=False)
    parent = paragraph.getparent()
    first = parent is not None and parent.tag == odf("text:list-item") and next(elements(parent), None) is paragraph
    return mark(0, listed=first, bold=False)


def _pieces(parent: etree._Element) -> Iterator[str | etree._Element]:
    """Yield the pieces of text of a paragraph, and its text boxes as elements."""
    yield parent.text or ""
    for child in elements(parent):
        if child.tag == odf("text:s"):
            yield " " * min(_MOST_SPACES, whole(child.get(odf("text:c")), 1))
        elif child.tag == odf("text:tab"):
            yield "\t"
        elif child.tag == odf("text:line-break"):
            yield "\n"
        elif child.tag == odf("draw:text-box"):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
        yield child.tail or ""
