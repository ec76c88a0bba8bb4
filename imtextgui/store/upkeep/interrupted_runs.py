"""Which sources a run has begun with and has not come to the end of: what a closed window or a kill interrupted.

The one rule: a source is noted when it is added and when a run begins, and no longer when that run has ended, has
failed with a problem that was told, or was stopped by the user. What is noted goes on at the next start of a window.
"""

import json
from collections.abc import Collection

from imtextgui.store.database import Database, Transaction

_NAME = "unfinished"


class InterruptedRuns:
    """The noted sources of one catalogue, by their ids; some may be gone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self) -> frozenset[int]:
        """What is noted."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM choice WHERE name = ?", (_NAME,)).fetchone()
        return frozenset(json.loads(row[0])) if row else frozenset()

    def begin(self, tx: Transaction, source_ids: Collection[int]) -> None:
        """A run over these begins."""
        self._put(tx, self.ids().union(source_ids))

    def end(self, tx: Transaction, source_ids: Collection[int] | None = None) -> None:
        """Nothing is left to do for these, or nothing at all is to go on by itself."""
        self._put(tx, frozenset() if source_ids is None else self.ids().difference(source_ids))

    def _put(self, tx: Transaction, source_ids: Collection[int]) -> None:
        tx.execute(
            "INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)",
            (_NAME, json.dumps(sorted(source_ids))),
        )
