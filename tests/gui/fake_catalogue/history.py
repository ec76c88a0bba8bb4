"""Past searches in memory."""

import time
from dataclasses import replace

from imtextgui.domain.history import PastSearch
from imtextgui.domain.items import Kind
from imtextgui.domain.query import Query
from tests.gui.fake_catalogue.files import jpeg
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeHistory(FakePart):
    """As ``CatalogueHistory``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.past: list[PastSearch] = []

    def latest(self, limit: int = 50) -> tuple[PastSearch, ...]:
        self.script.enter("history.latest")
        return tuple(reversed(self.past))[:limit]

    def add(self, query: Query) -> int:
        self.script.enter("history.add")
        picture = jpeg(501, Kind.PHOTO, "") if query.photos else None
        self.past.append(PastSearch(len(self.past) + 1, time.time(), query, picture))
        return len(self.past)

    def save(self, search_id: int, name: str) -> None:
        self.script.enter("history.save")
        self.past = [replace(search, name=name) if search.id == search_id else search for search in self.past]

    def remove(self, search_id: int) -> None:
        self.script.enter("history.remove")
        self.past = [search for search in self.past if search.id != search_id]

    def clear(self) -> None:
        self.script.enter("history.clear")
        self.past = [search for search in self.past if search.name]
