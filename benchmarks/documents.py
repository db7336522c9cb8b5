"""Speed of reading documents: ours, isolation included, against the bare library on the same files in the same run.

Native text: PDFium's own extraction in a pool of as many processes as we use workers; only files whose pages all have text.
Recognition: Tesseract's own command on the same pages, drawn beforehand, as many at once as we use workers. Rounds alternate and the
best of each side counts, so that a busy computer disturbs both alike. Prints one JSON object; the bars are `native.ratio` <= 1.5 and
`ocr.speed` >= 0.9.

Usage: python -m benchmarks.documents FOLDER [--rounds N] [--ocr-pages N]
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from pypdfium2 import PdfDocument, PdfiumError

from scrapers.documents import Reading, Request, read_documents
from scrapers.documents.child import WORKERS
from scrapers.documents.grey import from_page
from scrapers.documents.ocr import available

Figures = dict[str, float | int | str]
_SCAN_CHARACTERS = 25


def bare(path: Path) -> int:
    """Return the number of characters of a file by the library alone."""
    document = PdfDocument(path)
    return sum(len(document[index].get_textpage().get_text_range()) for index in range(len(document)))


def _read(paths: Sequence[Path]) -> list[Reading]:
    return [reading for _, reading in read_documents([Request(path) for path in paths], WORKERS)]


def _bare(paths: Sequence[Path]) -> None:
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(bare, paths))


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the clock and of all processors."""
    start, used = perf_counter(), _processor()
    work()
    return perf_counter() - start, _processor() - used


def _alternate(rounds: int, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the best seconds (clock, processor) of both sides."""
    found = [(_timed(theirs), _timed(ours)) for _ in range(rounds)]
    return [min(one[1][kind] for one in found) for kind in (0, 1)], [min(one[0][kind] for one in found) for kind in (0, 1)]


def _pages(path: Path) -> tuple[int, int]:
    """Return the pages of a file, and how many of them have text; none when it cannot be opened."""
    try:
        document = PdfDocument(path)
        texts = [document[index].get_textpage().get_text_range().strip() for index in range(len(document))]
    except PdfiumError:
        return 0, 0
    return len(texts), sum(len(text) >= _SCAN_CHARACTERS for text in texts)


def native_and_scans(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files whose pages all have text, and those with a page to recognise."""
    counted = {path: _pages(path) for path in paths}
    native = [path for path, (pages, full) in counted.items() if pages and pages == full]
    return native, [path for path, (pages, full) in counted.items() if pages and not full]


def measure_native(paths: Sequence[Path], rounds: int) -> Figures:
    """Return the speeds on the files that the reading finds to be native throughout."""
    readings = zip(paths, _read(paths), strict=True)
    native = [path for path, reading in readings if reading.pages and not reading.ocr and not reading.problems]
    pages = sum(_pages(path)[0] for path in native)
    ours, theirs = _alternate(rounds, lambda: _read(native), lambda: _bare(native))
    return {
        "files": len(native), "pages": pages, "processes": WORKERS, "bare_pages_per_second": round(pages / theirs[0], 1),
        "pages_per_second": round(pages / ours[0], 1), "ratio": round(ours[0] / theirs[0], 2),
        "processor_ratio": round(ours[1] / theirs[1], 2),
    }  # fmt: skip


def measure_ocr(scans: Sequence[Path], most: int, rounds: int) -> Figures:
    """Return the speeds on scans of at most so many pages together."""
    if available():
        return {"absent": available()}
    chosen, pages = list[Path](), 0
    for path in scans:
        if pages + (count := _pages(path)[0]) <= most:
            chosen.append(path)
            pages += count
    with tempfile.TemporaryDirectory() as folder:
        images = _drawn(chosen, Path(folder))
        ours, theirs = _alternate(rounds, lambda: _read(chosen), lambda: _tesseract(images))
    return {
        "files": len(chosen), "pages": len(images), "processes": WORKERS, "tesseract_pages_per_second": round(pages / theirs[0], 2),
        "pages_per_second": round(pages / ours[0], 2), "speed": round(theirs[0] / ours[0], 2),
    }  # fmt: skip


def _drawn(paths: Sequence[Path], folder: Path) -> list[Path]:
    images = []
    for path in paths:
        document = PdfDocument(path)
        for index in range(len(document)):
            images.append(folder / f"{len(images)}.pgm")
            drawn = from_page(document[index])
            images[-1].write_bytes(drawn.pgm_header() + drawn.data)
    return images


def _tesseract(images: Sequence[Path]) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def one(image: Path) -> None:
        subprocess.run(["tesseract", str(image), "stdout", "-l", "fra"], env=environment, capture_output=True, check=True)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, images))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ocr-pages", type=int, default=16)
    asked = parser.parse_args()
    native, scans = native_and_scans(sorted(asked.folder.rglob("*.pdf")))
    found = {"native": measure_native(native, asked.rounds), "ocr": measure_ocr(scans, asked.ocr_pages, 1)}
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
