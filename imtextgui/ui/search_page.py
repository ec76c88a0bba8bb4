"""The search: words and photo above one list of results, and the preview beside it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui.domain.query import Band, Hit, Query, Results
from imtextgui.errors import DocumentMissing
from imtextgui.ui.controls import EmptyState, Picture, label, panel
from imtextgui.ui.core import Core
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.jobs import Lane, Task
from imtextgui.ui.kind_tabs import KindTabs
from imtextgui.ui.page_view import PagePreview
from imtextgui.ui.photo_query import PhotoQuery
from imtextgui.ui.query_bar import QueryBar
from imtextgui.ui.results_model import ResultsModel
from imtextgui.ui.results_view import ResultsView
from imtextgui.ui.thumbnails import Thumbnails

TYPING_PAUSE_MS = 200
SLOW_MS = 250
SMALLEST_PANEL = 270
SHOWN_HITS = 100


class SearchPage(QWidget):
    """Asks the catalogue and shows the answer."""

    answered = Signal(object)
    """The Results that are on show now."""
    said = Signal(str)
    """A short message for the status bar."""
    problem = Signal(object)
    failed = Signal(str)

    def __init__(self, core: Core, lane: Lane, desktop: Desktop) -> None:
        super().__init__()
        self._core, self._lane, self._desktop = core, lane, desktop
        self._pages_ready = 0
        self._asked = 0
        self._answer: Results | None = None
        self.query_bar = QueryBar()
        self.photo = PhotoQuery(lane)
        self.thumbnails = Thumbnails(core, lane, self)
        self.model = ResultsModel(self)
        self.results = ResultsView(self.model, self.thumbnails)
        self.tabs = KindTabs()
        self.preview = PagePreview(core, lane, self.thumbnails)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(lambda: self.said.emit(self.tr("Searching…")))
        self._build()
        self._connect()
        self.show_answer(None)

    @property
    def query(self) -> Query | None:
        """What is asked now; None where nothing is."""
        text, photo = self.query_bar.text, self.photo.photo
        if not text and photo is None:
            return None
        photos = () if photo is None else (photo,)
        return Query(text, photos, self.query_bar.photo_weight, limit=SHOWN_HITS)

    def search(self) -> None:
        """Search now; the answer of an earlier search that is still under way is dropped."""
        self._typing.stop()
        query = self.query
        self.query_bar.offer_weight(bool(query and query.text and query.photos))
        if query is None:
            self._lane.drop("search")
            self._busy.setRange(0, 1)
            self.show_answer(None)
            return
        task = Task(lambda: self._core.search(query), topic="search")
        task.done.connect(self.show_answer)
        task.problem.connect(self._refuse)
        task.failed.connect(self.failed)
        task.ended.connect(self._rest)
        self._busy.setRange(0, 0)
        self._asked += 1
        self._slow.start()
        self._lane.submit(task)

    def search_again(self) -> None:
        """The catalogue changed: ask the same again, with fresh thumbnails."""
        self.thumbnails.forget()
        if self.query is not None:
            self.search()

    def show_answer(self, results: Results | None) -> None:
        """Show ``results``; None shows what to do."""
        same = bool(results and self._answer and results.query == self._answer.query)
        before = self.results.current_hit() if same else None
        self._answer = results
        self.model.show_hits(results.hits if results else ())
        counts = self.model.count_by_kind()
        self.tabs.show_counts(counts)
        self.advice.setVisible(bool(results and results.hits and results.band is Band.NONE))
        self._say_what_to_do(results)
        self._keep_place(before)
        self.answered.emit(results)

    def show_ready(self, pages: int) -> None:
        """Say how many pages can be found."""
        self._pages_ready = pages
        if self.query is None:
            self._say_what_to_do(None)

    def clear(self) -> None:
        """Ask nothing."""
        self.photo.clear()
        self.query_bar.words.clear()
        self.search()
        self.query_bar.words.setFocus()

    # Building

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        panels = QHBoxLayout()
        panels.setSpacing(8)
        for each in (self.query_bar, self.photo):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            each.setMinimumWidth(SMALLEST_PANEL)
            panels.addWidget(each, 1)
        column.addLayout(panels)
        column.addWidget(self.tabs)
        self._busy = QProgressBar(textVisible=False)
        self._busy.setObjectName("line")
        self._busy.setFixedHeight(3)
        self._busy.setAccessibleName(self.tr("Searching"))
        self._busy.setRange(0, 1)
        column.addWidget(self._busy)
        column.addWidget(self._advice_row())
        self.nothing = EmptyState("search", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.results)
        column.addWidget(self._stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.splitter)

    def _advice_row(self) -> QWidget:
        self.advice = panel("notice")
        row = QHBoxLayout(self.advice)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(Picture("no-match", 28, "possible"))
        row.addSpacing(6)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(label(self.tr("No good match"), "heading"))
        lines.addWidget(
            label(self.tr("Try other words or a part number, or frame the part on the photo."), wrap=True)
        )
        row.addLayout(lines, 1)
        return self.advice

    def _connect(self) -> None:
        self._typing.timeout.connect(self.search)
        self.query_bar.changed.connect(self._typing.start)
        self.query_bar.submitted.connect(self.search)
        self.photo.changed.connect(self.search)
        self.query_bar.weighed.connect(self._typing.start)
        self.tabs.chosen.connect(self._show_kind)
        self.results.chosen.connect(self.preview.show_hit)
        self.results.open_wanted.connect(lambda hit: self._open(hit, hit.page))
        self.preview.open_wanted.connect(self._open)
        for each in (self.results, self.preview):
            each.reveal_wanted.connect(self._reveal)
            each.copy_wanted.connect(self._copy)
        for source in (self.photo, self.preview):
            source.failed.connect(self.failed)
        self.photo.problem.connect(self.problem)

    # Showing

    def _rest(self) -> None:
        self._asked -= 1
        if not self._asked:
            self._slow.stop()
            self._busy.setRange(0, 1)

    def _refuse(self, problem: Exception) -> None:
        self.show_answer(None)
        self.problem.emit(problem)

    def _show_kind(self) -> None:
        before = self.results.current_hit()
        self.model.show_kind(self.tabs.kind)
        self._say_what_to_do(self._answer)
        self._keep_place(before)

    def _keep_place(self, before: Hit | None) -> None:
        """Stay on the hit that was looked at while it is among the results; else go to the best one."""
        row = self.model.row_of(before.item_id) if before else None
        if row is None and self.model.rowCount():
            row = 0
        if row is None:
            self.preview.show_hit(None)
        else:
            self.results.choose(row)

    def _say_what_to_do(self, results: Results | None) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.results)
            return
        self._stack.setCurrentWidget(self.nothing)
        if results is not None and results.hits:
            others = self.tr("%n result(s) of other kinds", "", len(results.hits))
            self.nothing.say("all", self.tr("Nothing of this kind"), others)
        elif results is not None:
            advice = self.tr("Try other words or a part number, or frame the part on the photo.")
            self.nothing.say("no-match", self.tr("No good match"), advice)
        elif self._pages_ready:
            ready = self.tr("%n page(s) can be found.", "", self._pages_ready)
            how = self.tr("Type what you look for, or drop a photo of the part anywhere on this window.")
            self.nothing.say("search", ready, how)
        else:
            wait = self.tr("Pages can be found as soon as they are indexed.")
            self.nothing.say("folder", self.tr("Nothing indexed yet"), wait)

    # Doing

    def _open(self, hit: Hit, page: int) -> None:
        refusal = self.tr("No program could open {name}.")
        self._when_there(hit, lambda path: self._desktop.open_file(path, page), refusal)

    def _reveal(self, hit: Hit) -> None:
        self._when_there(hit, self._desktop.reveal, self.tr("No file manager could show {name}."))

    def _copy(self, hit: Hit) -> None:
        self._desktop.copy_text(str(hit.path))
        self.said.emit(self.tr("Path copied."))

    def _when_there(self, hit: Hit, do: Callable[[Path], bool], refusal: str) -> None:
        """Do it with the file or a copy of it; where none is there, say so."""

        def go_on(path: Path | None) -> None:
            if path is None:
                self.problem.emit(DocumentMissing(path=str(hit.path)))
            elif not do(path):
                self.said.emit(refusal.format(name=path.name))

        task = Task(lambda: self._desktop.first_there([hit.path, *hit.copies]))
        task.done.connect(go_on)
        task.failed.connect(self.failed)
        self._lane.submit(task)
