"""Removes what a catalogue knows of a source, or of everything, with what people added to it.

``Sources.remove`` alone keeps what people added: it is theirs, and the files may come back. What is forgotten here is
gone from the tables; ``Database.compact`` takes it out of the bytes of the file, after ``fulltext.purge`` has taken it
out of the full-text tables, which keep removed words until they are merged.
"""

import json
from typing import NamedTuple

from imtextgui.store.column_values import EARLIER, path_bytes, path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text import fulltext
from imtextgui.store.upkeep import unfinished_forgetting

ADDED = (
    *("judgement", "job_entry", "content_tag", "trial_question", "trial_attempt", "exchanged"),
    *("refused_tag", "written_description"),
)
"""Tables of what people added to a page, which they name by the ``digest`` of its file; NULL names none."""

_KEPT = ("space", "bundle", "derived", "choice", "_sqlite_migrations")
"""Tables that tell how the catalogue works, and nothing of what is or was in it."""

_EARLIER = (
    f"SELECT e.value FROM item i JOIN json_each(i.details, '$.{EARLIER}') e WHERE i.details IS NOT NULL"
)

_HELD = f"(SELECT digest FROM content WHERE digest IS NOT NULL UNION {_EARLIER})"
"""What the files hold, or held before: what was added to it goes along with the file when that is put back."""

_UNREADABLE = """(
    SELECT CAST(s.path || x'2f' || i.path AS BLOB) FROM item i JOIN content c ON c.id = i.content_id
    JOIN source s ON s.id = i.source_id WHERE c.digest IS NULL)"""
"""Whole paths of the files that tags can only name by their path."""

_FOLDER_DEPENDENT = ("unfinished", "trial-ranks")
"""Rows of ``choice`` that name sources, or questions of a trial."""


class Traces(NamedTuple):
    """What tells the things that people added to the files of a source: digests of contents, and its path."""

    digests: tuple[str, ...]
    path: bytes


def traces_of(tx: Transaction, source_id: int) -> Traces:
    """The traces of a source that is still there; none of one that is not."""
    digests = tx.execute(
        "SELECT c.digest FROM item i JOIN content c ON c.id = i.content_id"
        f" WHERE i.source_id = :source AND c.digest IS NOT NULL UNION {_EARLIER} AND i.source_id = :source",
        {"source": source_id},
    ).fetchall()
    row = tx.execute("SELECT path FROM source WHERE id = ?", (source_id,)).fetchone()
    return Traces(tuple(digest for (digest,) in digests), row[0] if row else b"")


def forget_traces(tx: Transaction, traces: Traces) -> None:
    """Remove what people added to files of a source that has been removed, unless another source holds them."""
    digests = (json.dumps(traces.digests),)
    theirs = f"digest IN (SELECT value FROM json_each(?)) AND digest NOT IN {_HELD}"
    for table in ADDED:
        tx.execute(f"DELETE FROM {table} WHERE {theirs}", digests)
    tx.execute(
        f"DELETE FROM learned WHERE id IN (SELECT learned_id FROM learned_from WHERE {theirs})", digests
    )
    if traces.path:
        _forget_below(tx, traces.path)
    fulltext.purge(tx)
    unfinished_forgetting.note(tx)


def forget_removed(database: Database) -> None:
    """Remove what people added to files that no source holds any more."""
    with database.transaction() as tx:
        for table in ADDED:
            tx.execute(f"DELETE FROM {table} WHERE digest NOT IN {_HELD}")
        tx.execute(
            "DELETE FROM learned WHERE id IN"
            f" (SELECT learned_id FROM learned_from WHERE digest NOT IN {_HELD})"
        )
        tx.execute(f"DELETE FROM path_tag WHERE path NOT IN {_UNREADABLE}")
        fulltext.purge(tx)
        unfinished_forgetting.note(tx)


def forget_everything(database: Database) -> None:
    """Remove all sources, and all that people added; which encoder the catalogue uses stays."""
    with database.transaction() as tx:
        # References between the tables that are emptied are looked at when all are empty.
        tx.execute("PRAGMA defer_foreign_keys = ON")
        fulltext.forget_all(tx)
        for table in _own_tables(tx):
            tx.execute(f"DELETE FROM {table}")
        tx.executemany("DELETE FROM choice WHERE name = ?", [(name,) for name in _FOLDER_DEPENDENT])
        fulltext.purge(tx)
        unfinished_forgetting.note(tx, everything=True)


def _forget_below(tx: Transaction, source: bytes) -> None:
    """Remove tags of files in the folder that could not be read, and entries of job sheets whose file lay in it and had
    changed, or gone, before.
    """
    tx.execute("DELETE FROM path_tag WHERE substr(path, 1, ?) = ?", (len(source) + 1, source + b"/"))
    folder = path_text(source).rstrip("/\\")
    below = [
        (entry_id,)
        for entry_id, path in tx.execute(
            f"SELECT id, path FROM job_entry WHERE digest NOT IN {_HELD}"
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
