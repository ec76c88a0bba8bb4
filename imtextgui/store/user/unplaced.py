"""Additions of which it is not sure where they belong: listed, placed on a page that there is, or forgotten."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imtextgui.domain.runs.unplaced_additions import (
    AdditionKind,
    LikelyPlace,
    OutOfView,
    PlacedAddition,
    UnplacedAddition,
)
from imtextgui.errors import AdditionContradicted
from imtextgui.store.column_values import full_path, path_bytes, path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.ownership import owner
from imtextgui.store.user.carried import carried
from imtextgui.store.user.descriptions import Descriptions
from imtextgui.store.user.job_sheets import JobSheets
from imtextgui.store.user.tags import Tags

_PAGE_OF = "JOIN content c ON c.digest = t.digest JOIN page p ON p.content_id = c.id AND p.number = t.number"

# Each gives text, verdict, file, digest and number; then the key that names the row in its table. ``own`` is the schema
# of what people added here: what came with a published catalogue is its publisher's to place.
_SELECTS = {
    AdditionKind.JUDGEMENT: f"""
        SELECT j.text, j.right, coalesce(min(o.file), ''), j.digest, j.number, j.id
        FROM {{own}}.judgement j LEFT JOIN {{own}}.judgement_file o ON o.judgement_id = j.id
        WHERE j.id NOT IN (SELECT t.id FROM judgement_in_force t {_PAGE_OF})
        GROUP BY j.id ORDER BY j.id
    """,
    AdditionKind.TAG: """
        SELECT o.tag, NULL, o.file, o.digest, 0, o.file, o.digest, o.tag FROM {own}.content_tag o
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
        FROM {{own}}.written_description o WHERE o.text <> '' AND NOT EXISTS (
            SELECT 1 FROM description_in_force t {_PAGE_OF} WHERE t.file = o.file AND t.made = o.digest
            AND t.made_number = o.number AND t.language = o.language)
        ORDER BY o.digest, o.number, o.language, o.file
    """,
}
_KINDS = tuple(AdditionKind)
_ENTRY = "SELECT note, NULL, file, digest, number, id, path FROM job_entry WHERE id = ?"

_DELETES = {
    AdditionKind.JUDGEMENT: "DELETE FROM judgement WHERE id = ?",
    AdditionKind.TAG: "DELETE FROM content_tag WHERE file = ? AND digest = ? AND tag = ?",
    AdditionKind.DESCRIPTION: (
        "DELETE FROM written_description WHERE file = ? AND digest = ? AND number = ? AND language = ?"
    ),
    AdditionKind.ENTRY: "DELETE FROM job_entry WHERE id = ?",
}

_CHANGED = {
    AdditionKind.JUDGEMENT: ("judgement_file",),
    AdditionKind.TAG: ("content_tag", "refused_tag"),
    AdditionKind.DESCRIPTION: ("written_description",),
    AdditionKind.ENTRY: ("job_entry",),
}
"""The tables of which placing changes rows; a judgement keeps its row, on which its vectors hang, with another page."""

_OTHERWISE = """
    SELECT 1 FROM judgement_in_force t JOIN judgement o ON o.id = t.id JOIN judgement j ON j.id = ?
    WHERE t.digest = ? AND t.number = ? AND t.file = ? AND o.text = j.text AND o.photo IS j.photo AND o.right <> j.right
"""
"""Whether the same question was judged the other way on a page of a file."""


@dataclass(frozen=True, slots=True)
class _Row:
    kind: AdditionKind
    text: str
    right: int | None
    file: str
    digest: str
    number: int
    key: tuple[Any, ...]
    path: bytes = b""
    """Where the file lay last, as far as the row itself tells it."""
    place: LikelyPlace | None = None

    @property
    def id(self) -> str:
        told = json.dumps([self.kind.value, *self.key])
        return hashlib.sha256(told.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of a file: ``path`` is the whole path of the file as stored, ``file`` its identity."""

    page_id: int
    item_id: int
    digest: str
    number: int
    path: bytes
    file: str


