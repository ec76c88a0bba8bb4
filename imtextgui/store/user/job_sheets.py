"""Job sheets and the pages on them, each named by the digest of its file and its number."""

from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import JobSheet, Removed, SheetPage
from imtextgui.store.column_values import full_path, id_list, path_bytes, path_text, typed
from imtextgui.store.database import Database, Transaction

_PAGES = """
    SELECT e.id, e.note, e.path, e.number, c.pages, coalesce(nullif(p.title, ''), c.title), p.section, c.kind,
    p.id, i.id, s.path, i.path
    FROM job_entry e LEFT JOIN (page p JOIN content c ON c.id = p.content_id)
    ON c.digest = e.digest AND p.number = e.number
    LEFT JOIN (item i JOIN source s ON s.id = i.source_id) ON i.id = (
        SELECT near.id FROM item near JOIN source its ON its.id = near.source_id
        WHERE near.content_id = c.id ORDER BY its.offline, near.id LIMIT 1)
    WHERE e.sheet_id = ? ORDER BY e.place, e.id
"""

_AT_PATH = """
    SELECT c.pages, coalesce(nullif(p.title, ''), c.title), p.section, c.kind, p.id, i.id, s.path, i.path
    FROM source s JOIN item i ON i.source_id = s.id JOIN content c ON c.id = i.content_id
    JOIN page p ON p.content_id = c.id WHERE s.path = ? AND i.path = ? AND p.number = ? AND c.digest IS NOT NULL
"""

_GONE = "digest NOT IN (SELECT digest FROM content WHERE digest IS NOT NULL)"

_LATEST = "max(?, coalesce((SELECT max(used) + 0.001 FROM job_sheet), 0))"
"""A moment after all others, also where the clock was put back: the sheet that was used last is the current one."""


