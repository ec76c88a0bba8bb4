"""The tags of given items, read item by item: asked for some, SQLite walks through the view ``item_tag`` whole."""

import sqlite3
from collections.abc import Iterable

from imtextgui.store.column_values import id_list

_TAGS = """
    WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(:items))
    SELECT i.id, t.tag FROM wanted CROSS JOIN item i ON i.id = wanted.id CROSS JOIN content c ON c.id = i.content_id
    CROSS JOIN content_tag t ON t.digest = c.digest
    UNION ALL
    SELECT i.id, t.tag FROM wanted CROSS JOIN item i ON i.id = wanted.id
    CROSS JOIN content c ON c.id = i.content_id AND c.digest IS NULL CROSS JOIN source s ON s.id = i.source_id
    CROSS JOIN path_tag t ON t.path = CAST(s.path || x'2f' || i.path AS BLOB)
    ORDER BY 1, 2
"""
"""In this order of joining: for 120 of 47,000 items 0.1 ms, where SQLite chose to begin with all 4,600 tags 2.8 ms."""


def tags_of(connection: sqlite3.Connection, item_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Item id and tag of each tag of ``item_ids``, in order."""
    return connection.execute(_TAGS, {"items": id_list(item_ids)}).fetchall()
