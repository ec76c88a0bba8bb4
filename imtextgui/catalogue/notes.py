"""What the user adds to a catalogue or does not want in it: tags, past searches, what may be kept."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from imtextgui.config.settings import Settings
from imtextgui.domain.history import PastSearch
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Query
from imtextgui.store.database import Database
from imtextgui.store.upkeep import privacy
from imtextgui.store.user.history import History
from imtextgui.store.user.tags import Tags

if TYPE_CHECKING:
    from imtextgui.search.query.search_history import Past


class Notes:
    """This part of a catalogue. What changes anything raises CatalogueReadOnly where another program has it open."""

    def __init__(self, database: Database, chosen: Settings) -> None:
        self._database = database
        self._settings = chosen
        self._tags = Tags(database)
        self._history = History(database)

    # Tags

    def tag(self, item_ids: Sequence[int], tag: str) -> None:
        """Tag items; a tag without a letter does nothing."""
        with self._database.transaction() as tx:
            self._tags.add(tx, item_ids, tag)

    def untag(self, item_ids: Sequence[int], tag: str) -> None:
        """Take a tag off items."""
        with self._database.transaction() as tx:
            self._tags.remove(tx, item_ids, tag)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of its items, by name."""
        return self._tags.all()

    def tags_of(self, item_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The tags of items by item id; items without one are left out."""
        return self._tags.of(item_ids)

    def rename_tag(self, old: str, new: str) -> None:
        """Give all items with the tag ``old`` the tag ``new`` instead, which may be there already."""
        with self._database.transaction() as tx:
            self._tags.rename(tx, old, new)

    def remove_tag(self, tag: str) -> tuple[int, ...]:
        """Take a tag off all items, and give their ids: with them ``tag`` undoes it."""
        with self._database.transaction() as tx:
            items = self._tags.items(tag)
            self._tags.forget(tx, tag)
        return items

    # Past searches

    def history(self, limit: int = 50) -> tuple[PastSearch, ...]:
        """The newest searches first, and then those with a name that are older."""
        return self._past.latest(limit)

    def remember(self, query: Query) -> int:
        """Keep a search in the history and give its id; 0 where the settings do not want a history."""
        return self._past.remember(query) if self._settings.keep_history else 0

    def save_search(self, search_id: int, name: str) -> None:
        """Give a past search a name, so that it is never forgotten by itself; "" takes the name away."""
        with self._database.transaction() as tx:
            self._history.name(tx, search_id, name)

    def forget_search(self, search_id: int) -> None:
        """Forget one search."""
        with self._database.transaction() as tx:
            self._history.remove(tx, search_id)

    def clear_history(self) -> None:
        """Forget all searches that have no name."""
        with self._database.transaction() as tx:
            self._history.clear(tx)

    # What may be kept

    def use(self, chosen: Settings) -> None:
        """Follow other settings from the next search and the next run on; the encoder stays as it was loaded."""
        self._settings = chosen

    def forget_unkept(self) -> Job[bool]:
        """Remove what the settings do not let a catalogue keep: small pictures, texts, past searches.

        Returns whether there was any. Nothing of it is left in the database file.
        """
        steps = (
            (self._settings.keep_thumbnails, privacy.forget_thumbnails),
            (self._settings.keep_text, privacy.forget_texts),
            (self._settings.keep_history, privacy.forget_searches),
        )
        found = False
        for done, (kept, forget) in enumerate(steps):
            yield Progress(Stage.FORGET, done, len(steps))
            if not kept:
                found = forget(self._database) or found
        if found:
            self._database.compact()
        return found

    @cached_property
    def _past(self) -> "Past":
        from imtextgui.search.query.search_history import Past

        return Past(self._database)
