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
    """As ``CatalogueHistory``; ``past`` is in the order in which the searches were made."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.past: list[PastSearch] = []
        self._last_id = 0

    def latest(self, limit: int = 50) -> tuple[PastSearch, ...]:
        self.script.enter("history.latest")
        newest = self.past[-limit:]
        return tuple(search for search in reversed(self.past) if search in newest or search.name)

    def add(self, query: Query) -> int:
        self.change("history.add")
        for search in self.past:
            if search.query == query:
                self.past.remove(search)
                self.past.append(replace(search, made=time.time()))
                return search.id
        if self.past and _goes_on_typing(self.past[-1], query):
            self.past.pop()
        self._last_id += 1
        picture = jpeg(501, Kind.PHOTO, "") if query.photos else None
        self.past.append(PastSearch(self._last_id, time.time(), query, picture))
        return self._last_id

    def save(self, search_id: int, name: str) -> None:
        self.change("history.save")
        self.past = [replace(search, name=name) if search.id == search_id else search for search in self.past]

    def remove(self, search_id: int) -> None:
        self.change("history.remove")
        self.past = [search for search in self.past if search.id != search_id]

    def clear(self) -> None:
        self.change("history.clear")
        self.past = [search for search in self.past if search.name]


def _goes_on_typing(newest: PastSearch, query: Query) -> bool:
    if newest.name or newest.query.photos or query.photos:
        return False
    return query.text.strip().startswith(newest.query.text)
