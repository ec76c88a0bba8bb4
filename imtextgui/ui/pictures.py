"""Pictures between files, the clipboard, Pillow and Qt; everything here may run in a lane."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from imtextgui.domain.query import Photo
from imtextgui.errors import QueryPhotoUnreadable

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN = 1600
"""Longest side in pixels of a query photo on screen."""
PASTED = 3000
"""Longest side in pixels of a pasted picture, as it is searched with."""
_FASTEST_PNG = 80
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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if large.isNull() or not large.save(buffer, "PNG", _FASTEST_PNG):  # type: ignore[call-overload]  # the stub wants bytes, Qt wants str
        raise QueryPhotoUnreadable(path=name, reason="clipboard")
    return LoadedPhoto(Photo(bytes(buffer.data().data())), name, _at_most(image, SHOWN))


def to_qimage(image: "Image") -> QImage:
    """Copy a Pillow picture of any mode."""
    pixels = image.convert("RGBA")
    data = pixels.tobytes()
    made = QImage(data, pixels.width, pixels.height, 4 * pixels.width, QImage.Format.Format_RGBA8888)
    return made.copy()


def _at_most(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, smooth)
