"""The worker thread of a lane. Private to this room: widgets start tasks by a ``TaskOwner``."""

import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Hashable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot  # noqa: TID251 (the one place that may)

from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.background_task import BackgroundTask, Event

log = logging.getLogger(__name__)

PROGRESS_EVERY_MS = 50
"""Jobs yield thousands of steps a second; the window shows at most 20 of them."""


class LaneWorker(QObject):
    """One lane; made, used and stopped in the window's thread."""

    _posted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._waiting: list[BackgroundTask] = []
        self._running: BackgroundTask | None = None
        self._stopping = False
        self._changed = threading.Condition()
        self._outbox: deque[tuple[BackgroundTask, Event, Any]] = deque()
        self._unfinished: set[BackgroundTask] = set()
        self._throttle = QTimer(self, singleShot=True, interval=PROGRESS_EVERY_MS)
        self._throttle.timeout.connect(self._show_progress)
        # Queued although sender and receiver live in one thread: it is emitted in the worker's.
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = LaneThread(self._work)
        self._thread.setObjectName(name)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a task is waiting, running or not yet delivered."""
        return bool(self._unfinished)

    def submit(self, task: BackgroundTask) -> None:
        """Do ``task`` when its turn comes; nothing is done once the lane stops."""
        if self._stopping:
            return
        if task.key is not None:
            self.cancel(task.key)
        self._unfinished.add(task)
        with self._changed:
            self._waiting.append(task)
            self._changed.notify()

    def cancel(self, key: Hashable) -> None:
        """Drop the waiting task of ``key`` and cancel the running one."""
        with self._changed:
            dropped = [task for task in self._waiting if task.key == key]
            self._waiting = [task for task in self._waiting if task.key != key]
            running = self._running
        for task in dropped:
            task.cancel()
            self._outbox.append((task, Event.ENDED, None))
            self._posted.emit()
        if running is not None and running.key == key:
            running.cancel()

    def begin_to_stop(self) -> None:
        """Cancel everything, and let the thread end after the step that it is at."""
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            if self._running is not None:
                self._running.cancel()
            self._changed.notify()

    def stop(self, seconds: float = 30.0) -> bool:
        """Cancel everything and end the thread; False where a step is not over after ``seconds``."""
        self.begin_to_stop()
        self._throttle.stop()
        for task in self._unfinished:
            task.cancel()
        stopped = self._thread.wait(int(seconds * 1000))
        for task in self._unfinished:
            task.release()
        self._outbox.clear()
        self._unfinished.clear()
        return stopped

    # In the worker's thread

    def _work(self) -> None:
        while (task := self._next()) is not None:
            self._perform(task)
            with self._changed:
                self._running = None

    def _next(self) -> BackgroundTask | None:
        with self._changed:
            while not self._waiting and not self._stopping:
                self._changed.wait()
            if self._stopping:
                return None
            task = max(self._waiting, key=lambda waiting: waiting.urgency)
            self._waiting.remove(task)
            self._running = task
            return task

    def _perform(self, task: BackgroundTask) -> None:
        work = task.work
        try:
            # A task may be cancelled while it waits, and released where its widget is gone.
            result = None if task.cancelled or work is None else work()
            if isinstance(result, Generator):
                result = self._drive(task, result)
        except ImTextError as problem:
            self._post(task, Event.PROBLEM, problem)
        except Exception:
            self._post(task, Event.FAILED, traceback.format_exc())
        else:
            self._post(task, Event.DONE, result)
        # Before the end is told, which releases the task: this thread must not hold the last reference to a widget.
        del work
        self._post(task, Event.ENDED, None)

    def _drive(self, task: BackgroundTask, job: Generator[object, None, object]) -> object:
        try:
            while not task.cancelled:
                step = next(job)
                first, task.latest_step = task.latest_step is None, step
                if first:
                    self._post(task, Event.PROGRESS, None)
                task.wait_while_paused()
        except StopIteration as end:
            return end.value
        finally:
            job.close()
        return None

    def _post(self, task: BackgroundTask, event: Event, payload: object) -> None:
        if not self._stopping:
            self._outbox.append((task, event, payload))
            self._posted.emit()

    # In the window's thread

    @Slot()
    def _deliver(self) -> None:
        while self._outbox:
            task, event, payload = self._outbox.popleft()
            if event is Event.PROGRESS:
                if not self._throttle.isActive():
                    self._show_progress()
                continue
            if event is Event.FAILED:
                log.error("a task failed\n%s", payload)
            if event is Event.ENDED:
                self._unfinished.discard(task)
            task.tell(event, payload)

    @Slot()
    def _show_progress(self) -> None:
        for task in list(self._unfinished):
            step, task.latest_step = task.latest_step, None
            if step is not None and not task.cancelled:
                self._throttle.start()
                task.tell(Event.PROGRESS, step)


class LaneThread(QThread):
    """The thread of a lane."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        """Reimplements ``QThread.run``."""
        self._work()
