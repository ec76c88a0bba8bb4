"""Tables of the catalogue database, as numbered one-way migrations that are applied all or none.

    source 1-n item n-1 content 1-n page 1-n passage, region      page, passage, region 1-n vector n-1 space

A content is the bytes of a file, keyed by their digest, so copies and renamed files share pages and vectors.
A file that cannot be read has a content of its own without digest and with one empty page, so that every item
has a page to be found by: there are no items that search would have to treat otherwise.
Ids are never reused, and a vector row never changes. Paths are BLOBs (see ``values``).
``page.passes`` has a bit for each later pass that is done with the page. ``word_boxes`` and ``features`` are packed by
the modules that store them. ``source.relative`` is the path from the catalogue's folder in one that travels, and
``choice`` holds what was chosen for this catalogue alone, such as the fingerprint of the encoder that searches use.
``bundle`` names the encoders that ever made vectors here, and ``makeshift`` the pages that one of them could not see in
their file: encoded from the thumbnail (``picture``) or not at all, because the file was ``away`` or could not be read.
``left_out`` is what the last run over a source did not read, and why.
A ``file`` is the identity of one file of a source, whatever becomes of its bytes, its name and its item: ``uid`` means
it in other databases, too, ``path`` is its whole path, where it was last unless it is ``here``, ``digest`` that of the
bytes that it has, or had when it could be read last, ``born`` that of those it was new with. ``before`` is the digest
that it had when the last run ended, where it has changed since, and "" of a file that is new since then; ``was`` is the
path that it had then, where it has another one since.
``item.system_id`` is what the system called the file when it was read last (``plain_files``), NULL where it is unknown.
What people added names the file to which it was made, "" for none that is known, and digest and number of the page: a
judgement (``judgement_file`` has its files), a tag (``content_tag``), what somebody refused as a tag of a page
(``refused_tag``; of page 0 what he took off a file that is equal to the one whose tag it is) or wrote about one
(``written_description``; "" where he took off what was written about an equal one), and ``job_entry``, a page on a
``job_sheet``, which also keeps the path that the file had last. The views of ``in_force`` show what applies to which
bytes now. Where an edition has a page at another place, ``moved_page`` tells it, found by ``page_print``, the print of
a page that is gone.
``learned`` holds the results of training, of which one at most is ``active``, and ``learned_from`` the digests
of the pictures that went into each. ``source.place`` tells the drive that the folder was on, as
``indexing.source_place`` writes it. ``exchange`` has what was taken in from others, ``exchanged`` what of it was new.
A ``trial`` has its questions, each named by digest and file of the first right answer (NULL where nothing answers it),
and its timed attempts, with a digest only where content may be kept. ``drift_reference`` is what was measured when an
encoder was chosen, ``drift_check`` what was measured since, ``query_reading`` numbers of a search that was meant.
``name_vector`` is what the name of an item means, in the space of passages; ``Items.move`` removes it with the name.
``suggested_tag`` and ``page_description`` hold what the program makes of pages, and follow from the
rest.
"""

import hashlib
import sqlite3
from typing import TYPE_CHECKING

from imtextgui.store.in_force import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x494D5447
"""``IMTG`` in the header of the file tells a catalogue from any other SQLite database."""

VERSION = 7
"""Number of migrations, kept in ``user_version``; a catalogue with more of them is from a newer program."""

TABLES = ("source", "content", "item", "page", "passage", "vector")

