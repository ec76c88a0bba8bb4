"""What a part of the window sends into a lane for, and what it hears of that."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import Signal

from imtextgui.ui.tasks.lanes import Lane, Task, Urgency


class Errands:
    """Beside a QObject among the bases of a class: has work done in ``_lane``, and tells what goes wrong."""

    problem = Signal(object)
    """A known problem (ImTextError)."""
    failed = Signal(str)
    """The traceback of a fault of ours."""

    _lane: Lane

    def _errand(
        self,
        work: Callable[[], object],
        *,
        done: Callable[[Any], object] | None = None,
        ended: Callable[[], object] | None = None,
        topic: Hashable | None = None,
        urgency: Urgency = Urgency.ANSWER,
    ) -> Task:
        """A task for any lane, whose troubles are told here; see ``Task`` for what is called when."""
        task = Task(work, topic=topic, urgency=urgency)
        task.problem.connect(self.problem)  # type: ignore[call-overload]  # self is a QObject
        task.failed.connect(self.failed)  # type: ignore[call-overload]  # self is a QObject
        if done is not None:
            task.done.connect(done)
        if ended is not None:
            task.ended.connect(ended)
        return task

    def _do(
        self,
        work: Callable[[], object],
        *,
        done: Callable[[Any], object] | None = None,
        ended: Callable[[], object] | None = None,
        topic: Hashable | None = None,
        urgency: Urgency = Urgency.ANSWER,
    ) -> Task:
        """Have ``work`` done in the own lane, as ``_errand`` says."""
        return self._lane.submit(self._errand(work, done=done, ended=ended, topic=topic, urgency=urgency))
