"""The pictures that a PDF page is known to hold: its image objects, also within forms."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.layout.boxes import is_worthwhile, merged
from imtextgui.documents.pdf.coordinates import Placing
from imtextgui.domain.items import Box

MOST_OBJECTS = 20_000
"""Of one page that are looked at; a page with more is a drawing."""

_DEEPEST = 4
_Corners = tuple[float, float, float, float]


def pictures(page: pypdfium2.PdfPage) -> tuple[Box, ...]:
    """The boxes of the pictures on ``page`` that are worth a look; strips and neighbours are one picture."""
    placing = Placing(page)
    boxes = [placing.box(*corners) for corners in _images(page)]
    return tuple(box for box in merged(box for box in boxes if box.x1 > box.x0) if is_worthwhile(box))


def _images(page: pypdfium2.PdfPage) -> Iterator[_Corners]:
    """Left, bottom, right and top of image objects in the space of the page."""
    count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    for index in range(count):
        yield from _within(pdfium.FPDFPage_GetObject(page, index), _DEEPEST)


def _within(thing: Any, depth: int) -> Iterator[_Corners]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            yield left.value, bottom.value, right.value, top.value
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), MOST_OBJECTS)):
            for corners in _within(pdfium.FPDFFormObj_GetObject(thing, index), depth - 1):
                yield _moved(corners, matrix)


def _moved(corners: _Corners, matrix: Any) -> _Corners:
    left, bottom, right, top = corners
    points = [
        (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
        for x in (left, right)
        for y in (bottom, top)
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
