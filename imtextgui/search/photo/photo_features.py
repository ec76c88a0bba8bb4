"""What is seen on query photos: vectors, local features and words, each worked out once for a photo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from imtextgui.domain.items import Word
from imtextgui.domain.query import Photo
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.search.geometry.local_features import SIDE, LocalFeatures, detect
from imtextgui.search.lru_cache import LruCache
from imtextgui.search.photo.decoded_photo import PhotoDecoder, changed
from imtextgui.search.photo.seen_on_photo import SeenOnPhoto

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

ReadWords: TypeAlias = Callable[[Photo], Sequence[Word]]
"""Gives the words on a photo; ``Catalogue.read_photo`` is one."""

_KEPT = 8
"""Photos that are remembered: the same ones are asked again with every other word and filter."""

_Key: TypeAlias = tuple[Photo, int]


@dataclass(slots=True)
class PhotoFeatures:
    """Looks at query photos; raises QueryCropInvalid and QueryPhotoUnreadable."""

    encoder: "Encoder"
    decoder: PhotoDecoder = field(default_factory=PhotoDecoder)
    read_words: ReadWords | None = None
    _known: LruCache[_Key, SeenOnPhoto] = field(default_factory=lambda: LruCache(_KEPT))

    def vectors(self, photo: Photo) -> PictureVectors:
        """One row of each kind for the photo within its crop."""
        known = self._of(photo)
        if known.vectors is None:
            from imtextgui.encoders.preprocessing import prepare

            spec = self.encoder.picture
            # twice the size that the encoder takes, so that a crop is as sharp as a whole picture
            picture = self.decoder.decode(photo).picture(2 * spec.size)
            known.vectors = self.encoder.encode_pictures([prepare(picture, spec)])
        return known.vectors

    def local_features(self, photo: Photo) -> LocalFeatures:
        """The points of the photo within its crop."""
        known = self._of(photo)
        if known.features is None:
            known.features = detect(self.decoder.decode(photo).picture(SIDE))
        return known.features

    def words(self, photo: Photo) -> tuple[Word, ...]:
        """The words on the photo within its crop; none where nobody reads."""
        known = self._of(photo)
        if known.words is None:
            known.words = tuple(self.read_words(photo)) if self.read_words else ()
        return known.words

    def seen(self, photo: Photo) -> SeenOnPhoto:
        """What was worked out of the photo so far."""
        return self._of(photo)

    def remember(self, photo: Photo, seen: SeenOnPhoto) -> None:
        """Take what was worked out of the photo in another session, unless it was looked at in this one."""
        self._known.get((photo, changed(photo.source)), lambda: seen)

    def _of(self, photo: Photo) -> SeenOnPhoto:
        return self._known.get((photo, changed(photo.source)), SeenOnPhoto)
