"""The user's tags. They hang on what a file holds, or on the path of one that could not be read: items may go."""

import unicodedata
from collections.abc import Iterable

from imtextgui.domain.items import DeletedTag
from imtextgui.store.column_values import clean, id_list, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.item_tags import tags_of
from imtextgui.store.user.exchange_notes import confirm

_DIGESTS = """
    SELECT DISTINCT c.digest FROM item i JOIN content c ON c.id = i.content_id
    WHERE i.id IN (SELECT value FROM json_each(:items)) AND c.digest IS NOT NULL
"""
_PATHS = """
    SELECT CAST(s.path || x'2f' || i.path AS BLOB) FROM item i JOIN content c ON c.id = i.content_id
    JOIN source s ON s.id = i.source_id WHERE i.id IN (SELECT value FROM json_each(:items)) AND c.digest IS NULL
"""
_ALL = """
    SELECT tag, sum(items) FROM (
        SELECT tag, count(*) AS items FROM item_tag GROUP BY tag
        UNION ALL SELECT DISTINCT tag, 0 FROM content_tag UNION ALL SELECT DISTINCT tag, 0 FROM path_tag)
    GROUP BY tag ORDER BY tag
"""


class Tags:
    """Tags of one catalogue, given and told by item. Writing calls take part in the caller's transaction ``tx``.

    Files with the same bytes have the same tags.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> int:
        """Tag items; gives how many have the tag now.

        Items that are gone are left out, and a tag without a letter does nothing. One that came from others is
        somebody's here from now on.
        """
        asked = {"tag": written(typed(tag)), "items": id_list(item_ids)}
        if asked["tag"]:
            tx.execute(
                f"INSERT OR IGNORE INTO content_tag (digest, tag) SELECT *, :tag FROM ({_DIGESTS})", asked
            )
            tx.execute(f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT *, :tag FROM ({_PATHS})", asked)
            confirm(tx, "tag", [(digest, asked["tag"]) for (digest,) in tx.execute(_DIGESTS, asked)])
        return _count(tx, asked)

    def remove(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> int:
        """Take a tag off items; gives how many had it."""
        asked = {"tag": written(tag), "items": id_list(item_ids)}
        had = _count(tx, asked)
        tx.execute(f"DELETE FROM content_tag WHERE tag = :tag AND digest IN ({_DIGESTS})", asked)
        tx.execute(f"DELETE FROM path_tag WHERE tag = :tag AND path IN ({_PATHS})", asked)
        return had

    def rename(self, tx: Transaction, old: str, new: str) -> None:
        """Give all that has the tag ``old`` the tag ``new`` instead; without a letter in ``new`` nothing changes."""
        if (name := written(typed(new))) and name != written(old):
            renamed = tx.execute("SELECT digest FROM content_tag WHERE tag = ?", (written(old),)).fetchall()
            confirm(tx, "tag", [(digest, name) for (digest,) in renamed])
            for table in ("content_tag", "path_tag"):
                tx.execute(f"UPDATE OR IGNORE {table} SET tag = ? WHERE tag = ?", (name, written(old)))
            self.delete(tx, old)

    def delete(self, tx: Transaction, tag: str) -> DeletedTag:
        """Take a tag off all items, also off files that are away; ``put_back`` undoes it."""
        name = (written(tag),)
        items = tx.execute("SELECT item_id FROM item_tag WHERE tag = ?", name).fetchall()
        digests = tx.execute("DELETE FROM content_tag WHERE tag = ? RETURNING digest", name).fetchall()
        paths = tx.execute("DELETE FROM path_tag WHERE tag = ? RETURNING path", name).fetchall()
        return DeletedTag(*name, len(items), tuple(row[0] for row in digests), tuple(row[0] for row in paths))

    def put_back(self, tx: Transaction, deleted: DeletedTag) -> None:
        """Give a tag to all that it was taken off."""
        for table, key, values in (
            ("content_tag", "digest", deleted.digests),
            ("path_tag", "path", deleted.paths),
        ):
            rows = [(value, deleted.tag) for value in values]
            tx.executemany(f"INSERT OR IGNORE INTO {table} ({key}, tag) VALUES (?, ?)", rows)

    def all(self) -> tuple[tuple[str, int], ...]:
        """Give every tag with the number of its items, by name; 0 where all its files are away."""
        with self._database.reading() as connection:
            return tuple(connection.execute(_ALL))

    def of(self, item_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Give the tags of items by item id; items without one are left out."""
        tags: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for item_id, tag in tags_of(connection, item_ids):
                tags[item_id] = (*tags.get(item_id, ()), tag)
        return tags


def _count(tx: Transaction, asked: dict[str, str]) -> int:
    row = tx.execute(
        "SELECT count(*) FROM item_tag WHERE tag = :tag AND item_id IN (SELECT value FROM json_each(:items))",
        asked,
    ).fetchone()
    return int(row[0])


def written(tag: str) -> str:
    """The one way in which a tag is written: NFKC, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", clean(tag)).split())
