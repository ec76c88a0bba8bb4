"""The words on a query photo."""

from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from imtextgui.domain.items import Word
from imtextgui.domain.query import Photo
from imtextgui.search.photo.query_photo import OpenPhoto, cropped, on_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from imtextgui.ocr.engine import Engine

READ_SIDE = 2_048
"""Longest side in pixels that a photo, or its crop, is read with."""


MOST_LINES = 12
"""Lines that are read of a photo, the largest: a type plate has fewer, and of a whole page they are enough."""


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
            words = self._engine.read(picture, MOST_LINES)
        return tuple(replace(word, box=on_whole(photo.crop, word.box)) for word in words)

    @cached_property
    def _engine(self) -> "Engine":
        if self._given is not None:
            return self._given
        from imtextgui.ocr.pp_ocr import RapidEngine

        return RapidEngine(self._languages)
