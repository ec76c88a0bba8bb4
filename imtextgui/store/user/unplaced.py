"""Additions that are on no page now: listed, placed on a page that there is, or forgotten."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from imtextgui.domain.runs.unplaced_additions import AdditionKind, OutOfView, UnplacedAddition
from imtextgui.store.column_values import full_path, path_bytes, path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.ownership import owner
from imtextgui.store.user.descriptions import Descriptions
from imtextgui.store.user.tags import Tags

_PAGE_OF = "JOIN content c ON c.digest = t.digest JOIN page p ON p.content_id = c.id AND p.number = t.number"

# Each gives text, verdict, file, digest and number; then the key that names the row in its table.
_SELECTS = {
    AdditionKind.JUDGEMENT: f"""
        SELECT j.text, j.right, coalesce(min(o.file), ''), j.digest, j.number, j.id
        FROM judgement j LEFT JOIN judgement_file o ON o.judgement_id = j.id
        WHERE j.id > 0 AND j.id NOT IN (SELECT t.id FROM judgement_in_force t {_PAGE_OF})
        GROUP BY j.id ORDER BY j.id
    """,
    AdditionKind.TAG: """
        SELECT o.tag, NULL, o.file, o.digest, 0, o.file, o.digest, o.tag FROM content_tag o
        WHERE NOT EXISTS (
            SELECT 1 FROM tag_in_force t JOIN content c ON c.digest = t.digest
            WHERE t.tag = o.tag AND t.file = o.file AND t.made = o.digest)
        AND NOT EXISTS (
            SELECT 1 FROM file f JOIN item i ON i.file_id = f.id JOIN content c ON c.id = i.content_id
            WHERE f.uid = o.file AND c.digest IS NULL)
        ORDER BY o.tag, o.digest, o.file
    """,
    AdditionKind.DESCRIPTION: f"""
        SELECT o.text, NULL, o.file, o.digest, o.number, o.file, o.digest, o.number, o.language
        FROM written_description o WHERE o.text <> '' AND NOT EXISTS (
            SELECT 1 FROM description_in_force t {_PAGE_OF} WHERE t.file = o.file AND t.made = o.digest
            AND t.made_number = o.number AND t.language = o.language)
        ORDER BY o.digest, o.number, o.language, o.file
    """,
}
_ENTRY = "SELECT note, NULL, file, digest, number, id FROM job_entry WHERE id = ?"

_DELETES = {
    AdditionKind.JUDGEMENT: "DELETE FROM judgement WHERE id = ?",
    AdditionKind.TAG: "DELETE FROM content_tag WHERE file = ? AND digest = ? AND tag = ?",
    AdditionKind.DESCRIPTION: (
        "DELETE FROM written_description WHERE file = ? AND digest = ? AND number = ? AND language = ?"
    ),
    AdditionKind.ENTRY: "DELETE FROM job_entry WHERE id = ?",
}


@dataclass(frozen=True, slots=True)
class _Row:
    kind: AdditionKind
    text: str
    right: int | None
    file: str
    digest: str
    number: int
    key: tuple[Any, ...]

    @property
    def id(self) -> str:
        told = json.dumps([self.kind.value, *self.key])
        return hashlib.sha256(told.encode()).hexdigest()[:8]


class UnplacedAdditions:
    """The additions of one catalogue that are on no page now. Writing calls take part in the transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tags = Tags(database)
        self._descriptions = Descriptions(database)

    def all(self, lost_entries: list[int]) -> tuple[UnplacedAddition, ...]:
        """Every one, by kind; ``lost_entries`` are the ids of the job sheet entries whose page is gone."""
        with self._database.reading() as connection:
            return tuple(_told(connection, row) for row in _rows(connection, lost_entries))

    def place(
        self, tx: Transaction, addition: str, page_id: int, item_id: int, lost_entries: list[int]
    ) -> bool:
        """Put one on a page of a file that there is, a tag on that file; False where there is no such addition.

        What says the same there already stays, and so does a sentence that somebody wrote there; then only what was
        out of view goes.
        """
        row = self._row(tx, addition, lost_entries)
        place = tx.execute(
            "SELECT c.digest, p.number, s.path, i.path FROM page p JOIN content c ON c.id = p.content_id"
            " JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id"
            " WHERE p.id = ? AND i.id = ? AND c.digest IS NOT NULL",
            (page_id, item_id),
        ).fetchone()
        if row is None or place is None:
            return False
        digest, number, source, path = place
        uid = owner(tx, digest, item_id)
        if row.kind is AdditionKind.JUDGEMENT:
            _place_judgement(tx, row.key[0], digest, number, uid)
        elif row.kind is AdditionKind.ENTRY:
            tx.execute(
                "UPDATE OR IGNORE job_entry SET digest = ?, number = ?, path = ?, file = ? WHERE id = ?",
                (digest, number, path_bytes(full_path(source, path)), uid, row.key[0]),
            )
            tx.execute("DELETE FROM job_entry WHERE id = ? AND digest <> ?", (row.key[0], digest))
        else:
            tx.execute(_DELETES[row.kind], row.key)
            if row.kind is AdditionKind.TAG:
                self._tags.add(tx, [item_id], row.text)
            elif not _is_described(tx, digest, number, row.key[-1], uid):
                self._descriptions.write(tx, page_id, row.key[-1], row.text, item_id)
        return True

    def forget(self, tx: Transaction, addition: str, lost_entries: list[int]) -> bool:
        """Delete one for good; False where there is no such one."""
        row = self._row(tx, addition, lost_entries)
        return row is not None and tx.execute(_DELETES[row.kind], row.key).rowcount > 0

    def _row(self, tx: Transaction, addition: str, lost_entries: list[int]) -> _Row | None:
        return next((row for row in _rows(tx, lost_entries) if row.id == addition), None)


