"""Files that have changed their names among each other: which bytes went from which name to which tells it.

In a circle all bytes were there before, each once. In a series, as that of numbered pictures of which one is removed
or one is put in, two files or more moved up by one name each, and its last name is new, or its first one is gone. Where
the names stay the same ones, they are the places of editions, as in an archive of the last three: there a name is a
file. Where bytes have changed names, one that was edited besides is known by what it says or shows, if that is clearly
liker than that of any other (``page_places.likeness``).
"""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from imtextgui.store.column_values import id_list
from imtextgui.store.database import Transaction
from imtextgui.store.identity import ownership, page_places

_SHORTEST = 2
"""Files that must have moved: one that lies under the name of another one may be its next edition."""

_LIKE = 0.7
"""Likeness from which on a file under another name may be one that was edited ..."""

_AHEAD = 0.2
"""... if it is ahead of any other by this: numbered sheets of one form share half of their words."""

_MOST_PAIRS = 400
"""Pairs of files that are compared by what they hold; of a larger heap nothing is told."""

_NEW = """
    SELECT g.id, g.digest FROM file g WHERE g.here AND g.before > '' AND g.digest IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM file f WHERE f.digest = g.digest AND f.id <> g.id)
    AND NOT EXISTS (SELECT 1 FROM file f WHERE f.before = g.digest)
"""
"""Files of other bytes, that none had before."""

_REPLACED = """
    SELECT f.id, f.before FROM file f WHERE f.before > '' AND (f.here OR f.digest = f.before)
    AND NOT EXISTS (SELECT 1 FROM file g WHERE g.digest = f.before AND g.here)
"""
"""Files whose former bytes no file has now."""


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
    exact = _sources(tx)
    if not exact:
        return
    sources = {**exact, **_likest(tx, exact)}
    for holders in _series(sources):
        moved = sum(place in exact for place in holders)
        first, last = next(iter(holders)), holders[next(reversed(holders))]
        if first == last:
            # One of bytes alone was closed when its last file came.
            if 0 < moved < len(holders):
                _let_hold(tx, holders)
        elif moved >= _SHORTEST and _has_other_names(tx, first, last):
            is_here = _row(tx, last).item_id is not None
            _let_hold(tx, {**holders, last: None} if is_here else holders)


def _series(sources: Mapping[int, int]) -> Iterator[dict[int, int]]:
    """The series and circles of ``sources``, each from its first place on."""
    left = dict(sources)
    moved = set(sources.values())
    for first in [place for place in sources if place not in moved] + list(sources):
        holders: dict[int, int] = {}
        place = first
        while (file_id := left.pop(place, None)) is not None:
            holders[place] = place = file_id
        if holders:
            yield holders


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


def _likest(tx: Transaction, exact: Mapping[int, int]) -> dict[int, int]:
    """Files that have changed names and were edited besides, as ``_sources``, told by what they hold."""
    places = dict(tx.execute(_NEW).fetchall())
    files = dict(tx.execute(_REPLACED).fetchall())
    # What lies between names that have stayed where they were was not moved.
    ends = {*exact, *exact.values()}
    if not ends & {*places, *files} or len(places) * len(files) > _MOST_PAIRS:
        return {}
    likeness = {
        (place, file_id): page_places.likeness(tx, before, digest)
        for place, digest in places.items()
        for file_id, before in files.items()
    }
    return {
        place: file_id
        for (place, file_id), value in likeness.items()
        if place != file_id and value >= _LIKE and value - _next(likeness, place, file_id) >= _AHEAD
    }


def _next(likeness: Mapping[tuple[int, int], float], place: int, file_id: int) -> float:
    """The likeness of the next one, of all pairs with one of these two."""
    return max(
        (value for (other, another), value in likeness.items() if (other == place) != (another == file_id)),
        default=0.0,
    )


def _has_other_names(tx: Transaction, first: int, last: int) -> bool:
    """Whether a name is new or gone since the last run, the first or the last of a series or one of its folder."""
    new, gone = _row(tx, first), _row(tx, last)
    if new.before == "" or gone.item_id is None:
        return True
    folder = new.path[: new.path.rfind(b"/") + 1]
    row = tx.execute(
        "SELECT 1 FROM file WHERE NOT here AND before IS NOT NULL AND substr(path, 1, ?) = ? LIMIT 1",
        (len(folder), folder),
    ).fetchone()
    return row is not None


def _let_hold(tx: Transaction, holders: Mapping[int, int | None]) -> None:
    """Let each file have the item, the name and the bytes of the one under whose name its bytes are.

    ``holders`` has the files by those that have the items; None stands for one that nobody knew.
    """
    named = {place: _row(tx, place) for place in holders}
    following = {place: _new(tx) if file_id is None else file_id for place, file_id in holders.items()}
    uids = {file_id: _row(tx, file_id).uid for file_id in following.values()}
    for place, file_id in following.items():
        # What was added since its bytes lie there was meant for these.
        ownership.part(tx, named[place].uid, uids[file_id], named[place].digest)
        _take_place(tx, file_id, named[place])
    for place in holders.keys() - set(following.values()):
        if named[place].before == "":
            ownership.hand_over(tx, named[place].uid, uids[following[place]])
            tx.execute("DELETE FROM file WHERE id = ?", (place,))
        else:
            tx.execute(
                "UPDATE file SET path = x'', here = 0, digest = before, before = NULL WHERE id = ?", (place,)
            )


def _new(tx: Transaction) -> int:
    row = tx.execute(
        "INSERT INTO file (uid, path, here, before) VALUES (?, x'', 1, '') RETURNING id",
        (secrets.token_hex(16),),
    )
    return int(row.fetchone()[0])


def _take_place(tx: Transaction, file_id: int, other: _File) -> None:
    tx.execute("UPDATE item SET file_id = ? WHERE id = ?", (file_id, other.item_id))
    tx.execute(
        # one that was edited besides has changed
        "UPDATE file SET path = ?2, digest = ?3, born = coalesce(born, ?3), here = 1,"
        " before = CASE WHEN before = '' THEN '' ELSE nullif(coalesce(before, digest), ?3) END WHERE id = ?1",
        (file_id, other.path, other.digest),
    )


def _row(tx: Transaction, file_id: int) -> _File:
    row = tx.execute(
        "SELECT f.uid, f.path, f.digest, f.before, i.id FROM file f LEFT JOIN item i ON i.file_id = f.id"
        " WHERE f.id = ?",
        (file_id,),
    ).fetchone()
    return _File(*row)
