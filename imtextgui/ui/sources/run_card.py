"""Shows a run of the index while it goes on: both passes, rate, time left, current file, pause, stop, power."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from imtextgui.domain.progress import Progress, Stage
from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel, label, without_mnemonic
from imtextgui.ui.widgets.formatting import Formatter

FIRST_PASS = (Stage.SCAN, Stage.READ, Stage.MEANING, Stage.CHECK)

_WHOLE = (0.0, 1.0)
_SHARES = {
    Stage.READ: (0.0, 0.3),
    Stage.MEANING: (0.3, 1.0),
    Stage.REGIONS: (0.0, 0.35),
    Stage.OCR: (0.35, 1.0),
}
"""From where to where its bar goes in a stage of a pass, so that it goes to its end once, not in each stage.

Measured: of a first pass over 990 files texts took 108 of 157 s; of a second one over 110, words in pictures took 64 %.
"""

_FULL = 1000


class PassProgress:
    """One of the two passes: sign, name and bar, as a row of a grid."""

    def __init__(self, name: QLabel, explanation: str) -> None:
        self.sign = IconLabel("resume", 18, "muted")
        self.name = name
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(name.text())
        self.state = label("", "muted")
        self.bar.setToolTip(explanation)
        self.name.setToolTip(explanation)

    def call(self, name: str) -> None:
        """Give it another name."""
        self.name.setText(name)
        self.bar.setAccessibleName(name)

    def put(self, grid: QGridLayout, row: int) -> None:
        """Put the line into ``grid``."""
        for column, widget in enumerate((self.sign, self.name, self.bar, self.state)):
            grid.addWidget(widget, row, column)

    def wait(self, text: str) -> None:
        """It has not begun."""
        self.sign.set_icon("history", "muted")
        self.bar.setRange(0, 1)
        self.bar.setValue(0)
        self.state.setText(text)

    def begin(self) -> None:
        """It begins; how far it is is not known yet."""
        self.sign.set_icon("resume", "accent")
        self.bar.setRange(0, 0)
        self.bar.setValue(0)
        self.state.setText("")

    def work(self, step: Progress, share: tuple[float, float]) -> None:
        """It is at ``step``, which goes through this ``share`` of it; what was reached is never taken back."""
        self.sign.set_icon("resume", "accent")
        if not step.total:
            return
        begin, end = share
        reached = round(_FULL * (begin + (end - begin) * step.done / step.total))
        before = self.bar.value() if self.bar.maximum() == _FULL else 0
        self.bar.setRange(0, _FULL)
        self.bar.setValue(max(before, reached))
        self.state.setText(f"{100 * self.bar.value() // _FULL} %")

    def end(self) -> None:
        """It is done."""
        self.sign.set_icon("check", "strong")
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self.state.setText("100 %")


class RunCard(QFrame):
    """The progress of one run."""

    cancelled = Signal()
    paused = Signal(bool)
    saving = Signal(bool)
    """The user wants power to be saved, or no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._formatter = Formatter(self)
        self._stage = label("", "heading")
        self._far = label("", wrap=True)
        self._file = ElidedLabel(look="muted", mode=Qt.TextElideMode.ElideMiddle)
        self._second = False
        self.reads_pictures = True
        """Whether words in pictures are read, too."""
        self.first = PassProgress(
            label(self.tr("1  Names, words, pictures")),
            self.tr("The first pass: every page can be found while it goes on."),
        )
        self.second = PassProgress(
            label(self.tr("2  Details and text in pictures")),
            self.tr(
                "The second pass: parts of pages, and words in scans and photos. Search works meanwhile."
            ),
        )
        self._build()

    @property
    def bar(self) -> QProgressBar:
        """The bar of the pass that is under way."""
        return (self.second if self._second else self.first).bar

    @property
    def far(self) -> str:
        """How far the run is, as it is shown."""
        return self._far.text()

    def start(self, *, encoding: bool = False) -> None:
        """A run begins, of the index or of an ``encoding`` with another encoder; nothing is known yet."""
        self._name(encoding=encoding)
        self._second = False
        self._stage.setText(self.tr("Starting…"))
        self._far.setText("")
        self._file.setText("")
        self.first.begin()
        self.second.wait(self.tr("later"))
        self.cancel.setEnabled(True)
        self.pause.setEnabled(True)
        self.pause.setChecked(False)

    def show_step(self, step: Progress, *, encoding: bool = False) -> None:
        """Show one step of the run."""
        self._name(encoding=encoding)
        self._second = step.stage not in FIRST_PASS
        if self._second:
            self.first.end()
        share = _WHOLE if encoding else self._share(step.stage)
        (self.second if self._second else self.first).work(step, share)
        self._stage.setText(self._formatter.stage(step.stage))
        self._far.setText(self._formatter.progress(step))
        self._file.setText(step.detail)

    def _share(self, stage: Stage) -> tuple[float, float]:
        if stage is Stage.REGIONS and not self.reads_pictures:
            return _WHOLE
        return _SHARES.get(stage, _WHOLE)

    def _name(self, *, encoding: bool) -> None:
        """Call the two passes what they are, in an index run or where another encoder encodes the catalogue."""
        first, second = (
            (self.tr("1  Texts under the new encoder"), self.tr("2  Pictures under the new encoder"))
            if encoding
            else (self.tr("1  Names, words, pictures"), self.tr("2  Details and text in pictures"))
        )
        self.first.call(first)
        self.second.call(second)

    def _build(self) -> None:
        self.pause = Button("pause", self.tr("Paus&e"))
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._pause)
        self.cancel = Button("cancel", self.tr("S&top"), tip=self.tr("Stop; what was indexed is kept"))
        self.cancel.clicked.connect(self._cancel)
        self.power = Button(
            "power",
            self.tr("Save po&wer"),
            tip=self.tr("Use little of the machine: slower, but quiet and kind to a battery"),
        )
        self.power.setCheckable(True)
        self.power.clicked.connect(self.saving)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(2, 1)
        self.first.put(grid, 0)
        self.second.put(grid, 1)
        buttons = QHBoxLayout()
        for button in (self.pause, self.cancel, self.power):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._stage)
        column.addLayout(grid)
        column.addWidget(self._far)
        column.addWidget(self._file)
        column.addLayout(buttons)

    def _pause(self, pausing: bool) -> None:
        self.pause.set_icon("resume" if pausing else "pause")
        self.pause.setText(self.tr("&Resume") if pausing else self.tr("Paus&e"))
        self.pause.setAccessibleName(without_mnemonic(self.pause.text()))
        if pausing:
            self._stage.setText(self.tr("Paused"))
        self.paused.emit(pausing)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.pause.setEnabled(False)
        self._stage.setText(self.tr("Stopping…"))
        self.cancelled.emit()
