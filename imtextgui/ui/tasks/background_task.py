"""A piece of work in the background, and what is called in the window's thread as it goes on."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any


class Urgency(IntEnum):
    """What a lane does first; tasks of the same urgency keep their order."""

    DECORATION = 0
    PAGE = 1
    ANSWER = 2


class Event(Enum):
    """What a lane tells of a task."""

    PROGRESS = "progress"
    DONE = "done"
    PROBLEM = "problem"
    FAILED = "failed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What is called of a task: ``progress`` with each step that is shown, one of ``done`` (with the result),
    ``problem`` (with the ImTextError) and ``failed`` (with the traceback) at most, and ``ended`` after all others.
    """

    done: Callable[[Any], object]
    progress: Callable[[Any], object]
    problem: Callable[[Any], object]
    failed: Callable[[str], object]
    ended: Callable[[], object]


class BackgroundTask:
    """Work for a lane. ``work`` is called in the lane's thread, everything else in the window's.

    ``work`` returns a result, or a ``Job`` that the lane drives to its end. Tasks with the same ``key`` replace each
    other: the waiting one is dropped, the running one is cancelled.

    It is no QObject: the lane's thread may hold the last reference to it, and would destroy a QObject in the wrong
    thread.
    """

    def __init__(
        self,
        work: Callable[[], object],
        callbacks: Callbacks,
        *,
        key: Hashable | None = None,
        urgency: Urgency = Urgency.ANSWER,
    ) -> None:
        self.work: Callable[[], object] | None = work
        self.key = key
        self.urgency = urgency
        self.cancelled = False
        self.latest_step: object | None = None
        """The latest step of the job that was not shown yet."""
        self._callbacks: Callbacks | None = callbacks
        self._resumed = threading.Event()
        self._resumed.set()

    def cancel(self) -> None:
        """Close the job at its next step; only ``ended`` is still called."""
        self.cancelled = True
        self._resumed.set()

    @property
    def paused(self) -> bool:
        """Whether the job waits to be resumed."""
        return not self._resumed.is_set()

    def pause(self) -> None:
        """Let the job wait before its next step."""
        self._resumed.clear()

    def resume(self) -> None:
        """Let the job go on."""
        self._resumed.set()

    def wait_while_paused(self) -> None:
        """Return when the job may go on; called in the lane's thread."""
        self._resumed.wait()

    def tell(self, event: Event, payload: Any = None) -> None:
        """Call what waits for ``event``; of a cancelled task only what waits for its end."""
        callbacks = self._callbacks
        if callbacks is None:
            return
        if event is Event.ENDED:
            self.release()
            callbacks.ended()
        elif not self.cancelled:
            getattr(callbacks, event.value)(payload)

    def release(self) -> None:
        """Drop the work and the callbacks, here in the window's thread, with the widgets that they hold."""
        self.work = self._callbacks = None
