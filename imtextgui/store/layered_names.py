"""The temporary views that lay what a reader adds over a published snapshot: queries know nothing of two databases.

A name without a schema is looked for in ``temp`` first, then in ``main``. So the queries of the store see, by the names
of tables: the snapshot's contents with the folders where this machine has them; what the reader added and what the
publisher did, in one; and of what only concerns a person, such as searches and job sheets, the reader's own.
"""

import sqlite3

from imtextgui.store.in_force import VIEWS

OWN_ALONE = (
    *("search", "job_sheet", "job_entry", "trial", "trial_question", "trial_attempt", "drift_reference"),
    *("drift_check", "query_reading", "snapshot", "exchange", "exchanged"),
)
"""Tables of which a reader has his own; those of the publisher are in no snapshot."""

BOTH = (
    *("judgement", "judgement_vector", "judgement_file", "content_tag", "refused_tag", "written_description"),
    *("page_print", "moved_page"),
)
"""Tables of what the publisher said and the reader says besides."""

SHARED_ALONE = (
    *(
        "source",
        "content",
        "file",
        "item",
        "page",
        "thumbnail",
        "passage",
        "vector",
        "code",
        "page_code",
        "item_code",
    ),
    *(
        "derived",
        "region",
        "word_boxes",
        "features",
        "word",
        "makeshift",
        "left_out",
        "name_vector",
        "bundle",
    ),
    *("suggested_tag", "page_description", "learned", "learned_from", "choice"),
)
"""Tables of which a reader has nothing; ``space`` is in both: that of the reader tells of vectors of his judgements."""

PUBLISHERS_NUMBERS = 1 << 50
"""Judgements of the publisher have their numbers less this: those of the reader stay as they are, and come later."""

_PLACES = "CREATE TEMP TABLE place_here (source_id INTEGER PRIMARY KEY, path BLOB NOT NULL)"
_SOURCES = """
    CREATE TEMP VIEW source AS SELECT s.id AS id, coalesce(p.path, s.path) AS path, s.exclude AS exclude,
    s.last_run AS last_run, s.offline AS offline, s.relative AS relative, s.place AS place
    FROM {shared}.source s LEFT JOIN temp.place_here p ON p.source_id = s.id
"""
_KEYED = """
    CREATE TEMP VIEW {table} AS SELECT * FROM {own}.{table} UNION ALL SELECT * FROM {shared}.{table} s
    WHERE NOT EXISTS (SELECT 1 FROM {own}.{table} o WHERE {same})
"""
_KEYS = {
    "content_tag": ("digest", "tag", "file"),
    "refused_tag": ("digest", "number", "tag", "file"),
    "written_description": ("digest", "number", "language", "file"),
    "page_print": ("digest", "number"),
    "moved_page": ("digest", "number", "at_digest"),
}
_OWN_PAGES = """
    SELECT digest, number, file FROM own.written_description UNION SELECT digest, number, file FROM own.job_entry
    UNION SELECT digest, number, file FROM own.refused_tag WHERE number > 0
    UNION SELECT j.digest, j.number, o.file FROM own.judgement j JOIN own.judgement_file o ON o.judgement_id = j.id
"""
_UNSETTLED = f"""
    CREATE TEMP TABLE unsettled AS SELECT DISTINCT t.digest AS digest, t.number AS number, f.digest AS at_digest
    FROM ({_OWN_PAGES}) t JOIN {{shared}}.file f ON f.uid = t.file
    WHERE f.digest <> t.digest AND EXISTS (SELECT 1 FROM {{shared}}.content c WHERE c.digest = f.digest)
    AND NOT EXISTS (SELECT 1 FROM {{shared}}.moved_page s
    WHERE s.digest = t.digest AND s.number = t.number AND s.at_digest = f.digest)
"""
"""The pages to which the reader added something in another edition than that of this snapshot."""

_IS_SETTLED = """
    EXISTS (SELECT 1 FROM own.moved_page o
    WHERE o.digest = u.digest AND o.number = u.number AND o.at_digest = u.at_digest)
"""
_MOVED_PAGES = f"""
    CREATE TEMP VIEW moved_page AS SELECT * FROM own.moved_page UNION ALL SELECT * FROM {{shared}}.moved_page s
    WHERE NOT EXISTS (SELECT 1 FROM own.moved_page o WHERE {{same}})
    UNION ALL SELECT u.digest, u.number, u.at_digest, -u.number FROM temp.unsettled u WHERE NOT {_IS_SETTLED}
"""
"""Until it was looked for them, such pages are on none."""

