"""Asks several catalogues at once, each in a thread of its own: one that is dead or slow costs nobody else."""

from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from imtextgui.errors import CatalogueSlow, ImTextError, QueryError

PATIENCE_SECONDS = 3.0
"""Once somebody has answered, the others are waited for so long at least, and as long again as the first one took."""

END_SECONDS = 5.0
"""So long a thread may take to end; one that hangs in a call of the system ends with the process."""

Answer = TypeVar("Answer")
_Call = Callable[[], Any]


class _Told(NamedTuple):
    place: int
    answer: Any
    trouble: BaseException | None


class _Worker:
    """The thread of one catalogue, which does one call after the other; its connections to the database stay."""

    def __init__(self, place: int) -> None:
        self._place = place
        self._calls: SimpleQueue[tuple[_Call, SimpleQueue[_Told]] | None] = SimpleQueue()
        self.is_busy = False
        self._thread = Thread(target=self._work, name=f"catalogue {place}", daemon=True)
        self._thread.start()

    def ask(self, call: _Call, answers: "SimpleQueue[_Told]") -> None:
        self.is_busy = True
        self._calls.put((call, answers))

    def end(self) -> None:
        self._calls.put(None)
        self._thread.join(END_SECONDS)

    def _work(self) -> None:
        while (asked := self._calls.get()) is not None:
            call, answers = asked
            told = _done(self._place, call)
            self.is_busy = False
            answers.put(told)
            del asked, call, answers, told


def _done(place: int, call: _Call) -> _Told:
    try:
        return _Told(place, call(), None)
    except BaseException as trouble:  # told in the thread that asked
        return _Told(place, None, trouble)


class MemberWorkers:
    """Threads of catalogues by their place; ``troubles`` tells why those that were left out last did not answer."""

    def __init__(self, paths: Mapping[int, str]) -> None:
        """``paths`` are the folders, for what is told of them."""
        self._paths = paths
        self._workers = {place: _Worker(place) for place in paths}
        self.troubles: dict[int, ImTextError] = {}

    def ask(self, calls: Mapping[int, Callable[[], Answer]]) -> dict[int, Answer]:
        """The answers of those that have one in time. Raises QueryErrors, which say what is wrong for all."""
        answers: SimpleQueue[_Told] = SimpleQueue()
        waiting: set[int] = set()
        for place, call in calls.items():
            if self._workers[place].is_busy:
                self.troubles[place] = CatalogueSlow(path=self._paths[place])
            else:
                self._workers[place].ask(call, answers)
                waiting.add(place)
        return self._gather(waiting, answers)

    def busy(self) -> set[int]:
        """Those that have not answered yet."""
        return {place for place, worker in self._workers.items() if worker.is_busy}

    def close(self) -> None:
        """End the threads."""
        for worker in self._workers.values():
            worker.end()

    def _gather(self, waiting: set[int], answers: "SimpleQueue[_Told]") -> dict[int, Any]:
        gathered: dict[int, Any] = {}
        started, until = monotonic(), None
        while waiting:
            try:
                told = answers.get(timeout=None if until is None else max(0.0, until - monotonic()))
            except Empty:
                break
            waiting.discard(told.place)
            if told.trouble is None:
                gathered[told.place] = told.answer
                self.troubles.pop(told.place, None)
                until = until or monotonic() + PATIENCE_SECONDS + (monotonic() - started)
            elif isinstance(told.trouble, ImTextError) and not isinstance(told.trouble, QueryError):
                self.troubles[told.place] = told.trouble
            else:
                raise told.trouble
        for place in waiting:
            self.troubles[place] = CatalogueSlow(path=self._paths[place])
        return gathered
