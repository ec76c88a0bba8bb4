"""The rows of the full text that a filter leaves: as temporary tables for SQL, as masks for numpy."""

import json
import sqlite3
import threading
from itertools import count

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Ids
from imtextgui.store.text.fulltext_tables import ITEMS, PAGES, FulltextTable
from imtextgui.store.while_unchanged import WhileUnchanged

_MOST = 6
"""Filters whose rows are kept at once: a search asks with each ticked facet left out once, to count that facet."""

_numbers = count()


class AllowedRows:
    """The pages ``among``, and their items, for one connection.

    Names of the temporary tables hold a number that no other filter ever has, so that what was counted in them stays
    true.
    """

    def __init__(self, connection: sqlite3.Connection, among: Ids) -> None:
        self.connection, self.among = connection, among
        self._number = next(_numbers)
        self._masks: dict[str, npt.NDArray[np.bool_]] = {}
        self._tables: set[str] = set()

    def name(self, table: FulltextTable) -> str:
        """The temporary table of the rows of ``table``, made when it is first asked for: few words are in names."""
        name = self._name(table)
        if table.name not in self._tables:
            rows = (json.dumps(self._ids(table).tolist()),)
            self.connection.execute(
                f"CREATE TEMP TABLE {table.allowed}_{self._number} (id INTEGER PRIMARY KEY)"
            )
            self.connection.execute(f"INSERT INTO {name} SELECT value FROM json_each(?)", rows)
            self._tables.add(table.name)
        return name

    def mask(self, table: FulltextTable) -> npt.NDArray[np.bool_]:
        """Tell of each id of ``table`` up to the highest that is allowed whether it is."""
        if table.name not in self._masks:
            ids = self._ids(table)
            mask = np.zeros(int(ids.max(initial=0)) + 1, dtype=np.bool_)
            mask[ids] = True
            self._masks[table.name] = mask
        return self._masks[table.name]

    def of(self, table: FulltextTable, ids: Ids) -> Ids:
        """Those of ``ids`` of ``table`` that are allowed."""
        mask = self.mask(table)
        ids = ids[ids < len(mask)]
        return ids[mask[ids]]

    def drop(self) -> bool:
        """Remove the temporary tables; False where SQLite does not while something is being read."""
        try:
            for table in (PAGES, ITEMS):
                self.connection.execute(f"DROP TABLE IF EXISTS {self._name(table)}")
        except sqlite3.OperationalError:
            return False
        return True

    def _ids(self, table: FulltextTable) -> Ids:
        return self.among if table is PAGES else self._items()

    def _items(self) -> Ids:
        rows = self.connection.execute(
            "SELECT id FROM item WHERE content_id IN"
            f" (SELECT content_id FROM {self.name(PAGES)} JOIN page USING (id))"
        ).fetchall()
        return np.array(rows, dtype=np.int64).reshape(-1)

    def _name(self, table: FulltextTable) -> str:
        return f"temp.{table.allowed}_{self._number}"


class AllowedSets(threading.local):
    """The rows that the latest filters leave, for a thread and its connection."""

    def __init__(self) -> None:
        self._current: WhileUnchanged[int, AllowedRows] = WhileUnchanged(_MOST - 1)
        self._made: list[AllowedRows] = []

    def of(self, connection: sqlite3.Connection, among: Ids) -> AllowedRows:
        """The rows that ``among`` leaves, kept for the same object while the database stays as it is."""
        current = self._current.of(connection)
        rows = current.get(id(among))
        if rows is None:
            ours = [old for old in self._made if old.connection is connection and old not in current.values()]
            self._made = [*current.values(), *(old for old in ours if not old.drop())]
            rows = current[id(among)] = AllowedRows(connection, among)
            self._made.append(rows)
        return rows
