"""Photos and scans: decoded once, as small as their use allows, upright, and over white."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, JpegImagePlugin, TiffImagePlugin, WebPImagePlugin

from imtextgui.documents.content import (
    DocumentInfo,
    DrawnPage,
    Limits,
    PageContent,
    Prepare,
    decoding,
    native,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.documents.images import cut_short, libtiff, tiff_bands
from imtextgui.documents.images.to_rgb import converter
from imtextgui.documents.thumbnails import THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Problem
from imtextgui.errors import DocumentDamaged, DocumentError, DocumentMissing, DocumentTooLarge

# Pillow's own bound is far below an A0 scan and is only a warning; _check_cost is ours, and stricter.
Image.MAX_IMAGE_PIXELS = None

logger = logging.getLogger(__name__)
# Of damaged files it logs errors; what matters of them comes as an exception.
logging.getLogger("PIL").setLevel(logging.CRITICAL)

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "AVIF", "HEIF")
WORKING_SIDE = THUMBNAIL_SIDE
"""Pictures are decoded or reduced to the smallest whole fraction with at least this longest side, in
pixels.
"""

SCANNED_DPI = 200
"""What scans of drawings have at least, and all that can be told of the size of their sheet."""

_MISSED = 0.01
"""Share of a picture's rows that may be missing without a word."""

BAND_PIXELS = 8_000_000
_WHOLE_BYTES = 128 * 2**20
_BYTES_OF_MODE = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2}
_ORIENTATION = 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then a page for every TIFF frame, or one for any other picture (its first
    frame).

    ``data`` are the file's bytes, or None to read them from ``path``. A frame that cannot be decoded is a
    page with a problem; a file with a single one raises DocumentDamaged or DocumentTooLarge. Of a picture whose end is
    missing the rest is a page, with a problem where more than a hundredth is missing.
    """
    with _opened(path, data) as image:
        pages = min(_frames(image), limits.max_pages)
        for number in range(min(first_page, pages), pages + 1):
            drawn = pages > 1
            try:
                picture, size, missing = _decoded(image, path, number, WORKING_SIDE, limits)
            except DocumentError as trouble:
                if pages == 1:
                    raise
                logger.info("page %d of %s: %s", number, path, trouble)
                content = PageContent(number, problem=page_problem(trouble, path, number))
            else:
                small = fitted(picture, THUMBNAIL_SIDE)
                drawn = drawn or looks_drawn(small)
                problem = _cut_short(path, number, missing)
                content = PageContent(
                    number, "", "", (), prepare(picture), encoded(small), size[0], size[1], problem
                )
            if number == min(first_page, pages):
                yield DocumentInfo(Kind.DRAWING if drawn else Kind.PHOTO, pages, "")
            if number >= first_page:
                yield content


def _cut_short(path: Path, number: int, missing: float) -> Problem | None:
    """The note on a picture of which a part is missing; none where only its last bytes are."""
    if missing < _MISSED:
        return None
    trouble = DocumentDamaged(path=str(path), reason=f"cut short: {missing:.0%} of the picture is missing")
    return page_problem(trouble, path, number)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image:
    """Page ``number`` as an upright RGB picture whose longest side is at most ``longest`` pixels."""
    with _opened(path, data) as image:
        if not 1 <= number <= _frames(image):
            raise DocumentMissing(path=str(path))
        return fitted(_decoded(image, path, number, longest, limits).picture, longest)


def draw(
    path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
) -> Iterator[DrawnPage]:
    """Each of the frames ``numbers``, upright, at most ``longest`` pixels; scans of drawings with their size."""
    with _opened(path, data) as image:
        for number in numbers:
            try:
                decoded, size, _ = _decoded(image, path, number, longest, limits)
            except DocumentError as trouble:
                yield DrawnPage(number, problem=page_problem(trouble, path, number))
                continue
            # A plain frame is decoded in place, where the next one will be.
            picture = fitted(decoded.copy() if decoded is image else decoded, longest)
            drawn = looks_drawn(fitted(picture, THUMBNAIL_SIDE))
            points = (size[0] * 72 / SCANNED_DPI, size[1] * 72 / SCANNED_DPI) if drawn else (0.0, 0.0)
            yield DrawnPage(number, picture, points)


def looks_drawn(picture: Image.Image) -> bool:
    """Whether ``picture`` (RGB) is line art on light paper rather than a photograph.

    Line art has little that is neither paper nor an edge; a photograph, even one on a white ground, has
    shades.
    """
    factor = max(1, max(picture.size) // 160)
    grey = np.asarray(picture.convert("L").reduce(factor), dtype=np.int16)
    if min(grey.shape) < 2:
        return False
    slope = np.abs(np.diff(grey, axis=0))[:, :-1] + np.abs(np.diff(grey, axis=1))[:-1]
    inked = grey[:-1, :-1] < 225
    shaded = inked & (slope < 10)
    return bool(inked.mean() < 0.5 and shaded.mean() < 0.06)


def _opened(path: Path, data: bytes | None) -> AbstractContextManager[Image.Image]:
    source = native(path) if data is None else BytesIO(data)
    if data is None:
        with translating_os(path), open_bytes(path):
            pass
    with decoding(path):
        _learn_heif()
        libtiff.silence()
        return Image.open(source, formats=FORMATS)


@cache
def _learn_heif() -> None:
    """Let Pillow know of HEIF, upright and in one thread: each worker has its own processor."""
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def _frames(image: Image.Image) -> int:
    """How many frames of a TIFF can be reached; 1 for everything else."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return 1
    count = 1
    # A broken chain raises nearly anything; what was reached before it is still worth reading.
    with suppress(Exception):
        while True:
            image.seek(count)
            count += 1
    return count


