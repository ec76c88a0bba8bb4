"""A short tour of the window: what each part is for, one after the other; it can be left at any moment."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.ui.shell.navigation import JOB_SHEETS, SEARCH, SOURCES
from imtextgui.ui.shell.workspace import Workspace
from imtextgui.ui.widgets.controls import Button, label

WIDTH, GAP = 340, 10
"""Pixels of the balloon, unless its buttons need more, and between it and what it speaks of."""


class TourStop(NamedTuple):
    """A part of the window, and what is said of it. ``part`` is asked for when the tour is there."""

    part: Callable[[], QWidget]
    title: str
    text: str


class Tour(QFrame):
    """A balloon beside one part of the window after the other, and a frame around the part."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        self.setAutoFillBackground(True)
        self._window, self._workspace = window, workspace
        self._at = 0
        self.stops = self._stops()
        self.mark = QFrame(window)
        self.mark.setObjectName("tourMark")
        self.mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title, self.text = label("", "heading", wrap=True), label("", wrap=True)
        self.count = label("", "muted")
        self.back = Button("previous", name=self.tr("Back"))
        self.back.clicked.connect(lambda _=False: self.show_stop(self._at - 1))
        self.next = Button("next", self.tr("Ne&xt"), look="primary")
        self.next.clicked.connect(lambda _=False: self.show_stop(self._at + 1))
        self.leave = Button("cancel", self.tr("&Leave the tour"))
        self.leave.clicked.connect(self.end)
        for button in (self.back, self.next, self.leave):
            button.installEventFilter(self)  # with an arrow key, Qt would go to the next button
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        for widget in (self.count, self.back, self.next):
            row.addWidget(widget)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        for widget in (self.title, self.text):
            column.addWidget(widget)
        column.addLayout(row)
        for part in (self, self.mark):
            part.hide()

    @property
    def is_shown(self) -> bool:
        """Whether the tour is under way."""
        return not self.isHidden()

    def start(self) -> None:
        """Begin with the first part."""
        self._window.installEventFilter(self)
        self._workspace.go(SEARCH)
        self.show_stop(0)

    def end(self) -> None:
        """Leave the tour."""
        self._window.removeEventFilter(self)
        for part in (self, self.mark):
            part.hide()
        self._workspace.search.query_bar.words.setFocus()

    def show_stop(self, at: int) -> None:
        """Speak of part ``at``; behind the last one the tour ends."""
        if not 0 <= at < len(self.stops):
            self.end()
            return
        self._at = at
        stop = self.stops[at]
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.count.setText(f"{at + 1} / {len(self.stops)}")
        self.back.setEnabled(at > 0)
        self.next.setText(self.tr("Ne&xt") if at + 1 < len(self.stops) else self.tr("&Done"))
        self.setAccessibleName(f"{stop.title}. {stop.text}")
        for part in (self.mark, self):
            part.show()
            part.raise_()
        self._place()
        self.next.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay beside the part when the window changes its size; the arrow keys go on and back."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            if by and watched is not self._window:
                self.show_stop(max(self._at + by, 0))
                return True
        return False

    def _place(self) -> None:
        part = self.stops[self._at].part()
        around = QRect(part.mapTo(self._window, QPoint(0, 0)), part.size())
        self.mark.setGeometry(around.adjusted(-3, -3, 3, 3))
        self._column.activate()  # the row of buttons would tell the width of the text before
        self._column.activate()  # the row of buttons would tell the width of the text before
        wide = max(WIDTH, self._column.minimumSize().width() + 4)  # the border is not its own
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.heightForWidth(wide), self.sizeHint().height()))
        room = self._window.rect().adjusted(GAP, GAP, -GAP, -GAP)
        x = around.left() if around.width() > wide else around.right() + GAP
        y = around.bottom() + GAP if around.width() > wide else around.top()
        if around.height() > room.height() // 2:  # a large part: within it
            x, y = around.center().x() - wide // 2, around.center().y() - self.height() // 2
        x = max(room.left(), min(x, room.right() - wide))
        y = max(room.top(), min(y, room.bottom() - self.height()))
        self.move(x, y)

    def _stops(self) -> list[TourStop]:
        search, rail = self._workspace.search, self._workspace.rail
        return [
            TourStop(
                lambda: search.query_bar.words,
                self.tr("Ask with words or a part number"),
                self.tr("English or Japanese; results come while you type. Ctrl+K brings you here."),
            ),
            TourStop(
                lambda: search.query_bar.photo,
                self.tr("Or with a photo"),
                self.tr("Drop one on the window, paste it, or take it with the camera (F4)."),
            ),
            TourStop(
                lambda: search.panel,
                self.tr("What was found"),
                self.tr(
                    "Strong matches first, each with the reason. Right-click for more; Ctrl+S takes the list along."
                ),
            ),
            TourStop(
                lambda: search.preview,
                self.tr("The page"),
                self.tr(
                    "Zoom with the wheel, F11 shows it alone, Ctrl+F finds in the document, Ctrl+P prints."
                ),
            ),
            TourStop(
                lambda: rail.buttons[JOB_SHEETS],
                self.tr("Job sheets"),
                self.tr("Ctrl+J collects pages for a job; take them along as one PDF."),
            ),
            TourStop(
                lambda: rail.buttons[SOURCES],
                self.tr("Your folders"),
                self.tr("Add folders here. Nothing in them is ever changed."),
            ),
        ]
