"""What people added that is on no page now: after a file went, or an edition came without the page."""

from imtextgui.domain.runs.unplaced_additions import UnplacedAddition
from imtextgui.errors import AdditionMissing
from imtextgui.store.database import Database
from imtextgui.store.user.job_sheets import JobSheets
from imtextgui.store.user.unplaced import UnplacedAdditions


class CatalogueAdditions:
    """Additions stay kept when their page goes; here they are seen, put on another page, or forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unplaced = UnplacedAdditions(database)
        self._sheets = JobSheets(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def unplaced(self) -> tuple[UnplacedAddition, ...]:
        """Every addition that is on no page now, by kind."""
        return self._unplaced.all(self._lost_entries())

    def place(self, addition: str, page_id: int, item_id: int) -> None:
        """Put an addition on a page, a tag on the file of the item. Raises AdditionMissing and CatalogueReadOnly."""
        with self._database.transaction() as tx:
            if not self._unplaced.place(tx, addition, page_id, item_id, self._lost_entries()):
                raise AdditionMissing(id=addition)

    def forget(self, addition: str) -> None:
        """Forget an addition for good. Raises AdditionMissing and CatalogueReadOnly."""
        with self._database.transaction() as tx:
            if not self._unplaced.forget(tx, addition, self._lost_entries()):
                raise AdditionMissing(id=addition)

    def _lost_entries(self) -> list[int]:
        sheets = (self._sheets.pages(sheet.id) for sheet in self._sheets.all())
        return [page.entry_id for pages in sheets for page in pages if page.page_id is None]
