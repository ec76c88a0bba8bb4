"""Which machine a file belongs to, read off the names of folders.

People file by machine, below one folder or a few in a row. So the machines of a source are the folders on its first
level that has two folders or more, and what lies in such a folder, however deep, belongs to that machine. Files above
that level, and those of a source whose folders never divide, belong to none. An archive counts as a folder, as it does
elsewhere. Nothing of this is stored: a few look-ups in the index of paths find the level.
"""

import sqlite3
from collections.abc import Iterator

from imtextgui.store.column_values import path_text

DEEPEST = 4
"""Levels that are looked at; further down folders hardly stand for machines."""

_NEXT = """
    SELECT path FROM item WHERE source_id = :source AND path >= :start AND path < :end
    AND instr(substr(path, :length + 1), x'2f') ORDER BY path LIMIT 1
"""
_SLASH, _AFTER_SLASH, _LAST = b"/", b"0", b"\xff"
"""``0`` is the byte after ``/``: from there on paths are beyond all that lies in a folder. UTF-8 has no byte 0xff."""


class Machines:
    """The machines of all sources, as they are when this is made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        sources = connection.execute("SELECT id FROM source").fetchall()
        self._above = {source: _level(connection, source) for (source,) in sources}

    def of(self, source_id: int, path: bytes) -> str:
        """The machine that the file at ``path``, as stored, of a source belongs to; "" for none."""
        above = self._above.get(source_id)
        if above is None or not path.startswith(above):
            return ""
        name, slash, _ = path[len(above) :].partition(_SLASH)
        return path_text(name) if slash else ""


def _level(connection: sqlite3.Connection, source_id: int) -> bytes | None:
    """The beginning that all paths with a machine share, up to the level of the machines; None without one."""
    above = b""
    for _ in range(DEEPEST):
        first, *more = _first_two(_folders(connection, source_id, above))
        if more:
            return above
        if not first:
            return None
        above += first + _SLASH
    return None


def _first_two(folders: Iterator[bytes]) -> list[bytes]:
    return [folder for folder, _ in zip(folders, range(2), strict=False)] or [b""]


def _folders(connection: sqlite3.Connection, source_id: int, above: bytes) -> Iterator[bytes]:
    """The names of the folders right below ``above``, in order, each found by a jump in the index."""
    start = above
    while True:
        asked = {"source": source_id, "start": start, "end": above + _LAST, "length": len(above)}
        row = connection.execute(_NEXT, asked).fetchone()
        if row is None:
            return
        name = row[0][len(above) :].partition(_SLASH)[0]
        yield name
        start = above + name + _AFTER_SLASH
