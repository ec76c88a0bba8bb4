"""Whether something was forgotten whose bytes may still lie in the files of the catalogue.

The rows go in one transaction, which notes it here; the bytes of the file, the backups and the other copies follow, and
take as long as the catalogue is large. Where the program is ended in between, the note is what tells the next opening.
"""

import sqlite3

from imtextgui.store.database import Database, Transaction

NAME = "forgetting"
"""Of its row among the choices."""

_ALL = "everything"
_PART = "part"


def note(tx: Transaction, *, everything: bool = False) -> None:
    """In the transaction that removes rows: copies of them are left; ``everything``: in files of the user's, too."""
    tx.execute(
        "INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (NAME, _ALL if everything else _PART)
    )


def clear(tx: Transaction) -> None:
    """Nothing of what was forgotten is left."""
    tx.execute("DELETE FROM choice WHERE name = ?", (NAME,))


def is_noted(database: Database) -> bool:
    """Whether copies of what was forgotten may be left."""
    return bool(_value(database))


def is_of_everything(database: Database) -> bool:
    """Whether all was forgotten, so that the site's own terms are to go, too."""
    return is_everything(_value(database))


def is_everything(value: str) -> bool:
    """Whether what ``noted`` gives tells that all was forgotten."""
    return value == _ALL


def noted(connection: sqlite3.Connection) -> str:
    """What a database, or a copy of one, tells of a forgetting that was not finished, "" for nothing."""
    row = connection.execute("SELECT value FROM choice WHERE name = ?", (NAME,)).fetchone()
    return str(row[0]) if row else ""


def _value(database: Database) -> str:
    with database.reading() as connection:
        return noted(connection)
