"""A signed and scanned record: the pages of a PDF as black-and-white images without any text."""

import io
import time
from typing import Any

import pypdfium2 as pdfium  # noqa: TID251 - the workshop draws a picture; the program reads foreign bytes only in scrapers/
from PIL import Image

_DPI = 120


def images(pdf: bytes) -> list[Any]:
    """Return the pages as 1-bit images."""
    document = pdfium.PdfDocument(pdf)
    return [
        document[i].render(scale=_DPI / 72, grayscale=True).to_pil().point(lambda v: 255 if v > 150 else 0).convert("1")
        for i in range(len(document))
    ]


def to_scan(pdf: bytes) -> bytes:
    """Return an image-only PDF of the pages of `pdf`."""
    first, *others = images(pdf)
    stream = io.BytesIO()
    day = time.gmtime(1671440400)
    first.save(
        stream,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=_DPI,
        creationDate=day,
        modDate=day,
        producer="MF-Copieur 4000",
        title="",
    )
    return stream.getvalue()


def same_picture(one: bytes, other: bytes) -> bool:
    """True when two scans show the same pages: another version of the drawing library may move a few dots."""
    left, right = images(one), images(other)
    return len(left) == len(right) and all(a.size == b.size and _distance(a, b) < 0.01 for a, b in zip(left, right, strict=True))


def _distance(one: Image.Image, other: Image.Image) -> float:
    differing = sum(a != b for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    return differing / max(1, len(one.tobytes()))
