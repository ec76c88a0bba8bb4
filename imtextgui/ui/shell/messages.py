"""What the window says when something goes wrong: a calm bar for known problems, a report for our faults."""

import platform
import sys

import PySide6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from imtextgui import __version__, messages
from imtextgui.errors import ImTextError
from imtextgui.ui.widgets.controls import Button, IconLabel, label


class NoticeBar(QFrame):
    """One sentence at the top of the window, until it is closed or the next one comes."""

    shown = Signal(str)
    """The code of the problem that is shown."""
    repair_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = Button("clear", name=self.tr("Close this message"), look="flat")
        self.close_button.clicked.connect(self.hide)
        self.repair = Button("check", self.tr("&Repair"))
        self.repair.clicked.connect(self.repair_requested)
        self.repair.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(IconLabel("warning", 26, "possible"))
        row.addSpacing(6)
        row.addWidget(self._text, 1)
        row.addWidget(self.repair)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Tell what is no problem, but not to be missed."""
        self._text.setText(text)
        self.repair.hide()
        self.show()

    def show_problem(self, problem: ImTextError, *, may_repair: bool = False) -> None:
        """Tell a known problem in the user's language; offer to repair the catalogue if ``may_repair``."""
        self._text.setText(messages.sentence(problem.code, problem.details))
        self.repair.setVisible(may_repair)
        self.show()
        self.shown.emit(problem.code)


class BugDialog(QDialog):
    """A fault of the program, with the details that help to mend it."""

    def __init__(self, details: str, log_file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("imtextgui")
        self.resize(680, 420)
        self.details = f"{about()}\n\n{details}"
        text = QPlainTextEdit(self.details)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Details"))
        self.copy = Button("copy", self.tr("&Copy details"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details))
        done = Button("check", self.tr("C&lose"), look="primary")
        done.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(IconLabel("warning", 40, "danger"))
        head.addSpacing(8)
        words = QVBoxLayout()
        words.addWidget(label(self.tr("This is a fault of imtextgui, not yours"), "heading", wrap=True))
        what = self.tr(
            "Your files and the catalogue are safe. Please send the details to whoever looks after it."
        )
        words.addWidget(label(what, wrap=True))
        words.addWidget(label(self.tr("Log file: {path}").format(path=log_file), "muted", wrap=True))
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(text, 1)
        column.addLayout(foot)


def about() -> str:
    """Versions, for a report."""
    return (
        f"imtextgui {__version__}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, {platform.platform()}, {sys.platform}"
    )
