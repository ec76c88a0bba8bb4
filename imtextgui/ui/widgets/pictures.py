"""Pictures between files, the clipboard, Pillow and Qt; everything here may run in a lane.

Pillow decodes and encodes: Qt's readers make QObjects and connect them, with Python's lock held, and may wait so for
the window's thread, which waits for that lock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import WHOLE, Box
from imtextgui.domain.query import Photo
from imtextgui.errors import QueryPhotoUnreadable

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN = 1600
"""Longest side in pixels of a query photo on screen."""
PASTED = 3000
"""Longest side in pixels of a pasted picture, as it is searched with."""
_FASTEST_PNG = 1
"""Level of compression: speed counts, the bytes stay in memory."""
_WIDE_MODES = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")


OpenPhoto: TypeAlias = "Callable[[Photo, int], Image]"
"""The whole of a query photo, upright, at most so many pixels long; ``CatalogueSearch.photo_picture`` is one."""


@dataclass(frozen=True, slots=True)
class LoadedPhoto:
    """A query photo with its upright picture for the screen."""

    photo: Photo
    name: str
    image: QImage


def load_photo(path: Path, open_photo: OpenPhoto) -> LoadedPhoto:
    """Read the photo in ``path`` at screen size. Raises QueryPhotoUnreadable."""
    return load_again(Photo(path), path.name, open_photo)


def load_again(photo: Photo, name: str, open_photo: OpenPhoto) -> LoadedPhoto:
    """Read a photo that was searched with before; ``name`` is for one that is no file. Raises QueryPhotoUnreadable."""
    shown = photo.source.name if isinstance(photo.source, Path) else name
    return LoadedPhoto(photo, shown, to_qimage(open_photo(photo, SHOWN)))


def is_there(photo: Photo) -> bool:
    """Whether a photo can still be had."""
    return not isinstance(photo.source, Path) or photo.source.is_file()


def load_pasted(image: QImage, name: str) -> LoadedPhoto:
    """Take a picture of the clipboard, as PNG bytes. Raises QueryPhotoUnreadable."""
    large = _at_most(image, PASTED)
    if large.isNull():
        raise QueryPhotoUnreadable(path=name, reason="clipboard")
    encoded = BytesIO()
    _from_qimage(large).save(encoded, "PNG", compress_level=_FASTEST_PNG)
    return LoadedPhoto(Photo(encoded.getvalue()), name, _at_most(image, SHOWN))


def page_picture(pages: PagesPart, page_id: int, longest: int, part: Box = WHOLE) -> QImage | None:
    """A page or a part of it, ``longest`` pixels long at most; None: it has no picture. Raises Document* errors."""
    picture = pages.picture(page_id, longest, part)
    return None if picture is None else to_qimage(picture)


def decode(data: bytes) -> QImage | None:
    """The picture in ``data``, an encoded image; None if it is damaged."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as opened:
            return to_qimage(opened)
    except (OSError, ValueError, SyntaxError):
        return None


def to_qimage(image: "Image") -> QImage:
    """Copy a Pillow picture of any mode; of more than 8 bits a colour, the upper ones."""
    if image.mode in _WIDE_MODES:
        lowest, highest = image.getextrema()
        span = max(float(highest) - float(lowest), 1.0)  # type: ignore[arg-type]  # of one band
        image = image.convert("F").point(lambda value: (value - float(lowest)) * (255 / span)).convert("L")  # type: ignore[arg-type]
    pixels = image.convert("RGBA")
    data = pixels.tobytes()
    made = QImage(data, pixels.width, pixels.height, 4 * pixels.width, QImage.Format.Format_RGBA8888)
    return made.copy()  # the QImage above looks into ``data``, which ends with this function


def _from_qimage(image: QImage) -> "Image":
    from PIL import Image

    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    size = (plain.width(), plain.height())
    return Image.frombytes("RGBA", size, bytes(plain.constBits()), "raw", "RGBA", plain.bytesPerLine())


def _at_most(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, smooth)
