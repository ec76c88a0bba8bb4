"""What was found right or wrong for a query: the answer memory of a catalogue."""

from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.query import Judgement, Query
from imtextgui.errors import JudgementPublished
from imtextgui.store.content.pages import Pages
from imtextgui.store.database import Database
from imtextgui.store.layered_names import PUBLISHERS_NUMBERS
from imtextgui.store.user.judgements import Judgements


class CatalogueJudgements:
    """Judgements outlive a new index and a move of the file."""

    def __init__(self, database: Database, engine: SearchEngine) -> None:
        self._database = database
        self._stored = Judgements(database)
        self._pages = Pages(database)
        self._engine = engine

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def prepare(self, query: Query) -> None:
        """Do what takes longest of ``add`` and changes nothing yet. Raises Bundle* errors, and by photo as a search."""
        service = self._engine.ready()
        with service.lock.turn():
            service.memory.prepare(query)

    def add(self, query: Query, page_id: int, right: bool, *, item_id: int | None = None) -> int:
        """Keep that a page is right for ``query``, or wrong: the same words or a similar photo find it first, or last.

        ``item_id`` tells which of several files with the same bytes is meant. Gives the judgement's id. Raises
        QueryEmpty, CatalogueReadOnly, JudgementImpossible for a page whose file could not be read, and by photo as a
        search does.
        """
        service = self._engine.ready()
        with service.lock.turn():
            return service.memory.judge(query, page_id, right, item_id)

    def withdraw(self, judgement_id: int) -> None:
        """Forget a judgement. Raises CatalogueReadOnly, JudgementPublished and JudgementMissing."""
        published = _published_number(judgement_id)
        if published is not None:
            raise JudgementPublished(id=f"p{published}")
        _, service = self._engine.current()
        service.memory.withdraw(judgement_id)

    def all(self) -> tuple[Judgement, ...]:
        """The judgements of pages that there are, the first one first."""
        stored = self._stored.told()
        rows = {row.page_id: row for row in self._pages.describe([page for *_, page, _ in stored])}
        return tuple(
            Judgement(
                number,
                text,
                bool(photo),
                bool(right),
                next((item for item in rows[page].items if item.item_id == owner), rows[page].items[0]).path,
                rows[page].number,
                _published_number(number),
            )
            for number, text, photo, right, page, owner in stored
            if page in rows and rows[page].items
        )


def _published_number(judgement_id: int) -> int | None:
    """The publisher's number of a judgement that came with a published catalogue; None of one's own."""
    number = judgement_id + PUBLISHERS_NUMBERS
    return number if judgement_id < 0 < number else None
