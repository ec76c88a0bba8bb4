"""What a trial is started with."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from imtextgui.domain.measurement.trial import DAYS, TrialPlan
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_dialog import FileDialog

MOST_DAYS, MOST_QUESTIONS, MOST_SEARCHES = 730, 200, 1_000_000


class StartForm(QWidget):
    """Length, questions, what may be kept, and the button that begins."""

    started = Signal(object)
    """The TrialPlan."""

    def __init__(self) -> None:
        super().__init__()
        self.days = _number(1, MOST_DAYS, DAYS, self.tr("Length in days"))
        self.propose = _number(0, MOST_QUESTIONS, 20, self.tr("Questions from titles and captions"))
        self.searches = _number(0, MOST_SEARCHES, 0, self.tr("Searches a month"))
        self.searches.setSpecialValueText(self.tr("as counted"))
        self.judged = QCheckBox(self.tr("Questions whose right answer was &confirmed"))
        self.judged.setChecked(True)
        self.keep_content = QCheckBox(self.tr("&Keep the words and the files, too"))
        self.test_set: Path | None = None
        self.choose = Button("open", self.tr("&Questions from a CSV file…"))
        self.choose.clicked.connect(self._choose)
        self._file = label("", "muted", wrap=True)
        self.start = Button("check", self.tr("&Start the trial"), look="primary")
        self.start.clicked.connect(lambda: self.started.emit(self.plan))
        self._build()

    @property
    def plan(self) -> TrialPlan:
        """What was filled in."""
        return TrialPlan(
            self.days.value(),
            self.test_set,
            self.judged.isChecked(),
            self.propose.value(),
            self.keep_content.isChecked(),
            self.searches.value(),
        )

    def take_test_set(self, file: Path) -> None:
        """Take the questions of ``file``, too."""
        self.test_set = file
        self._file.setText(file.name)

    def _choose(self) -> None:
        FileDialog(self, self.tr("Questions from a CSV file"), self.take_test_set).with_formats(
            {".csv": self.tr("Questions")}
        ).open()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        why = self.tr(
            "A trial shows in figures what the search saves. First people look for pages in the old way, by file "
            "names; then with the search. The program takes the time of both, with the same questions."
        )
        column.addWidget(label(why, wrap=True))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for box in (self.days, self.propose, self.searches):
            name = QLabel(box.accessibleName())
            name.setBuddy(box)
            form.addRow(name, box)
        column.addLayout(form)
        column.addWidget(self.judged)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self._file, 1)
        column.addLayout(row)
        column.addWidget(self.keep_content)
        private = self.tr(
            "Without that only figures are kept: times, numbers of searches, endings. Nothing tells who searched."
        )
        column.addWidget(label(private, "muted", wrap=True))
        last = QHBoxLayout()
        last.addWidget(self.start)
        last.addStretch()
        column.addLayout(last)
        column.addStretch()


def _number(least: int, most: int, value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setAccessibleName(name)
    return box
