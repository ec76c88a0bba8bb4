"""Background tasks: order, latest wins, progress, cancel, problems, the life of the widget, and a clean end."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from pytestqt.qtbot import QtBot

from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import CatalogueBusy, DocumentMissing, ImTextError
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.lane_worker import PROGRESS_EVERY_MS
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    assert runner.stop(60)


@pytest.fixture
def part() -> QObject:
    """The part of a window that owns tasks."""
    return QObject()


@pytest.fixture
def owner(runner: TaskRunner, part: QObject) -> TaskOwner:
    return TaskOwner(part, runner, Lane.CHANGES)


def wait_idle(qtbot: QtBot, runner: TaskRunner, lane: Lane = Lane.CHANGES) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy(lane))


def endless(started: threading.Event, closed: list[bool]) -> Job[None]:
    try:
        while True:
            started.set()
            time.sleep(0.001)
            yield Progress(Stage.READ)
    finally:
        closed.append(True)


def test_a_result_arrives_in_the_thread_of_the_window(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    threads: list[int] = []
    owner.start(threading.get_ident, lambda worker: threads.extend([worker, threading.get_ident()]))
    wait_idle(qtbot, runner)
    assert threads[0] != threads[1] == threading.get_ident()


def test_tasks_of_a_lane_are_done_one_after_another_in_order(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    steps: list[str] = []

    def job(name: str) -> Job[None]:
        for step in range(3):
            steps.append(f"{name}{step}")
            yield Progress(Stage.READ, step)

    for name in "abc":
        owner.start(lambda name=name: job(name))  # type: ignore[misc]  # the default binds the name
    wait_idle(qtbot, runner)
    assert steps == [f"{name}{step}" for name in "abc" for step in range(3)]


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, runner: TaskRunner, owner: TaskOwner) -> None:
    go_on = threading.Event()
    answers: list[str] = []
    owner.start(lambda: go_on.wait(60))
    owner.start(lambda: "answer", answers.append, lane=Lane.SEARCHES)
    qtbot.waitUntil(lambda: answers == ["answer"])
    assert runner.is_busy(Lane.CHANGES)
    go_on.set()
    wait_idle(qtbot, runner)
    assert not runner.is_answering


def test_the_latest_of_a_topic_wins(qtbot: QtBot, runner: TaskRunner, owner: TaskOwner) -> None:
    started, go_on = threading.Event(), threading.Event()
    ran: list[str] = []
    results: list[str] = []
    ended: list[str] = []

    def slow() -> str:
        started.set()
        assert go_on.wait(60)
        return "slow"

    owner.start(slow, results.append, topic="search", ended=lambda: ended.append("slow"))
    assert started.wait(60)
    owner.start(lambda: ran.append("second"), topic="search", ended=lambda: ended.append("second"))
    owner.start(lambda: "third", results.append, topic="search", ended=lambda: ended.append("third"))
    go_on.set()
    wait_idle(qtbot, runner)
    assert (results, ran) == (["third"], [])
    assert sorted(ended) == ["second", "slow", "third"]


def test_a_topic_is_its_owners_own(qtbot: QtBot, runner: TaskRunner, part: QObject, owner: TaskOwner) -> None:
    go_on = threading.Event()
    results: list[str] = []
    other = TaskOwner(part, runner, Lane.CHANGES)
    owner.start(lambda: go_on.wait(60))
    owner.start(lambda: "one", results.append, topic="page")
    other.start(lambda: "other", results.append, topic="page")
    other.cancel("no such topic")
    go_on.set()
    wait_idle(qtbot, runner)
    assert results == ["one", "other"]


def test_what_waits_or_runs_can_be_cancelled_by_its_topic(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    started, go_on = threading.Event(), threading.Event()
    results: list[str] = []
    ended: list[str] = []

    def running() -> str:
        started.set()
        assert go_on.wait(60)
        return "running"

    owner.start(running, results.append, topic="a", ended=lambda: ended.append("running"))
    owner.start(lambda: "waiting", results.append, topic="b", ended=lambda: ended.append("waiting"))
    assert started.wait(60)
    owner.cancel("a")
    owner.cancel("b")
    go_on.set()
    wait_idle(qtbot, runner)
    assert results == []
    assert sorted(ended) == ["running", "waiting"]


def test_urgent_work_overtakes_decoration(qtbot: QtBot, runner: TaskRunner, owner: TaskOwner) -> None:
    go_on = threading.Event()
    order: list[str] = []
    owner.start(lambda: go_on.wait(60))
    for name, urgency in (
        ("thumbnail", Urgency.DECORATION),
        ("page", Urgency.PAGE),
        ("search", Urgency.ANSWER),
    ):
        owner.start(lambda name=name: order.append(name), urgency=urgency)  # type: ignore[misc, arg-type]  # binds the name
    go_on.set()
    wait_idle(qtbot, runner)
    assert order == ["search", "page", "thumbnail"]


def test_progress_is_throttled_and_the_last_step_is_not_lost(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    shown: list[Progress] = []
    results: list[str] = []
    hold = threading.Event()

    def job() -> Job[str]:
        for step in range(2000):
            yield Progress(Stage.READ, step, 2000)
        assert hold.wait(60)
        yield Progress(Stage.READ, 2000, 2000)
        return "end"

    clock = QElapsedTimer()
    clock.start()
    owner.start(job, results.append, progress=shown.append)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].done == 1999)
    hold.set()
    wait_idle(qtbot, runner)
    assert len(shown) <= clock.elapsed() / PROGRESS_EVERY_MS + 3
    assert results == ["end"]


def test_a_cancelled_job_is_closed_at_its_next_step_and_only_its_end_is_told(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    closed: list[bool] = []
    told: list[str] = []
    steps: list[object] = []
    task = owner.start(
        lambda: endless(threading.Event(), closed),
        lambda _: told.append("done"),
        progress=steps.append,
        ended=lambda: told.append("ended"),
    )
    qtbot.waitUntil(lambda: bool(steps))
    task.cancel()
    wait_idle(qtbot, runner)
    assert (closed, told) == ([True], ["ended"])


def test_a_paused_job_waits_until_it_is_resumed(qtbot: QtBot, runner: TaskRunner, owner: TaskOwner) -> None:
    reached: list[int] = []
    gate = threading.Event()

    def job() -> Job[None]:
        for step in range(3):
            reached.append(step)
            yield Progress(Stage.READ, step)

    owner.start(lambda: gate.wait(60))
    task = owner.start(job)
    task.pause()
    gate.set()
    qtbot.waitUntil(lambda: reached == [0])
    assert task.paused
    task.resume()
    wait_idle(qtbot, runner)
    assert reached == [0, 1, 2]


def test_a_known_problem_is_told_at_the_window_and_the_lane_goes_on(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    problems: list[ImTextError] = []
    results: list[object] = []
    runner.problem.connect(problems.append)

    def busy() -> None:
        raise CatalogueBusy(path="/catalogue")

    owner.start(busy, results.append)
    owner.start(lambda: 1, results.append)
    wait_idle(qtbot, runner)
    owner.report(DocumentMissing(path="/gone.pdf"))
    assert [problem.code for problem in problems] == ["catalogue-busy", "document-missing"]
    assert results == [1]


@pytest.mark.expects_log("a task failed")
def test_a_fault_is_told_with_its_traceback(qtbot: QtBot, runner: TaskRunner, owner: TaskOwner) -> None:
    faults: list[str] = []
    runner.failed.connect(faults.append)
    owner.start(lambda: 1 // 0)
    wait_idle(qtbot, runner)
    assert "Traceback" in faults[0]
    assert "ZeroDivisionError" in faults[0]


@pytest.mark.expects_log("a task failed")
def test_what_a_part_shows_itself_is_not_told_at_the_window(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    heard: list[object] = []
    here: list[object] = []
    runner.problem.connect(heard.append)
    runner.failed.connect(heard.append)

    def gone() -> None:
        raise DocumentMissing(path="/gone.pdf")

    owner.start(gone, problem=lambda problem: here.append(problem.code))
    owner.start(gone, problem=ignore)
    owner.start(lambda: 1 // 0, failed=lambda details: here.append(details.splitlines()[-1].split(":")[0]))
    wait_idle(qtbot, runner)
    assert (heard, here) == ([], ["document-missing", "ZeroDivisionError"])


@pytest.mark.parametrize("destroy", ["at once", "later"])
def test_with_its_part_a_task_ends_and_nothing_is_called_any_more(
    qtbot: QtBot, runner: TaskRunner, destroy: str
) -> None:
    started = threading.Event()
    closed: list[bool] = []
    called: list[str] = []
    window = QObject()
    part = QObject(window)
    owner = TaskOwner(part, runner, Lane.CHANGES)
    owner.start(
        lambda: endless(started, closed),
        lambda _: called.append("done"),
        ended=lambda: called.append("ended"),
    )
    owner.start(lambda: called.append("waiting"), lambda _: called.append("done"))
    assert started.wait(60)
    if destroy == "later":
        part.deleteLater()
    else:
        del part
        window.deleteLater()
    wait_idle(qtbot, runner)
    assert (closed, called) == ([True], [])


def test_what_a_task_holds_is_let_go_in_the_thread_of_the_window(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    threads: list[int] = []

    class Held:
        """Something that a callback refers to."""

        def __call__(self, _: object = None) -> None:
            """Be the work, and the callback."""

    held = Held()
    weakref.finalize(held, lambda: threads.append(threading.get_ident()))
    owner.start(held, held)
    del held
    wait_idle(qtbot, runner)
    gc.collect()
    assert threads == [threading.get_ident()]


def test_stopping_closes_the_running_job_and_forgets_the_others(qtbot: QtBot, part: QObject) -> None:
    runner = TaskRunner()
    owner = TaskOwner(part, runner, Lane.CHANGES)
    started = threading.Event()
    closed: list[bool] = []
    results: list[object] = []
    owner.start(lambda: endless(started, closed), results.append)
    owner.start(lambda: 1, results.append)
    assert started.wait(60)
    assert runner.stop(60)
    owner.start(lambda: 2, results.append)
    assert (closed, results, runner.is_busy(Lane.CHANGES)) == ([True], [], False)


def test_a_step_that_hangs_is_reported_at_the_end(qtbot: QtBot, part: QObject) -> None:
    runner = TaskRunner()
    started, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        started.set()
        go_on.wait(60)

    TaskOwner(part, runner, Lane.CHANGES).start(hang)
    assert started.wait(60)
    assert not runner.stop(0.05)
    go_on.set()
    assert runner.stop(60)


def test_the_window_stays_responsive_while_a_lane_works(
    qtbot: QtBot, runner: TaskRunner, owner: TaskOwner
) -> None:
    beats: list[bool] = []
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: beats.append(runner.is_busy(Lane.CHANGES)))

    def job() -> Job[None]:
        # In the window's thread this would keep the timer from beating, and would go on to its limit.
        for _ in range(50_000):
            sum(number * number for number in range(2000))
            if sum(beats) > 20:
                return
            yield Progress(Stage.READ)

    beat.start()
    owner.start(job)
    wait_idle(qtbot, runner)
    beat.stop()
    assert sum(beats) > 20
