"""Offers to take back what was just done, in place of asking before."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from imtextgui.ui.widgets.controls import Button, IconLabel, label
from imtextgui.ui.widgets.focus import give_back

OFFERED_MS = 20_000
"""How long an offer stays, and as long again while the mouse or the focus is on it: what WCAG 2.2.1 grants a reader at
least to answer.
"""
MOST_KEPT = 20
"""Things done that can be taken back after their offer is gone. A choice, not a measurement."""


class _Done(NamedTuple):
    """What was said of something that was done, and what takes it back."""

    text: str
    undo: Callable[[], object]


BESIDE, BELOW, LEAST_WIDTH = 16, 2, 420
"""Pixels between the bar and the edges of the window, at the sides and below, and its least width where the window
has that. It lies over the status bar, whose middle is free: higher up it would cover buttons that a page has below.
"""


class UndoBar(QFrame):
    """One sentence and "Undo", for some seconds. What was done may wait until nobody can want it back.

    What was done at once can be taken back afterwards, too, the last thing first (``take_back``): its offer makes room
    when something else is looked at.
    """

    offered = Signal(str)
    taken_back = Signal(str)
    """The sentence of what was taken back."""
    kept_changed = Signal()
    """Something else would be taken back now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("undo")
        self._text = label("", "undo-text")
        self._around: QWidget | None = None
        self._undo: Callable[[], object] | None = None
        self._settle: Callable[[], object] | None = None
        self._kept: list[_Done] = []
        """What was done at once, the last thing last, with what is on show."""
        self._before: QWidget | None = None
        """What had the focus when something was offered."""
        self.patience = QTimer(self, singleShot=True, interval=OFFERED_MS)
        self.patience.timeout.connect(self._end_offer)
        self.undo = Button("undo", self.tr("&Undo"))
        self.undo.setToolTip(self.tr("Take it back (Ctrl+Z)"))
        self.undo.clicked.connect(self.take_back)
        # Not a flat one, whose sign would be dark on dark.
        self.close_button = Button("clear", name=self.tr("Close this message"))
        self.close_button.clicked.connect(self.settle)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(IconLabel("check", 20, "strong"))
        row.addSpacing(4)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        row.addWidget(self.close_button)
        self.hide()

    def float_over(self, around: QWidget) -> None:
        """Lie over the lower end of ``around``, whatever its size, in place of taking room from it."""
        self.setParent(around)
        self.setFixedWidth(0)
        around.installEventFilter(self)
        self._around = around

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of what lies below."""
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        if self._around is None:
            return
        room = self._around.width() - 2 * BESIDE
        self.setFixedWidth(min(max(self.sizeHint().width(), LEAST_WIDTH), room))
        self.adjustSize()
        self.move((self._around.width() - self.width()) // 2, self._around.height() - self.height() - BELOW)
        self.raise_()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()

    @property
    def kept(self) -> str:
        """The sentence of what ``take_back`` would take back, "" where there is nothing."""
        if self._undo is not None:
            return self.text
        return self._kept[-1].text if self._kept else ""

    def offer(
        self, text: str, undo: Callable[[], object], settle: Callable[[], object] | None = None
    ) -> None:
        """Say ``text``; then call ``undo`` if it is wanted, otherwise ``settle``, after a while or the next offer.

        Without ``settle`` it is done already, and ``undo`` stays possible.
        """
        self.settle()
        self._text.setText(text)
        self._undo, self._settle = undo, settle
        if settle is None:
            self._kept = [*self._kept, _Done(text, undo)][-MOST_KEPT:]
        self._before = QApplication.focusWidget()
        self.patience.start()
        self.show()
        self._place()
        self.offered.emit(text)
        self.kept_changed.emit()

    def settle(self) -> None:
        """It stays done."""
        # Closed first: what is called may offer something itself.
        settle = self._settle
        self._close()
        if settle is not None:
            settle()

    def take_back(self) -> None:
        """Take back what is offered, or else what was done last and can be taken back still."""
        text, undo = self.kept, self._undo
        if self._kept and undo in (None, self._kept[-1].undo):
            undo = self._kept.pop().undo
        self._close()
        if undo is not None:
            undo()
            self.taken_back.emit(text)

    def step_aside(self) -> None:
        """Go from what is looked at now, where what was done can be taken back without the offer, too."""
        if self._undo is not None and self._settle is None:
            self._close()

    def _end_offer(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or focused in (self.undo, self.close_button):
            self.patience.start()  # somebody is about to press it
        else:
            self.settle()

    def _close(self) -> None:
        self._undo = self._settle = None
        self.patience.stop()
        focused, before = QApplication.focusWidget(), self._before
        self._before = None
        self.hide()
        if focused in (self.undo, self.close_button) and before is not None and isValid(before):
            give_back(before)
        self.kept_changed.emit()
