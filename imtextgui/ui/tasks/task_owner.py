"""Background tasks of one part of the window: the one way in which work leaves the window's thread."""

from collections.abc import Callable, Generator, Hashable
from typing import Any, TypedDict, TypeVar, Unpack, overload

from PySide6.QtCore import QObject

from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.background_task import BackgroundTask, Callbacks, Urgency
from imtextgui.ui.tasks.lane_worker import LaneWorker
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

R = TypeVar("R")


class TaskOptions(TypedDict, total=False):
    """How a task is run, and what else is called of it."""

    progress: Callable[[Any], object]
    """Called with the latest step of a job, at most 20 times a second."""
    problem: Callable[[Any], object]
    """Called with the ImTextError in place of telling it at the window."""
    failed: Callable[[str], object]
    """Called with the traceback in place of telling it at the window; it is in the log all the same."""
    ended: Callable[[], object]
    """Called after all others, also when the task was cancelled."""
    topic: Hashable
    """The latest task of a topic wins: it replaces the owner's waiting one and silences the running one."""
    urgency: Urgency
    """What overtakes what in the lane; by default ANSWER, the highest."""
    lane: Lane
    """In place of the owner's lane."""


class TaskOwner:
    """Starts the tasks of ``part``, a widget or another QObject of the window.

    Callbacks are called in the window's thread and only while ``part`` lives; with it, its tasks are cancelled.
    Problems and faults are told at the window where a task brings no callback of its own for them.
    """

    def __init__(self, part: QObject, runner: TaskRunner, lane: Lane) -> None:
        self._runner, self._lane = runner, lane
        self._tasks: dict[BackgroundTask, LaneWorker] = {}
        part.destroyed.connect(self._abandon)

    @overload
    def start(
        self,
        work: Callable[[], Generator[Any, None, R]],
        done: Callable[[R], object] | None = None,
        **options: Unpack[TaskOptions],
    ) -> BackgroundTask: ...
    @overload
    def start(
        self,
        work: Callable[[], R],
        done: Callable[[R], object] | None = None,
        **options: Unpack[TaskOptions],
    ) -> BackgroundTask: ...
    def start(
        self,
        work: Callable[[], object],
        done: Callable[[Any], object] | None = None,
        **options: Unpack[TaskOptions],
    ) -> BackgroundTask:
        """Do ``work`` in a lane and call ``done`` with its result; a ``Job`` is driven to its end.

        The task that is returned can be cancelled and paused.
        """
        task: BackgroundTask
        ended = options.get("ended", ignore)

        def end() -> None:
            self._tasks.pop(task, None)
            ended()

        callbacks = Callbacks(
            done=done or ignore,
            progress=options.get("progress", ignore),
            problem=options.get("problem", self._runner.problem.emit),
            failed=options.get("failed", self._runner.failed.emit),
            ended=end,
        )
        topic = options.get("topic")
        key = None if topic is None else (id(self), topic)
        urgency = options.get("urgency", Urgency.ANSWER)
        task = BackgroundTask(work, callbacks, key=key, urgency=urgency)
        worker = self._runner.worker(options.get("lane", self._lane))
        self._tasks[task] = worker
        worker.submit(task)
        return task

    def cancel(self, topic: Hashable) -> None:
        """Drop the waiting task of ``topic``, and silence the running one."""
        key = (id(self), topic)
        for worker in {worker for task, worker in self._tasks.items() if task.key == key}:
            worker.cancel(key)

    def cancel_all(self) -> None:
        """Cancel every task of this owner."""
        for task in self._tasks:
            task.cancel()

    def report(self, problem: ImTextError) -> None:
        """Tell a known problem that was met in the window's thread, as those of tasks are told."""
        self._runner.report(problem)

    def _abandon(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
            task.release()
        self._tasks.clear()


def ignore(_: object = None) -> None:
    """A callback for what needs no answer."""
