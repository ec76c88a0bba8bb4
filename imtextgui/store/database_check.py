"""Whether an open SQLite file is a catalogue of this version, and sound."""

import sqlite3
from pathlib import Path

from imtextgui.errors import CatalogueBusy, CatalogueDamaged, CatalogueOutdated, CatalogueTooNew
from imtextgui.store import schema

CHECKED_AT_OPENING = 32 << 20
"""A database up to this size in bytes is checked page by page when it is opened; a larger one only sampled."""


def version_of(connection: sqlite3.Connection, path: Path, *, is_being_read: bool) -> int:
    """The version of the schema, 0 for a new file.

    Raises CatalogueDamaged for a database of another program, and CatalogueBusy where ``is_being_read`` and the file is
    being made by somebody else.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != schema.APPLICATION_ID and (tables or version or application):
        raise CatalogueDamaged(path=str(path), reason="a database of another program")
    if not tables and is_being_read:
        raise CatalogueBusy(path=str(path), reason="it is being made")
    return version


def refuse_newer(path: Path, version: int) -> None:
    """Raise CatalogueTooNew for the schema of a later version of the program."""
    if version > schema.VERSION:
        raise CatalogueTooNew(path=str(path), found=version, known=schema.VERSION)


def require_current(path: Path, version: int) -> None:
    """As ``refuse_newer``; raises CatalogueOutdated for the schema of an earlier version, too."""
    refuse_newer(path, version)
    if version < schema.VERSION:
        raise CatalogueOutdated(path=str(path.parent), found=version, known=schema.VERSION)


def examine(connection: sqlite3.Connection, path: Path, size: int) -> None:
    """Read a file of ``size`` bytes, or a sample of a large one. Raises CatalogueDamaged, and what SQLite raises."""
    if size <= CHECKED_AT_OPENING:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise CatalogueDamaged(path=str(path), reason=verdict)
    for table in schema.TABLES:
        connection.execute(f"SELECT * FROM main.{table} ORDER BY rowid DESC LIMIT 1").fetchone()
