"""The page of a trial: it is started, its questions are asked in both ways, its figures are shown and written."""

from typing import NamedTuple

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import Changeable, PagesPart, TrialPart
from imtextgui.domain.measurement.trial import Phase, Trial, TrialPlan, TrialQuestion
from imtextgui.domain.measurement.trial_figures import Estimate, TrialFigures
from imtextgui.ui.library.quality_page import WIDEST, FigureTile
from imtextgui.ui.library.trial.old_way import OldWay
from imtextgui.ui.library.trial.question_list import QuestionList
from imtextgui.ui.library.trial.report_writer import ReportWriter
from imtextgui.ui.library.trial.start_form import StartForm
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label, page_column, scrolled
from imtextgui.ui.widgets.flow_layout import FlowLayout
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.undo_bar import UndoBar


class TrialState(NamedTuple):
    """The figures of the trial (None without one), how many questions were tried in its phase, and all questions."""

    figures: TrialFigures | None
    tried: int
    questions: tuple[TrialQuestion, ...] = ()


class TrialPage(QFrame):
    """Start form, or figures and what to do next; the old way while its questions are asked."""

    ask_requested = Signal(object)
    """Ask the questions in the way of this Phase."""
    changed = Signal()
    """Another phase, or another trial."""
    message = Signal(str)

    def __init__(
        self,
        trial: TrialPart,
        pages: PagesPart,
        tasks: TaskRunner,
        undo: UndoBar,
        *,
        jobsheets: Changeable,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._trial, self._undo = trial, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._formatter = Formatter(self)
        self.form = StartForm()
        self.form.started.connect(self._start)
        self.old_way = OldWay(trial, pages, tasks, jobsheets)
        self.questions = QuestionList(trial, tasks, undo)
        self.questions.removed.connect(self.refresh)
        self.writer = ReportWriter(trial, tasks)
        self.writer.message.connect(self.message)
        self.seconds = FigureTile(self.tr("Time for a question"))
        self.found = FigureTile(self.tr("Ended on the right page"))
        self.abandoned = FigureTile(self.tr("Given up"))
        self.wrong = FigureTile(self.tr("Ended with a wrong answer"))
        self.saved = FigureTile(self.tr("Minutes saved a month"))
        self.ask = Button("search", self.tr("&Ask the questions"), look="primary")
        self.ask.clicked.connect(self._ask)
        self.next = Button("check", self.tr("Go on &with the search"))
        self.next.clicked.connect(lambda: self._go_to(Phase.SEARCH))
        self.end = Button("cancel", self.tr("&End the trial"))
        self.end.clicked.connect(self._end)
        self.forget = Button("remove", self.tr("&Forget the trial"))
        self.forget.clicked.connect(self._forget)
        self.keep = QCheckBox(self.tr("&Keep the words and the files, too"))
        self.keep.setToolTip(self.tr("What was kept of them goes when this is switched off"))
        self.keep.clicked.connect(self._keep)
        self._phase: Phase | None = None
        self._leaving = False
        self._build()

    @property
    def focus_start(self) -> QWidget:
        """What has the focus when the page comes on show."""
        return self.form.start if self._phase is None else self.ask

    def refresh(self) -> None:
        """Read the trial again."""

        def read() -> TrialState:
            current = self._trial.current()
            if current is None:
                return TrialState(None, 0)
            tried = {
                attempt.question_id
                for attempt in self._trial.attempts()
                if attempt.phase is current.phase and attempt.question_id is not None
            }
            return TrialState(self._trial.figures(), len(tried), self._trial.questions())

        if not self._leaving:
            self._tasks.start(read, self._show, topic="trial")

    def show_old_way(self, shown: bool) -> None:
        """Show the search in file names in place of the figures, or give their place back."""
        self._stack.setCurrentWidget(self._old_view if shown else self._figures)
        if shown:
            self.old_way.clear()
        else:
            self.refresh()

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        column.addWidget(label(self.tr("Trial of the search"), "title"))
        self._stack = QStackedWidget()
        self._start_view, self._figures = scrolled(self.form), scrolled(self._figures_page())
        self._old_view = scrolled(self.old_way)
        for part in (self._start_view, self._figures, self._old_view):
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)

    def _figures_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._facts = label("", "muted", wrap=True)
        self._what_next = label("", wrap=True)
        column.addWidget(self._facts)
        column.addWidget(self._what_next)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=6)
        for button in (self.ask, self.next, self.end, self.forget):
            row.addWidget(button)
        column.addWidget(buttons)
        tiles = QHBoxLayout()
        for tile in (self.seconds, self.found, self.abandoned, self.wrong, self.saved):
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        self._daily = label("", "muted", wrap=True)
        column.addWidget(self._daily)
        column.addWidget(self.keep)
        column.addWidget(self.writer)
        column.addWidget(self.questions, 1)
        return page

    # Showing

    def _show(self, state: TrialState) -> None:
        figures = state.figures
        if self._stack.currentWidget() is not self._old_view:
            self._stack.setCurrentWidget(self._start_view if figures is None else self._figures)
        self.form.start.setEnabled(not self._trial.read_only)
        self._phase = figures.trial.phase if figures else None
        if figures is None:
            return
        self._show_phase(figures, state.tried)
        self._show_figures(figures)
        self.questions.show_questions(state.questions, changeable=not self._trial.read_only)

    def _show_phase(self, figures: TrialFigures, tried: int) -> None:
        trial, changeable = figures.trial, not self._trial.read_only
        facts = (
            self.tr("started {when}").format(when=self._formatter.ago(trial.started)),
            self.tr("planned for %n day(s)", "", trial.days),
            self.tr("%n question(s)", "", figures.questions),
            self._kept(trial),
        )
        self._facts.setText("  ·  ".join(facts))
        left = max(figures.questions - tried, 0)
        self._what_next.setText(self._advice(trial.phase, left))
        self.ask.setVisible(trial.is_running)
        self.ask.setEnabled(changeable and figures.questions > 0)
        self.next.setVisible(trial.phase is Phase.BASELINE)
        self.end.setVisible(trial.phase is Phase.SEARCH)
        for button in (self.next, self.end, self.forget, self.keep):
            button.setEnabled(changeable)
        self.keep.setChecked(trial.keep_content)

    def _kept(self, trial: Trial) -> str:
        if trial.keep_content:
            return self.tr("words and files are kept, too")
        return self.tr("only figures are kept")

    def _advice(self, phase: Phase, left: int) -> str:
        if phase is Phase.ENDED:
            return self.tr("The trial has ended. Save its report, or forget it and start another one.")
        if not left:
            return self.tr(
                "All questions were tried in this way. They can be asked again, of somebody else, too."
            )
        if phase is Phase.BASELINE:
            return self.tr("First the old way: %n question(s) to be looked for by file names.", "", left)
        return self.tr("Now the search: %n question(s) to be looked for with it.", "", left)

    def _show_figures(self, figures: TrialFigures) -> None:
        before, after = figures.before, figures.after
        seconds, share = self._seconds, self._share
        for tile, name, shown in (
            (self.seconds, "seconds", seconds),
            (self.found, "found", share),
            (self.abandoned, "abandoned", share),
            (self.wrong, "wrong_ended", share),
        ):
            old: Estimate | None = getattr(before, name, None)
            new: Estimate | None = getattr(after, name, None)
            note = self.tr("old way: {figure}").format(figure=shown(old))
            tile.say(shown(new), note)
        saving = figures.saving
        minutes, note = "–", self.tr("five questions in both ways tell")
        if saving is not None:
            minutes = QLocale().toString(round(saving.minutes.value))
            note = self.tr("with %n search(es) a month", "", round(saving.searches_a_month))
        self.saved.say(minutes, note)
        daily = figures.daily
        text = ""
        if daily is not None:
            text = self.tr(
                "Daily use: %n search(es), a page stayed on in {share}", "", daily.attempts
            ).format(share=share(daily.found))
        self._daily.setText(text)

    def _seconds(self, estimate: Estimate | None) -> str:
        if estimate is None:
            return "–"
        return self.tr("{seconds} s").format(seconds=QLocale().toString(estimate.value, "f", 1))

    def _share(self, estimate: Estimate | None) -> str:
        return "–" if estimate is None else self._formatter.share(estimate.value)

    # Doing

    def _start(self, plan: TrialPlan) -> None:
        self._tasks.start(lambda: self._trial.start(plan), lambda _: self._follow())

    def _ask(self) -> None:
        if self._phase is not None:
            self._undo.settle()  # a question that was just taken off is not asked
            self.ask_requested.emit(self._phase)

    def _go_to(self, phase: Phase, *, reopen: bool = False) -> None:
        self._tasks.start(lambda: self._trial.go_to(phase, reopen=reopen), lambda _: self._follow())

    def _keep(self, wanted: bool) -> None:
        self._tasks.start(lambda: self._trial.keep_content(wanted), lambda _: self.refresh())

    def _end(self) -> None:
        before = self._phase or Phase.SEARCH
        self._go_to(Phase.ENDED)
        self._undo.offer(self.tr("The trial has ended."), lambda: self._go_to(before, reopen=True))

    def _forget(self) -> None:
        """Done when nobody takes it back."""

        def forget() -> None:
            self._leaving = False
            self._tasks.start(self._trial.remove, lambda _: self._follow())

        def stay() -> None:
            self._leaving = False
            self.refresh()

        self._leaving = True
        self._stack.setCurrentWidget(self._start_view)
        self.form.start.setEnabled(False)
        self._undo.offer(self.tr("The trial is forgotten, with all its figures."), stay, forget)

    def _follow(self) -> None:
        self.changed.emit()
        self.refresh()