_FIRST = (
    """CREATE TABLE source (
        id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, exclude TEXT NOT NULL,
        last_run REAL, offline INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE content (
        id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT UNIQUE, kind TEXT NOT NULL, pages INTEGER NOT NULL,
        complete INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL, problem TEXT, details TEXT) STRICT""",
    "CREATE INDEX content_odd ON content (id) WHERE complete = 0 OR problem IS NOT NULL",
    """CREATE TABLE item (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES source,
        path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
        content_id INTEGER NOT NULL REFERENCES content, problem TEXT, details TEXT,
        UNIQUE (source_id, path)) STRICT""",
    "CREATE INDEX item_content ON item (content_id)",
    """CREATE TABLE page (
        id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL,
        content_id INTEGER NOT NULL REFERENCES content ON DELETE CASCADE, width INTEGER NOT NULL,
        height INTEGER NOT NULL, problem TEXT, details TEXT, title TEXT NOT NULL, text TEXT NOT NULL,
        UNIQUE (content_id, number)) STRICT""",
    """CREATE TABLE thumbnail (
        page_id INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE, picture BLOB NOT NULL) STRICT""",
    """CREATE TABLE passage (
        id INTEGER PRIMARY KEY AUTOINCREMENT, page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
        origin TEXT NOT NULL, text TEXT NOT NULL) STRICT""",
    "CREATE INDEX passage_page ON passage (page_id)",
    """CREATE TABLE space (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
        dim INTEGER NOT NULL, UNIQUE (name, fingerprint)) STRICT""",
    """CREATE TABLE vector (
        id INTEGER PRIMARY KEY AUTOINCREMENT, space_id INTEGER NOT NULL REFERENCES space,
        page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
        passage_id INTEGER REFERENCES passage ON DELETE CASCADE, row BLOB NOT NULL) STRICT""",
    "CREATE INDEX vector_space ON vector (space_id)",
    "CREATE INDEX vector_page ON vector (page_id)",
    "CREATE INDEX vector_passage ON vector (passage_id)",
    "CREATE TABLE code (id INTEGER PRIMARY KEY AUTOINCREMENT, normalised TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE page_code (
        code_id INTEGER NOT NULL REFERENCES code, page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
        raw TEXT NOT NULL, PRIMARY KEY (code_id, page_id, raw)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX page_code_page ON page_code (page_id)",
    """CREATE TABLE item_code (
        code_id INTEGER NOT NULL REFERENCES code, item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
        raw TEXT NOT NULL, PRIMARY KEY (code_id, item_id, raw)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX item_code_item ON item_code (item_id)",
    "CREATE TABLE derived (version INTEGER NOT NULL) STRICT",
    # domain.folding makes the tokens; all that is left to FTS5 is to split at spaces and to stem English
    "CREATE VIRTUAL TABLE page_words USING fts5 (title, body, content='', tokenize='porter ascii')",
    "CREATE VIRTUAL TABLE item_words USING fts5 (name, folder, content='', tokenize='porter ascii')",
)

_SECOND = (
    "ALTER TABLE page ADD COLUMN section TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE page ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE page ADD COLUMN passes INTEGER NOT NULL DEFAULT 0",
    # whole rows of pages are long: what a pass has still to do is read off this alone
    "CREATE INDEX page_passes ON page (passes)",
    """CREATE TABLE region (
        id INTEGER PRIMARY KEY AUTOINCREMENT, page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
        kind TEXT NOT NULL, x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL) STRICT""",
    "CREATE INDEX region_page ON region (page_id)",
    "ALTER TABLE vector ADD COLUMN region_id INTEGER REFERENCES region ON DELETE CASCADE",
    "CREATE INDEX vector_region ON vector (region_id) WHERE region_id IS NOT NULL",
    """CREATE TABLE word_boxes (
        page_id INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE, words BLOB NOT NULL) STRICT""",
    """CREATE TABLE features (
        page_id INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE, packed BLOB NOT NULL) STRICT""",
    """CREATE TABLE item_tag (
        item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, tag TEXT NOT NULL,
        PRIMARY KEY (item_id, tag)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX item_tag_tag ON item_tag (tag)",
    """CREATE TABLE judgement (
        id INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, text TEXT NOT NULL, photo BLOB,
        digest TEXT NOT NULL, number INTEGER NOT NULL, right INTEGER NOT NULL) STRICT""",
    "CREATE INDEX judgement_page ON judgement (digest, number)",
    """CREATE TABLE judgement_vector (
        judgement_id INTEGER NOT NULL REFERENCES judgement ON DELETE CASCADE,
        space_id INTEGER NOT NULL REFERENCES space, row BLOB NOT NULL,
        PRIMARY KEY (judgement_id, space_id)) STRICT, WITHOUT ROWID""",
    "ALTER TABLE source ADD COLUMN relative BLOB",
    "CREATE TABLE choice (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE search (
        id INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, query TEXT NOT NULL, picture BLOB,
        name TEXT NOT NULL DEFAULT '') STRICT""",
    "ALTER TABLE code ADD COLUMN shape TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX code_shape ON code (shape)",
    "CREATE TABLE word (text TEXT PRIMARY KEY, pages INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE bundle (
        fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, licence TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE makeshift (
        fingerprint TEXT NOT NULL, page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
        picture INTEGER NOT NULL, away INTEGER NOT NULL, PRIMARY KEY (fingerprint, page_id))
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX makeshift_page ON makeshift (page_id)",
    """CREATE TABLE job_sheet (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, made REAL NOT NULL, used REAL NOT NULL) STRICT""",
    """CREATE TABLE job_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT, sheet_id INTEGER NOT NULL REFERENCES job_sheet ON DELETE CASCADE,
        place INTEGER NOT NULL, digest TEXT NOT NULL, number INTEGER NOT NULL, path BLOB NOT NULL,
        note TEXT NOT NULL DEFAULT '', UNIQUE (sheet_id, digest, number)) STRICT""",
    "CREATE TABLE snapshot (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
)

_THIRD = (
    """CREATE TABLE left_out (
        id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, path BLOB NOT NULL,
        reason TEXT NOT NULL, files INTEGER NOT NULL, more INTEGER NOT NULL) STRICT""",
    "CREATE INDEX left_out_source ON left_out (source_id, files)",
)


_FOURTH = (
    """CREATE TABLE content_tag (
        digest TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (digest, tag)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX content_tag_tag ON content_tag (tag)",
    """CREATE TABLE path_tag (
        path BLOB NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (path, tag)) STRICT, WITHOUT ROWID""",
    """INSERT INTO content_tag SELECT DISTINCT c.digest, t.tag FROM item_tag t
        JOIN item i ON i.id = t.item_id JOIN content c ON c.id = i.content_id WHERE c.digest IS NOT NULL""",
    """INSERT INTO path_tag SELECT DISTINCT CAST(s.path || x'2f' || i.path AS BLOB), t.tag FROM item_tag t
        JOIN item i ON i.id = t.item_id JOIN content c ON c.id = i.content_id JOIN source s ON s.id = i.source_id
        WHERE c.digest IS NULL""",
    "DROP TABLE item_tag",
    """CREATE VIEW item_tag AS
        SELECT i.id AS item_id, t.tag AS tag FROM item i JOIN content c ON c.id = i.content_id
        JOIN content_tag t ON t.digest = c.digest
        UNION ALL -- few items have no digest: the plus keeps SQLite from looking each wanted one up among them
        SELECT +i.id, t.tag FROM item i JOIN content c ON c.id = i.content_id AND c.digest IS NULL
        JOIN source s ON s.id = i.source_id JOIN path_tag t ON t.path = CAST(s.path || x'2f' || i.path AS BLOB)""",
    "ALTER TABLE source ADD COLUMN place TEXT NOT NULL DEFAULT ''",
)

