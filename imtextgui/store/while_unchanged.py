"""What was worked out from a database, kept for a thread until something is written."""

import sqlite3
import threading
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_MOST = 64
"""Values kept of one state of the database: those of as many searches with different filters."""


class WhileUnchanged(threading.local, Generic[Key, Value]):
    """At most about ``most`` values by key, of the database as this thread's connection sees it.

    With ``of_temporary_tables`` they follow from those, too: what the connection itself writes ends them then.
    """

    def __init__(self, most: int = _MOST, *, of_temporary_tables: bool = False) -> None:
        self._most, self._sees_own = most, of_temporary_tables
        self._of: tuple[sqlite3.Connection, tuple[int, ...], int] | None = None
        self._values: dict[Key, Value] = {}

    def of(self, connection: sqlite3.Connection) -> dict[Key, Value]:
        """The values of the state that ``connection`` sees now, to read and to add to; none after a change.

        Within a transaction of its own, whose changes do not show in its ``data_version``, nothing is kept.
        """
        if connection.in_transaction:
            return {}
        state = (connection, _versions(connection), connection.total_changes if self._sees_own else 0)
        if self._of != state or len(self._values) > self._most:
            self._of, self._values = state, {}
        return self._values


def _versions(connection: sqlite3.Connection) -> tuple[int, ...]:
    """What others wrote into each of the databases of ``connection``: a published one has that of its reader, too."""
    names = [name for _, name, _ in connection.execute("PRAGMA database_list") if name != "temp"]
    return tuple(connection.execute(f"PRAGMA {name}.data_version").fetchone()[0] for name in names)
