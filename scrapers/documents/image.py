"""Images as documents (PNG, JPEG, TIFF with several pages): recognised as the scanned pages of a PDF are."""

import io
from functools import partial

import PIL
from PIL import Image, ImageOps

from scrapers.documents import ocr
from scrapers.documents.grey import DPI, MAX_PIXELS, Grey, UndrawableError, fits, from_image
from scrapers.documents.limits import MAX_PAGES, allow_recognition
from scrapers.documents.shapes import Reading, failed
from scrapers.documents.sniff import sniff
from tracker.vocabulary import TextStatus

EXTRACTOR = f"image@1+pillow-{PIL.__version__}"
FORMATS = ("PNG", "JPEG", "TIFF")
_A4_INCHES = 11.7
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


def read_image(data: bytes, name: str) -> Reading:
    """Return the text recognised in an image file, page by page."""
    media = sniff(data)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        total = min(int(getattr(image, "n_frames", 1)), MAX_PAGES)
    except _BROKEN as error:
        message = f"{name}: the image cannot be opened ({_why(error)}); ask for the file again"
        return failed(media, EXTRACTOR, "image_broken", message)
    with image:
        allow_recognition(total)
        pages, marks, problems = ocr.fill(partial(_frame, image), [""] * total, range(1, total + 1), name)
    status = TextStatus.OCR if marks else TextStatus.NONE
    extractor = f"{EXTRACTOR}+{ocr.engine()}" if marks else EXTRACTOR
    return Reading(media, status, extractor, tuple(pages), tuple(problems), tuple(marks))


def _frame(image: Image.Image, number: int) -> Grey:
    """Return one page of the file upright as its camera says, at the resolution of recognition."""
    try:
        image.seek(number - 1)
        fits(image.width, image.height)
        dpi = _dpi(image)
        factor = min(DPI / dpi, (MAX_PIXELS / (image.width * image.height)) ** 0.5)
        grey = ImageOps.exif_transpose(image.convert("L"))
        if abs(factor - 1) > 0.05:
            size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
            grey = grey.resize(size, Image.Resampling.BICUBIC)
        return from_image(grey, round(dpi * factor))
    except _BROKEN as error:
        raise UndrawableError(f"it cannot be decoded ({_why(error)})") from error


def _dpi(image: Image.Image) -> float:
    """Return the resolution that the file states, or that of an A4 sheet of so many pixels when it states none that can be true."""
    stated = image.info.get("dpi", (0, 0))[0]
    guessed = max(image.width, image.height) / _A4_INCHES
    return float(stated) if 100 <= float(stated) <= 1200 else max(50.0, guessed)


def _why(error: Exception) -> str:
    """Return the library's words, unless they name an object in memory, which would change from one reading to the next."""
    text = str(error)
    return "broken, or of an unknown kind" if "0x" in text or not text else text[:200]
