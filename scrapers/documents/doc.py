"""Old Word documents (.doc) through a program of the computer, if there is one: LibreOffice, else antiword.

Both are separate programs (antiword is GPL, called as a command like Tesseract and never a part of this project). LibreOffice is asked
first although it needs seconds: it makes a .docx of the file, whose automatic numbers are then exact. antiword needs milliseconds and
writes no file, but shortens numbers of more than one part (a real « 2020-06-02 » became « 02. »), so what it reads carries a warning.
LibreOffice gets a profile of its own, thrown away afterwards: no setting, macro or earlier run of the user has a say. It works within the
child's 1.5 GB of memory.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from scrapers.documents.docx import read_docx
from scrapers.documents.paging import paged, split_pages
from scrapers.documents.shapes import Problem, Reading, failed
from scrapers.documents.sniff import DOC
from tracker.vocabulary import TextStatus

EXTRACTOR = "doc@1"
ANTIWORD, OFFICES = "antiword", ("soffice", "libreoffice")
SECONDS = 60.0
_INSTALL = "install LibreOffice Writer, or the Debian package antiword, or ask for a PDF"
_PICTURE = re.compile(r"^[ \t]*\[pic\][ \t]*$", re.MULTILINE)
_ROW = re.compile(r"^\|(.*)\|[ \t]{0,9}$", re.MULTILINE)


def read_doc(data: bytes, name: str) -> Reading:
    """Return the text of an old Word document; without a program that reads it, a reading that says what to install."""
    office = next((found for one in OFFICES if (found := shutil.which(one))), None)
    if office:
        return _by_office(office, data, name)
    if shutil.which(ANTIWORD):
        return _by_antiword(data, name)
    problem = Problem("doc_needs_tool", f"{name}: an old Word document (.doc), and no program here reads it: {_INSTALL}")
    return Reading(DOC, TextStatus.NONE, EXTRACTOR, problems=(problem,))


def _by_antiword(data: bytes, name: str) -> Reading:
    command = [ANTIWORD, "-m", "UTF-8.txt", "-w", "0", "-"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        return _broken(name, type(error).__name__)
    if done.returncode != 0:
        return _broken(name, _first_line(done.stdout + done.stderr))
    text = _ROW.sub(_cells, _PICTURE.sub("", done.stdout.decode("utf-8", errors="replace")))
    message = f"{name}: read by antiword, which may shorten automatic numbers: compare the numbers of acts, or install LibreOffice Writer"
    return paged(split_pages(text), DOC, f"{EXTRACTOR}+{ANTIWORD}", name, (Problem("doc_numbers", message, "warning"),))


def _cells(row: re.Match[str]) -> str:
    return "\t".join(cell.strip() for cell in row.group(1).split("|")).rstrip("\t")


def _by_office(office: str, data: bytes, name: str) -> Reading:
    with tempfile.TemporaryDirectory(prefix="chose-promise-doc-") as folder:
        given, made = Path(folder, "given.doc"), Path(folder, "given.docx")
        given.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, "--headless", "--norestore", profile, "--convert-to", "docx", "--outdir", folder, str(given)]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (subprocess.TimeoutExpired, OSError) as error:
            return _broken(name, type(error).__name__)
        if not made.is_file():
            return _broken(name, "LibreOffice made no document of it")
        reading = read_docx(made.read_bytes(), name)
    return Reading(DOC, reading.text_status, f"{EXTRACTOR}+libreoffice", reading.pages, reading.problems)


def _broken(name: str, why: str) -> Reading:
    return failed(DOC, EXTRACTOR, "doc_broken", f"{name}: the old Word document (.doc) cannot be read ({why}); ask for a PDF")


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", errors="replace").split("\n")
    return lines[0].strip()[:200] or "no reason given"