_FIFTH = (
    "CREATE TABLE trial (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
    """CREATE TABLE trial_question (
        id INTEGER PRIMARY KEY AUTOINCREMENT, trial_id INTEGER NOT NULL REFERENCES trial ON DELETE CASCADE,
        digest TEXT, told TEXT NOT NULL) STRICT""",
    "CREATE INDEX trial_question_trial ON trial_question (trial_id)",
    """CREATE TABLE trial_attempt (
        id INTEGER PRIMARY KEY AUTOINCREMENT, trial_id INTEGER NOT NULL REFERENCES trial ON DELETE CASCADE,
        digest TEXT, told TEXT NOT NULL) STRICT""",
    "CREATE INDEX trial_attempt_trial ON trial_attempt (trial_id)",
    "CREATE TABLE drift_reference (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
    "CREATE TABLE drift_check (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
    "CREATE TABLE query_reading (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
    """CREATE TABLE learned (
        id INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL,
        told TEXT NOT NULL, packed BLOB NOT NULL) STRICT""",
    "CREATE TABLE exchange (id INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL) STRICT",
    """CREATE TABLE exchanged (
        id INTEGER PRIMARY KEY AUTOINCREMENT, exchange_id INTEGER NOT NULL REFERENCES exchange ON DELETE CASCADE,
        kind TEXT NOT NULL, key TEXT NOT NULL, digest TEXT) STRICT""",
    "CREATE INDEX exchanged_exchange ON exchanged (exchange_id)",
    """CREATE TABLE learned_from (
        learned_id INTEGER NOT NULL REFERENCES learned ON DELETE CASCADE, digest TEXT NOT NULL,
        PRIMARY KEY (learned_id, digest)) STRICT, WITHOUT ROWID""",
    # Each answers a question about half a million rows without reading them: whose vectors they are, in which language
    # pages are written.
    "DROP INDEX vector_space",
    "CREATE INDEX vector_space ON vector (space_id, page_id)",
    "CREATE INDEX page_language ON page (content_id, language)",
    """CREATE TABLE name_vector (
        item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, space_id INTEGER NOT NULL REFERENCES space,
        row BLOB NOT NULL, PRIMARY KEY (item_id, space_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE refused_tag (
        digest TEXT NOT NULL, number INTEGER NOT NULL, tag TEXT NOT NULL,
        PRIMARY KEY (digest, number, tag)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE written_description (
        digest TEXT NOT NULL, number INTEGER NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (digest, number, language)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE suggested_tag (
        page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE, tag TEXT NOT NULL, other TEXT NOT NULL,
        confidence REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (page_id, tag)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX suggested_tag_tag ON suggested_tag (tag)",
    """CREATE TABLE page_description (
        page_id INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE, stamp TEXT NOT NULL, en TEXT NOT NULL,
        ja TEXT NOT NULL, parts TEXT NOT NULL) STRICT""",
)

_HOLDERS = "LEFT JOIN file f ON f.digest = o.digest"
_WHOLE_PATH = "CAST(s.path || x'2f' || i.path AS BLOB)"

_SIXTH = (
    "DROP VIEW item_tag",
    """CREATE TABLE file (
        id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, path BLOB NOT NULL, here INTEGER NOT NULL,
        digest TEXT, born TEXT, before TEXT) STRICT""",
    "ALTER TABLE item ADD COLUMN file_id INTEGER REFERENCES file",
    "ALTER TABLE item ADD COLUMN system_id TEXT",
    # A file that cannot be read has what was added to the last of the bytes that it had before.
    f"""INSERT INTO file (id, uid, path, here, digest, born)
        SELECT i.id, first_uid({_WHOLE_PATH}, c.digest), {_WHOLE_PATH}, 1,
        coalesce(c.digest, json_extract(i.details, '$.earlier[#-1]')), c.digest
        FROM item i JOIN content c ON c.id = i.content_id JOIN source s ON s.id = i.source_id""",
    "UPDATE item SET file_id = id",
    """INSERT INTO file (uid, path, here) SELECT first_uid(path, NULL), path, 0 FROM path_tag
        WHERE path NOT IN (SELECT path FROM file) GROUP BY path""",
    "UPDATE item SET details = nullif(json_remove(details, '$.earlier'), '{}') WHERE details IS NOT NULL",
    "CREATE INDEX item_file ON item (file_id)",
    "CREATE INDEX file_digest ON file (digest)",
    "CREATE INDEX file_path ON file (path)",
    "CREATE INDEX file_before ON file (before) WHERE before IS NOT NULL",
    "DROP INDEX content_tag_tag",
    "ALTER TABLE content_tag RENAME TO former",
    """CREATE TABLE content_tag (
        file TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '', tag TEXT NOT NULL,
        PRIMARY KEY (digest, tag, file)) STRICT, WITHOUT ROWID""",
    f"INSERT INTO content_tag SELECT coalesce(f.uid, ''), o.digest, o.tag FROM former o {_HOLDERS}",
    "INSERT OR IGNORE INTO content_tag SELECT f.uid, '', o.tag FROM path_tag o JOIN file f ON f.path = o.path",
    "DROP TABLE former",
    "DROP TABLE path_tag",
    "CREATE INDEX content_tag_tag ON content_tag (tag)",
    "CREATE INDEX content_tag_file ON content_tag (file)",
    "ALTER TABLE refused_tag RENAME TO former",
    """CREATE TABLE refused_tag (
        file TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL, number INTEGER NOT NULL, tag TEXT NOT NULL,
        PRIMARY KEY (digest, number, tag, file)) STRICT, WITHOUT ROWID""",
    f"INSERT INTO refused_tag SELECT coalesce(f.uid, ''), o.digest, o.number, o.tag FROM former o {_HOLDERS}",
    "DROP TABLE former",
    "CREATE INDEX refused_tag_file ON refused_tag (file)",
    "ALTER TABLE written_description RENAME TO former",
    """CREATE TABLE written_description (
        file TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL, number INTEGER NOT NULL, language TEXT NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY (digest, number, language, file)) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO written_description SELECT coalesce(f.uid, ''), o.digest, o.number, o.language, o.text
        FROM former o {_HOLDERS}""",
    "DROP TABLE former",
    "CREATE INDEX written_description_file ON written_description (file)",
    """CREATE TABLE judgement_file (
        judgement_id INTEGER NOT NULL REFERENCES judgement ON DELETE CASCADE, file TEXT NOT NULL,
        PRIMARY KEY (judgement_id, file)) STRICT, WITHOUT ROWID""",
    "INSERT INTO judgement_file SELECT o.id, f.uid FROM judgement o JOIN file f ON f.digest = o.digest",
    "CREATE INDEX judgement_file_file ON judgement_file (file)",
    "ALTER TABLE job_entry RENAME TO former",
    """CREATE TABLE job_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT, sheet_id INTEGER NOT NULL REFERENCES job_sheet ON DELETE CASCADE,
        place INTEGER NOT NULL, digest TEXT NOT NULL, number INTEGER NOT NULL, path BLOB NOT NULL,
        note TEXT NOT NULL DEFAULT '', file TEXT NOT NULL DEFAULT '',
        UNIQUE (sheet_id, digest, number, file)) STRICT""",
    """INSERT INTO job_entry SELECT o.*, coalesce(
        (SELECT uid FROM file WHERE digest = o.digest AND path = o.path),
        (SELECT uid FROM file WHERE digest = o.digest LIMIT 1),
        (SELECT uid FROM file WHERE path = o.path), '') FROM former o""",
    "DROP TABLE former",
    "CREATE INDEX job_entry_file ON job_entry (file)",
    "CREATE INDEX job_entry_page ON job_entry (digest, number)",
    "ALTER TABLE trial_question ADD COLUMN file TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE trial_attempt ADD COLUMN file TEXT NOT NULL DEFAULT ''",
    *(
        f"UPDATE {table} SET file = coalesce((SELECT uid FROM file f WHERE f.digest = {table}.digest), '')"
        for table in ("trial_question", "trial_attempt")
    ),
    """UPDATE trial_question SET told = json_set(told, '$.owners', json((
        SELECT json_group_object(digest, json(uids)) FROM (
            SELECT f.digest AS digest, json_group_array(f.uid) AS uids FROM json_each(told, '$.answers') a
            JOIN file f ON f.digest = json_extract(a.value, '$.digest') GROUP BY f.digest))))""",
    """CREATE TABLE page_print (
        digest TEXT NOT NULL, number INTEGER NOT NULL, print BLOB NOT NULL, PRIMARY KEY (digest, number))
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE moved_page (
        digest TEXT NOT NULL, number INTEGER NOT NULL, at_digest TEXT NOT NULL, at_number INTEGER NOT NULL,
        PRIMARY KEY (digest, number, at_digest)) STRICT, WITHOUT ROWID""",
)

_SEVENTH = (
    "ALTER TABLE file ADD COLUMN was BLOB",
    "CREATE INDEX file_was ON file (was) WHERE was IS NOT NULL",
    *(f"DROP VIEW IF EXISTS {name}" for name in reversed(VIEWS)),
    *(f"CREATE VIEW {name} AS {query}" for name, query in VIEWS.items()),
)
"""The first one that has these views; another one that changes them takes its place as the one that makes them."""

_STEPS = {
    "m001_first": _FIRST,
    "m002_regions_and_answers": _SECOND,
    "m003_left_out": _THIRD,
    "m004_tags_of_contents": _FOURTH,
    "m005_second_edition": _FIFTH,
    "m006_identity_of_files": _SIXTH,
    "m007_one_of_several_equal_files": _SEVENTH,
}
"""The migrations in order, by the names under which catalogues remember that they have them."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database of ``connection`` to ``VERSION`` within its open transaction."""
    from sqlite_utils import Database

    connection.create_function("first_uid", 2, _first_uid, deterministic=True)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    _migrations().apply(database)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _first_uid(path: bytes, digest: str | None) -> str:
    """The ``uid`` of a file that was there before files had any, by its whole path and its bytes.

    It is the same wherever the catalogue is brought up to date: where it is published, and in each reader's copy of a
    snapshot that was published before, so that what he adds over that goes on with the file.
    """
    return hashlib.blake2b(path + b"\0" + (digest or "").encode(), digest_size=16).hexdigest()


def _migrations() -> "Migrations":
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("imtextgui")
    for name, statements in _STEPS.items():
        migrations(name=name)(_executing(statements))
    return migrations


def _executing(statements: tuple[str, ...]) -> "Callable[[Database], None]":
    def execute(database: "Database") -> None:
        for statement in statements:
            database.conn.execute(statement)

    return execute
