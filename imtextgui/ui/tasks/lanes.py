"""The window's lanes: a worker thread for long changes, one for searches where the latest wins, one for pictures, one
for what is written for the user.
"""

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Hashable
from enum import IntEnum
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot  # noqa: TID251 (the lanes are here)

from imtextgui.domain.progress import Progress
from imtextgui.errors import ImTextError

log = logging.getLogger(__name__)

SHOWN_EVERY_MS = 50


class Urgency(IntEnum):
    """What a lane does first; equal ones keep their order."""

    DECORATION = 0
    PAGE = 1
    ANSWER = 2


class Task(QObject):
    """A piece of work for a lane; connect to its signals before it is submitted.

    ``work`` is called in the lane's thread and returns a result, or a ``Job`` that is driven to its end.
    A task with a ``topic`` replaces the waiting one of that topic and silences the running one.
    After at most one of ``done``, ``problem`` and ``failed`` comes ``ended``, also when cancelled; all of
    them arrive in the window's thread.
    """

    progress = Signal(object)
    done = Signal(object)
    problem = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(
        self,
        work: Callable[[], object],
        *,
        topic: Hashable | None = None,
        urgency: Urgency = Urgency.ANSWER,
    ) -> None:
        super().__init__()
        self.work = work
        self.topic = topic
        self.urgency = urgency
        self.cancelled = False
        self._going = threading.Event()
        self._going.set()
        self.latest: Progress | None = None

    def cancel(self) -> None:
        """Close the job at its next step; what it would still say is dropped."""
        self.cancelled = True
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether the job waits to be resumed."""
        return not self._going.is_set()

    def pause(self) -> None:
        """Let the job wait before its next step."""
        self._going.clear()

    def resume(self) -> None:
        """Let the job go on."""
        self._going.set()

    def wait_while_paused(self) -> None:
        """Return when the job may go on; called in the lane's thread."""
        self._going.wait()


class Lane(QObject):
    """One worker thread that does its tasks one at a time; made, used and stopped in the window's thread."""

    busy_changed = Signal(bool)
    _news = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._waiting: list[Task] = []
        self._running: Task | None = None
        self._stopping = False
        self._changed = threading.Condition()
        self._outbox: deque[tuple[Task, str, Any]] = deque()
        self._unfinished: set[Task] = set()
        self._ended: list[Task] = []
        self._pause = QTimer(self, singleShot=True, interval=SHOWN_EVERY_MS)
        self._pause.timeout.connect(self._show_progress)
        self._news.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = _Worker(self._work)
        self._thread.setObjectName(name)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a task is waiting, running or not yet delivered."""
        return bool(self._unfinished)

    def submit(self, task: Task) -> Task:
        """Do ``task`` when its turn comes; returns it."""
        if self._stopping:
            return task
        if task.topic is not None:
            self.drop(task.topic)
        self._unfinished.add(task)
        with self._changed:
            self._waiting.append(task)
            self._changed.notify()
        if len(self._unfinished) == 1:
            self.busy_changed.emit(True)
        return task

    def drop(self, topic: Hashable) -> None:
        """Forget the waiting task of ``topic`` and cancel the running one."""
        with self._changed:
            dropped = [task for task in self._waiting if task.topic == topic]
            self._waiting = [task for task in self._waiting if task.topic != topic]
            running = self._running
        for task in dropped:
            task.cancel()
            self._outbox.append((task, "ended", None))
            self._news.emit()
        if running is not None and running.topic == topic:
            running.cancel()

    def leave_off(self) -> None:
        """Cancel everything, and let the thread end after the step that it is at."""
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            if self._running is not None:
                self._running.cancel()
            self._changed.notify()

    def stop(self, seconds: float = 30.0) -> bool:
        """Cancel everything and end the thread; False where a step is not over after ``seconds``."""
        self.leave_off()
        self._pause.stop()
        for task in self._unfinished:
            task.cancel()
            self._bury(task)
        stopped = self._thread.wait(int(seconds * 1000))
        self._outbox.clear()
        self._unfinished.clear()
        return stopped

    # In the worker's thread

    def _work(self) -> None:
        while (task := self._next()) is not None:
            self._perform(task)
            with self._changed:
                self._running = None

    def _next(self) -> Task | None:
        with self._changed:
            while not self._waiting and not self._stopping:
                self._changed.wait()
            if self._stopping:
                return None
            task = max(self._waiting, key=lambda each: each.urgency)
            self._waiting.remove(task)
            self._running = task
            return task

    def _perform(self, task: Task) -> None:
        try:
            result = task.work()
            if isinstance(result, Generator):
                result = self._drive(task, result)
        except ImTextError as problem:
            self._post(task, "problem", problem)
        except Exception:
            self._post(task, "failed", traceback.format_exc())
        else:
            self._post(task, "done", result)
        self._post(task, "ended", None)

    def _drive(self, task: Task, job: Generator[Progress, None, object]) -> object:
        try:
            while not task.cancelled:
                step = next(job)
                fresh, task.latest = task.latest is None, step
                if fresh:
                    self._post(task, "progress", None)
                task.wait_while_paused()
        except StopIteration as end:
            return end.value
        finally:
            job.close()
        return None

    def _post(self, task: Task, event: str, payload: object) -> None:
        if not self._stopping:
            self._outbox.append((task, event, payload))
            self._news.emit()

    # In the window's thread

    @Slot()
    def _deliver(self) -> None:
        while self._outbox:
            task, event, payload = self._outbox.popleft()
            if event == "progress":
                if not self._pause.isActive():
                    self._show_progress()
            elif event == "ended":
                self._end(task)
            elif event == "failed":
                log.error("a task failed\n%s", payload)
                if not task.cancelled:
                    task.failed.emit(payload)
            elif not task.cancelled:
                (task.done if event == "done" else task.problem).emit(payload)

    def _end(self, task: Task) -> None:
        if task in self._unfinished:
            self._unfinished.discard(task)
            task.ended.emit()
            self._bury(task)
            if not self._unfinished:
                self.busy_changed.emit(False)

    def _bury(self, task: Task) -> None:
        # Its slots may keep it alive; the worker's reference, if the last, destroys it in the wrong thread.
        task.deleteLater()
        self._ended = [each for each in self._ended if shiboken6.isValid(each)]
        self._ended.append(task)

    @Slot()
    def _show_progress(self) -> None:
        for task in list(self._unfinished):
            step, task.latest = task.latest, None
            if step is not None and not task.cancelled:
                task.progress.emit(step)
                self._pause.start()


class _Worker(QThread):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._loop = work

    def run(self) -> None:
        self._loop()


class Lanes:
    """The lanes of a window. Pictures have their own: a page may take a second to draw, and typing shall not wait.

    So have reports: they take many pages, and neither they nor a run of the index, of hours, shall wait for the other.
    """

    def __init__(self) -> None:
        self.changes = Lane("changes")
        self.searches = Lane("searches")
        self.pictures = Lane("pictures")
        self.reports = Lane("reports")

    @property
    def answering(self) -> bool:
        """Whether something that the user looks at is on its way."""
        return self.searches.busy or self.pictures.busy

    def stop(self, seconds: float = 30.0) -> bool:
        """Stop all; False where one did not end in time."""
        deadline = time.monotonic() + seconds
        lanes = (self.searches, self.pictures, self.reports, self.changes)
        # All before any is waited for: what they are at takes as long as the longest, not as all together.
        for lane in lanes:
            lane.leave_off()
        stopped = [lane.stop(max(deadline - time.monotonic(), 0.1)) for lane in lanes]
        return all(stopped)
