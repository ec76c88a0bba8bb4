"""Two pages side by side, moving together, or one over the other with the differences coloured."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui.catalogue.protocols import PageComparison, PagesPart
from imtextgui.domain.items import Box
from imtextgui.domain.query import Hit
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.viewer.page_canvas import PageCanvas
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_name_label import FileNameLabel
from imtextgui.ui.widgets.pictures import to_qimage

COMPARED_PIXELS = 2200
"""Longest side of the compared pages: fine lines of a large sheet can still be told apart."""


class ComparePage(QFrame):
    """Fills the place of the search while two pages are compared."""

    closed = Signal()

    def __init__(self, pages: PagesPart, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._pages = pages
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self.left, self.right, self.overlay = PageCanvas(), PageCanvas(), PageCanvas()
        self.overlay.setAccessibleName(self.tr("Differences"))
        self._names = [FileNameLabel() for _ in range(2)]
        self.message = label("", "muted")
        self.beside = Button("compare", self.tr("Side by &side"))
        self.over = Button("revisions", self.tr("&Differences"))
        group = QButtonGroup(self)
        for choice in (self.beside, self.over):
            choice.setCheckable(True)
            group.addButton(choice)
        self.beside.clicked.connect(lambda: self._show(self._pair))
        self.over.clicked.connect(lambda: self._show(self.overlay))
        self.back = Button("back", self.tr("&Back to the results"), tip=self.tr("Back (Esc)"))
        self.back.clicked.connect(self.closed)
        self._follow(self.left, self.right)
        self._follow(self.right, self.left)
        self._build()

    def show_pages(self, one: Hit, other: Hit) -> None:
        """Compare the pages of two hits."""
        self._start(f"{one.path.name}  ·  {one.page}", f"{other.path.name}  ·  {other.page}")
        self.over.setEnabled(True)
        self._load(one.page_id, self.left)
        self._load(other.page_id, self.right)
        self._tasks.start(
            lambda: self._pages.compare(one.page_id, other.page_id, COMPARED_PIXELS),
            self._show_comparison,
            topic="comparison",
        )

    def show_match(self, photo: QImage, part: Box, hit: Hit, region: Box) -> None:
        """Show the part of a query photo beside the part of the page that shows the same."""
        self._start(self.tr("Your photo"), f"{hit.path.name}  ·  {hit.page}")
        self.over.setEnabled(False)
        self._linked = False
        self.left.show_picture(photo, part)
        self._show(self._pair)
        self._load(hit.page_id, self.right, region)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """D and S change what is shown."""
        if event.key() == Qt.Key.Key_D and self.over.isEnabled():
            self.over.click()
        elif event.key() == Qt.Key.Key_S:
            self.beside.click()
        else:
            super().keyPressEvent(event)

    # Building

    def _build(self) -> None:
        self._pair = QSplitter(Qt.Orientation.Horizontal)
        self._pair.setHandleWidth(8)
        self._pair.setChildrenCollapsible(False)
        for name, canvas in zip(self._names, (self.left, self.right), strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(canvas, 1)
            self._pair.addWidget(side)
        self._body = QStackedWidget()
        self._body.addWidget(self._pair)
        self._body.addWidget(self.overlay)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addSpacing(8)
        head.addWidget(self.beside)
        head.addWidget(self.over)
        head.addSpacing(8)
        head.addWidget(self.message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._body, 1)

    def _follow(self, leader: PageCanvas, follower: PageCanvas) -> None:
        """What is zoomed or moved on one side is so on the other."""

        def move() -> None:
            # Only the side that has the keys leads: the other one is moved by this, and would move it back.
            if self._linked and leader.hasFocus() and follower.has_picture:
                follower.magnify(leader.magnification, leader.centre())

        self._linked = True
        leader.zoomed.connect(lambda _: move())
        leader.moved.connect(move)

    # Showing

    def _start(self, one: str, other: str) -> None:
        for name, text in zip(self._names, (one, other), strict=True):
            name.show_name(text)
        for canvas in (self.left, self.right, self.overlay):
            canvas.clear()
        self._linked = True
        self.message.setText("")
        self._show(self._pair)

    def _show(self, what: QWidget) -> None:
        self._body.setCurrentWidget(what)
        self.beside.setChecked(what is self._pair)
        self.over.setChecked(what is self.overlay)
        (self.left if what is self._pair else self.overlay).setFocus()

    def _show_comparison(self, comparison: PageComparison | None) -> None:
        if comparison is None:
            self.message.setText(self.tr("One of the pages has no picture."))
            self.over.setEnabled(False)
            return
        self.overlay.show_picture(to_qimage(comparison.picture), None)
        legend = self.tr("Red: only on the left page. Green: only on the right one.")
        if not comparison.aligned:
            self.over.setEnabled(False)
            self._show(self._pair)
            legend = self.tr("The pages have too little in common to be laid one over the other.")
        share = self.tr("{percent} % the same.").format(percent=round(100 * comparison.same))
        self.message.setText(f"{share} {legend}")

    def _load(self, page_id: int, canvas: PageCanvas, region: Box | None = None) -> None:
        def draw() -> QImage | None:
            picture = self._pages.picture(page_id, COMPARED_PIXELS)
            return None if picture is None else to_qimage(picture)

        def show(image: QImage | None) -> None:
            if image is not None:
                canvas.show_picture(image, region)

        self._tasks.start(draw, show, topic=canvas)
