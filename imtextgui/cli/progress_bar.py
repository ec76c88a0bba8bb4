"""Drives a job on the command line, with a progress bar where somebody sees it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from imtextgui.domain.progress import Job, Progress, R, run
from imtextgui.messages import phrase


def drive(job: Job[R]) -> R:
    """Drive ``job`` with a progress bar on standard error where that is a terminal or ``IMTEXTGUI_PROGRESS`` is set.

    Raises KeyboardInterrupt after Ctrl+C, at the next step of the job at the latest.
    """
    from tqdm import tqdm

    seen = sys.stderr is not None and (sys.stderr.isatty() or os.environ.get("IMTEXTGUI_PROGRESS"))
    named: set[str] = set()
    with (
        _interrupts() as interrupted,
        tqdm(disable=not seen, unit="", leave=False, dynamic_ncols=True) as bar,
    ):

        def show(step: Progress) -> None:
            if interrupted:
                raise KeyboardInterrupt
            name = phrase(f"stage-{step.stage}")
            # A stage is named at once, however short it is.
            bar.set_description_str(name, refresh=name not in named)
            named.add(name)
            bar.set_postfix_str(step.detail[-40:], refresh=False)
            bar.total = step.total
            bar.update(step.done - bar.n)

        return run(job, show)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """The interrupts so far: one that comes while a library is imported or a destructor runs may be swallowed there."""
    signals: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        signals.append(number)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield signals
    finally:
        signal.signal(signal.SIGINT, before)
