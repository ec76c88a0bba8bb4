"""How well the search answers here: measured on what its users confirmed, compared with before, and what it missed."""

from collections.abc import Generator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import JudgementsPart, LearningPart, MonitoringPart, QualityPart
from imtextgui.domain.evaluation import Outcome, Report, Snapshot
from imtextgui.domain.progress import Progress
from imtextgui.domain.query import Query
from imtextgui.ui.library.drift_notice import DriftNotice
from imtextgui.ui.library.learning_panel import LearningPanel
from imtextgui.ui.tasks.task_bar import TaskBar
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, EmptyState, RowList, label, page_column, scrolled
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.trend_chart import TrendChart, TrendLine

WIDEST = 1180
LEAST_LIST = 120

Measured = tuple[Report, Mapping[str, str]]
"""A report, and the words of its questions by their ids."""


class QualityPage(QFrame):
    """Figures of the last measurement, their course, and the questions whose right page did not come first."""

    asked = Signal(object)
    """The Query to ask again."""
    message = Signal(str)
    trial_requested = Signal()
    """The page of the trial shall be on show."""

    def __init__(
        self,
        quality: QualityPart,
        judgements: JudgementsPart,
        tasks: TaskRunner,
        *,
        learning: LearningPart,
        monitoring: MonitoringPart,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._quality, self._judgements = quality, judgements
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.drift = DriftNotice(monitoring, tasks)
        self.drift.message.connect(self.message)
        self._formatter = Formatter(self)
        self._confirmed = 0
        self.measure = Button("quality", self.tr("&Measure now"), look="primary")
        self.measure.clicked.connect(self._measure)
        cancel = Button("cancel", self.tr("&Cancel"))
        self.progress = TaskBar(tasks, self.tr("Measuring"), cancel, least_width=160)
        self.progress.running_changed.connect(self._show_running)
        self.page_first = FigureTile(self.tr("Right page first"))
        self.file_first = FigureTile(self.tr("Right file first"))
        self.among_ten = FigureTile(self.tr("Right file among ten"))
        self.wrong = FigureTile(self.tr("Looked sure, was wrong"))
        self.time = FigureTile(self.tr("Time of a search"))
        self.facts = label("", "muted", wrap=True)
        self.trend = TrendChart()
        self.missed = RowList(self.tr("Questions whose right page did not come first"))
        self.missed.itemActivated.connect(lambda _: self._ask())
        self.missed.setMinimumHeight(LEAST_LIST)
        self.missed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.again = Button("search", self.tr("&Ask this"), tip=self.tr("Search with this question (Enter)"))
        self.again.clicked.connect(self._ask)
        self.learning = LearningPanel(learning, tasks)
        self.learning.message.connect(self.message)
        self.trial = Button(
            "trial", self.tr("Trial…"), tip=self.tr("What the search saves, in figures (Ctrl+9)")
        )
        self.trial.clicked.connect(self.trial_requested)
        self._build()
        self.setFocusProxy(self.measure)
        self.setTabOrder(
            self.measure, self.trial
        )  # Tab enters at the proxy, and would skip what stands before it
        self._show((0, ()))
        self._show_missed(None)
        self._show_running()

    @property
    def running(self) -> bool:
        """Whether it is being measured."""
        return self.progress.running

    def refresh(self) -> None:
        """Read again what was confirmed and what was measured."""

        def read() -> tuple[int, Sequence[Snapshot]]:
            judged = self._judgements.all()
            confirmed = sum(judgement.right and not judgement.with_photo for judgement in judged)
            return confirmed, self._quality.snapshots()

        self._tasks.start(read, self._show, topic="quality")
        self.learning.refresh()
        self.drift.refresh()

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("How well the search answers"), "title"), 1)
        for control in (self.progress, self.trial, self.measure):
            head.addWidget(control)
        column.addLayout(head)
        how = self.tr(
            "Measured on the questions in words whose right answer was confirmed, as if nobody had confirmed it."
        )
        column.addWidget(label(how, "muted", wrap=True))
        # Not a stack, which is as high as its highest part also while that is hidden.
        self._states = (self._nothing(), self._unmeasured(), self._measured())
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self.drift)
        for state in self._states:
            rows.addWidget(state, 1)
        rows.addWidget(self.learning)
        column.addWidget(scrolled(inside), 1)

    def _nothing(self) -> QWidget:
        return EmptyState(
            "quality",
            self.tr("Nothing to measure yet"),
            self.tr(
                "When a result is what you were looking for, choose “This is the right answer” in its menu. "
                "From such answers it can be measured how often the right page comes first."
            ),
        )

    def _unmeasured(self) -> QWidget:
        return EmptyState(
            "quality",
            self.tr("Not measured yet"),
            self.tr("Answers were confirmed here. Press “Measure now” to see how often they are found."),
        )

    def _measured(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        tiles = QHBoxLayout()
        tiles.setSpacing(10)
        for tile in (self.page_first, self.file_first, self.among_ten, self.wrong, self.time):
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        column.addWidget(self.facts)
        column.addWidget(self.trend)
        foot = QHBoxLayout()
        self._heading = label("", "heading", wrap=True)
        foot.addWidget(self._heading, 1)
        foot.addWidget(self.again)
        column.addLayout(foot)
        column.addWidget(self.missed, 100)
        column.addStretch(1)  # takes the room where there is no list
        return inside

    # Showing

    def _show(self, read: tuple[int, Sequence[Snapshot]]) -> None:
        self._confirmed, snapshots = read
        current = 2 if snapshots else 1 if self._confirmed else 0
        for index, state in enumerate(self._states):
            state.setVisible(index == current)
        self._show_running()
        if snapshots:
            self._show_snapshot(snapshots[-1], snapshots[-2] if len(snapshots) > 1 else None)
            self._show_trend(snapshots)

    def _show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        share = self._formatter.share
        names = self.tr("by file names alone: {share}").format(share=share(now.names.recall_1))
        change = self.tr("measured for the first time")
        if before is not None:
            change = self.tr("before: {share}, {when}").format(
                share=share(before.page.recall_1), when=self._formatter.ago(before.made)
            )
        self.page_first.say(share(now.page.recall_1), change)
        self.file_first.say(share(now.file.recall_1), names)
        self.among_ten.say(share(now.file.recall_10))
        self.wrong.say(share(now.wrong_hits), self.tr("marked strong or possible"))
        self.time.say(self._formatter.seconds(now.milliseconds / 1000), self.tr("half of them are faster"))
        facts = (
            self.tr("%n question(s)", "", now.page.queries),
            self.tr("%n page(s)", "", now.pages),
            self.tr("measured {when}").format(when=self._formatter.ago(now.made)),
        )
        self.facts.setText("  ·  ".join(facts))

    def _show_trend(self, snapshots: Sequence[Snapshot]) -> None:
        self.trend.setVisible(len(snapshots) > 1)
        pages, files = (
            [getattr(snapshot, kind).recall_1 for snapshot in snapshots] for kind in ("page", "file")
        )
        lines = (
            TrendLine(self.tr("Right file first"), "strong", files, width=6),  # seen beneath the other, too
            TrendLine(self.tr("Right page first"), "accent", pages),
        )
        told = [
            f"{line.name}: {self._formatter.share(line.shares[0])} → {self._formatter.share(line.shares[-1])}"
            for line in lines
        ]
        self.trend.show_lines(lines, ", ".join(told))

    def _show_missed(self, measured: Measured | None) -> None:
        self.missed.clear()
        missed: list[Outcome] = []
        if measured is not None:
            report, asked = measured
            missed = [outcome for outcome in report.outcomes if outcome.page != 1]
            for outcome in missed:
                words, place = asked.get(outcome.id, ""), self._place(outcome)
                self.missed.add(f"{words}\n{place}", words, f"{words}, {place}")
        for part in (self.missed, self.again):
            part.setVisible(bool(missed))
        heading = self.tr("Questions whose right page did not come first")
        if not missed:
            heading = "" if measured is None else self.tr("The right page came first for every question.")
        self._heading.setText(heading)
        if missed:
            self.missed.setCurrentRow(0)

    def _place(self, outcome: Outcome) -> str:
        if outcome.page is not None:
            return self.tr("right page in place {place}").format(place=outcome.page)
        if outcome.file is not None:
            return self.tr("right file in place {place}, with another page").format(place=outcome.file)
        return self.tr("not found")

    # Doing

    def _measure(self) -> None:
        def measured() -> Generator[Progress, None, Measured]:
            report = yield from self._quality.measure()
            return report, {str(judgement.id): judgement.text for judgement in self._judgements.all()}

        # Beside the searches, which it takes turns with: a whole measurement must not hold them up.
        self.progress.start(measured, self._take)

    def _take(self, measured: Measured) -> None:
        self._show_missed(measured)
        self.refresh()
        if self._quality.read_only:
            first = self._formatter.share(measured[0].groups[0].page.recall_1)
            text = self.tr("Right page first: {share}. Not kept: another program has the catalogue open.")
            self.message.emit(text.format(share=first))

    def _show_running(self) -> None:
        self.measure.setEnabled(not self.running and self._confirmed > 0)

    def _ask(self) -> None:
        if words := self.missed.chosen():
            self.asked.emit(Query(words))


class FigureTile(QFrame):
    """A figure: what it is, how much, and a word on that."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._name = name
        self._value = label("", "figure")
        self._note = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(2)
        column.addWidget(label(name, wrap=True))
        column.addWidget(self._value)
        column.addWidget(self._note)
        column.addStretch()

    def say(self, value: str, note: str = "") -> None:
        """Show a value."""
        self._value.setText(value)
        self._note.setText(note)
        self.setAccessibleName(", ".join(filter(None, (f"{self._name}: {value}", note))))
