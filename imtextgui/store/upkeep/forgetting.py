"""Removes what a catalogue knows of a source, or of everything, with what people added to it.

``Sources.remove`` alone keeps what people added: it is theirs, and the files may come back. What is forgotten here is
gone from the tables; ``Database.compact`` takes it out of the bytes of the file, after ``fulltext.purge`` has taken it
out of the full-text tables, which keep removed words until they are merged.
"""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from imtextgui.store.column_values import path_bytes, path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import files, ownership, page_places
from imtextgui.store.text import fulltext
from imtextgui.store.upkeep import unfinished_forgetting

ADDED = (
    *("judgement", "job_entry", "content_tag", "trial_question", "trial_attempt", "exchanged"),
    *("refused_tag", "written_description"),
)
"""Tables of what people added to a page, which they name by the ``digest`` of its file; NULL names none."""

_KEPT = ("space", "bundle", "derived", "choice", "_sqlite_migrations")
"""Tables that tell how the catalogue works, and nothing of what is or was in it."""

_NAMING_BYTES = tuple(table for table in ownership.NAMING if table != "judgement_file")
"""Tables that name a file and its digest."""

_BYTES = "(SELECT digest FROM content WHERE digest IS NOT NULL)"

_IS_NEEDED = f"""(t.digest IN {_BYTES} OR EXISTS (
    SELECT 1 FROM file f WHERE f.uid = t.file AND (f.here OR f.digest IN {_BYTES})))"""
"""Whether a row of what people added belongs to a file that is there, or applies to the bytes of one."""

_JUDGEMENT_IS_NEEDED = f"""(t.digest IN {_BYTES} OR EXISTS (
    SELECT 1 FROM judgement_file o JOIN file f ON f.uid = o.file
    WHERE o.judgement_id = t.id AND (f.here OR f.digest IN {_BYTES})))"""

_HELD = f"({_BYTES[1:-1]} UNION SELECT digest FROM content_tag UNION SELECT digest FROM judgement)"
"""What files hold, or held when something was added to them that is still there."""

_FOLDER_DEPENDENT = ("unfinished", "trial-ranks")
"""Rows of ``choice`` that name sources, or questions of a trial."""

_FORGET_PHOTOS = "DELETE FROM choice WHERE name LIKE 'trial-photo %'"
"""What was seen on the photos of a trial; it is worked out again where it is wanted."""


class Traces(NamedTuple):
    """What tells the things that people added to the files of a source: its files, their bytes, and its path."""

    files: tuple[str, ...]
    digests: tuple[str, ...]
    path: bytes


def traces_of(tx: Transaction, source_id: int) -> Traces:
    """The traces of a source that is still there; none of one that is not."""
    row = tx.execute("SELECT path FROM source WHERE id = ?", (source_id,)).fetchone()
    if row is None:
        return Traces((), (), b"")
    below = row[0] + b"/"
    uids = tx.execute(
        "SELECT uid FROM file WHERE id IN (SELECT file_id FROM item WHERE source_id = ?1)"
        " OR (NOT here AND substr(path, 1, ?2) = ?3)",
        (source_id, len(below), below),
    ).fetchall()
    listed = json.dumps([uid for (uid,) in uids])
    theirs = "file IN (SELECT value FROM json_each(:files))"
    made = " UNION ".join(f"SELECT digest FROM {table} WHERE {theirs}" for table in _NAMING_BYTES)
    digests = tx.execute(
        f"SELECT digest FROM file WHERE uid IN (SELECT value FROM json_each(:files)) UNION {made} UNION"
        f" SELECT j.digest FROM judgement j JOIN judgement_file o ON o.judgement_id = j.id WHERE o.{theirs}",
        {"files": listed},
    ).fetchall()
    return Traces(tuple(uid for (uid,) in uids), tuple(digest for (digest,) in digests if digest), row[0])


