"""Known pictures that look like one: what makes a hit plausible, or what came closest to a refusal."""

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.query import Photo
from imtextgui.domain.tagging.examples import Plausibility, SimilarExample
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.search.routes.dense import DenseSearch, SpaceIndexes
from imtextgui.search.routes.null_distribution import NullDistributions
from imtextgui.store.content.pages import Pages
from imtextgui.store.user.known_pictures import KnownPictures
from imtextgui.store.vectors.vector_rows import Vectors

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.store.database import Database


class SimilarExamples:
    """Compares pictures by appearance; what is near enough is judged as searches by photo judge it."""

    def __init__(
        self, database: "Database", indexes: SpaceIndexes, encoder: "Encoder", photos: PhotoDecoder
    ) -> None:
        self._known = KnownPictures(database)
        self._fingerprint, self._vectors = encoder.fingerprint, Vectors(database)
        self._dense = DenseSearch(indexes, self._vectors, encoder.calibration)
        self._nulls = NullDistributions(self._dense, encoder, Pages(database).describe)
        self._pages = Pages(database)
        self._features = PhotoFeatures(encoder, photos)

    def of_page(self, page_id: int, limit: int) -> Plausibility:
        """The known pictures, of other files, that look most like a page."""
        ids = self._vectors.of_pages(Space.APPEARANCE, self._fingerprint, [page_id])
        if not len(ids):
            return Plausibility()
        (described, *_) = [*self._pages.describe([page_id]), None]
        content = described.content_id if described else 0
        return self._plausibility(self._vectors.rows(ids[:1])[0], limit, without=content)

    def of_photo(self, photo: Photo, limit: int) -> Plausibility:
        """The known pictures that look most like a query photo. Raises QueryPhotoUnreadable and QueryCropInvalid."""
        return self._plausibility(self._features.vectors(photo).appearance[0], limit, without=0)

    def _plausibility(self, row: Matrix, limit: int, without: int) -> Plausibility:
        nearest = self._dense.nearest(Space.APPEARANCE, row, 1, least=-inf)
        if not nearest.cosines:
            return Plausibility()
        null = self._nulls.of_photos(Space.APPEARANCE)
        needed = nearest.mean + null.possible * nearest.deviation
        known = {one.page_id: one for one in self._known.all() if one.content_id != without}
        near = self._dense.nearest(
            Space.APPEARANCE, row, limit, least=-inf, among=np.array(sorted(known), dtype=np.int64)
        )
        best = sorted(near.cosines.items(), key=lambda pair: -pair[1])
        files = self._known.files(page for page, _ in best[:limit])
        examples = tuple(
            SimilarExample(page, *files[page], round(cosine, 3), known[page].known_by, known[page].words)
            for page, cosine in best[:limit]
            if page in files
        )
        return Plausibility(examples, round(max(nearest.cosines.values()), 3), round(float(needed), 3))
