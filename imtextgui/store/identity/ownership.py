"""To which files belongs what people added."""

from imtextgui.store.database import Transaction

TABLES = ("content_tag", "refused_tag", "written_description", "judgement_file", "job_entry")
"""Tables whose rows name the file to which something was added in the column ``file``."""

NAMING = (*TABLES, "trial_question", "trial_attempt")
"""All tables that name a file."""

OWNERS = " UNION ".join(f"SELECT file FROM {table}" for table in NAMING)

_ROWS = {
    "content_tag": "digest, tag",
    "refused_tag": "digest, number, tag",
    "written_description": "digest, number, language, text",
}
"""Tables of which a row may belong to several files, with their columns beside ``file``."""

_NOT_OFF = {
    "content_tag": " AND NOT EXISTS (SELECT 1 FROM refused_tag r WHERE r.number = 0 AND r.digest = :digest"
    " AND r.tag = t.tag AND r.file = :uid)",
    "refused_tag": " AND t.number > 0",
    "written_description": " AND t.text <> ''",
}
"""What was taken off a file is not its own, and that it was is nobody else's."""

_OWNERLESS = "t.digest = :digest AND NOT EXISTS (SELECT 1 FROM file o WHERE o.uid = t.file AND o.here)"
_OF_GONE = "t.file IN (SELECT uid FROM file WHERE digest = :digest AND NOT here)"
"""What belongs to files that are gone, and had the same bytes last."""


def holders(tx: Transaction, digest: str) -> list[str]:
    """The files that have bytes with this digest; "" alone stands for none."""
    rows = tx.execute(
        "SELECT f.uid FROM content c JOIN item i ON i.content_id = c.id JOIN file f ON f.id = i.file_id"
        " WHERE c.digest = ? ORDER BY i.id",
        (digest,),
    ).fetchall()
    return [uid for (uid,) in rows] or [""]


def owner(tx: Transaction, digest: str, item_id: int | None = None) -> str:
    """The file to which it belongs what somebody adds to bytes: that of the item that he named, or the first one.

    "" where no file has them.
    """
    row = tx.execute(
        "SELECT f.uid FROM content c JOIN item i ON i.content_id = c.id JOIN file f ON f.id = i.file_id"
        " JOIN source s ON s.id = i.source_id WHERE c.digest = ? ORDER BY i.id IS NOT ?, s.offline, i.id LIMIT 1",
        (digest, item_id),
    ).fetchone()
    return "" if row is None else str(row[0])


def adopt(tx: Transaction, uid: str, digest: str | None, born: str | None) -> None:
    """Let what applies to the bytes that a file leaves, and belongs to nobody that is there, belong to this file.

    A copy that goes its own way takes nothing along, as long as others have these bytes.
    """
    if digest is None:
        return
    has_others = _is_held_by_another(tx, uid, digest)
    if has_others and born == digest:
        return
    values = {"uid": uid, "digest": digest}
    wanted = [_OWNERLESS, _OF_GONE] if born == digest else [_OWNERLESS]
    for table, columns in _ROWS.items():
        for which in wanted:
            tx.execute(
                f"INSERT OR IGNORE INTO {table} (file, {columns}) SELECT :uid, {columns} FROM {table} AS t"
                f" WHERE ({which}){_NOT_OFF.get(table, '')}",
                values,
            )
        if not has_others:
            tx.execute(f"DELETE FROM {table} WHERE file = '' AND digest = :digest", values)
    _adopt_judgements(tx, values, is_copy=born == digest)
    tx.execute(f"UPDATE OR IGNORE job_entry AS t SET file = :uid WHERE {_OWNERLESS}", values)


def hand_over(tx: Transaction, uid: str, other: str) -> None:
    """Let all that belongs to the file ``uid`` belong to ``other``; what was said of ``uid`` last stands."""
    tx.execute(
        "DELETE FROM content_tag AS t WHERE file = ?1 AND EXISTS (SELECT 1 FROM refused_tag r"
        " WHERE r.file = ?2 AND r.number = 0 AND r.tag = t.tag)",
        (other, uid),
    )
    for table in NAMING:
        otherwise = "REPLACE" if table == "written_description" else "IGNORE"
        tx.execute(f"UPDATE OR {otherwise} {table} SET file = ? WHERE file = ?", (other, uid))
        if table in TABLES:
            tx.execute(f"DELETE FROM {table} WHERE file = ?", (uid,))


def part(tx: Transaction, uid: str, other: str, digest: str) -> None:
    """Let what was added to the file ``uid`` when it had the bytes ``digest`` belong to ``other``."""
    for table in (*_ROWS, "job_entry"):
        tx.execute(
            f"UPDATE OR IGNORE {table} SET file = ? WHERE file = ? AND digest = ?", (other, uid, digest)
        )
    tx.execute(
        "UPDATE OR IGNORE judgement_file SET file = ? WHERE file = ?"
        " AND judgement_id IN (SELECT id FROM judgement WHERE digest = ?)",
        (other, uid, digest),
    )


def _adopt_judgements(tx: Transaction, values: dict[str, str], *, is_copy: bool) -> None:
    tx.execute(
        "INSERT OR IGNORE INTO judgement_file (judgement_id, file) SELECT j.id, :uid FROM judgement j"
        " WHERE j.digest = :digest AND NOT EXISTS (SELECT 1 FROM judgement_file o JOIN file f ON f.uid = o.file"
        " WHERE o.judgement_id = j.id AND f.here)",
        values,
    )
    if is_copy:
        tx.execute(
            "INSERT OR IGNORE INTO judgement_file (judgement_id, file) SELECT t.judgement_id, :uid"
            f" FROM judgement_file t WHERE {_OF_GONE}",
            values,
        )


def _is_held_by_another(tx: Transaction, uid: str, digest: str) -> bool:
    row = tx.execute(
        "SELECT 1 FROM file WHERE digest = ? AND here AND uid <> ? LIMIT 1", (digest, uid)
    ).fetchone()
    return row is not None
