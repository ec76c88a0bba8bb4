"""The words on a query photo."""

from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from imtextgui.domain.items import WHOLE, Box, Word
from imtextgui.domain.query import Photo
from imtextgui.search.photos import OpenPhoto, cropped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from imtextgui.ocr.engine import Engine

READ_SIDE = 2_048
"""Longest side in pixels that a photo, or its crop, is read with."""


class PhotoReader:
    """Reads query photos; the engine is opened at the first one, and used by one thread at a time."""

    def __init__(
        self, languages: "Sequence[str]", open_photo: OpenPhoto, engine: "Engine | None" = None
    ) -> None:
        self._languages = languages
        self._open_photo = open_photo
        self._given = engine
        self._reading = Lock()

    def read(self, photo: Photo) -> tuple[Word, ...]:
        """The words within the crop of ``photo``, in reading order, with boxes on the whole photo.

        Raises QueryCropInvalid, QueryPhotoUnreadable, and BundleMissing or BundleDamaged where the graphs are bad.
        """
        picture = cropped(photo, READ_SIDE, self._open_photo)
        with self._reading:
            words = self._engine.read(picture)
        return tuple(replace(word, box=_within(photo.crop or WHOLE, word.box)) for word in words)

    @cached_property
    def _engine(self) -> "Engine":
        if self._given is not None:
            return self._given
        from imtextgui.ocr.rapid import RapidEngine

        return RapidEngine(self._languages)


def _within(crop: Box, box: Box) -> Box:
    """``box`` of the crop on the whole photo."""
    width, height = crop.x1 - crop.x0, crop.y1 - crop.y0
    return Box(
        crop.x0 + box.x0 * width,
        crop.y0 + box.y0 * height,
        crop.x0 + box.x1 * width,
        crop.y0 + box.y1 * height,
    )
