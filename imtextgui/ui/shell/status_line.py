"""The line at the foot of the window: what was said last, the run that goes on, and how much can be found."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from imtextgui.domain.progress import Progress
from imtextgui.domain.runs.folder_changes import FolderChanges
from imtextgui.ui.widgets.controls import Button, IconLabel, label
from imtextgui.ui.widgets.formatting import Formatter

SAID_MS = 10_000
"""How long a message stays before the line tells the state again. A choice, not a measurement."""


class StatusLine(QObject):
    """Fills the status bar of a window."""

    changes_requested = Signal()
    """What changed in the folders shall be taken."""
    run_requested = Signal()
    """The run was pressed: the user wants to see it whole."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._formatter = Formatter(self)
        self._said = QLabel()
        self._state = ""
        self._patience = QTimer(self, singleShot=True, interval=SAID_MS)
        self._patience.timeout.connect(lambda: self._said.setText(self._state))
        self._count = QLabel()
        self.run = Button("reindex", look="flat", name=self.tr("Indexing"))
        self.run.setProperty("square", False)
        self.run.clicked.connect(self.run_requested)
        self.run.hide()
        self.changes = Button("folder", look="flat", name=self.tr("Take what changed in the folders"))
        self.changes.setProperty("square", False)
        self.changes.clicked.connect(self.changes_requested)
        self.changes.hide()
        self.reason = label("", "badge")
        self.locked = self._locked()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(10, 0, 10, 0)
        bar.addWidget(self._said, 1)
        for widget in (self.changes, self.run, self._count, self.locked):
            bar.addPermanentWidget(widget)

    @property
    def message(self) -> str:
        """The message on show."""
        return self._said.text()

    def say(self, text: str) -> None:
        """Show a short message for some seconds; "" takes it back."""
        self._said.setText(text or self._state)
        self._patience.start()

    def tell_state(self, text: str) -> None:
        """Show what holds until something else does, in place of any message."""
        self._state = text
        self._patience.stop()
        self._said.setText(text)

    def count(self, pages: int) -> None:
        """Say how many pages can be found."""
        self._count.setText(self.tr("%Ln page(s) can be found", "", pages) if pages else "")

    def show_step(self, step: Progress | None) -> None:
        """Show how far the run is; None while there is none."""
        self.run.setVisible(step is not None)
        if step is not None:
            self.run.setText(self._formatter.short(step))
            self.run.setAccessibleName(self.run.text())

    def show_changes(self, changes: Sequence[FolderChanges]) -> None:
        """Offer to take what changed in the folders; nothing is offered where nothing did."""
        new, changed, gone = (sum(getattr(one, name) for one in changes) for name in FolderChanges.COUNTED)
        parts = [
            self.tr("%Ln new file(s)", "", new) if new else "",
            self.tr("%Ln changed", "", changed) if changed else "",
            self.tr("%Ln gone", "", gone) if gone else "",
        ]
        text = ", ".join(part for part in parts if part)
        self.changes.setVisible(bool(text))
        if text:
            self.changes.setText(self.tr("{changes}: take them").format(changes=text))
            self.changes.setAccessibleName(self.changes.text())
            self.changes.setToolTip("\n".join(str(one.path) for one in changes))

    def show_access(self, *, read_only: bool, closed: bool, published: float | None = None) -> None:
        """Say whether the catalogue can only be searched, and whether that is for its place (``closed``).

        ``published`` is when others published it, in seconds since the epoch.
        """
        if published is not None:
            moment = QLocale().toString(
                QDateTime.fromSecsSinceEpoch(int(published)), QLocale.FormatType.ShortFormat
            )
            self.reason.setText(self.tr("Published catalogue, as of {moment}").format(moment=moment))
        elif closed:
            self.reason.setText(self.tr("Search only: this place cannot be written"))
        else:
            self.reason.setText(self.tr("Search only: open for changes in another window"))
        self.locked.setVisible(read_only or published is not None)

    def _locked(self) -> QWidget:
        locked = QWidget()
        row = QHBoxLayout(locked)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(IconLabel("info", 18, "possible"))
        row.addWidget(self.reason)
        locked.hide()
        return locked
