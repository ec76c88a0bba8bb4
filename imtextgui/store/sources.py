"""The folders that the user asked to index."""

from pathlib import Path

from imtextgui.domain.items import Source
from imtextgui.errors import SourceNested
from imtextgui.store import items
from imtextgui.store.database import Database, Transaction
from imtextgui.store.values import clean, path_bytes, path_text


class Sources:
    """Sources of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, path: Path, exclude: str = "") -> Source:
        """Add the absolute folder ``path``; a folder that is a source already is given back as it is.

        Raises SourceNested where one folder holds the other. The folder itself is not looked at.
        """
        for source in self.all():
            if source.path == path:
                return source
            if source.path in path.parents or path in source.path.parents:
                raise SourceNested(path=str(path), other=str(source.path))
        row = (path_bytes(path), clean(exclude))
        added = tx.execute("INSERT INTO source (path, exclude) VALUES (?, ?)", row).lastrowid
        assert added is not None
        return Source(id=added, path=path, exclude=exclude)

    def all(self) -> list[Source]:
        """Give all sources with their counts of items and problems, in the order they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.id, s.path, s.exclude, s.last_run, s.offline, count(i.id),"
                " count(coalesce(i.problem, c.problem)) FROM source s"
                " LEFT JOIN item i ON i.source_id = s.id LEFT JOIN content c ON c.id = i.content_id"
                " GROUP BY s.id ORDER BY s.id"
            ).fetchall()
        return [
            Source(number, Path(path_text(path)), exclude, last_run, bool(offline), count, problems)
            for number, path, exclude, last_run, offline, count, problems in rows
        ]

    def update(
        self,
        tx: Transaction,
        source_id: int,
        *,
        exclude: str | None = None,
        offline: bool | None = None,
        last_run: float | None = None,
    ) -> None:
        """Change what is given; ``last_run`` in seconds since the epoch."""
        tx.execute(
            "UPDATE source SET exclude = coalesce(?, exclude), offline = coalesce(?, offline),"
            " last_run = coalesce(?, last_run) WHERE id = ?",
            (None if exclude is None else clean(exclude), offline, last_run, source_id),
        )

    def remove(self, tx: Transaction, source_id: int) -> None:
        """Remove the source with its items and whatever no other source's items share."""
        rows = tx.execute("SELECT id FROM item WHERE source_id = ?", (source_id,)).fetchall()
        items.Items(self._database).remove(tx, [item_id for (item_id,) in rows])
        tx.execute("DELETE FROM source WHERE id = ?", (source_id,))
