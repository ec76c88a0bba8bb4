"""What the program learned from what was taught here: started, shown before and after, used, and taken back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from imtextgui.catalogue.protocols import LearningPart
from imtextgui.domain.learning.lessons import LearningStatus, Lesson, LessonKind, LessonSet, Verdict
from imtextgui.ui.tasks.task_bar import TaskBar
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.flow_layout import FlowLayout
from imtextgui.ui.widgets.formatting import Formatter

MOST_NAMES = 12
"""Parts that are named; of more only the number is told besides."""


class LearningPanel(QFrame):
    """Learns beside the searches; nothing changes where held-out questions or pictures are not found better."""

    message = Signal(str)
    changed = Signal()
    """Other pages may be found now than before."""

    def __init__(self, learning: LearningPart, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("card")
        self._learning = learning
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._formatter = Formatter(self)
        self._status: LearningStatus | None = None
        self.learn = Button(
            "quality", self.tr("&Learn now"), tip=self.tr("From confirmed answers, tags and own terms")
        )
        self.learn.clicked.connect(lambda: self.train(None))
        self.examples = Button(
            "folder",
            self.tr("Learn parts from &photos…"),
            tip=self.tr(
                "A folder with one folder of photos for each part, named after it; five photos will do"
            ),
        )
        self.examples.clicked.connect(self._choose)
        self.use = Button("check", self.tr("&Use it"), tip=self.tr("Search with what was learned last"))
        self.use.clicked.connect(self._use)
        self.back = Button(
            "back",
            self.tr("Take it &back"),
            tip=self.tr("Search as before this was learned; can be used again"),
        )
        self.back.clicked.connect(self._take_back)
        stop = Button("cancel", self.tr("Sto&p"))
        self.progress = TaskBar(tasks, self.tr("Learning"), stop, least_width=120)
        self.progress.running_changed.connect(self._show_running)
        self.state = label("", wrap=True)
        self.figures = label("", "muted", wrap=True)
        self._build()
        self._show_running()

    @property
    def running(self) -> bool:
        """Whether it is being learned."""
        return self.progress.running

    def refresh(self) -> None:
        """Read again what is in force and what there is to learn from."""
        self._tasks.start(self._learning.status, self._show, topic="learning")

    def train(self, pairs: Path | None) -> None:
        """Learn from what was taught, and from a folder of examples."""
        self.progress.start(lambda: self._learning.train(pairs), self._take)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label(self.tr("What was learned here"), "heading"))
        column.addWidget(self.state)
        column.addWidget(self.figures)
        buttons = FlowLayout()
        for button in (self.learn, self.examples, self.use, self.back):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addWidget(self.progress)

    # Showing

    def _show(self, status: LearningStatus) -> None:
        self._status = status
        told = [
            self.tr("To learn from: %n confirmed question(s)", "", status.questions),
            self.tr("%n tag(s)", "", status.parts),
        ]
        lines = [", ".join(told)]
        if status.active is None:
            lines.append(self.tr("Nothing that was learned is in use."))
        else:
            when = self._formatter.ago(status.active.made)
            lines.append(self.tr("In use: learned {when}.").format(when=when))
        if status.foreign:
            lines.append(self.tr("It was learned for another encoder and rests. Learn again for this one."))
        elif status.can_accept:
            lines.append(self.tr("What was learned last is not in use."))
        self.state.setText("\n".join(lines))
        told_set = status.active if status.latest is None else status.latest
        self.figures.setText("\n".join(self._lines(told_set)))
        self.figures.setVisible(bool(self.figures.text()))
        self._show_running()

    def _lines(self, kept: LessonSet | None) -> list[str]:
        return [line for lesson in (kept.lessons if kept else ()) for line in self._lesson(lesson)]

    def _lesson(self, lesson: Lesson) -> list[str]:
        words = lesson.kind is LessonKind.WORDS
        kind = self.tr("Questions in words") if words else self.tr("Parts by their photos")
        if lesson.verdict is Verdict.TOO_FEW:
            few = (
                self.tr("{kind}: too few to learn from, {pairs} of {needed}.")
                if words
                else self.tr("{kind}: too few photos; each part needs {needed}, better five.")
            )
            return [few.format(kind=kind, pairs=lesson.pairs, needed=lesson.needed), *self._parts(lesson)]
        if lesson.before is None or lesson.after is None:
            return self._parts(lesson)
        share = self._formatter.share
        figures = {
            "kind": kind,
            "pairs": lesson.pairs,
            "before": f"{share(lesson.before.recall_1)} / {share(lesson.before.recall_5)}",
            "after": f"{share(lesson.after.recall_1)} / {share(lesson.after.recall_5)}",
        }
        told = (
            self.tr(
                "{kind}: better. First / among five: before {before}, now {after} ({pairs} held-out pairs)."
            )
            if lesson.verdict is Verdict.BETTER
            else self.tr(
                "{kind}: not better, so nothing is changed. "
                "First / among five: before {before}, after {after} ({pairs} held-out pairs)."
            )
        )
        return [told.format(**figures), *self._parts(lesson)]

    def _parts(self, lesson: Lesson) -> list[str]:
        lines = []
        if lesson.names:
            lines.append(self.tr("Parts learned: {names}").format(names=_named(lesson.names)))
        if lesson.refused:
            text = self.tr(
                "Not learned, because their photos have too little in common or are too few: {names}"
            )
            lines.append(text.format(names=_named(lesson.refused)))
        return lines

    def _show_running(self) -> None:
        free = not self.running and not self._learning.read_only
        for button in (self.learn, self.examples):
            button.setEnabled(free)
        status = self._status
        self.use.setEnabled(free)
        self.back.setEnabled(free)
        self.use.setVisible(status is not None and status.can_accept)
        self.back.setVisible(status is not None and status.can_revert)

    # Doing

    def _choose(self) -> None:
        title = self.tr("Choose a folder with one folder of photos for each part")
        FileDialog(self, title, self.train).only_folders().open()

    def _take(self, kept: LessonSet) -> None:
        self.message.emit(
            self.tr("Learned, and in use from the next search on.")
            if kept.helps
            else self.tr("Nothing is changed: it would not find more.")
        )
        self._after_change()

    def _use(self) -> None:
        self._change(self._learning.accept, self.tr("In use from the next search on."))

    def _take_back(self) -> None:
        self._change(self._learning.revert, self.tr("Taken back: the search is as it was before."))

    def _change(self, change: Callable[[], object], told: str) -> None:
        def done(_: object) -> None:
            self.message.emit(told)
            self._after_change()

        self._tasks.start(change, done)

    def _after_change(self) -> None:
        self.refresh()
        self.changed.emit()


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f", … (+{more})" if more > 0 else "")