class _Decoded(NamedTuple):
    """An upright RGB ``picture``, its natural ``size``, and the share of its rows that the file lacks."""

    picture: Image.Image
    size: tuple[int, int]
    missing: float = 0.0


def _decoded(image: Image.Image, path: Path, number: int, longest: int, limits: Limits) -> _Decoded:
    """Frame ``number`` with at least ``longest`` pixels where it has them."""
    with decoding(path):
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            image.seek(number - 1)
            if _cost(image) > _WHOLE_BYTES and tiff_bands.can_split(image):
                return _Decoded(*_from_bands(image, longest))
        size = image.size
        if isinstance(image, JpegImagePlugin.JpegImageFile):
            factor = longest / max(size)
            image.draft("RGB", (max(1, int(size[0] * factor)), max(1, int(size[1] * factor))))
        _check_cost(image, path, size, limits)
        missing = cut_short.load(image)
        turn = image.getexif().get(_ORIENTATION, 1)
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            size = image.size
        upright = _turned(_reduced(image, longest), turn)
    return _Decoded(upright, size[::-1] if turn in (5, 6, 7, 8) else size, missing)


def _cost(image: Image.Image) -> int:
    """Bytes that ``image`` takes when decoded."""
    frames = 3 if isinstance(image, WebPImagePlugin.WebPImageFile) else 1
    return image.width * image.height * _BYTES_OF_MODE.get(image.mode, 4) * frames


def _check_cost(image: Image.Image, path: Path, size: tuple[int, int], limits: Limits) -> None:
    # A progressive JPEG keeps every coefficient of the full size, however small it is asked for.
    coefficients = 3 * size[0] * size[1] if image.info.get("progressive") else 0
    if max(_cost(image), coefficients) > limits.max_pixel_bytes:
        raise DocumentTooLarge(path=str(path), reason=f"{size[0]} × {size[1]} pixels")


def _reduced(image: Image.Image, longest: int) -> Image.Image:
    """``image`` as RGB over white, reduced by a whole factor that leaves at least ``longest`` pixels."""
    width, height = image.size
    factor = max(1, max(width, height) // longest)
    to_rgb = converter(image)
    if width * height <= BAND_PIXELS:
        return to_rgb(image).reduce(factor) if factor > 1 else to_rgb(image)
    result = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    rows = max(1, BAND_PIXELS // (width * factor)) * factor
    for top in range(0, height, rows):
        band = image.crop((0, top, width, min(top + rows, height)))
        result.paste(to_rgb(band).reduce(factor), (0, top // factor))
    return result


def _from_bands(image: TiffImagePlugin.TiffImageFile, longest: int) -> tuple[Image.Image, tuple[int, int]]:
    """As _decoded, for a TIFF too large to be decoded in one piece."""
    turn = int(image.tag_v2.get(_ORIENTATION, 1))
    width, height = tiff_bands.size(image)
    factor = max(1, max(width, height) // longest)
    result = Image.new("RGB", (-(-width // factor), -(-height // factor)), "white")
    for top, band in tiff_bands.bands(image, BAND_PIXELS, factor):
        result.paste(converter(band)(band).reduce(factor), (0, top // factor))
    return _turned(result, turn), (height, width) if turn in (5, 6, 7, 8) else (width, height)


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    for turn in _TURNS.get(orientation, ()):
        image = image.transpose(turn)
    return image
