"""Pictures between files, the clipboard, Pillow and Qt; everything here may run in a lane.

Pillow decodes and encodes: Qt's readers make QObjects and connect them, with Python's lock held, and may wait so for
the window's thread, which waits for that lock.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from imtextgui.domain.query import Photo
from imtextgui.errors import QueryPhotoUnreadable

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN = 1600
"""Longest side in pixels of a query photo on screen."""
PASTED = 3000
"""Longest side in pixels of a pasted picture, as it is searched with."""
_FASTEST_PNG = 1
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif")


@dataclass(frozen=True, slots=True)
class LoadedPhoto:
    """A query photo with its upright picture for the screen."""

    photo: Photo
    name: str
    image: QImage


def load_photo(path: Path) -> LoadedPhoto:
    """Read the photo in ``path`` at screen size. Raises QueryPhotoUnreadable."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (SHOWN, SHOWN))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((SHOWN, SHOWN), reducing_gap=2.0)
            return LoadedPhoto(Photo(path), path.name, to_qimage(upright))
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as trouble:
        reason = getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__
        raise QueryPhotoUnreadable(path=str(path), reason=reason) from trouble


def load_pasted(image: QImage, name: str) -> LoadedPhoto:
    """Take a picture of the clipboard, as PNG bytes. Raises QueryPhotoUnreadable."""
    large = _at_most(image, PASTED)
    if large.isNull():
        raise QueryPhotoUnreadable(path=name, reason="clipboard")
    encoded = BytesIO()
    _from_qimage(large).save(encoded, "PNG", compress_level=_FASTEST_PNG)
    return LoadedPhoto(Photo(encoded.getvalue()), name, _at_most(image, SHOWN))


def decode(data: bytes) -> QImage | None:
    """The picture in ``data``, an encoded image; None if it is damaged."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as opened:
            return to_qimage(opened)
    except (OSError, ValueError, SyntaxError):
        return None


def to_qimage(image: "Image") -> QImage:
    """Copy a Pillow picture of any mode."""
    pixels = image.convert("RGBA")
    data = pixels.tobytes()
    made = QImage(data, pixels.width, pixels.height, 4 * pixels.width, QImage.Format.Format_RGBA8888)
    return made.copy()


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
