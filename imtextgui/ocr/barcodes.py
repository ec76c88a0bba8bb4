"""Reads barcodes in pictures: QR, DataMatrix, Code 128, Code 39, EAN and UPC, by zxing-cpp."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr import layout
from imtextgui.ocr.detector import Picture

if TYPE_CHECKING:
    from PIL import Image
    from zxingcpp import Barcode

log = logging.getLogger(__name__)

CONFIDENCE = 0.99
"""Of what is read: codes are checked, but 1 is that of a file's own words, which another pass puts there anew."""

MOST = 64
"""Codes of one picture; a sheet of labels for a shelf has fewer."""

LONGEST = 2_000
"""Characters that are kept of one code; a QR code holds up to 7,089, which then are somebody's data, not a name."""

LEAST_CONTRAST = 24
"""Steps of grey between the darkest and the brightest pixel: with less no bar can be told from paper."""

_SMALLEST_SIDE = 10
"""Pixels; the smallest DataMatrix has so many modules."""

_MARKS = frozenset("\t\n\r\x02\x03\x04\x1c\x1d\x1e\x1f")
"""Control characters that divide what a label says into fields."""

_IDENTIFIER = re.compile(r"^\[\)>\x1e06|(?<=\x1d)\d{0,3}[A-Z](?=[^\x1d\x1e\x04])")
"""Before the fields of a label by ISO/IEC 15434: its envelope, and data identifiers such as 1P, S and Q."""

_SHORTEST_UNCHECKED = 4
"""Characters of a Code 39, which needs no check digit: the edges of a drawing's hatching make shorter ones."""


def read_barcodes(picture: "Image.Image") -> tuple[Word, ...]:
    """What the barcodes of the RGB ``picture`` say, code by code and word by word, with CONFIDENCE.

    Lines of a code lie below each other in its box and the words of a line beside each other, each with its share of
    the box. A code that is damaged beyond its own correction, or that holds no text, has no words.
    """
    return tuple(word for code in _codes(np.asarray(picture)) for word in _words(*code))


def barcode_contents(picture: "Image.Image") -> tuple[Word, ...]:
    """Each barcode of the RGB ``picture`` as one word with all that it says, white space between words made single."""
    return tuple(Word(" ".join(text.split()), box, CONFIDENCE) for text, box in _codes(np.asarray(picture)))


def _codes(shown: Picture) -> Iterator[tuple[str, Box]]:
    """(text, box) of each code, in reading order."""
    if min(shown.shape[:2]) < _SMALLEST_SIDE or int(shown.max()) - int(shown.min()) < LEAST_CONTRAST:
        return
    height, width = shown.shape[:2]
    seen: set[tuple[str, Box]] = set()
    read = [(_text(code), _box(code, width, height), code) for code in _decoded(shown)]
    trusted = [(text, box) for text, box, code in read if text and _is_trusted(code, text)]
    for place in layout.order([box for _, box in trusted])[:MOST]:
        if trusted[place] not in seen:
            seen.add(trusted[place])
            yield trusted[place]


def _decoded(shown: Picture) -> "list[Barcode]":
    # Loaded when a picture is there to be read, in the process that reads it.
    import cv2
    import zxingcpp

    formats = zxingcpp.BarcodeFormat
    wanted = (
        formats.QRCode,
        formats.MicroQRCode,
        formats.DataMatrix,
        formats.Code128,
        formats.Code39,
        formats.EANUPC,
    )
    grey = np.ascontiguousarray(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY))
    try:
        return list(zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(wanted)))
    except (RuntimeError, ValueError) as trouble:  # what the library makes of its own exceptions
        log.warning("Barcodes of a picture were not read: %s", trouble)
        return []


def _text(code: "Barcode") -> str:
    """What ``code`` says, without signs that are none to be read; empty where that is no text."""
    import zxingcpp

    if not code.valid or code.content_type is zxingcpp.ContentType.UnknownECI:
        return ""
    written = code.text
    if code.content_type is zxingcpp.ContentType.Binary:
        written = _text_of(code.bytes)
    elif code.content_type is zxingcpp.ContentType.ISO15434:
        written = _IDENTIFIER.sub("", _text_of(code.bytes))
    cut = unicodedata.normalize("NFC", written[:LONGEST])
    lines = ("".join(map(_shown, line)) for line in cut.splitlines())
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _text_of(data: bytes) -> str:
    """The text that bytes of no stated encoding are, as old printers of labels write Japanese; "" for data."""
    for encoding in ("utf-8", "cp932"):
        try:
            written = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(sign in _MARKS or not unicodedata.category(sign).startswith("C") for sign in written):
            return written
    return ""


def _shown(sign: str) -> str:
    return " " if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn", "Cs") or sign == "\ufffd" else sign


def _is_trusted(code: "Barcode", text: str) -> bool:
    import zxingcpp

    unchecked = code.symbology == zxingcpp.BarcodeFormat.Code39
    return not unchecked or len(text) >= _SHORTEST_UNCHECKED


def _box(code: "Barcode", width: int, height: int) -> Box:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    x, y = [corner.x / width for corner in corners], [corner.y / height for corner in corners]
    # A linear code may be told by one row of pixels; a box has an area.
    return Box(
        *(min(1.0, max(0.0, value)) for value in (min(x), min(y), max(x) + 1 / width, max(y) + 1 / height))
    )


def _words(text: str, box: Box) -> Iterator[Word]:
    lines = text.split("\n")
    high = (box.y1 - box.y0) / len(lines)
    for row, line in enumerate(lines):
        top = box.y0 + row * high
        wide = (box.x1 - box.x0) / len(line)
        start = 0
        for word in line.split(" "):
            left = box.x0 + start * wide
            yield Word(word, Box(left, top, left + len(word) * wide, top + high), CONFIDENCE)
            start += len(word) + 1
