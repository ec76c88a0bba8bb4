"""The past searches of a catalogue."""

from functools import cached_property
from typing import TYPE_CHECKING

from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.history import PastSearch
from imtextgui.domain.query import Query
from imtextgui.store.database import Database
from imtextgui.store.user.history import History

if TYPE_CHECKING:
    from imtextgui.search.photo.decoded_photo import PhotoDecoder
    from imtextgui.search.query.search_history import SearchHistory


class CatalogueHistory:
    """Searches that were made, and those that were given a name. What changes anything may raise CatalogueReadOnly."""

    def __init__(self, database: Database, settings: CurrentSettings, photos: "PhotoDecoder") -> None:
        self._database = database
        self._settings = settings
        self._photos = photos
        self._history = History(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def latest(self, limit: int = 50) -> tuple[PastSearch, ...]:
        """The newest searches first, and then those with a name that are older."""
        return self._past.latest(limit)

    def add(self, query: Query) -> int:
        """Keep a search and give its id; 0 where the settings do not want a history."""
        return self._past.remember(query) if self._settings.now.keep_history else 0

    def save(self, search_id: int, name: str) -> None:
        """Give a past search a name, so that it is never forgotten by itself; "" takes the name away."""
        with self._database.transaction() as tx:
            self._history.name(tx, search_id, name)

    def remove(self, search_id: int) -> None:
        """Forget one search."""
        with self._database.transaction() as tx:
            self._history.remove(tx, search_id)

    def clear(self) -> None:
        """Forget all searches that have no name."""
        with self._database.transaction() as tx:
            self._history.clear(tx)

    @cached_property
    def _past(self) -> "SearchHistory":
        from imtextgui.search.query.search_history import SearchHistory

        return SearchHistory(self._database, self._photos.whole)
