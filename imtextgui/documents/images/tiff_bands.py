"""Decodes a large TIFF a few strips or rows of tiles at a time, each group wrapped as a small TIFF of its
own.

Pillow decodes a compressed TIFF only as a whole, at four bytes a pixel; strips and tiles are compressed
independently of each other, so a group of them under a copy of the header is a picture that it decodes as
well.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, cast

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC, _SAMPLES, _PLANAR = 256, 257, 258, 259, 262, 277, 284
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_SIZES = 273, 278, 279
_TILE_WIDTH, _TILE_HEIGHT, _TILE_OFFSETS, _TILE_SIZES = 322, 323, 324, 325
_JPEG_TABLES = 347
_UNCOMPRESSED, _OLD_JPEG = 1, 6
_COPIED = (_BITS, _COMPRESSION, _PHOTOMETRIC, 266, _SAMPLES, _PLANAR, 292, 293, 317, 320, 338, 339, 530)
_SHORT, _LONG, _UNDEFINED = 3, 4, 7


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the compressed pieces lie: ``across`` of them side by side make ``rows`` rows of the picture."""

    offsets: Sequence[int]
    sizes: Sequence[int]
    across: int
    rows: int
    tile_width: int


def can_split(image: TiffImageFile) -> bool:
    """Whether ``bands`` can decode the current frame in pieces that are much smaller than the whole."""
    tags = image.tag_v2
    if tags.get(_PLANAR, 1) != 1 or tags.get(_COMPRESSION, 1) == _OLD_JPEG:
        return False
    layout = _layout(image)
    return layout is not None and layout.rows * 4 <= size(image)[1]


def size(image: TiffImageFile) -> tuple[int, int]:
    """Width and height of the current frame as stored, before orientation."""
    return int(image.tag_v2[_WIDTH]), int(image.tag_v2[_HEIGHT])


