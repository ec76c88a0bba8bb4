"""Connections to SQLite as all of the store has them."""

import sqlite3
from pathlib import Path

from imtextgui.errors import CatalogueBusy
from imtextgui.store.file_uri import file_uri
from imtextgui.windows.long_paths import native

BUSY_SECONDS = 10.0
"""A transaction of another program is waited for so long; ours take milliseconds."""


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """Open the database ``path`` with ``mode`` as SQLite calls it; ``immutable``: nobody changes it, take no lock."""
    uri = file_uri(native(path.absolute()), mode, immutable=immutable)
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32768")
    return connection


def attach(connection: sqlite3.Connection, path: Path, name: str, *, immutable: bool = False) -> None:
    """Attach the database ``path``, to be read alone, as the schema ``name``."""
    uri = file_uri(native(path.absolute()), "ro", immutable=immutable)
    connection.execute(f"ATTACH ? AS {name}", (uri,))


def choose_journal(writer: sqlite3.Connection, path: Path, *, on_network: bool) -> None:
    """Write ahead, but on a share with a rollback journal: the memory that readers and writer of a write-ahead log
    share is that of one machine, and SQLite's authors warn of damage where they are on two.

    Raises CatalogueBusy where a journal of the other kind is in use.
    """
    wanted = "delete" if on_network else "wal"
    (mode,) = writer.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if mode != wanted and wanted == "delete":
        raise CatalogueBusy(path=str(path), reason="its journal is in use")
