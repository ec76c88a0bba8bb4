"""Suggested tags and descriptions in memory."""

from collections.abc import Sequence

from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Photo
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.domain.tagging.examples import Plausibility
from imtextgui.domain.tagging.suggestions import (
    PageSuggestion,
    SuggestedTag,
    TagChange,
    TaggingReport,
    TagSummary,
)
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script
from tests.gui.fake_catalogue.tags import FakeTags


class FakeTagging(FakePart):
    """As ``CatalogueTagging``; ``listing`` is what looking for tags gives, ``suggested`` what it gave."""

    def __init__(self, script: Script, tags: FakeTags) -> None:
        super().__init__(script)
        self._tags = tags
        self.listing: tuple[PageSuggestion, ...] = ()
        self.suggested: tuple[PageSuggestion, ...] = ()
        self.closed: set[tuple[int, str]] = set()
        self.updates = 0

    def update(self) -> Job[TaggingReport]:
        self.change("tagging.update")
        return self._update()

    def _update(self) -> Job[TaggingReport]:
        for done in range(3):
            self.script.enter("tagging.step")
            yield Progress(Stage.TAGS, done, 3)
        self.suggested = self.listing
        self.updates += 1
        return TaggingReport(3, len(self.listing), len(self.listing))

    def _open(self) -> list[PageSuggestion]:
        return [one for one in self.suggested if (one.page_id, one.suggested.tag) not in self.closed]

    def of_page(self, page_id: int) -> Sequence[SuggestedTag]:
        self.script.enter("tagging.of_page")
        return tuple(one.suggested for one in self._open() if one.page_id == page_id)

    def summaries(self) -> Sequence[TagSummary]:
        names = {one.suggested.tag: one.suggested.other for one in self._open()}
        tags = [one.suggested.tag for one in self._open()]
        return tuple(TagSummary(tag, other, tags.count(tag)) for tag, other in names.items())

    def listed(self, tag: str | None = None) -> Sequence[PageSuggestion]:
        return tuple(one for one in self._open() if tag in (None, one.suggested.tag))

    def accept(self, chosen: Sequence[tuple[int, str]], language: str = "en") -> TagChange:
        self.change("tagging.accept")
        named = {(one.page_id, one.suggested.tag): one for one in self.suggested}
        rows = [(str(named[pair].item_id), named[pair].suggested.name(language)) for pair in chosen]
        return self._give(chosen, rows)

    def refuse(self, chosen: Sequence[tuple[int, str]]) -> TagChange:
        self.change("tagging.refuse")
        self.closed.update(chosen)
        return TagChange(len(chosen), refused=tuple((str(page), page, tag) for page, tag in chosen))

    def correct(self, chosen: Sequence[tuple[int, str]], tag: str) -> TagChange:
        self.change("tagging.correct")
        items = {one.page_id: one.item_id for one in self.suggested}
        return self._give(chosen, [(str(items[page]), tag) for page, _ in chosen])

    def _give(self, chosen: Sequence[tuple[int, str]], rows: Sequence[tuple[str, str]]) -> TagChange:
        for item, tag in rows:
            self._tags.add([int(item)], tag)
        self.closed.update(chosen)
        refused = tuple((str(page), page, tag) for page, tag in chosen)
        return TagChange(len(chosen), tuple(rows), refused)

    def undo(self, change: TagChange) -> None:
        self.change("tagging.undo")
        for item, tag in change.tagged:
            self._tags.remove([int(item)], tag)
        self.closed -= {(page, tag) for _, page, tag in change.refused}


class FakeDescriptions(FakePart):
    """As ``CatalogueDescriptions``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.automatic: dict[int, Description] = {}
        self.written: dict[tuple[int, str], str] = {}

    def of(self, page_ids: Sequence[int], *, item_id: int | None = None) -> dict[int, Description]:
        self.script.enter("descriptions.of")
        return {page: self._described(page) for page in page_ids if page in self.automatic}

    def write(self, page_id: int, language: str, text: str, *, item_id: int | None = None) -> None:
        self.change("descriptions.write")
        self.written[page_id, language] = text

    def _described(self, page: int) -> Description:
        made = self.automatic[page]
        own = {language: text for (one, language), text in self.written.items() if one == page and text}
        return Description(
            page,
            made.path,
            made.number,
            own.get("en", made.en),
            own.get("ja", made.ja),
            frozenset(own),
        )


class FakeExamples(FakePart):
    """As ``CatalogueExamples``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.known = Plausibility()

    def of_page(self, page_id: int) -> Plausibility:
        self.script.enter("examples.of_page")
        return self.known

    def of_photo(self, photo: Photo) -> Plausibility:
        return self.known
