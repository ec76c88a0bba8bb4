"""Whether something was forgotten whose bytes may still lie in the files of the catalogue.

The rows go in one transaction, which notes it here; the bytes of the file, the backups and the other copies follow, and
take as long as the catalogue is large. Where the program is ended in between, the note is what tells the next opening.
Of the last forgetting a name stays: snapshots that were published under another one may hold what was forgotten.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable

from imtextgui.store.database import Database, Transaction

NAME = "forgetting"
"""Of its row among the choices."""

LAST = "forgotten"
"""Of the row that names the last forgetting."""

_ALL = "everything"
_PART = "part"


def note(tx: Transaction, *, files: Iterable[str] | None = None) -> None:
    """In the transaction that removes rows: copies of them are left.

    ``files`` are given where everything is forgotten: what tells the files with the site's own terms as they are now,
    which are to go, too. One that somebody writes later stays.
    """
    value = _PART if files is None else f"{_ALL} {json.dumps(list(files))}"
    tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (NAME, value))
    tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (LAST, uuid.uuid4().hex))


def clear(tx: Transaction) -> None:
    """Nothing of what was forgotten is left."""
    tx.execute("DELETE FROM choice WHERE name = ?", (NAME,))


def is_noted(database: Database) -> bool:
    """Whether copies of what was forgotten may be left."""
    return bool(_value(database))


def is_of_everything(database: Database) -> bool:
    """Whether all was forgotten, so that the site's own terms are to go, too."""
    return is_everything(_value(database))


def files_to_go(database: Database) -> list[str] | None:
    """What ``note`` was told of the files that are to go; None where an earlier version noted it: all of them."""
    _, _, files = _value(database).partition(" ")
    return [str(file) for file in json.loads(files)] if files else None


def is_everything(value: str) -> bool:
    """Whether what ``noted`` gives tells that all was forgotten."""
    return value.partition(" ")[0] == _ALL


def noted(connection: sqlite3.Connection) -> str:
    """What a database, or a copy of one, tells of a forgetting that was not finished, "" for nothing."""
    row = connection.execute("SELECT value FROM choice WHERE name = ?", (NAME,)).fetchone()
    return str(row[0]) if row else ""


def last(connection: sqlite3.Connection) -> str:
    """The name of the last forgetting, "" where nothing was ever forgotten."""
    row = connection.execute("SELECT value FROM choice WHERE name = ?", (LAST,)).fetchone()
    return str(row[0]) if row else ""


def _value(database: Database) -> str:
    with database.reading() as connection:
        return noted(connection)