class JobSheets:
    """The job sheets of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[JobSheet, ...]:
        """Give every sheet, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT j.id, j.title, j.made, j.used, count(e.id) FROM job_sheet j"
                " LEFT JOIN job_entry e ON e.sheet_id = j.id GROUP BY j.id ORDER BY j.made DESC, j.id DESC"
            )
            return tuple(JobSheet(*row) for row in rows)

    def pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        """Give the entries of a sheet in their order, each as the first reachable file that has the page.

        Where no file has its bytes any more, it is the page of the same number of the file that lies in its place.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_PAGES, (sheet_id,)).fetchall()
            return tuple(_sheet_page(_followed(connection, row)) for row in rows)

    def create(self, tx: Transaction, title: str, made: float) -> int:
        """Make an empty sheet and give its id; ``made`` is seconds since the epoch."""
        made_id = tx.execute(
            f"INSERT INTO job_sheet (title, made, used) SELECT ?, ?, {_LATEST}",
            (typed(title).strip(), made, made),
        ).lastrowid
        assert made_id is not None
        return made_id

    def rename(self, tx: Transaction, sheet_id: int, title: str) -> None:
        """Give a sheet another title; without a letter nothing changes."""
        if name := typed(title).strip():
            tx.execute("UPDATE job_sheet SET title = ? WHERE id = ?", (name, sheet_id))

    def touch(self, tx: Transaction, sheet_id: int, used: float) -> None:
        """Note that a sheet was used, and where the files of its pages lie by now."""
        tx.execute(f"UPDATE job_sheet SET used = {_LATEST} WHERE id = ?", (used, sheet_id))
        tx.executemany(
            "UPDATE job_entry SET path = ? WHERE id = ?",
            [(path_bytes(page.path), page.entry_id) for page in self.pages(sheet_id)],
        )

    def relocate(self, tx: Transaction, before: Path, path: Path) -> None:
        """Note that the files of the folder ``before`` lie in ``path`` now."""
        entries = tx.execute("SELECT id, path FROM job_entry").fetchall()
        below = [(entry_id, Path(path_text(stored))) for entry_id, stored in entries]
        tx.executemany(
            "UPDATE job_entry SET path = ? WHERE id = ?",
            [
                (path_bytes(path / file.relative_to(before)), entry_id)
                for entry_id, file in below
                if file.is_relative_to(before)
            ],
        )

    def add(self, tx: Transaction, sheet_id: int, page_ids: Iterable[int]) -> tuple[tuple[int, ...], int]:
        """Add pages at the end of a sheet, in the order given; give the ids of the new entries.

        What is on the sheet already is left out. Also gives how many pages are gone, or of files that are unreadable.
        """
        added: list[int] = []
        refused = 0
        for page_id in page_ids:
            row = tx.execute(
                "SELECT c.digest, p.number, s.path, i.path FROM page p JOIN content c ON c.id = p.content_id"
                " JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id"
                " WHERE p.id = ? AND c.digest IS NOT NULL ORDER BY s.offline, i.id LIMIT 1",
                (page_id,),
            ).fetchone()
            if row is None:
                refused += 1
                continue
            digest, number, source, item = row
            where = path_bytes(full_path(source, item))
            entry = tx.execute(
                "INSERT OR IGNORE INTO job_entry (sheet_id, place, digest, number, path)"
                " SELECT id, (SELECT coalesce(max(place), 0) + 1 FROM job_entry WHERE sheet_id = job_sheet.id), ?, ?, ?"
                " FROM job_sheet WHERE id = ? AND NOT EXISTS (SELECT 1 FROM job_entry e WHERE e.sheet_id = job_sheet.id"
                f" AND e.path = ? AND e.number = ? AND e.{_GONE}) RETURNING id",
                (digest, number, where, sheet_id, where, number),
            ).fetchone()
            added += entry or ()
        return tuple(added), refused

    def note(self, tx: Transaction, entry_id: int, note: str) -> None:
        """Set what the user notes to an entry."""
        tx.execute("UPDATE job_entry SET note = ? WHERE id = ?", (typed(note).strip(), entry_id))

    def move(self, tx: Transaction, entry_id: int, by: int) -> None:
        """Let an entry change places with the one before it (``by`` -1) or after it (1), if there is one."""
        row = tx.execute("SELECT sheet_id FROM job_entry WHERE id = ?", (entry_id,)).fetchone()
        order = [page.entry_id for page in self.pages(row[0])] if row else []
        there = order.index(entry_id) + by if order else -1
        if 0 <= there < len(order):
            order.remove(entry_id)
            order.insert(there, entry_id)
            tx.executemany(
                "UPDATE job_entry SET place = ? WHERE id = ?",
                [(place, entry) for place, entry in enumerate(order, 1)],
            )

    def take_off(self, tx: Transaction, entry_ids: Iterable[int]) -> Removed:
        """Take entries off their sheet; ``put_back`` undoes it."""
        ids = (id_list(entry_ids),)
        which = "WHERE id IN (SELECT value FROM json_each(?))"
        rows = tx.execute(f"SELECT * FROM job_entry {which}", ids).fetchall()
        tx.execute(f"DELETE FROM job_entry {which}", ids)
        return Removed(entries=tuple(rows))

    def remove(self, tx: Transaction, sheet_id: int) -> Removed:
        """Remove a sheet with all that is on it; ``put_back`` undoes it."""
        sheets = tx.execute("SELECT * FROM job_sheet WHERE id = ?", (sheet_id,)).fetchall()
        entries = tx.execute("SELECT * FROM job_entry WHERE sheet_id = ?", (sheet_id,)).fetchall()
        tx.execute("DELETE FROM job_sheet WHERE id = ?", (sheet_id,))
        return Removed(tuple(sheets), tuple(entries))

    def put_back(self, tx: Transaction, removed: Removed) -> None:
        """Put back what was taken off or removed, in its place; what is there again by now stays as it is."""
        tx.executemany("INSERT OR IGNORE INTO job_sheet VALUES (?, ?, ?, ?)", removed.sheets)
        tx.executemany(
            "INSERT OR IGNORE INTO job_entry SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
            " WHERE EXISTS (SELECT 1 FROM job_sheet WHERE id = ?2)",
            removed.entries,
        )


def _followed(connection: Connection, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of ``_PAGES``, with the page that lies in the place of one whose bytes are gone."""
    entry_id, note, path, number, *_, page_id, _, _, _ = row
    there = _at_path(connection, path, number) if page_id is None else None
    return (entry_id, note, path, number, *there) if there else row


def _at_path(connection: Connection, path: bytes, number: int) -> tuple[Any, ...] | None:
    file = Path(path_text(path))
    sources = connection.execute("SELECT path FROM source ORDER BY offline, id").fetchall()
    for (source,) in sources:
        if file.is_relative_to(path_text(source)):
            item = path_bytes(file.relative_to(path_text(source)).as_posix())
            found: tuple[Any, ...] | None = connection.execute(_AT_PATH, (source, item, number)).fetchone()
            return found
    return None


def _sheet_page(row: tuple[Any, ...]) -> SheetPage:
    entry_id, note, path, number, *of_page, page_id, item_id, source, item = row
    if page_id is None or item_id is None:
        return SheetPage(entry_id, note, Path(path_text(path)), number)
    pages, title, section, kind = of_page
    where = full_path(source, item)
    return SheetPage(entry_id, note, where, number, pages, title, section, Kind(kind), page_id, item_id)
