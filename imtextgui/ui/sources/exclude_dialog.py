"""Asks which files of a source are left out, and shows at once how many that would be."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from imtextgui.catalogue.protocols import SourcesPart
from imtextgui.domain.items import Source
from imtextgui.ui.sources.source_dialog import lay_out
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, ElidedLabel, label

TYPING_PAUSE_MS = 250
"""The files are counted once the user has not typed for so long."""
EXAMPLES = 4
"""Files that are named as examples of what is left out."""


class ExcludeDialog(QDialog):
    """The exclusion rules of one source, one gitignore line each.

    The files that are counted are those that rules decide on: all but those of the system and of other programs.
    """

    decided = Signal(int, str)
    """Source id and its new rules."""

    def __init__(self, source: Source, sources: SourcesPart, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Leave out files"))
        self.resize(560, 480)
        self._source, self._sources = source, sources
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._files: Sequence[str] | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._count)
        self.rules = QPlainTextEdit(source.exclude)
        self.rules.setTabChangesFocus(True)
        self.rules.setAccessibleName(self.tr("Rules, one a line"))
        self.rules.setPlaceholderText("archive/\n*.tmp\n!pumps.pdf")
        self.rules.textChanged.connect(self._typing.start)
        self.preview = label(self.tr("Looking through the folder…"), "heading", wrap=True)
        self.examples = ElidedLabel(look="muted")
        self._build()
        self._list()

    def done(self, result: int) -> None:
        """Reimplements ``QDialog.done``; what is still being counted is forgotten."""
        self._typing.stop()
        self._tasks.cancel_all()
        super().done(result)

    def _build(self) -> None:
        self.keep = Button("check", self.tr("&Save"), look="primary")
        self.keep.clicked.connect(self._decide)
        cancel = Button("clear", self.tr("&Cancel"))
        cancel.clicked.connect(self.reject)
        hint = self.tr(
            "One rule a line: a folder name with / at its end, or a pattern like *.tmp. "
            "A line with ! in front takes files back in, also hidden ones: !.docs/ takes in the folder .docs."
        )
        parts = [self.rules, self.preview, self.examples]
        lay_out(self, self._source.path, hint, parts, [cancel, self.keep])

    def _list(self) -> None:
        self._tasks.start(
            lambda: self._sources.files(self._source.id),
            self._take_files,
            problem=lambda _: self.preview.setText(self.tr("The folder cannot be reached now.")),
            lane=Lane.CHANGES,
        )

    def _take_files(self, files: Sequence[str]) -> None:
        self._files = files
        self._count()

    def _count(self) -> None:
        files, rules = self._files, self.rules.toPlainText()
        if files is None:
            return
        self._tasks.start(lambda: self._sources.excluded(files, rules), self._show, topic="exclude")

    def _show(self, skipped: Sequence[str]) -> None:
        assert self._files is not None
        would = self.tr("Would skip %n file(s)", "", len(skipped))
        self.preview.setText(self.tr("{skipped} of {all}").format(skipped=would, all=len(self._files)))
        self.examples.setText(",  ".join(skipped[:EXAMPLES]) + (", …" if len(skipped) > EXAMPLES else ""))

    def _decide(self) -> None:
        self.decided.emit(self._source.id, self.rules.toPlainText())
        self.accept()
