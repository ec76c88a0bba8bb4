"""What was seen on the photos of a trial's questions, kept as text by what it depends on."""

from collections.abc import Collection

from imtextgui.store.database import Database, Transaction

PREFIX = "trial-photo "
"""Of the names of its rows in ``choice``, which ``upkeep.forgetting`` and ``published.private_rows`` remove."""


class TrialPhotos:
    """One text for each key. Writing calls take part in the caller's ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, key: str) -> str | None:
        """The text that was kept under ``key``; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM choice WHERE name = ?", (PREFIX + key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, tx: Transaction, key: str, text: str) -> None:
        """Keep ``text`` under ``key``."""
        tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (PREFIX + key, text))

    def forget_others(self, tx: Transaction, keys: Collection[str]) -> None:
        """Remove what is kept under any other key than these."""
        kept = {PREFIX + key for key in keys}
        rows = tx.execute("SELECT name FROM choice WHERE name LIKE ?", (f"{PREFIX}%",)).fetchall()
        tx.executemany("DELETE FROM choice WHERE name = ?", [row for row in rows if row[0] not in kept])
