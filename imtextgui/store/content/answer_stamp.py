"""A stamp of what answers depend on in a catalogue: the same as long as nothing of it changed."""

import hashlib

from imtextgui.store.database import Database

_COUNTED = ("content", "page", "passage", "vector", "region", "features", "word_boxes", "code", "name_vector")
"""Tables whose rows are only added and removed. Their ids are never given again where they have any."""

_ROWS = (
    "SELECT id, path FROM source ORDER BY id",
    "SELECT id, source_id, path, content_id, mtime_ns FROM item ORDER BY id",
    "SELECT sum(passes), max(id) FROM page",
    "SELECT max(id) FROM content",
    "SELECT max(id) FROM passage",
    "SELECT max(id) FROM vector",
    "SELECT max(id) FROM region",
    "SELECT item_id, tag FROM item_tag ORDER BY item_id, tag",
    "SELECT page_id, stamp FROM page_description ORDER BY page_id",
    "SELECT DISTINCT digest, number, language, text FROM description_in_force"
    " ORDER BY digest, number, language, text",
    "SELECT version FROM derived",
    "SELECT value FROM choice WHERE name = 'encoder'",
    "SELECT id FROM learned WHERE state = 'active'",
)
"""What changes in place, whole."""


def answer_stamp(database: Database) -> str:
    """The stamp of the database as it is now; judgements are left out, and what nobody searches."""
    told = hashlib.sha256()
    with database.reading() as connection:
        for table in _COUNTED:
            told.update(repr(connection.execute(f"SELECT count(*) FROM {table}").fetchone()).encode())
        for rows in _ROWS:
            for row in connection.execute(rows):
                told.update(repr(row).encode())
    return told.hexdigest()
