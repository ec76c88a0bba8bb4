"""Exchange of a light catalogue: what a file brings is what the test says."""

from pathlib import Path

from imtextgui.domain.exchange.parcels import ExchangeConflict, HandedOn, TakenBack, TakenIn
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeExchange(FakePart):
    """As ``CatalogueExchange``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.taken: list[TakenIn] = []
        self.written: list[Path] = []
        self.left_out = 0
        self.kept = 0
        self.conflicts = tuple(ExchangeConflict("term", f"seal {number}", "a", "b") for number in range(6))

    def export(self, target: Path, *, origin: str = "", overwrite: bool = False) -> HandedOn:
        self.script.enter("exchange.export")
        self.written.append(target)
        return HandedOn(target, self.left_out)

    def take_in(self, file: Path) -> TakenIn:
        self.change("exchange.take_in")
        self.taken.insert(0, TakenIn(len(self.taken) + 1, "大阪", 0.0, 2, 1, 3, 4, 0, self.conflicts, 5, 6))
        return self.taken[0]

    def all(self) -> tuple[TakenIn, ...]:
        self.script.enter("exchange.all")
        return tuple(self.taken)

    def undo(self, number: int) -> TakenBack:
        self.change("exchange.undo")
        self.taken = [one for one in self.taken if one.id != number]
        return TakenBack(number, 11, self.kept)
