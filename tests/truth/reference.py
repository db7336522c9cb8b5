"""Reference text of a real document, made without this project's reader, and positions inside it.

The truth of `tests/truth` points into this text (file, page, line, character), so that no text of a real document is kept
in the project. Pages and lines count from 1 as an editor shows them; characters count from 0, the end is not included.
"""

import functools
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from tracker.errors import InputError
from tracker.settings import real_data_dir

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNTIL = 800  # how far « … » in a typed title may reach, in characters


@dataclass(frozen=True, order=True)
class Spot:
    """One position: page and line from 1, character from 0."""

    page: int
    line: int
    char: int = 0


def readable(path: Path) -> bool:
    """Return whether this computer can make the reference text of a document."""
    return path.suffix != ".doc" or shutil.which("antiword") is not None


def minutes_dir() -> Path:
    """Return the folder of real minutes, or raise `InputError` when `CHOSE_PROMISE_REAL_DATA` does not name its parent."""
    folder = real_data_dir()
    if folder is None:
        raise InputError("CHOSE_PROMISE_REAL_DATA: expected the folder that holds minutes/, found nothing")
    return folder / "minutes"


@functools.lru_cache(maxsize=256)
def pages_of(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each page of a document: PDF by the PDF library's plain order, text cut at form feeds, Word as one page."""
    if path.suffix == ".pdf":
        texts = _pdf(path)
    elif path.suffix in (".txt", ".md"):
        texts = _decoded(path.read_bytes()).split("\f")
    elif path.suffix == ".docx":
        texts = [_docx(path)]
    elif path.suffix == ".doc":
        texts = [_doc(path)]
    else:
        raise InputError(f"{path.name}: no reference text for this type; name a twin in the column ref")
    return tuple(tuple(text.replace("\x02", "-").splitlines()) for text in texts)


def _pdf(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data.decode("cp1252").replace("\r\n", "\n")


def _doc(path: Path) -> str:
    """Return antiword's text of an old Word file, one line per paragraph."""
    command = shutil.which("antiword")
    if command is None:
        raise InputError(f"{path.name}: antiword is not installed; it gives the reference text of .doc files")
    return subprocess.run([command, "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, check=True).stdout.decode()


def _docx(path: Path) -> str:
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return "\n".join(_paragraph(one) for one in root.iter(f"{_WORD}p"))


def _paragraph(element: ElementTree.Element) -> str:
    signs = {f"{_WORD}tab": "\t", f"{_WORD}br": " "}
    return "".join(one.text or "" if one.tag == f"{_WORD}t" else signs.get(one.tag, "") for one in element.iter())


def text_between(path: Path, start: Spot, end: Spot) -> str:
    """Return the text from `start` to `end` (not included), lines joined by one line end; raise `InputError` when it is outside."""
    pages = pages_of(path)
    lines: list[str] = []
    for page in range(start.page, end.page + 1):
        if not 1 <= page <= len(pages):
            raise InputError(f"{path.name}: page {page}: the document has {len(pages)}")
        first = start.line if page == start.page else 1
        last = end.line if page == end.page else len(pages[page - 1])
        if first < 1 or last > len(pages[page - 1]):
            raise InputError(f"{path.name}: page {page}: lines {first}-{last}: the page has {len(pages[page - 1])}")
        lines += pages[page - 1][first - 1 : last]
    if not lines or start > end:
        raise InputError(f"{path.name}: {start} - {end}: expected a start before its end")
    if end.char > len(lines[-1]) or start.char > len(lines[0]):
        raise InputError(f"{path.name}: {start} - {end}: a character stands after the end of its line")
    lines[-1] = lines[-1][: end.char]
    lines[0] = lines[0][start.char :]
    return "\n".join(lines)


def line_end(path: Path, page: int, line: int) -> Spot:
    """Return the position after the last character of a line, or raise `InputError`."""
    pages = pages_of(path)
    if not (1 <= page <= len(pages) and 1 <= line <= len(pages[page - 1])):
        raise InputError(f"{path.name}: page {page}, line {line}: the document has no such line")
    return Spot(page, line, len(pages[page - 1][line - 1]))


def find_text(path: Path, typed: str, page: int, line: int | None = None, pages: int = 2) -> list[tuple[Spot, Spot]]:
    """Return where a typed text stands, from `page` (and `line`, when given) on: spaces do not count, « … » stands for any words.

    Only matches that start on `page` are returned (on `line`, when given); they may end on one of the following `pages` - 1.
    """
    squeezed, spots = _squeezed(path, page, pages)
    parts = [re.escape(re.sub(r"\s+", "", part)) for part in re.split(r"…|\[\.\.\.\]", typed)]
    found = [(spots[m.start()], spots[m.end() - 1]) for m in re.finditer(f".{{0,{_UNTIL}}}?".join(parts), squeezed) if m.end() > m.start()]
    return [(a, Spot(b.page, b.line, b.char + 1)) for a, b in found if a.page == page and line in (None, a.line)]


def _squeezed(path: Path, page: int, pages: int) -> tuple[str, list[Spot]]:
    """Return the characters that are no spaces of some pages, and the position of each."""
    found = [
        (sign, Spot(number, row, column))
        for number, lines in enumerate(pages_of(path)[page - 1 : page - 1 + pages], start=page)
        for row, text in enumerate(lines, start=1)
        for column, sign in enumerate(text)
        if not sign.isspace()
    ]
    return "".join(sign for sign, _ in found), [spot for _, spot in found]
