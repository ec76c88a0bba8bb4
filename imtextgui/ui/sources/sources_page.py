"""The folders of the catalogue: add, remove, leave out, index again, and see how it goes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import EncodersPart, HealthPart, SourcesPart
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Progress
from imtextgui.domain.retry import NO_RETRY, Retry
from imtextgui.ui.sources.exclude_dialog import ExcludeDialog
from imtextgui.ui.sources.run_card import RunCard
from imtextgui.ui.sources.source_row import SourceRow
from imtextgui.ui.tasks.desktop import Desktop
from imtextgui.ui.tasks.lanes import Lanes, Task
from imtextgui.ui.tasks.task_owner import Errands
from imtextgui.ui.widgets.controls import Button, label, page_column, panel, set_state
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.formatting import Figures
from imtextgui.ui.widgets.undo_bar import UndoBar

COUNT_AGAIN_MS = 2000
WIDEST = 980


class SourcesPage(Errands, QFrame):
    """The sources of a catalogue and the runs of its index."""

    loaded = Signal(object, object)
    """The sources, and the counts of the catalogue, whenever they were read again."""
    run_ended = Signal()
    stepped = Signal(object)
    """The latest step of the run that goes on, None when there is none any more."""
    run_changed = Signal(bool)
    """A run begins (True), or the last one has ended."""
    reported = Signal(str)
    """What a run did, when it came to its end."""
    problems_wanted = Signal()
    said = Signal(str)

    def __init__(
        self,
        sources: SourcesPart,
        lanes: Lanes,
        desktop: Desktop,
        undo: UndoBar,
        *,
        health: HealthPart,
        encoders: EncodersPart,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._folders, self._health, self._encoders = sources, health, encoders
        self._lanes, self._desktop, self._undo = lanes, desktop, undo
        self._lane = lanes.searches
        self._figures = Figures(self)
        self._runs: list[Task] = []
        self._encodings: dict[Task, str] = {}
        self._leaving: set[int] = set()
        self._sources: Sequence[Source] = ()
        self._counted = QElapsedTimer()
        self.rows: list[SourceRow] = []
        self.add = Button("folder-add", self.tr("&Add a folder…"))
        self.add.clicked.connect(self.choose_folder)
        self.reindex = Button(
            "reindex",
            self.tr("Re-&index"),
            look="primary",
            tip=self.tr("Take what changed in the folders (F5)"),
        )
        self.reindex.setProperty("big", True)
        self.reindex.clicked.connect(self.index_all)
        self.run_card = RunCard()
        self.run_card.cancelled.connect(self.cancel)
        self.run_card.paused.connect(self._pause)
        self.problems = Button("warning", self.tr("Problems"))
        self.problems.clicked.connect(self.problems_wanted)
        self._build()
        self._show_running()
        minute = QTimer(self, interval=60_000)  # "3 min ago" ages
        minute.timeout.connect(lambda: self._show_rows([row.source for row in self.rows]))
        minute.start()

    @property
    def running(self) -> bool:
        """Whether a run goes on or waits."""
        return bool(self._runs)

    @property
    def _is_encoding(self) -> bool:
        """Whether the run that goes on is not one of the index: the lane takes them in their order."""
        return bool(self._runs) and self._runs[0] in self._encodings

    def refresh(self) -> None:
        """Read the sources and counts again."""
        self._counted.restart()
        self._do(
            lambda: (self._folders.all(), self._health.counts()),
            topic="sources",
            done=lambda found: self._show(*found),
        )

    def add_folder(self, path: Path) -> None:
        """Make ``path`` a source and index it."""
        # Not in the lane of changes: a folder added during a long run shall show at once.
        self._do(lambda: self._folders.add(path), done=self._added)

    def choose_folder(self) -> None:
        """Ask for a folder and add it."""
        title = self.tr("Choose a folder with manuals, drawings or photos")
        FileDialog(self, title, self.add_folder).only_folders().open()

    def index(self, source_ids: Sequence[int] | None = None, *, retry: Retry = NO_RETRY) -> None:
        """Index all sources, or those named, after the runs that are under way; ``retry`` as the catalogue's."""
        self._start(self._errand(lambda: self._folders.index(source_ids, retry=retry), done=self._report))

    def encode(self, fingerprint: str) -> None:
        """Encode the catalogue with an encoder that then takes the place of the active one."""
        task = self._errand(lambda: self._encoders.use(fingerprint), done=self._report)
        self._encodings[task] = fingerprint
        self._start(task)

    def go_on(self) -> None:
        """Go on with what was interrupted when the window was closed or killed."""

        def start(source_ids: Sequence[int]) -> None:
            if source_ids and not self.running:
                self.said.emit(self.tr("Going on with the indexing that was interrupted."))
                self.index(source_ids)

        self._do(self._folders.interrupted, done=start)

    def index_all(self) -> None:
        """Index every source."""
        self.index()

    def index_anew(self) -> None:
        """Stop the run that goes on, if any, and begin again with the settings as they are; nothing read is lost."""
        if self.running:
            encodings = [self._encodings[task] for task in self._runs if task in self._encodings]
            self._stop()
            if len(encodings) < len(self._runs):
                self.index()
            for fingerprint in encodings:
                self.encode(fingerprint)

    def cancel(self) -> None:
        """Stop the run and those that wait, for good; what was indexed is kept."""
        self._stop()
        self._do(self._folders.give_up)
        self.said.emit(self.tr("Stopping. What was indexed is kept."))

    def _stop(self) -> None:
        for task in self._runs:
            task.cancel()

    def show_dropping(self, dropping: bool) -> None:
        """Show that a folder hangs over the window."""
        set_state(self, "dropping", dropping)

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Folders"), "title"), 1)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addWidget(self._state_card())
        column.addWidget(self.run_card)
        column.addWidget(self._rows_area(), 1)

    def _state_card(self) -> QWidget:
        self._state = label("", "heading", wrap=True)
        self._hint = label(self.tr("No folders yet. Add one, or drop it on this window."), "muted", wrap=True)
        self._card = panel("card")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._state)
        words.addWidget(self._hint)
        row.addLayout(words, 1)
        for each in (self.problems, self.reindex):
            row.addWidget(each)
        return self._card

    def _rows_area(self) -> QScrollArea:
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return scroll

    # Showing

    def _show(self, sources: Sequence[Source], counts: Any) -> None:
        self._sources = sources
        shown = [source for source in sources if source.id not in self._leaving]
        self._show_rows(shown)
        count = self._figures.count
        self._state.setText(
            self.tr("{files} files, {pages} pages").format(
                files=count(counts.items), pages=count(counts.pages)
            )
        )
        self._hint.setText(self._advice(shown, counts))
        found = counts.problems
        self.problems.setText(self.tr("%n problem(s)", "", found) if found else "")
        self.problems.setAccessibleName(self.problems.text())
        self.problems.setVisible(found > 0)
        self._show_running()
        self.loaded.emit(shown, counts)

    def _advice(self, sources: Sequence[Source], counts: Any) -> str:
        if not sources:
            return self.tr("No folders yet. Add one, or drop it on this window.")
        told = [self._unfinished(counts)] if counts.waiting else []
        if away := sum(source.offline for source in sources):
            told.append(
                self.tr("%n folder(s) not connected. What is known of them can still be found.", "", away)
            )
        return " ".join(told) or self.tr("Re-index after files have changed; only what changed is read.")

    def _unfinished(self, counts: Any) -> str:
        count = self._figures.count
        return self.tr(
            "Details read for {done} of {pages} pages. All can be found by names and words;"
            " re-index goes on with figures and words in pictures."
        ).format(done=count(counts.pages - counts.waiting), pages=count(counts.pages))

    def _show_rows(self, sources: Sequence[Source]) -> None:
        # Rows stay while their folders do: a menu may be open on one.
        if [row.source.id for row in self.rows] == [source.id for source in sources]:
            for row, source in zip(self.rows, sources, strict=True):
                row.show_source(source)
            return
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(source) for source in sources]
        for place, row in enumerate(self.rows):
            self._list.insertWidget(place, row)

    def _row(self, source: Source) -> SourceRow:
        row = SourceRow(source)
        row.remove_wanted.connect(self._remove)
        row.exclude_wanted.connect(self._ask_exclude)
        row.reveal_wanted.connect(lambda chosen: self._desktop.reveal(chosen.path))
        row.index_wanted.connect(lambda source_id: self.index([source_id]))
        return row

    def _show_running(self) -> None:
        changeable = not self._folders.read_only
        self.add.setEnabled(changeable)
        self.reindex.setEnabled(changeable and bool(self.rows))
        self._card.setVisible(not self.running)
        self.run_card.setVisible(self.running)
        for row in self.rows:
            row.allow_changes(changeable and not self.running)

    def _show_step(self, step: Progress) -> None:
        if any(task.paused for task in self._runs):
            return
        self.run_card.show_step(step, encoding=self._is_encoding)
        self.stepped.emit(step)
        if self._counted.isValid() and self._counted.elapsed() > COUNT_AGAIN_MS:
            self.refresh()

    # Doing

    def _added(self, source: Source) -> None:
        self.refresh()
        self.index([source.id])

    def _report(self, report: Any) -> None:
        if report is not None:
            text = self._figures.report(report)
            self.said.emit(text)
            self.reported.emit(text)

    def _start(self, task: Task) -> None:
        task.progress.connect(self._show_step)
        task.ended.connect(lambda: self._end_run(task))
        self._runs.append(task)
        self.run_card.start(encoding=self._is_encoding)
        self._show_running()
        self.run_changed.emit(True)
        self._lanes.changes.submit(task)

    def _end_run(self, task: Task) -> None:
        self._runs.remove(task)
        self._encodings.pop(task, None)
        if task.cancelled and not self._runs:
            self._do(self._folders.give_up)  # once more: it may have begun just as it was cancelled
        self._show_running()
        self.run_changed.emit(self.running)
        if not self._runs:
            self.stepped.emit(None)
        self.refresh()
        self.run_ended.emit()

    def _pause(self, pausing: bool) -> None:
        for task in self._runs:
            (task.pause if pausing else task.resume)()

    def _remove(self, source: Source) -> None:
        """Hide the folder at once; forget it when nobody takes that back."""

        def forget() -> None:
            self._change(lambda: self._folders.remove(source.id))

        def keep() -> None:
            self._leaving.discard(source.id)
            self.refresh()

        self._leaving.add(source.id)
        self.refresh()
        text = self.tr("“{folder}” was removed from the catalogue. Its files stay as they are.")
        self._undo.offer(text.format(folder=source.path.name), keep, forget)

    def _ask_exclude(self, source: Source) -> None:
        dialog = ExcludeDialog(source, self._folders, self._lanes, self)
        dialog.decided.connect(self._set_exclude)
        dialog.open()

    def _set_exclude(self, source_id: int, rules: str) -> None:
        task = self._errand(
            lambda: self._folders.set_exclude(source_id, rules), done=lambda _: self.index([source_id])
        )
        self._lanes.changes.submit(task)

    def _change(self, work: Callable[[], object]) -> None:
        task = self._errand(work, ended=self.refresh)
        task.ended.connect(self.run_ended)
        self._lanes.changes.submit(task)
