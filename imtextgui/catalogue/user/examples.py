"""Known pictures as an explanation: those like a hit, and those that came closest where nothing was found."""

from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.query import Photo
from imtextgui.domain.tagging.examples import Plausibility
from imtextgui.store.database import Database

if TYPE_CHECKING:
    from imtextgui.tagging.examples import SimilarExamples

SHOWN = 3


class CatalogueExamples:
    """Tagged, confirmed and captioned pictures beside others. Nothing where the encoder is not installed."""

    def __init__(self, database: Database, session: EncoderSession, engine: SearchEngine) -> None:
        self._database = database
        self._session = session
        self._engine = engine
        self._kept: tuple[Ready, SimilarExamples] | None = None

    def of_page(self, page_id: int, limit: int = SHOWN) -> Plausibility:
        """What makes a page plausible as a hit by picture: known pictures that are at least possible matches of it."""
        similar = self._similar()
        if similar is None:
            return Plausibility()
        told = similar.of_page(page_id, limit)
        near = tuple(one for one in told.examples if one.likeness >= told.needed)
        return Plausibility(near, told.likeness, told.needed)

    def of_photo(self, photo: Photo, limit: int = SHOWN) -> Plausibility:
        """The known pictures that come closest to a query photo, and how much likeness would have been needed.

        Raises QueryPhotoUnreadable and QueryCropInvalid.
        """
        similar = self._similar()
        return Plausibility() if similar is None else similar.of_photo(photo, limit)

    def _similar(self) -> "SimilarExamples | None":
        from imtextgui.tagging.examples import SimilarExamples

        state = self._session.state()
        if not isinstance(state, Ready):
            return None
        if self._kept is None or self._kept[0] is not state:
            similar = SimilarExamples(self._database, state.indexes, state.encoder, self._engine.photos)
            self._kept = state, similar
        return self._kept[1]
