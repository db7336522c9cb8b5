"""The Tesseract command: is it there, and the words that it finds in an image.

The command is called directly, with an image that has no name on any disk and one TSV answer that holds both text and confidences.
pytesseract is not used: it starts the same command, but writes image and answer to named temporary files (a PNG of an A4 page costs it
0.2-0.3 s more), which a killed child would leave behind. Standard input is not used either: Tesseract takes it byte by byte, which costs
a tenth of its time. `OMP_THREAD_LIMIT=1` is not optional: without it a page takes six times longer on a busy computer.
Automatic page layout (`--psm 3`) keeps both the columns of an extract and the rows of a table.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import atan, degrees

from scrapers.documents.grey import Grey

COMMAND = "tesseract"
LANGUAGE = "fra"
INSTALL = "install the Debian packages tesseract-ocr and tesseract-ocr-fra"
_WORD = "5"  # the level of a word among the rows of the TSV
_LINE_OF_WORDS = 4  # a slope is measured on lines of at least so many words …
_LINE_INCHES = 1.5  # … and of at least this length
_LINES_THAT_TELL = 3


@dataclass(frozen=True)
class Word:
    """One recognised word: its place in the layout (block, paragraph, line), its box in pixels, its confidence from 0 to 1."""

    block: int
    paragraph: int
    line: int
    middle: float
    height: float
    confidence: float
    text: str
    width: float = 0.0
    tall: float = 0.0  # from foot to head: `height` is where its middle stands


@lru_cache(maxsize=8)
def _languages(command: str) -> tuple[str, ...]:
    try:
        listed = subprocess.run([command, "--list-langs"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(line.strip() for line in listed.splitlines()[1:])


@lru_cache(maxsize=8)
def _version(command: str) -> str:
    try:
        said = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return ""
    return said[1] if len(said) > 1 else ""


def available() -> str:
    """Return "" when Tesseract and its French data are there, else a sentence that says what to install."""
    command = shutil.which(COMMAND)
    if command is None:
        return f"Tesseract is not installed: {INSTALL}"
    if LANGUAGE not in _languages(command):
        return f"Tesseract has no French data: {INSTALL}"
    return ""


def engine() -> str:
    """Return name and version of what recognises text here ("tesseract-5.3.0"), "" when nothing does: a part of the text cache's key."""
    command = shutil.which(COMMAND)
    return "" if command is None or available() else f"{COMMAND}-{_version(command)}"


def find_words(image: Grey, seconds: float) -> list[Word] | None:
    """Return the words of an image in reading order, or None when the time was over or the command failed."""
    answer = _run(image, ("-l", LANGUAGE, "--psm", "3", "--dpi", str(image.dpi), "tsv"), seconds)
    if answer is None:
        return None
    rows = (line.split("\t", 11) for line in answer.splitlines()[1:])
    return [_word(row) for row in rows if len(row) == 12 and row[0] == _WORD and row[11].strip()]


def text_of(found: list[Word]) -> str:
    """Return the words as lines, with an empty line between paragraphs, as Tesseract's own text output has them."""
    parts: list[str] = []
    for _, paragraph in groupby(found, lambda word: (word.block, word.paragraph)):
        lines = groupby(paragraph, lambda word: word.line)
        parts.append("\n".join(" ".join(word.text for word in line) for _, line in lines))
    return "\n\n".join(parts)


def confidence_of(found: list[Word]) -> float:
    """Return the mean confidence of the words that hold a letter or a figure, from 0 to 1; 0 when there is none."""
    told = [word.confidence for word in found if any(sign.isalnum() for sign in word.text)]
    return round(statistics.fmean(told), 4) if told else 0.0


def sideways(found: list[Word]) -> int:
    """Return by how many degrees clockwise a page lying on its side must be turned: lines that rise 90, that fall 270, else 0."""
    rises = [line[-1].height - line[0].height for line in _long_lines(found) if _runs_upright(line)]
    if 2 * len(rises) <= len(_long_lines(found)):
        return 0
    return 90 if statistics.median(rises) < 0 else 270


def slope_of(found: list[Word], dpi: int) -> float:
    """Return by how many degrees the lines fall to the right (a scan laid askew), 0 when too few lines tell."""
    slopes = [_fall(line) for line in _long_lines(found) if abs(line[-1].middle - line[0].middle) >= _LINE_INCHES * dpi]
    return statistics.median(slopes) if len(slopes) >= _LINES_THAT_TELL else 0.0


def _long_lines(found: list[Word]) -> list[list[Word]]:
    groups = (list(group) for _, group in groupby(found, lambda word: (word.block, word.paragraph, word.line)))
    return [line for line in groups if len(line) >= _LINE_OF_WORDS]


def _runs_upright(line: list[Word]) -> bool:
    return abs(line[-1].height - line[0].height) > abs(line[-1].middle - line[0].middle)


def _fall(line: list[Word]) -> float:
    across, down = statistics.fmean(word.middle for word in line), statistics.fmean(word.height for word in line)
    spread = sum((word.middle - across) ** 2 for word in line)
    return degrees(atan(sum((word.middle - across) * (word.height - down) for word in line) / spread)) if spread else 0.0


def _word(row: list[str]) -> Word:
    left, top, width, height = (int(value) for value in row[6:10])
    confidence = max(0.0, float(row[10])) / 100
    return Word(int(row[2]), int(row[3]), int(row[4]), left + width / 2, top + height / 2, confidence, row[11].strip(), width, height)


def _run(image: Grey, options: tuple[str, ...], seconds: float) -> str | None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryFile() as given:
        given.writelines((image.pgm_header(), image.data))
        given.flush()
        command = [COMMAND, f"/dev/fd/{given.fileno()}", "stdout", *options]
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=seconds,
                check=False, pass_fds=(given.fileno(),),
            )  # fmt: skip
        except (subprocess.TimeoutExpired, OSError):
            return None
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else None
