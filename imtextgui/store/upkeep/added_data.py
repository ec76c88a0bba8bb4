"""What people added to a catalogue, copied from one database into another: all that can still be read of it."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imtextgui.store.database import Transaction
from imtextgui.store.identity.ownership import OWNERS

GROUPS: Mapping[str, tuple[str, ...]] = {
    "judgements": ("space", "judgement", "judgement_vector", "judgement_file"),
    "tags": ("file", "content_tag"),
    "descriptions": ("written_description", "refused_tag", "page_print", "moved_page"),
    "jobsheets": ("job_sheet", "job_entry"),
    "searches": ("search",),
    "figures": ("snapshot",),
    "trials": ("trial", "trial_question", "trial_attempt"),
    "watching": ("drift_reference", "drift_check", "query_reading"),
    "learned": ("learned", "learned_from"),
    "exchanged": ("exchange", "exchanged"),
    "sources": ("source",),
    "settings": ("bundle", "choice"),
}
"""The tables of each kind of thing, those that others refer to first."""

_COUNTED = {
    "judgements": "judgement",
    "jobsheets": "job_sheet",
    "trials": "trial",
    "watching": "drift_check",
    "tags": "content_tag",
    "descriptions": "written_description",
    "settings": "choice",
    "learned": "learned",
    "exchanged": "exchange",
}
"""The table whose rows are counted, where that is not the only or the first one."""

_KEYS = {
    "judgement_vector": "judgement_id, space_id",
    "judgement_file": "judgement_id, file",
    "content_tag": "digest, tag, file",
    "learned_from": "learned_id, digest",
    "refused_tag": "digest, number, tag, file",
    "written_description": "digest, number, language, file",
    "page_print": "digest, number",
    "moved_page": "digest, number, at_digest",
    "choice": "name",
    "bundle": "fingerprint",
}
"""The order of tables without numbers; all others are in that of their ``id``."""

_TAGS_OF_ITEMS = """
    SELECT DISTINCT c.digest, t.tag FROM item_tag t
    JOIN item i ON i.id = t.item_id JOIN content c ON c.id = i.content_id WHERE c.digest IS NOT NULL
"""
"""The tags of a catalogue before they hung on what a file holds."""

_SINCE = {
    **{"source": 1, "space": 1, "content_tag": 4, "trial": 5, "trial_question": 5},
    **{"trial_attempt": 5, "drift_reference": 5, "drift_check": 5, "query_reading": 5, "learned": 5},
    **{"learned_from": 5, "exchange": 5, "exchanged": 5},
    **{"refused_tag": 5, "written_description": 5},
    **{"file": 6, "judgement_file": 6, "page_print": 6, "moved_page": 6},
}
"""The version of the schema that brought a table, where that is not the second."""

_UNCHANGING = frozenset({"judgement", "snapshot", "drift_reference", "query_reading"})
"""Tables whose rows are never changed: where a backup has another row of the same number, that here is damaged."""

_MOSTLY = 0.9
"""Share of a text that damage leaves: a flipped bit, or a sector of a long one."""

_PASSING = frozenset({"last_run", "offline", "place", "here", "before", "was"})
"""Columns that tell what the last run met, which nobody added."""

_ADDED_TO = {"file": f" WHERE uid IN ({OWNERS})"}
"""The files to which somebody added something: all others say nothing that a run does not find again."""

_PROBED = 50_000
"""Rows between those that can be read from both ends that are tried one by one: a second."""

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows of a kind were copied, and whether those were all."""

    rows: int
    whole: bool


def copy(
    source: sqlite3.Connection, tx: Transaction, groups: tuple[str, ...] = tuple(GROUPS)
) -> dict[str, Copied]:
    """Copy ``groups`` from ``source``, which may be damaged, into the catalogue of ``tx``.

    Rows that are there stay, but for those of tables whose rows never change: they are as ``source`` has them then.
    """
    return {group: _copy_group(source, tx, group) for group in groups}


def correct(source: sqlite3.Connection, tx: Transaction) -> int:
    """Put right what damage has changed in rows that are never changed, as ``source`` has them; gives how many.

    A row that differs in more than damage explains has its number anew, from after a backup was restored.
    """
    corrected = 0
    for table in sorted(_UNCHANGING):
        columns = [name for name in _columns(tx, table) if name != "id"]
        statement = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"
        rows = f"SELECT id, {', '.join(columns)} FROM {table}"
        here = {row[0]: row[1:] for row in tx.execute(rows).fetchall()}
        for number, *values in source.execute(rows).fetchall():
            if _is_damaged(here.get(number, values), values):
                corrected += tx.execute(statement, (*values, number)).rowcount
    return corrected


def _is_damaged(here: Sequence[Any], there: Sequence[Any]) -> bool:
    """Whether one value differs, and, where that is all of the row, in a part of it alone."""
    others = [(one, other) for one, other in zip(here, there, strict=True) if one != other]
    if len(others) != 1 or len(here) > 1:
        return len(others) == 1
    one, other = map(str, others[0])
    return _common(one, other) + _common(one[::-1], other[::-1]) >= _MOSTLY * len(other)


