"""Judgements in memory."""

from imtextgui.domain.query import Judgement, Query
from tests.gui.fake_catalogue.files import ROOT
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeJudgements(FakePart):
    """As ``CatalogueJudgements``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.judged: dict[int, tuple[str, int, bool]] = {}

    def add(self, query: Query, page_id: int, right: bool) -> int:
        self.script.enter("judgements.add")
        self.judged[len(self.judged) + 1] = (query.text, page_id, right)
        return len(self.judged)

    def all(self) -> tuple[Judgement, ...]:
        self.script.enter("judgements.all")
        return tuple(
            Judgement(number, text, False, right, ROOT / "judged.pdf", 1)
            for number, (text, _, right) in self.judged.items()
        )

    def withdraw(self, judgement_id: int) -> None:
        self.script.enter("judgements.withdraw")
        del self.judged[judgement_id]
