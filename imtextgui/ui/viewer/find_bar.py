"""The line in which a text is typed that is looked for in the document on show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from imtextgui.ui.widgets.controls import Button, IconLabel, label
from imtextgui.ui.widgets.formatting import Formatter


class FindLine(QLineEdit):
    """Enter goes on, Shift+Enter back."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Step from place to place without leaving the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """The line, the place among all, and the buttons that step."""

    changed = Signal()
    stepped = Signal(int)
    """To the next place (1) or back (-1)."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._formatter = Formatter(self)
        self.line = FindLine()
        self.line.setAccessibleName(self.tr("Find in the document"))
        self.line.setPlaceholderText(self.tr("Find in the document"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.stepped.connect(self.stepped)
        self.place = label("", "muted")
        self.previous = Button("up", name=self.tr("Previous place (Shift+F3)"))
        self.previous.clicked.connect(lambda _=False: self.stepped.emit(-1))
        self.next = Button("down", name=self.tr("Next place (F3)"))
        self.next.clicked.connect(lambda _=False: self.stepped.emit(1))
        self.leave = Button("cancel", name=self.tr("End finding (Esc)"), look="flat")
        self.leave.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconLabel("find", 20, "accent"))
        row.addWidget(self.line, 1)
        row.addWidget(self.place)
        for button in (self.previous, self.next, self.leave):
            row.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    def show_place(self, place: int, places: int, pages: int) -> None:
        """Say which of all places is on show (0: none of them), and on how many pages they are."""
        count = self._formatter.count
        if places:
            where = self.tr("{place} / {places}").format(place=count(place), places=count(places))
            self.place.setText(where)
            self.place.setToolTip(self.tr("%n page(s) hold it", "", pages))
        else:
            self.place.setText(self.tr("Not found") if self.text else "")
            self.place.setToolTip("")
        self.place.setAccessibleName(self.place.text())
        for button in (self.previous, self.next):
            button.setEnabled(places > 0)
