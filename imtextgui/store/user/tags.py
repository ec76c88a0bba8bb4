"""The user's tags. They belong to files, whatever becomes of bytes and items; others show them while they are equal."""

import unicodedata
from collections.abc import Iterable

from imtextgui.domain.items import DeletedTag, RenamedTag
from imtextgui.store.column_values import clean, id_list, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.item_tags import tags_of
from imtextgui.store.user.exchange_notes import confirm_of_files

_ADD = """
    INSERT OR IGNORE INTO content_tag (file, digest, tag)
    SELECT f.uid, coalesce(c.digest, ''), :tag FROM item i JOIN content c ON c.id = i.content_id
    JOIN file f ON f.id = i.file_id WHERE i.id IN (SELECT value FROM json_each(:items))
    AND NOT EXISTS (
        SELECT 1 FROM tag_in_force t WHERE t.file = f.uid AND t.tag = :tag AND t.digest = f.digest)
"""
"""A file that cannot be read has a content of its own."""

_FILES = """
    (SELECT f.uid FROM item i JOIN file f ON f.id = i.file_id
    WHERE i.id IN (SELECT value FROM json_each(:items)))
"""
_NO_LONGER_OFF = f"DELETE FROM refused_tag WHERE number = 0 AND tag = :tag AND file IN {_FILES}"

_MADE = """
    SELECT DISTINCT t.made, t.tag, t.file FROM tag_in_force t WHERE t.tag = :tag AND t.digest IN (
        SELECT c.digest FROM item i JOIN content c ON c.id = i.content_id
        WHERE i.id IN (SELECT value FROM json_each(:items)))
"""
_REMOVE_OWN = f"DELETE FROM content_tag WHERE tag = :tag AND file IN {_FILES}"

_REMOVE_OWNERLESS = """
    WITH alone AS (
        SELECT c.digest FROM item i JOIN content c ON c.id = i.content_id
        WHERE i.id IN (SELECT value FROM json_each(:items)) AND c.digest IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM item o WHERE o.content_id = c.id AND o.id NOT IN (SELECT value FROM json_each(:items))))
    DELETE FROM content_tag AS t WHERE tag = :tag
    AND (digest IN alone OR file IN (SELECT uid FROM file WHERE digest IN alone))
    AND NOT EXISTS (SELECT 1 FROM file o WHERE o.uid = t.file AND o.here)
"""
"""What belongs to no file that is there, where none but these have the bytes."""

_TAKE_OFF = """
    INSERT OR IGNORE INTO refused_tag (file, digest, number, tag)
    SELECT f.uid, c.digest, 0, t.tag FROM item_tag t JOIN item i ON i.id = t.item_id
    JOIN content c ON c.id = i.content_id JOIN file f ON f.id = i.file_id
    WHERE t.tag = :tag AND c.digest IS NOT NULL AND i.id IN (SELECT value FROM json_each(:items))
"""
"""What is left belongs to others that have equal bytes, or had them: those keep it."""

_ALL = """
    SELECT tag, sum(items) FROM (
        SELECT tag, count(*) AS items FROM item_tag GROUP BY tag UNION ALL SELECT DISTINCT tag, 0 FROM content_tag)
    GROUP BY tag ORDER BY tag
"""


class Tags:
    """Tags of one catalogue, given and told by item. Writing calls take part in the caller's transaction ``tx``.

    A tag belongs to the file that was named. Others with the same bytes show it, too, until it is taken off them.
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
            tx.execute(_NO_LONGER_OFF, asked)
            tx.execute(_ADD, asked)
            confirm_of_files(tx, "tag", tx.execute(_MADE, asked).fetchall())
        return _count(tx, asked)

    def remove(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> int:
        """Take a tag off items; gives how many had it. Other files with the same bytes keep it."""
        asked = {"tag": written(tag), "items": id_list(item_ids)}
        had = _count(tx, asked)
        for statement in (_REMOVE_OWN, _REMOVE_OWNERLESS, _TAKE_OFF):
            tx.execute(statement, asked)
        return had

    def rename(self, tx: Transaction, old: str, new: str) -> RenamedTag | None:
        """Give all that has the tag ``old`` the tag ``new`` instead; ``undo_rename`` undoes it.

        Without a letter in ``new``, or where it is the same, nothing changes; then it gives None.
        """
        name = written(typed(new))
        if not name or name == written(old):
            return None
        others = tx.execute("SELECT 1 FROM content_tag WHERE tag = ? LIMIT 1", (name,)).fetchone()
        former = self.delete(tx, old)
        # What was taken off under both names stays so under the old one, where it says nothing.
        refused = tx.execute(
            "UPDATE OR IGNORE refused_tag SET tag = ? WHERE tag = ? AND number = 0 RETURNING file, digest",
            (name, former.tag),
        ).fetchall()
        confirm_of_files(tx, "tag", [(digest, name, file) for file, digest in former.given])
        given = self._give(tx, name, former.given)
        return RenamedTag(former, name, others is not None, given, tuple(refused))

    def undo_rename(self, tx: Transaction, renamed: RenamedTag) -> None:
        """Give a renamed tag its former name again; what had the other name before keeps that, too."""
        for table, rows in (("content_tag", renamed.given), ("refused_tag", renamed.refused)):
            number = " AND number = 0" if table == "refused_tag" else ""
            tx.executemany(
                f"DELETE FROM {table} WHERE file = ? AND digest = ? AND tag = ?{number}",
                [(*row, renamed.new) for row in rows],
            )
        self.put_back(tx, renamed.former)
        tx.executemany(
            "INSERT OR IGNORE INTO refused_tag (file, digest, number, tag) VALUES (?, ?, 0, ?)",
            [(*row, renamed.former.tag) for row in renamed.refused],
        )

    def delete(self, tx: Transaction, tag: str) -> DeletedTag:
        """Take a tag off all items, also off files that are away; ``put_back`` undoes it."""
        name = (written(tag),)
        items = tx.execute("SELECT item_id FROM item_tag WHERE tag = ?", name).fetchall()
        rows = tx.execute("DELETE FROM content_tag WHERE tag = ? RETURNING file, digest", name).fetchall()
        return DeletedTag(*name, len(items), tuple(rows))

    def put_back(self, tx: Transaction, deleted: DeletedTag) -> None:
        """Give a tag to all that it was taken off."""
        self._give(tx, deleted.tag, deleted.given)

    @staticmethod
    def _give(tx: Transaction, tag: str, files: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Give a tag to files, named by identity and digest; gives those that did not have it."""
        add = "INSERT OR IGNORE INTO content_tag (file, digest, tag) VALUES (?, ?, ?)"
        return tuple(file for file in files if tx.execute(add, (*file, tag)).rowcount)

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
