"""Two pages side by side, moving together, or one over the other with the differences coloured."""

from collections.abc import Callable

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
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import FamilyMember, Hit
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.compared_side import ComparedSide
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.pictures import page_picture, to_qimage

COMPARED_PIXELS = 2200
"""Longest side of the compared pages: fine lines of a large sheet can still be told apart."""


PagePair = tuple[PageView | None, PageView | None, bool]
"""The pages at the left and at the right, and whether they show the same."""


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
        self.sides = [ComparedSide(self.left), ComparedSide(self.right)]
        self.sides[0].turned.connect(self._turn_left)
        self.sides[1].turned.connect(self._turn_right)
        self.message = label("", "muted", wrap=True)  # in one line it would widen a narrow window, or be cut
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

    def show_pages(self, one: Hit, other: Hit | FamilyMember) -> None:
        """Compare the page of a hit with the page of another document that shows the same, or else with its own."""
        self._start()
        self._pair_up(one.page_id, other.item_id, other.page_id)

    def show_match(self, photo: QImage, part: Box, hit: Hit, region: Box) -> None:
        """Show the part of a query photo beside the part of the page that shows the same."""
        self._start()
        self.sides[0].show_name(self.tr("Your photo"))
        self.sides[1].show_name(f"{hit.path.name}  ·  {hit.page}")
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
        for side in self.sides:
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
        self.note = label("", "badge", wrap=True)
        self.note.hide()
        column.addWidget(self.note)
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

    def _start(self) -> None:
        for side in self.sides:
            side.clear()
        self.overlay.clear()
        self._linked = True
        self.note.hide()
        self.message.setText("")
        self._show(self._pair)

    def _pair_up(self, page_id: int, item_id: int, own: int) -> None:
        """Show a page at the left, at the right what shows the same in the file ``item_id``, or its page ``own``."""

        def read() -> PagePair:
            page = self._pages.get(page_id)
            same = (
                None if page is None or page.item_id == item_id else self._pages.counterpart(page_id, item_id)
            )
            other = same or self._pages.get(own)
            return page, other, same is not None or (page is not None and page.item_id == item_id)

        def show(pair: PagePair) -> None:
            page, other, is_same = pair
            if page is None or other is None:
                self._show_comparison(None)
                return
            self._show_side(0, page)
            self._show_side(1, other)
            self._tell_counterpart(page, is_same)
            self._compare()

        self._tasks.start(read, show, topic="pair")

    def _tell_counterpart(self, page: PageView, is_same: bool) -> None:
        other = self.sides[1].page
        self.note.setVisible(not is_same and other is not None)
        if other is not None and not is_same:
            text = self.tr("No page of {name} shows what page {page} shows.")
            self.note.setText(text.format(name=other.path.name, page=page.number))

    def _show_side(self, side: int, page: PageView) -> None:
        before = self.sides[side].page
        self.sides[side].show_page(page)
        if before is None or before.page_id != page.page_id:
            self._load(page.page_id, self.sides[side].canvas)

    def _turn_left(self, by: int) -> None:
        """Another page at the left; the right follows to what shows the same there."""
        left, right = (side.page for side in self.sides)
        if left is not None and right is not None:
            self._with_page(left, by, lambda page: self._pair_up(page.page_id, right.item_id, right.page_id))

    def _turn_right(self, by: int) -> None:
        """Another page at the right; the left stays."""

        def show(page: PageView) -> None:
            self._show_side(1, page)
            self.note.hide()
            self._compare()

        right = self.sides[1].page
        if right is not None:
            self._with_page(right, by, show)

    def _with_page(self, page: PageView, by: int, show: Callable[[PageView], None]) -> None:
        number = page.number + by
        if 1 <= number <= page.pages:
            self._tasks.start(
                lambda: self._pages.by_number(page.item_id, number),
                lambda found: show(found) if found is not None else None,
                topic="turn",
            )

    def _compare(self) -> None:
        one, other = (side.page for side in self.sides)
        if one is None or other is None:
            return
        self.over.setEnabled(True)
        self.message.setText(self.tr("Comparing…"))  # what is said of the pages before holds no more
        self._tasks.start(
            lambda: self._pages.compare(one.page_id, other.page_id, COMPARED_PIXELS),
            self._show_comparison,
            topic="comparison",
        )

    def _show(self, what: QWidget) -> None:
        self._body.setCurrentWidget(what)
        self.beside.setChecked(what is self._pair)
        self.over.setChecked(what is self.overlay)
        if not (self.beside.hasFocus() or self.over.hasFocus()):
            (self.left if what is self._pair else self.overlay).setFocus()

    def _show_comparison(self, comparison: PageComparison | None) -> None:
        if comparison is None:
            self.message.setText(self.tr("One of the pages has no picture."))
            self.over.setEnabled(False)
            return
        self.overlay.show_picture(to_qimage(comparison.picture), None)
        legend = self.tr("Red: only on the left page. Green: only on the right one.")
        if not comparison.aligned:
            if self.over.hasFocus():
                self.beside.setFocus()
            self.over.setEnabled(False)
            self._show(self._pair)
            legend = self.tr("The pages have too little in common to be laid one over the other.")
        share = self.tr("{percent} % the same.").format(percent=round(100 * comparison.same))
        self.message.setText(f"{share} {legend}")

    def _load(self, page_id: int, canvas: PageCanvas, region: Box | None = None) -> None:
        def show(image: QImage | None) -> None:
            if image is not None:
                canvas.show_picture(image, region)

        self._tasks.start(lambda: page_picture(self._pages, page_id, COMPARED_PIXELS), show, topic=canvas)
