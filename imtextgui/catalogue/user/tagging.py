"""Tags that the program suggests, and what people make of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.progress import Job
from imtextgui.domain.tagging.suggestions import (
    DEFAULT_CONFIDENCE,
    PageSuggestion,
    SuggestedTag,
    TagChange,
    TaggingReport,
    TagSummary,
)
from imtextgui.errors import CatalogueReadOnly
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.suggestions import SuggestedTags
from imtextgui.store.user.tags import written

if TYPE_CHECKING:
    from imtextgui.tagging.run import TaggingRun

Chosen = Sequence[tuple[int, str]]
"""Page ids, each with the English name of a suggested tag."""


class CatalogueTagging:
    """Suggestions follow from names, captions, pictures and tags; accepted ones are tags like those that people gave.

    No file is written. What changes anything raises CatalogueReadOnly where another program has the catalogue open for
    changes.
    """

    def __init__(
        self, folder: Path, database: Database, session: EncoderSession, engine: SearchEngine
    ) -> None:
        self._folder = folder
        self._database = database
        self._session = session
        self._engine = engine
        self._suggested = SuggestedTags(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def update(self) -> Job[TaggingReport]:
        """Look at the pages that were not looked at since they, the tags or the dictionary changed.

        Stopped at any step, it goes on from there the next time. Without an installed encoder pictures tell nothing.
        Raises Bundle* errors.
        """
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        return self._run().run()

    def pending(self) -> int:
        """How many pages ``update`` would look at."""
        return self._run().pending()

    def of_page(self, page_id: int, least: float = DEFAULT_CONFIDENCE) -> tuple[SuggestedTag, ...]:
        """What is suggested for a page with at least the confidence ``least``, the surest first."""
        return self._suggested.of(page_id, least)

    def summaries(self, least: float = DEFAULT_CONFIDENCE) -> tuple[TagSummary, ...]:
        """Every suggested tag with the number of its pages, that of most pages first."""
        return self._suggested.summaries(least)

    def listed(
        self, tag: str | None = None, least: float = DEFAULT_CONFIDENCE, limit: int = -1
    ) -> tuple[PageSuggestion, ...]:
        """All suggestions or those of ``tag``, by any of its names, the surest first; at most ``limit``, -1 for all."""
        term = None if tag is None else self._vocabulary_name(tag)
        return self._suggested.listed(least, term, limit)

    def accept(self, chosen: Chosen, language: str = "en") -> TagChange:
        """Give the files of pages their suggested tags, by the names of ``language``."""
        names = {one.tag: one.name(language) for one in self._suggested.summaries(0.0)}
        named = [(page, names.get(tag, tag)) for page, tag in chosen]
        return self._change(lambda tx: self._suggested.accept(tx, named))

    def refuse(self, chosen: Chosen) -> TagChange:
        """Suggest these tags for these pages never again; pictures that look alike are less likely to get them."""
        return self._change(lambda tx: self._suggested.refuse(tx, chosen))

    def correct(self, chosen: Chosen, tag: str) -> TagChange:
        """Give the files of pages the tag ``tag`` in the place of the suggested ones, which are refused.

        A tag without a letter does nothing: what it would be in the place of is not refused either.
        """
        if not written(tag):
            return TagChange(0)

        def change(tx: Transaction) -> TagChange:
            refused = self._suggested.refuse(tx, [one for one in chosen if one[1] != tag])
            return replace(self._suggested.accept(tx, chosen, tag), refused=refused.refused)

        return self._change(change)

    def undo(self, change: TagChange) -> None:
        """Take back what ``accept``, ``refuse`` or ``correct`` did."""
        with self._database.transaction() as tx:
            self._suggested.undo(tx, change)

    def first_pages(self, item_ids: Sequence[int]) -> list[int]:
        """The ids of the first pages of items."""
        return self._suggested.pages_of_items(item_ids)

    def _change(self, change: "Callable[[Transaction], TagChange]") -> TagChange:
        with self._database.transaction() as tx:
            return change(tx)

    def _vocabulary_name(self, tag: str) -> str:
        known = {name: one.tag for one in self._suggested.summaries(0.0) for name in (one.other, one.tag)}
        return known.get(tag, tag)

    def _run(self) -> "TaggingRun":
        from imtextgui.search.query import dictionary
        from imtextgui.tagging.run import TaggingRun

        state = self._session.state()
        encoder = state.encoder if isinstance(state, Ready) else None
        return TaggingRun(self._database, dictionary.entries(self._folder), encoder)
