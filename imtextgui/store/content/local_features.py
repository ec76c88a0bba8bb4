"""The packed local features of pages."""

from collections.abc import Iterable

from imtextgui.store.column_values import id_list
from imtextgui.store.database import Database, Transaction


class FeatureRows:
    """Local features of one catalogue, packed as ``search.geometry.local_features`` does it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tx: Transaction, page_id: int, packed: bytes) -> None:
        """Keep ``packed`` as the features of a page."""
        tx.execute("INSERT OR REPLACE INTO features (page_id, packed) VALUES (?, ?)", (page_id, packed))

    def of(self, page_ids: Iterable[int]) -> dict[int, bytes]:
        """Give the packed features of those pages that have any."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT page_id, packed FROM features WHERE page_id IN (SELECT value FROM json_each(?))",
                    (id_list(page_ids),),
                )
            )
