"""The photos of a query with their frames; one of them is on show."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QImage

from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo
from imtextgui.ui.widgets.pictures import LoadedPhoto

MOST_PHOTOS = 8


class QueryPhotos:
    """At most ``MOST_PHOTOS``; of more, the latest. ``current`` is the place of the one on show."""

    def __init__(self) -> None:
        self._loaded: list[LoadedPhoto] = []
        self._crops: list[Box | None] = []
        self.current = 0

    def __len__(self) -> int:
        return len(self._loaded)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos with their frames."""
        pairs = zip(self._loaded, self._crops, strict=True)
        return tuple(replace(loaded.photo, crop=crop) for loaded, crop in pairs)

    @property
    def images(self) -> list[QImage]:
        """The photos as they are shown, whole."""
        return [loaded.image for loaded in self._loaded]

    @property
    def shown(self) -> LoadedPhoto | None:
        """The photo on show, None where there is none."""
        return self._loaded[self.current] if self._loaded else None

    @property
    def crop(self) -> Box | None:
        """The frame on the photo on show, None for the whole photo."""
        return self._crops[self.current] if self._crops else None

    def set_crop(self, crop: Box | None) -> None:
        """Put another frame on the photo on show, if there is one."""
        if self._crops:
            self._crops[self.current] = crop

    def take(self, loaded: Sequence[LoadedPhoto], *, add: bool) -> None:
        """Have ``loaded`` with the frames that they bring, beside those there are or in their place; show the last."""
        if not add:
            self._loaded, self._crops = [], []
        self._loaded = [*self._loaded, *loaded][-MOST_PHOTOS:]
        self._crops = [*self._crops, *(photo.photo.crop for photo in loaded)][-MOST_PHOTOS:]
        self.current = max(len(self._loaded) - 1, 0)

    def remove_shown(self) -> None:
        """Drop the photo on show, and show the first."""
        del self._loaded[self.current : self.current + 1], self._crops[self.current : self.current + 1]
        self.current = 0

    def clear(self) -> None:
        """Drop all."""
        self.take((), add=False)
