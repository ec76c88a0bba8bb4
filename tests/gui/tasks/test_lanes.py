"""The lanes: order, latest wins, progress, cancel, problems and a clean end."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from pytestqt.qtbot import QtBot

from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import CatalogueBusy, ImTextError
from imtextgui.ui.tasks.lanes import SHOWN_EVERY_MS, Lane, Task, Urgency


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    assert lane.stop(5)


def done(task: Task) -> list[object]:
    results: list[object] = []
    task.done.connect(results.append)
    return results


def wait_idle(qtbot: QtBot, lane: Lane) -> None:
    qtbot.waitUntil(lambda: not lane.busy)


def test_a_result_arrives_in_the_thread_of_the_window(qtbot: QtBot, lane: Lane) -> None:
    threads: list[int] = []
    task = Task(threading.get_ident)
    task.done.connect(lambda worker: threads.extend([worker, threading.get_ident()]))
    lane.submit(task)
    wait_idle(qtbot, lane)
    assert threads[0] != threads[1] == threading.get_ident()


def test_changes_are_done_one_after_another_in_order(qtbot: QtBot, lane: Lane) -> None:
    steps: list[str] = []

    def job(name: str) -> Job[None]:
        for step in range(3):
            steps.append(f"{name}{step}")
            yield Progress(Stage.READ, step)

    for name in "abc":
        lane.submit(Task(lambda name=name: job(name)))  # type: ignore[misc]  # the default binds the name
    wait_idle(qtbot, lane)
    assert steps == [f"{name}{step}" for name in "abc" for step in range(3)]


def test_the_latest_of_a_topic_wins(qtbot: QtBot, lane: Lane) -> None:
    started = threading.Event()
    go_on = threading.Event()
    ran: list[str] = []

    def slow() -> str:
        started.set()
        assert go_on.wait(5)
        return "slow"

    first = Task(slow, topic="search")
    second = Task(lambda: ran.append("second"), topic="search")
    third = Task(lambda: "third", topic="search")
    results = [done(task) for task in (first, second, third)]
    lane.submit(first)
    assert started.wait(5)
    lane.submit(second)
    lane.submit(third)
    go_on.set()
    wait_idle(qtbot, lane)
    assert results == [[], [], ["third"]]
    assert ran == []


def test_urgent_work_overtakes_decoration(qtbot: QtBot, lane: Lane) -> None:
    go_on = threading.Event()
    order: list[str] = []
    lane.submit(Task(lambda: go_on.wait(5)))
    for name, urgency in (
        ("thumbnail", Urgency.DECORATION),
        ("page", Urgency.PAGE),
        ("search", Urgency.ANSWER),
    ):
        lane.submit(Task(lambda name=name: order.append(name), urgency=urgency))  # type: ignore[misc]  # binds
    go_on.set()
    wait_idle(qtbot, lane)
    assert order == ["search", "page", "thumbnail"]


def test_progress_is_throttled_and_the_last_step_is_not_lost(qtbot: QtBot, lane: Lane) -> None:
    shown: list[Progress] = []
    hold = threading.Event()

    def job() -> Job[str]:
        for step in range(2000):
            yield Progress(Stage.READ, step, 2000)
        assert hold.wait(5)
        yield Progress(Stage.READ, 2000, 2000)
        return "end"

    task = Task(job)
    task.progress.connect(shown.append)
    results = done(task)
    clock = QElapsedTimer()
    clock.start()
    lane.submit(task)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].done == 1999)
    hold.set()
    wait_idle(qtbot, lane)
    assert len(shown) <= clock.elapsed() / SHOWN_EVERY_MS + 3
    assert results == ["end"]


def test_a_cancelled_job_is_closed_at_its_next_step_and_says_nothing_more(qtbot: QtBot, lane: Lane) -> None:
    closed: list[bool] = []
    ended: list[bool] = []

    def job() -> Job[str]:
        try:
            while True:
                time.sleep(0.001)
                yield Progress(Stage.READ)
        finally:
            closed.append(True)

    task = Task(job)
    results = done(task)
    task.ended.connect(lambda: ended.append(True))
    with qtbot.waitSignal(task.progress):
        lane.submit(task)
    task.cancel()
    wait_idle(qtbot, lane)
    assert (closed, ended, results) == ([True], [True], [])


def test_a_known_problem_is_told_and_the_lane_goes_on(qtbot: QtBot, lane: Lane) -> None:
    problems: list[ImTextError] = []

    def busy() -> None:
        raise CatalogueBusy(path="/catalogue")

    task = Task(busy)
    task.problem.connect(problems.append)
    lane.submit(task)
    after = Task(lambda: 1)
    results = done(after)
    lane.submit(after)
    wait_idle(qtbot, lane)
    assert [each.code for each in problems] == ["catalogue-busy"]
    assert results == [1]


@pytest.mark.expects_log("a task failed")
def test_a_fault_keeps_its_traceback(qtbot: QtBot, lane: Lane) -> None:
    faults: list[str] = []
    task = Task(lambda: 1 // 0)
    task.failed.connect(faults.append)
    lane.submit(task)
    wait_idle(qtbot, lane)
    assert "ZeroDivisionError" in faults[0]
    assert "Traceback" in faults[0]


def test_stopping_closes_the_running_job_and_forgets_the_others(qtbot: QtBot) -> None:
    lane = Lane("test")
    closed: list[bool] = []
    started = threading.Event()

    def job() -> Job[None]:
        try:
            while True:
                started.set()
                time.sleep(0.001)
                yield Progress(Stage.READ)
        finally:
            closed.append(True)

    running, waiting = Task(job), Task(lambda: 1)
    results = done(waiting)
    lane.submit(running)
    lane.submit(waiting)
    assert started.wait(5)
    assert lane.stop(5)
    assert lane.submit(Task(lambda: 2)).cancelled is False
    assert (closed, results, lane.busy) == ([True], [], False)


def test_a_step_that_hangs_is_reported_at_the_end(qtbot: QtBot) -> None:
    lane = Lane("test")
    go_on = threading.Event()
    started = threading.Event()

    def hang() -> None:
        started.set()
        go_on.wait(5)

    lane.submit(Task(hang))
    assert started.wait(5)
    assert not lane.stop(0.05)
    go_on.set()
    assert lane.stop(5)


def test_the_window_stays_responsive_while_a_lane_works(qtbot: QtBot, lane: Lane) -> None:
    gaps: list[int] = []
    clock = QElapsedTimer()
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: gaps.append(clock.restart()))

    def job() -> Job[None]:
        until = time.monotonic() + 0.8
        while time.monotonic() < until:
            sum(number * number for number in range(2000))
            yield Progress(Stage.READ)

    clock.start()
    beat.start()
    lane.submit(Task(job))
    wait_idle(qtbot, lane)
    beat.stop()
    assert len(gaps) > 20
    # Not a figure but a guard: work in the window's thread would leave one gap of 800 ms.
    assert sorted(gaps)[-2] < 400
