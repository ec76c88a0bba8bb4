"""The runs of the index, and of another encoder over the catalogue: started, paused, stopped, begun again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from imtextgui.catalogue.protocols import EncodersPart, SourcesPart
from imtextgui.domain.progress import Progress, held_back
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import EncodingReport, IndexReport
from imtextgui.ui.tasks.background_task import BackgroundTask
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.formatting import Formatter


@dataclass(eq=False, slots=True)
class _Run:
    """A run that goes on or waits; ``fingerprint`` is that of the encoder where it is no run of the index."""

    fingerprint: str | None
    task: BackgroundTask | None = None


class IndexRuns(QObject):
    """The runs that go on or wait; the lane takes them in their order."""

    started = Signal()
    stepped = Signal(object)
    """The latest step of the run that goes on (Progress), None when there is none any more."""
    changed = Signal(bool)
    """A run begins (True), or one has ended: whether others wait."""
    ended = Signal()
    reported = Signal(str)
    """What a run did, when it came to its end."""
    indexed = Signal(object)
    """The runs over single sources (SourceRun) of a run that came to its end."""

    def __init__(
        self,
        sources: SourcesPart,
        encoders: EncodersPart,
        tasks: TaskRunner,
        parent: QObject,
        share: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """``share`` tells what part of the time, above 0 to 1, a run may work."""
        super().__init__(parent)
        self._share = share
        self._sources, self._encoders = sources, encoders
        self._tasks = TaskOwner(self, tasks, Lane.CHANGES)
        self._formatter = Formatter(self)
        self._runs: list[_Run] = []

    @property
    def running(self) -> bool:
        """Whether a run goes on or waits."""
        return bool(self._runs)

    @property
    def is_encoding(self) -> bool:
        """Whether the run that goes on encodes the catalogue with another encoder."""
        return bool(self._runs) and self._runs[0].fingerprint is not None

    def index(
        self,
        source_ids: Sequence[int] | None = None,
        *,
        retry: Retry = NO_RETRY,
        accept_removals: bool = False,
    ) -> None:
        """Index all sources, or those named, after the runs that are under way; the rest as the catalogue's."""
        run = _Run(None)
        run.task = self._tasks.start(
            lambda: held_back(
                self._sources.index(source_ids, retry=retry, accept_removals=accept_removals), self._share
            ),
            self._report,
            progress=self._show_step,
            ended=lambda: self._end(run),
        )
        self._begin(run)

    def encode(self, fingerprint: str) -> None:
        """Encode the catalogue with an encoder that then takes the place of the active one."""
        run = _Run(fingerprint)
        run.task = self._tasks.start(
            lambda: held_back(self._encoders.use(fingerprint), self._share),
            self._report,
            progress=self._show_step,
            ended=lambda: self._end(run),
        )
        self._begin(run)

    def restart(self) -> None:
        """Stop the run that goes on, if any, and begin again with the settings as they are; nothing read is lost."""
        fingerprints = [run.fingerprint for run in self._runs]
        self._stop()
        if None in fingerprints:
            self.index()
        for fingerprint in fingerprints:
            if fingerprint is not None:
                self.encode(fingerprint)

    def cancel(self) -> None:
        """Stop the run and those that wait, for good; what was indexed is kept."""
        self._stop()
        self._give_up()

    def set_paused(self, paused: bool) -> None:
        """Let the runs wait before their next step, or go on."""
        for task in self._running_tasks():
            (task.pause if paused else task.resume)()

    def _begin(self, run: _Run) -> None:
        self._runs.append(run)
        self.started.emit()
        self.changed.emit(True)

    def _end(self, run: _Run) -> None:
        self._runs.remove(run)
        if run.task is not None and run.task.cancelled and not self._runs:
            self._give_up()  # once more: it may have begun just as it was cancelled
        self.changed.emit(self.running)
        if not self._runs:
            self.stepped.emit(None)
        self.ended.emit()

    def _stop(self) -> None:
        for task in self._running_tasks():
            task.cancel()

    def _give_up(self) -> None:
        # Beside the run, which may take a while to end its step.
        self._tasks.start(self._sources.give_up, lane=Lane.SEARCHES)

    def _show_step(self, step: Progress) -> None:
        # A step that was under way when the user paused: the card says that the run is paused.
        if not any(task.paused for task in self._running_tasks()):
            self.stepped.emit(step)

    def _report(self, report: IndexReport | EncodingReport) -> None:
        self.reported.emit(self._formatter.report(report))
        if isinstance(report, IndexReport):
            self.indexed.emit(report.sources)

    def _running_tasks(self) -> list[BackgroundTask]:
        return [run.task for run in self._runs if run.task is not None]
