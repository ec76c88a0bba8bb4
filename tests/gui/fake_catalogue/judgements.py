"""Judgements in memory."""

from imtextgui.domain.query import Judgement, Query
from imtextgui.errors import JudgementMissing, QueryEmpty
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeJudgements(FakePart):
    """As ``CatalogueJudgements``; ``judged`` holds text, page id and verdict by the judgement's id."""

    def __init__(self, script: Script, pages: FakePages) -> None:
        super().__init__(script)
        self._pages = pages
        self.judged: dict[int, tuple[str, int, bool]] = {}

    def add(self, query: Query, page_id: int, right: bool, *, item_id: int | None = None) -> int:
        self.change("judgements.add")
        if not query.text.strip() and not query.photos:
            raise QueryEmpty()
        judgement_id = max(self.judged, default=0) + 1
        self.judged[judgement_id] = (query.text, page_id, right)
        return judgement_id

    def all(self) -> tuple[Judgement, ...]:
        self.script.enter("judgements.all")
        return tuple(
            Judgement(judgement_id, text, False, right, self._pages.item(page_id // 100).path, page_id % 100)
            for judgement_id, (text, page_id, right) in self.judged.items()
        )

    def withdraw(self, judgement_id: int) -> None:
        self.change("judgements.withdraw")
        if self.judged.pop(judgement_id, None) is None:
            raise JudgementMissing(id=judgement_id)