class UnplacedAdditions:
    """Those of one catalogue that are on no page now, or on one that is hardly like their own.

    Writing calls take part in the transaction ``tx``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sheets = JobSheets(database)
        self._tags = Tags(database)
        self._descriptions = Descriptions(database)

    def all(self) -> tuple[UnplacedAddition, ...]:
        """Every one, by kind."""
        with self._database.reading() as connection:
            rows = sorted(self._rows(connection), key=lambda row: _KINDS.index(row.kind))
            return tuple(_told(connection, row) for row in rows)

    def place(self, tx: Transaction, addition: str, page_id: int, item_id: int) -> PlacedAddition | None:
        """Put one on a page of a file that there is, a tag on that file; ``take_back`` undoes it.

        None where there is no such addition or page. An entry whose page is on its sheet already gives that its note.
        Raises AdditionContradicted where a sentence is on the page already, or the same question was judged otherwise.
        """
        row, place = self._row(tx, addition), _place(tx, page_id, item_id)
        if row is None or place is None:
            return None
        before = _contents(tx, row.kind)
        if row.kind is AdditionKind.JUDGEMENT:
            _place_judgement(tx, addition, row, place)
        elif row.kind is AdditionKind.ENTRY:
            _place_entry(tx, row, place)
        elif row.kind is AdditionKind.TAG:
            tx.execute(_DELETES[row.kind], row.key)
            self._tags.add(tx, [item_id], row.text)
        else:
            _refuse_described(tx, addition, row, place)
            tx.execute(_DELETES[row.kind], row.key)
            self._descriptions.write(tx, page_id, row.key[-1], row.text, item_id)
        after = _contents(tx, row.kind)
        judged = (row.key[0], row.digest, row.number) if row.kind is AdditionKind.JUDGEMENT else None
        return PlacedAddition(
            tuple((table, *values) for table in before for values in before[table] - after[table]),
            tuple((table, *values) for table in before for values in after[table] - before[table]),
            judged,
        )

    def take_back(self, tx: Transaction, placed: PlacedAddition) -> None:
        """Let an addition that was placed be on no page again; what was changed of it since stays."""
        for table, *values in placed.made:
            names = [name for _, name, *_ in tx.execute(f"PRAGMA table_info({table})")]
            same = " AND ".join(f"{name} IS ?" for name in names)
            tx.execute(f"DELETE FROM {table} WHERE {same}", values)
        for table, *values in placed.gone:
            tx.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(values))})", values)
        if placed.judged is not None:
            judgement, digest, number = placed.judged
            tx.execute(
                "UPDATE judgement SET digest = ?, number = ? WHERE id = ?", (digest, number, judgement)
            )

    def forget(self, tx: Transaction, addition: str) -> bool:
        """Delete one for good; False where there is no such one."""
        row = self._row(tx, addition)
        return row is not None and tx.execute(_DELETES[row.kind], row.key).rowcount > 0

    def _row(self, tx: Transaction, addition: str) -> _Row | None:
        return next((row for row in self._rows(tx) if row.id == addition), None)

    def _rows(self, connection: Transaction) -> Iterator[_Row]:
        own = _own(connection)
        for one in carried(connection, own):
            yield _Row(
                one.kind, one.text, one.right, one.file, one.digest, one.number, one.key, place=one.place
            )
        for kind, select in _SELECTS.items():
            for text, right, file, digest, number, *key in connection.execute(
                select.format(own=own)
            ).fetchall():
                yield _Row(kind, text, right, file, digest, number, tuple(key))
        for sheet in self._sheets.all():
            for page in self._sheets.pages(sheet.id):
                if page.page_id is None:
                    entry = connection.execute(_ENTRY, (page.entry_id,)).fetchone()
                    note, right, file, digest, number, key, path = entry
                    yield _Row(AdditionKind.ENTRY, note, right, file, digest, number, (key,), path)


def _own(connection: Transaction) -> str:
    """The schema of what was added here: of its own where a published catalogue is read."""
    schemas = {name for _, name, _ in connection.execute("PRAGMA database_list")}
    return "own" if "own" in schemas else "main"


def _told(connection: Transaction, row: _Row) -> UnplacedAddition:
    file = connection.execute(
        "SELECT path, here FROM file WHERE uid = :uid OR (:uid = '' AND digest = :digest) ORDER BY here DESC LIMIT 1",
        {"uid": row.file, "digest": row.digest},
    ).fetchone()
    is_here = file is not None and bool(file[1])
    reason = OutOfView.FILE_GONE
    if row.place is not None:
        reason = OutOfView.HARDLY_ALIKE
    elif is_here:
        reason = OutOfView.PAGE_GONE if row.number else OutOfView.OTHER_THING
    path = row.path if file is None or not file[0] else file[0]
    right = None if row.right is None else bool(row.right)
    return UnplacedAddition(
        row.id,
        row.kind,
        row.text,
        Path(path_text(path)) if path else None,
        row.number,
        reason,
        right,
        row.place,
    )


def _place(tx: Transaction, page_id: int, item_id: int) -> _Place | None:
    row = tx.execute(
        "SELECT c.digest, p.number, s.path, i.path FROM page p JOIN content c ON c.id = p.content_id"
        " JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id"
        " WHERE p.id = ? AND i.id = ? AND c.digest IS NOT NULL",
        (page_id, item_id),
    ).fetchone()
    if row is None:
        return None
    digest, number, source, path = row
    file = owner(tx, digest, item_id)
    return _Place(page_id, item_id, digest, number, path_bytes(full_path(source, path)), file)


def _contents(tx: Transaction, kind: AdditionKind) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of the tables of which placing one of a kind may change some: what people added, thousands at most."""
    return {table: set(tx.execute(f"SELECT * FROM {table}").fetchall()) for table in _CHANGED[kind]}


