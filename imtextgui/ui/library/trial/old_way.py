"""The old way to find a page: words in file names, and turning pages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import Changeable, PagesPart, TrialPart
from imtextgui.domain.items import Kind
from imtextgui.domain.measurement.trial import NamedFile
from imtextgui.domain.query import Band, Hit
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.viewer.page_preview import PagePreview
from imtextgui.ui.widgets.controls import Button, RowList, label


class OldWay(QWidget):
    """As the search of a file manager: no page is shown before a file is chosen."""

    typed = Signal()
    answered = Signal()

    def __init__(self, trial: TrialPart, pages: PagesPart, tasks: TaskRunner, jobsheets: Changeable) -> None:
        super().__init__()
        self._trial = trial
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._shown: NamedFile | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Words of a file name"))
        self.words.setAccessibleName(self.tr("Words of a file name"))
        self.words.textEdited.connect(self.typed)
        self.words.returnPressed.connect(self.search)
        self.button = Button("search", self.tr("Search file &names"))
        self.button.clicked.connect(self.search)
        self.files = RowList(self.tr("Files"))
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # folders differ at their ends
        self.files.currentRowChanged.connect(lambda _: self._show_file())
        self.count = label("", "muted")
        self.preview = PagePreview(pages, tasks, ThumbnailCache(pages, tasks, self), jobsheets)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.count, self.files):
            column.addWidget(part)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(row)
        whole.addWidget(splitter, 1)
        self.setFocusProxy(self.words)

    @property
    def place(self) -> tuple[int, int] | None:
        """Item and number of the page on show, None without one."""
        return None if self._shown is None else (self._shown.item_id, self.preview.number)

    def clear(self) -> None:
        """Ask nothing any more."""
        self._tasks.cancel("names")
        self.words.clear()
        self._show(())
        self.count.clear()
        self.words.setFocus()

    def search(self) -> None:
        """Look for the files whose names hold the words."""
        text = self.words.text().strip()
        if text:
            self._tasks.start(lambda: self._trial.by_file_name(text), self._show_answer, topic="names")

    def _show_answer(self, files: Sequence[NamedFile]) -> None:
        self._show(files)
        self.count.setText(self.tr("%n file(s)", "", len(files)))
        self.answered.emit()

    def _show(self, files: Sequence[NamedFile]) -> None:
        blocked = self.files.blockSignals(True)
        self.files.clear()
        for file in files:
            self.files.add(f"{file.path.name}\n{file.path.parent}", file, file.path.name)
        self.files.setCurrentRow(-1)
        self.files.blockSignals(blocked)
        self._show_file()

    def _show_file(self) -> None:
        self._shown = self.files.chosen() if self.files.currentRow() >= 0 else None
        file = self._shown
        hit = None
        if file is not None:
            hit = Hit(file.item_id, file.page_id, file.path, 1, file.pages, Kind.OTHER, 0.0, Band.NONE, ())
        self.preview.show_hit(hit)