def _common(one: str, other: str) -> int:
    """How many signs at their beginning two texts have in common."""
    signs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in signs if a != b), min(len(one), len(other)))


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each kind."""
    return {
        group: sum(
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ([_COUNTED[group]] if group in _COUNTED else tables)
        )
        for group, tables in GROUPS.items()
    }


def fingerprint(connection: sqlite3.Connection) -> str:
    """A digest that tells whether anything was added or changed."""
    digest = hashlib.sha256()
    for table in (table for tables in GROUPS.values() for table in tables):
        columns = [name for name in _columns(connection, table) if name not in _PASSING]
        rows = connection.execute(
            f"SELECT {', '.join(columns)} FROM {table}{_ADDED_TO.get(table, '')} ORDER BY {_KEYS.get(table, 'id')}"
        )
        for row in rows:
            # A run or a forgetting that was interrupted is nothing that anybody added.
            if table != "choice" or row[0] not in {"unfinished", "forgetting", "forgotten"}:
                for value in (table, *row):
                    digest.update(value if isinstance(value, bytes) else repr(value).encode())
    return digest.hexdigest()


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds no fault with the tables of what people added."""
    return all(
        connection.execute(f"PRAGMA integrity_check({table})").fetchone()[0] == "ok"
        for tables in GROUPS.values()
        for table in tables
    )


def _copy_group(source: sqlite3.Connection, tx: Transaction, group: str) -> Copied:
    rows, whole = 0, True
    for table in GROUPS[group]:
        copied = _copy_table(source, tx, table)
        whole = whole and copied.whole
        if table == _COUNTED.get(group, table):
            rows += copied.rows
    return Copied(rows, whole)


def _copy_table(source: sqlite3.Connection, tx: Transaction, table: str) -> Copied:
    try:
        known = _columns(source, table)
        if not known:
            return _copy_absent(source, tx, table)
        columns = [name for name in _columns(tx, table) if name in known]
        rows, whole = _readable(source, table, columns)
        # Rows may be missing without a complaint: what leads to them is damaged.
        whole = whole and source.execute(f"PRAGMA integrity_check({table})").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return Copied(0, False)
    return _insert(tx, table, columns, rows, whole=whole)


def _copy_absent(source: sqlite3.Connection, tx: Transaction, table: str) -> Copied:
    """A table that an earlier version did not have is no loss; tags hung on items then."""
    (version,) = source.execute("PRAGMA user_version").fetchone()
    if not 0 < version < _SINCE.get(table, 2):
        return Copied(0, False)
    if table == "file" and version > 3:
        return _copy_tags_of_paths(source, tx)
    if table != "content_tag" or version < 2:
        return Copied(0, True)
    rows, whole = _until_damage(source, _TAGS_OF_ITEMS)
    return _insert(tx, table, ["digest", "tag"], rows, whole=whole)


def _copy_tags_of_paths(source: sqlite3.Connection, tx: Transaction) -> Copied:
    """Files that could not be read had their tags by their paths, before files were known."""
    rows, whole = _until_damage(source, "SELECT path, tag FROM path_tag ORDER BY path, tag")
    uids = {path: secrets.token_hex(16) for path, _ in rows}
    files = [(uid, path, 0) for path, uid in uids.items()]
    copied = _insert(tx, "file", ["uid", "path", "here"], files, whole=whole)
    tags = _insert(tx, "content_tag", ["file", "tag"], [(uids[path], tag) for path, tag in rows], whole=whole)
    return Copied(copied.rows, copied.whole and tags.whole)


def _insert(tx: Transaction, table: str, columns: list[str], rows: list[_Row], *, whole: bool) -> Copied:
    statement = (
        f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    )
    if table in _UNCHANGING:
        values = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
        statement = f"{statement.replace(' OR IGNORE', '')} ON CONFLICT (id) DO UPDATE SET {values}"
    copied = 0
    for row in rows:
        try:
            copied += tx.execute(statement, row).rowcount > 0
        except sqlite3.DatabaseError:  # of another type than the column's, or without what it belongs to
            whole = False
    return Copied(copied, whole)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _readable(source: sqlite3.Connection, table: str, columns: list[str]) -> tuple[list[_Row], bool]:
    """The rows that can be read, from both ends and then one by one, and whether those are all."""
    # What was added in earlier versions names no file.
    key = ", ".join(name for name in _KEYS.get(table, "id").split(", ") if name in columns)
    chosen = f"SELECT {', '.join(columns)} FROM {table}"
    first, whole = _until_damage(source, f"{chosen} ORDER BY {key}")
    if whole:
        return first, True
    backwards = ", ".join(f"{name} DESC" for name in key.split(", "))
    last, _ = _until_damage(source, f"{chosen} ORDER BY {backwards}")
    if key == "id":
        place = columns.index("id")
        low = max((row[place] for row in first), default=0)
        high = min((row[place] for row in last), default=low + _PROBED)
        first += _one_by_one(source, chosen, range(low + 1, min(high, low + _PROBED)))
    return first + last, False


def _until_damage(source: sqlite3.Connection, query: str) -> tuple[list[_Row], bool]:
    rows: list[_Row] = []
    try:
        rows.extend(source.execute(query))
    except sqlite3.DatabaseError:
        return rows, False
    return rows, True


def _one_by_one(source: sqlite3.Connection, chosen: str, ids: range) -> Iterator[_Row]:
    for number in ids:
        rows, _ = _until_damage(source, f"{chosen} WHERE id = {number:d}")
        yield from rows
