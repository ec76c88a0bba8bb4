"""What a reader added to a published catalogue: whether there is anything, and whether it belongs to a snapshot."""

import sqlite3
from contextlib import closing
from pathlib import Path

from imtextgui.store.connections import attach, connect
from imtextgui.store.sqlite_errors import translated
from imtextgui.store.upkeep import added_data

_NAMED_BY_DIGEST = ("content_tag", "judgement", "job_entry", "written_description", "refused_tag")


def is_empty(own: Path) -> bool:
    """Whether nobody added anything to the database ``own``. Raises CatalogueErrors."""
    with translated(own), closing(connect(own, "ro")) as connection:
        counts = added_data.counts(connection)
    return not any(count for group, count in counts.items() if group not in {"settings", "sources"})


def fits(own: Path, snapshot: Path) -> bool:
    """Whether something in the database ``own`` was added to a file that the ``snapshot`` has, too.

    Raises CatalogueErrors.
    """
    with translated(own), closing(connect(snapshot, "ro", immutable=True)) as connection:
        attach(connection, own, "own")
        tables = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM own.sqlite_schema WHERE type = 'table'"
            ).fetchall()
        }
        return any(_names_one(connection, table) for table in _NAMED_BY_DIGEST if table in tables)


def _names_one(connection: sqlite3.Connection, table: str) -> bool:
    (names,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM own.{table} o JOIN main.content c ON c.digest = o.digest)"
    ).fetchone()
    return bool(names)
