"""The tags of given items, read item by item: asked for some, SQLite walks through the view ``item_tag`` whole."""

import sqlite3
from collections.abc import Iterable

from imtextgui.store.column_values import id_list
from imtextgui.store.in_force import FILE_IS_ELSEWHERE, IS_ANOTHER_THING, IS_TAKEN_OFF

_IS_TAKEN_OFF = IS_TAKEN_OFF.format(digest="held.digest", uid="held.uid")

_TAGS = f"""
    WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(:items)),
    held AS MATERIALIZED (
        SELECT i.id AS id, i.file_id AS file_id, c.digest AS digest, its.uid AS uid
        FROM wanted CROSS JOIN item i ON i.id = wanted.id CROSS JOIN content c ON c.id = i.content_id
        CROSS JOIN file its ON its.id = i.file_id)
    SELECT held.id, t.tag FROM held CROSS JOIN file f ON f.digest = held.digest
    CROSS JOIN content_tag t ON t.file = f.uid WHERE NOT {_IS_TAKEN_OFF} AND NOT {IS_ANOTHER_THING}
    UNION
    SELECT held.id, t.tag FROM held CROSS JOIN content_tag t ON t.digest = held.digest
    LEFT JOIN file f ON f.uid = t.file
    WHERE {FILE_IS_ELSEWHERE} AND NOT {_IS_TAKEN_OFF}
    UNION
    SELECT held.id, t.tag FROM held CROSS JOIN file f ON f.id = held.file_id
    CROSS JOIN content_tag t ON t.file = f.uid
    WHERE held.digest IS NULL
    ORDER BY 1, 2
"""
"""In this order of joining: left to itself SQLite begins with all tags, which took 2.8 ms for 120 of 47,000 items where
this took 0.1 ms.
"""


def tags_of(connection: sqlite3.Connection, item_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Item id and tag of each tag of ``item_ids``, in order."""
    return connection.execute(_TAGS, {"items": id_list(item_ids)}).fetchall()
