"""Whether a PDF page is a drawing or a page of words."""

from collections import Counter

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.domain.text.drawing_words import has_title_block, running

_A3_LONG = 1_150
_A3_SHORT = 800
_OBJECTS = 20_000
_STROKES = 500
"""No page of words has so many."""

_FEW_STROKES = 20
_LABELS = 250
"""No printed page of words has so many lines; the labels of a circuit diagram do."""
_FEW_RUNNING = 2
"""Among so many strokes, so many lines of running text are a stamp or a note, even where there are no others."""


def looks_drawn(page: pypdfium2.PdfPage, text: str) -> bool:
    """A sheet with a title block; or one with hardly any running text that is made of strokes, or is a large or
    landscape scan.
    """
    if has_title_block(text):
        return True
    lines = text.splitlines()
    prose, most = running(lines), 0.15 * len(lines)
    if prose > max(_FEW_RUNNING, most):
        return False
    if len(lines) > _LABELS:
        return True
    kinds: Counter[int] = Counter()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _OBJECTS)):
        kinds[pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))] += 1
        if kinds[pdfium.FPDF_PAGEOBJ_PATH] >= _STROKES:
            # Asking for all the strokes of a large drawing would take a tenth of the time of drawing it.
            return True
    strokes = kinds[pdfium.FPDF_PAGEOBJ_PATH]
    width, height = page.get_size()
    sheet = width > height or (max(width, height) >= _A3_LONG and min(width, height) >= _A3_SHORT)
    pictured = kinds[pdfium.FPDF_PAGEOBJ_FORM] + kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0
    if strokes >= _FEW_STROKES:
        return (sheet and prose <= most) or not (lines or pictured)
    return sheet and prose <= most and pictured and len(lines) < 20
