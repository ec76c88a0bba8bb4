"""Tags in memory."""

from collections.abc import Sequence

from imtextgui.domain.items import DeletedTag, RenamedTag
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeTags(FakePart):
    """As ``CatalogueTags``; every item is there."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.tagged: dict[str, set[int]] = {}

    def all(self) -> tuple[tuple[str, int], ...]:
        self.script.enter("tags.all")
        return tuple(sorted((tag, len(items)) for tag, items in self.tagged.items() if items))

    def of(self, item_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        self.script.enter("tags.of")
        names = {
            item: tuple(sorted(tag for tag, tagged in self.tagged.items() if item in tagged))
            for item in item_ids
        }
        return {item: tags for item, tags in names.items() if tags}

    def add(self, item_ids: Sequence[int], tag: str) -> int:
        self.change("tags.add")
        if not (tag := _written(tag)):
            return 0
        self.tagged.setdefault(tag, set()).update(item_ids)
        return len(set(item_ids))

    def remove(self, item_ids: Sequence[int], tag: str) -> int:
        self.change("tags.remove")
        had = self.tagged.get(_written(tag), set())
        count = len(had.intersection(item_ids))
        had.difference_update(item_ids)
        return count

    def rename(self, old: str, new: str) -> RenamedTag | None:
        self.change("tags.rename")
        if not (new := _written(new)) or new == _written(old):
            return None
        was_there = bool(self.tagged.get(new))
        former = self.delete(old)
        had = self.tagged.setdefault(new, set())
        given = tuple((item, "") for item, _ in former.given if int(item) not in had)
        had.update(int(item) for item, _ in given)
        return RenamedTag(former, new, was_there, given)

    def undo_rename(self, renamed: RenamedTag) -> None:
        self.change("tags.undo_rename")
        self.tagged[renamed.new].difference_update(int(item) for item, _ in renamed.given)
        self.restore(renamed.former)

    def delete(self, tag: str) -> DeletedTag:
        self.change("tags.delete")
        items = self.tagged.pop(_written(tag), set())
        return DeletedTag(_written(tag), len(items), tuple((str(item), "") for item in sorted(items)))

    def restore(self, deleted: DeletedTag) -> None:
        self.change("tags.restore")
        if deleted.given:
            self.tagged.setdefault(deleted.tag, set()).update(int(item) for item, _ in deleted.given)


def _written(tag: str) -> str:
    return " ".join(tag.split())
