"""Shows a run of the index while it goes on: stage, bar, rate, time left, current file, cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from imtextgui.domain.progress import Progress
from imtextgui.ui.controls import Button, ElidedLabel, label
from imtextgui.ui.figures import Figures


class RunCard(QFrame):
    """The progress of one run."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._figures = Figures(self)
        self._stage = label("", "heading")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress of indexing"))
        self._far = label("", wrap=True)
        self._file = ElidedLabel(look="muted", mode=Qt.TextElideMode.ElideMiddle)
        self.cancel = Button("cancel", self.tr("Stop"), tip=self.tr("Stop; what was indexed is kept"))
        self.cancel.clicked.connect(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for each in (self._stage, self.bar, self._far, self._file, self.cancel):
            column.addWidget(each)

    @property
    def far(self) -> str:
        """How far the run is, as it is shown."""
        return self._far.text()

    def start(self) -> None:
        """A run begins; nothing is known yet."""
        self._stage.setText(self.tr("Starting…"))
        self._far.setText("")
        self._file.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)

    def show_step(self, step: Progress) -> None:
        """Show one step of the run."""
        self._stage.setText(self._figures.stage(step.stage))
        self._far.setText(self._figures.progress(step))
        self._file.setText(step.detail)
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._stage.setText(self.tr("Stopping…"))
        self.bar.setRange(0, 0)
        self.cancelled.emit()
