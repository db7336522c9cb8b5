"""What .docx and .odt share: a zip of XML parts. Both are opened here, within limits, and nothing that they name is ever fetched.

No office library is used. python-docx (MIT) gives no text inside content controls and tracked insertions and no automatic numbers;
docx2python (MIT) numbers every list as "1)" whatever the document shows, and unfolds every picture; odfpy stands still since 2020.
Numbers matter: « 3. Budget » is how an act begins, and in Word the « 3. » stands nowhere in the text. Reading two XML parts with lxml
needs less code than correcting any of them.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Self

from lxml import etree

MAX_PARTS = 5_000
MAX_PART_BYTES = 40_000_000  # unfolded: the text of 10,000 pages; read no further whatever the zip declares
MARK_START, MARK_END = "\x1e", "\x1f"
_CHUNK = 1 << 20
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip


class PackageError(Exception):
    """An office file that cannot be read; its text says why."""


class Package:
    """An opened office file: XML parts by name."""

    def __init__(self, data: bytes) -> None:
        """Open the zip; only its list of parts is read."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise PackageError(f"the file is damaged ({error})") from error
        if len(self._zip.namelist()) > MAX_PARTS:
            raise PackageError(f"it holds more than {MAX_PARTS} parts")

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the zip."""
        self._zip.close()

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None when there is no such part."""
        if name not in self._zip.namelist():
            return None
        try:
            root = etree.fromstring(self._bytes(name), _parser())
        except etree.XMLSyntaxError as error:
            raise PackageError(f"its part {name} is no sound XML ({error})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise PackageError(f"its part {name} declares entities, which no office program writes")
        return root

    def linked(self) -> list[str]:
        """Return what the file points to outside itself and would be fetched by an office program (links to click are not)."""
        found: list[str] = []
        for part in self._zip.namelist():
            if part.endswith(".rels") and (root := self.xml(part)) is not None:
                outside = (one for one in elements(root) if one.get("TargetMode") == "External")
                found.extend(one.get("Target") or "?" for one in outside if not (one.get("Type") or "").endswith("/hyperlink"))
        return found

    def _bytes(self, name: str) -> bytes:
        found = bytearray()
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    found += chunk
                    if len(found) > MAX_PART_BYTES:
                        raise PackageError(f"its part {name} unfolds to more than {MAX_PART_BYTES} bytes")
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
            why = "it asks for a password" if "password" in str(error) else str(error)
            raise PackageError(f"its part {name} cannot be unfolded ({why})") from error
        return bytes(found)


def _parser() -> etree.XMLParser:
    """Return a parser that resolves no entity, loads nothing and keeps libxml2's limits of depth and size."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)


def elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the child elements, entity references left out."""
    return (child for child in parent if isinstance(child.tag, str))


def mark(heading: int, listed: bool, bold: bool) -> str:
    """Return what a writer of marked lines puts before a paragraph; no XML text can hold these control signs."""
    kind = f"h{heading}" if heading else "i" if listed else "b" if bold else "t"
    return f"{MARK_START}{kind}{MARK_END}"


def row_lines(cells: list[list[str]]) -> list[str]:
    """Return a table row as one line of cells separated by tabs, unless a cell holds several lines: then each cell keeps its own."""
    shown = [[line for line in cell if line.strip()] for cell in cells]
    if all(len(cell) <= 1 and "\n" not in "".join(cell) for cell in shown):
        return ["\t".join("".join(cell).strip() for cell in shown).rstrip("\t")]
    return [line for cell in shown for line in cell]


def number_as(value: int, style: str) -> str:
    """Return a list number as "1", "A", "a", "I" or "i" tell; longer than 26 letters are doubled, as office programs do."""
    if style in ("a", "A"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else "0"
        return letter.upper() if style == "A" else letter
    if style in ("i", "I"):
        return _roman(value) if style == "I" else _roman(value).lower()
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for step, letters in _ROMAN:
        while value >= step:
            text, value = text + letters, value - step
    return text