def _place_judgement(tx: Transaction, addition: str, row: _Row, place: _Place) -> None:
    (judgement,) = row.key
    if tx.execute(_OTHERWISE, (judgement, place.digest, place.number, place.file)).fetchone():
        raise AdditionContradicted(id=addition)
    tx.execute(
        "UPDATE judgement SET digest = ?, number = ? WHERE id = ?", (place.digest, place.number, judgement)
    )
    tx.execute("DELETE FROM judgement_file WHERE judgement_id = ?", (judgement,))
    tx.execute("INSERT INTO judgement_file (judgement_id, file) VALUES (?, ?)", (judgement, place.file))


def _place_entry(tx: Transaction, row: _Row, place: _Place) -> None:
    (entry,) = row.key
    moved = tx.execute(
        "UPDATE OR IGNORE job_entry SET digest = ?, number = ?, path = ?, file = ? WHERE id = ?",
        (place.digest, place.number, place.path, place.file, entry),
    ).rowcount
    if moved:
        return
    tx.execute(
        "UPDATE job_entry SET note = trim(note || char(10) || ?, char(10))"
        " WHERE digest = ? AND number = ? AND file = ? AND sheet_id = (SELECT sheet_id FROM job_entry WHERE id = ?)"
        " AND note <> ?",
        (row.text, place.digest, place.number, place.file, entry, row.text),
    )
    tx.execute(_DELETES[AdditionKind.ENTRY], (entry,))


def _refuse_described(tx: Transaction, addition: str, row: _Row, place: _Place) -> None:
    described = tx.execute(
        "SELECT 1 FROM description_in_force WHERE digest = ? AND number = ? AND language = ? AND file = ?"
        " AND text NOT IN ('', ?)",
        (place.digest, place.number, row.key[-1], place.file, row.text),
    ).fetchone()
    if described:
        raise AdditionContradicted(id=addition)
