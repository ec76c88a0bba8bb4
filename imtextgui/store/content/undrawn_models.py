"""Models that were read while nothing here could draw them: taken anew as soon as something can."""

from imtextgui.store.content.contents import Contents
from imtextgui.store.database import Database, Transaction

_NAME = "step-kernel"
_UNDRAWN = """
    SELECT DISTINCT c.id FROM content c JOIN item i ON i.content_id = c.id JOIN page p ON p.content_id = c.id
    WHERE c.digest IS NOT NULL AND c.complete = 1 AND p.number = 1 AND p.width = 0 AND p.problem IS NULL
    AND (lower(CAST(i.path AS TEXT)) LIKE '%.step' OR lower(CAST(i.path AS TEXT)) LIKE '%.stp')
"""


class UndrawnModels:
    """The STEP models of one catalogue that have no picture."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_news(self, installed: bool) -> bool:
        """Whether the kernel that draws them was installed, or removed, since the last run."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT 1 FROM choice WHERE name = ?", (_NAME,)).fetchone()
        return (row is not None) != installed

    def follow(self, tx: Transaction, installed: bool) -> None:
        """Note whether the kernel is ``installed``; what it can draw now is read anew by the next run."""
        if not installed:
            tx.execute("DELETE FROM choice WHERE name = ?", (_NAME,))
            return
        tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, 'yes')", (_NAME,))
        contents = Contents(self._database)
        for (content_id,) in tx.execute(_UNDRAWN).fetchall():
            contents.outdate(tx, content_id)
