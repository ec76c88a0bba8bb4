"""Past and saved searches: look one up, ask it again, give it a name, forget it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
)

from imtextgui.catalogue.protocols import HistoryPart
from imtextgui.domain.history import PastSearch
from imtextgui.ui.style.square_icons import SIDE, square
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, EmptyState, RowList, label, page_column
from imtextgui.ui.widgets.focus import kept_focus
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.pictures import decode
from imtextgui.ui.widgets.undo_bar import UndoBar

SHOWN = 200
WIDEST = 980

Row = tuple[PastSearch, QImage | None]


class HistoryPage(QFrame):
    """The searches of this catalogue, newest first; those with a name stand out."""

    asked = Signal(object)
    """The Query to ask again."""
    message = Signal(str)

    def __init__(self, history: HistoryPart, tasks: TaskRunner, undo: UndoBar) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._history, self._undo = history, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._formatter = Formatter(self)
        self._rows: Sequence[Row] = ()
        self._leaving: set[int] = set()
        self.list = RowList(self.tr("Past searches"), SIDE + 12)
        self.list.setIconSize(QSize(SIDE, SIDE))
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(lambda _: self._ask())
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.saved = Button("star", self.tr("Save&d"), look="tab")
        self.everything = Button("history", self.tr("A&ll"), look="tab")
        for tab in (self.everything, self.saved):
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
        self.everything.setChecked(True)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name to save it under"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.name.returnPressed.connect(self._save)
        self.again = Button("search", self.tr("Search a&gain"), look="primary")
        self.again.clicked.connect(self._ask)
        self.save = Button("star", self.tr("Sav&e"))
        self.save.clicked.connect(self._save)
        self.forget = Button("remove", self.tr("F&orget"))
        self.forget.clicked.connect(self._forget)
        self.clear = Button("clear", self.tr("&Clear history"), tip=self.tr("Forget all that have no name"))
        self.clear.clicked.connect(self._clear)
        self._build()
        for tab in (self.everything, self.saved):
            tab.toggled.connect(self._fill)
        self.setFocusProxy(self.list)
        self._choose()

    def refresh(self) -> None:
        """Read the searches again."""
        self._tasks.start(self._read, self._show, topic="history")

    def _read(self) -> list[Row]:
        return [
            (past, decode(past.picture) if past.picture else None) for past in self._history.latest(SHOWN)
        ]

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Past searches"), "title"), 1)
        head.addWidget(self.clear)
        column.addLayout(head)
        tabs = QHBoxLayout()
        for tab in (self.everything, self.saved):
            tabs.addWidget(tab)
        tabs.addStretch()
        column.addLayout(tabs)
        self._stack = QStackedWidget()
        self._nothing = EmptyState(
            "history",
            self.tr("No searches yet"),
            self.tr("What you search for is kept here, with its photo, so that you can ask it again."),
        )
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.list)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addSpacing(12)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.save)
        foot.addSpacing(12)
        foot.addWidget(self.forget)
        column.addLayout(foot)

    # Showing

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        with kept_focus(self):
            self._fill_list()

    def _fill_list(self) -> None:
        chosen = self._current()
        only_saved = self.saved.isChecked()
        shown = [
            row for row in self._rows if row[0].id not in self._leaving and (row[0].name or not only_saved)
        ]
        self.list.clear()
        for past, image in shown:
            self._add(past, image)
            if chosen is not None and past.id == chosen.id:
                self.list.setCurrentRow(self.list.count() - 1)
        if self.list.currentRow() < 0 and shown:
            self.list.setCurrentRow(0)
        self._stack.setCurrentWidget(self.list if shown else self._nothing)
        self.clear.setEnabled(not self._history.read_only and any(not past.name for past, _ in shown))
        self._choose()

    def _add(self, past: PastSearch, image: QImage | None) -> None:
        words = past.query.text or self.tr("A photo")
        facts = [self._formatter.ago(past.made)]
        if past.query.photos and past.query.text:
            facts.append(self.tr("with photo"))
        if filters := past.query.filters.count:
            facts.append(self.tr("%n filter(s)", "", filters))
        title = f"★ {past.name}  ·  {words}" if past.name else words
        item = self.list.add(f"{title}\n{'  ·  '.join(facts)}", past, ", ".join([title, *facts]))
        picture = None if image is None else QPixmap.fromImage(image)
        item.setIcon(square(picture, "open-photo" if past.query.photos else "search"))

    def _current(self) -> PastSearch | None:
        chosen: PastSearch | None = self.list.chosen()
        return chosen

    def _choose(self) -> None:
        past = self._current()
        changeable = past is not None and not self._history.read_only
        self.again.setEnabled(past is not None)
        for control in (self.name, self.save, self.forget):
            control.setEnabled(changeable)
        self.name.setText(past.name if past is not None else "")

    # Doing

    def _ask(self) -> None:
        if (past := self._current()) is not None:
            self.asked.emit(past.query)

    def _save(self) -> None:
        past, name = self._current(), self.name.text().strip()
        if past is not None:
            self._change(lambda: self._history.save(past.id, name))
            self.message.emit(self.tr("Saved as “{name}”.").format(name=name) if name else "")

    def _forget(self) -> None:
        past = self._current()
        if past is not None:
            self._let_go(
                [past.id], self.tr("The search was forgotten."), lambda: self._history.remove(past.id)
            )

    def _clear(self) -> None:
        nameless = [past.id for past, _ in self._rows if not past.name]
        self._let_go(nameless, self.tr("All searches without a name were forgotten."), self._history.clear)

    def _let_go(self, ids: Sequence[int], text: str, forget: Callable[[], object]) -> None:
        """Hide searches at once; forget them when nobody takes that back."""

        def keep() -> None:
            self._leaving.difference_update(ids)
            self._fill()

        self._leaving.update(ids)
        self._fill()
        self._undo.offer(text, keep, lambda: self._change(forget))

    def _change(self, work: Callable[[], object]) -> None:
        self._tasks.start(work, ended=self.refresh)
