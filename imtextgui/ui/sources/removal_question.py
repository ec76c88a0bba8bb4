"""Asks whether files that are not there any more were removed, or are only away."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from imtextgui.domain.runs.run_report import SourceRun
from imtextgui.ui.widgets.controls import Button, IconLabel, label
from imtextgui.ui.widgets.formatting import Formatter


class RemovalQuestion(QFrame):
    """A card about the folders of which a large share is missing; hidden while there is none.

    Nothing depends on an answer: what is missing is kept until somebody says that it was removed.
    """

    accepted = Signal(object)
    """The files of these folders (paths) were removed: what is known of them may go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._formatter = Formatter(self)
        self._folders: list[Path] = []
        self._text = label("", wrap=True)
        self.remove = Button("remove", self.tr("They were &removed"))
        self.remove.setToolTip(self.tr("Take what is known of them out of the catalogue; tags are kept"))
        self.remove.clicked.connect(self._accept)
        self.keep = Button("check", self.tr("&Keep them"), look="primary")
        self.keep.clicked.connect(self.hide)
        words = QHBoxLayout()
        words.addWidget(IconLabel("warning", 26, "possible"))
        words.addWidget(self._text, 1)
        answers = QHBoxLayout()
        answers.addStretch()
        answers.addWidget(self.remove)
        answers.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(words)
        column.addLayout(answers)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._text.text()

    def ask(self, runs: Sequence[SourceRun]) -> None:
        """Ask about those of the ``runs`` that kept files which are not there; hide where there is none."""
        missing = [run for run in runs if run.vanished]
        self._folders = [run.path for run in missing]
        self._text.setText("\n".join(map(self._sentence, missing)))
        self.setVisible(bool(missing))

    def _sentence(self, run: SourceRun) -> str:
        text = self.tr(
            "“{folder}”: {count} of {known} files are not there. They are kept and can be found:"
            " a drive may not be connected. Or were they removed?"
        )
        count = self._formatter.count
        return text.format(folder=run.path.name, count=count(run.vanished), known=count(run.known))

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._folders)
