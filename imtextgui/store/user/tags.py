"""The user's tags of items."""

import unicodedata
from collections.abc import Iterable

from imtextgui.store.column_values import clean, id_list
from imtextgui.store.database import Database, Transaction


class Tags:
    """Tags of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> None:
        """Tag items; items that are gone are left out, and a tag without a letter does nothing."""
        if name := written(tag):
            tx.execute(
                "INSERT OR IGNORE INTO item_tag (item_id, tag)"
                " SELECT id, ? FROM item WHERE id IN (SELECT value FROM json_each(?))",
                (name, id_list(item_ids)),
            )

    def remove(self, tx: Transaction, item_ids: Iterable[int], tag: str) -> None:
        """Take a tag off items."""
        tx.execute(
            "DELETE FROM item_tag WHERE tag = ? AND item_id IN (SELECT value FROM json_each(?))",
            (written(tag), id_list(item_ids)),
        )

    def rename(self, tx: Transaction, old: str, new: str) -> None:
        """Give all items with the tag ``old`` the tag ``new`` instead; without a letter in ``new`` nothing changes."""
        if name := written(new):
            tx.execute("UPDATE OR IGNORE item_tag SET tag = ? WHERE tag = ?", (name, written(old)))
            if name != written(old):
                self.forget(tx, old)

    def forget(self, tx: Transaction, tag: str) -> None:
        """Take a tag off all items."""
        tx.execute("DELETE FROM item_tag WHERE tag = ?", (written(tag),))

    def all(self) -> tuple[tuple[str, int], ...]:
        """Give every tag with the number of its items, by name."""
        with self._database.reading() as connection:
            return tuple(connection.execute("SELECT tag, count(*) FROM item_tag GROUP BY tag ORDER BY tag"))

    def of(self, item_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Give the tags of items by item id; items without one are left out."""
        tags: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for item_id, tag in connection.execute(
                "SELECT item_id, tag FROM item_tag WHERE item_id IN (SELECT value FROM json_each(?))"
                " ORDER BY item_id, tag",
                (id_list(item_ids),),
            ):
                tags[item_id] = (*tags.get(item_id, ()), tag)
        return tags

    def items(self, tag: str) -> tuple[int, ...]:
        """Give the ids of the items with a tag."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT item_id FROM item_tag WHERE tag = ?", (written(tag),))
            return tuple(item_id for (item_id,) in rows)


def written(tag: str) -> str:
    """The one way in which a tag is written: NFKC, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", clean(tag)).split())
