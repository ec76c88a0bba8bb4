"""The tags of a catalogue: words that its users put on files."""

from collections.abc import Sequence

from imtextgui.domain.items import DeletedTag, RenamedTag
from imtextgui.store.database import Database
from imtextgui.store.user.tags import Tags, written


class CatalogueTags:
    """Tags hang on what a file holds, so that files with the same bytes share them and one that returns has them again.

    What changes anything raises CatalogueReadOnly where another program has the catalogue open for changes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tags = Tags(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def add(self, item_ids: Sequence[int], tag: str) -> int:
        """Tag items, and give how many have the tag now; a tag without a letter does nothing."""
        with self._database.transaction() as tx:
            return self._tags.add(tx, item_ids, tag)

    def remove(self, item_ids: Sequence[int], tag: str) -> int:
        """Take a tag off items, and give how many had it."""
        with self._database.transaction() as tx:
            return self._tags.remove(tx, item_ids, tag)

    def all(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of its items, by name."""
        return self._tags.all()

    def of(self, item_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The tags of items by item id; items without one are left out."""
        return self._tags.of(item_ids)

    def count_of(self, item_ids: Sequence[int], tag: str) -> int:
        """How many of the items have a tag; after it was taken off, those that have it from who publishes them."""
        return sum(written(tag) in tags for tags in self.of(item_ids).values())

    def rename(self, old: str, new: str) -> RenamedTag | None:
        """Give all items with the tag ``old`` the tag ``new`` instead, which may be there already.

        With what it gives, ``undo_rename`` undoes it; None where nothing changed.
        """
        with self._database.transaction() as tx:
            return self._tags.rename(tx, old, new)

    def undo_rename(self, renamed: RenamedTag) -> None:
        """Give a renamed tag its former name again; what had the new one before keeps that."""
        with self._database.transaction() as tx:
            self._tags.undo_rename(tx, renamed)

    def delete(self, tag: str) -> DeletedTag:
        """Take a tag off all items, also off files that are away; with what it gives, ``restore`` undoes it."""
        with self._database.transaction() as tx:
            return self._tags.delete(tx, tag)

    def restore(self, deleted: DeletedTag) -> None:
        """Give a deleted tag to all that had it."""
        with self._database.transaction() as tx:
            self._tags.put_back(tx, deleted)
