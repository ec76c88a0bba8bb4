"""What was worked out from a database, kept for a thread until something is written."""

import sqlite3
import threading
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_MOST = 64
"""Values kept of one state of the database: those of as many searches with different filters."""


class WhileUnchanged(threading.local, Generic[Key, Value]):
    """Values by key, of the database as this thread's connection sees it."""

    def __init__(self) -> None:
        self._of: tuple[sqlite3.Connection, int] | None = None
        self._values: dict[Key, Value] = {}

    def of(self, connection: sqlite3.Connection) -> dict[Key, Value]:
        """The values of the state that ``connection`` sees now, to read and to add to; none after a change.

        Within a transaction of its own, whose changes do not show in its ``data_version``, nothing is kept.
        """
        if connection.in_transaction:
            return {}
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if self._of != (connection, version) or len(self._values) > _MOST:
            self._of, self._values = (connection, version), {}
        return self._values
