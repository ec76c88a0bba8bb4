"""The query photo, decoded once: upright, for the encoder, local features, the reader, the screen and the history."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from imtextgui.domain.items import WHOLE, Box
from imtextgui.domain.query import Photo
from imtextgui.errors import DocumentError, QueryCropInvalid, QueryPhotoUnreadable

if TYPE_CHECKING:
    from PIL import Image

OpenPhoto: TypeAlias = "Callable[[Path | bytes, int, int], Image.Image | None]"
"""Page of a file or of a file's bytes, upright, at most so many pixels long; None for one without pictures."""

SIDE = 2_000
"""Longest side in pixels of what is decoded of a photo, or of its crop: as much as reading words on it takes.

It is half of what phones make at least: JPEG is decoded at half the size for a third of the time. One of 4,032 by 3,024
pixels takes 50 ms of processor time so, 180 ms at 2,048 pixels, and 26 ms at the 512 that the encoder alone would need.
"""

LONGEST = 4_096
"""Longest side in pixels of a whole photo, however small its crop."""

SMALLEST = 4
"""Side in pixels that a crop must have at least, unless the photo itself has less."""

MOST_BYTES = 96 * 2**20
"""Pixels that are kept of the photos decoded last: ten photos, or two of which a small part is cropped."""


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """A query photo: the ``whole`` of it as an upright RGB picture, and the ``crop`` that counts."""

    whole: "Image.Image"
    crop: Box = WHOLE

    def picture(self, longest: int) -> "Image.Image":
        """The crop, about ``longest`` pixels long, up to ``SIDE``, less where the photo has no more.

        It is a new picture or the ``whole`` itself, which must not be changed. Raises QueryCropInvalid for a crop
        without area.
        """
        from imtextgui.documents.thumbnails import fitted

        whole = fitted(self.whole, _side_of_whole(longest, self.crop))
        if self.crop == WHOLE:
            return whole
        width, height = whole.size
        edges = (self.crop.x0 * width, self.crop.y0 * height, self.crop.x1 * width, self.crop.y1 * height)
        left, top, right, bottom = map(round, edges)
        if min(right - left, bottom - top) < min(SMALLEST, width, height):
            raise QueryCropInvalid(crop=_written(self.crop))
        return whole.crop((left, top, right, bottom))

    def on_whole(self, box: Box) -> Box:
        """``box`` of the crop as a part of the whole photo."""
        return on_whole(self.crop, box)


class PhotoDecoder:
    """Decodes query photos and keeps the last ones; may be used from several threads."""

    def __init__(self, open_photo: "OpenPhoto | None" = None) -> None:
        """``open_photo`` reads files, by default those of every kind that can be indexed."""
        self._open_photo = open_photo or _render
        self._decoded: OrderedDict[tuple[Path | bytes, int, int], Image.Image] = OrderedDict()
        self._lock = Lock()

    def decode(self, photo: Photo) -> DecodedPhoto:
        """Decode ``photo``, unless it was decoded for the same purpose and its file has not changed since.

        Raises QueryCropInvalid for a crop outside the picture or without area, QueryPhotoUnreadable otherwise.
        """
        crop = photo.crop or WHOLE
        if not (0 <= crop.x0 < crop.x1 <= 1 and 0 <= crop.y0 < crop.y1 <= 1):
            raise QueryCropInvalid(crop=_written(crop))
        with self._lock:
            return DecodedPhoto(self._whole(photo.source, _side_of_whole(SIDE, crop)), crop)

    def whole(self, source: Path | bytes, longest: int) -> "Image.Image":
        """The whole photo, at most ``longest`` pixels long, up to ``SIDE``; what was decoded for a search will do.

        Raises QueryPhotoUnreadable.
        """
        from imtextgui.documents.thumbnails import fitted

        with self._lock:
            key = (source, changed(source))
            decoded = next((image for kept, image in self._decoded.items() if kept[:2] == key), None)
            return fitted(decoded or self._whole(source, SIDE), longest)

    def _whole(self, source: Path | bytes, longest: int) -> "Image.Image":
        key = (source, changed(source), longest)
        if key not in self._decoded:
            self._decoded[key] = self._opened(source, longest)
        self._decoded.move_to_end(key)
        while len(self._decoded) > 1 and sum(map(_bytes, self._decoded.values())) > MOST_BYTES:
            self._decoded.popitem(last=False)
        return self._decoded[key]

    def _opened(self, source: Path | bytes, longest: int) -> "Image.Image":
        path = str(source) if isinstance(source, Path) else ""
        try:
            image = self._open_photo(source, 1, longest)
        except DocumentError as trouble:
            raise QueryPhotoUnreadable(path=path, reason=trouble.code) from trouble
        if image is None:
            raise QueryPhotoUnreadable(path=path, reason="document-unsupported")
        return image


def changed(source: Path | bytes) -> int:
    """When the file of a photo was changed last, in nanoseconds; 0 for bytes and for a file that is gone."""
    if isinstance(source, Path):
        with suppress(OSError):
            return source.stat().st_mtime_ns
    return 0


def on_whole(crop: Box | None, box: Box) -> Box:
    """``box`` of a ``crop`` as a part of the whole picture."""
    if crop is None:
        return box
    width, height = crop.x1 - crop.x0, crop.y1 - crop.y0
    return Box(
        crop.x0 + box.x0 * width,
        crop.y0 + box.y0 * height,
        crop.x0 + box.x1 * width,
        crop.y0 + box.y1 * height,
    )


def _side_of_whole(longest: int, crop: Box) -> int:
    """How long the whole photo is where ``crop`` is ``longest`` pixels long."""
    return min(LONGEST, round(longest / max(crop.x1 - crop.x0, crop.y1 - crop.y0)))


def _bytes(image: "Image.Image") -> int:
    return image.width * image.height * len(image.getbands())


def _written(crop: Box) -> str:
    return f"{crop.x0:g},{crop.y0:g},{crop.x1:g},{crop.y1:g}"


def _render(source: Path | bytes, number: int, longest: int) -> "Image.Image | None":
    from imtextgui.documents.readers import render

    return render(source, number, longest)