def _rows(connection: Connection | Transaction, lost_entries: list[int]) -> Iterator[_Row]:
    for kind, select in _SELECTS.items():
        for text, right, file, digest, number, *key in connection.execute(select).fetchall():
            yield _Row(kind, text, right, file, digest, number, tuple(key))
    for entry in lost_entries:
        for text, right, file, digest, number, *key in connection.execute(_ENTRY, (entry,)).fetchall():
            yield _Row(AdditionKind.ENTRY, text, right, file, digest, number, tuple(key))


def _told(connection: Connection, row: _Row) -> UnplacedAddition:
    file = connection.execute(
        "SELECT path, here FROM file WHERE uid = :uid OR (:uid = '' AND digest = :digest) ORDER BY here DESC LIMIT 1",
        {"uid": row.file, "digest": row.digest},
    ).fetchone()
    is_here = file is not None and bool(file[1])
    reason = OutOfView.FILE_GONE
    if is_here:
        reason = OutOfView.PAGE_GONE if row.number else OutOfView.OTHER_THING
    path = None if file is None else Path(path_text(file[0]))
    right = None if row.right is None else bool(row.right)
    return UnplacedAddition(row.id, row.kind, row.text, path, row.number, reason, right)


def _place_judgement(tx: Transaction, judgement: int, digest: str, number: int, uid: str) -> None:
    tx.execute("UPDATE judgement SET digest = ?, number = ? WHERE id = ?", (digest, number, judgement))
    tx.execute("DELETE FROM judgement_file WHERE judgement_id = ?", (judgement,))
    tx.execute("INSERT INTO judgement_file (judgement_id, file) VALUES (?, ?)", (judgement, uid))


def _is_described(tx: Transaction, digest: str, number: int, language: str, uid: str) -> bool:
    row = tx.execute(
        "SELECT 1 FROM description_in_force WHERE digest = ? AND number = ? AND language = ? AND file = ?"
        " AND text <> ''",
        (digest, number, language, uid),
    ).fetchone()
    return row is not None
