"""Additions without a page in memory."""

from imtextgui.domain.runs.unplaced_additions import PlacedAddition, UnplacedAddition
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeAdditions(FakePart):
    """As ``CatalogueAdditions``; ``placed`` has what was put on which page and item."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.lost: list[UnplacedAddition] = []
        self.placed: list[tuple[str, int, int]] = []
        self._before: list[UnplacedAddition] = []

    def unplaced(self) -> tuple[UnplacedAddition, ...]:
        self.script.enter("additions.unplaced")
        return tuple(self.lost)

    def place(self, addition: str, page_id: int, item_id: int) -> PlacedAddition:
        self.change("additions.place")
        self.placed.append((addition, page_id, item_id))
        self._before = self.lost
        self._drop(addition)
        return PlacedAddition((), ())

    def take_back(self, placed: PlacedAddition) -> None:
        self.change("additions.take_back")
        assert not placed.made
        self.lost = self._before

    def forget(self, addition: str) -> None:
        self.change("additions.forget")
        self._drop(addition)

    def _drop(self, addition: str) -> None:
        self.lost = [one for one in self.lost if one.id != addition]
