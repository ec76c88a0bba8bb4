"""What is seen on the query photos: vectors, local features and words, each worked out once for a photo."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from imtextgui.domain.items import Word
from imtextgui.domain.query import Photo
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.search.geometry.features import SIDE, Features, features
from imtextgui.search.photo import query_photo

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

ReadWords: TypeAlias = Callable[[Photo], Sequence[Word]]
"""Gives the words on a photo; ``Catalogue.read_photo`` is one."""

_KEPT = 8
_Key: TypeAlias = tuple[Photo, int]


@dataclass(slots=True)
class _Seen:
    vectors: PictureVectors | None = None
    features: Features | None = None
    words: tuple[Word, ...] | None = None


@dataclass(slots=True)
class Eyes:
    """Looks at query photos; raises QueryCropInvalid and QueryPhotoUnreadable.

    The photos looked at last are remembered, for the same ones are asked again with every other word and filter.
    """

    encoder: "Encoder"
    open_photo: query_photo.OpenPhoto
    read_words: ReadWords | None = None
    _seen: "OrderedDict[_Key, _Seen]" = field(default_factory=OrderedDict)

    def vectors(self, photo: Photo) -> PictureVectors:
        """One row of each kind for the photo."""
        seen = self._of(photo)
        if seen.vectors is None:
            tensor = query_photo.tensor(photo, self.encoder.picture, self.open_photo)
            seen.vectors = self.encoder.encode_pictures([tensor])
        return seen.vectors

    def features(self, photo: Photo) -> Features:
        """The points of the photo within its crop."""
        seen = self._of(photo)
        if seen.features is None:
            seen.features = features(query_photo.cropped(photo, SIDE, self.open_photo))
        return seen.features

    def words(self, photo: Photo) -> tuple[Word, ...]:
        """The words on the photo within its crop; none where nobody reads."""
        seen = self._of(photo)
        if seen.words is None:
            seen.words = tuple(self.read_words(photo)) if self.read_words else ()
        return seen.words

    def _of(self, photo: Photo) -> _Seen:
        changed = 0
        if isinstance(photo.source, Path):
            with suppress(OSError):
                changed = photo.source.stat().st_mtime_ns
        seen = self._seen.setdefault((photo, changed), _Seen())
        self._seen.move_to_end((photo, changed))
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        return seen
