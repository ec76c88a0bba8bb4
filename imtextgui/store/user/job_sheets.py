"""Job sheets and the pages on them, each named by its file, the digest that had, and its number."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import JobSheet, Removed, SheetPage
from imtextgui.store.column_values import full_path, id_list, path_bytes, path_text, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import page_places

_ENTRIES = "SELECT id, note, path, number, digest, file FROM job_entry WHERE sheet_id = ? ORDER BY place, id"

_PLACE = """
    SELECT c.pages, coalesce(nullif(p.title, ''), c.title), p.section, c.kind, p.id, i.id, s.path, i.path
    FROM content c JOIN page p ON p.content_id = c.id AND p.number = :number
    JOIN item i ON i.id = (
        SELECT near.id FROM item near JOIN source its ON its.id = near.source_id JOIN file f ON f.id = near.file_id
        WHERE near.content_id = c.id ORDER BY its.offline, f.uid <> :file, near.id LIMIT 1)
    JOIN source s ON s.id = i.source_id WHERE c.digest = :digest
"""
"""A page in one edition of its file: in the file itself, or in a copy where that can be reached and the file cannot."""

_HAS_ANOTHER_EDITION = """
    SELECT 1 FROM file f JOIN content c ON c.digest = f.digest
    WHERE f.uid = ? AND f.here AND f.digest <> ? AND c.complete
"""

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
        """Give the entries of a sheet in their order, each as the page that its file has now.

        Where that is gone, it is the page as it was when it was collected, in the first reachable file that has it.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_ENTRIES, (sheet_id,)).fetchall()
            return tuple(_sheet_page(connection, row) for row in rows)

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

    def add(
        self,
        tx: Transaction,
        sheet_id: int,
        page_ids: Sequence[int],
        of_items: Sequence[int] = (),
    ) -> tuple[tuple[int, ...], int]:
        """Add pages at the end of a sheet, in the order given; give the ids of the new entries.

        ``of_items`` has the item of each page, where they are named: of several with the same bytes each can be on the
        sheet; else it is the first. What is on the sheet already is left out. Also gives how many pages are gone, or
        of files that are unreadable.
        """
        added: list[int] = []
        refused = 0
        there = [(page.page_id, page.item_id) for page in self.pages(sheet_id)]
        known = {(page_id, item_id if of_items else None) for page_id, item_id in there}
        items: Sequence[int | None] = of_items or [None] * len(page_ids)
        for page_id, item_id in zip(page_ids, items, strict=True):
            row = tx.execute(
                "SELECT c.digest, p.number, s.path, i.path, f.uid FROM page p JOIN content c ON c.id = p.content_id"
                " JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id"
                " JOIN file f ON f.id = i.file_id"
                " WHERE p.id = ? AND c.digest IS NOT NULL ORDER BY i.id IS NOT ?, s.offline, i.id LIMIT 1",
                (page_id, item_id),
            ).fetchone()
            if row is None:
                refused += 1
                continue
            digest, number, source, item, file = row
            if (page_id, item_id) in known:
                continue
            known.add((page_id, item_id))
            entry = tx.execute(
                "INSERT OR IGNORE INTO job_entry (sheet_id, place, digest, number, path, file)"
                " SELECT id, (SELECT coalesce(max(place), 0) + 1 FROM job_entry WHERE sheet_id = job_sheet.id),"
                " ?, ?, ?, ? FROM job_sheet WHERE id = ? RETURNING id",
                (digest, number, path_bytes(full_path(source, item)), file, sheet_id),
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
            "INSERT OR IGNORE INTO job_entry SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
            " WHERE EXISTS (SELECT 1 FROM job_sheet WHERE id = ?2)",
            removed.entries,
        )


def _sheet_page(connection: Connection, row: tuple[Any, ...]) -> SheetPage:
    entry_id, note, path, number, digest, file = row
    place = _place(connection, digest, number, file)
    if place is None:
        is_former = connection.execute(_HAS_ANOTHER_EDITION, (file, digest)).fetchone() is not None
        return SheetPage(entry_id, note, Path(path_text(path)), number, is_of_former_edition=is_former)
    number, pages, title, section, kind, page_id, item_id, source, item = place
    where = full_path(source, item)
    return SheetPage(entry_id, note, where, number, pages, title, section, Kind(kind), page_id, item_id)


def _place(connection: Connection, digest: str, number: int, file: str) -> tuple[Any, ...] | None:
    """The number that a page has now, with where it is."""
    now = connection.execute("SELECT digest FROM file WHERE uid = ?", (file,)).fetchone()
    editions = [digest]
    if now is not None and now[0] not in (None, digest):
        editions.insert(0, now[0])
    for edition in editions:
        at = page_places.place_of(connection, digest, number, edition)
        place = connection.execute(_PLACE, {"digest": edition, "number": at, "file": file}).fetchone()
        if place is not None:
            return (at, *place)
    return None
