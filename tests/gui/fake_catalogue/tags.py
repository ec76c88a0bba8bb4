"""Tags in memory."""

from collections.abc import Sequence

from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeTags(FakePart):
    """As ``CatalogueTags``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.tagged: dict[str, set[int]] = {}

    def all(self) -> tuple[tuple[str, int], ...]:
        self.script.enter("tags.all")
        return tuple(sorted((tag, len(items)) for tag, items in self.tagged.items()))

    def add(self, item_ids: Sequence[int], tag: str) -> None:
        self.script.enter("tags.add")
        for item_id in item_ids:
            self.tagged.setdefault(tag, set()).add(item_id)

    def remove(self, item_ids: Sequence[int], tag: str) -> None:
        self.script.enter("tags.remove")
        self.tagged[tag] -= set(item_ids)

    def rename(self, old: str, new: str) -> None:
        self.script.enter("tags.rename")
        self.tagged.setdefault(new, set()).update(self.tagged.pop(old))

    def delete(self, tag: str) -> tuple[int, ...]:
        self.script.enter("tags.delete")
        return tuple(sorted(self.tagged.pop(tag)))
