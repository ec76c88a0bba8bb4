"""A job on the command line stops at Ctrl+C, whoever hears it first."""

import signal
from contextlib import suppress

import pytest

from imtextgui.cli.progress_bar import drive
from imtextgui.domain.progress import Job, Progress, Stage


def _deaf(closed: list[bool]) -> Job[int]:
    """A job that swallows an interrupt, as an import in a library may, and goes on."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    try:
        yield Progress(Stage.READ)
    finally:
        closed.append(True)
    return 1


def test_an_interrupt_that_was_swallowed_counts_at_the_next_step() -> None:
    before = signal.getsignal(signal.SIGINT)
    closed: list[bool] = []
    with pytest.raises(KeyboardInterrupt):
        drive(_deaf(closed))
    assert closed == [True]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_job_that_nobody_interrupts_gives_its_result() -> None:
    def job() -> Job[int]:
        yield Progress(Stage.READ)
        return 1

    assert drive(job()) == 1
