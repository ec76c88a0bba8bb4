"""Who is who: the identity of a file stays when its bytes, its name, or its item go.

A path that is there before and after is one file, also where its bytes became those of another one. Where files have
changed their names (``name_changes``), identity follows the bytes. A path that comes back is
the file that was there. One that goes is the new one that has its bytes, its name in the folder to which others of its
folder went, or what the system called it, where that tells when files came to be (``successors``). One that went
before, as with a folder that was taken out, is found again by its bytes, of equal ones by most names in common. Where
the bytes of a file came under a new name and what lies in its place is no edition of it, it went with them.
What this is told by lies in the database until the run ends, so that one that was killed and goes on decides the same;
of a file that has the bytes of one in another folder, until that was looked at, too.
"""

import secrets
from collections import Counter
from collections.abc import Collection

from imtextgui.store.column_values import id_list
from imtextgui.store.database import Transaction
from imtextgui.store.identity import name_changes, ownership, page_places, successors

_REPLACED = f"""
    SELECT f.id, g.id FROM file f CROSS JOIN file g ON g.digest = f.before AND g.born = g.digest AND g.before = ''
    WHERE f.before <> '' AND f.here AND g.here AND f.digest <> f.before AND f.uid IN ({ownership.OWNERS})
    AND NOT EXISTS (SELECT 1 FROM file o WHERE o.digest = f.before AND o.here AND o.id <> g.id)
    AND NOT EXISTS (SELECT 1 FROM file o WHERE o.before = f.before AND o.id <> f.id)
"""
"""Files whose bytes came under one new name alone, while their path has other ones, and these."""

_LOOKED_AT = """
    EXISTS (SELECT 1 FROM item i WHERE i.file_id = {file}.id
    AND i.source_id IN (SELECT value FROM json_each(:sources)))
"""

_WAITS = f"""
    (f.here AND CASE WHEN {_LOOKED_AT.format(file="f")} THEN f.before > '' AND EXISTS (
    SELECT 1 FROM file g WHERE g.digest = f.digest AND g.id <> f.id AND g.here AND g.before IS NULL
    AND NOT {_LOOKED_AT.format(file="g")})
    ELSE NOT EXISTS (SELECT 1 FROM file g WHERE g.digest = f.digest AND {_LOOKED_AT.format(file="g")}) END)
"""
"""Whether a file is undecided: in the sources of a run it has the bytes of one in another source, that was not looked
at; elsewhere the run over its source was killed, or it has no bytes of a file in the sources of this run."""

_NEW = ""
"""In the column ``before``: the file had no bytes when the last run ended."""


def whole_path(tx: Transaction, source_id: int, path: bytes) -> bytes:
    """The whole path of a file of a source, as ``file`` keeps it."""
    (source,) = tx.execute("SELECT path FROM source WHERE id = ?", (source_id,)).fetchone()
    return bytes(source) + b"/" + path


def arrive(tx: Transaction, path: bytes, digest: str | None) -> int:
    """The file for a new item at the whole ``path``: the one that was there and went, or a new one."""
    row = tx.execute(
        "SELECT id FROM file WHERE path = ? AND NOT here ORDER BY id DESC LIMIT 1", (path,)
    ).fetchone()
    if row is None:
        return int(
            tx.execute(
                "INSERT INTO file (uid, path, here, digest, born, before) VALUES (?, ?, 1, ?, ?, ?) RETURNING id",
                (secrets.token_hex(16), path, digest, digest, _NEW),
            ).fetchone()[0]
        )
    tx.execute("UPDATE file SET here = 1, before = NULL WHERE id = ?", row)
    if digest is not None:
        _change(tx, row[0], digest)
    return int(row[0])


def settle(tx: Transaction, file_id: int) -> None:
    """Let files go with their bytes that changed names while they were away; the last of them has its item now."""
    name_changes.close_circle(tx, file_id)


def change(tx: Transaction, file_id: int, digest: str | None) -> None:
    """Note that a file has the bytes ``digest`` now; None where they cannot be read, so that it keeps the last ones.

    To be called before the pages of the former bytes are gone, and after the item refers to the new ones.
    """
    if digest is not None:
        _change(tx, file_id, digest)
        name_changes.close_circle(tx, file_id)
    else:
        uid, before, born = tx.execute(
            "SELECT uid, digest, born FROM file WHERE id = ?", (file_id,)
        ).fetchone()
        ownership.adopt(tx, uid, before, born)


