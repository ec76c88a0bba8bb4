"""Drives a job on the command line, with a progress bar where somebody sees it."""

import os
import sys

from imtextgui.domain.progress import Job, Progress, R, run
from imtextgui.messages import phrase


def drive(job: Job[R]) -> R:
    """Drive ``job`` with a progress bar on standard error where that is a terminal or ``IMTEXTGUI_PROGRESS`` is set."""
    from tqdm import tqdm

    hidden = not (sys.stderr.isatty() or os.environ.get("IMTEXTGUI_PROGRESS"))
    named: set[str] = set()
    with tqdm(disable=hidden, unit="", leave=False, dynamic_ncols=True) as bar:

        def show(step: Progress) -> None:
            name = phrase(f"stage-{step.stage}")
            # A stage is named at once, however short it is.
            bar.set_description_str(name, refresh=name not in named)
            named.add(name)
            bar.set_postfix_str(step.detail[-40:], refresh=False)
            bar.total = step.total
            bar.update(step.done - bar.n)

        return run(job, show)
