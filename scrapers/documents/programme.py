"""Bytes to pages and lines, for a document that is read as a programme. It runs inside the limited child."""

from dataclasses import replace
from pathlib import Path

from scrapers.documents import sniff
from scrapers.documents.extract import extract
from scrapers.documents.facts import facts_of
from scrapers.documents.lines_html import html_lines
from scrapers.documents.lines_text import is_markdown, markdown_lines, text_lines
from scrapers.documents.shapes import Problem, Reading
from scrapers.documents.text import decode
from tracker.vocabulary import TextStatus

_OFFICE = (sniff.DOCX, sniff.ODT)


def extract_programme(path: Path, media_hint: str | None, name: str) -> Reading:
    """Return the reading of a file with its lines; a file that cannot be read says so as in any other reading."""
    return _reworded(_extract(path, media_hint, name))


def _extract(path: Path, media_hint: str | None, name: str) -> Reading:
    reading = extract(path, media_hint, name) if not _is_pdf(path) else _pdf(path, name)
    if reading.media_type == sniff.HTML and reading.text_status is not TextStatus.FAILED:
        return _html(path, reading, name)
    if reading.media_type == sniff.TEXT and reading.text_status is TextStatus.NATIVE:
        text = decode(path.read_bytes())
        if not is_markdown(text, name):
            return replace(reading, lines=tuple(text_lines(reading.pages)))
        return replace(reading, lines=tuple(markdown_lines(text)), facts=facts_of(text))
    if reading.media_type in _OFFICE and reading.pages:
        from scrapers.documents.lines_office import office_lines

        return replace(reading, lines=tuple(office_lines(path.read_bytes(), reading.media_type)))
    if reading.lines or not reading.pages:
        return reading
    return replace(reading, lines=tuple(text_lines(reading.pages)))


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return sniff.sniff(file.read(1024)) == sniff.PDF


def _pdf(path: Path, name: str) -> Reading:
    from scrapers.documents.lines_pdf import read_pdf_lines

    return read_pdf_lines(path, name)


def _html(path: Path, reading: Reading, name: str) -> Reading:
    text = decode(path.read_bytes())
    lines, wall = html_lines(text)
    if not wall:
        return replace(reading, lines=tuple(lines), facts=facts_of(text))
    message = f"{name}: {wall}; save the page from a browser after accepting, and read the saved file, or ask the list for its PDF"
    problem = Problem("cookie_wall" if "cookie" in wall else "page_empty", message)
    others = [one for one in reading.problems if one.code != "no_text"]
    return replace(reading, text_status=TextStatus.NONE, lines=(), problems=(problem, *others))


def _reworded(reading: Reading) -> Reading:
    """Return the reading with its messages saying what was wanted here."""
    said = [replace(one, message=one.message.replace("minutes were expected", "a programme was expected")) for one in reading.problems]
    return replace(reading, problems=tuple(said))