def move(tx: Transaction, file_id: int, path: bytes) -> None:
    """Note that a file has another name, which no file has that is gone."""
    tx.execute("UPDATE file SET path = x'' WHERE path = ? AND NOT here", (path,))
    tx.execute("UPDATE file SET was = coalesce(was, path), path = ? WHERE id = ?", (path, file_id))


def relocate(tx: Transaction, before: bytes, path: bytes) -> None:
    """Note that the folder ``before`` is found at ``path`` now, with all files in it."""
    tx.execute(
        "UPDATE file SET path = CAST(?1 || substr(path, ?3) AS BLOB) WHERE substr(path, 1, ?3) = ?2",
        (path, before + b"/", len(before) + 1),
    )


def leave(tx: Transaction, file_ids: Collection[int], *, are_gone: bool = False) -> None:
    """Note that items were removed; their files stay where people added something to them.

    One that came under another name since the last run ended goes on as that. ``are_gone`` tells that a run has not
    found them: then one that was copied before goes on as the copy.
    """
    listed = (id_list(file_ids),)
    gone = "id IN (SELECT value FROM json_each(?))"
    folders = successors.moved_folders(tx, file_ids)
    # Until the run ends, a name that is gone tells that others of its folder may have moved up.
    before = "digest" if are_gone else "NULL"
    tx.execute(f"UPDATE file SET here = 0, before = {before} WHERE {gone}", listed)
    if not are_gone:
        tx.execute(f"DELETE FROM file WHERE {gone} AND uid NOT IN ({ownership.OWNERS})", listed)
    left = tx.execute(
        f"SELECT id, path, digest FROM file WHERE {gone} AND digest IS NOT NULL AND uid IN ({ownership.OWNERS})",
        listed,
    )
    for file_id, path, digest in left.fetchall():
        other = successors.of(tx, path, digest, folders, with_copies=are_gone)
        if other is not None:
            _go_on_as(tx, file_id, other)
            tx.execute("DELETE FROM file WHERE id = ?", (other,))


def follow_system_ids(tx: Transaction, item_ids: Collection[int]) -> None:
    """Let the files of items that are to be removed go on as those that came in the same run, and are the same ones.

    What the system calls them tells it, also where their bytes have changed; only where that is told with the time of
    their birth, because a number alone may be given to another file.
    """
    listed = (id_list(item_ids),)
    among = "(SELECT value FROM json_each(?))"
    called = "i.system_id LIKE '%-%-%'"
    gone = _by_system_id(
        tx, f"SELECT i.system_id, i.file_id FROM item i WHERE i.id IN {among} AND {called}", listed
    )
    if not gone:
        return
    came = _by_system_id(
        tx,
        "SELECT i.system_id, i.file_id FROM file f JOIN item i ON i.file_id = f.id"
        f" WHERE f.before = '' AND i.id NOT IN {among} AND {called}",
        listed,
    )
    for called, file_id in gone.items():
        if called in came:
            _go_on_as(tx, file_id, came[called])


def end_run(tx: Transaction, source_ids: Collection[int]) -> tuple[str, ...]:
    """Note that a run over some sources has ended: what changes from now on is compared with what is there now.

    A file whose bytes are those of one in a folder that was not looked at since may have changed places with it: that
    is decided when that folder was looked at, too. Gives the digests of the files that have changed and are decided.
    """
    name_changes.follow_series(tx)
    for file_id, other in tx.execute(_REPLACED).fetchall():
        _part_replaced(tx, file_id, other)
    for file_id, other in successors.found_again(tx):
        _go_on_as(tx, file_id, other)
        tx.execute("DELETE FROM file WHERE id = ?", (other,))
    sources = {"sources": id_list(source_ids)}
    changed = tx.execute(
        # the pluses make SQLite look among the few that have changed, not at all digests
        f"SELECT DISTINCT +digest FROM file AS f WHERE before > '' AND here AND +digest IS NOT NULL AND NOT {_WAITS}",
        sources,
    ).fetchall()
    tx.execute(
        "UPDATE file AS f SET before = NULL, was = NULL WHERE id IN (SELECT id FROM file WHERE before IS NOT NULL"
        f" UNION SELECT id FROM file WHERE was IS NOT NULL) AND NOT {_WAITS}",
        sources,
    )
    forget_unowned(tx)
    return tuple(digest for (digest,) in changed)


def without_items(tx: Transaction) -> None:
    """Note that the database holds no items: of files that stay those to which people added something."""
    tx.execute(f"DELETE FROM file WHERE uid NOT IN ({ownership.OWNERS})")
    tx.execute("UPDATE file SET here = 0, before = NULL")


