"""Where the words of a PDF page's text layer stand."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.layout.boxes import around
from imtextgui.documents.passages import clean
from imtextgui.documents.pdf.annotations import Remark, unsaid
from imtextgui.documents.pdf.coordinates import Placing
from imtextgui.documents.pdf.layer_repair import mended
from imtextgui.domain.items import Box, Word

MOST_WORDS = 20_000
"""Of one page; what comes after them has no boxes."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
"""Ends a word that goes on in the next line."""

_RUN = re.compile(r"[^\s\0]+")
# pdfium marks a hyphen that only ends a line as U+FFFE or U+0002
_LINE_HYPHEN = re.compile("[\ufffe\x02]$")


def words(page: pypdfium2.PdfPage, remarks: tuple[Remark, ...] = ()) -> tuple[Word, ...]:
    """The words of ``page`` in the order of its text layer; in Japanese, what stands between two spaces. Those of
    ``remarks`` that it does not hold follow.

    A word that is broken at the end of a line is two words, the first with a soft hyphen at its end.
    """
    with closing(page.get_textpage()) as layer:
        text = layer.get_text_range()
        aligned = layer.count_chars() == len(text)
        placing = Placing(page)
        found: list[Word] = []
        for run in _RUN.finditer(text):
            if len(found) >= MOST_WORDS:
                break
            broken = SOFT_HYPHEN if _LINE_HYPHEN.search(run.group()) else ""
            written = clean(mended(layer, text, *run.span())) + broken
            first, last = _char_range(layer, run.start(), run.end(), aligned=aligned)
            found += _boxed(written, _boxes(layer, first, last, placing))
        for remark in unsaid(remarks, text):
            found += _remarked(remark, placing.box(*remark.corners))
        return tuple(found[:MOST_WORDS])


def _remarked(remark: Remark, box: Box) -> Iterator[Word]:
    """The words of a remark with their shares of its ``box``, as if they stood in one line of it."""
    whole = max(1, len(remark.words))
    width = box.x1 - box.x0
    if width <= 0 or box.y1 <= box.y0:
        return
    for run in _RUN.finditer(remark.words):
        left, right = (box.x0 + width * at / whole for at in run.span())
        yield Word(run.group(), Box(left, box.y0, right, box.y1))


def _char_range(layer: pypdfium2.PdfTextPage, start: int, end: int, *, aligned: bool) -> tuple[int, int]:
    """The characters of the layer that text[start:end] was made of."""
    if aligned:
        return start, end
    index = pdfium.FPDFText_GetCharIndexFromTextIndex
    return max(index(layer, start), 0), max(index(layer, end - 1), 0) + 1


def _boxed(written: str, boxes: list[Box]) -> Iterator[Word]:
    """``written`` with its box; in pieces where it stands in several lines, as long as their boxes are."""
    total = sum(box.x1 - box.x0 for box in boxes)
    at, covered = 0, 0.0
    for box in boxes[:-1]:
        covered += box.x1 - box.x0
        end = round(len(written) * covered / total)
        if written[at:end]:
            yield Word(written[at:end] + SOFT_HYPHEN, box)
        at = end
    if boxes and written[at:]:
        yield Word(written[at:], boxes[-1])


def _boxes(layer: pypdfium2.PdfTextPage, first: int, last: int, placing: Placing) -> list[Box]:
    """The boxes of the characters ``first`` to ``last``, one for each line that they stand in."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    joined: list[Box] = []
    for number in range(pdfium.FPDFText_CountRects(layer, first, last - first)):
        pdfium.FPDFText_GetRect(layer, number, left, top, right, bottom)
        box = placing.box(left.value, bottom.value, right.value, top.value)
        if box.x1 <= box.x0 or box.y1 <= box.y0:
            continue
        if joined and _in_line(joined[-1], box):
            joined[-1] = around(joined[-1], box)
        else:
            joined.append(box)
    return joined


def _in_line(one: Box, other: Box) -> bool:
    """Whether two boxes share most of their height or, in vertical text, of their width."""
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    return high > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0) or wide > 0.5 * min(
        one.x1 - one.x0, other.x1 - other.x0
    )
