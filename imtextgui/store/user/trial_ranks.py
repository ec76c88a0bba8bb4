"""The ranks that the search alone reached for the questions of a trial, kept while what they depend on is the same."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from imtextgui.domain.metrics import Rank
from imtextgui.store.database import Database, Transaction

NAME = "trial-ranks"
"""Of its row in ``choice``. It holds numbers only, by the ids of questions."""


class QuestionRanks(NamedTuple):
    """The ranks of the right page and of the right file, and that of the file in a search by file names.

    ``photo`` is the digest of the photo that was asked with, "" without one.
    """

    page: Rank
    file: Rank
    name: Rank
    photo: str = ""


class TrialRanks:
    """What was measured of one catalogue under one stamp. ``keep`` takes part in the caller's ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, stamp: str) -> dict[int, QuestionRanks]:
        """The ranks by question that were measured under ``stamp``."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM choice WHERE name = ?", (NAME,)).fetchone()
        told = {} if row is None else json.loads(row[0])
        if told.get("stamp") != stamp:
            return {}
        return {int(number): QuestionRanks(*ranks) for number, ranks in told["ranks"].items()}

    def keep(self, tx: Transaction, stamp: str, ranks: Mapping[int, QuestionRanks]) -> None:
        """Keep the ranks by question in the place of those before."""
        told = json.dumps({"stamp": stamp, "ranks": ranks})
        tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (NAME, told))

    def forget(self, tx: Transaction) -> None:
        """Remove what is kept."""
        tx.execute("DELETE FROM choice WHERE name = ?", (NAME,))
