"""What the watch over quality found last: its reasons and what helps, until it is put away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from imtextgui.catalogue.protocols import MonitoringPart
from imtextgui.domain.measurement import drift_sentences
from imtextgui.domain.measurement.drift import DriftCheck
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, IconLabel, label

_READING = "drift"


class DriftNotice(QFrame):
    """A calm card: it is there where something drifted, and gone for good when it is put away."""

    message = Signal(str)

    def __init__(self, monitoring: MonitoringPart, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("card")
        self._monitoring = monitoring
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._text = label("", wrap=True)
        self.put_away = Button("check", self.tr("&Put away"))
        self.put_away.clicked.connect(self._hide)
        self.renew = Button("quality", self.tr("It is &right as it is"))
        self.renew.setToolTip(self.tr("Compare with today from now on"))
        self.renew.clicked.connect(self._renew)
        buttons = QHBoxLayout()
        for button in (self.put_away, self.renew):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout()
        column.addWidget(self._text)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.addWidget(IconLabel("quality", 28, "possible"))
        row.addLayout(column, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is told, "" where nothing is."""
        return "" if self.isHidden() else self._text.text()

    def refresh(self) -> None:
        """Read what was found last."""
        self._tasks.start(self._monitoring.latest, self.show_check, topic=_READING, lane=Lane.SEARCHES)

    def show_check(self, check: DriftCheck | None) -> None:
        """Tell what ``check`` found."""
        told = check is not None and bool(check.findings) and not check.hidden
        self.setVisible(told)
        if not told or check is None:
            return
        lines = [drift_sentences.summary(check)]
        for finding in check.findings:
            lines.append(f"• {drift_sentences.reason(finding)}")
            lines += [f"    → {sentence}" for sentence in drift_sentences.advice(finding)]
        self._text.setText("\n".join(lines))
        for button in (self.put_away, self.renew):
            button.setEnabled(not self._monitoring.read_only)

    def _hide(self) -> None:
        self._tasks.cancel(_READING)  # what was read before would bring it back
        self.hide()
        self._tasks.start(self._monitoring.hide, problem=ignore, lane=Lane.SEARCHES)

    def _renew(self) -> None:
        self._hide()
        self._tasks.start(
            self._monitoring.renew, lambda _: self.message.emit(self.tr("Compared with today from now on."))
        )
