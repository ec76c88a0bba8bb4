"""What was read of files, copied out of a damaged database as far as it fits together; the rest is read again."""

import sqlite3
from collections.abc import Generator, Iterator
from itertools import islice
from typing import Any

from imtextgui.domain.progress import Progress, Stage
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import files

_TABLES = (
    *("content", "item", "page", "thumbnail", "passage", "region", "vector", "word_boxes", "features"),
    "makeshift",
)
"""Those that others refer to first: a row without what it belongs to is refused by the new database."""

_KEYS = {
    "thumbnail": "page_id",
    "word_boxes": "page_id",
    "features": "page_id",
    "makeshift": "fingerprint, page_id",
}
_AT_ONCE = 2000
_LOOK_CLOSER = 1
"""The bit in ``page.passes`` of the pass that makes regions, boxes of words and local features."""

_HOLES = """
    SELECT c.id FROM content c LEFT JOIN page p ON p.content_id = c.id
    GROUP BY c.id HAVING count(p.id) <> coalesce(max(p.number), 0) OR count(p.id) = 0
"""
"""Contents of which a page is missing before the last one: a run goes on behind the last, and would leave it out."""

_GAPS = """
    SELECT min(page_id, next_page), max(page_id, next_page) FROM (
        SELECT id, page_id, lead(id) OVER (ORDER BY id) AS next, lead(page_id) OVER (ORDER BY id) AS next_page
        FROM passage)
    WHERE next > id + 1
    UNION ALL SELECT 0, coalesce((SELECT page_id FROM passage ORDER BY id LIMIT 1), 0)
    UNION ALL SELECT coalesce((SELECT page_id FROM passage ORDER BY id DESC LIMIT 1), 0), (SELECT max(id) FROM page)
"""
"""The pages between which numbers of passages are missing: passages are stored in the order of their pages."""

_WITHOUT_THUMBNAIL = """
    SELECT p.content_id FROM page p WHERE NOT EXISTS (SELECT 1 FROM thumbnail t WHERE t.page_id = p.id)
    AND EXISTS (SELECT 1 FROM vector v JOIN space s ON s.id = v.space_id AND s.name = 'picture' WHERE v.page_id = p.id)
"""
_HALF_ENCODED = """
    SELECT v.id FROM vector v JOIN space s ON s.id = v.space_id AND s.name = 'picture'
    WHERE EXISTS (SELECT 1 FROM thumbnail t WHERE t.page_id = v.page_id) AND NOT EXISTS (
        SELECT 1 FROM vector o JOIN space a ON a.id = o.space_id AND a.name = 'appearance'
        WHERE o.page_id = v.page_id AND o.region_id IS v.region_id AND a.fingerprint = s.fingerprint)
"""
"""Vectors of pictures whose likeness is lost: without them both are made again."""

_Row = tuple[Any, ...]


def copy(source: sqlite3.Connection, database: Database) -> Generator[Progress, None, None]:
    """Copy what can be read of ``source`` into the new ``database``, which holds the sources and spaces already."""
    whole = {}
    for done, table in enumerate(_TABLES):
        step = Progress(Stage.REPAIR, done, len(_TABLES), table)
        yield step
        whole[table] = yield from _copy_table(source, database, table, step)
    with database.transaction() as tx:
        _fit_together(tx, whole)
        files.with_items(tx)


def _copy_table(
    source: sqlite3.Connection, database: Database, table: str, step: Progress
) -> Generator[Progress, None, bool]:
    """Copy one table; gives whether all of it could be read."""
    with database.reading() as connection:
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    try:
        known = {str(row[1]) for row in source.execute(f"PRAGMA table_info({table})").fetchall()}
    except sqlite3.DatabaseError:
        return False
    columns = [name for name in columns if name in known]
    key = _KEYS.get(table, "id")
    chosen = f"SELECT {', '.join(columns)} FROM {table} ORDER BY"
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for order in (key, ", ".join(f"{name} DESC" for name in key.split(", "))):
        complaints: list[str] = []
        rows = _until_damage(source, f"{chosen} {order}", complaints)
        while batch := list(islice(rows, _AT_ONCE)):
            refused = _insert(database, insert, batch)
            yield step
            # From the other end all that is left has been read before the damage is met once more.
            if order != key and refused == len(batch):
                break
        if not complaints:
            break
    return not complaints and order == key and _is_sound(source, table)


def _is_sound(source: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite finds no fault with a table: rows may be missing without a complaint of who reads them."""
    try:
        return bool(source.execute(f"PRAGMA integrity_check({table})").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _until_damage(source: sqlite3.Connection, query: str, complaints: list[str]) -> Iterator[_Row]:
    try:
        yield from source.execute(query)
    except sqlite3.DatabaseError as trouble:
        complaints.append(str(trouble))


def _insert(database: Database, statement: str, batch: list[_Row]) -> int:
    """Insert rows; gives how many were there already, or do not fit."""
    refused = 0
    with database.transaction() as tx:
        for row in batch:
            try:
                refused += tx.execute(statement, row).rowcount < 1
            except sqlite3.IntegrityError:
                refused += 1
    return refused


def _fit_together(tx: Transaction, whole: dict[str, bool]) -> None:
    """Leave out what is only in part there, so that the next run reads it again."""
    _remove(tx, _HOLES)
    if not whole["passage"]:
        for first, last in tx.execute(_GAPS).fetchall():
            _remove(tx, "SELECT DISTINCT content_id FROM page WHERE id BETWEEN ? AND ?", first, last)
    if not whole["thumbnail"]:
        _remove(tx, _WITHOUT_THUMBNAIL)
    if not whole["vector"]:
        tx.execute(f"DELETE FROM vector WHERE id IN ({_HALF_ENCODED})")
    if not (whole["region"] and whole["word_boxes"] and whole["features"]):
        for table in ("region", "word_boxes", "features"):
            tx.execute(f"DELETE FROM {table}")
        tx.execute("UPDATE page SET passes = passes & ~?", (_LOOK_CLOSER,))
    # Pages behind the last one may be lost without a trace.
    tx.execute(
        "UPDATE content SET complete = 0 WHERE digest IS NOT NULL AND problem IS NULL"
        " AND pages > (SELECT count(*) FROM page WHERE content_id = content.id)"
    )
    tx.execute("DELETE FROM content WHERE id NOT IN (SELECT content_id FROM item)")


def _remove(tx: Transaction, contents: str, *values: int) -> None:
    ids = tx.execute(contents, values).fetchall()
    tx.executemany("DELETE FROM item WHERE content_id = ?", ids)
    tx.executemany("DELETE FROM content WHERE id = ?", ids)
