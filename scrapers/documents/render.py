"""One page of a document as a PNG image, drawn in a limited child of its own: `python -I -m scrapers.documents.render FILE PAGE WIDTH`.

A person checks a reading against this image. `render_document` is what to call: it starts the child, waits for at most a minute, and
raises `InputError` with a sentence for a person when there is no image (an office file, an HTML page, a broken PDF, a page out of
range, too many pixels). Nothing is written: where the image is kept is the caller's matter.
"""

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

from scrapers.documents import sniff
from scrapers.documents.grey import MAX_PIXELS, UndrawableError, check_images
from scrapers.documents.image import FORMATS
from scrapers.documents.limits import MAX_FILE_BYTES, limit_processor_time, limit_this_process
from tracker.errors import InputError

WIDTH = 1000  # pixels: a page of A4 is read easily
MOST_WIDTH = 3000
SECONDS = 60.0
_REFUSED = 2


def render_document(path: Path, page: int, width: int = WIDTH) -> bytes:
    """Return the PNG of one page (numbered from 1) of a PDF or an image, `width` pixels wide; InputError when there is none."""
    if not path.is_file():
        raise InputError(f"{path}: no such file; a document was expected")
    command = [sys.executable, "-I", "-m", "scrapers.documents.render", str(path.resolve()), str(page), str(width)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(f"{path.name}, page {page}: drawing the page took more than {SECONDS:.0f} seconds") from None
    if done.returncode == 0 and done.stdout.startswith(b"\x89PNG"):
        return done.stdout
    if done.returncode == _REFUSED:
        raise InputError(f"{path.name}, page {page}: {done.stderr.decode('utf-8', errors='replace').strip()[-300:]}")
    raise InputError(f"{path.name}, page {page}: the drawing ended without an image (limits of memory and time, or a broken file)")


def render_page(data: bytes, page: int, width: int = WIDTH) -> bytes:
    """Return the PNG of one page of a PDF or an image; UndrawableError when there is none. Only the limited child calls it."""
    if not 1 <= width <= MOST_WIDTH:
        raise UndrawableError(f"a width from 1 to {MOST_WIDTH} pixels was expected, found {width}")
    media = sniff.sniff(data)
    if media == sniff.PDF:
        image = _of_pdf(data, page, width)
    elif media in (sniff.PNG, sniff.JPEG, sniff.TIFF):
        image = _of_image(data, page, width)
    else:
        raise UndrawableError(f"a file of type {media} has no page images; only PDFs and images have")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _of_pdf(data: bytes, page: int, width: int) -> Image.Image:
    try:
        with PdfDocument(data) as document:
            _in_range(page, len(document))
            sheet = document[page - 1]
            wide, high = (max(side, 1.0) for side in sheet.get_size())
            _few_enough(width, width * high / wide)
            check_images(sheet)
            bitmap = sheet.render(scale=width / wide, may_draw_forms=False)
            image: Image.Image = bitmap.to_pil().copy()
            return image
    except PdfiumError as error:
        raise UndrawableError(f"the PDF cannot be drawn ({error})") from error


def _of_image(data: bytes, page: int, width: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _in_range(page, int(getattr(image, "n_frames", 1)))
            image.seek(page - 1)
            height = max(1, round(width * image.height / image.width))
            _few_enough(width, height)
            return image.convert("RGB").resize((width, height))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UndrawableError("the image cannot be decoded") from error


def _in_range(page: int, pages: int) -> None:
    if not 1 <= page <= pages:
        raise UndrawableError(f"a page from 1 to {pages} was expected, found {page}")


def _few_enough(width: float, height: float) -> None:
    if width * height > MAX_PIXELS:
        raise UndrawableError(f"the page is so long that its image would have {width * height:.0f} pixels; at most {MAX_PIXELS} are drawn")


def main(arguments: list[str]) -> int:
    """Write the image on standard output, or why there is none on standard error (exit code 2)."""
    path, page, width = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    limit_this_process()
    limit_processor_time()
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UndrawableError(f"the file is larger than {MAX_FILE_BYTES} bytes")
        image = render_page(path.read_bytes(), page, width)
    except UndrawableError as error:
        sys.stderr.write(f"{error}\n")
        return _REFUSED
    sys.stdout.buffer.write(image)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
