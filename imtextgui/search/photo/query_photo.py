"""The query photo: opened upright, cropped, and made ready for the encoder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import WHOLE, Box
from imtextgui.domain.query import Photo
from imtextgui.encoders.manifest import PictureSpec
from imtextgui.errors import DocumentError, QueryCropInvalid, QueryPhotoUnreadable

if TYPE_CHECKING:
    from PIL import Image

OpenPhoto: TypeAlias = "Callable[[Path | bytes, int, int], Image.Image | None]"
"""Page of a file or of a file's bytes, upright, at most so many pixels long; None for one without pictures."""

LONGEST = 4096
SMALLEST = 4


def tensor(photo: Photo, picture: PictureSpec, open_photo: OpenPhoto) -> Tensor:
    """Decode ``photo``, cut its crop out and prepare it as ``picture`` says.

    Raises QueryCropInvalid for a crop outside the picture or without area, QueryPhotoUnreadable otherwise.
    """
    from imtextgui.encoders.preprocessing import prepare

    # twice the size the encoder takes, so that a crop is as sharp as a whole picture
    return prepare(cropped(photo, 2 * picture.size, open_photo), picture)


def cropped(photo: Photo, longest: int, open_photo: OpenPhoto) -> "Image.Image":
    """The crop of ``photo`` as an RGB picture of about ``longest`` pixels, less where the photo has no more.

    Raises as ``tensor`` does.
    """
    crop = photo.crop or WHOLE
    if not (0 <= crop.x0 < crop.x1 <= 1 and 0 <= crop.y0 < crop.y1 <= 1):
        raise QueryCropInvalid(crop=_written(crop))
    share = max(crop.x1 - crop.x0, crop.y1 - crop.y0)
    image = _opened(photo, min(LONGEST, round(longest / share)), open_photo)
    edges = (crop.x0 * image.width, crop.y0 * image.height, crop.x1 * image.width, crop.y1 * image.height)
    left, top, right, bottom = map(round, edges)
    if min(right - left, bottom - top) < min(SMALLEST, *image.size):
        raise QueryCropInvalid(crop=_written(crop))
    return image.crop((left, top, right, bottom))


def on_whole(crop: Box | None, box: Box) -> Box:
    """``box`` of the crop as a part of the whole photo."""
    if crop is None:
        return box
    width, height = crop.x1 - crop.x0, crop.y1 - crop.y0
    return Box(
        crop.x0 + box.x0 * width,
        crop.y0 + box.y0 * height,
        crop.x0 + box.x1 * width,
        crop.y0 + box.y1 * height,
    )


def _opened(photo: Photo, longest: int, open_photo: OpenPhoto) -> "Image.Image":
    path = str(photo.source) if isinstance(photo.source, Path) else ""
    try:
        image = open_photo(photo.source, 1, longest)
    except DocumentError as trouble:
        raise QueryPhotoUnreadable(path=path, reason=trouble.code) from trouble
    if image is None:
        raise QueryPhotoUnreadable(path=path, reason="document-unsupported")
    return image


def _written(crop: Box) -> str:
    return f"{crop.x0:g},{crop.y0:g},{crop.x1:g},{crop.y1:g}"
