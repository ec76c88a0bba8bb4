"""The text layer of a PDF page in the order in which it is read, and the line that is its heading."""

import re
from contextlib import closing, suppress
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.passages import clean
from imtextgui.documents.pdf.japanese_lines import in_reading_order
from imtextgui.documents.pdf.layer_lines import LayerLines
from imtextgui.documents.pdf.layer_repair import mended

# pdfium marks a hyphen that only ends a line as U+FFFE or U+0002
_LINE_HYPHEN = re.compile("[\ufffe\x02](\r?\n)?")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_LOOKED_AT = 60
"""Lines of a page among which its heading may be."""

_NEAR_TOP = 20
_LARGER = 1.15
"""So many times larger than the middle one of the other lines is the type of a heading."""

_LONGEST_HEADING = 100


class LayerText(NamedTuple):
    """What a page says: ``heading`` is the line set in the largest type, or ""; ``readings`` are told beside it."""

    text: str
    heading: str = ""
    readings: tuple[str, ...] = ()


def layer_text(page: pypdfium2.PdfPage) -> LayerText:
    """The text layer of ``page``; vertical columns from the right to the left, words without what stands over them."""
    with closing(page.get_textpage()) as layer:
        raw = layer.get_text_range()
        heading = _largest_line(layer, raw)
        readings: tuple[str, ...] = ()
        if _JAPANESE.search(raw):
            raw, readings = in_reading_order(LayerLines(layer, raw))
            return LayerText(clean(_LINE_HYPHEN.sub("", raw)), heading, readings)
        return LayerText(clean(mended(layer, raw)), heading, readings)


def _largest_line(layer: pypdfium2.PdfTextPage, raw: str) -> str:
    """The heading: a short line near the top whose type is clearly larger than that of the other lines."""
    sizes: list[tuple[float, str]] = []
    at = 0
    for line in raw.split("\r\n")[:_LOOKED_AT]:
        words = clean(line)
        if words:
            index = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, at + len(line) - len(line.lstrip()))
            with suppress(pypdfium2.PdfiumError):
                _, bottom, _, top = layer.get_charbox(max(index, 0), loose=True)
                sizes.append((round(top - bottom, 1), words))
        at += len(line) + 2
    if len(sizes) < 2:
        return ""
    middle = sorted(size for size, _ in sizes)[len(sizes) // 2]
    size, words = max(sizes[:_NEAR_TOP], key=lambda entry: entry[0])
    fits = size > _LARGER * middle and 2 < len(words) <= _LONGEST_HEADING
    return words if fits and any(letter.isalpha() for letter in words) else ""
