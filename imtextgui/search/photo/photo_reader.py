"""Reads the words on a query photo, and those in its barcodes."""

from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from imtextgui.domain.items import Word
from imtextgui.domain.query import Photo
from imtextgui.ocr.barcodes import read_barcodes
from imtextgui.search.photo.decoded_photo import SIDE, PhotoDecoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from imtextgui.ocr.engine import Engine

MOST_LINES = 12
"""Lines that are read of a photo, the largest: a nameplate has fewer, and of a whole page they are enough."""


class PhotoReader:
    """Reads query photos; the engine is opened at the first one, and used by one thread at a time."""

    def __init__(
        self, languages: "Sequence[str]", decoder: PhotoDecoder, engine: "Engine | None" = None
    ) -> None:
        self._languages = languages
        self._decoder = decoder
        self._given = engine
        self._reading = Lock()

    def read(self, photo: Photo) -> tuple[Word, ...]:
        """The words within the crop of ``photo``, in reading order, then those of its barcodes, with boxes on
        the whole photo.

        Raises QueryCropInvalid, QueryPhotoUnreadable, and BundleMissing or BundleDamaged where the graphs are bad.
        """
        decoded = self._decoder.decode(photo)
        picture = decoded.picture(SIDE)
        with self._reading:
            words = (*self._engine.read(picture, MOST_LINES), *read_barcodes(picture))
        return tuple(replace(word, box=decoded.on_whole(word.box)) for word in words)

    @cached_property
    def _engine(self) -> "Engine":
        if self._given is not None:
            return self._given
        from imtextgui.ocr.pp_ocr import RapidEngine

        return RapidEngine(self._languages)
