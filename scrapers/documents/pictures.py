"""What a PDF page shows beside its text: pictures large enough to hold words, and letters drawn as lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WANTED = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
_DEEPEST = 4
_MOST_OBJECTS = 3_000
_LARGE = 0.04  # of the page: a picture that may hold words
_DOT = 14.0  # points: a drawn bullet is no larger
_DRAWN = 30  # paths: letters drawn as lines


@dataclass(frozen=True)
class Pictures:
    """The places of a page's large pictures and drawn bullets, and how many of its objects are drawn lines."""

    boxes: tuple[Box, ...]
    paths: int
    dots: tuple[Box, ...] = ()  # drawn bullets

    @property
    def large(self) -> bool:
        """There is a picture that may hold words."""
        return bool(self.boxes)

    @property
    def outlines(self) -> bool:
        """The page is drawn, not photographed: on a page without text these lines are its letters."""
        return self.paths > _DRAWN and not self.boxes


def pictures(page: PdfPage) -> Pictures:
    """Return what a page shows beside its text; forms are looked into, as drawing programs wrap whole pages in one."""
    area = max(1.0, page.get_width() * page.get_height())
    boxes: list[Box] = []
    dots: list[Box] = []
    paths = 0
    for kind, box in islice(_page_objects(page), _MOST_OBJECTS):
        width, height = box[2] - box[0], box[3] - box[1]
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if _is_dot(width, height):
            dots.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and width * height > _LARGE * area:
            boxes.append(box)
    return Pictures(tuple(boxes), paths, tuple(dots))


def _page_objects(page: PdfPage) -> Iterator[tuple[int, Box]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _objects(pdfium.FPDFPage_GetObject(page, index), _UPRIGHT, 0)


def _objects(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[int, Box]]:
    """Yield the pictures and lines of an object, where they stand on the page: a form moves and scales what it holds."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind in _WANTED:
        corners = [pdfium.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(item, *corners):
            yield kind, _moved((corners[0].value, corners[1].value, corners[2].value, corners[3].value), outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _objects(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(box: Box, by: Matrix) -> Box:
    a, b, c, d, e, f = by
    across = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    up = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(across), min(up), max(across), max(up)


def _is_dot(width: float, height: float) -> bool:
    return 1.5 < width < _DOT and 1.5 < height < _DOT and 0.5 < width / height < 2
