"""To which files a reader added something: known again where the publisher has made his catalogue anew.

The identities of files are those of the publisher's catalogue. What a reader adds names them, and beside it is kept
where they were and which bytes they had.
"""

from imtextgui.store.database import Transaction
from imtextgui.store.identity import ownership, page_places

_REMEMBER = f"""
    INSERT INTO main.file (uid, path, here, digest, born)
    SELECT uid, path, 0, digest, born FROM shared.file WHERE uid IN ({ownership.OWNERS})
    ON CONFLICT (uid) DO UPDATE SET path = excluded.path, digest = excluded.digest
    WHERE path <> excluded.path OR digest IS NOT excluded.digest
"""

_UNKNOWN = """
    SELECT uid, path, digest FROM main.file f
    WHERE NOT EXISTS (SELECT 1 FROM shared.file s WHERE s.uid = f.uid)
"""


def keep(tx: Transaction) -> None:
    """Keep what is to be known of files and pages in later snapshots, at the end of a change."""
    page_places.keep_missing(tx)
    tx.execute(_REMEMBER)


def follow(tx: Transaction) -> None:
    """Find the files and pages to which something was added in the snapshot that is under it now."""
    for uid, path, digest in tx.execute(_UNKNOWN).fetchall():
        now = _found_again(tx, path, digest)
        if now is not None:
            ownership.hand_over(tx, uid, now)
            tx.execute("DELETE FROM main.file WHERE uid = ?", (uid,))
    tx.execute(_REMEMBER)
    page_places.follow_all(tx)


def _found_again(tx: Transaction, path: bytes, digest: str | None) -> str | None:
    """The file with the bytes, where one alone has them, or else the one at the path."""
    for where, value in (("digest", digest), ("path", path)):
        rows = tx.execute(
            f"SELECT uid FROM shared.file WHERE {where} = ? AND here LIMIT 2", (value,)
        ).fetchall()
        if len(rows) == 1:
            return str(rows[0][0])
    return None
