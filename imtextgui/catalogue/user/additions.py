"""What people added that is on no page now: after a file went, or an edition came without the page."""

from imtextgui.domain.runs.unplaced_additions import PlacedAddition, UnplacedAddition
from imtextgui.errors import AdditionMissing
from imtextgui.store.database import Database
from imtextgui.store.user.unplaced import UnplacedAdditions


class CatalogueAdditions:
    """Additions stay kept when their page goes; here they are seen, put on another page, or forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unplaced = UnplacedAdditions(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def unplaced(self) -> tuple[UnplacedAddition, ...]:
        """Every addition that is on no page now, by kind."""
        return self._unplaced.all()

    def place(self, addition: str, page_id: int, item_id: int) -> PlacedAddition:
        """Put an addition on a page, a tag on the file of the item; with what it gives, ``take_back`` undoes it.

        Raises AdditionMissing, AdditionContradicted where the page has another sentence or verdict, and
        CatalogueReadOnly.
        """
        with self._database.transaction() as tx:
            placed = self._unplaced.place(tx, addition, page_id, item_id)
        if placed is None:
            raise AdditionMissing(id=addition)
        return placed

    def take_back(self, placed: PlacedAddition) -> None:
        """Let an addition that was placed be on no page again. Raises CatalogueReadOnly."""
        with self._database.transaction() as tx:
            self._unplaced.take_back(tx, placed)

    def forget(self, addition: str) -> None:
        """Forget an addition for good. Raises AdditionMissing and CatalogueReadOnly."""
        with self._database.transaction() as tx:
            if not self._unplaced.forget(tx, addition):
                raise AdditionMissing(id=addition)
