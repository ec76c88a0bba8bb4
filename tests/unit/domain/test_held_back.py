"""A job that is held back works for a part of the time, and can be stopped while it rests."""

from collections.abc import Iterator

import pytest

from imtextgui.domain.progress import Job, Progress, Stage, held_back, run


class Clock:
    """Time that passes only where a job works or rests."""

    def __init__(self) -> None:
        self.now, self.rested = 0.0, 0.0

    def __call__(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        self.now += seconds
        self.rested += seconds


class Work:
    """A job of some steps, each of which takes ``seconds``."""

    def __init__(self, clock: Clock, steps: int, seconds: float) -> None:
        self.clock, self.steps, self.seconds, self.closed = clock, steps, seconds, False

    def job(self) -> Job[str]:
        try:
            for number in range(self.steps):
                self.clock.now += self.seconds
                yield Progress(Stage.READ, done=number)
        finally:
            self.closed = True
        return "done"


@pytest.mark.parametrize(("share", "rested"), [(1.0, 0.0), (0.5, 2.0), (0.25, 6.0)])
def test_it_rests_for_the_other_part_of_the_time(share: float, rested: float) -> None:
    clock, steps = Clock(), list[Progress]()
    work = Work(clock, 10, 0.2)
    told = run(held_back(work.job(), lambda: share, clock=clock, rest=clock.rest), steps.append)
    assert told == "done"
    assert clock.rested == pytest.approx(rested)
    assert [step.done for step in dict.fromkeys(steps)] == list(range(10))


def test_a_rest_is_in_small_steps_and_has_an_end() -> None:
    clock = Clock()
    job = held_back(Work(clock, 1, 600.0).job(), lambda: 0.5, clock=clock, rest=clock.rest)
    before, longest = 0.0, 0.0
    for _ in job:
        longest = max(longest, clock.rested - before)
        before = clock.rested
    assert clock.rested == pytest.approx(5.0)
    assert longest == pytest.approx(0.1)


def test_the_share_is_asked_anew_after_each_step() -> None:
    clock, shares = Clock(), iter([0.5, 1.0, 1.0])
    run(held_back(Work(clock, 3, 1.0).job(), shares.__next__, clock=clock, rest=clock.rest))
    assert clock.rested == pytest.approx(1.0)


def test_closing_it_closes_the_job() -> None:
    clock = Clock()
    work = Work(clock, 3, 1.0)
    job = held_back(work.job(), lambda: 0.5, clock=clock, rest=clock.rest)
    steps: Iterator[Progress] = job
    assert next(steps).done == next(steps).done == 0
    assert not work.closed
    job.close()
    assert work.closed
