"""The user's tags. They belong to files, whatever becomes of bytes and items; files with the same bytes share them."""

import unicodedata
from collections.abc import Iterable

from imtextgui.domain.items import DeletedTag
from imtextgui.store.column_values import clean, id_list, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.item_tags import tags_of
from imtextgui.store.user.exchange_notes import confirm

_ADD = """
    INSERT OR IGNORE INTO content_tag (file, digest, tag)
    SELECT DISTINCT h.uid, coalesce(c.digest, ''), :tag FROM item i JOIN content c ON c.id = i.content_id
    JOIN item holder ON holder.content_id = c.id JOIN file h ON h.id = holder.file_id
    WHERE i.id IN (SELECT value FROM json_each(:items))
    AND NOT EXISTS (SELECT 1 FROM content_tag t WHERE t.file = h.uid AND t.tag = :tag)
"""
"""A file that cannot be read has a content of its own."""

_MADE = """
    SELECT DISTINCT t.made, t.tag FROM tag_in_force t WHERE t.tag = :tag AND t.digest IN (
        SELECT c.digest FROM item i JOIN content c ON c.id = i.content_id
        WHERE i.id IN (SELECT value FROM json_each(:items)))
"""
_OF_OTHERS = """
    UPDATE OR REPLACE content_tag AS t SET digest = f.digest FROM file f
    WHERE t.tag = :tag AND f.uid = t.file AND f.here AND f.digest <> t.digest AND t.digest IN ({digests})
    AND f.digest NOT IN ({digests})
"""
"""Of what was given to an earlier edition of a file that goes on: it is no longer about these bytes."""

_REMOVE = """
    DELETE FROM content_tag WHERE tag = :tag AND (digest IN ({digests}) OR file IN (
        SELECT uid FROM file WHERE digest IN ({digests}) UNION ALL
        SELECT f.uid FROM item i JOIN file f ON f.id = i.file_id WHERE i.id IN (SELECT value FROM json_each(:items))))
"""
_DIGESTS = """
    SELECT c.digest FROM item i JOIN content c ON c.id = i.content_id
    WHERE i.id IN (SELECT value FROM json_each(:items)) AND c.digest IS NOT NULL
"""
_ALL = """
    SELECT tag, sum(items) FROM (
        SELECT tag, count(*) AS items FROM item_tag GROUP BY tag UNION ALL SELECT DISTINCT tag, 0 FROM content_tag)
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
            tx.execute(_ADD, asked)
            confirm(tx, "tag", tx.execute(_MADE, asked).fetchall())
        return _count(tx, asked)

    def remove(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> int:
        """Take a tag off items; gives how many had it."""
        asked = {"tag": written(tag), "items": id_list(item_ids)}
        had = _count(tx, asked)
        tx.execute(_OF_OTHERS.format(digests=_DIGESTS), asked)
        tx.execute(_REMOVE.format(digests=_DIGESTS), asked)
        return had

    def rename(self, tx: Transaction, old: str, new: str) -> None:
        """Give all that has the tag ``old`` the tag ``new`` instead; without a letter in ``new`` nothing changes."""
        if (name := written(typed(new))) and name != written(old):
            renamed = tx.execute("SELECT digest FROM content_tag WHERE tag = ?", (written(old),)).fetchall()
            confirm(tx, "tag", [(digest, name) for (digest,) in renamed])
            tx.execute("UPDATE OR IGNORE content_tag SET tag = ? WHERE tag = ?", (name, written(old)))
            self.delete(tx, old)

    def delete(self, tx: Transaction, tag: str) -> DeletedTag:
        """Take a tag off all items, also off files that are away; ``put_back`` undoes it."""
        name = (written(tag),)
        items = tx.execute("SELECT item_id FROM item_tag WHERE tag = ?", name).fetchall()
        rows = tx.execute("DELETE FROM content_tag WHERE tag = ? RETURNING file, digest", name).fetchall()
        return DeletedTag(*name, len(items), tuple(rows))

    def put_back(self, tx: Transaction, deleted: DeletedTag) -> None:
        """Give a tag to all that it was taken off."""
        tx.executemany(
            "INSERT OR IGNORE INTO content_tag (file, digest, tag) VALUES (?, ?, ?)",
            [(*given, deleted.tag) for given in deleted.given],
        )

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
