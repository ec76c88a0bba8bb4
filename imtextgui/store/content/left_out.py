"""What the last run over a source left out."""

from collections.abc import Sequence

from imtextgui.domain.left_out import LeftOut, LeftOutReason
from imtextgui.store.column_values import path_bytes, path_text
from imtextgui.store.database import Database, Transaction


class LeftOutRows:
    """What is left out of each source of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: int) -> list[LeftOut]:
        """What the last run left out of a source, in the order in which it was given."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path, reason, files, more FROM left_out WHERE source_id = ? ORDER BY id", (source_id,)
            ).fetchall()
        return [
            LeftOut(path_text(path), LeftOutReason(reason), files, bool(more))
            for path, reason, files, more in rows
        ]

    def replace(self, tx: Transaction, source_id: int, left_out: Sequence[LeftOut]) -> None:
        """Store what a run left out in the place of what the one before did."""
        if self.of(source_id) == list(left_out):
            return
        tx.execute("DELETE FROM left_out WHERE source_id = ?", (source_id,))
        tx.executemany(
            "INSERT INTO left_out (source_id, path, reason, files, more) VALUES (?, ?, ?, ?, ?)",
            [(source_id, path_bytes(one.relpath), one.reason, one.files, one.more) for one in left_out],
        )