def bands(image: TiffImageFile, pixels: int, multiple: int) -> Iterator[tuple[int, Image.Image]]:
    """Yield (first row, picture) from top to bottom; each has about ``pixels`` pixels, in whole strips or
    tiles.

    Every band but the last is a multiple of ``multiple`` rows high, so that reducing by it leaves no seam.
    """
    width, height = size(image)
    layout = _layout(image)
    assert layout is not None
    group = max(1, pixels // (width * layout.rows))
    pending: Image.Image | None = None
    top = 0
    for first in range(0, -(-height // layout.rows), group):
        rows = min(group * layout.rows, height - first * layout.rows)
        band = _decoded(image, layout, first, min(group, -(-rows // layout.rows)), rows)
        whole = band if pending is None else _stacked(pending, band)
        last = first * layout.rows + rows >= height
        keep = whole.height if last else whole.height - whole.height % multiple
        pending = whole.crop((0, keep, width, whole.height)) if keep < whole.height else None
        if keep:
            yield top, whole.crop((0, 0, width, keep))
            top += keep


def _stacked(upper: Image.Image, lower: Image.Image) -> Image.Image:
    both = Image.new(lower.mode, (lower.width, upper.height + lower.height))
    if lower.mode == "P":
        both.putpalette(lower.palette or [])
    both.paste(upper, (0, 0))
    both.paste(lower, (0, upper.height))
    return both


def _layout(image: TiffImageFile) -> _Layout | None:
    tags = image.tag_v2
    width, height = size(image)
    if _TILE_OFFSETS in tags:
        tile_width, tile_height = int(tags[_TILE_WIDTH]), int(tags[_TILE_HEIGHT])
        across = -(-width // tile_width)
        return _Layout(tags[_TILE_OFFSETS], tags[_TILE_SIZES], across, tile_height, tile_width)
    if _STRIP_OFFSETS not in tags or _STRIP_SIZES not in tags:
        return None
    rows = min(int(tags.get(_ROWS_PER_STRIP, height)), height)
    layout = _Layout(tags[_STRIP_OFFSETS], tags[_STRIP_SIZES], 1, rows, 0)
    if tags.get(_COMPRESSION, 1) == _UNCOMPRESSED and len(layout.offsets) == 1:
        return _cut_rows(layout, width, height, tags)
    return layout


def _cut_rows(layout: _Layout, width: int, height: int, tags: Any) -> _Layout:
    """One uncompressed strip as many: nothing ties its rows together."""
    bits = sum(tags.get(_BITS, (1,))) if len(tags.get(_BITS, (1,))) > 1 else tags.get(_BITS, (1,))[0]
    row = -(-width * bits // 8)
    rows = max(1, 2**20 // row)
    starts = range(0, height, rows)
    return _Layout(
        [layout.offsets[0] + start * row for start in starts],
        [min(rows, height - start) * row for start in starts],
        1,
        rows,
        0,
    )


def _decoded(image: TiffImageFile, layout: _Layout, first: int, groups: int, rows: int) -> Image.Image:
    file = cast(BinaryIO, image.fp)
    pieces = []
    for index in range(first * layout.across, (first + groups) * layout.across):
        file.seek(layout.offsets[index])
        pieces.append(file.read(layout.sizes[index]))
    with Image.open(BytesIO(_wrapped(image, layout, rows, pieces)), formats=("TIFF",)) as part:
        part.load()
        return part.copy()


def _wrapped(image: TiffImageFile, layout: _Layout, rows: int, pieces: list[bytes]) -> bytes:
    """A TIFF of ``rows`` rows made of ``pieces`` and the tags that say how they were compressed."""
    order = "<" if image.tag_v2.prefix[:2] == b"II" else ">"
    offsets, at = [], 8
    for piece in pieces:
        offsets.append(at)
        at += len(piece)
    entries: dict[int, tuple[int, Sequence[int] | bytes]] = {
        _WIDTH: (_LONG, [size(image)[0]]),
        _HEIGHT: (_LONG, [rows]),
    }
    for tag in _COPIED:
        if tag in image.tag_v2:
            value = image.tag_v2[tag]
            kind = _LONG if tag in (292, 293) else _SHORT
            entries[tag] = (kind, value if isinstance(value, tuple) else [value])
    if _JPEG_TABLES in image.tag_v2:
        entries[_JPEG_TABLES] = (_UNDEFINED, image.tag_v2[_JPEG_TABLES])
    sizes = [len(piece) for piece in pieces]
    if layout.tile_width:
        entries |= {_TILE_WIDTH: (_LONG, [layout.tile_width]), _TILE_HEIGHT: (_LONG, [layout.rows])}
        entries |= {_TILE_OFFSETS: (_LONG, offsets), _TILE_SIZES: (_LONG, sizes)}
    else:
        entries |= {_STRIP_OFFSETS: (_LONG, offsets), _ROWS_PER_STRIP: (_LONG, [layout.rows])}
        entries[_STRIP_SIZES] = (_LONG, sizes)
    magic = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", at)
    return b"".join([magic, *pieces, _directory(order, at, entries)])


def _directory(order: str, at: int, entries: dict[int, tuple[int, Sequence[int] | bytes]]) -> bytes:
    """The tag directory of a TIFF, to stand at offset ``at``, with what does not fit into it behind it."""
    table, behind = [], b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, (kind, value) in sorted(entries.items()):
        if isinstance(value, bytes):
            packed = value
        else:
            packed = struct.pack(f"{order}{len(value)}{'H' if kind == _SHORT else 'I'}", *value)
        if len(packed) > 4:
            field = struct.pack(order + "I", start + len(behind))
            behind += packed + b"\0" * (len(packed) % 2)
        else:
            field = packed.ljust(4, b"\0")
        table.append(struct.pack(order + "HHI", tag, kind, len(value)) + field)
    return struct.pack(order + "H", len(entries)) + b"".join(table) + b"\0" * 4 + behind
