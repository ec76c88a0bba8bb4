"""All tags with their counts: find what has one, rename it, take it off everywhere; and those that are suggested."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui.catalogue.protocols import ExchangePart, TaggingPart, TagsPart
from imtextgui.domain.items import DeletedTag, RenamedTag
from imtextgui.ui.library.exchange_bar import ExchangeBar
from imtextgui.ui.library.suggestions_panel import SuggestionsPanel
from imtextgui.ui.library.unplaced_panel import UnplacedPanel
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, EmptyState, RowList, label, page_column, scrolled
from imtextgui.ui.widgets.focus import kept_focus
from imtextgui.ui.widgets.undo_bar import UndoBar

WIDEST = 860


class TagsPage(QFrame):
    """The tags of a catalogue."""

    requested = Signal(str)
    """The words that find what has a tag."""
    message = Signal(str)

    def __init__(
        self,
        tags: TagsPart,
        tasks: TaskRunner,
        undo: UndoBar,
        *,
        exchange: ExchangePart,
        tagging: TaggingPart,
        unplaced: UnplacedPanel,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._tags, self._undo = tags, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.list = RowList(self.tr("Tags"))
        self.list.itemActivated.connect(lambda _: self._find())
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.search = Button("search", self.tr("F&ind these files"), look="primary")
        self.search.clicked.connect(self._find)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("New name"))
        self.name.setAccessibleName(self.tr("New name of the tag"))
        self.name.returnPressed.connect(self._rename)
        self.rename = Button("edit", self.tr("Re&name"))
        self.rename.clicked.connect(self._rename)
        self.remove = Button("remove", self.tr("Re&move"))
        self.remove.clicked.connect(self._remove)
        self.exchange = ExchangeBar(exchange, tasks)
        self.exchange.message.connect(self.message)
        self.exchange.changed.connect(self._read)
        self.suggestions = SuggestionsPanel(tagging, tasks, undo)
        self.suggestions.message.connect(self.message)
        self.suggestions.changed.connect(self._read)
        self.unplaced = unplaced
        self.unplaced.message.connect(self.message)
        self.unplaced.changed.connect(self._read)
        self.unplaced.counted.connect(self._tell_unplaced)
        self.given = Button("tag", self.tr("&Tags"), look="tab")
        self.suggested = Button("info", self.tr("Su&ggestions"), look="tab")
        self.without_page = Button("warning", self.tr("Unp&laced"), look="tab")
        self._build()
        self._choose()

    @property
    def focus_start(self) -> QWidget:
        """What has the focus when the page comes on show. No focus proxy: Tab would skip the tabs above the list."""
        lists = {self.suggested: self.suggestions.list, self.without_page: self.unplaced.list}
        return next((lists[tab] for tab in lists if tab.isChecked()), self.list)

    def refresh(self) -> None:
        """Read the tags, the suggestions, and what was exchanged again."""
        self._read()
        self.suggestions.refresh()
        self.unplaced.refresh()
        self.exchange.refresh()

    def _read(self) -> None:
        self._tasks.start(self._tags.all, self._show, topic="tags")

    def _tell_unplaced(self, count: int) -> None:
        text = self.tr("Unp&laced")
        self.without_page.setText(f"{text} ({count})" if count else text)

    # Building

    def _build(self) -> None:
        page = page_column(self, WIDEST)
        page.addWidget(label(self.tr("Tags"), "title"))
        page.addLayout(self._tabs())
        self._given = QWidget()
        self._build_given(self._given)
        self._views = (self._given, self.suggestions, self.unplaced)
        # No stack, which is as high as the highest of its views: in a low window this one would be cut.
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for view in self._views:
            column.addWidget(view)
        self._show_view(0)
        page.addWidget(scrolled(inside), 1)

    def _tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        # No exclusive group, which takes the other tabs out of the order of the Tab key.
        for view, tab in enumerate(self._all_tabs()):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._show_view, view))
            row.addWidget(tab)
        row.addStretch()
        return row

    def _all_tabs(self) -> tuple[Button, ...]:
        return self.given, self.suggested, self.without_page

    def _show_view(self, view: int, _checked: bool = False) -> None:
        for number, tab in enumerate(self._all_tabs()):
            tab.setChecked(number == view)
            self._views[number].setVisible(number == view)

    def _build_given(self, given: QWidget) -> None:
        column = QVBoxLayout(given)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "tag",
                self.tr("No tags yet"),
                self.tr("Give files a tag from the menu of a result. A search for tag:name finds them."),
            )
        )
        self._stack.addWidget(self.list)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.search)
        foot.addSpacing(12)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.rename)
        foot.addSpacing(12)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        column.addWidget(self.exchange)

    # Showing

    def _show(self, tags: Sequence[tuple[str, int]]) -> None:
        with kept_focus(self):
            self._fill(tags)

    def _fill(self, tags: Sequence[tuple[str, int]]) -> None:
        chosen = self._current()
        self.list.clear()
        for tag, count in tags:
            files = self.tr("%n file(s)", "", count)
            item = self.list.add(f"{tag}   ({count})", tag, f"{tag}, {files}")
            if tag == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._stack.setCurrentIndex(1 if tags else 0)
        self._choose()

    def _current(self) -> str:
        return self.list.chosen() or ""

    def _choose(self) -> None:
        tag = self._current()
        self.search.setEnabled(bool(tag))
        for control in (self.name, self.rename, self.remove):
            control.setEnabled(bool(tag) and not self._tags.read_only)
        self.name.setText(tag)

    # Doing

    def _find(self) -> None:
        if tag := self._current():
            self.requested.emit(f'tag:"{tag}"' if " " in tag else f"tag:{tag}")

    def _rename(self) -> None:
        old, new = self._current(), self.name.text().strip()
        if not old or not new or old == new:
            return

        def offer(renamed: RenamedTag | None) -> None:
            if renamed is not None:
                text = self.tr(
                    "The tag “{old}” is called “{new}” now, on %n file(s).", "", renamed.former.items
                )
                if renamed.was_there:
                    text = self.tr("“{old}” is one with the tag “{new}” now, which was there already.")
                self._undo.offer(
                    text.format(old=old, new=renamed.new),
                    lambda: self._change(lambda: self._tags.undo_rename(renamed)),
                )
            self._tell_left(old)

        self._change(lambda: self._tags.rename(old, new), offer)

    def _remove(self) -> None:
        tag = self._current()
        if not tag:
            return

        def offer(deleted: DeletedTag) -> None:
            text = self.tr("The tag “{tag}” was taken off %n file(s).", "", deleted.items).format(tag=tag)
            self._undo.offer(text, lambda: self._change(lambda: self._tags.restore(deleted)))
            self._tell_left(tag)

        self._change(lambda: self._tags.delete(tag), offer)

    def _tell_left(self, tag: str) -> None:
        """Say where files keep a tag that was renamed or removed: of a published catalogue only one's own go."""

        def tell(tags: Sequence[tuple[str, int]]) -> None:
            if left := dict(tags).get(tag, 0):
                text = self.tr(
                    "%n file(s) keep the tag “{tag}”: it is from who publishes the catalogue.", "", left
                )
                self.message.emit(text.format(tag=tag))

        self._tasks.start(self._tags.all, tell)

    def _change(self, work: Callable[[], object], done: Callable[[Any], object] | None = None) -> None:
        self._tasks.start(work, done, ended=self.refresh)