_MUST_BE_SETTLED = f"""
    SELECT EXISTS (SELECT 1 FROM temp.unsettled u WHERE NOT {_IS_SETTLED}) OR EXISTS (
    SELECT 1 FROM own.file o WHERE NOT EXISTS (SELECT 1 FROM main.file s WHERE s.uid = o.uid)
    AND EXISTS (SELECT 1 FROM main.file s WHERE s.here AND (s.digest = o.digest OR s.path = o.path)))
"""
_JUDGEMENTS = """
    CREATE TEMP VIEW judgement AS SELECT id, made, text, photo, digest, number, right FROM {own}.judgement
    UNION ALL SELECT id - {numbers}, made, text, photo, digest, number, right FROM {shared}.judgement
"""
_JUDGEMENT_VECTORS = """
    CREATE TEMP VIEW judgement_vector AS SELECT v.judgement_id AS judgement_id, s.id AS space_id, v.row AS row
    FROM {own}.judgement_vector v JOIN {own}.space o ON o.id = v.space_id
    JOIN {shared}.space s ON s.name = o.name AND s.fingerprint = o.fingerprint
    UNION ALL SELECT judgement_id - {numbers}, space_id, row FROM {shared}.judgement_vector
"""
_JUDGEMENT_FILES = """
    CREATE TEMP VIEW judgement_file AS SELECT judgement_id, file FROM {own}.judgement_file
    UNION ALL SELECT judgement_id - {numbers}, file FROM {shared}.judgement_file
"""


def for_reading(
    connection: sqlite3.Connection, places: tuple[tuple[int, bytes], ...], *, has_own: bool
) -> None:
    """Name what is read by a connection to a snapshot, with what the reader added attached as ``own``."""
    names = {"shared": "main", "own": "own", "numbers": str(PUBLISHERS_NUMBERS)}
    _lay_out_sources(connection, places, names)
    if not has_own:
        return
    for table in OWN_ALONE:
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM own.{table}")
    connection.execute(_UNSETTLED.format(**names))
    for table, key in _KEYS.items():
        same = " AND ".join(f"o.{name} = s.{name}" for name in key)
        view = _MOVED_PAGES if table == "moved_page" else _KEYED
        connection.execute(view.format(table=table, same=same, **names))
    for statement in (_JUDGEMENTS, _JUDGEMENT_VECTORS, _JUDGEMENT_FILES):
        connection.execute(statement.format(**names))
    _show_in_force(connection)


def must_be_settled(connection: sqlite3.Connection) -> bool:
    """Whether files or pages to which the reader added something are yet to be found in the snapshot that is read."""
    return bool(connection.execute(_MUST_BE_SETTLED).fetchone()[0])


def for_changes(connection: sqlite3.Connection, places: tuple[tuple[int, bytes], ...]) -> None:
    """Name what is read by a connection to what the reader adds, with the snapshot attached as ``shared``.

    What only the snapshot has cannot be written: it is behind a view.
    """
    names = {"shared": "shared", "own": "main"}
    _lay_out_sources(connection, places, names)
    for table in SHARED_ALONE:
        if table != "source":
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM shared.{table}")
    _show_in_force(connection)


def take_away(connection: sqlite3.Connection) -> None:
    """Take all names away, before another snapshot is attached."""
    rows = connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'").fetchall()
    for (name,) in rows:
        connection.execute(f"DROP VIEW temp.{name}")
    connection.execute("DROP TABLE IF EXISTS temp.place_here")


def _lay_out_sources(
    connection: sqlite3.Connection, places: tuple[tuple[int, bytes], ...], names: dict[str, str]
) -> None:
    connection.execute(_PLACES)
    connection.executemany("INSERT INTO place_here VALUES (?, ?)", places)
    connection.execute(_SOURCES.format(**names))


def _show_in_force(connection: sqlite3.Connection) -> None:
    """Lay the views of what applies over those of the database, so that they see both."""
    for name, query in VIEWS.items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {query}")
