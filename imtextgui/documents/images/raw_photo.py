"""Camera raw files (CR2, CR3, NEF, ARW, DNG, ORF, RW2, RAF and others): the preview that the camera put into them."""

import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    open_bytes,
    translating_os,
)
from imtextgui.documents.images import raster
from imtextgui.errors import DocumentTooLarge, DocumentUnsupported

MOST_BYTES = 256 * 2**20
"""Of a file; medium formats take 150 megabytes."""

_START = b"\xff\xd8\xff"
_MOST_MARKERS = 200
_MOST_CANDIDATES = 2_000
_BASELINE_OR_PROGRESSIVE = (0xC0, 0xC1, 0xC2)
_OTHER_FRAMES = (0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
"""Lossless ones hold what the sensor saw, which is no picture yet."""

_SCAN = 0xDA
_ORIENTATION = 0x0112


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """As ``raster.read``, of the largest preview in the file. Raises DocumentUnsupported where there is none."""
    yield from raster.read(path, preview(path, data), prepare, limits, first_page)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image:
    """As ``raster.render``, of the largest preview in the file."""
    return raster.render(path, preview(path, data), number, longest, limits)


def preview(path: Path, data: bytes | None) -> bytes:
    """The largest JPEG in a raw file, which says how the photo is to be turned if the file does.

    Raises DocumentTooLarge and DocumentUnsupported.
    """
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
    best, start = 0, -1
    for at in _starts(data):
        size = _pixels(data, at)
        if size > best:
            best, start = size, at
    if start < 0:
        raise DocumentUnsupported(path=str(path))
    return _turned(data[start:], _orientation(data))


def _starts(data: bytes) -> Iterator[int]:
    at = data.find(_START)
    for _ in range(_MOST_CANDIDATES):
        if at < 0:
            return
        yield at
        at = data.find(_START, at + 2)


def _pixels(data: bytes, at: int) -> int:
    """How many pixels the JPEG at ``at`` has; 0 where there is none, or one that is no picture."""
    at += 2
    for _ in range(_MOST_MARKERS):
        if at + 9 > len(data) or data[at] != 0xFF:
            return 0
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _BASELINE_OR_PROGRESSIVE:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(height * width)
        if marker in _OTHER_FRAMES or marker == _SCAN or length < 2:
            return 0
        at += 2 + length
    return 0


def _orientation(data: bytes) -> int:
    """What the first directory of a file built like a TIFF says; 1, upright, where there is none."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return 1
    (at,) = struct.unpack(order + "I", data[4:8])
    if at + 2 > len(data):
        return 1
    (count,) = struct.unpack(order + "H", data[at : at + 2])
    for entry in range(at + 2, min(at + 2 + 12 * count, len(data) - 11), 12):
        tag, kind, _, value = struct.unpack(order + "HHIH", data[entry : entry + 10])
        if (tag, kind) == (_ORIENTATION, 3):
            return int(value)
    return 1


def _turned(jpeg: bytes, orientation: int) -> bytes:
    """``jpeg`` with a note on its orientation, unless it has one of its own."""
    if not 2 <= orientation <= 8 or b"Exif\0\0" in jpeg[:64]:
        return jpeg
    directory = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + directory
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]