def with_items(tx: Transaction) -> None:
    """Note which files have an item, after items were copied from another database, which may have known no files."""
    tx.execute("UPDATE file SET here = 0, before = NULL")
    tx.execute("UPDATE file SET here = 1 WHERE id IN (SELECT file_id FROM item)")
    tx.execute(
        "UPDATE file SET digest = c.digest FROM item i JOIN content c ON c.id = i.content_id"
        " WHERE i.file_id = file.id AND c.digest IS NOT NULL AND c.digest IS NOT file.digest"
    )
    rows = tx.execute(
        "SELECT i.id, i.source_id, i.path, c.digest FROM item i JOIN content c ON c.id = i.content_id"
        " WHERE i.file_id IS NULL"
    ).fetchall()
    for item_id, source_id, path, digest in rows:
        file_id = arrive(tx, whole_path(tx, source_id, path), digest)
        tx.execute("UPDATE item SET file_id = ? WHERE id = ?", (file_id, item_id))
        settle(tx, file_id)
    forget_unowned(tx)
    tx.execute("UPDATE file SET before = NULL")


def forget_unowned(tx: Transaction) -> None:
    """Remove the files that are gone and to which nothing is added any more."""
    tx.execute(f"DELETE FROM file WHERE NOT here AND uid NOT IN ({ownership.OWNERS})")


def _change(tx: Transaction, file_id: int, digest: str) -> None:
    uid, last, born, before = tx.execute(
        "SELECT uid, digest, born, before FROM file WHERE id = ?", (file_id,)
    ).fetchone()
    if last == digest:
        return
    ownership.adopt(tx, uid, last, born)
    first = last if before is None else before
    tx.execute(
        "UPDATE file SET digest = ?, born = coalesce(born, ?), before = ? WHERE id = ?",
        (digest, digest, None if first == digest else first, file_id),
    )
    page_places.follow(tx, digest)


def _part_replaced(tx: Transaction, file_id: int, other: int) -> None:
    """Let ``file_id`` go with its bytes to the name of ``other`` where what lies in its place now is no edition of it.

    An edition that is kept under another name while the next one takes its place has the same form, but like words.
    """
    query = "SELECT uid, path, digest FROM file WHERE id = ?"
    uid, path, digest = tx.execute(query, (file_id,)).fetchone()
    other_uid, other_path, former = tx.execute(query, (other,)).fetchone()
    if page_places.are_alike(tx, former, digest):
        return
    ownership.hand_over(tx, other_uid, uid)
    ownership.part(tx, uid, other_uid, digest)
    _exchange_items(tx, file_id, other)
    tx.execute(
        "UPDATE file SET path = ?, digest = ?, before = NULL WHERE id = ?", (other_path, former, file_id)
    )
    tx.execute("UPDATE file SET path = ?, digest = ?, born = ? WHERE id = ?", (path, digest, digest, other))


def _exchange_items(tx: Transaction, file_id: int, other: int) -> None:
    tx.execute(
        "UPDATE item SET file_id = CASE file_id WHEN ?1 THEN ?2 ELSE ?1 END WHERE file_id IN (?1, ?2)",
        (file_id, other),
    )


def _by_system_id(tx: Transaction, query: str, values: tuple[str]) -> dict[str, int]:
    """The file ids that ``query`` gives, by what the system calls the files; without hard links of each other."""
    rows = tx.execute(query, values).fetchall()
    counts = Counter(called for called, _ in rows)
    return {called: file_id for called, file_id in rows if counts[called] == 1}


def _go_on_as(tx: Transaction, file_id: int, other: int) -> None:
    """Let the file ``file_id``, whose item is removed, have the item, the name and the bytes of ``other``."""
    (uid,) = tx.execute("SELECT uid FROM file WHERE id = ?", (file_id,)).fetchone()
    other_uid, path, digest = tx.execute(
        "SELECT uid, path, digest FROM file WHERE id = ?", (other,)
    ).fetchone()
    ownership.hand_over(tx, other_uid, uid)
    _exchange_items(tx, file_id, other)
    tx.execute("UPDATE file SET path = x'', here = 0, digest = NULL, before = NULL WHERE id = ?", (other,))
    tx.execute(
        "UPDATE file SET path = ?, here = 1, before = iif(here, before, NULL) WHERE id = ?", (path, file_id)
    )
    change(tx, file_id, digest)