def forget_traces(tx: Transaction, traces: Traces) -> None:
    """Remove what people added to files of a source that has been removed, unless another source holds them."""
    values = {"files": json.dumps(traces.files), "digests": json.dumps(traces.digests)}
    theirs = "digest IN (SELECT value FROM json_each(:digests))"
    _forget(
        tx,
        f"t.{theirs} OR t.file IN (SELECT value FROM json_each(:files))",
        f"t.{theirs}",
        values,
        f"t.{theirs}",
    )
    tx.execute(
        "DELETE FROM learned WHERE id IN"
        f" (SELECT learned_id FROM learned_from WHERE {theirs} AND digest NOT IN {_HELD})",
        {"digests": values["digests"]},
    )
    if traces.path:
        _forget_below(tx, traces.path)
    fulltext.purge(tx)
    unfinished_forgetting.note(tx)


def files_without_items(database: Database) -> dict[str, Path]:
    """The files that no source holds and to which something was added, by ``uid``, with the paths they had last."""
    with database.reading() as connection:
        rows = connection.execute("SELECT uid, path FROM file WHERE NOT here AND path <> x''").fetchall()
    return {uid: Path(path_text(path)) for uid, path in rows}


def forget_removed(database: Database, kept: Collection[str] = ()) -> None:
    """Remove what people added to files that no source holds any more, but for those ``kept``, by ``uid``."""
    with database.transaction() as tx:
        _forget(
            tx,
            "t.file NOT IN (SELECT value FROM json_each(:kept))",
            "NOT EXISTS (SELECT 1 FROM judgement_file o JOIN json_each(:kept) k ON k.value = o.file"
            " WHERE o.judgement_id = t.id)",
            {"kept": json.dumps(list(kept))},
        )
        tx.execute(
            "DELETE FROM learned WHERE id IN"
            f" (SELECT learned_id FROM learned_from WHERE digest NOT IN {_HELD})"
        )
        fulltext.purge(tx)
        unfinished_forgetting.note(tx)


def _forget(
    tx: Transaction, which: str, judgements: str, values: dict[str, str], exchanged: str = "TRUE"
) -> None:
    """Remove ``which`` of what people added is not needed any more."""
    tx.execute(f"DELETE FROM judgement AS t WHERE ({judgements}) AND NOT {_JUDGEMENT_IS_NEEDED}", values)
    for table in _NAMING_BYTES:
        tx.execute(f"DELETE FROM {table} AS t WHERE ({which}) AND NOT {_IS_NEEDED}", values)
    tx.execute(f"DELETE FROM exchanged AS t WHERE ({exchanged}) AND t.digest NOT IN {_HELD}", values)
    files.forget_unowned(tx)
    page_places.forget_unused(tx)
    tx.execute(_FORGET_PHOTOS)


def forget_everything(database: Database, to_go: Iterable[str]) -> None:
    """Remove all sources, and all that people added; which encoder the catalogue uses stays.

    ``to_go`` are those beside the database that are to go as well, as ``unfinished_forgetting.note`` takes them.
    """
    with database.transaction() as tx:
        # References between the tables that are emptied are looked at when all are empty.
        tx.execute("PRAGMA defer_foreign_keys = ON")
        fulltext.forget_all(tx)
        for table in _own_tables(tx):
            tx.execute(f"DELETE FROM {table}")
        tx.executemany("DELETE FROM choice WHERE name = ?", [(name,) for name in _FOLDER_DEPENDENT])
        tx.execute(_FORGET_PHOTOS)
        fulltext.purge(tx)
        unfinished_forgetting.note(tx, files=to_go)


def _forget_below(tx: Transaction, source: bytes) -> None:
    """Remove the paths of files that lay in the folder, and entries of job sheets that name such a path alone."""
    tx.execute(
        "UPDATE file SET path = x'' WHERE NOT here AND substr(path, 1, ?) = ?",
        (len(source) + 1, source + b"/"),
    )
    folder = path_text(source).rstrip("/\\")
    below = [
        (entry_id,)
        for entry_id, path in tx.execute(
            f"SELECT id, path FROM job_entry AS t WHERE NOT {_IS_NEEDED}"
        ).fetchall()
        if path.startswith((path_bytes(f"{folder}/"), path_bytes(f"{folder}\\")))
    ]
    tx.executemany("DELETE FROM job_entry WHERE id = ?", below)


def _own_tables(tx: Transaction) -> list[str]:
    """The tables to be emptied; those of the full text empty their own."""
    return [
        name
        for (name,) in tx.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        if name not in _KEPT and not name.startswith(("sqlite_", *fulltext.SHADOWS))
    ]
