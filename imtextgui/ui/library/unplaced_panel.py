"""What people added to pages that are gone or hardly the same: put on a page, left where it went, or forgotten."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import AdditionsPart
from imtextgui.domain.query import Hit
from imtextgui.domain.runs.unplaced_additions import (
    AdditionKind,
    LikelyPlace,
    OutOfView,
    PlacedAddition,
    UnplacedAddition,
)
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, EmptyState, RowList, label
from imtextgui.ui.widgets.focus import kept_focus
from imtextgui.ui.widgets.undo_bar import UndoBar


class UnplacedPanel(QWidget):
    """The additions of which it is not sure where they belong, and what can be done with the one that is chosen."""

    message = Signal(str)
    changed = Signal()
    """One was put on a page, or that taken back."""
    counted = Signal(int)
    """How many there are."""
    open_requested = Signal(Path, int)
    """The file and the number of a page that is to be looked at."""

    def __init__(
        self,
        additions: AdditionsPart,
        tasks: TaskRunner,
        undo: UndoBar,
        chosen_hit: Callable[[], Hit | None],
    ) -> None:
        """``chosen_hit`` gives the result of this catalogue that is chosen in the search, None where none is."""
        super().__init__()
        self._additions, self._undo, self._chosen_hit = additions, undo, chosen_hit
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._going: set[str] = set()
        self._shown: dict[str, UnplacedAddition] = {}
        self.list = RowList(self.tr("Additions to place"))
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.list.itemActivated.connect(lambda _: self._open())
        self.confirm = Button("check", self.tr("It &belongs there"), look="primary")
        self.confirm.clicked.connect(self._confirm)
        self.opening = Button("open", self.tr("Open the pag&e"))
        self.opening.clicked.connect(self._open)
        self.place = Button("check", self.tr("&Put it there"), look="primary")
        self.place.clicked.connect(self._place)
        self.forget = Button("remove", self.tr("F&orget"))
        self.forget.clicked.connect(self._forget)
        self.target = label("", "muted", wrap=True)
        self._build()
        self._choose()

    def refresh(self) -> None:
        """Read the additions again."""
        self._tasks.start(self._additions.unplaced, self._show, topic="unplaced")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "check",
                self.tr("All that was added is on its page"),
                self.tr(
                    "When a file goes, or a new edition has a page no more, what you added to it is kept and listed "
                    "here. It comes back by itself with the file. What went along to a page that is hardly like the "
                    "one before is listed, too."
                ),
            )
        )
        lists = QWidget()
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.target)
        row = QHBoxLayout()
        for button in (self.confirm, self.opening, self.place):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.forget)
        inside.addLayout(row)
        self._stack.addWidget(lists)
        column.addWidget(self._stack, 1)

    # Showing

    def _show(self, unplaced: Sequence[UnplacedAddition]) -> None:
        chosen = self.list.chosen()
        shown = [addition for addition in unplaced if addition.id not in self._going]
        self._shown = {addition.id: addition for addition in shown}
        with kept_focus(self):
            self.list.clear()
            for addition in shown:
                item = self.list.add(f"{self._what(addition)}\n{self._why(addition)}", addition.id)
                item.setToolTip("" if addition.path is None else str(addition.path))
                if addition.id == chosen:
                    self.list.setCurrentItem(item)
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
        self._stack.setCurrentIndex(1 if shown else 0)
        self.counted.emit(len(shown))
        self._choose()

    def _what(self, addition: UnplacedAddition) -> str:
        text = addition.text or self.tr("(a photo)")
        if addition.kind is AdditionKind.JUDGEMENT:
            said = self.tr("Right for “{text}”") if addition.right else self.tr("Wrong for “{text}”")
            return said.format(text=text)
        return {
            AdditionKind.TAG: self.tr("Tag “{text}”"),
            AdditionKind.DESCRIPTION: self.tr("Description “{text}”"),
            AdditionKind.ENTRY: self.tr("On a job sheet: {text}"),
        }[addition.kind].format(text=addition.text or "–")

    def _why(self, addition: UnplacedAddition) -> str:
        name = self.tr("A file that is not known") if addition.path is None else addition.path.name
        if addition.page:
            name = self._page(name, addition.page)
        if addition.place is not None:
            went = self.tr("{name}: went along to page {number} of the new edition, which is hardly like it")
            return went.format(name=name, number=addition.place.page)
        reason = {
            OutOfView.FILE_GONE: self.tr("the file is not in the catalogue any more"),
            OutOfView.PAGE_GONE: self.tr("the file has no such page any more"),
            OutOfView.OTHER_THING: self.tr("another thing has this name now"),
        }[addition.reason]
        return self.tr("{name}: {reason}").format(name=name, reason=reason)

    def _page(self, name: str, number: int) -> str:
        return self.tr("{name}, page {number}").format(name=name, number=number)

    def _choose(self) -> None:
        hit = self._chosen_hit()
        allowed = self.list.chosen() is not None and not self._additions.read_only
        place = self._likely_place()
        for button in (self.confirm, self.opening):
            button.setVisible(place is not None)
        self.confirm.setEnabled(allowed)
        self.place.setEnabled(allowed and hit is not None)
        self.forget.setEnabled(allowed)
        if hit is None:
            self.target.setText(
                self.tr("To put it on another page, find that page in the search, choose it, and come back.")
            )
        else:
            page = self._page(PurePath(hit.path).name, hit.page)
            self.target.setText(self.tr("Chosen in the search: {page}").format(page=page))

    def _likely_place(self) -> LikelyPlace | None:
        chosen = self.list.chosen()
        return self._shown[chosen].place if chosen in self._shown else None

    # Doing

    def _place(self) -> None:
        hit = self._chosen_hit()
        if hit is not None:
            self._put(self._page(hit.path.name, hit.page), hit.page_id, hit.item_id)

    def _confirm(self) -> None:
        place, path = self._likely_place(), self._path()
        if place is not None and path is not None:
            self._put(self._page(path.name, place.page), place.page_id, place.item_id)

    def _open(self) -> None:
        place, path = self._likely_place(), self._path()
        if place is not None and path is not None:
            self.open_requested.emit(path, place.page)

    def _path(self) -> Path | None:
        """Where the file of the chosen addition lies, or lay last."""
        chosen = self.list.chosen()
        return self._shown[chosen].path if chosen in self._shown else None

    def _put(self, page: str, page_id: int, item_id: int) -> None:
        addition = self.list.chosen()
        if addition is None:
            return

        def offer(placed: PlacedAddition) -> None:
            self.changed.emit()
            self._undo.offer(
                self.tr("It is on {page} now.").format(page=page), lambda: self._take_back(placed)
            )

        self._tasks.start(
            lambda: self._additions.place(addition, page_id, item_id), offer, ended=self.refresh
        )

    def _take_back(self, placed: PlacedAddition) -> None:
        self._tasks.start(
            lambda: self._additions.take_back(placed), lambda _: self.changed.emit(), ended=self.refresh
        )

    def _forget(self) -> None:
        addition = self.list.chosen()
        if addition is None:
            return
        self._going.add(addition)
        self.refresh()
        self._undo.offer(
            self.tr("What was added there is forgotten."),
            lambda: self._keep(addition),
            lambda: self._tasks.start(
                lambda: self._additions.forget(addition), ended=lambda: self._keep(addition)
            ),
        )

    def _keep(self, addition: str) -> None:
        self._going.discard(addition)
        self.refresh()
