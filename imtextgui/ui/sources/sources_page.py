"""The folders of the catalogue: add, remove, leave out, index again, and see how it goes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import (
    CatalogueCounts,
    EncodersPart,
    HealthPart,
    PrivacyPart,
    PublishingPart,
    SourcesPart,
)
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Progress
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.sources.exclude_dialog import ExcludeDialog
from imtextgui.ui.sources.forget_menu import ForgetMenu
from imtextgui.ui.sources.index_runs import IndexRuns
from imtextgui.ui.sources.left_out_dialog import LeftOutDialog
from imtextgui.ui.sources.publish_button import PublishButton
from imtextgui.ui.sources.removal_question import RemovalQuestion
from imtextgui.ui.sources.run_card import RunCard
from imtextgui.ui.sources.source_row import SourceRow
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label, page_column, panel, set_state
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.undo_bar import UndoBar

COUNT_AGAIN_MS = 2000
"""While a run goes on the counts are read again so often, at its steps."""
WIDEST = 980


class SourcesPage(QFrame):
    """The sources of a catalogue and the runs of its index."""

    loaded = Signal(object, object)
    """The sources, and the counts of the catalogue, whenever they were read again."""
    changed = Signal()
    """Other pages may be found now: a run has ended, or a folder was removed."""
    problems_requested = Signal()
    message = Signal(str)

    def __init__(
        self,
        sources: SourcesPart,
        tasks: TaskRunner,
        desktop: Desktop,
        undo: UndoBar,
        *,
        health: HealthPart,
        encoders: EncodersPart,
        privacy: PrivacyPart,
        publishing: PublishingPart,
        share: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """``share`` tells what part of the time, above 0 to 1, runs of the index may work."""
        super().__init__()
        self.setObjectName("panel")
        self._folders, self._health = sources, health
        self._runner, self._desktop = tasks, desktop
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.runs = IndexRuns(sources, encoders, tasks, self, share)
        self._formatter = Formatter(self)
        self._sources: Sequence[Source] = ()
        self._away: set[int] = set()
        """The folders that were not connected when last looked for."""
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
        self.reindex.clicked.connect(lambda _=False: self.runs.index())
        self.publish = PublishButton(publishing, tasks)
        self.publish.message.connect(self.message)
        self.forget_menu = ForgetMenu(sources, privacy, self._tasks, undo)
        self.forget_menu.leaving_changed.connect(self.refresh)
        self.forget_menu.forgotten.connect(self.changed)
        self.forget_menu.erased.connect(self.publish.tell_still_published)
        self.removal_question = RemovalQuestion()
        self.removal_question.accepted.connect(self._accept_removals)
        self.run_card = RunCard()
        self.run_card.cancelled.connect(self.cancel)
        self.run_card.paused.connect(self.runs.set_paused)
        self.problems = Button("warning", self.tr("Problems"))
        self.problems.clicked.connect(self.problems_requested)
        self._build()
        self._connect_runs()
        self._show_running()
        minute = QTimer(self, interval=60_000)  # "3 min ago" must not stay so
        minute.timeout.connect(lambda: self._show_rows([row.source for row in self.rows]))
        minute.start()

    def refresh(self) -> None:
        """Read the sources and counts again."""
        self._counted.restart()
        self.publish.refresh()
        self._tasks.start(
            lambda: (self._folders.all(), self._health.counts()),
            lambda read: self._show(*read),
            topic="sources",
        )

    def _look_for_folders(self) -> None:
        """Tell at once which folders are not connected; the catalogue learns of it at the next run only."""
        paths = {source.id: source.path for source in self._sources}

        def look() -> list[int]:
            return [number for number, path in paths.items() if not self._desktop.first_there([path])]

        def show(away: Sequence[int]) -> None:
            if set(away) != self._away:
                self._away = set(away)
                self.refresh()

        # In the lane of reports: a drive that is away may take seconds to say so.
        self._tasks.start(look, show, topic="away", lane=Lane.REPORTS)

    def add_folder(self, path: Path) -> None:
        """Make ``path`` a source and index it."""
        # Not in the lane of changes: a folder added during a long run shall show at once.
        self._tasks.start(lambda: self._folders.add(path), self._added)

    def choose_folder(self) -> None:
        """Ask for a folder and add it."""
        title = self.tr("Choose a folder with manuals, drawings or photos")
        FileDialog(self, title, self.add_folder).only_folders().open()

    def go_on(self) -> None:
        """Go on with what was interrupted when the window was closed or killed."""

        def start(source_ids: Sequence[int]) -> None:
            if source_ids and not self.runs.running:
                self.message.emit(self.tr("Going on with the indexing that was interrupted."))
                self.runs.index(source_ids)

        self._tasks.start(self._folders.interrupted, start)

    def cancel(self) -> None:
        """Stop the run and those that wait, for good; what was indexed is kept."""
        self.runs.cancel()
        self.message.emit(self.tr("Stopping. What was indexed is kept."))

    def show_dropping(self, dropping: bool) -> None:
        """Show that a folder hangs over the window."""
        set_state(self, "dropping", dropping)

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Folders"), "title"), 1)
        head.addWidget(self.add)
        head.addWidget(self.publish)
        head.addWidget(self.forget_menu)
        column.addLayout(head)
        column.addWidget(self._state_card())
        column.addWidget(self.removal_question)
        column.addWidget(self.run_card)
        column.addWidget(self._rows_area(), 1)

    def _connect_runs(self) -> None:
        runs = self.runs
        runs.started.connect(lambda: self.run_card.start(encoding=runs.is_encoding))
        runs.changed.connect(lambda _: self._show_running())
        runs.stepped.connect(self._show_step)
        runs.reported.connect(self.message)
        runs.indexed.connect(self.removal_question.ask)
        # The page before all others: they read the catalogue again when they hear of the change.
        runs.ended.connect(self.refresh)
        runs.ended.connect(self.changed)

    def _state_card(self) -> QWidget:
        self._state = label("", "heading", wrap=True)
        self.hint = label(self.tr("No folders yet. Add one, or drop it on this window."), "muted", wrap=True)
        self._card = panel("card")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._state)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        for button in (self.problems, self.reindex):
            row.addWidget(button)
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

    def _show(self, sources: Sequence[Source], counts: CatalogueCounts) -> None:
        sources = [replace(source, offline=source.offline or source.id in self._away) for source in sources]
        self._sources = sources
        shown = [source for source in sources if source.id not in self.forget_menu.leaving]
        self._show_rows(shown)
        files, pages = self.tr("%Ln file(s)", "", counts.items), self.tr("%Ln page(s)", "", counts.pages)
        self._state.setText(self.tr("{files}, {pages}").format(files=files, pages=pages))
        self.hint.setText(self._advice(shown, counts))
        unreadable = counts.problems
        self.problems.setText(self.tr("%n problem(s)", "", unreadable) if unreadable else "")
        self.problems.setAccessibleName(self.problems.text())
        self.problems.setVisible(unreadable > 0)
        self._show_running()
        self.loaded.emit(shown, counts)
        self._look_for_folders()

    def _advice(self, sources: Sequence[Source], counts: CatalogueCounts) -> str:
        if not sources:
            return self.tr("No folders yet. Add one, or drop it on this window.")
        sentences = [self._unfinished(counts)] if counts.waiting else []
        if away := sum(source.offline for source in sources):
            sentences.append(
                self.tr("%n folder(s) not connected. What is known of them can still be found.", "", away)
            )
        return " ".join(sentences) or self.tr("Re-index after files have changed; only what changed is read.")

    def _unfinished(self, counts: CatalogueCounts) -> str:
        count = self._formatter.count
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
        row.remove_requested.connect(self.forget_menu.remove)
        row.forget_requested.connect(self.forget_menu.forget)
        row.exclude_requested.connect(self._ask_exclude)
        row.left_out_requested.connect(self._show_left_out)
        row.relocation_requested.connect(self._ask_where)
        row.reveal_requested.connect(lambda chosen: self._desktop.reveal(chosen.path))
        row.index_requested.connect(lambda source_id: self.runs.index([source_id]))
        return row

    def _show_running(self) -> None:
        changeable = not self._folders.read_only
        self.add.setEnabled(changeable)
        self.reindex.setEnabled(changeable and bool(self.rows))
        self.publish.allow(bool(self.rows) and changeable)
        self.forget_menu.setEnabled(changeable and not self.runs.running)
        self._card.setVisible(not self.runs.running)
        self.run_card.setVisible(self.runs.running)
        for row in self.rows:
            row.allow_changes(
                changeable and not self.runs.running,
                relocation=self._folders.can_relocate and not self.runs.running,
            )

    def _show_step(self, step: Progress | None) -> None:
        if step is None:
            return
        self.run_card.show_step(step, encoding=self.runs.is_encoding)
        if self._counted.isValid() and self._counted.elapsed() > COUNT_AGAIN_MS:
            self.refresh()

    # Doing

    def _accept_removals(self, folders: Sequence[Path]) -> None:
        self.runs.index(
            [row.source.id for row in self.rows if row.source.path in folders], accept_removals=True
        )

    def _added(self, source: Source) -> None:
        self.refresh()
        self.runs.index([source.id])

    def _ask_exclude(self, source: Source) -> None:
        dialog = ExcludeDialog(source, self._folders, self._runner, self)
        dialog.decided.connect(self._set_exclude)
        dialog.open()

    def _ask_where(self, source: Source) -> None:
        def ask(places: Sequence[Path]) -> None:
            title = self.tr("Choose the folder that is now what “{folder}” was").format(
                folder=source.path.name
            )
            dialog = FileDialog(self, title, lambda path: self.relocate(source.id, path)).only_folders()
            if places:
                dialog.setDirectory(str(places[0]))
            dialog.open()

        self._tasks.start(lambda: self._folders.whereabouts(source.id), ask, topic="whereabouts")

    def relocate(self, source_id: int, path: Path) -> None:
        """Find a source at ``path`` from now on, if the folder holds its files."""

        def tell(source: Source) -> None:
            text = self.tr("The folder is found at {path} now. Nothing was read anew.")
            self.message.emit(text.format(path=source.path))
            self.refresh()
            self.changed.emit()

        self._tasks.start(lambda: self._folders.relocate(source_id, path), tell, lane=Lane.CHANGES)

    def _show_left_out(self, source: Source) -> None:
        changeable = not self._folders.read_only and not self.runs.running
        dialog = LeftOutDialog(source, self._folders, self._runner, self, changeable=changeable)
        dialog.decided.connect(self._set_exclude)
        dialog.open()

    def _set_exclude(self, source_id: int, rules: str) -> None:
        self._tasks.start(
            lambda: self._folders.set_exclude(source_id, rules),
            lambda _: self.runs.index([source_id]),
            lane=Lane.CHANGES,
        )
