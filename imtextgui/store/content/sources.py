"""The folders that the user asked to index."""

import os
from pathlib import Path

from imtextgui.domain.items import Source
from imtextgui.errors import SourceNested
from imtextgui.store.column_values import clean, path_bytes, path_text
from imtextgui.store.content import items
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import files


class Sources:
    """Sources of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, path: Path, exclude: str = "") -> Source:
        """Add the absolute folder ``path``; a folder that is a source already is given back as it is.

        Raises SourceNested where one folder holds the other. The folder itself is not looked at.
        """
        # One folder in another would give each file two items with one path.
        for number, other in self.folders().items():
            if other == path:
                return next(source for source in self.all() if source.id == number)
            if _overlap(other, path):
                raise SourceNested(path=str(path), other=str(other))
        row = (path_bytes(path), clean(exclude))
        added = tx.execute("INSERT INTO source (path, exclude) VALUES (?, ?)", row).lastrowid
        assert added is not None
        return Source(id=added, path=path, exclude=exclude)

    def folders(self) -> dict[int, Path]:
        """Give the folders alone, by the ids of the sources; ``all`` counts their items besides."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, path FROM source ORDER BY id").fetchall()
        return {number: Path(path_text(path)) for number, path in rows}

    def paths(self) -> list[Path]:
        """Give the folders alone, in the order they were added."""
        return list(self.folders().values())

    def all(self) -> list[Source]:
        """Give all sources with their counts of items, problems and files left out, in the order they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.id, s.path, s.exclude, s.last_run, s.offline, count(i.id),"
                " count(coalesce(i.problem, c.problem)),"
                " (SELECT coalesce(sum(files), 0) FROM left_out WHERE source_id = s.id) FROM source s"
                " LEFT JOIN item i ON i.source_id = s.id LEFT JOIN content c ON c.id = i.content_id"
                " GROUP BY s.id ORDER BY s.id"
            ).fetchall()
        return [
            Source(number, Path(path_text(path)), exclude, last_run, bool(offline), count, problems, left_out)
            for number, path, exclude, last_run, offline, count, problems, left_out in rows
        ]

    def update(
        self,
        tx: Transaction,
        source_id: int,
        *,
        exclude: str | None = None,
        offline: bool | None = None,
        last_run: float | None = None,
        place: str | None = None,
    ) -> None:
        """Change what is given; ``last_run`` in seconds since the epoch, ``place`` as ``indexing.removals`` has it."""
        tx.execute(
            "UPDATE source SET exclude = coalesce(?, exclude), offline = coalesce(?, offline),"
            " last_run = coalesce(?, last_run), place = coalesce(?, place) WHERE id = ?",
            (None if exclude is None else clean(exclude), offline, last_run, place, source_id),
        )

    def place(self, source_id: int) -> str:
        """Give on which drive the source was at its last run; "" where no run has looked at it."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT place FROM source WHERE id = ?", (source_id,)).fetchone()
        return row[0] if row else ""

    def relocate(self, tx: Transaction, source_id: int, path: Path) -> None:
        """Note that a source is the folder ``path`` now, which can be reached; its items stay as they are.

        Raises SourceNested as ``check_apart``.
        """
        self.check_apart(source_id, path)
        (before,) = tx.execute("SELECT path FROM source WHERE id = ?", (source_id,)).fetchone()
        # On which drive it is, the next run looks at.
        tx.execute(
            "UPDATE source SET path = ?, offline = 0, place = '' WHERE id = ?", (path_bytes(path), source_id)
        )
        files.relocate(tx, before, path_bytes(path))

    def check_apart(self, source_id: int, path: Path) -> None:
        """Raise SourceNested where another source than ``source_id`` holds ``path``, or lies in it."""
        for number, other in self.folders().items():
            if number != source_id and _overlap(other, path):
                raise SourceNested(path=str(path), other=str(other))

    def is_portable(self) -> bool:
        """Whether sources are known by their way from the catalogue's folder, too."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM choice WHERE name = 'portable'").fetchone()
        return row is not None and row[0] == "yes"

    def set_portable(self, tx: Transaction, portable: bool, folder: Path) -> None:
        """Note the way from the catalogue's ``folder`` to every source, or forget it."""
        tx.execute(
            "INSERT OR REPLACE INTO choice (name, value) VALUES ('portable', ?)",
            ("yes" if portable else "no",),
        )
        for source in self.all():
            way = _way(source.path, folder) if portable else None
            tx.execute("UPDATE source SET relative = ? WHERE id = ?", (way, source.id))

    def follow(self, tx: Transaction, folder: Path) -> None:
        """Where the catalogue lies in another ``folder`` than before, let its portable sources move with it."""
        ways = tx.execute("SELECT id, path, relative FROM source WHERE relative IS NOT NULL").fetchall()
        for source_id, before, way in ways:
            path = path_bytes(os.path.normpath(folder / path_text(way)))
            # IGNORE: two sources may lead to one folder now, and a path is unique.
            moved = tx.execute(
                "UPDATE OR IGNORE source SET path = ? WHERE id = ?", (path, source_id)
            ).rowcount
            if moved and path != before:
                files.relocate(tx, before, path)

    def remove(self, tx: Transaction, source_id: int, *, are_gone: bool = False) -> None:
        """Remove the source with its items and whatever no other source's items share.

        ``are_gone`` tells that its files are there no more (``store.identity``).
        """
        rows = tx.execute("SELECT id FROM item WHERE source_id = ?", (source_id,)).fetchall()
        items.Items(self._database).remove(tx, [item_id for (item_id,) in rows], are_gone=are_gone)
        tx.execute("DELETE FROM source WHERE id = ?", (source_id,))


def _overlap(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents


def _way(path: Path, folder: Path) -> bytes | None:
    """The way from ``folder`` to ``path``, the same on every system; None where there is none (another drive)."""
    try:
        return path_bytes(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:
        return None
