"""Files that have changed their names among each other: which bytes went from which name to which tells it.

In a circle all bytes were there before, each once. In a series, as that of numbered pictures of which one is removed
or one is put in, two files or more moved up by one name each, and its last name is new, or its first one is gone. Where
the names stay the same ones, they are the places of editions, as in an archive of the last three: there a name is a
file.
"""

from collections import Counter
from typing import NamedTuple

from imtextgui.store.column_values import id_list
from imtextgui.store.database import Transaction
from imtextgui.store.identity import ownership

_SHORTEST = 2
"""Files that must have moved: one that lies under the name of another one may be its next edition."""

IS_END = "EXISTS (SELECT 1 FROM file g WHERE g.digest = file.digest AND g.here AND g.before <> '')"
"""Whether the bytes of a file that goes lie in the place of another one in the same run: it may end a series."""


class _Moved(NamedTuple):
    """A file whose bytes lie under the name of another one."""

    file_id: int
    under: int


class _File(NamedTuple):
    """One row of ``file``, with its item, None of one that is gone."""

    uid: str
    path: bytes
    digest: str
    before: str | None
    item_id: int | None


def close_circle(tx: Transaction, file_id: int) -> None:
    """Where files have changed their names in a circle, which ``file_id`` closes, let each go with its bytes."""
    circle = [file_id]
    while (following := _holder_of_former_bytes(tx, circle[-1])) is not None:
        if following == file_id:
            _go_round(tx, circle)
            return
        if following in circle:
            return
        circle.append(following)


def _holder_of_former_bytes(tx: Transaction, file_id: int) -> int | None:
    """The one file that came to have the bytes that ``file_id`` alone had; None where there is none, or several."""
    (before,) = tx.execute("SELECT before FROM file WHERE id = ?", (file_id,)).fetchone()
    if not before:
        return None
    had = tx.execute("SELECT id FROM file WHERE before = ? AND here LIMIT 2", (before,)).fetchall()
    have = tx.execute(
        "SELECT id FROM file WHERE digest = ? AND here AND before <> '' LIMIT 2", (before,)
    ).fetchall()
    return int(have[0][0]) if len(had) == len(have) == 1 else None


def _go_round(tx: Transaction, circle: list[int]) -> None:
    """Give the item of each file of a circle, in which the next one has the bytes of one, to the file before."""
    listed = (id_list(circle),)
    among = "IN (SELECT value FROM json_each(?))"
    items = dict(tx.execute(f"SELECT file_id, id FROM item WHERE file_id {among}", listed).fetchall())
    paths = dict(tx.execute(f"SELECT id, path FROM file WHERE id {among}", listed).fetchall())
    for place, file_id in enumerate(circle):
        taken = circle[(place + 1) % len(circle)]
        tx.execute("UPDATE item SET file_id = ? WHERE id = ?", (file_id, items[taken]))
        tx.execute(
            "UPDATE file SET path = ?, digest = before, before = NULL WHERE id = ?", (paths[taken], file_id)
        )


def follow_series(tx: Transaction) -> None:
    """At the end of a run, let the files of each series that moved up go with their bytes."""
    sources = _sources(tx)
    moved = set(sources.values())
    for first in [file_id for file_id in sources if file_id not in moved]:
        series: list[_Moved] = []
        place = first
        while (file_id := sources.get(place)) is not None:
            series.append(_Moved(file_id, place))
            place = file_id
        if len(series) >= _SHORTEST:
            _move_up(tx, series)


def _sources(tx: Transaction) -> dict[int, int]:
    """The file that had the bytes before, by the file that has them now; without bytes that several had or have."""
    rows = tx.execute(
        "SELECT g.id, f.id FROM file g JOIN file f ON f.before = g.digest AND f.here"
        " WHERE g.here AND g.before IS NOT NULL AND f.before <> '' AND f.id <> g.id"
        " UNION ALL SELECT g.id, f.id FROM file g JOIN file f ON f.digest = g.digest AND NOT f.here"
        " WHERE g.here AND g.before <> ''"
    ).fetchall()
    places = Counter(place for place, _ in rows)
    files = Counter(file_id for _, file_id in rows)
    return {place: file_id for place, file_id in rows if places[place] == files[file_id] == 1}


def _move_up(tx: Transaction, series: list[_Moved]) -> None:
    """Let each file of a series have the item, the name and the bytes of the one under whose name its bytes are.

    Nothing is done where the names have stayed the same ones.
    """
    named = {file_id: _row(tx, file_id) for moved in series for file_id in moved}
    first, last = series[0].under, series[-1].file_id
    is_new, is_gone = named[first].before == "", named[last].item_id is None
    if not is_new and not is_gone:
        return
    for moved in series:
        file, other = named[moved.file_id], named[moved.under]
        # What was added since its bytes lie there was meant for these.
        ownership.part(tx, other.uid, file.uid, other.digest)
        _take_place(tx, moved.file_id, other)
    if not is_new:
        tx.execute(
            "UPDATE file SET path = x'', here = 0, digest = before, before = NULL WHERE id = ?", (first,)
        )
    elif is_gone:
        ownership.hand_over(tx, named[first].uid, named[series[0].file_id].uid)
        tx.execute("DELETE FROM file WHERE id = ?", (first,))
    else:
        # What lies under the last name now is a file that nobody knew.
        ownership.part(tx, named[last].uid, named[first].uid, named[last].digest)
        _take_place(tx, first, named[last])
        tx.execute("UPDATE file SET born = digest WHERE id = ?", (first,))


def _take_place(tx: Transaction, file_id: int, other: _File) -> None:
    tx.execute("UPDATE item SET file_id = ? WHERE id = ?", (file_id, other.item_id))
    tx.execute(
        "UPDATE file SET path = ?, digest = ?, here = 1, before = NULL WHERE id = ?",
        (other.path, other.digest, file_id),
    )


def _row(tx: Transaction, file_id: int) -> _File:
    row = tx.execute(
        "SELECT f.uid, f.path, f.digest, f.before, i.id FROM file f LEFT JOIN item i ON i.file_id = f.id"
        " WHERE f.id = ?",
        (file_id,),
    ).fetchone()
    return _File(*row)
